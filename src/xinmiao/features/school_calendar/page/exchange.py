"""Calendar files on the page: choosing one, the dry run, taking it over; and saving one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from xinmiao.documents.calendar_file import LARGEST, read_events, write_events
from xinmiao.documents.save import save_output
from xinmiao.features.school_calendar import operations
from xinmiao.features.school_calendar.records import CalendarView, OwnDayView
from xinmiao.features.school_calendar.rules.exchange import Effect, PlannedDay, as_events, planned
from xinmiao.kernel.errors import OutputFailed
from xinmiao.kernel.texts import Text, _, ntr, tr
from xinmiao.ui.jobs import Progress
from xinmiao.ui.page import Page
from xinmiao.ui.sheet_form import SheetForm
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.side_sheet import SideSheet

_FILTER = "iCalendar (*.ics)"
_EFFECTS: dict[Effect, Text] = {
    Effect.NEW: _("New"),
    Effect.CHANGED: _("Changed"),
    Effect.SAME: _("Unchanged"),
    Effect.REFUSED: _("Not taken"),
}
_SHOWN = 200


class DryRun(SheetForm):
    """What a calendar file would change, before anything is written."""

    def __init__(self, found: tuple[PlannedDay, ...]) -> None:
        self.days = tuple(each.day for each in found if each.day and each.effect in {Effect.NEW, Effect.CHANGED})
        super().__init__("calendar_dry_run", _("Take over {count} entries").format(count=len(self.days)))
        counts = (f"{words} {sum(each.effect is effect for each in found)}" for effect, words in _EFFECTS.items())
        self.say(_("Dry run: nothing is written yet."))
        self.body.addWidget(label(" · ".join(counts), "strong", wrap=True))
        for each in found[:_SHOWN]:
            self.body.addWidget(label(_line(each), wrap=True))
        self.button.setEnabled(bool(self.days))
        self.end()


class Exchange:
    """The ways of calendar files in and out of a page."""

    def __init__(
        self,
        page: Page,
        sheet: SideSheet,
        own: Callable[[], tuple[OwnDayView, ...]],
        changes: Callable[[], Callable[[object], None]],
    ) -> None:
        self._page, self._sheet, self._own, self._changes = page, sheet, own, changes

    def choose(self) -> None:
        """Ask for a calendar file."""
        dialog = self._dialog(tr("Read a calendar file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.read(Path(chosen)))
        dialog.open()

    def read(self, path: Path) -> None:
        """Read a file and show the dry run."""
        reading = partial(_planned, path, self._own())
        self._page.context.jobs.start(tr("Reading {name}", name=path.name), reading, self._show, owner=self._page)

    def save(self) -> None:
        """Ask where the calendar file is to go."""
        dialog = self._dialog(tr("Save as a calendar file"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.selectFile(f"{tr('School calendar')}.ics")
        dialog.fileSelected.connect(lambda chosen: self.save_to(Path(chosen)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Record the export, then write the file."""
        self._page.context.tasks.run(operations.export_days.bind(), partial(self._write, path), owner=self._page)

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._page.window(), title)
        dialog.setObjectName("calendar_file_dialog")
        dialog.setNameFilter(_FILTER)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _write(self, path: Path, calendar: CalendarView) -> None:
        now = self._page.context.clock.now()

        def writing(progress: Progress) -> Path:
            content = write_events(as_events(calendar), tr("School calendar"), now)
            progress.check_cancelled()
            save_output(path, content)
            return path

        self._page.context.jobs.start(_("Writing the calendar file"), writing, self._written, owner=self._page)

    def _written(self, path: Path) -> None:
        self._page.context.notices.inform(tr("Saved as {name}.", name=path.name))

    def _show(self, found: tuple[PlannedDay, ...]) -> None:
        form, then = DryRun(found), self._changes()

        def taken(count: int) -> None:
            self._sheet.close_sheet()
            told = ntr("{count} entry was taken over.", "{count} entries were taken over.", count)
            self._page.context.notices.inform(told)
            then(count)

        run = self._page.context.tasks.run
        form.wanted.connect(lambda: run(operations.import_days.bind(form.days), taken, form.refused, owner=form))
        self._sheet.open_sheet(_("Read a calendar file"), form)


def _planned(path: Path, own: tuple[OwnDayView, ...], progress: Progress) -> tuple[PlannedDay, ...]:
    """Read a file, none further than one byte beyond the limit; called on the work lane."""
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # ValueError: a name with NUL
        raise OutputFailed(
            _("The file could not be read."), _("Is it open elsewhere, or was the stick removed?"), code="E-READ"
        ) from error
    progress.check_cancelled()
    return planned(read_events(content), own)


def _line(each: PlannedDay) -> str:
    days = "" if each.event.first is None else each.event.first.isoformat()
    if each.event.last not in {None, each.event.first}:
        days = f"{days} – {each.event.last}"
    why = "" if each.problem is None else str(each.problem)
    return " · ".join(part for part in (str(_EFFECTS[each.effect]), days, each.event.title, why) if part)
