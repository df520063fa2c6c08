"""The page of the staff: who works here, who is class teacher and mentor of whom; most of them never sign in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.page.staff_coverage import CoverageCard
from xinmiao.features.roster.page.staff_deeds import StaffDeeds, actions_for
from xinmiao.features.roster.page.staff_detail import StaffCard
from xinmiao.features.roster.records import ClassLine, MenteeLine, StaffPosts
from xinmiao.features.staff import operations as staff
from xinmiao.features.staff.records import STAFF_MEMBER, StaffLine
from xinmiao.kernel.access import Permission
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.inputs import SearchField
from xinmiao.ui.widgets.list_detail import ListDetail
from xinmiao.ui.widgets.messages import EmptyState
from xinmiao.ui.widgets.side_sheet import SideSheet
from xinmiao.ui.widgets.surfaces import PageColumn


class StaffPage(Page):
    """The list of staff with one of them beside it."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {"staff_member", "class_teacher", "mentor", "school_class", "student"}
    )

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_staff")
        may = context.actor.may
        self._writes, self._mentors = may(Permission.STAFF_WRITE), may(Permission.MENTOR_READ)
        self._assigns = may(Permission.MENTOR_WRITE)
        self._members: tuple[StaffLine, ...] = ()
        self._classes: Mapping[str, list[str]] = {}
        self._workload: Mapping[str, int] = {}
        self._wanted = ""
        self.table: RecordTable[StaffLine] = RecordTable(
            _columns(self._class_words, self._mentees_of if self._assigns else None), _("Staff"), name="staff_table"
        )
        self.search = SearchField(_("Name, pinyin, initials or subject"), name="staff_search")
        self.detail, self.coverage = StaffCard(), CoverageCard()
        self.sheet = SideSheet(self, name="staff_sheet")
        self.deeds = StaffDeeds(context, self, self.sheet, self._after)
        self._lay_out()
        self.table.current_changed.connect(lambda _id: self._show_current())
        self.table.opened.connect(lambda _id: self._open_current())
        self.search.searched.connect(self._narrow)
        self.search.go_down.connect(self.table.setFocus)
        self.setFocusProxy(self.search)

    def reload(self) -> None:
        """Ask for staff, classes and mentors."""
        run = self.context.tasks.run
        run(roster.list_classes.bind(), self._take_classes, owner=self)
        if self._mentors:
            run(roster.mentor_workload.bind(), self._take_workload, owner=self)
        if self._assigns:
            run(roster.mentor_coverage.bind(), self.coverage.show_grades, owner=self)
        if self._writes:
            run(staff.account_choices.bind(), self._take_accounts, owner=self)
        run(staff.list_staff.bind(include_left=True), self._take, owner=self)

    def open_record(self, record_id: str) -> None:
        """Go to a staff member."""
        self._wanted = record_id
        self._go()

    def page_actions(self) -> tuple[Action, ...]:
        """Offer a new staff member and a pasted list."""
        if not self._writes:
            return ()
        return (
            Action("new", _("Add a staff member"), self.deeds.add, icon="user-plus"),
            Action("paste_staff", _("Paste a list of names"), self.deeds.paste, icon="clipboard-list"),
        )

    def help_text(self) -> str:
        """Say what a staff member is and is not."""
        return tr(
            "Everybody who works at the school can stand here; an account is not needed. Class teachers and mentors"
            " are chosen from this list, each from a day on; who was so before stays in the history."
        )

    def _class_words(self, line: StaffLine) -> str:
        return tr(", ").join(self._classes.get(line.id, ()))

    def _mentees_of(self, line: StaffLine) -> int | None:
        return self._workload.get(line.id)

    def _take(self, members: tuple[StaffLine, ...]) -> None:
        self._members = members
        self.deeds.known.members = members
        if not members:
            self.table.set_empty(_empty(self.deeds.paste if self._writes else None))
        self.table.set_rows(sorted(members, key=lambda line: line.has_left))
        here = sum(not line.has_left for line in members)
        self.header.set_title(_("Staff"), ntr("{count} person works here", "{count} people work here", here))
        self._go()
        if self.table.current_record() is None and members:
            self.table.go(0)
        self._show_current()

    def _take_classes(self, classes: tuple[ClassLine, ...]) -> None:
        found: dict[str, list[str]] = {}
        for line in classes:
            for member in line.teachers:
                found.setdefault(member, []).append(line.label)
        self._classes, self.deeds.known.classes = found, classes
        self.coverage.names = {line.grade: line.grade_name for line in classes}

    def _take_accounts(self, accounts: tuple[tuple[str, str], ...]) -> None:
        self.deeds.known.accounts = accounts

    def _take_workload(self, counts: Mapping[str, int]) -> None:
        self._workload = counts

    def _narrow(self, words: str) -> None:
        self.table.set_filter((lambda line: line.fits(words)) if words else None)

    def _go(self) -> None:
        if self._wanted and self.table.select(self._wanted):
            self._wanted = ""

    def _after(self, staff_id: str) -> None:
        self._wanted = staff_id
        self.reload()

    def _show_current(self) -> None:
        member = self.table.current_record()
        self.detail.setVisible(member is not None)
        if member is None:
            return
        run = self.context.tasks.run
        if self._mentors:
            run(roster.list_mentees.bind(member.id), partial(self._with_mentees, member), owner=self)
        else:
            self._with_mentees(member, None)

    def _with_mentees(self, member: StaffLine, mentees: tuple[MenteeLine, ...] | None) -> None:
        def shown(posts: StaffPosts) -> None:
            if self.table.current_record() == member:
                end = partial(self.deeds.end_class, member) if self._writes else None
                actions = actions_for(member, mentees or (), self.deeds, writes=self._writes, assigns=self._assigns)
                self.detail.show_member(member, posts, mentees, actions, end)
                self.table.set_actions(actions)

        self.context.tasks.run(roster.get_staff_posts.bind(member.id), shown, owner=self)

    def _open_current(self) -> None:
        member = self.table.current_record()
        if member is not None and self._writes:
            self.deeds.correct(member)

    def _lay_out(self) -> None:
        space = theme.current().size
        actions = self.page_actions()
        self.header = PageHeader(_("Staff"), " ", actions[0] if actions else None, actions[1:])
        column = PageColumn(reading_width=640)
        column.add(self.detail)
        if self._assigns:
            column.add(self.coverage)
        listing = QWidget()
        inner = QVBoxLayout(listing)
        inner.setContentsMargins(space("space-xl"), space("space-s"), space("space-l"), space("space-xl"))
        inner.addWidget(self.search)
        inner.addWidget(self.table, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        outer.addWidget(ListDetail(listing, column, width=480), 1)


def _empty(paste: Callable[[], None] | None) -> EmptyState:
    if paste is None:
        return EmptyState(_("Nobody has been entered yet."), icon="users", name="no_staff")
    sentence = _("Everybody who works here stands here. A list of names can be pasted.")
    return EmptyState(sentence, _("Paste a list of names"), paste, icon="users", name="no_staff")


def _columns(
    classes: Callable[[StaffLine], str], mentees: Callable[[StaffLine], int | None] | None
) -> tuple[Column[StaffLine], ...]:
    """Return the columns; `mentees` is None where the account does not assign them."""
    name = Column[StaffLine](
        "name",
        STAFF_MEMBER.name.label,
        lambda line: line.name,
        width=150,
        strong=True,
        stretch=True,
        secondary=lambda line: tr("has left") if line.has_left else line.duties,
        sort_key=lambda line: (line.has_left, line.pinyin, line.name),
    )
    taught = Column[StaffLine]("classes", _("Class teacher"), classes, width=140)
    if mentees is None:
        return (name, taught)
    return (name, taught, Column[StaffLine]("mentees", _("Mentees"), mentees, width=76, align="right"))
