"""What is done to staff members from their page: each sheet, its command, and how it ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.page.staff_forms import (
    ChangeMentorForm,
    ClassPostForm,
    EndForm,
    MenteesForm,
    PasteForm,
    StaffForm,
    chosen_staff,
)
from xinmiao.features.roster.records import ClassLine, ClassPost, MenteeLine, MentorChange, StudentLine
from xinmiao.features.staff import operations as staff
from xinmiao.features.staff.records import StaffLine
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import Text, _, ntr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import PageContext
from xinmiao.ui.sheet_form import SheetForm
from xinmiao.ui.widgets.side_sheet import SideSheet


@dataclass
class Known:
    """What the page was told and the forms choose from."""

    members: Sequence[StaffLine] = ()
    classes: Sequence[ClassLine] = ()
    accounts: Sequence[tuple[str, str]] = ()


class StaffDeeds:
    """Opens the sheets and runs their commands; `done` is called after each."""

    def __init__(self, context: PageContext, page: QWidget, sheet: SideSheet, done: Callable[[str], None]) -> None:
        self._context, self._page, self._sheet, self._done = context, page, sheet, done
        self.known = Known()

    def add(self) -> None:
        """Add one staff member."""
        form = StaffForm(None, ())
        self._open(_("Add a staff member"), form, lambda: self._ask(form, staff.add_staff.bind(form.form.values())))

    def correct(self, member: StaffLine) -> None:
        """Correct name, duties and phone, and say which account is his."""
        form = StaffForm(member, self.known.accounts)

        def link(_none: None) -> None:
            if form.account is None or form.account_id() == member.account_id:
                self._finished(member.id)
                return
            self._context.tasks.run(
                staff.get_staff.bind(member.id),
                lambda fresh: self._ask(form, staff.link_account.bind(fresh, form.account_id()), member.id),
                form.refused,
                owner=form,
            )

        def run() -> None:
            bound = staff.correct_staff.bind(member, form.form.values())
            self._context.tasks.run(bound, link, form.refused, owner=form)

        self._open(_("Correct the staff member"), form, run)

    def paste(self) -> None:
        """Add many by name."""
        form = PasteForm()

        def told(found: Any) -> None:
            self._context.notices.inform(
                ntr("{count} name is in the list.", "{count} names are in the list.", len(found))
            )
            self._finished("")

        def run() -> None:
            bound = staff.find_or_add_staff.bind(form.names())
            self._context.tasks.run(bound, told, form.refused, owner=form)

        self._open(_("Paste a list of names"), form, run)

    def give_class(self, member: StaffLine) -> None:
        """Make him class teacher."""
        today = self._context.clock.today()
        form = ClassPostForm(member, self.known.classes, today)

        def run() -> None:
            bound = roster.set_class_teacher.bind(form.classes.currentData(), member.id, form.chosen_day())
            self._ask(form, bound, member.id)

        self._open(_("Class teacher"), form, run)

    def end_class(self, member: StaffLine, post: ClassPost) -> None:
        """End his post in a class."""
        told = _("{label} has no class teacher from the day after.").format(label=post.class_label)
        form = EndForm(_("End the post"), told, self._context.clock.today())
        self._open(
            _("End the post"),
            form,
            lambda: self._ask(form, roster.end_class_post.bind(post.id, form.chosen_day()), member.id),
        )

    def leave(self, member: StaffLine) -> None:
        """Note that he left."""
        told = _("His classes and students wait for somebody else from the day after; what was before stays.")
        form = EndForm(_("Note the leaving"), told, self._context.clock.today())
        self._open(
            _("{name} leaves").format(name=member.name),
            form,
            lambda: self._ask(form, roster.let_staff_leave.bind(member, form.chosen_day()), member.id),
        )

    def give_students(self, member: StaffLine) -> None:
        """Make him mentor of students of a class."""

        def opened(lines: tuple[StudentLine, ...]) -> None:
            form = MenteesForm(member, self.known.classes, lines, self._context.clock.today())

            def run() -> None:
                bound = roster.assign_mentor.bind(form.ticks.chosen(), member.id, form.chosen_day())
                self._context.tasks.run(bound, lambda done: self._changed(done, member), form.refused, owner=form)

            self._open(_("Assign students"), form, run)

        self._context.tasks.run(roster.list_students.bind(), opened, owner=self._page)

    def change_mentor(self, member: StaffLine, mentees: Sequence[MenteeLine]) -> None:
        """Give his students, or some of them, to another mentor from a day."""
        others = [line for line in self.known.members if line.id != member.id and not line.has_left]
        form = ChangeMentorForm(member, mentees, others, self._context.clock.today())

        def run() -> None:
            successor = chosen_staff(form.successor) or ""
            bound = roster.assign_mentor.bind(form.ticks.chosen(), successor, form.chosen_day())
            self._context.tasks.run(bound, lambda done: self._changed(done, member), form.refused, owner=form)

        self._open(_("Change the mentor"), form, run)

    def _changed(self, done: MentorChange, member: StaffLine) -> None:
        count = len(done.assigned)
        self._context.notices.inform(
            ntr("{count} student has a new mentor.", "{count} students have a new mentor.", count)
        )
        self._finished(member.id)

    def _open(self, title: Text, form: SheetForm, run: Callable[[], None]) -> None:
        form.wanted.connect(run)
        self._sheet.open_sheet(title, form)

    def _ask(self, form: SheetForm, bound: Bound[Any], go_to: str = "") -> None:
        self._context.tasks.run(bound, lambda value: self._finished(go_to or str(value)), form.refused, owner=form)

    def _finished(self, staff_id: str) -> None:
        self._sheet.close_sheet()
        self._done(staff_id)


def actions_for(
    member: StaffLine, mentees: Sequence[MenteeLine], deeds: StaffDeeds, *, writes: bool, assigns: bool
) -> tuple[Action, ...]:
    """Return what the account can do with a staff member."""
    here, found = not member.has_left, []
    if writes:
        found.append(Action("correct", _("Correct"), partial(deeds.correct, member), icon="pen-line"))
    if writes and here:
        found.append(Action("class", _("Make class teacher"), partial(deeds.give_class, member), icon="school"))
    if assigns and here:
        found.append(Action("students", _("Assign students"), partial(deeds.give_students, member), icon="users"))
    if assigns and mentees:
        change = partial(deeds.change_mentor, member, mentees)
        found.append(Action("change", _("Change the mentor"), change, icon="arrow-right-left"))
    if writes and here:
        found.append(Action("leave", _("Note the leaving"), partial(deeds.leave, member), icon="log-out"))
    return tuple(found)
