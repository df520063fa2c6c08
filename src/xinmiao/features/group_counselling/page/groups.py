"""The page of group counselling: the groups at the left, the one in focus at the right."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.group_counselling import operations
from xinmiao.features.group_counselling.page.columns import group_columns
from xinmiao.features.group_counselling.page.detail import GroupDetail
from xinmiao.features.group_counselling.page.printing import TITLES, GroupPaper
from xinmiao.features.group_counselling.page.sheets import GroupSheets
from xinmiao.features.group_counselling.records import (
    ATTENDANCE,
    GROUP,
    MEETING,
    MEMBER,
    GroupLine,
    GroupState,
    GroupView,
)
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
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
        self.header = PageHeader(_("Group counselling"), told, new, self._deeds())
        split = ListDetail(self.table, self.detail, width=360, name="group_split")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(split, 1)
        self.detail.hide()
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
            *self._deeds(),
            Action("save", _("Save"), self.sheets.save, icon="save", enabled=self.sheets.isVisible),
        )

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr(
            "Choose a group at the left; Enter on a meeting opens it, on a member shows what is known. What belongs to"
            " one member stands in his private line: it goes to his file and never on a paper of the group."
        )

    def may_leave(self) -> bool:
        """Let go at once: what is typed of a group is kept as a draft."""
        self.sheets.flush()
        return True

    def _deeds(self) -> tuple[Action, ...]:
        papers = (GroupPaper.PLAN, GroupPaper.BLANK, GroupPaper.FILLED)
        return (
            Action("write", _("Write of a meeting"), self._write, "Ctrl+M", "notebook-pen", self.detail_writes),
            Action("edit", _("Plan and dates…"), self._edit, "F2", "pen-line", self._is_own_open),
            Action("add", _("Add members"), self._add, "", "user-plus", self._is_own_open),
            Action("close_group", _("Close the group…"), self._end, "", "folder", self._is_own_open),
            Action("reopen_group", _("Open the group again"), self._reopen, "", "folder-open", self._is_closed),
            *(
                Action(f"print_{kind.value}", TITLES[kind], partial(self._print, kind), "", "printer", self._is_there)
                for kind in papers
            ),
        )

    def detail_writes(self) -> bool:
        """Return whether a meeting of the group in focus can be written."""
        return self._is_own_open() and self.view is not None and bool(self.view.members)

    def _is_there(self) -> bool:
        return self.view is not None and not self.sheets.isVisible()

    def _is_own_open(self) -> bool:
        return self._is_there() and self.view is not None and self._writes(self.view.line, GroupState.OPEN)

    def _is_closed(self) -> bool:
        return self._is_there() and self.view is not None and self._writes(self.view.line, GroupState.CLOSED)

    @staticmethod
    def _writes(line: GroupLine, state: GroupState) -> bool:
        return line.is_own and line.state is state

    def _write(self) -> None:
        if self.view is not None:
            self.context.navigator.open(Target("group_meeting", self.view.id))

    def _edit(self) -> None:
        self.sheets.edit(self.view)

    def _add(self) -> None:
        if self.view is not None:
            self.sheets.add_members(self.view)

    def _end(self) -> None:
        if self.view is not None:
            self.sheets.end(self.view)

    def _reopen(self) -> None:
        if self.view is not None:
            bound = operations.reopen_group.bind(self.view.id, self.view.version)
            self.context.tasks.run(bound, lambda _version: None, owner=self)

    def _print(self, kind: GroupPaper) -> None:
        if self.view is not None:
            self.sheets.print_paper(self.view, kind)

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
        self.detail.write_wanted.connect(self._write)
        self.detail.add_wanted.connect(self._add)
        self.detail.meetings.opened.connect(
            lambda meeting_id: self.context.navigator.open(Target("group_meeting", meeting_id))
        )
        self.detail.members.opened.connect(self._open_member)
