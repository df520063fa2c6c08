"""What goes out of the page: the pass slip, the list of a day, a calendar file of one's own times."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from xinmiao.documents import word_guard
from xinmiao.documents.calendar_file import write_times
from xinmiao.documents.late_paper import LatePaper
from xinmiao.documents.save import save_output
from xinmiao.features.appointments import operations
from xinmiao.features.appointments.records import AppointmentView, DayListPrint, PassSlipPrint
from xinmiao.features.appointments.rules.entries import timed_event
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.jobs import Progress
from xinmiao.ui.page import PageContext

if TYPE_CHECKING:
    from xinmiao.documents.paper import Paper

SLIP, DAY_LIST = _("Pass slip"), _("Appointments of the day")
_FILTER = "iCalendar (*.ics)"


def show_pass_slip(context: PageContext, view: AppointmentView) -> None:
    """Show the slip; words that should not leave the room are named before."""

    def collected(print_: PassSlipPrint) -> None:
        if words := word_guard.words_in((print_.place,)):
            told = tr("Look at these words before the paper leaves the room: {words}.", words=tr(", ").join(words))
            context.notices.inform(told)
        paper = LatePaper(partial(_slip, print_))
        context.papers.show(SLIP, partial(paper.pdf, blanks=True), file_name=f"{SLIP}.pdf")

    context.tasks.run(operations.collect_pass_slip.bind(view.id), collected)


def show_day_list(context: PageContext, day: date, accounts: tuple[str, ...]) -> None:
    """Show the list of a day."""

    def collected(print_: DayListPrint) -> None:
        paper = LatePaper(partial(_day_list, print_))
        context.papers.show(DAY_LIST, partial(paper.pdf, blanks=True), file_name=f"{DAY_LIST} {day.isoformat()}.pdf")

    context.tasks.run(operations.collect_day_list.bind(day, accounts), collected)


class CalendarFile:
    """Writes own appointments of some days into a calendar file, without names."""

    def __init__(self, context: PageContext, owner: QWidget) -> None:
        self._context, self._owner = context, owner

    def save(self, first: date, last: date) -> None:
        """Ask where the file is to go."""
        dialog = QFileDialog(self._owner.window(), tr("Save as a calendar file"))
        dialog.setObjectName("calendar_file_dialog")
        dialog.setNameFilter(_FILTER)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.selectFile(f"{tr('Appointments')}.ics")
        dialog.fileSelected.connect(lambda chosen: self.save_to(Path(chosen), first, last))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, path: Path, first: date, last: date) -> None:
        """Record the export, then write the file."""
        bound = operations.export_appointments.bind(first, last)
        self._context.tasks.run(bound, partial(self._write, path), owner=self._owner)

    def _write(self, path: Path, views: tuple[AppointmentView, ...]) -> None:
        now = self._context.clock.now()

        def writing(progress: Progress) -> Path:
            content = write_times(map(timed_event, views), tr("Appointments"), now)
            progress.check_cancelled()
            save_output(path, content)
            return path

        self._context.jobs.start(_("Writing the calendar file"), writing, self._written, owner=self._owner)

    def _written(self, path: Path) -> None:
        self._context.notices.inform(tr("Saved as {name}.", name=path.name))


def _slip(print_: PassSlipPrint) -> Paper:
    from xinmiao.features.appointments.prints import pass_slip  # noqa: PLC0415 -- heavy, and only wanted here

    return pass_slip(print_, purpose="")


def _day_list(print_: DayListPrint) -> Paper:
    from xinmiao.features.appointments.prints import day_list  # noqa: PLC0415 -- as above

    return day_list(print_, purpose=tr("for the counselling room"))
