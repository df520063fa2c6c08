"""Data care: backups, their verification, and the check of the files.

Owns no table. Restoring is not here: it happens at the door, when no file is open (`app.restoring`).
Terms: backup 备份, backup set, restore, check.
"""
