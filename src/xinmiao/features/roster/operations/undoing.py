"""Taking an import back as one step: everything it wrote is as it was, or nothing is touched.

Owns what an import keeps of its writing, and the look for what stands in the way: later edits of the same fields,
records that refer to what the import added.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from xinmiao.features.roster.model import RosterImport, RosterImportRow, SchoolClass, Student
from xinmiao.features.roster.records import (
    GUARDIAN,
    REMEMBERED_MAPPING,
    ROSTER_IMPORT,
    ROSTER_IMPORT_ROW,
    STUDENT,
    STUDENT_DETAILS,
    ImportLine,
)
from xinmiao.features.roster.sheet.planned import sentences
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import AppError, Conflict, RuleBroken
from xinmiao.kernel.fields import ReferenceField
from xinmiao.kernel.operations import Change, NotAudited, command, query
from xinmiao.kernel.texts import Text, _
from xinmiao.vault import earlier
from xinmiao.vault.base import CounsellingBase, SchoolBase, Versioned
from xinmiao.vault.unit import Unit

_LISTED = 12
_NAMED = 5
_OWN_RECORDS = frozenset({ROSTER_IMPORT.record, ROSTER_IMPORT_ROW.record, REMEMBERED_MAPPING.record})
"""Kept when an import is taken back: that it was made, and how its columns were read."""
_IN_THOUSANDS = frozenset({STUDENT.record, STUDENT_DETAILS.record, GUARDIAN.record})
"""What an import adds for every row; taken out in one go where nobody touched it since."""


@dataclass(frozen=True)
class Obstacle:
    """Why an import cannot be taken back: whose record it is, and what became of it."""

    student: str = field(repr=False)
    """Name and class; empty for what is no student's."""
    reason: Text


class UndoRefused(AppError):
    """Taking an import back would lose something; `obstacles` name all of it."""

    code = "E-IMPORT-UNDO"
    default_message = _("This import cannot be undone, because records were made or changed since.")
    default_next_step = _("Nothing was touched. Correct the students by hand, or undo the later change first.")

    def __init__(self, obstacles: tuple[Obstacle, ...]) -> None:
        super().__init__()
        self.obstacles = obstacles


@dataclass(frozen=True)
class _Written:
    """One record as an import wrote it; `before` is 0 for a record that it added."""

    change: Change
    before: int
    after: int
    student_id: str | None


def keep_written(
    unit: Unit, import_id: str, changed: Mapping[Change, tuple[int, int]], students_of: Mapping[Change, str]
) -> None:
    """Keep which records the present unit wrote, in rows by student; others go into one row without a student."""
    by_student: dict[str | None, list[list[object]]] = defaultdict(list)
    added = unit.added
    for change in sorted(unit.changes, key=lambda change: (change.record, change.id)):
        if change.record not in _OWN_RECORDS:
            before, after = changed.get(change, (0, 1))
            before = 0 if change in added else before
            by_student[students_of.get(change)].append([change.record, change.id, before, after])
    unit.add_many(
        RosterImportRow,
        [
            {
                "id": unit.ids.new(),
                "import_id": import_id,
                "student_id": student_id,
                "added": Change(STUDENT.record, student_id or "") in added,
                "written": json.dumps(written),
            }
            for student_id, written in by_student.items()
        ],
    )


@query(requires=Permission.ROSTER_IMPORT, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("names of files and counts"))
def list_imports(unit: Unit) -> tuple[ImportLine, ...]:
    """Return the last imports, the newest first."""
    newest = select(RosterImport).order_by(RosterImport.created_at.desc(), RosterImport.id.desc()).limit(_LISTED)
    return tuple(
        ImportLine(
            row.id,
            row.version,
            row.file_name,
            row.created_at,
            row.made_by_name,
            row.added,
            row.updated,
            row.classes_added,
            row.undone_at,
            row.undone_by_name or "",
        )
        for row in unit.db.scalars(newest)
    )


@command(requires=Permission.ROSTER_IMPORT, scope=Scope.WHOLE_SCHOOL, audit="roster.import_undone")
def undo_import(unit: Unit, import_id: str, version: int) -> int:
    """Put everything back that an import wrote; return how many students it was about.

    Raises:
        RuleBroken: it was undone already.
        Conflict: somebody else is undoing it.
        UndoRefused: later records or edits stand in the way; nothing is touched.
    """
    made = unit.get(RosterImport, import_id)
    if made.undone_at is not None:
        raise RuleBroken(_("This import was undone already."), _("Open the list of imports again."))
    if made.version != version:
        raise Conflict
    unit.concerns(ROSTER_IMPORT.record, import_id)
    written = _written_by(unit, import_id)
    undoing = _Undoing(unit, written)
    if undoing.obstacles:
        raise UndoRefused(undoing.named())
    undoing.put_back()
    made.undone_at, made.undone_by_name = unit.clock.now(), unit.actor.label
    return len({one.student_id for one in written if one.student_id is not None})


def _written_by(unit: Unit, import_id: str) -> list[_Written]:
    found: list[_Written] = []
    for row in unit.db.scalars(select(RosterImportRow).where(RosterImportRow.import_id == import_id)):
        for record, record_id, before, after in json.loads(row.written):
            found.append(_Written(Change(record, record_id), before, after, row.student_id))
    return found


class _Undoing:
    """Looks at every record an import wrote and, when nothing stands in the way, puts it back."""

    def __init__(self, unit: Unit, written: Iterable[_Written]) -> None:
        self._unit = unit
        self._models = {model.spec.record: model for model in _mapped()}
        self._by_kind: dict[str, list[_Written]] = defaultdict(list)
        for one in written:
            self._by_kind[one.change.record].append(one)
        self._records: dict[Change, Versioned] = {}
        self._untouched: dict[Change, type[Versioned]] = {}
        """Added and as the import left it: there is nothing to compare."""
        self._restored: list[tuple[Versioned, dict[str, Any], tuple[str, ...]]] = []
        self.obstacles: list[tuple[str | None, Text]] = []
        """Student and reason."""
        for kind, ones in self._by_kind.items():
            self._look_at(self._models[kind], ones)
        self._look_for_references()

    def put_back(self) -> None:
        """Delete what was added and restore what was changed."""
        for record, values, names in self._restored:
            earlier.restore(record, values, names)
        for ones in self._by_kind.values():
            for one in ones:
                if not one.before and one.change in self._records:
                    self._unit.db.delete(self._records[one.change])
        together: dict[type[Versioned], list[str]] = defaultdict(list)
        for change, model in self._untouched.items():
            together[model].append(change.id)
        for model, ids in together.items():
            self._unit.delete_many(model, ids)

    def named(self) -> tuple[Obstacle, ...]:
        """Return the obstacles by student with name and class; those of no student come first."""
        ids = {student_id for student_id, _reason in self.obstacles if student_id is not None}
        names: dict[str, str] = {}
        for some in earlier.portions(ids):
            statement = select(Student, SchoolClass).outerjoin(SchoolClass, SchoolClass.id == Student.class_id)
            for student, school_class in self._unit.db.execute(statement.where(Student.id.in_(some))):
                place = (school_class.label_text or "") if school_class is not None else ""
                names[student.id] = f"{student.name}（{place}）" if place else student.name
        reasons: dict[str, dict[Text, None]] = defaultdict(dict)
        for student_id, reason in self.obstacles:
            reasons[names.get(student_id or "", "")][reason] = None
        return tuple(Obstacle(name, sentences(tuple(told))) for name, told in sorted(reasons.items()))

    def _set_aside_untouched(self, model: type[Versioned], ones: Iterable[_Written]) -> None:
        added = {one.change.id: one for one in ones if not one.before}
        for some in earlier.portions(added):
            statement = select(model.id, model.version).where(model.id.in_(some))
            for record_id, version in self._unit.db.execute(statement):
                if version == added[record_id].after:
                    self._untouched[added[record_id].change] = model

    def _look_at(self, model: type[Versioned], ones: list[_Written]) -> None:
        if model.spec.record in _IN_THOUSANDS:
            self._set_aside_untouched(model, ones)
            ones = [one for one in ones if one.change not in self._untouched]
        found: dict[str, Versioned] = {}
        for some in earlier.portions(one.change.id for one in ones):
            found |= {record.id: record for record in self._unit.db.scalars(select(model).where(model.id.in_(some)))}
        for one in ones:
            if (record := found.get(one.change.id)) is not None:
                self._records[one.change] = record
            else:
                self.obstacles.append((one.student_id, _gone(model)))
        self._compare(model, [one for one in ones if one.change in self._records])

    def _compare(self, model: type[Versioned], ones: list[_Written]) -> None:
        """Only the fields the import wrote are put back, and only where they say what it wrote."""
        before = earlier.values_then(self._unit, model, {one.change.id: one.before for one in ones if one.before})
        later = [one for one in ones if self._records[one.change].version != one.after]
        after = earlier.values_then(self._unit, model, {one.change.id: one.after for one in later})
        for one in ones:
            record, now = self._records[one.change], earlier.values_now(self._records[one.change])
            was, made = before.get(one.change.id), after.get(one.change.id, now)
            if one.before and was is None:
                self.obstacles.append((one.student_id, _forgotten(model)))
                continue
            names = tuple(name for name in made if was is None or was.get(name) != made[name])
            if any(now[name] != made[name] for name in names):
                self.obstacles.append((one.student_id, _edited(model)))
            elif was is not None:
                self._restored.append((record, was, names))

    def _look_for_references(self) -> None:
        """Look in every table for records that refer to what the import added and are not its own."""
        for model, reference in _references():
            added = {one.change.id: one for one in self._by_kind.get(reference.record, ()) if not one.before}
            for some in earlier.portions(added):
                column = getattr(model, reference.name)
                for record_id, value in self._unit.db.execute(select(model.id, column).where(column.in_(some))):
                    change = Change(model.spec.record, record_id)
                    if change not in self._records and change not in self._untouched:
                        self.obstacles.append((added[value].student_id, _refers(model)))


def _mapped() -> Iterator[type[Versioned]]:
    for base in (SchoolBase, CounsellingBase):
        for mapper in base.registry.mappers:
            if issubclass(mapper.class_, Versioned):
                yield mapper.class_


def _references() -> Iterator[tuple[type[Versioned], ReferenceField]]:
    for model in _mapped():
        if model.spec.record not in _OWN_RECORDS:
            yield from ((model, one) for one in model.spec.fields if isinstance(one, ReferenceField))


def _refers(model: type[Versioned]) -> Text:
    return _("“{record}” was made since.").format(record=model.spec.label)


def _edited(model: type[Versioned]) -> Text:
    return _("“{record}” was changed since.").format(record=model.spec.label)


def _gone(model: type[Versioned]) -> Text:
    return _("“{record}” is not there any more.").format(record=model.spec.label)


def _forgotten(model: type[Versioned]) -> Text:
    return _("The earlier values of “{record}” are not kept any more.").format(record=model.spec.label)
