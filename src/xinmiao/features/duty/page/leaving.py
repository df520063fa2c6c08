"""What leaves the page of duty: the paper for the door, the roster of the term, somebody's shifts as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from xinmiao.features.duty import operations
from xinmiao.features.duty.editor.shift_panel import Offer
from xinmiao.features.duty.records import RosterPrint, ShiftView
from xinmiao.kernel.access import Permission
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.jobs import Progress
from xinmiao.ui.page import Page
from xinmiao.ui.print_question import PrintQuestion, show_or_name
from xinmiao.ui.question_sheet import QuestionSheet

if TYPE_CHECKING:
    from xinmiao.documents.paper import Paper

DOOR_PURPOSES = (_("Hangs on the door"), _("Kept in the room"))
TERM_PURPOSES = (_("Kept in the room"), _("For those who stand"), _("Inspection"))
_FILTER = "iCalendar (*.ics)"


@dataclass(frozen=True)
class DutyPaperDraft:
    """The paper before it is made; the heavy modules are loaded on the work lane."""

    view: RosterPrint
    purpose: str
    door: bool

    def missing(self) -> tuple[str, ...]:
        """Return the characters that no face has, as a message names them."""
        from xinmiao.documents.fonts import name_character  # noqa: PLC0415 -- see the class
        from xinmiao.documents.pdf import missing_in  # noqa: PLC0415 -- as above

        return tuple(map(name_character, missing_in(self._paper())))

    def pdf(self, *, blanks: bool) -> bytes:
        """Return the PDF."""
        from xinmiao.documents.pdf import render_pdf  # noqa: PLC0415 -- see the class

        return render_pdf(self._paper(), blanks=blanks)

    def _paper(self) -> Paper:
        from xinmiao.features.duty import prints  # noqa: PLC0415 -- as above

        make = prints.door_paper if self.door else prints.term_paper
        return make(self.view, purpose=self.purpose)


class Leaving:
    """The ways out of one page."""

    def __init__(self, page: Page, sheet: QuestionSheet) -> None:
        self._page, self._context, self._sheet = page, page.context, sheet

    def print_door(self, monday: date) -> None:
        """Print the week for the door."""
        title = _("Duty roster for the door")
        self._print(title, DOOR_PURPOSES, partial(operations.collect_door_print.bind, monday), door=True)

    def print_term(self, first: date, last: date) -> None:
        """Print the roster of a term."""
        title = _("Duty roster of the term")
        self._print(title, TERM_PURPOSES, partial(operations.collect_term_print.bind, first, last), door=False)

    def _print(
        self, title: Text, purposes: Sequence[Text], bind: Callable[[], Bound[RosterPrint]], *, door: bool
    ) -> None:
        question = PrintQuestion(str(title), purposes)

        def collected(purpose: str, view: RosterPrint) -> None:
            draft = DutyPaperDraft(view, purpose, door)
            show_or_name(self._context.jobs, self._context.papers, question, title, draft)

        def collect(purpose: str, _parts: object) -> None:
            self._context.tasks.run(bind(), partial(collected, purpose), owner=question)

        question.wanted.connect(collect)
        question.shown.connect(self._sheet.close_sheet)
        self._sheet.show_other(title, question)

    def offers(self, span: tuple[date, date]) -> tuple[Offer, ...]:
        """Return the way out of the shifts of whoever stands one, for his own calendar."""
        if not self._context.actor.may(Permission.DUTY_PRINT):
            return ()

        def save(shift: ShiftView) -> None:
            self.save_own(shift.staff_id, shift.person, *span)

        return (Offer("file", _("All shifts of this person as a calendar file…"), save, "download"),)

    def save_own(self, staff_id: str, name: str, first: date, last: date) -> None:
        """Ask where the shifts of somebody are to go."""
        dialog = QFileDialog(self._page.window(), tr("Save as a calendar file"))
        dialog.setObjectName("duty_file_dialog")
        dialog.setNameFilter(_FILTER)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.selectFile(tr("Duty of {name}", name=name) + ".ics")
        dialog.finished.connect(dialog.deleteLater)
        dialog.fileSelected.connect(lambda chosen: self.save_to(Path(chosen), staff_id, first, last))
        dialog.open()

    def save_to(self, path: Path, staff_id: str, first: date, last: date) -> None:
        """Record the export, then write the file."""
        bound = operations.export_duty.bind(staff_id, first, last)
        self._context.tasks.run(bound, partial(self._write, path), owner=self._page)

    def _write(self, path: Path, shifts: tuple[ShiftView, ...]) -> None:
        now = self._context.clock.now()

        def writing(progress: Progress) -> Path:
            from xinmiao.documents.calendar_file import write_times  # noqa: PLC0415 -- on the work lane
            from xinmiao.documents.save import save_output  # noqa: PLC0415 -- as above
            from xinmiao.features.duty.rules.exchange import as_event  # noqa: PLC0415 -- as above

            content = write_times(map(as_event, shifts), tr("Duty roster"), now)
            progress.check_cancelled()
            save_output(path, content)
            return path

        self._context.jobs.start(_("Writing the calendar file"), writing, self._written, owner=self._page)

    def _written(self, path: Path) -> None:
        self._context.notices.inform(tr("Saved as {name}.", name=path.name))
