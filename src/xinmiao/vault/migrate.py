"""Making the two files and bringing them to the newest schema.

Migrations are append-only; one step covers both files in one transaction, so a failure leaves both as
they were. Foreign keys are off before the transaction begins: rebuilding a parent table with them on
deletes all children, and inside a transaction the pragma is ignored. Alembic is imported only here, and only
when a step is run: it would lengthen every sign-in.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from xinmiao.kernel.errors import StorageError
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.texts import _
from xinmiao.vault.engine import (
    APPLICATION_IDS,
    FILE_NAMES,
    SCHEMA_VERSION,
    SCHEMAS,
    attach,
    configure,
    connect,
    make_engine,
)
from xinmiao.vault.storage_errors import translated


def create_files(folder: Path, keys: Mapping[DataFile, bytes], *, school: str, root_fingerprint: str) -> None:
    """Make both empty files with the newest schema. The only place where a data file is created.

    Args:
        folder: an existing folder that holds neither file.
        keys: 48 bytes for each of the two files.
        school: the school's id, pinned in both files.
        root_fingerprint: the root key's fingerprint, pinned in both files.
    """
    for name in FILE_NAMES.values():
        if (folder / name).exists():
            raise StorageError(
                _("There is a school in this folder already."), _("Choose an empty folder."), code="E-EXISTS"
            )
    raw = connect(folder / FILE_NAMES[DataFile.SCHOOL], keys[DataFile.SCHOOL], mode="rwc")
    try:
        attach(raw, folder / FILE_NAMES[DataFile.COUNSELLING], keys[DataFile.COUNSELLING], mode="rwc")
        for data_file, number in APPLICATION_IDS.items():
            raw.execute(f"PRAGMA {SCHEMAS[data_file]}.application_id = {number}")
        configure(raw, keys)
        engine = make_engine(lambda: raw)
        _upgrade(engine, raw)
        with engine.execution_options(writes=True).begin() as connection:
            for schema in SCHEMAS.values():
                connection.exec_driver_sql(
                    f"INSERT INTO {schema}.file_state VALUES (1, 0, ?, ?, ?)",  # noqa: S608 -- constant names
                    (school, school, root_fingerprint),
                )
        engine.dispose()
    except DBAPIError as error:
        raise translated(error) from error
    finally:
        raw.close()


def needs_migration(raw: Any, files_open: frozenset[DataFile]) -> bool:
    """Return whether one of the open files has an older schema than this program."""
    return any(
        raw.execute(f"PRAGMA {SCHEMAS[data_file]}.user_version").fetchone()[0] < SCHEMA_VERSION
        for data_file in files_open
    )


def migrate(raw: Any, scripts: Path | None = None) -> None:
    """Bring both files to the newest schema, or leave them as they were.

    The caller has made and verified a backup; both files must be attached and no authorizer set.
    `raw` is closed at the end, come what may. `scripts` stands in for the program's own steps.

    Raises:
        StorageError: a row went missing, or the engine refused a step; nothing was changed.
    """
    engine = make_engine(lambda: raw)
    try:
        _upgrade(engine, raw, scripts)
    except DBAPIError as error:
        raise translated(error) from error
    finally:
        engine.dispose()


def _upgrade(engine: Engine, raw: Any, own_scripts: Path | None = None) -> None:
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        with (
            as_file(files("xinmiao.vault") / "migrations") as scripts,
            engine.execution_options(writes=True).begin() as connection,
        ):
            before = _row_counts(connection)
            _run_scripts(connection, own_scripts or scripts)
            after = _row_counts(connection)
            if lost := sorted(table for table, count in before.items() if after.get(table, count) < count):
                raise StorageError(
                    _("Bringing the files up to date would have lost rows in {tables}.").format(tables=", ".join(lost)),
                    _("Nothing was changed. Keep using the earlier version and report this."),
                    code="E-MIGRATE",
                )
            for schema in SCHEMAS.values():
                connection.exec_driver_sql(f"PRAGMA {schema}.user_version = {SCHEMA_VERSION}")
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def _run_scripts(connection: Connection, scripts: Path) -> None:
    from alembic.config import Config  # noqa: PLC0415 -- a third of a second; a sign-in rarely migrates
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415 -- as above
    from alembic.script import ScriptDirectory  # noqa: PLC0415 -- as above

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    directory = ScriptDirectory.from_config(config)

    def steps(revision: Any, _context: Any) -> Any:
        return directory._upgrade_revs("head", revision)  # noqa: SLF001 -- what alembic's own command does

    with EnvironmentContext(config, directory, fn=steps) as environment:
        environment.configure(connection=connection, transactional_ddl=True)
        environment.run_migrations()


def _row_counts(connection: Connection) -> dict[str, int]:
    counts = {}
    for schema in SCHEMAS.values():
        names = connection.exec_driver_sql(
            f"SELECT name FROM {schema}.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'character_index%'"  # noqa: S608
            " AND name NOT LIKE 'sqlite_%'"
        ).scalars()
        for name in names.all():
            question = f'SELECT count(*) FROM {schema}."{name}"'  # noqa: S608 -- names of our own schema
            counts[f"{schema}.{name}"] = connection.exec_driver_sql(question).scalar_one()
    return counts
