"""Writes the confirmed rows of an import: new students many at once, changed ones field by field.

Owns which field goes into which record. Knows nothing of the trail or of taking an import back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import select

from xinmiao.features.roster.model import Guardian, SchoolClass, Student, StudentDetails
from xinmiao.features.roster.operations.classes import add_class
from xinmiao.features.roster.operations.mentors import assign_mentor
from xinmiao.features.roster.operations.placing import Occasion, correct_status, place
from xinmiao.features.roster.operations.posts import set_class_teacher
from xinmiao.features.roster.records import GUARDIAN, STUDENT, ClassWhy, StudentStatus
from xinmiao.features.roster.sheet.planned import Place, PlannedRow
from xinmiao.features.roster.sheet.rows import GuardianEntry, RosterRow
from xinmiao.features.staff.operations import find_or_add_staff
from xinmiao.kernel.errors import Conflict
from xinmiao.kernel.operations import Change
from xinmiao.system.name_reading import name_reading
from xinmiao.vault.earlier import portions
from xinmiao.vault.unit import Unit

M = TypeVar("M", Student, StudentDetails)

DETAIL_FIELDS = (
    *("birth_date", "student_number", "student_number_kind", "id_digest", "id_number", "ethnicity", "enrolled_month"),
    *("boarding", "dormitory", "bed", "dorm_teacher", "dorm_teacher_phone", "address", "carer", "carer_phone"),
    *("entrusted_carer", "entrusted_carer_phone", "parents_work_place", "left_behind", "migrant_child", "orphan"),
    *("disability", "inclusive_class", "needs_aid"),
)
"""Fields of a sheet that lie in the details of a student."""
_STUDENT_FIELDS = ("number_in_class", "sex")
_GUARDIAN_FIELDS = ("name", "relation", "phone", "is_legal_guardian", "reachable")
_GO_TOGETHER = {"student_number_kind": "student_number"}


class RosterWriter:
    """Writes rows in one unit of work; afterwards it knows which record belongs to which student."""

    def __init__(self, unit: Unit, rows: Sequence[PlannedRow]) -> None:
        self._unit, self._rows = unit, rows
        self._classes: dict[str, str] = {}
        self._new: dict[type[Student | StudentDetails | Guardian], list[dict[str, Any]]] = {
            Student: [],
            StudentDetails: [],
            Guardian: [],
        }
        self.students_of: dict[Change, str] = {}
        """The student each record that was touched belongs to."""
        self._student_at: dict[Place, str] = {}
        self.added = 0

    def add_classes(self) -> int:
        """Add the classes that are not there yet; return how many."""
        self._classes = {row.key: row.id for row in self._unit.db.scalars(select(SchoolClass))}
        known = len(self._classes)
        for name in {row.values.class_name for row in self._rows} - {None}:
            if name is not None and name.key not in self._classes:
                self._classes[name.key] = self._unit.run(add_class.bind(name))
        return len(self._classes) - known

    def write_rows(self) -> None:
        """Write every row.

        Raises:
            Conflict: a student is not as he was when the plan was made.
        """
        ids = [row.match.id for row in self._rows if row.match is not None]
        students, details = self._by_id(Student, ids, "id"), self._by_id(StudentDetails, ids, "student_id")
        guardians = self._guardians_of(ids)
        for row in self._rows:
            if row.match is None:
                self._student_at[row.place] = self._add(row.values)
                continue
            self._student_at[row.place] = row.match.id
            student = students.get(row.match.id)
            if student is None or student.version != row.match.version:
                raise Conflict
            self._update(row, student, details.get(student.id), guardians[student.id])
        self._unit.db.flush()
        for model, new in self._new.items():
            self._unit.add_many(model, new)

    def write_posts(self) -> None:
        """Make those mentors and class teachers whom the sheet names; who is not known yet is added by name."""
        named = [
            (row, column, id_) for row in self._rows for column, id_ in row.staff.items() if column not in row.kept
        ]
        if not named:
            return
        unknown = dict.fromkeys(getattr(row.values, column) for row, column, id_ in named if not id_)
        ids = self._unit.run(find_or_add_staff.bind(tuple(unknown))) if unknown else {}
        mentees, classes = defaultdict(list), {}
        for row, column, id_ in named:
            staff_id = id_ or ids[getattr(row.values, column)]
            if column == "mentor":
                mentees[staff_id].append(self._student_at[row.place])
            elif (class_id := self._class_of(row.values)) is not None:
                classes[class_id] = staff_id
        today = self._unit.clock.today()
        self._unit.db.flush()
        for staff_id, students in mentees.items():
            self._unit.run(assign_mentor.bind(tuple(students), staff_id, today))
        for class_id, staff_id in classes.items():
            self._unit.run(set_class_teacher.bind(class_id, staff_id, today))

    def _by_id(self, model: type[M], ids: Iterable[str], key: str) -> dict[str, M]:
        column, found = getattr(model, key), {}
        for some in portions(ids):
            for record in self._unit.db.scalars(select(model).where(column.in_(some))):
                found[getattr(record, key)] = record
                self.students_of[Change(model.spec.record, record.id)] = getattr(record, key)
        return found

    def _guardians_of(self, students: Iterable[str]) -> dict[str, list[Guardian]]:
        found = defaultdict(list)
        for some in portions(students):
            for guardian in self._unit.db.scalars(select(Guardian).where(Guardian.student_id.in_(some))):
                found[guardian.student_id].append(guardian)
                self.students_of[Change(GUARDIAN.record, guardian.id)] = guardian.student_id
        return found

    def _add(self, values: RosterRow) -> str:
        reading, student_id = name_reading(values.name), self._unit.ids.new()
        said = {name: getattr(values, name) for name in _STUDENT_FIELDS}
        said |= {"name": values.name, "name_pinyin": reading.pinyin, "name_initials": reading.initials}
        said |= {"status": values.status or StudentStatus.ENROLLED, **self._placed(values)}
        self._new[Student].append({"id": student_id, **said})
        self.students_of[Change(STUDENT.record, student_id)] = student_id
        self.added += 1
        self._add_details(student_id, {name: getattr(values, name) for name in DETAIL_FIELDS})
        for entry in values.guardians:
            self._add_guardian(student_id, entry)
        return student_id

    def _add_details(self, student_id: str, said: dict[str, Any]) -> None:
        if any(value is not None for value in said.values()):
            self._new_row(StudentDetails, student_id, said)

    def _add_guardian(self, student_id: str, entry: GuardianEntry) -> None:
        self._new_row(Guardian, student_id, {name: getattr(entry, name) for name in _GUARDIAN_FIELDS})

    def _new_row(self, model: type[StudentDetails | Guardian], student_id: str, said: dict[str, Any]) -> None:
        made = {"id": self._unit.ids.new(), "student_id": student_id, **said}
        self._new[model].append(made)
        self.students_of[Change(model.spec.record, made["id"])] = student_id

    def _placed(self, values: RosterRow) -> dict[str, Any]:
        """Return where a new student is from today on, as `placing.place` would write it."""
        class_id = self._class_of(values)
        known = class_id is not None
        return {
            "class_id": class_id,
            "class_since": self._unit.clock.today() if known else None,
            "class_why": ClassWhy.ROSTER if known else None,
        }

    def _class_of(self, values: RosterRow) -> str | None:
        return None if values.class_name is None else self._classes[values.class_name.key]

    def _update(
        self, row: PlannedRow, student: Student, details: StudentDetails | None, known: Sequence[Guardian]
    ) -> None:
        values, kept = row.values, row.kept
        class_id = self._class_of(values)
        if class_id is not None and "class" not in kept:
            place(self._unit, student, class_id, Occasion(self._unit.clock.today(), ClassWhy.ROSTER))
        if values.name and values.name != student.name and "name" not in kept:
            reading = name_reading(values.name)
            student.name, student.name_pinyin, student.name_initials = values.name, reading.pinyin, reading.initials
        _take(student, values, _without(_STUDENT_FIELDS, kept))
        if values.status is not None and "status" not in kept:
            correct_status(self._unit, student, values.status)
        if details is None:
            self._add_details(student.id, {name: getattr(values, name) for name in _without(DETAIL_FIELDS, kept)})
        else:
            _take(details, values, _without(DETAIL_FIELDS, kept))
        for entry in () if "guardians" in kept else values.guardians:
            same = next((guardian for guardian in known if _is_same(guardian, entry)), None)
            if same is None:
                self._add_guardian(student.id, entry)
            else:
                _take(same, entry, _GUARDIAN_FIELDS)


def _without(names: Iterable[str], kept: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in names if _GO_TOGETHER.get(name, name) not in kept)


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
