"""The page of one note: which of writing, reading and case opening is in front."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from xinmiao.features.casework import operations
from xinmiao.features.casework.editor.opening import CaseOpeningPanel
from xinmiao.features.casework.editor.reading import NoteReading
from xinmiao.features.casework.editor.writing import NoteWriting, kept_draft
from xinmiao.features.casework.page.beside import Beside
from xinmiao.features.casework.page.corrections import NoteCorrections
from xinmiao.features.casework.page.note_header import NoteHeader
from xinmiao.features.casework.page.stranding import Stranding
from xinmiao.features.casework.records import (
    NOTE,
    NoteContent,
    NoteDesk,
    NoteDraft,
    NotePreparation,
    NoteStamp,
    NoteStart,
    NoteState,
    NoteView,
    read_note_start,
)
from xinmiao.kernel.errors import AppError, NotFound
from xinmiao.kernel.texts import _
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext

_HELP = _(
    "Write in the free field or in the parts beside it; Ctrl+Tab turns to the next part. What you type is kept"
    " as a sealed draft every few seconds. Ctrl+S saves without signing, Ctrl+Enter signs. A signed note is"
    " only amended, with a reason. F7 after a short key puts a phrase in. F8 leaves this note alone on the screen"
    " while the student sits beside you."
)


class NoteEditorPage(Page):
    """Writes, signs, shows and amends one note. Opened with the id of a note, a draft, a case or a student."""

    interests: ClassVar[frozenset[str]] = frozenset({NOTE.record})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("note_editor")
        self._desk: NoteDesk | None = None
        self._wanted = ""
        self.start: NoteStart | None = None
        self.header = NoteHeader()
        self.writing = NoteWriting(context)
        self.reading = NoteReading(context)
        self.opening = CaseOpeningPanel(context)
        self.beside = Beside(self)
        self.stranding = Stranding(context, self, self._begin_anew)
        self._stack = QStackedWidget()
        _lay_out(self, self._stack)
        self.corrections = NoteCorrections(context, self, self._look_again)
        _connect(self)

    def open_record(self, record_id: str) -> None:
        """Show a note, go on with a kept draft, or begin a note for a case or a student, or for a talk of one."""
        start = read_note_start(record_id)
        self.open_for(record_id if start is None else start.record_id, start)

    def open_for(self, record_id: str, start: NoteStart | None) -> None:
        """Open a record; a note that is begun takes its times from `start`."""
        self.writing.end()
        self.corrections.close_sheets()
        self._desk, self._wanted, self.start = None, record_id, start
        self._stack.setCurrentIndex(0)
        self.context.drafts.load(record_id, partial(self._draft_loaded, record_id), self)

    def reload(self) -> None:
        """Ask again for a note that is being read; what is being written is left alone."""
        if not self.is_writing:
            self._look_again()

    def page_actions(self) -> tuple[Action, ...]:
        """Return saving, signing and printing with their keys."""
        return _actions(self)

    def help_text(self) -> str:
        """Return the help of the editor."""
        return str(_HELP)

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self.writing.flush()
        self.beside.leave()
        return True

    @property
    def is_writing(self) -> bool:
        """Return whether the form is in front."""
        return self._stack.currentWidget() is self.writing

    @property
    def note(self) -> NoteView | None:
        """Return the note in front, None for one that was never saved."""
        return self._desk.note if self._desk else None

    def print_note(self) -> None:
        """Ask what the paper is for, then show it."""
        self.corrections.print_note(self.note)

    def _look_again(self) -> None:
        if (note := self.note) is not None:
            self.open_record(note.id)

    def take_stored(self, stamp: NoteStamp) -> None:
        """Say that a draft was saved; show what was signed or amended."""
        if stamp.state is NoteState.DRAFT:
            self.header.show_state(stamp.state)
        else:
            self.open_record(stamp.note_id)

    def _draft_loaded(self, record_id: str, payload: bytes | None) -> None:
        """Ask for the record, unless another one was opened while its draft was read."""
        if record_id != self._wanted:
            return
        draft = kept_draft(payload)

        def refused(error: AppError) -> None:
            if draft is not None and isinstance(error, NotFound):  # a draft that was never saved: go by its case
                self._ask_desk(record_id, draft.case_id, draft, partial(self._show_stranded, draft))
            elif record_id == self._wanted:
                self.context.notices.error(error)

        self._ask_desk(record_id, record_id, draft, refused)

    def _ask_desk(self, wanted: str, asked: str, draft: NoteDraft | None, failed: Callable[[AppError], None]) -> None:
        show = partial(self._show_desk, wanted, draft)
        self.context.tasks.run(operations.get_note_desk.bind(asked), show, failed, owner=self)

    def _show_desk(self, wanted: str, draft: NoteDraft | None, desk: NoteDesk) -> None:
        """Show what lies on the desk, unless another record was opened while it was asked for."""
        if wanted != self._wanted:
            return
        self._desk, note, preparation = desk, desk.note, desk.preparation
        if note is not None:
            self._show_note(note, draft)
        elif preparation is not None:
            self._begin(preparation, draft)
        else:
            self.header.show_student(desk.student)
            self.opening.begin(desk.student.id or "")
            self._stack.setCurrentWidget(self.opening)
            self.opening.setFocus()

    def _show_note(self, note: NoteView, draft: NoteDraft | None) -> None:
        if note.allowed.edit or (draft is not None and note.allowed.amend):
            self._write(note, draft)
        elif draft is None:
            self._read(note)
        else:
            self._head(note)
            self.stranding.removed(draft, note)
            self._stack.setCurrentWidget(self.stranding.panel)

    def _show_stranded(self, draft: NoteDraft, error: AppError) -> None:
        self.header.show_student(None)
        self.stranding.refused(draft, error)
        self._stack.setCurrentWidget(self.stranding.panel)

    def _begin_anew(self, desk: NoteDesk, draft: NoteDraft, old_key: str) -> None:
        """Go on with a stranded text as a new note."""
        self._desk = desk
        if desk.preparation is not None:
            self._begin(desk.preparation, draft)
            self.writing.take_over(old_key)

    def _begin(self, preparation: NotePreparation, draft: NoteDraft | None) -> None:
        """Start a new note, or go on with one that was never saved."""
        self.header.show_note(preparation.case.student, preparation.nth, preparation.case.number, NoteState.DRAFT)
        new = draft or _new_draft(self.context, preparation, self.start)
        self._start_writing(new, first_visit=preparation.is_first_visit, amending=False)

    def _write(self, note: NoteView, draft: NoteDraft | None = None) -> None:
        """Go on with an unsigned note, or amend a signed one."""
        stored = NoteDraft(note.id, note.case_id, note.version, note.content)
        self._head(note)
        self._start_writing(draft or stored, first_visit=note.is_first_visit, amending=note.state is NoteState.SIGNED)

    def _start_writing(self, draft: NoteDraft, *, first_visit: bool, amending: bool) -> None:
        self.header.set_actions(None, self._more())
        self.writing.begin(draft, first_visit=first_visit, amending=amending)
        self._stack.setCurrentWidget(self.writing)
        self.writing.setFocus()

    def _read(self, note: NoteView) -> None:
        self._head(note)
        amend = Action("amend", _("Amend"), lambda: self._write(note), icon="pen-line")
        self.header.set_actions(amend if note.allowed.amend else None, self._more())
        self.reading.show_note(note)
        self._stack.setCurrentWidget(self.reading)

    def _head(self, note: NoteView) -> None:
        self.header.show_note(note.student, note.nth, note.case_number, note.state)
        self.header.set_actions(None, self._more())

    def _more(self) -> tuple[Action, ...]:
        return (self.beside.action(), *self.corrections.actions(self.note, self.writing))


def _connect(page: NoteEditorPage) -> None:
    page.header.back.connect(page.context.navigator.back)
    page.writing.stored.connect(page.take_stored)
    page.writing.panels_wanted.connect(page.corrections.show_panels)
    page.opening.opened.connect(lambda case_id: page.open_for(case_id, page.start))


def _actions(page: NoteEditorPage) -> tuple[Action, ...]:
    return (
        Action("save", _("Save without signing"), page.writing.save, "", "save", lambda: page.is_writing),
        Action("sign", _("Sign and save"), page.writing.sign, "Ctrl+Return", "signature", lambda: page.is_writing),
        Action("print", _("Print"), page.print_note, icon="printer", enabled=page.beside.may_print),
        page.beside.action(),
    )


def _new_draft(context: PageContext, preparation: NotePreparation, start: NoteStart | None) -> NoteDraft:
    """Return a note of the talk in `start`, else one that begins now, where and as the last one was held."""
    if start is not None:
        place = start.place or preparation.place
        content = NoteContent(start.started_at, start.ended_at, place, start.form)
    else:
        started = context.clock.now().replace(second=0, microsecond=0)
        content = NoteContent(started_at=started, place=preparation.place, form=preparation.form)
    return NoteDraft(context.ids.new(), preparation.case.id, None, content)


def _lay_out(page: NoteEditorPage, stack: QStackedWidget) -> None:
    for widget in (QWidget(), page.writing, page.reading, page.opening, page.stranding.panel):
        stack.addWidget(widget)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(page.header)
    column.addWidget(page.beside.strip)
    column.addWidget(stack, 1)
