"""What a dry run compares with, and the carrying out of a confirmed import: all of its rows or none.

What would happen is decided in `roster.sheet` from read models; here the students are handed out for
that, and the confirmed rows are written in one transaction. Taking an import back is `undoing`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field

from sqlalchemy import select

from xinmiao.features.roster.model import (
    Guardian,
    RememberedMapping,
    RosterImport,
    SchoolClass,
    Student,
    StudentDetails,
)
from xinmiao.features.roster.operations.classes import get_shape, list_classes
from xinmiao.features.roster.operations.import_writing import DETAIL_FIELDS, RosterWriter
from xinmiao.features.roster.operations.mentors import mentor_names
from xinmiao.features.roster.operations.undoing import keep_written
from xinmiao.features.roster.records import ROSTER_IMPORT, StudentStatus
from xinmiao.features.roster.records.settings import KEEP_ID_NUMBERS
from xinmiao.features.roster.sheet.classes import SchoolShape
from xinmiao.features.roster.sheet.mapping import Mapping, remember
from xinmiao.features.roster.sheet.planned import ExistingStudent, PlannedRow, RowState
from xinmiao.features.roster.sheet.rows import GuardianEntry
from xinmiao.features.roster.sheet.staff_names import StaffKnown
from xinmiao.features.settings.operations import get_school_settings
from xinmiao.features.staff.operations import list_staff
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import RuleBroken
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.texts import _
from xinmiao.vault.earlier import first_versions_since, last_revisions
from xinmiao.vault.keys.primitives import hkdf
from xinmiao.vault.unit import Unit

_COMPARED_DETAILS = tuple(name for name in DETAIL_FIELDS if name != "student_number_kind")
_ACCEPTED = frozenset({RowState.NEW, RowState.UPDATED, RowState.CONFLICT})


@dataclass(frozen=True)
class ImportBasis:
    """What a dry run compares with; handed to the work lane, never written anywhere."""

    shape: SchoolShape
    existing: tuple[ExistingStudent, ...] = field(repr=False)
    remembered: dict[str, dict[str, str]]
    digest: Callable[[str], str] = field(repr=False)
    """Turns an ID number into a keyed digest."""
    keep_id_numbers: bool = False
    """Whether the school keeps the numbers themselves, too."""
    staff: StaffKnown = field(default_factory=StaffKnown, repr=False)


@dataclass(frozen=True)
class ImportResult:
    """How many students were written."""

    added: int
    updated: int
    classes_added: int
    import_id: str = ""
    """What `undo_import` takes; empty when nothing was written."""


@query(
    requires=Permission.ROSTER_IMPORT,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("compared with by the program; nothing is shown but what differs"),
)
def get_import_basis(unit: Unit) -> ImportBasis:
    """Return the known students, the school's shape and the remembered columns."""
    key = hkdf(unit.custody.keyring.file_key(DataFile.COUNSELLING), salt=b"", info=b"xinmiao id digest v1")
    remembered = {row.signature: json.loads(row.columns) for row in unit.db.scalars(select(RememberedMapping))}
    keep: bool = unit.run(get_school_settings.bind((KEEP_ID_NUMBERS,)))[KEEP_ID_NUMBERS.name]
    classes = unit.run(list_classes.bind())
    teachers = {line.key: frozenset(line.teacher_names) for line in classes}
    known = StaffKnown(unit.run(list_staff.bind()), teachers)
    return ImportBasis(unit.run(get_shape.bind()), _existing(unit, teachers), remembered, _digester(key), keep, known)


def _digester(key: bytes) -> Callable[[str], str]:
    return lambda number: hmac.digest(key, number.upper().encode(), hashlib.sha256).hex()


def _guardian_entries(unit: Unit) -> dict[str, list[GuardianEntry]]:
    guardians: dict[str, list[GuardianEntry]] = defaultdict(list)
    for guardian in unit.db.scalars(select(Guardian)):
        guardians[guardian.student_id].append(
            GuardianEntry(
                guardian.name, guardian.relation, guardian.phone, guardian.is_legal_guardian, guardian.reachable
            )
        )
    return guardians


def _existing(unit: Unit, class_teachers: AnyMapping[str, Iterable[str]]) -> tuple[ExistingStudent, ...]:
    guardians = _guardian_entries(unit)
    details = {row.student_id: row for row in unit.db.scalars(select(StudentDetails))}
    keys = {row.id: row.key for row in unit.db.scalars(select(SchoolClass))}
    found, mentors = [], unit.run(mentor_names.bind())
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
                mentor=mentors.get(student.id),
                class_teacher="、".join(sorted(class_teachers.get(keys.get(student.class_id or "", ""), ()))) or None,
                **kept,
            )
        )
    return tuple(found)


@command(requires=Permission.ROSTER_IMPORT, scope=Scope.WHOLE_SCHOOL, audit="roster.imported")
def commit_import(
    unit: Unit,
    rows: Sequence[PlannedRow],
    mappings: Sequence[tuple[tuple[str, ...], Mapping]] = (),
    *,
    file_name: str = "",
) -> ImportResult:
    """Write the confirmed rows: new students, updates, and conflicts the user decided to take.

    `mappings` are the headings and columns to be remembered for the next sheet of this kind. What was written is
    kept, so that `undo_import` can take it back as one step.

    Raises:
        RuleBroken: a row is among them that cannot be taken as it stands.
        Conflict: a student was changed since the dry run.
    """
    if any(row.state not in _ACCEPTED for row in rows):
        raise RuleBroken(
            _("Some rows cannot be taken as they stand."), _("Correct them in the sheet, or leave them out.")
        )
    last = last_revisions(unit)
    writer = RosterWriter(unit, rows)
    classes_added = writer.add_classes()
    writer.write_rows()
    writer.write_posts()
    result = ImportResult(writer.added, len(rows) - writer.added, classes_added, unit.ids.new() if rows else "")
    if rows:
        _keep_record(unit, result, file_name)
        keep_written(unit, result.import_id, first_versions_since(unit, last), writer.students_of)
        unit.concerns(ROSTER_IMPORT.record, result.import_id)
    _remember_mappings(unit, mappings)
    return result


def _keep_record(unit: Unit, result: ImportResult, file_name: str) -> None:
    unit.db.add(
        RosterImport(
            id=result.import_id,
            file_name=file_name[-ROSTER_IMPORT.file_name.max_length :],
            made_by_name=unit.actor.label,
            added=result.added,
            updated=result.updated,
            classes_added=result.classes_added,
        )
    )


def _remember_mappings(unit: Unit, mappings: Sequence[tuple[tuple[str, ...], Mapping]]) -> None:
    for headings, mapping in mappings:
        for key, columns in remember({}, headings, mapping).items():
            row = unit.db.scalar(select(RememberedMapping).where(RememberedMapping.signature == key))
            if row is None:
                row = RememberedMapping(id=unit.ids.new(), signature=key)
                unit.db.add(row)
            row.columns = json.dumps(columns)
