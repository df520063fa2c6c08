"""Carrying out a confirmed import: all of its rows or none.

What would happen is decided in `roster.sheet` from read models; here the students are handed out for
that, and the confirmed rows are written in one transaction.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import select

from xinmiao.features.roster.model import Guardian, RememberedMapping, SchoolClass, Student, StudentDetails
from xinmiao.features.roster.operations.classes import add_class, get_shape
from xinmiao.features.roster.records import StudentStatus
from xinmiao.features.roster.sheet.classes import SchoolShape
from xinmiao.features.roster.sheet.mapping import Mapping, remember
from xinmiao.features.roster.sheet.pinyin import name_reading
from xinmiao.features.roster.sheet.planned import ExistingStudent, PlannedRow, RowState
from xinmiao.features.roster.sheet.rows import GuardianEntry, RosterRow
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, RuleBroken
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.texts import _
from xinmiao.vault.keys.primitives import hkdf
from xinmiao.vault.unit import Unit

M = TypeVar("M", Student, StudentDetails)

_STUDENT_FIELDS = ("number_in_class", "sex", "status")
_DETAIL_FIELDS = (
    "birth_date",
    "student_number",
    "student_number_kind",
    "id_digest",
    "ethnicity",
    "enrolled_month",
    "boarding",
    "address",
    "left_behind",
    "migrant_child",
    "orphan",
    "disability",
    "inclusive_class",
    "needs_aid",
)
_COMPARED_DETAILS = tuple(name for name in _DETAIL_FIELDS if name != "student_number_kind")
_ACCEPTED = frozenset({RowState.NEW, RowState.UPDATED, RowState.CONFLICT})


@dataclass(frozen=True)
class ImportBasis:
    """What a dry run compares with; handed to the work lane, never written anywhere."""

    shape: SchoolShape
    existing: tuple[ExistingStudent, ...] = field(repr=False)
    remembered: dict[str, dict[str, str]]
    digest: Callable[[str], str] = field(repr=False)
    """Turns an ID number into a keyed digest; the number itself is never kept."""


@dataclass(frozen=True)
class ImportResult:
    """How many students were written."""

    added: int
    updated: int
    classes_added: int


@query(
    requires=Permission.ROSTER_IMPORT,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("compared with by the program; nothing is shown but what differs"),
)
def get_import_basis(unit: Unit) -> ImportBasis:
    """Return the known students, the school's shape and the remembered columns."""
    key = hkdf(unit.custody.keyring.file_key(DataFile.COUNSELLING), salt=b"", info=b"xinmiao id digest v1")
    remembered = {row.signature: json.loads(row.columns) for row in unit.db.scalars(select(RememberedMapping))}
    return ImportBasis(unit.run(get_shape.bind()), _existing(unit), remembered, _digester(key))


def _digester(key: bytes) -> Callable[[str], str]:
    return lambda number: hmac.digest(key, number.upper().encode(), hashlib.sha256).hex()


def _existing(unit: Unit) -> tuple[ExistingStudent, ...]:
    guardians: dict[str, list[GuardianEntry]] = defaultdict(list)
    for guardian in unit.db.scalars(select(Guardian)):
        guardians[guardian.student_id].append(
            GuardianEntry(guardian.name, guardian.relation, guardian.phone, guardian.is_legal_guardian)
        )
    details = {row.student_id: row for row in unit.db.scalars(select(StudentDetails))}
    keys = {row.id: row.key for row in unit.db.scalars(select(SchoolClass))}
    found = []
    for student in unit.db.scalars(select(Student).where(Student.status != StudentStatus.GRADUATED)):
        more = details.get(student.id)
        kept = {name: getattr(more, name) for name in _COMPARED_DETAILS} if more is not None else {}
        found.append(
            ExistingStudent(
                id=student.id,
                version=student.version,
                name=student.name,
                class_key=keys.get(student.class_id or ""),
                number_in_class=student.number_in_class,
                sex=student.sex,
                status=student.status,
                guardians=tuple(guardians[student.id]),
                **kept,
            )
        )
    return tuple(found)


@command(requires=Permission.ROSTER_IMPORT, scope=Scope.WHOLE_SCHOOL, audit="roster.imported")
def commit_import(
    unit: Unit, rows: Sequence[PlannedRow], mappings: Sequence[tuple[tuple[str, ...], Mapping]] = ()
) -> ImportResult:
    """Write the confirmed rows: new students, updates, and conflicts the user decided to take.

    `mappings` are the headings and columns to be remembered for the next sheet of this kind.

    Raises:
        Conflict: a student was changed since the dry run; nothing is written.
        RuleBroken: a row is among them that no one decided.
    """
    if any(row.state not in _ACCEPTED for row in rows):
        raise RuleBroken(
            _("Some rows cannot be taken as they stand."), _("Correct them in the sheet, or leave them out.")
        )
    classes, added_classes = _classes(unit, rows)
    matched = _by_id(unit, Student, (row.match.id for row in rows if row.match is not None), "id")
    details = _by_id(unit, StudentDetails, matched, "student_id")
    guardians = _guardians_of(unit, matched)
    added = 0
    for row in rows:
        class_id = classes[row.values.class_name.key] if row.values.class_name is not None else None
        if row.match is None:
            _add(unit, row.values, class_id)
            added += 1
            continue
        student = matched.get(row.match.id)
        if student is None or student.version != row.match.version:
            raise Conflict
        _update_student(student, row.values, class_id)
        _update_details(unit, student.id, details.get(student.id), row.values)
        _update_guardians(unit, student.id, guardians[student.id], row.values.guardians)
    _remember_mappings(unit, mappings)
    return ImportResult(added, len(rows) - added, added_classes)


def _classes(unit: Unit, rows: Sequence[PlannedRow]) -> tuple[dict[str, str], int]:
    ids = {row.key: row.id for row in unit.db.scalars(select(SchoolClass))}
    known = len(ids)
    for name in {row.values.class_name for row in rows} - {None}:
        if name is not None and name.key not in ids:
            ids[name.key] = unit.run(add_class.bind(name))
    return ids, len(ids) - known


def _by_id(unit: Unit, model: type[M], ids: Iterable[str], key: str) -> dict[str, M]:
    wanted, column = sorted(ids), getattr(model, key)
    found: dict[str, M] = {}
    for start in range(0, len(wanted), 1_000):
        for record in unit.db.scalars(select(model).where(column.in_(wanted[start : start + 1_000]))):
            found[getattr(record, key)] = record
    return found


def _guardians_of(unit: Unit, students: Iterable[str]) -> dict[str, list[Guardian]]:
    wanted, found = sorted(students), defaultdict(list)
    for start in range(0, len(wanted), 1_000):
        chunk = wanted[start : start + 1_000]
        for guardian in unit.db.scalars(select(Guardian).where(Guardian.student_id.in_(chunk))):
            found[guardian.student_id].append(guardian)
    return found


def _add(unit: Unit, values: RosterRow, class_id: str | None) -> None:
    reading = name_reading(values.name)
    student = Student(
        id=unit.ids.new(),
        name=values.name,
        sex=values.sex,
        class_id=class_id,
        number_in_class=values.number_in_class,
        status=values.status or StudentStatus.ENROLLED,
        name_pinyin=reading.pinyin,
        name_initials=reading.initials,
    )
    unit.db.add(student)
    _update_details(unit, student.id, None, values)
    _update_guardians(unit, student.id, [], values.guardians)


def _update_student(student: Student, values: RosterRow, class_id: str | None) -> None:
    if class_id is not None:
        student.class_id = class_id
    if values.name and values.name != student.name:
        reading = name_reading(values.name)
        student.name, student.name_pinyin, student.name_initials = values.name, reading.pinyin, reading.initials
    _take(student, values, _STUDENT_FIELDS)


def _update_details(unit: Unit, student_id: str, details: StudentDetails | None, values: RosterRow) -> None:
    if details is None:
        if all(getattr(values, name) is None for name in _DETAIL_FIELDS):
            return
        details = StudentDetails(id=unit.ids.new(), student_id=student_id)
        unit.db.add(details)
    _take(details, values, _DETAIL_FIELDS)


def _update_guardians(unit: Unit, student_id: str, known: Sequence[Guardian], entries: Sequence[GuardianEntry]) -> None:
    for entry in entries:
        same = next((guardian for guardian in known if _is_same(guardian, entry)), None)
        if same is None:
            same = Guardian(id=unit.ids.new(), student_id=student_id)
            unit.db.add(same)
        _take(same, entry, ("name", "relation", "phone", "is_legal_guardian"))


def _is_same(guardian: Guardian, entry: GuardianEntry) -> bool:
    if entry.name is not None:
        return guardian.name == entry.name
    return entry.phone is not None and guardian.phone == entry.phone


def _take(record: object, values: object, names: Iterable[str]) -> None:
    """Take over what the sheet says; what it does not say stays as it is."""
    for name in names:
        value = getattr(values, name)
        if value is not None and value != getattr(record, name, None):
            setattr(record, name, value)


def _remember_mappings(unit: Unit, mappings: Sequence[tuple[tuple[str, ...], Mapping]]) -> None:
    for headings, mapping in mappings:
        for key, columns in remember({}, headings, mapping).items():
            row = unit.db.scalar(select(RememberedMapping).where(RememberedMapping.signature == key))
            if row is None:
                row = RememberedMapping(id=unit.ids.new(), signature=key)
                unit.db.add(row)
            row.columns = json.dumps(columns)
