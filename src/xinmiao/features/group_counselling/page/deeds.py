"""What can be done with the group in focus: the same in the page's menu and by keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from xinmiao.features.group_counselling import operations
from xinmiao.features.group_counselling.page.printing import TITLES, GroupPaper
from xinmiao.features.group_counselling.page.sheets import GroupSheets
from xinmiao.features.group_counselling.records import GroupState, GroupView
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _
from xinmiao.ui.actions import Action
from xinmiao.ui.page import PageContext


class GroupDeeds:
    """Actions on whatever `view` returns; None while no group is in focus."""

    def __init__(self, context: PageContext, sheets: GroupSheets, view: Callable[[], GroupView | None]) -> None:
        self._context, self._sheets, self._view = context, sheets, view

    def all(self) -> tuple[Action, ...]:
        """Return everything, for the menu, the keys and the help."""
        papers = (GroupPaper.PLAN, GroupPaper.BLANK, GroupPaper.FILLED)
        return (
            Action("write", _("Write of a meeting"), self.write, "Ctrl+M", "notebook-pen", self._may_write_of),
            Action("edit", _("Plan and dates…"), self._edit, "F2", "pen-line", self._is_own_open),
            Action("add", _("Add members"), self.add, "", "user-plus", self._is_own_open),
            Action("close_group", _("Close the group…"), self._end, "", "folder", self._is_own_open),
            Action("reopen_group", _("Open the group again"), self._reopen, "", "folder-open", self._is_closed),
            *(
                Action(f"print_{kind.value}", TITLES[kind], partial(self._print, kind), "", "printer", self._is_there)
                for kind in papers
            ),
        )

    def _may_write_of(self) -> bool:
        """Return whether a meeting of the group in focus can be written."""
        view = self._view()
        return view is not None and self._is_own_open() and bool(view.members)

    def _is_there(self) -> bool:
        return self._view() is not None and not self._sheets.isVisible()

    def _is_own_open(self) -> bool:
        return self._is_there() and self._is_mine(GroupState.OPEN)

    def _is_closed(self) -> bool:
        return self._is_there() and self._is_mine(GroupState.CLOSED)

    def _is_mine(self, state: GroupState) -> bool:
        view = self._view()
        return view is not None and view.line.is_own and view.line.state is state

    def write(self) -> None:
        """Begin the record of the next meeting."""
        if (view := self._view()) is not None:
            self._context.navigator.open(Target("group_meeting", view.id))

    def _edit(self) -> None:
        self._sheets.edit(self._view())

    def add(self) -> None:
        """Ask who joins."""
        if (view := self._view()) is not None:
            self._sheets.add_members(view)

    def _end(self) -> None:
        if (view := self._view()) is not None:
            self._sheets.end(view)

    def _reopen(self) -> None:
        if (view := self._view()) is not None:
            bound = operations.reopen_group.bind(view.id, view.version)
            self._context.tasks.run(bound, lambda _version: None, owner=self._sheets)

    def _print(self, kind: GroupPaper) -> None:
        if (view := self._view()) is not None:
            self._sheets.print_paper(view, kind)
