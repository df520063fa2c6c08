"""Students entered twice: found with reasons, compared side by side, or said to be two."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from xinmiao.features.roster.model import DistinctPair, SchoolClass, Student, StudentDetails
from xinmiao.features.roster.operations.students import student_lines
from xinmiao.features.roster.records import (
    STUDENT,
    STUDENT_DETAILS,
    Comparison,
    DuplicatePair,
    FieldPair,
    KindCount,
    StudentLine,
)
from xinmiao.features.roster.rules.duplicates import Known, likely_pairs
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import NotFound
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.vault.earlier import portions
from xinmiao.vault.merging import count_about, mapped
from xinmiao.vault.unit import Unit

_NOT_COMPARED = frozenset({"name_pinyin", "name_initials", "status_since", "class_since", "class_why"})
_NOT_COMPARED_DETAILS = frozenset({"student_id", "id_digest", "student_number_kind"})


@query(requires=Permission.STUDENT_MERGE, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("names and classes of pairs"))
def list_duplicates(unit: Unit) -> tuple[DuplicatePair, ...]:
    """Return the pairs of students who may be one, the strongest reason first."""
    pairs = likely_pairs(_known(unit), _distinct(unit))
    lines = _lines(unit, {each for pair in pairs for each in pair})
    return tuple(DuplicatePair(lines[first], lines[second], why) for (first, second), why in pairs.items())


@query(requires=Permission.STUDENT_MERGE, scope=Scope.WHOLE_SCHOOL, audit="student.compared")
def compare_students(unit: Unit, first_id: str, second_id: str) -> Comparison:
    """Return two students field by field, and how many records hang on each.

    Raises:
        NotFound: one of them is not there.
    """
    lines = _lines(unit, (first_id, second_id))
    if len(lines) != len({first_id, second_id}):
        raise NotFound
    unit.concerns("student", first_id)
    unit.concerns("student", second_id)
    pair = unit.get(Student, first_id), unit.get(Student, second_id)
    details = [unit.db.scalar(select(StudentDetails).where(StudentDetails.student_id == one.id)) for one in pair]
    labels = {row.id: row.label_text or "" for row in unit.db.scalars(select(SchoolClass))}
    fields = [
        FieldPair(
            f"student.{each.name}", each.label, *(_words(each.name, getattr(one, each.name), labels) for one in pair)
        )
        for each in STUDENT.fields
        if each.name not in _NOT_COMPARED
    ]
    fields += [
        FieldPair(
            f"student_details.{each.name}",
            each.label,
            *("" if one is None else each.show(getattr(one, each.name)) for one in details),
        )
        for each in STUDENT_DETAILS.fields
        if each.name not in _NOT_COMPARED_DETAILS
    ]
    has = (_counts(unit, first_id), _counts(unit, second_id))
    return Comparison(lines[first_id], lines[second_id], tuple(fields), *has)


@command(requires=Permission.STUDENT_MERGE, scope=Scope.WHOLE_SCHOOL, audit="student.pair_distinct")
def keep_apart(unit: Unit, first_id: str, second_id: str) -> None:
    """Say that two students are two; they are not listed as a pair again.

    Raises:
        NotFound: one of them is not there.
    """
    for each in (first_id, second_id):
        unit.get(Student, each)
        unit.concerns("student", each)
    unit.db.add(DistinctPair(id=unit.ids.new(), first_id=first_id, second_id=second_id))


def _known(unit: Unit) -> list[Known]:
    details = {
        row[0]: row[1:]
        for row in unit.db.execute(
            select(
                StudentDetails.student_id,
                StudentDetails.birth_date,
                StudentDetails.student_number,
                StudentDetails.student_number_kind,
                StudentDetails.id_digest,
            )
        )
    }
    nothing = (None, None, None, None)
    students = unit.db.execute(select(Student.id, Student.name, Student.name_pinyin, Student.class_id))
    return [Known(row[0], row[1], row[2] or "", row[3], *details.get(row[0], nothing)) for row in students]


def _distinct(unit: Unit) -> set[frozenset[str]]:
    return {frozenset((row.first_id, row.second_id)) for row in unit.db.scalars(select(DistinctPair))}


def _lines(unit: Unit, ids: Iterable[str]) -> dict[str, StudentLine]:
    return {line.id: line for some in portions(ids) for line in unit.run(student_lines.bind(tuple(some)))}


def _words(name: str, value: object, labels: dict[str, str]) -> str:
    if name == "class_id":
        return labels.get(str(value), "")
    return STUDENT.field(name).show(value)


def _counts(unit: Unit, student_id: str) -> tuple[KindCount, ...]:
    labels = {model.spec.record: model.spec.label for model in mapped()}
    found = count_about(unit, STUDENT.record, student_id)
    return tuple(KindCount(labels[kind], count) for kind, count in sorted(found.items()))
