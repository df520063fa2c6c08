"""Students: listing, opening, adding and correcting one by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import func, select

from xinmiao.features.roster.model import Guardian, SchoolClass, Student, StudentDetails
from xinmiao.features.roster.operations.placing import Occasion, correct_status, place
from xinmiao.features.roster.records import (
    GUARDIAN,
    STUDENT,
    STUDENT_DETAILS,
    ClassWhy,
    GuardianView,
    StudentDetailsView,
    StudentLine,
    StudentStatus,
    StudentView,
)
from xinmiao.features.roster.records.settings import KEEP_ID_NUMBERS
from xinmiao.features.settings.operations import get_school_settings
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.system.name_reading import name_reading
from xinmiao.vault.unit import Unit

_DETAIL_FIELDS = tuple(field.name for field in fields(StudentDetailsView) if field.name != "version")
_OWN_FIELDS = ("name", "sex", "number_in_class")
_STUDENT_FIELDS = (*_OWN_FIELDS, "class_id", "status")
_LINE_COLUMNS: tuple[Any, ...] = (
    Student.id,
    Student.name,
    Student.sex,
    Student.class_id,
    SchoolClass.label_text,
    Student.number_in_class,
    Student.status,
    Student.name_pinyin,
    Student.name_initials,
    Student.version,
)
"""What a line is made of, in its order: rows of these are read several times faster than whole students."""
_GUARDIAN_FIELDS = ("name", "relation", "phone", "reachable", "is_legal_guardian", "no_contact", "note")


@query(requires=Permission.STUDENT_READ, scope=Scope.VISIBLE_STUDENTS, audit=NotAudited("a list of names and classes"))
def list_students(unit: Unit, *, include_gone: bool = False) -> tuple[StudentLine, ...]:
    """Return the visible students by class and number; `include_gone` adds graduated and transferred ones."""
    statement = (
        select(*_LINE_COLUMNS)
        .outerjoin(SchoolClass, SchoolClass.id == Student.class_id)
        .order_by(SchoolClass.grade, SchoolClass.number, Student.number_in_class, Student.name_pinyin, Student.id)
    )
    if not include_gone:
        statement = statement.where(Student.status.in_((StudentStatus.ENROLLED, StudentStatus.ON_LEAVE)))
    return tuple(map(_row_line, unit.db.execute(statement)))


@query(requires=Permission.STUDENT_READ, scope=Scope.VISIBLE_STUDENTS, audit=NotAudited("names for a list"))
def student_lines(unit: Unit, ids: tuple[str, ...]) -> tuple[StudentLine, ...]:
    """Return the visible students among `ids`, in no particular order."""
    if not ids:
        return ()
    statement = (
        select(*_LINE_COLUMNS).outerjoin(SchoolClass, SchoolClass.id == Student.class_id).where(Student.id.in_(ids))
    )
    return tuple(map(_row_line, unit.db.execute(statement)))


@query(requires=Permission.STUDENT_READ, scope=Scope.VISIBLE_STUDENTS, audit=NotAudited("names for a list"))
def names_of_students(unit: Unit, ids: frozenset[str]) -> dict[str, str]:
    """Return the names of the visible students among `ids`; for long lists that show no more of them."""
    if not ids:
        return {}
    return {row[0]: row[1] for row in unit.db.execute(select(Student.id, Student.name).where(Student.id.in_(ids)))}


@query(requires=Permission.STUDENT_DETAILS_READ, scope=Scope.VISIBLE_STUDENTS, audit="student.opened")
def get_student(unit: Unit, student_id: str) -> StudentView:
    """Return everything the roster keeps of a student.

    Raises:
        NotFound: there is no such student for this account.
    """
    unit.concerns("student", student_id)
    student = unit.get(Student, student_id)
    school_class = unit.db.get(SchoolClass, student.class_id) if student.class_id else None
    details = unit.db.scalar(select(StudentDetails).where(StudentDetails.student_id == student_id))
    guardians = unit.db.scalars(select(Guardian).where(Guardian.student_id == student_id).order_by(Guardian.id))
    return StudentView(_line(student, school_class), details_view(details), tuple(map(guardian_view, guardians)))


@command(requires=Permission.STUDENT_WRITE, scope=Scope.VISIBLE_STUDENTS, audit="student.added")
def add_student(
    unit: Unit,
    student: Mapping[str, Any],
    details: Mapping[str, Any],
    guardians: tuple[Mapping[str, Any], ...] = (),
    *,
    student_id: str | None = None,
) -> str:
    """Add one student by hand; field names are those of the records.

    Raises:
        ValidationFailed: a value is refused, or a student of this name and number is in the class already.
    """
    values = {"status": StudentStatus.ENROLLED, **student}
    _check(values, details, guardians)
    _check_not_there(unit, values)
    _check_id_number(unit, details)
    record = Student(id=student_id or unit.ids.new(), status=values["status"])
    place(unit, record, values.get("class_id") or None, Occasion(unit.clock.today(), ClassWhy.ENTERED))
    _set(record, values, _OWN_FIELDS)
    _set_readings(record)
    unit.db.add(record)
    unit.concerns("student", record.id)
    _save_details(unit, record.id, details)
    _save_guardians(unit, record.id, guardians)
    return record.id


@command(requires=Permission.STUDENT_WRITE, scope=Scope.VISIBLE_STUDENTS, audit="student.corrected")
def correct_student(
    unit: Unit,
    opened: StudentView,
    student: Mapping[str, Any],
    details: Mapping[str, Any],
    guardians: tuple[Mapping[str, Any], ...],
) -> None:
    """Correct a student; `opened` is what the editor started from, so that a change made meanwhile is a conflict.

    Guardians with an `id` are changed, those without are added, those left out are removed (kept in the history).
    """
    _check({**student, "status": student.get("status", opened.line.status)}, details, guardians)
    _check_id_number(unit, details, opened.details.id_number)
    record = unit.editable(Student, opened.id, opened.line.version)
    unit.concerns("student", record.id)
    if "class_id" in student:
        place(unit, record, student["class_id"] or None, Occasion(unit.clock.today(), ClassWhy.CORRECTED))
    if student.get("status") is not None:
        correct_status(unit, record, student["status"])
    _set(record, student, tuple(name for name in _OWN_FIELDS if name in student))
    _set_readings(record)
    _save_details(unit, record.id, details, base_version=opened.details.version)
    kept = {guardian["id"] for guardian in guardians if guardian.get("id")}
    for gone in opened.guardians:
        if gone.id not in kept:
            unit.db.delete(unit.editable(Guardian, gone.id, gone.version))
    _save_guardians(unit, record.id, guardians)


def _check(student: Mapping[str, Any], details: Mapping[str, Any], guardians: tuple[Mapping[str, Any], ...]) -> None:
    problems = STUDENT.problems(student, only=_STUDENT_FIELDS)
    problems |= STUDENT_DETAILS.problems(details, only=details.keys())
    for guardian in guardians:
        problems |= GUARDIAN.problems(guardian, only=_GUARDIAN_FIELDS)
    if problems:
        raise ValidationFailed(problems)


def _check_id_number(unit: Unit, details: Mapping[str, Any], known: str = "") -> None:
    """A number that is not recorded yet is kept only where the school has switched that on."""
    number = details.get("id_number") or ""
    if number in {"", known} or unit.run(get_school_settings.bind((KEEP_ID_NUMBERS,)))[KEEP_ID_NUMBERS.name]:
        return
    raise ValidationFailed({"id_number": _("The school does not keep ID numbers; it can be switched on in Settings.")})


def _check_not_there(unit: Unit, values: Mapping[str, Any]) -> None:
    """Two of one name in a class are allowed, but only with different numbers to tell them apart."""
    same = unit.db.scalar(
        select(func.count())
        .select_from(Student)
        .where(
            Student.name == values["name"],
            Student.class_id == values.get("class_id"),
            Student.number_in_class == values.get("number_in_class"),
        )
    )
    if same:
        raise ValidationFailed(
            {"name": _("This class has a student of this name already; give each a number in class.")}
        )


def _set(record: object, values: Mapping[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        value = values.get(name)
        if getattr(record, name, None) != value:
            setattr(record, name, value if value != "" else None)


def _set_readings(record: Student) -> None:
    reading = name_reading(record.name)
    record.name_pinyin, record.name_initials = reading.pinyin, reading.initials


def _save_details(unit: Unit, student_id: str, values: Mapping[str, Any], *, base_version: int = 0) -> None:
    record = unit.db.scalar(select(StudentDetails).where(StudentDetails.student_id == student_id))
    if record is None:
        if not any(value not in {None, ""} for value in values.values()):
            return
        record = StudentDetails(id=unit.ids.new(), student_id=student_id)
        unit.db.add(record)
    else:
        record = unit.editable(StudentDetails, record.id, base_version)
    _set(record, values, tuple(name for name in _DETAIL_FIELDS if name in values))


def _save_guardians(unit: Unit, student_id: str, guardians: tuple[Mapping[str, Any], ...]) -> None:
    for values in guardians:
        if values.get("id"):
            record = unit.editable(Guardian, values["id"], values["version"])
        else:
            record = Guardian(id=unit.ids.new(), student_id=student_id)
            unit.db.add(record)
        _set(record, values, _GUARDIAN_FIELDS)


def _row_line(row: Any) -> StudentLine:
    record_id, name, sex, class_id, label, number, status, pinyin, initials, version = row
    return StudentLine(
        record_id, name, sex, class_id, label or "", number, status, pinyin or "", initials or "", version
    )


def _line(student: Student, school_class: SchoolClass | None) -> StudentLine:
    return StudentLine(
        id=student.id,
        name=student.name,
        sex=student.sex,
        class_id=student.class_id,
        class_label=(school_class.label_text or "") if school_class else "",
        number_in_class=student.number_in_class,
        status=student.status,
        pinyin=student.name_pinyin or "",
        initials=student.name_initials or "",
        version=student.version,
    )


def details_view(record: StudentDetails | None) -> StudentDetailsView:
    """Return what the counselling room knows of a student, empty where nothing was entered."""
    if record is None:
        return StudentDetailsView()
    values = {name: getattr(record, name) for name in _DETAIL_FIELDS}
    empty = {name: "" for name in _DETAIL_FIELDS if values[name] is None and STUDENT_DETAILS.field(name).kind == "text"}
    return StudentDetailsView(version=record.version, **{**values, **empty})


def guardian_view(record: Guardian) -> GuardianView:
    """Return a guardian as he stands."""
    return GuardianView(
        id=record.id,
        name=record.name or "",
        relation=record.relation,
        phone=record.phone or "",
        is_legal_guardian=record.is_legal_guardian,
        no_contact=record.no_contact,
        note=record.note or "",
        version=record.version,
        reachable=record.reachable or "",
    )
