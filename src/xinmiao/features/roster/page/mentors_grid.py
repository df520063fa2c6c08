"""Mentors of a class in one grid: Tab goes from student to student, letters go to a name, one button saves.

Owns the grid of one class at a time. From the day at the top each change holds; who was mentor before stops on the
day before.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QGridLayout, QWidget

from xinmiao.features.roster import operations
from xinmiao.features.roster.page.staff_grid import READING_PX, GridRow, NameCombo, StaffGrid, lay_out_grid
from xinmiao.features.roster.records import MENTOR, ClassLine, MentorSeat
from xinmiao.features.staff.operations import list_staff
from xinmiao.features.staff.records import StaffLine
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.forms.date_editors import DayEditor
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.combo import Combo
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import PageColumn


class MentorsPage(Page):
    """Every student of a class with his mentor."""

    interests: ClassVar[frozenset[str]] = frozenset({"school_class", "student", "mentor", "staff_member"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_mentors")
        self.header = PageHeader(_("Mentors"), _("A class at a time, from one day on."))
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.day = DayEditor(MENTOR.from_date)
        self.day.set_value(context.clock.today())
        self.day_row = FieldRow(_("The changes hold from"), self.day, "", required=True, name="row_mentors_day")
        self.school_class = Combo(_("Class"), name="mentors_class")
        self.school_class.activated.connect(lambda _place: self._go_to_class())
        self.grid = StaffGrid()
        self.grid.chosen.connect(self._refresh)
        self.everybody = NameCombo(_("Everybody without a mentor to"), name="mentors_everybody")
        self.everybody.setModel(self.grid.names)
        self.everybody.setPlaceholderText(tr("Choose a mentor"))
        self.everybody.activated.connect(self.grid.give_the_rest)
        self.write = Button(_("Save"), role="primary", icon="save", name="save_mentors", keys="Ctrl+S")
        self.write.clicked.connect(self.save)
        self.said = label("", "muted")
        self.said.setObjectName("mentors_said")
        self._shown_class = ""
        _lay_out(self)
        self._refresh()

    def reload(self) -> None:
        """Ask for staff, classes and the seats of the class; what is chosen and not saved stays."""
        self.context.tasks.run(list_staff.bind(), self._take_staff, owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done here."""
        return (Action("save", _("Save"), self.save, icon="save", enabled=lambda: bool(self.changes())),)

    def help_text(self) -> str:
        """Say how the grid is worked through."""
        return tr(
            "Choose a class, then a mentor for each student: Tab goes on, a letter goes to the next name that begins "
            "with it in pinyin. Ctrl+S saves the class at once. Who was mentor before stops on the day before."
        )

    def changes(self) -> tuple[tuple[str, str], ...]:
        """Return student and staff member of each choice that differs from what is recorded."""
        return self.grid.changes()

    def save(self) -> None:
        """Save all changes of the class."""
        problem, day = self.day.problem(), self.day.value()
        self.day_row.set_error(problem)
        changes = self.changes()
        if problem is None and day is not None and changes:
            self.context.tasks.run(operations.assign_mentors.bind(changes, day), self._saved, owner=self)

    def _saved(self, count: int) -> None:
        self.context.notices.inform(
            ntr("{count} student has a new mentor.", "{count} students have a new mentor.", count)
        )

    def _go_to_class(self) -> None:
        """Show another class; changes that are not saved keep the class in sight."""
        if str(self.school_class.currentData()) == self._shown_class:
            return
        if self.changes():
            self.school_class.setCurrentIndex(self.school_class.findData(self._shown_class))
            self.context.notices.inform(_("Please save the mentors of this class first."))
            return
        self._ask_seats({})

    def _take_staff(self, staff: Sequence[StaffLine]) -> None:
        kept = dict(self.changes())
        self.grid.set_staff(staff)
        self.context.tasks.run(operations.list_classes.bind(), partial(self._take_classes, kept), owner=self)

    def _take_classes(self, kept: dict[str, str], classes: tuple[ClassLine, ...]) -> None:
        self.school_class.clear()
        for line in classes:
            self.school_class.addItem(line.label, line.id)
        self.school_class.setCurrentIndex(max(self.school_class.findData(self._shown_class), 0))
        if classes:
            self._ask_seats(kept)

    def _ask_seats(self, kept: dict[str, str]) -> None:
        class_id = str(self.school_class.currentData())
        seen = partial(self._take_seats, class_id, kept)
        self.context.tasks.run(operations.mentor_seats.bind(class_id), seen, owner=self)

    def _take_seats(self, class_id: str, kept: dict[str, str], seats: tuple[MentorSeat, ...]) -> None:
        self._shown_class = class_id
        rows = [_row(place, seat) for place, seat in enumerate(seats)]
        self.grid.set_rows(rows, kept, tr("Nobody is in this class."))
        self.everybody.setCurrentIndex(-1)
        self.setFocusProxy(next(iter(self.grid.choices.values()), self.school_class))

    def _refresh(self) -> None:
        count = len(self.changes())
        self.write.setEnabled(bool(count))
        self.said.setText(ntr("{count} student changes", "{count} students change", count) if count else "")


def _row(place: int, seat: MentorSeat) -> GridRow:
    line = seat.student
    number = "" if line.number_in_class is None else str(line.number_in_class)
    asked = tr("Mentor of {student}", student=line.name)
    return GridRow(line.id, (number, line.name), asked, f"mentor_{number or place}", seat.staff_id)


def _lay_out(page: MentorsPage) -> None:
    body = PageColumn(reading_width=READING_PX, name="mentors_column")
    top = QGridLayout()
    top.setHorizontalSpacing(theme.current().size("space-l"))
    top.addWidget(page.day_row, 0, 0)
    top.addWidget(FieldRow(_("Class"), page.school_class), 0, 1)
    top.addWidget(FieldRow(_("Everybody without a mentor to"), page.everybody), 1, 0, 1, 2)
    body.add(top)
    body.add(page.grid)
    lay_out_grid(page, page.header, body, page.said, page.write)
