"""The form of one student: what everybody may know, what only the counselling room knows, guardians.

Owns the fields, their places and what is wrong with them. Loading, drafts and saving are `saving`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from xinmiao.features.roster.editor.fields import ClassEditor, HiddenNumberEditor, StudentNumberEditor
from xinmiao.features.roster.editor.guardians import GuardianCards
from xinmiao.features.roster.records import STUDENT, STUDENT_DETAILS, ClassLine, StudentStatus, StudentView
from xinmiao.features.roster.sheet.classes import SchoolShape
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.drafting import changed_names, put_back, taken
from xinmiao.ui.forms.form import Form
from xinmiao.ui.widgets.surfaces import Section

STUDENT_NAMES = ("name", "sex", "class_id", "number_in_class", "status")
GROUP_NAMES = ("migrant_child", "orphan", "disability", "inclusive_class", "needs_aid")
BOARDING_NAMES = ("dormitory", "bed", "dorm_teacher", "dorm_teacher_phone")
HOME_NAMES = ("carer", "carer_phone", "entrusted_carer", "entrusted_carer_phone")
DETAIL_NAMES = (
    *("birth_date", "student_number", "id_number", "ethnicity", "enrolled_month", "boarding", *BOARDING_NAMES),
    *("address", "parents_work_place", *HOME_NAMES, "left_behind", *GROUP_NAMES),
)


def opened_values(opened: StudentView | None) -> dict[str, Any]:
    """Return what the form starts from, both records' fields by name."""
    if opened is None:
        return {"status": StudentStatus.ENROLLED}
    known = {field.name: getattr(opened.details, field.name) for field in fields(opened.details)}
    return known | {name: getattr(opened.line, name) for name in STUDENT_NAMES}


class StudentForm(QWidget):
    """All fields of one student; `changed` after every stroke."""

    changed = Signal()

    def __init__(self, classes: Sequence[ClassLine], shape: SchoolShape, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("student_form")
        self.class_editor = ClassEditor(classes, shape, self)
        self.number_editor = StudentNumberEditor(self)
        self.student = Form(STUDENT, STUDENT_NAMES, editors={"class_id": self.class_editor}, parent=self)
        editors = {"student_number": self.number_editor, "id_number": HiddenNumberEditor(STUDENT_DETAILS.id_number)}
        self.details = Form(STUDENT_DETAILS, DETAIL_NAMES, editors=editors, parent=self)
        self.guardians = GuardianCards()
        self._lay_out()
        for part in (self.student, self.details, self.guardians):
            part.changed.connect(self.changed)

    def open(self, opened: StudentView | None) -> None:
        """Show a student (an empty form for None) and count it as unchanged."""
        values = opened_values(opened)
        self.student.set_values(values)
        self.details.set_values(values)
        self.guardians.open(() if opened is None else opened.guardians)
        self.details.row("id_number").setVisible(bool(values.get("id_number")))  # only an import brings one

    @property
    def dirty(self) -> bool:
        """Return whether the user changed anything."""
        return self.student.dirty or self.details.dirty or self.guardians.dirty

    def plain_changes(self) -> dict[str, Any]:
        """Return what the user changed, as plain data for a draft."""
        parts: dict[str, Any] = {
            "student": taken(self.student, changed_names(self.student)),
            "details": taken(self.details, changed_names(self.details)),
        }
        if self.guardians.dirty:
            parts["guardians"] = self.guardians.plain()
        return parts

    def put_back(self, parts: Mapping[str, Any]) -> None:
        """Show what a draft kept, over what is there."""
        put_back(self.student, parts.get("student", {}))
        put_back(self.details, parts.get("details", {}))
        if "guardians" in parts:
            self.guardians.show_plain(parts["guardians"])
        self.changed.emit()

    def check(self) -> bool:
        """Mark what is wrong everywhere and go to the first of it."""
        guardians, details, student = self.guardians.check(), self.details.check(), self.student.check()
        return guardians and details and student  # checked from the end, so that the keyboard goes to the first

    def show_problems(self, problems: Mapping[str, Text]) -> None:
        """Mark what an operation refused, at its fields."""
        self.details.show_problems({name: text for name, text in problems.items() if name in DETAIL_NAMES})
        self.student.show_problems({name: text for name, text in problems.items() if name in STUDENT_NAMES})

    def detail_values(self) -> dict[str, Any]:
        """Return the details as they are saved: the student number in its kept form, with its kind."""
        values = self.details.values()
        number = self.number_editor.number()
        kept = {"student_number": number.number, "student_number_kind": number.kind} if number else {}
        return values | {"student_number": None, "student_number_kind": None} | kept

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-xl"))
        column.addWidget(self._student_section())
        column.addWidget(self._details_section())
        column.addWidget(self._home_section())
        column.addWidget(self._groups_section())
        guardians = Section(_("Guardians"))
        guardians.add(self.guardians)
        column.addWidget(guardians)

    def _student_section(self) -> Section:
        section = Section()
        section.add(self.student.row("name"))
        section.add(_pair(self.student.row("class_id"), self.student.row("number_in_class")))
        section.add(self.student.row("sex"))
        section.add(self.student.row("status"))
        return section

    def _details_section(self) -> Section:
        section = Section(_("For the counselling room only"), tr("Class teachers do not see anything from here on."))
        row = self.details.row
        section.add(row("birth_date"))
        section.add(row("student_number"))
        section.add(row("id_number"))
        section.add(_pair(row("ethnicity"), row("enrolled_month")))
        section.add(row("boarding"))
        section.add(_pair(row("dormitory"), row("bed")))
        section.add(_pair(row("dorm_teacher"), row("dorm_teacher_phone")))
        return section

    def _home_section(self) -> Section:
        section, row = Section(_("At home")), self.details.row
        section.add(row("address"))
        section.add(row("parents_work_place"))
        for name in ("carer", "entrusted_carer"):
            section.add(_pair(row(name), row(f"{name}_phone")))
        return section

    def _groups_section(self) -> Section:
        section = Section(_("Priority group"))
        section.add(self.details.row("left_behind"))
        grid = QGridLayout()
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(theme.current().size("space-l"))
        for place, name in enumerate(GROUP_NAMES):
            grid.addWidget(self.details.editor(name), place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        section.add(grid)
        return section


def _pair(left: QWidget, right: QWidget) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.current().size("space-l"))
    grid.addWidget(left, 0, 0)
    grid.addWidget(right, 0, 1)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid
