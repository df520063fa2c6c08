"""What happens by itself after a sign-in: the day's backup, and looking into copies made without the counsellors' key.

Runs through the same tasks as the pages, behind the first page; the foot line says how the backups stand.
A daily backup reads every page of both files and checks the copies, so damage shows on the day it happens.
"""

from __future__ import annotations

from xinmiao.features.data_care import operations as data_care
from xinmiao.features.data_care.records import BackupState
from xinmiao.kernel.access import Permission
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.texts import tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.workbench import Workbench
from xinmiao.vault.backup_set import Reason


class Morning:
    """The care of one sign-in."""

    def __init__(self, context: PageContext, workbench: Workbench) -> None:
        self._tasks = context.tasks
        self._may = context.actor.may(Permission.BACKUP_MAKE)
        self._bench = workbench

    def begin(self) -> None:
        """Ask how the backups stand and do what is due."""
        if self._may:
            self._tasks.run(data_care.needs_daily_backup.bind(), self._back_up, owner=self._bench)

    def _back_up(self, needed: bool) -> None:  # noqa: FBT001 -- an answer
        if needed:
            self._tasks.run(
                data_care.make_backup.bind(reason=Reason.DAILY), lambda _made: self._look(), owner=self._bench
            )
        else:
            self._look()

    def _look(self) -> None:
        self._tasks.run(data_care.get_backup_state.bind(), self._show, owner=self._bench)

    def _show(self, state: BackupState) -> None:
        if state.newest_verified_at is not None:
            words = tr("Last backup {time}", time=show_datetime(state.newest_verified_at))
            self._bench.status.show_backup(words)
        if state.unopened:
            self._tasks.run(data_care.open_unopened_backups.bind(), owner=self._bench)
