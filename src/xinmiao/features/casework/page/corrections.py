"""What can be done with a note that is already there: history, move, void, print."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from xinmiao.features.casework import operations
from xinmiao.features.casework.editor.sheets import HistoryColumn, RemovalColumn
from xinmiao.features.casework.editor.writing import NoteWriting
from xinmiao.features.casework.page.printing import print_question
from xinmiao.features.casework.records import NOTE, CaseLine, CaseState, NoteVersion, NoteView
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.notices import Choice, Question
from xinmiao.ui.page import PageContext
from xinmiao.ui.record_panel import PanelSheet
from xinmiao.ui.widgets.side_sheet import SideSheet


class NoteCorrections:
    """Opens the side sheets of one page and runs what they confirm."""

    def __init__(self, context: PageContext, host: QWidget, done: Callable[[], None]) -> None:
        self._context = context
        self._host = host
        self._done = done
        self.sheet = SideSheet(host, name="note_sheet")
        self._panels = PanelSheet(context, host, NOTE.record)

    def close_sheets(self) -> None:
        """Put away whatever lies beside the note."""
        self.sheet.close_sheet()
        self._panels.close_sheet()

    def show_panels(self, note_id: str) -> None:
        """Show what hangs on a note that is being written."""
        self._panels.show_record(_("Attachments"), note_id)

    def actions(self, note: NoteView | None, writing: NoteWriting) -> tuple[Action, ...]:
        """Return what the page's menu offers for a note; for a new one only to throw it away."""

        def is_writing() -> bool:
            return writing.isVisible()

        discard = Action("discard", _("Discard"), lambda: self._ask_discard(note, writing), "", "trash-2", is_writing)
        if note is None:
            return (discard,)
        to_read = (
            Action("print", _("Print"), lambda: self.print_note(note), icon="printer"),
            Action("history", _("History"), lambda: self.show_history(note), icon="history"),
        )
        to_remove = (
            Action("move", _("Move to another case"), lambda: self.ask_move(note), icon="arrow-right-left"),
            Action("void", _("Void the note"), lambda: self.ask_void(note), icon="circle-x"),
        )
        to_write = (discard,) if note.allowed.edit or note.allowed.amend else ()
        return (*to_read, *to_write, *(to_remove if note.allowed.remove else ()))

    def _ask_discard(self, note: NoteView | None, writing: NoteWriting) -> None:
        """Forget what was typed, after asking, and go back to what is saved."""

        def answered(answer: str) -> None:
            if answer == "discard":
                writing.discard()
                self._done() if note is not None else self._context.navigator.back()

        question = Question(
            _("Discard what you typed since the last saving?"),
            choices=(Choice("discard", _("Discard"), destructive=True), Choice("keep", _("Go on writing"))),
            default="keep",
        )
        self._context.notices.ask(question, answered, self._host)

    def show_history(self, note: NoteView) -> None:
        """Show every version."""
        self._context.tasks.run(operations.get_note_history.bind(note.id), self._history, owner=self._host)

    def ask_void(self, note: NoteView) -> None:
        """Ask why the note is to be voided."""
        column = RemovalColumn(
            _("The note will count nowhere any more. It stays readable here, with the reason."), _("Void the note")
        )
        column.confirmed.connect(lambda _case, reason: self._void(column, note, reason))
        self.sheet.open_sheet(_("Void the note"), column)

    def ask_move(self, note: NoteView) -> None:
        """Ask where the note belongs."""
        self._context.tasks.run(
            operations.list_cases.bind(state=CaseState.OPEN), partial(self._offer_cases, note), owner=self._host
        )

    def print_note(self, note: NoteView | None) -> None:
        """Ask what the paper is for, then show it; the print is recorded."""
        if note is None:
            return
        question = print_question(self._context, note, self.sheet.close_sheet)
        self.sheet.open_sheet(_("Print the note"), question)

    def _history(self, versions: tuple[NoteVersion, ...]) -> None:
        self.sheet.open_sheet(_("History"), HistoryColumn(versions))

    def _offer_cases(self, note: NoteView, cases: tuple[CaseLine, ...]) -> None:
        others = tuple(case for case in cases if case.is_own and case.id != note.case_id)
        column = RemovalColumn(
            _("The original stays readable here, marked as moved. Both students’ trails will say so."),
            _("Move the note"),
            others,
        )
        column.confirmed.connect(lambda case, reason: self._move(column, note, case, reason))
        self.sheet.open_sheet(_("Move to another case"), column)

    def _void(self, column: RemovalColumn, note: NoteView, reason: str) -> None:
        self._context.tasks.run(
            operations.void_note.bind(note.id, note.version, reason),
            lambda _version: self._finish(tr("Voided. The note stays readable here.")),
            partial(self._refused, column),
            owner=column,
        )

    def _move(self, column: RemovalColumn, note: NoteView, case_id: str, reason: str) -> None:
        def moved(note_id: str) -> None:
            self._finish(tr("Moved. This is the note in its new place."))
            self._context.navigator.open(Target("counselling_note", note_id))

        bound = operations.move_note.bind(note.id, note.version, case_id, reason)
        self._context.tasks.run(bound, moved, partial(self._refused, column), owner=column)

    def _finish(self, words: str) -> None:
        self.sheet.close_sheet()
        self._context.notices.inform(words)
        self._done()

    def _refused(self, column: RemovalColumn, error: AppError) -> None:
        if isinstance(error, ValidationFailed):
            column.refuse(error)
        else:
            self._context.notices.error(error)
