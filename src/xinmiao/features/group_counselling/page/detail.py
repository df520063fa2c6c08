"""The right side of the page: one group with its meetings, members and plan."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from xinmiao.features.group_counselling.page.columns import held_of, meeting_columns, member_columns
from xinmiao.features.group_counselling.records import GROUP, GroupState, GroupView, MeetingLine, MemberLine
from xinmiao.kernel.display import show_date
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.flow import FlowLayout
from xinmiao.ui.widgets.labels import ElidedLabel, label
from xinmiao.ui.widgets.messages import EmptyState
from xinmiao.ui.widgets.segmented import SegmentedControl
from xinmiao.ui.widgets.surfaces import PageColumn

_TABS = (("meetings", _("Meetings")), ("members", _("Members")), ("plan", _("Plan")))


class GroupDetail(QWidget):
    """Shows one group; nothing is changed here."""

    write_wanted = Signal()
    add_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("group_detail")
        self._title = ElidedLabel("", "section")
        self._facts = ElidedLabel("", "secondary")
        self.tabs = SegmentedControl(_TABS, tr("Parts of the group"), name="group_tabs")
        self.meetings = RecordTable[MeetingLine](
            meeting_columns(), _("Meetings"), id_of=lambda line: line.id, name="meetings"
        )
        self.members = RecordTable[MemberLine](
            member_columns(), _("Members"), id_of=lambda line: line.id, name="members"
        )
        self.meetings.set_empty(EmptyState(_("No meeting was written down yet."), icon="notebook-pen"))
        self.members.set_empty(EmptyState(_("Nobody is in the group yet."), icon="users"))
        self._plan = PageColumn(name="group_plan")
        self._plan_words = label("", wrap=True)
        self._closing_words = label("", "muted", wrap=True)
        self._plan.add(self._plan_words)
        self._plan.add(self._closing_words)
        self.write = Button(
            _("Write of a meeting"), role="primary", icon="notebook-pen", name="write_meeting",
            clicked=self.write_wanted.emit,
        )  # fmt: skip
        self.add = Button(_("Add members"), icon="user-plus", name="add_members_button", clicked=self.add_wanted.emit)
        self._stack = QStackedWidget()
        self._lay_out()
        self.tabs.changed.connect(self.turn_to)
        self.turn_to("meetings")

    def show_group(self, view: GroupView) -> None:
        """Show a group."""
        line = view.line
        self._title.set_text(line.topic)
        days = tr("{first} to {last}", first=show_date(line.from_on), last=show_date(line.until_on) or "…")
        facts = (line.leader_name, view.leaders, days, view.place, held_of(line))
        closed = GROUP.state.show(line.state) if line.state is GroupState.CLOSED else ""
        self._facts.set_text(tr(" · ").join(part for part in (*facts, closed) if part))
        self.meetings.set_rows(view.meetings)
        self.members.set_rows(view.members)
        self._plan_words.setText(view.plan or tr("No plan was written yet; F2 opens the group’s form."))
        self._closing_words.setText(view.closing_words)
        may_write = line.is_own and line.state is GroupState.OPEN
        self.write.setEnabled(may_write and bool(view.members))
        self.add.setEnabled(may_write)

    def turn_to(self, name: str) -> None:
        """Bring meetings, members or the plan to the front."""
        self.tabs.set_value(name)
        pages: dict[str, QWidget] = {"meetings": self.meetings, "members": self.members, "plan": self._plan}
        self._stack.setCurrentWidget(pages[name])

    def _lay_out(self) -> None:
        space = theme.current().size
        for widget in (self.meetings, self.members, self._plan):
            self._stack.addWidget(widget)
        bar = FlowLayout(spacing=space("space-s"))
        for part in (self.tabs, self.add, self.write):
            bar.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(space("space-l"), 0, space("space-xl"), space("space-l"))
        column.setSpacing(space("space-s"))
        column.addWidget(self._title)
        column.addWidget(self._facts)
        column.addLayout(bar)
        column.addWidget(self._stack, 1)
