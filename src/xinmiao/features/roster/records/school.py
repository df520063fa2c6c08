"""Declarations of the school's stages and classes, and who answers for a class or a grade.

Owns no behaviour.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from xinmiao.kernel.fields import BooleanField, ChoiceField, DateField, IntegerField, ReferenceField, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _, tr


class Stage(StrEnum):
    """A part of schooling; which ones a school has is set when it is created."""

    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"


STAGE_LABELS = (
    (Stage.PRIMARY, _("Primary school")),
    (Stage.JUNIOR, _("Junior secondary school")),
    (Stage.SENIOR, _("Senior secondary school")),
)


class SchoolClassSpec(RecordSpec):
    """A class. It keeps its entry year for life; its grade follows the school year."""

    record = "school_class"
    label = _("Class")
    file = DataFile.SCHOOL

    stage = ChoiceField(label=_("Stage"), choices=Stage, labels=STAGE_LABELS, required=True)
    grade = IntegerField(
        label=_("Grade"), help=_("Counted from 1 to 12 through all stages."), minimum=1, maximum=12, required=True
    )
    number = IntegerField(label=_("Class number"), minimum=1, maximum=99, required=True)
    label_text = TextField(label=_("Name of the class"), max_length=40)
    entry_year = IntegerField(label=_("Entry year"), minimum=1980, maximum=2199, required=True)
    archived = BooleanField(label=_("Archived"))


class ClassTeacherSpec(RecordSpec):
    """Who is class teacher of a class, from a date until a date."""

    record = "class_teacher"
    label = _("Class teacher")
    file = DataFile.SCHOOL

    class_id = ReferenceField(label=_("Class"), record="school_class", required=True)
    staff_id = ReferenceField(label=_("Staff member"), record="staff_member", required=True)
    from_date = DateField(label=_("From"), required=True)
    until_date = DateField(label=_("Until"))


class GradeHeadSpec(RecordSpec):
    """Who is head of a grade, from a date until a date; a grade may have several."""

    record = "grade_head"
    label = _("Head of grade")
    file = DataFile.SCHOOL

    grade = IntegerField(
        label=_("Grade"), help=_("Counted from 1 to 12 through all stages."), minimum=1, maximum=12, required=True
    )
    account_id = ReferenceField(label=_("Account"), record="account", required=True)
    from_date = DateField(label=_("From"), required=True)
    until_date = DateField(label=_("Until"))


SCHOOL_CLASS = SchoolClassSpec()

CLASS_TEACHER = ClassTeacherSpec()

GRADE_HEAD = GradeHeadSpec()


class SchoolProfileSpec(RecordSpec):
    """Which stages the school has and how long they last; one row for each school."""

    record = "school_profile"
    label = _("School")
    file = DataFile.SCHOOL

    has_primary = BooleanField(label=_("Primary school"), required=True)
    has_junior = BooleanField(label=_("Junior secondary school"), required=True)
    has_senior = BooleanField(label=_("Senior secondary school"), required=True)
    primary_years = IntegerField(label=_("Years of primary school"), minimum=5, maximum=6, required=True)
    junior_years = IntegerField(label=_("Years of junior secondary school"), minimum=3, maximum=4, required=True)


SCHOOL_PROFILE = SchoolProfileSpec()


@dataclass(frozen=True)
class ClassLine:
    """A class as lists show it; `key` names it for good."""

    id: str
    key: str
    label: str
    stage: Stage
    grade: int
    number: int
    students: int = 0
    teachers: tuple[str, ...] = ()
    """Staff members who are its class teachers at present, by id."""
    teacher_names: tuple[str, ...] = ()

    @property
    def grade_key(self) -> str:
        """Return what names the grade in the tree of classes."""
        return f"grade-{self.stage.value}-{self.grade}"

    @property
    def grade_name(self) -> str:
        """Return the grade as the class's own name says it: 七年级, 高一."""
        words = self.label.removesuffix(f"{self.number}班")
        return words if words != self.label else tr("Grade {number}", number=self.grade)


@dataclass(frozen=True)
class GradeHeadLine:
    """A grade that an account is head of at present."""

    account_id: str
    grade: int
