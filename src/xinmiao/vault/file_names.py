"""Names of files that are looked for before anything heavy is loaded."""

VAULT_NAME = "vault.json"
"""The key file; what stands in clear in it is shown on the lock screen."""

RESTORE_MARKER_NAME = "restore.json"
"""Lies in the data folder while a backup set is being put in place; a start that finds it goes on with that."""
