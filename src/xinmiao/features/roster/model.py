"""Mapped classes of the roster: what every teacher may know in one file, the rest in the other."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ColumnElement, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, aliased

from xinmiao.features.roster.records import (
    CLASS_STAY,
    CLASS_TEACHER,
    CLASS_YEAR,
    DISTINCT_PAIR,
    GRADE_HEAD,
    GUARDIAN,
    MENTOR,
    REMEMBERED_MAPPING,
    ROSTER_ACT,
    ROSTER_IMPORT,
    ROSTER_IMPORT_ROW,
    SCHOOL_CLASS,
    SCHOOL_PROFILE,
    STUDENT,
    STUDENT_DETAILS,
    STUDENT_MERGE,
    STUDENT_MOVE,
    ActKind,
    Boarding,
    ClassWhy,
    LeaveReason,
    LeftBehind,
    MoveKind,
    Relation,
    Sex,
    Stage,
    StudentNumberKind,
    StudentStatus,
)
from xinmiao.kernel.access import Actor, Scope
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.base import CounsellingBase, SchoolBase, Versioned, column
from xinmiao.vault.merge_rules import COMBINE, MergeRule, alike, one_open


class SchoolProfile(Versioned, SchoolBase):
    """The school's stages; one row."""

    __tablename__ = "school_profile"
    spec: ClassVar[RecordSpec] = SCHOOL_PROFILE

    has_primary: Mapped[bool] = column(SCHOOL_PROFILE.has_primary)
    has_junior: Mapped[bool] = column(SCHOOL_PROFILE.has_junior)
    has_senior: Mapped[bool] = column(SCHOOL_PROFILE.has_senior)
    primary_years: Mapped[int] = column(SCHOOL_PROFILE.primary_years)
    junior_years: Mapped[int] = column(SCHOOL_PROFILE.junior_years)


class SchoolClass(Versioned, SchoolBase):
    """A class."""

    __tablename__ = "school_class"
    __table_args__ = (UniqueConstraint("stage", "entry_year", "number"),)
    spec: ClassVar[RecordSpec] = SCHOOL_CLASS

    stage: Mapped[Stage] = column(SCHOOL_CLASS.stage)
    grade: Mapped[int] = column(SCHOOL_CLASS.grade)
    number: Mapped[int] = column(SCHOOL_CLASS.number)
    label_text: Mapped[str | None] = column(SCHOOL_CLASS.label_text)
    entry_year: Mapped[int] = column(SCHOOL_CLASS.entry_year)
    archived: Mapped[bool | None] = column(SCHOOL_CLASS.archived)

    @property
    def key(self) -> str:
        """Return what names the class for good."""
        return f"{self.stage.value}-{self.entry_year}-{self.number}"


class ClassTeacher(Versioned, SchoolBase):
    """Who is class teacher of a class, from when until when."""

    __tablename__ = "class_teacher"
    spec: ClassVar[RecordSpec] = CLASS_TEACHER

    class_id: Mapped[str] = column(CLASS_TEACHER.class_id, index=True)
    staff_id: Mapped[str] = column(CLASS_TEACHER.staff_id, index=True)
    from_date: Mapped[date] = column(CLASS_TEACHER.from_date)
    until_date: Mapped[date | None] = column(CLASS_TEACHER.until_date)


class GradeHead(Versioned, SchoolBase):
    """Who is head of a grade, from when until when."""

    __tablename__ = "grade_head"
    spec: ClassVar[RecordSpec] = GRADE_HEAD

    grade: Mapped[int] = column(GRADE_HEAD.grade)
    account_id: Mapped[str] = column(GRADE_HEAD.account_id, index=True)
    from_date: Mapped[date] = column(GRADE_HEAD.from_date)
    until_date: Mapped[date | None] = column(GRADE_HEAD.until_date)


class Student(Versioned, SchoolBase):
    """A student; a class teacher sees his classes, a mentor his mentees, a head of grade its present classes."""

    __tablename__ = "student"
    spec: ClassVar[RecordSpec] = STUDENT

    name: Mapped[str] = column(STUDENT.name)
    sex: Mapped[Sex | None] = column(STUDENT.sex)
    class_id: Mapped[str | None] = column(STUDENT.class_id, index=True)
    number_in_class: Mapped[int | None] = column(STUDENT.number_in_class)
    status: Mapped[StudentStatus] = column(STUDENT.status)
    status_since: Mapped[date | None] = column(STUDENT.status_since)
    class_since: Mapped[date | None] = column(STUDENT.class_since)
    class_why: Mapped[ClassWhy | None] = column(STUDENT.class_why)
    name_pinyin: Mapped[str | None] = column(STUDENT.name_pinyin)
    name_initials: Mapped[str | None] = column(STUDENT.name_initials)

    @classmethod
    def visible_to(cls, actor: Actor, scope: Scope) -> ColumnElement[bool] | None:
        """Limit who does not work with the whole school to his own classes, mentees and grades."""
        del scope
        if actor.sees_whole_school:
            return None
        own = or_(cls.class_id.in_(sorted(actor.class_ids)), cls.id.in_(sorted(actor.mentee_ids)))
        if not actor.grades:
            return own
        classes = aliased(SchoolClass)  # an alias, so that a statement that joins classes does not become its own bound
        of_grades = select(classes.id).where(classes.grade.in_(sorted(actor.grades)), classes.archived.is_not(True))
        return or_(own, cls.class_id.in_(of_grades.correlate(None)))


class Mentor(Versioned, SchoolBase):
    """Who is mentor of a student, from when until when; seen by who sees the student."""

    __tablename__ = "mentor"
    spec: ClassVar[RecordSpec] = MENTOR
    merging: ClassVar[MergeRule] = one_open("until_date")

    student_id: Mapped[str] = column(MENTOR.student_id, index=True)
    staff_id: Mapped[str] = column(MENTOR.staff_id, index=True)
    from_date: Mapped[date] = column(MENTOR.from_date)
    until_date: Mapped[date | None] = column(MENTOR.until_date)

    @classmethod
    def visible_to(cls, actor: Actor, scope: Scope) -> ColumnElement[bool] | None:
        """Limit to the students that the actor sees, and to his own rows while it is asked who is his."""
        if actor.sees_whole_school or scope is Scope.OWN_ACCOUNT:
            return None
        seen = Student.visible_to(actor, scope)
        return None if seen is None else cls.student_id.in_(select(Student.id).where(seen))


class StudentDetails(Versioned, CounsellingBase):
    """Numbers, birth date, address and priority groups of one student."""

    __tablename__ = "student_details"
    spec: ClassVar[RecordSpec] = STUDENT_DETAILS
    merging: ClassVar[MergeRule] = COMBINE

    student_id: Mapped[str] = column(STUDENT_DETAILS.student_id, unique=True)
    birth_date: Mapped[date | None] = column(STUDENT_DETAILS.birth_date)
    student_number: Mapped[str | None] = column(STUDENT_DETAILS.student_number, index=True)
    student_number_kind: Mapped[StudentNumberKind | None] = column(STUDENT_DETAILS.student_number_kind)
    id_digest: Mapped[str | None] = column(STUDENT_DETAILS.id_digest)
    ethnicity: Mapped[str | None] = column(STUDENT_DETAILS.ethnicity)
    enrolled_month: Mapped[str | None] = column(STUDENT_DETAILS.enrolled_month)
    boarding: Mapped[Boarding | None] = column(STUDENT_DETAILS.boarding)
    id_number: Mapped[str | None] = column(STUDENT_DETAILS.id_number)
    dormitory: Mapped[str | None] = column(STUDENT_DETAILS.dormitory)
    bed: Mapped[str | None] = column(STUDENT_DETAILS.bed)
    dorm_teacher: Mapped[str | None] = column(STUDENT_DETAILS.dorm_teacher)
    dorm_teacher_phone: Mapped[str | None] = column(STUDENT_DETAILS.dorm_teacher_phone)
    address: Mapped[str | None] = column(STUDENT_DETAILS.address)
    carer: Mapped[str | None] = column(STUDENT_DETAILS.carer)
    carer_phone: Mapped[str | None] = column(STUDENT_DETAILS.carer_phone)
    entrusted_carer: Mapped[str | None] = column(STUDENT_DETAILS.entrusted_carer)
    entrusted_carer_phone: Mapped[str | None] = column(STUDENT_DETAILS.entrusted_carer_phone)
    parents_work_place: Mapped[str | None] = column(STUDENT_DETAILS.parents_work_place)
    left_behind: Mapped[LeftBehind | None] = column(STUDENT_DETAILS.left_behind)
    migrant_child: Mapped[bool | None] = column(STUDENT_DETAILS.migrant_child)
    orphan: Mapped[bool | None] = column(STUDENT_DETAILS.orphan)
    disability: Mapped[bool | None] = column(STUDENT_DETAILS.disability)
    inclusive_class: Mapped[bool | None] = column(STUDENT_DETAILS.inclusive_class)
    needs_aid: Mapped[bool | None] = column(STUDENT_DETAILS.needs_aid)


class Guardian(Versioned, CounsellingBase):
    """A guardian of one student."""

    __tablename__ = "guardian"
    spec: ClassVar[RecordSpec] = GUARDIAN
    merging: ClassVar[MergeRule] = alike("name", "phone")

    student_id: Mapped[str] = column(GUARDIAN.student_id, index=True)
    name: Mapped[str | None] = column(GUARDIAN.name)
    relation: Mapped[Relation | None] = column(GUARDIAN.relation)
    phone: Mapped[str | None] = column(GUARDIAN.phone)
    reachable: Mapped[str | None] = column(GUARDIAN.reachable)
    is_legal_guardian: Mapped[bool | None] = column(GUARDIAN.is_legal_guardian)
    no_contact: Mapped[bool | None] = column(GUARDIAN.no_contact)
    note: Mapped[str | None] = column(GUARDIAN.note)


class RememberedMapping(Versioned, SchoolBase):
    """The mapping of one kind of sheet."""

    __tablename__ = "remembered_mapping"
    spec: ClassVar[RecordSpec] = REMEMBERED_MAPPING

    signature: Mapped[str] = column(REMEMBERED_MAPPING.signature, unique=True)
    columns: Mapped[str] = column(REMEMBERED_MAPPING.columns)


class RosterImport(Versioned, CounsellingBase):
    """One import that was carried out."""

    __tablename__ = "roster_import"
    spec: ClassVar[RecordSpec] = ROSTER_IMPORT

    file_name: Mapped[str] = column(ROSTER_IMPORT.file_name)
    made_by_name: Mapped[str] = column(ROSTER_IMPORT.made_by_name)
    added: Mapped[int] = column(ROSTER_IMPORT.added)
    updated: Mapped[int] = column(ROSTER_IMPORT.updated)
    classes_added: Mapped[int] = column(ROSTER_IMPORT.classes_added)
    undone_at: Mapped[datetime | None] = column(ROSTER_IMPORT.undone_at)
    undone_by_name: Mapped[str | None] = column(ROSTER_IMPORT.undone_by_name)


class RosterImportRow(Versioned, CounsellingBase):
    """What an import wrote about one student."""

    __tablename__ = "roster_import_row"
    spec: ClassVar[RecordSpec] = ROSTER_IMPORT_ROW

    import_id: Mapped[str] = column(ROSTER_IMPORT_ROW.import_id, index=True)
    student_id: Mapped[str | None] = column(ROSTER_IMPORT_ROW.student_id, index=True)
    added: Mapped[bool] = column(ROSTER_IMPORT_ROW.added)
    written: Mapped[str] = column(ROSTER_IMPORT_ROW.written)


class ClassStay(Versioned, SchoolBase):
    """A class a student was in."""

    __tablename__ = "class_stay"
    spec: ClassVar[RecordSpec] = CLASS_STAY

    student_id: Mapped[str] = column(CLASS_STAY.student_id, index=True)
    class_id: Mapped[str | None] = column(CLASS_STAY.class_id)
    class_label: Mapped[str | None] = column(CLASS_STAY.class_label)
    number_in_class: Mapped[int | None] = column(CLASS_STAY.number_in_class)
    from_date: Mapped[date | None] = column(CLASS_STAY.from_date)
    until_date: Mapped[date] = column(CLASS_STAY.until_date)
    came_by: Mapped[ClassWhy | None] = column(CLASS_STAY.came_by)
    act_id: Mapped[str | None] = column(CLASS_STAY.act_id, index=True)


class ClassYear(Versioned, SchoolBase):
    """What a class was called in a school year that is over."""

    __tablename__ = "class_year"
    __table_args__ = (UniqueConstraint("class_id", "school_year"),)
    spec: ClassVar[RecordSpec] = CLASS_YEAR

    class_id: Mapped[str] = column(CLASS_YEAR.class_id)
    school_year: Mapped[int] = column(CLASS_YEAR.school_year)
    grade: Mapped[int] = column(CLASS_YEAR.grade)
    label_text: Mapped[str | None] = column(CLASS_YEAR.label_text)
    until_date: Mapped[date] = column(CLASS_YEAR.until_date)
    act_id: Mapped[str | None] = column(CLASS_YEAR.act_id, index=True)


class RosterAct(Versioned, SchoolBase):
    """A promotion or a reshuffling."""

    __tablename__ = "roster_act"
    spec: ClassVar[RecordSpec] = ROSTER_ACT

    kind: Mapped[ActKind] = column(ROSTER_ACT.kind)
    school_year: Mapped[int] = column(ROSTER_ACT.school_year)
    happened_on: Mapped[date] = column(ROSTER_ACT.happened_on)
    students: Mapped[int] = column(ROSTER_ACT.students)
    classes: Mapped[int] = column(ROSTER_ACT.classes)
    classes_added: Mapped[str | None] = column(ROSTER_ACT.classes_added)
    undone_at: Mapped[datetime | None] = column(ROSTER_ACT.undone_at)


class StudentMove(Versioned, CounsellingBase):
    """A change of a student's status."""

    __tablename__ = "student_move"
    spec: ClassVar[RecordSpec] = STUDENT_MOVE

    student_id: Mapped[str] = column(STUDENT_MOVE.student_id, index=True)
    kind: Mapped[MoveKind] = column(STUDENT_MOVE.kind)
    happened_on: Mapped[date] = column(STUDENT_MOVE.happened_on)
    status_before: Mapped[StudentStatus] = column(STUDENT_MOVE.status_before)
    status_after: Mapped[StudentStatus] = column(STUDENT_MOVE.status_after)
    since_before: Mapped[date | None] = column(STUDENT_MOVE.since_before)
    other_school: Mapped[str | None] = column(STUDENT_MOVE.other_school)
    expected_until: Mapped[date | None] = column(STUDENT_MOVE.expected_until)
    reason: Mapped[LeaveReason | None] = column(STUDENT_MOVE.reason)
    words: Mapped[str | None] = column(STUDENT_MOVE.words)
    act_id: Mapped[str | None] = column(STUDENT_MOVE.act_id, index=True)
    stay_id: Mapped[str | None] = column(STUDENT_MOVE.stay_id)
    taken_back_at: Mapped[datetime | None] = column(STUDENT_MOVE.taken_back_at)


class StudentMerge(Versioned, CounsellingBase):
    """One merge of two students."""

    __tablename__ = "student_merge"
    spec: ClassVar[RecordSpec] = STUDENT_MERGE

    survivor_id: Mapped[str] = column(STUDENT_MERGE.survivor_id, index=True)
    former: Mapped[str] = column(STUDENT_MERGE.former)
    former_name: Mapped[str] = column(STUDENT_MERGE.former_name)
    former_pinyin: Mapped[str | None] = column(STUDENT_MERGE.former_pinyin)
    former_initials: Mapped[str | None] = column(STUDENT_MERGE.former_initials)
    former_number: Mapped[str | None] = column(STUDENT_MERGE.former_number)
    merged_by_name: Mapped[str] = column(STUDENT_MERGE.merged_by_name)
    kept: Mapped[str] = column(STUDENT_MERGE.kept)
    undone_at: Mapped[datetime | None] = column(STUDENT_MERGE.undone_at)
    undone_by_name: Mapped[str | None] = column(STUDENT_MERGE.undone_by_name)


class DistinctPair(Versioned, CounsellingBase):
    """Two students who are two."""

    __tablename__ = "distinct_pair"
    spec: ClassVar[RecordSpec] = DISTINCT_PAIR

    first_id: Mapped[str] = column(DISTINCT_PAIR.first_id)
    second_id: Mapped[str] = column(DISTINCT_PAIR.second_id)
