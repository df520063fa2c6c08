"""A signed or voided meeting, or a colleague's: to be read as it was written."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.group_counselling.records import ATTENDANCE, PARTS, MeetingState, MeetingView
from xinmiao.features.group_counselling.rules.entries import remark_of, signature_of, time_span
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.texts import tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import Banner
from xinmiao.ui.widgets.surfaces import Card, PageColumn

READING_WIDTH = 760


class MeetingReading(PageColumn):
    """Shows one meeting: the shared note, then each member with attendance and private line."""

    def __init__(self) -> None:
        super().__init__(reading_width=READING_WIDTH, name="meeting_reading")
        self._shown: QWidget | None = None

    def show_meeting(self, meeting: MeetingView) -> None:
        """Show another meeting."""
        if self._shown is not None:
            self.body.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = QWidget()
        column = QVBoxLayout(self._shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-m"))
        if meeting.state is MeetingState.VOIDED:
            column.addWidget(Banner("warning", remark_of(meeting), dismissible=False, name="voided_banner"))
        column.addWidget(_shared(meeting))
        column.addWidget(_members(meeting))
        self.body.insertWidget(0, self._shown)


def _shared(meeting: MeetingView) -> Card:
    card = Card(name="meeting_text")
    head = (time_span(meeting.content), meeting.content.place, meeting.author_name)
    card.add(label(tr(" · ").join(part for part in head if part), "muted", wrap=True))
    for part in PARTS:
        if words := getattr(meeting.content, part.name):
            card.add(label(part.label, "secondary"))
            card.add(label(words, wrap=True))
    card.add(label(tr("Entered at {at}", at=show_datetime(meeting.entered_at)), "secondary"))
    if signature := signature_of(meeting):
        card.add(label(signature, "secondary", wrap=True))
    return card


def _members(meeting: MeetingView) -> Card:
    card = Card(tr("Attendance"), tr("Private lines go to each member’s file and never on a paper of the group."))
    for student, member in meeting.members:
        shown = ATTENDANCE.attendance.show(member.attendance)
        line = tr(" · ").join(part for part in (student.name, student.class_label, shown) if part)
        card.add(label(line, "strong" if member.words else "body"))
        if member.words:
            card.add(label(member.words, wrap=True))
    return card
