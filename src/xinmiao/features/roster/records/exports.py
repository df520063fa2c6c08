"""What can stand in an exported list of students: the columns to choose from, what was chosen, one row."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from xinmiao.features.roster.records.students import (
    STUDENT,
    STUDENT_DETAILS,
    GuardianView,
    StudentDetailsView,
    StudentLine,
)
from xinmiao.kernel.texts import Text, _


class ExportPurpose(StrEnum):
    """What a list leaves the program for; kept in the trail with how many there were."""

    CLASS_WORK = "class_work"
    ACTIVITY = "activity"
    REPORT = "report"
    OTHER = "other"


EXPORT_PURPOSES = (
    (ExportPurpose.CLASS_WORK, _("Class work")),
    (ExportPurpose.ACTIVITY, _("Activity")),
    (ExportPurpose.REPORT, _("Report to superiors")),
    (ExportPurpose.OTHER, _("Something else")),
)

GUARDIANS = "guardians"
"""The column in which all guardians of a student stand, a line for each."""
WHOLE_NUMBERS = ("student_number", "id_number")
"""Columns that show the last four signs alone unless the whole is asked for."""

_LINE = (STUDENT.class_id, STUDENT.number_in_class, STUDENT.name, STUDENT.sex, STUDENT.status)
_GROUPS: tuple[tuple[str, Text, tuple[str, ...]], ...] = (
    (
        "register",
        _("From the register"),
        (
            "student_number",
            "student_number_kind",
            "id_number",
            "birth_date",
            "ethnicity",
            "enrolled_month",
        ),
    ),
    ("boarding", _("Boarding"), ("boarding", "dormitory", "bed", "dorm_teacher", "dorm_teacher_phone")),
    (
        "family",
        _("Family"),
        (
            GUARDIANS,
            "carer",
            "carer_phone",
            "entrusted_carer",
            "entrusted_carer_phone",
            "parents_work_place",
            "address",
        ),
    ),
    (
        "priority",
        _("Priority groups"),
        ("left_behind", "migrant_child", "orphan", "disability", "inclusive_class", "needs_aid"),
    ),
)

DEFAULT_COLUMNS = tuple(field.name for field in _LINE)
"""What everybody at the school may know of a student."""
EXPORT_GROUPS = (("list", _("The list"), DEFAULT_COLUMNS), *_GROUPS)
"""The columns as they are offered: name, words, columns of each group."""
EXPORT_COLUMNS = tuple(name for _name, _words, names in EXPORT_GROUPS for name in names)
DETAIL_COLUMNS = frozenset(EXPORT_COLUMNS) - frozenset(DEFAULT_COLUMNS)
"""What only the counselling room knows."""


def column_label(name: str) -> Text:
    """Return the words over a column."""
    if name == GUARDIANS:
        return _("Guardians")
    return (STUDENT if name in DEFAULT_COLUMNS else STUDENT_DETAILS).field(name).label


@dataclass(frozen=True)
class ExportChoice:
    """What a list is exported for, and what of each student; columns always come in the order they are offered in."""

    purpose: ExportPurpose
    columns: tuple[str, ...] = DEFAULT_COLUMNS
    whole_numbers: bool = False

    @property
    def in_order(self) -> tuple[str, ...]:
        """Return the columns in their order; what is no column is left out."""
        return tuple(name for name in EXPORT_COLUMNS if name in self.columns)

    @property
    def holds_details(self) -> bool:
        """Return whether something of it is known to the counselling room alone."""
        return not DETAIL_COLUMNS.isdisjoint(self.columns)


@dataclass(frozen=True)
class ExportRow:
    """A student as he is exported: no more than was chosen, numbers as they may be shown."""

    line: StudentLine
    details: StudentDetailsView = field(default_factory=StudentDetailsView)
    guardians: tuple[GuardianView, ...] = ()
