"""What is done for the data from this page, one thing at a time, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from xinmiao.features.data_care import operations
from xinmiao.features.data_care.page.findings import Findings
from xinmiao.features.data_care.page.places import choose_place
from xinmiao.features.data_care.page.restoring import RestoreIntro
from xinmiao.features.data_care.records import BackupLine
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import Text, _, ntr
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.side_sheet import SideSheet


class BusyPlace(Protocol):
    """Where it is shown that something is going on."""

    def begin(self, words: Text) -> None:
        """Say what is going on; nothing else can be begun meanwhile."""
        ...

    def end(self) -> None:
        """It ended, well or not."""
        ...


class CareDeeds:
    """Runs the commands; `done` is called after each that ended well."""

    def __init__(
        self, context: PageContext, page: QWidget, sheet: SideSheet, busy: BusyPlace, done: Callable[[], None]
    ) -> None:
        self._context = context
        self._page = page
        self._sheet = sheet
        self._busy = busy
        self._done = done

    def back_up(self) -> None:
        """Make a backup in the data folder."""
        self._run(_("Making a backup…"), operations.make_backup.bind(), self._made)

    def back_up_to(self) -> None:
        """Make a backup and copy it to another disk."""
        choose_place(self._page, self._context.settings, self._back_up_into)

    def verify(self, line: BackupLine) -> None:
        """Look into a set with the keys held."""

        def verified(_line: BackupLine) -> None:
            self._tell(_("The backup is whole and can be opened."))

        self._run(_("Verifying the backup…"), operations.verify_backup.bind(line.folder), verified)

    def open_waiting(self) -> None:
        """Look into the sets that were copied without the counsellors' key."""

        def opened(count: int) -> None:
            self._tell(ntr("{count} backup verified.", "{count} backups verified.", count))

        self._run(_("Verifying the backups…"), operations.open_unopened_backups.bind(), opened)

    def copy(self, line: BackupLine) -> None:
        """Copy a set to another disk."""

        def copy_into(place: Path) -> None:
            told = _("The backup was copied and compared.")
            bound = operations.copy_backup.bind(line.name, place)
            self._run(_("Copying the backup…"), bound, lambda _none: self._tell(told))

        choose_place(self._page, self._context.settings, copy_into)

    def restore(self, line: BackupLine) -> None:
        """Say what a restore does; its button locks and leads to it."""

        def go() -> None:
            self._context.navigator.lock_and_restore(str(line.folder))

        self._sheet.open_sheet(_("Restore this backup"), RestoreIntro(line, self._context.clock.now(), go))

    def check(self) -> None:
        """Check the files and show what was found."""
        specs = tuple(spec for feature in self._context.features for spec in feature.records)

        def checked(report: Any) -> None:
            self._sheet.open_sheet(_("Check of the data"), Findings(report))

        self._run(_("Checking the data…"), operations.check_data.bind(specs), checked)

    def _back_up_into(self, place: Path) -> None:
        self._run(_("Making a backup…"), operations.make_backup.bind(copy_to=place), self._made)

    def _made(self, line: BackupLine) -> None:
        waits = _("The backup was made; a counsellor’s next sign-in verifies it.")
        self._tell(_("The backup was made and verified.") if line.is_verified else waits)

    def _tell(self, said: Text | str) -> None:
        self._context.notices.inform(said)

    def _run(self, words: Text, bound: Bound[Any], then: Callable[[Any], None]) -> None:
        self._busy.begin(words)

        def ended(value: Any) -> None:
            self._busy.end()
            then(value)
            self._done()

        def failed(error: AppError) -> None:
            self._busy.end()
            self._context.notices.error(error)
            self._done()

        self._context.tasks.run(bound, ended, failed, owner=self._page)
