"""Names of files that are looked for before anything heavy is loaded."""

RESTORE_MARKER_NAME = "restore.json"
"""Lies in the data folder while a backup set is being put in place; a start that finds it goes on with that."""
