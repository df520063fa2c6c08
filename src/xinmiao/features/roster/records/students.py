"""Declarations of students: what is kept of one, where, and what it is called.

Names and classes lie in the school file; numbers, birth dates, addresses, priority groups and guardians
lie in the counselling file (`permissions.md`). Owns no behaviour.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xinmiao.kernel.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    IntegerField,
    ReferenceField,
    Sensitivity,
    TextField,
)
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _


class Sex(StrEnum):
    """As the national student register has it."""

    MALE = "male"
    FEMALE = "female"


class StudentStatus(StrEnum):
    """Whether a student is at the school."""

    ENROLLED = "enrolled"
    ON_LEAVE = "on_leave"
    TRANSFERRED = "transferred"
    GRADUATED = "graduated"


class ClassWhy(StrEnum):
    """Why a student is in his class since the day he came into it."""

    ENTERED = "entered"
    PROMOTED = "promoted"
    REPEATED = "repeated"
    RESHUFFLED = "reshuffled"
    TRANSFERRED_IN = "transferred_in"
    RETURNED = "returned"
    ROSTER = "roster"
    CORRECTED = "corrected"


CLASS_WHY_LABELS = (
    (ClassWhy.ENTERED, _("Entered the school")),
    (ClassWhy.PROMOTED, _("Moved up a grade")),
    (ClassWhy.REPEATED, _("Repeats the grade")),
    (ClassWhy.RESHUFFLED, _("Classes reshuffled")),
    (ClassWhy.TRANSFERRED_IN, _("Transferred in")),
    (ClassWhy.RETURNED, _("Back from leave")),
    (ClassWhy.ROSTER, _("By an imported roster")),
    (ClassWhy.CORRECTED, _("Corrected")),
)


class StudentNumberKind(StrEnum):
    """What kind of 学籍号 it is; a temporary one is replaced later and must still match."""

    NATIONAL = "national"
    SPECIAL = "special"
    TEMPORARY = "temporary"
    OTHER = "other"


class Boarding(StrEnum):
    """Where a student sleeps."""

    DAY = "day"
    BOARDER = "boarder"


class LeftBehind(StrEnum):
    """How many parents work away; one parent away is not a single-parent family."""

    NONE = "none"
    UNSPECIFIED = "unspecified"
    ONE_PARENT = "one_parent"
    BOTH_PARENTS = "both_parents"


class Relation(StrEnum):
    """What a guardian is to the student."""

    FATHER = "father"
    MOTHER = "mother"
    GRANDFATHER = "grandfather"
    GRANDMOTHER = "grandmother"
    SIBLING = "sibling"
    OTHER_RELATIVE = "other_relative"
    OTHER = "other"


class StudentSpec(RecordSpec):
    """A student, as everybody at the school who works with him may know him."""

    record = "student"
    label = _("Student")
    file = DataFile.SCHOOL

    name = TextField(label=_("Name"), required=True, max_length=60, sensitivity=Sensitivity.IDENTITY)
    sex = ChoiceField(
        label=_("Sex"), choices=Sex, labels=((Sex.MALE, _("Male")), (Sex.FEMALE, _("Female"))), required=False
    )
    class_id = ReferenceField(label=_("Class"), record="school_class")
    number_in_class = IntegerField(label=_("Number in class"), minimum=1, maximum=999)
    status = ChoiceField(
        label=_("Status"),
        choices=StudentStatus,
        labels=(
            (StudentStatus.ENROLLED, _("Enrolled")),
            (StudentStatus.ON_LEAVE, _("On leave")),
            (StudentStatus.TRANSFERRED, _("Transferred out")),
            (StudentStatus.GRADUATED, _("Graduated")),
        ),
        required=True,
    )
    status_since = DateField(label=_("Status since"))
    class_since = DateField(label=_("In this class since"))
    class_why = ChoiceField(label=_("Why in this class"), choices=ClassWhy, labels=CLASS_WHY_LABELS)
    name_pinyin = TextField(label=_("Name in pinyin"), max_length=400, sensitivity=Sensitivity.IDENTITY)
    name_initials = TextField(label=_("Initials of the name"), max_length=60, sensitivity=Sensitivity.IDENTITY)


class StudentDetailsSpec(RecordSpec):
    """What only the counselling room may know: numbers, birth date, address, priority groups."""

    record = "student_details"
    label = _("Student details")
    file = DataFile.COUNSELLING

    student_id = ReferenceField(label=_("Student"), record="student", required=True)
    birth_date = DateField(label=_("Birth date"), earliest=date(1980, 1, 1), sensitivity=Sensitivity.IDENTITY)
    student_number = TextField(
        label=_("Student number"),
        help=_("As in the national register: G or J and 18 characters, or L and a temporary number."),
        max_length=32,
        sensitivity=Sensitivity.IDENTITY,
    )
    student_number_kind = ChoiceField(
        label=_("Kind of student number"),
        choices=StudentNumberKind,
        labels=(
            (StudentNumberKind.NATIONAL, _("National (G)")),
            (StudentNumberKind.SPECIAL, _("Special (J)")),
            (StudentNumberKind.TEMPORARY, _("Temporary (L)")),
            (StudentNumberKind.OTHER, _("Other number")),
        ),
    )
    id_digest = TextField(label=_("Digest of the ID number"), max_length=128, sensitivity=Sensitivity.IDENTITY)
    ethnicity = TextField(label=_("Ethnicity"), max_length=30, sensitivity=Sensitivity.IDENTITY)
    enrolled_month = TextField(label=_("Month of enrolment"), help=_("Such as 2026-09."), max_length=7)
    boarding = ChoiceField(
        label=_("Boarding"),
        choices=Boarding,
        labels=((Boarding.DAY, _("Day student")), (Boarding.BOARDER, _("Boarder"))),
    )
    id_number = TextField(
        label=_("ID number"),
        help=_("Kept only when the school has switched that on."),
        max_length=18,
        sensitivity=Sensitivity.IDENTITY,
    )
    dormitory = TextField(label=_("Dormitory"), help=_("Building and room, such as 2-305."), max_length=60)
    bed = TextField(label=_("Bed"), max_length=20)
    dorm_teacher = TextField(label=_("Dormitory teacher"), max_length=60, sensitivity=Sensitivity.CONTACT)
    dorm_teacher_phone = TextField(label=_("Dormitory teacher’s phone"), max_length=30, sensitivity=Sensitivity.CONTACT)
    address = TextField(label=_("Home address"), max_length=300, sensitivity=Sensitivity.CONTACT)
    carer = TextField(
        label=_("Carer"),
        help=_("Who looks after the student day by day, when it is not a guardian."),
        max_length=60,
        sensitivity=Sensitivity.CONTACT,
    )
    carer_phone = TextField(label=_("Carer’s phone"), max_length=30, sensitivity=Sensitivity.CONTACT)
    entrusted_carer = TextField(
        label=_("Entrusted carer"),
        help=_("Whom the parents entrusted in writing while they work away."),
        max_length=60,
        sensitivity=Sensitivity.CONTACT,
    )
    entrusted_carer_phone = TextField(
        label=_("Entrusted carer’s phone"), max_length=30, sensitivity=Sensitivity.CONTACT
    )
    parents_work_place = TextField(label=_("Where the parents work"), max_length=200, sensitivity=Sensitivity.CONTACT)
    left_behind = ChoiceField(
        label=_("Left-behind child"),
        choices=LeftBehind,
        labels=(
            (LeftBehind.NONE, _("Not left behind")),
            (LeftBehind.UNSPECIFIED, _("Left behind, not said by whom")),
            (LeftBehind.ONE_PARENT, _("One parent away")),
            (LeftBehind.BOTH_PARENTS, _("Both parents away")),
        ),
        sensitivity=Sensitivity.COUNSELLING,
    )
    migrant_child = BooleanField(label=_("Child of migrant workers"), sensitivity=Sensitivity.COUNSELLING)
    orphan = BooleanField(label=_("Orphan"), sensitivity=Sensitivity.COUNSELLING)
    disability = BooleanField(label=_("Disability"), sensitivity=Sensitivity.COUNSELLING)
    inclusive_class = BooleanField(label=_("Learning in a regular class"), sensitivity=Sensitivity.COUNSELLING)
    needs_aid = BooleanField(label=_("Needs financial aid"), sensitivity=Sensitivity.COUNSELLING)


class GuardianSpec(RecordSpec):
    """A guardian of a student and how to reach him."""

    record = "guardian"
    label = _("Guardian")
    file = DataFile.COUNSELLING

    student_id = ReferenceField(label=_("Student"), record="student", required=True)
    name = TextField(label=_("Guardian’s name"), max_length=60, sensitivity=Sensitivity.CONTACT)
    relation = ChoiceField(
        label=_("Relation"),
        choices=Relation,
        labels=(
            (Relation.FATHER, _("Father")),
            (Relation.MOTHER, _("Mother")),
            (Relation.GRANDFATHER, _("Grandfather")),
            (Relation.GRANDMOTHER, _("Grandmother")),
            (Relation.SIBLING, _("Brother or sister")),
            (Relation.OTHER_RELATIVE, _("Other relative")),
            (Relation.OTHER, _("Other")),
        ),
    )
    phone = TextField(label=_("Phone"), max_length=30, sensitivity=Sensitivity.CONTACT)
    reachable = TextField(
        label=_("When reachable"),
        help=_("Such as on weekdays after 18:00."),
        max_length=100,
        sensitivity=Sensitivity.CONTACT,
    )
    is_legal_guardian = BooleanField(label=_("Legal guardian"))
    no_contact = BooleanField(
        label=_("Do not contact"),
        help=_("Shown wherever this person’s phone would be shown."),
        sensitivity=Sensitivity.CONTACT,
    )
    note = TextField(label=_("Note"), max_length=500, multiline=True, sensitivity=Sensitivity.CONTACT)


STUDENT = StudentSpec()

STUDENT_DETAILS = StudentDetailsSpec()

GUARDIAN = GuardianSpec()


@dataclass(frozen=True)
class StudentLine:
    """A student as lists and the search box show him."""

    id: str
    name: str
    sex: Sex | None
    class_id: str | None
    class_label: str
    number_in_class: int | None
    status: StudentStatus
    pinyin: str
    initials: str
    version: int


@dataclass(frozen=True)
class GuardianView:
    """A guardian with the telephone number."""

    id: str
    name: str
    relation: Relation | None
    phone: str
    is_legal_guardian: bool | None
    no_contact: bool | None
    note: str
    version: int
    reachable: str = ""


@dataclass(frozen=True)
class StudentView:
    """A student with everything the counselling room keeps of him in the roster."""

    line: StudentLine
    details: StudentDetailsView
    guardians: tuple[GuardianView, ...]

    @property
    def id(self) -> str:
        """Return the student's id."""
        return self.line.id


@dataclass(frozen=True)
class StudentDetailsView:
    """What only the counselling room knows; version 0 when nothing was entered yet."""

    version: int = 0
    birth_date: date | None = None
    student_number: str = ""
    student_number_kind: StudentNumberKind | None = None
    ethnicity: str = ""
    enrolled_month: str = ""
    boarding: Boarding | None = None
    id_number: str = ""
    dormitory: str = ""
    bed: str = ""
    dorm_teacher: str = ""
    dorm_teacher_phone: str = ""
    address: str = ""
    carer: str = ""
    carer_phone: str = ""
    entrusted_carer: str = ""
    entrusted_carer_phone: str = ""
    parents_work_place: str = ""
    left_behind: LeftBehind | None = None
    migrant_child: bool | None = None
    orphan: bool | None = None
    disability: bool | None = None
    inclusive_class: bool | None = None
    needs_aid: bool | None = None
