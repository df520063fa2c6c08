"""Mentors of a class in one grid: Tab goes from student to student, letters go to a name, one button saves.

Owns the grid of one class at a time. From the day at the top each change holds; who was mentor before stops on the
day before.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.roster import operations
from xinmiao.features.roster.page.name_combo import NameCombo, fill_names
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
from xinmiao.ui.widgets.surfaces import Hairline, PageColumn

_WIDTH_PX = 720


class MentorsPage(Page):
    """Every student of a class with his mentor."""

    interests: ClassVar[frozenset[str]] = frozenset({"school_class", "student", "mentor", "staff_member"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_mentors")
        self._staff = QStandardItemModel(self)
        self._seats: tuple[MentorSeat, ...] = ()
        self.choices: dict[str, NameCombo] = {}
        self.header = PageHeader(_("Mentors"), _("A class at a time, from one day on."))
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.day = DayEditor(MENTOR.from_date)
        self.day.set_value(context.clock.today())
        self.day_row = FieldRow(_("The changes hold from"), self.day, "", required=True, name="row_mentors_day")
        self.school_class = Combo(_("Class"), name="mentors_class")
        self.school_class.activated.connect(lambda _place: self._go_to_class())
        self.everybody = NameCombo(_("Everybody without a mentor to"), name="mentors_everybody")
        self.everybody.setModel(self._staff)
        self.everybody.setPlaceholderText(tr("Choose a mentor"))
        self.everybody.activated.connect(lambda _place: self._give_to_everybody())
        self.grid = QGridLayout()
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
        now = {seat.student.id: seat.staff_id for seat in self._seats}
        chosen = ((student_id, str(combo.currentData() or "")) for student_id, combo in self.choices.items())
        return tuple((student_id, staff) for student_id, staff in chosen if staff and staff != now.get(student_id, ""))

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

    def _give_to_everybody(self) -> None:
        """Give all who have nobody chosen to one mentor."""
        place = self.everybody.currentIndex()
        for combo in self.choices.values():
            if not combo.currentData():
                combo.setCurrentIndex(place)
        self._refresh()

    def _take_staff(self, staff: Sequence[StaffLine]) -> None:
        kept = dict(self.changes())
        fill_names(self._staff, staff)
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
        self._shown_class, self._seats = class_id, seats
        if tuple(self.choices) != tuple(seat.student.id for seat in seats):
            self._make_rows(seats)
        for seat in seats:
            combo = self.choices[seat.student.id]
            wanted = kept.get(seat.student.id) or seat.staff_id
            combo.setCurrentIndex(max(combo.findData(wanted), 0) if wanted else 0)
        self.everybody.setCurrentIndex(-1)
        self._refresh()

    def _make_rows(self, seats: Sequence[MentorSeat]) -> None:
        while (item := self.grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.choices = {}
        for place, seat in enumerate(seats):
            line = seat.student
            combo = NameCombo(
                tr("Mentor of {student}", student=line.name), name=f"mentor_{line.number_in_class or place}"
            )
            combo.setModel(self._staff)
            combo.activated.connect(lambda _place: self._refresh())
            self.choices[line.id] = combo
            self.grid.addWidget(
                label("" if line.number_in_class is None else str(line.number_in_class), "muted"), place, 0
            )
            self.grid.addWidget(label(line.name, "strong"), place, 1)
            self.grid.addWidget(combo, place, 2)
        if not seats:
            self.grid.addWidget(label(_("Nobody is in this class."), "muted"), 0, 0)
        self.setFocusProxy(next(iter(self.choices.values()), self.school_class))

    def _refresh(self) -> None:
        count = len(self.changes())
        self.write.setEnabled(bool(count))
        self.said.setText(ntr("{count} student changes", "{count} students change", count) if count else "")


def _lay_out(page: MentorsPage) -> None:
    space = theme.current().size
    wide = space("space-xl")
    page.grid.setHorizontalSpacing(space("space-l"))
    page.grid.setVerticalSpacing(space("space-s"))
    page.grid.setColumnStretch(2, 1)
    body = PageColumn(reading_width=_WIDTH_PX, name="mentors_column")
    top = QGridLayout()
    top.setHorizontalSpacing(space("space-l"))
    top.addWidget(page.day_row, 0, 0)
    top.addWidget(FieldRow(_("Class"), page.school_class), 0, 1)
    top.addWidget(FieldRow(_("Everybody without a mentor to"), page.everybody), 1, 0, 1, 2)
    body.add(top)
    body.add(page.grid)
    foot = QHBoxLayout()
    foot.setContentsMargins(wide, space("space-m"), wide, space("space-m"))
    foot.addWidget(page.said, 1)
    foot.addWidget(page.write)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(page.header)
    whole.addWidget(body, 1)
    whole.addWidget(Hairline())
    whole.addLayout(foot)
