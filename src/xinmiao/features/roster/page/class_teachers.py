"""Class teachers of all classes in one grid: Tab goes from class to class, letters go to a name, one button saves.

Owns the grid. From the day at the top each change holds; who was class teacher before stops on the day before.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from xinmiao.features.roster import operations
from xinmiao.features.roster.page.staff_grid import READING_PX, GridRow, StaffGrid, lay_out_grid
from xinmiao.features.roster.records import CLASS_TEACHER, ClassLine
from xinmiao.features.staff.operations import list_staff
from xinmiao.features.staff.records import StaffLine
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.forms.date_editors import DayEditor
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import PageColumn

_DATE_PX = 220


class ClassTeachersPage(Page):
    """Every class with its class teacher."""

    interests: ClassVar[frozenset[str]] = frozenset({"school_class", "class_teacher", "staff_member"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_class_teachers")
        self.header = PageHeader(_("Class teachers"), _("All classes at once, from one day on."))
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.day = DayEditor(CLASS_TEACHER.from_date)
        self.day.set_value(context.clock.today())
        self.day_row = FieldRow(_("The changes hold from"), self.day, "", required=True, name="row_teachers_day")
        self.grid = StaffGrid()
        self.grid.chosen.connect(self._refresh)
        self.write = Button(_("Save"), role="primary", icon="save", name="save_teachers", keys="Ctrl+S")
        self.write.clicked.connect(self.save)
        self.said = label("", "muted")
        self.said.setObjectName("teachers_said")
        _lay_out(self)
        self._refresh()

    def reload(self) -> None:
        """Ask for staff and classes; what is chosen and not saved stays."""
        self.context.tasks.run(list_staff.bind(), self._take_staff, owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done here."""
        return (Action("save", _("Save"), self.save, icon="save", enabled=lambda: bool(self.changes())),)

    def help_text(self) -> str:
        """Say how the grid is worked through."""
        return tr(
            "Tab goes from class to class; a letter goes to the next name that begins with it in pinyin, the arrows to "
            "the next one. Ctrl+S saves all changes at once. Who was class teacher before stops on the day before."
        )

    def changes(self) -> tuple[tuple[str, str], ...]:
        """Return class and staff member of each choice that differs from what is recorded."""
        return self.grid.changes()

    def save(self) -> None:
        """Save all changes."""
        problem, day = self.day.problem(), self.day.value()
        self.day_row.set_error(problem)
        changes = self.changes()
        if problem is None and day is not None and changes:
            bound = operations.set_class_teachers.bind(changes, day)
            self.context.tasks.run(bound, lambda _none: self._saved(len(changes)), owner=self)

    def _saved(self, count: int) -> None:
        words = ntr("{count} class has a new class teacher.", "{count} classes have a new class teacher.", count)
        self.context.notices.inform(words)

    def _take_staff(self, staff: Sequence[StaffLine]) -> None:
        kept = dict(self.changes())
        self.grid.set_staff(staff)
        self.context.tasks.run(operations.list_classes.bind(), partial(self._take_classes, kept), owner=self)

    def _take_classes(self, kept: dict[str, str], classes: tuple[ClassLine, ...]) -> None:
        self.grid.set_rows([_row(line) for line in classes], kept)
        if classes:
            self.setFocusProxy(self.grid.choices[classes[0].id])

    def _refresh(self) -> None:
        count = len(self.changes())
        self.write.setEnabled(bool(count))
        self.said.setText(ntr("{count} class changes", "{count} classes change", count) if count else "")


def _row(line: ClassLine) -> GridRow:
    asked = tr("Class teacher of {class_name}", class_name=line.label)
    return GridRow(line.id, (line.label,), asked, f"teacher_{line.key}", line.teachers[0] if line.teachers else "")


def _lay_out(page: ClassTeachersPage) -> None:
    body = PageColumn(reading_width=READING_PX, name="class_teachers_column")
    page.day_row.setMaximumWidth(theme.current().px(_DATE_PX))
    body.add(page.day_row)
    body.add(page.grid)
    lay_out_grid(page, page.header, body, page.said, page.write)
