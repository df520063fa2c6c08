"""The page of one meeting: written, or read once it is signed."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from xinmiao.features.group_counselling import operations
from xinmiao.features.group_counselling.editor.meeting_writing import MEETING_DRAFT, MeetingWriting, kept_draft
from xinmiao.features.group_counselling.page.meeting_reading import MeetingReading
from xinmiao.features.group_counselling.page.meeting_sheets import MeetingSheets
from xinmiao.features.group_counselling.records import (
    MEETING,
    MeetingContent,
    MeetingDesk,
    MeetingDraft,
    MeetingStamp,
    MeetingState,
    MeetingView,
)
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.errors import AppError, NotFound
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.notices import Choice, Question
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.widgets.chips import Chip
from xinmiao.ui.widgets.header import PageHeader

_TONES = {MeetingState.DRAFT: "watch", MeetingState.SIGNED: "accent", MeetingState.VOIDED: "warn"}


class MeetingPage(Page):
    """Writes, signs, shows and amends one meeting. Opened with the id of a meeting, of a draft, or of a group."""

    interests: ClassVar[frozenset[str]] = frozenset({MEETING.record})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("group_meeting")
        self._desk: MeetingDesk | None = None
        self._wanted = ""
        self.header = PageHeader(_("Group meeting"))
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.writing = MeetingWriting(context)
        self.writing.stored.connect(self._stored)
        self.reading = MeetingReading()
        self._stack = QStackedWidget()
        _lay_out(self, self._stack)
        self.sheets = MeetingSheets(context, self, self._look_again)

    def open_record(self, record_id: str) -> None:
        """Show a meeting, go on with a kept draft, or begin the next one of a group."""
        self.writing.end()
        self.sheets.sheet.close_sheet()
        self._desk = None
        self._stack.setCurrentIndex(0)
        self._wanted = record_id
        self.context.drafts.load(MEETING_DRAFT + record_id, partial(self._draft_loaded, record_id), self)

    def reload(self) -> None:
        """Ask again for a meeting that is being read; what is being written is left alone."""
        if not self.is_writing:
            self._look_again()

    def page_actions(self) -> tuple[Action, ...]:
        """Return saving, signing, noting all as present, and printing with their keys."""
        all_came = self.writing.form.attendance.all_came
        return (
            Action("all_present", _("All present"), all_came, "Ctrl+Shift+A", "check", lambda: self.is_writing),
            Action("save", _("Save without signing"), self.writing.save, "", "save", lambda: self.is_writing),
            Action("sign", _("Sign and save"), self.writing.sign, "Ctrl+Return", "signature", lambda: self.is_writing),
            Action("print", _("Print"), self._print, icon="printer", enabled=lambda: self._meeting is not None),
        )

    def help_text(self) -> str:
        """Return the help of the editor."""
        return tr(
            "Above stands what all who read of the group share; below, a row for each member. Keys 1 to 4 note who"
            " came, Down goes on. The private line goes to this member’s file only. Ctrl+S saves, Ctrl+Enter signs."
        )

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self.writing.flush()
        return True

    @property
    def is_writing(self) -> bool:
        """Return whether the form is in front."""
        return self._stack.currentWidget() is self.writing

    @property
    def _meeting(self) -> MeetingView | None:
        return self._desk.meeting if self._desk else None

    def _print(self) -> None:
        if self._meeting is not None:
            self.sheets.print_meeting(self._meeting)

    def _look_again(self) -> None:
        if self._meeting is not None:
            self.open_record(self._meeting.id)

    def _draft_loaded(self, record_id: str, payload: bytes | None) -> None:
        if record_id != self._wanted:
            return
        draft = kept_draft(payload)

        def refused(error: AppError) -> None:
            if draft is not None and isinstance(error, NotFound):  # never saved: go by its group
                self._ask_desk(record_id, draft.group_id, draft)
            else:
                self.context.notices.error(error)

        self.context.tasks.run(
            operations.get_meeting_desk.bind(record_id), partial(self._show_desk, record_id, draft), refused, owner=self
        )

    def _ask_desk(self, wanted: str, record_id: str, draft: MeetingDraft) -> None:
        asked = operations.get_meeting_desk.bind(record_id)
        self.context.tasks.run(asked, partial(self._show_desk, wanted, draft), owner=self)

    def _show_desk(self, wanted: str, draft: MeetingDraft | None, desk: MeetingDesk) -> None:
        if wanted != self._wanted:  # another one was opened meanwhile
            return
        self._desk = desk
        meeting = desk.meeting
        if meeting is None:
            self._head(desk.group.line.topic, desk.next_nth, MeetingState.DRAFT)
            self._write(draft or _new_draft(self.context, desk), amending=False)
        elif meeting.allowed.edit or (draft is not None and meeting.allowed.amend):
            self._head(meeting.topic, meeting.nth, meeting.state)
            self._write(draft or _stored(meeting), amending=meeting.state is MeetingState.SIGNED)
        else:
            self._read(meeting)

    def _head(self, topic: str, nth: int, state: MeetingState, amend: Action | None = None) -> None:
        self.header.set_title(tr("{name} · no. {nth}", name=topic, nth=nth), tr("Group counselling"))
        icon = "signature" if state is MeetingState.SIGNED else ""
        self.header.set_chips((Chip(MEETING.state.show(state), _TONES[state], icon),))
        more = () if self._meeting is None else self.sheets.actions(self._meeting)
        discard = Action("discard", _("Discard"), self._discard, "", "trash-2", lambda: self.is_writing)
        self.header.set_actions(amend, (*more, discard))

    def _read(self, meeting: MeetingView) -> None:
        amend = Action("amend", _("Amend"), lambda: self._write(_stored(meeting), amending=True), icon="pen-line")
        self._head(meeting.topic, meeting.nth, meeting.state, amend if meeting.allowed.amend else None)
        self.reading.show_meeting(meeting)
        self._stack.setCurrentWidget(self.reading)

    def _write(self, draft: MeetingDraft, *, amending: bool) -> None:
        self.writing.begin(draft, self._students(draft), amending=amending)
        self._stack.setCurrentWidget(self.writing)
        self.writing.setFocus()

    def _students(self, draft: MeetingDraft) -> tuple[StudentLine, ...]:
        """Return who has a row: present members, and whoever something was noted of."""
        if self._desk is None:
            return ()
        noted = {each.student_id for each in draft.members}
        if self._meeting is not None:
            noted |= {student.id for student, _member in self._meeting.members}
        return tuple(each.student for each in self._desk.group.members if each.is_there or each.student.id in noted)

    def _discard(self) -> None:
        """Forget what was typed, after asking, and go back to what is saved."""

        def answered(answer: str) -> None:
            if answer == "discard":
                self.writing.discard()
                self._look_again() if self._meeting is not None else self.context.navigator.back()

        question = Question(
            _("Discard what you typed since the last saving?"),
            choices=(Choice("discard", _("Discard"), destructive=True), Choice("keep", _("Go on writing"))),
            default="keep",
        )
        self.context.notices.ask(question, answered, self)

    def _stored(self, stamp: MeetingStamp) -> None:
        if stamp.state is not MeetingState.DRAFT:
            self.open_record(stamp.meeting_id)


def _new_draft(context: PageContext, desk: MeetingDesk) -> MeetingDraft:
    started = context.clock.now().replace(second=0, microsecond=0)
    content = MeetingContent(started_at=started, place=desk.group.place)
    return MeetingDraft(context.ids.new(), desk.group.id, None, content)


def _stored(meeting: MeetingView) -> MeetingDraft:
    members = tuple(member for _student, member in meeting.members)
    return MeetingDraft(meeting.id, meeting.group_id, meeting.version, meeting.content, members)


def _lay_out(page: MeetingPage, stack: QStackedWidget) -> None:
    for widget in (QWidget(), page.writing, page.reading):
        stack.addWidget(widget)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(page.header)
    column.addWidget(stack, 1)
