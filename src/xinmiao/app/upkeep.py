"""What the program does for the files by itself: bringing them up to date, and a backup at the end of the day.

Owns when; how a backup or a migration is made is `vault`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from xinmiao.features.data_care.operations import backup_folder
from xinmiao.kernel.clock import Clock
from xinmiao.kernel.errors import AppError, RuleBroken
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.texts import _
from xinmiao.vault.backup import Order, make_backup
from xinmiao.vault.backup_set import Reason, list_sets
from xinmiao.vault.custody import Custody
from xinmiao.vault.database import Database
from xinmiao.vault.drafts import sweep_drafts
from xinmiao.vault.engine import open_connection
from xinmiao.vault.migrate import migrate, needs_migration
from xinmiao.vault.restore import sweep_set_aside
from xinmiao.vault.retention import prune

QUIET_AFTER_BACKUP = timedelta(minutes=30)
"""No second backup at a lock so soon after another: the screen locks often, a day's end comes once."""


_LONGEST_ABSENCE = timedelta(days=400)
"""A clock further ahead than this since the last sign-out is taken for wrong."""


class CounsellorFirst(RuleBroken):
    """The files have an older schema, and this account cannot open both."""

    code = "E-MIGRATE"
    default_message = _("The files have to be brought up to date by this version of the program.")
    default_next_step = _("Please let a counsellor sign in once; then sign in again.")


@dataclass
class _Source:
    """What a backup copies from before the database is open."""

    folder: Path
    raw: Any
    files: frozenset[DataFile]
    clock: Clock


def bring_up_to_date(custody: Custody, clock: Clock) -> bool:
    """Migrate files of an earlier version after a verified backup; return whether that was needed.

    Raises:
        CounsellorFirst: this account does not hold both keys.
        StorageError: the backup or a step failed; the files are as before.
    """
    keys = {data_file: custody.keyring.file_key(data_file) for data_file in custody.keyring.files}
    raw = open_connection(custody.folder, keys)
    try:
        if not needs_migration(raw, frozenset(keys)):
            return False
        if set(keys) != set(DataFile):
            raise CounsellorFirst
        source = _Source(custody.folder, raw, frozenset(keys), clock)
        order = Order(custody.vault.raw, Reason.BEFORE_MIGRATION)
        make_backup(source, custody.keyring, order, backup_folder(custody.folder))
        migrate(raw)
    finally:
        raw.close()
    return True


def sweep(custody: Custody, now: datetime) -> None:
    """Remove what interrupted saves left, and files kept aside for longer than 90 days.

    Nothing is removed by age while the clock is more than a day off.
    """
    sweep_drafts(custody.folder)
    latest = custody.vault.anchors.latest_moment
    if latest is not None and abs(now - latest) > _LONGEST_ABSENCE:
        return
    if latest is None or now > latest - timedelta(days=1):
        sweep_set_aside(custody.folder, now)


def backup_at_exit(custody: Custody, database: Database) -> None:
    """Make a verified set of what was changed in this sign-in; trouble is recorded and never stops a lock."""
    folder, now = backup_folder(custody.folder), database.clock.now()
    newest = list_sets(folder).newest_verified
    if newest is not None and abs(now - newest.manifest.made_at) < QUIET_AFTER_BACKUP:
        return
    try:
        make_backup(database, custody.keyring, Order(custody.vault.raw, Reason.AT_EXIT), folder)
        prune(folder, now)
    except AppError as error:
        database.record(custody.keyring.account, "backup.failed", detail={"code": error.code})
    else:
        database.record(custody.keyring.account, "backup.made_at_exit")
