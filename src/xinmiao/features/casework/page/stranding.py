"""When a kept draft meets a note that was moved or voided meanwhile, or a case that takes no notes any more.

Owns which of these it is, what is said of it, and the ways out: a new note, or throwing away after asking.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from xinmiao.features.casework import operations
from xinmiao.features.casework.editor.stranded import StrandedDraft
from xinmiao.features.casework.records import NoteDesk, NoteDraft, NoteView
from xinmiao.features.casework.rules.entries import remark_of
from xinmiao.features.today import operations as today
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.texts import _
from xinmiao.ui.notices import Choice, Question
from xinmiao.ui.page import Page, PageContext

Begin = Callable[[NoteDesk, NoteDraft, str], None]
"""Begins a new note on a desk with a draft; the key it was kept under before is handed along."""


class Stranding:
    """The panel of a stranded draft, and what its buttons do."""

    def __init__(self, context: PageContext, page: Page, begin: Begin) -> None:
        self._context, self._page, self._begin = context, page, begin
        self.panel = StrandedDraft()
        self._draft: NoteDraft | None = None
        self._note: NoteView | None = None
        self.panel.as_new.connect(self._as_new)
        self.panel.discarded.connect(self._ask_discard)

    def removed(self, draft: NoteDraft, note: NoteView) -> None:
        """Show a draft whose note was moved or voided while it lay there, or is not the author's to write in."""
        self._draft, self._note = draft, note
        if note.removal is not None and note.removal.moved_to is not None:
            step = _("The new note would be written where this one was moved to.")
        else:
            step = _("Keep the text as a new note of the same case, or throw it away.")
        self.panel.show_draft(draft, remark_of(note) or _("You can only read this note."), step, can_begin=True)

    def refused(self, draft: NoteDraft, error: AppError) -> None:
        """Show a draft whose case is gone or closed; the reason says what to do first."""
        self._draft, self._note = draft, None
        self.panel.show_draft(draft, error.message, error.next_step, can_begin=False)

    def _as_new(self) -> None:
        """Go by the place the note was moved to, else by the case of the draft."""
        if self._draft is None:
            return
        removal = None if self._note is None else self._note.removal
        if removal is not None and removal.moved_to is not None:
            asked = operations.get_note_desk.bind(removal.moved_to)
            self._context.tasks.run(asked, self._moved_to, self._context.notices.error, owner=self._page)
        else:
            self._ask_desk(self._draft.case_id)

    def _moved_to(self, desk: NoteDesk) -> None:
        if desk.note is not None:
            self._ask_desk(desk.note.case_id)

    def _ask_desk(self, case_id: str) -> None:
        asked = operations.get_note_desk.bind(case_id)
        self._context.tasks.run(asked, self._desk, self._context.notices.error, owner=self._page)

    def _desk(self, desk: NoteDesk) -> None:
        draft = self._draft
        if draft is None or desk.preparation is None:
            return
        fresh = replace(
            draft, note_id=self._context.ids.new(), case_id=desk.preparation.case.id, base_version=None, reason=""
        )
        self._draft = None
        self._begin(desk, fresh, draft.note_id)

    def _ask_discard(self) -> None:
        draft = self._draft
        if draft is None:
            return

        def answered(answer: str) -> None:
            if answer == "discard":
                bound = today.discard_draft.bind(draft.note_id)
                self._context.tasks.run(bound, self._discarded, owner=self._page)

        question = Question(
            _("Throw this draft away?"),
            _("What was typed and not saved is gone then. That it was thrown away is recorded."),
            (Choice("discard", _("Throw away"), destructive=True), Choice("keep", _("Keep it"))),
            default="keep",
        )
        self._context.notices.ask(question, answered, self._page)

    def _discarded(self, _none: None) -> None:
        self._draft = None
        self._context.notices.inform(_("Draft thrown away."))
        if self._note is None:
            self._context.navigator.back()
        else:
            self._page.open_record(self._note.id)
