"""The encrypted files: keys, engine, unit of work, audit, search, migrations, backup. Knows no window and no paper."""
