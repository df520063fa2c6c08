"""The page of group counselling: the groups at the left, the one in focus at the right."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.group_counselling import operations
from xinmiao.features.group_counselling.page.columns import group_columns
from xinmiao.features.group_counselling.page.deeds import GroupDeeds
from xinmiao.features.group_counselling.page.detail import GroupDetail
from xinmiao.features.group_counselling.page.sheets import GroupSheets
from xinmiao.features.group_counselling.records import (
    ATTENDANCE,
    GROUP,
    MEETING,
    MEMBER,
    GroupLine,
    GroupView,
)
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.list_detail import ListDetail
from xinmiao.ui.widgets.messages import EmptyState


class GroupsPage(Page):
    """Groups with their meetings and members."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {GROUP.record, MEMBER.record, MEETING.record, ATTENDANCE.record, "student"}
    )

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("group_counselling")
        self.view: GroupView | None = None
        self._wanted = ""
        self.sheets = GroupSheets(self, context)
        self.deeds = GroupDeeds(context, self.sheets, lambda: self.view)
        self.table = RecordTable[GroupLine](
            group_columns(), _("Groups"), id_of=lambda line: line.id, type_ahead=lambda line: line.topic, name="groups"
        )
        self.table.set_empty(
            EmptyState(
                _("A group has a topic, members and meetings. Make the first one."),
                _("New group"),
                partial(self.sheets.edit, None),
                icon="messages-square",
            )
        )
        self.detail = GroupDetail()
        new = Action("new", _("New group"), partial(self.sheets.edit, None), icon="plus")
        told = _("Who meets, what was done, and who came.")
        self.header = PageHeader(_("Group counselling"), told, new, self.deeds.all())
        _lay_out(self)
        self._connect()
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Ask for the groups, and for the one in focus."""
        self.context.tasks.run(operations.list_groups.bind(), self._show_groups, owner=self)

    def open_record(self, record_id: str) -> None:
        """Go to a group; `edit:` before its id goes on with its draft."""
        wish, _colon, group_id = record_id.rpartition(":")
        self._wanted = group_id
        self.table.select(group_id)
        if wish:
            self.sheets.resume(group_id)

    def page_actions(self) -> tuple[Action, ...]:
        """Return making a group, and what is done with the one in focus."""
        return (
            Action("new", _("New group"), partial(self.sheets.edit, None), icon="plus"),
            *self.deeds.all(),
            Action("save", _("Save"), self.sheets.save, icon="save", enabled=self.sheets.isVisible),
        )

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr(
            "Choose a group at the left; Enter on a meeting opens it, on a member shows what is known. What belongs to"
            " one member stands in his private line: it goes to his file and never on a paper of the group. A group is"
            " read by all counsellors; what only named people may read belongs into the member’s restricted case."
        )

    def may_leave(self) -> bool:
        """Let go at once: what is typed of a group is kept as a draft."""
        self.sheets.flush()
        return True

    def _show_groups(self, groups: tuple[GroupLine, ...]) -> None:
        self.table.set_rows(groups)
        if self._wanted and self.table.select(self._wanted):
            self._wanted = ""
        elif self.table.current_record() is None and self.table.count():
            self.table.go(0)
        current = self.table.current_record()
        self.detail.setVisible(current is not None)
        if current is not None:
            self._ask(current.id)

    def _ask(self, group_id: str) -> None:
        if group_id:
            self.context.tasks.run(operations.get_group.bind(group_id), self._show_group, owner=self)

    def _show_group(self, view: GroupView) -> None:
        current = self.table.current_record()
        if current is not None and current.id == view.id:
            self.view = view
            self.detail.show_group(view)

    def _open_member(self, member_id: str) -> None:
        if self.view is None:
            return
        for member in self.view.members:
            if member.id == member_id:
                self.sheets.show_member(self.view, member)

    def _connect(self) -> None:
        self.table.current_changed.connect(self._ask)
        self.table.opened.connect(lambda _id: self.detail.meetings.setFocus())
        self.detail.write_wanted.connect(self.deeds.write)
        self.detail.add_wanted.connect(self.deeds.add)
        self.detail.meetings.opened.connect(
            lambda meeting_id: self.context.navigator.open(Target("group_meeting", meeting_id))
        )
        self.detail.members.opened.connect(self._open_member)


def _lay_out(page: GroupsPage) -> None:
    split = ListDetail(_listing(page.table), page.detail, width=400, name="group_split")
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(page.header)
    column.addWidget(split, 1)
    page.detail.hide()


def _listing(table: QWidget) -> QWidget:
    space = theme.current().size
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(space("space-xl"), 0, space("space-s"), space("space-l"))
    column.addWidget(table)
    return holder
