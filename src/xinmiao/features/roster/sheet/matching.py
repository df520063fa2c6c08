"""Finds the student a row belongs to, and says what would change.

Owns matching by number, by digest, by class and name, by name and birth date. Writes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from xinmiao.features.roster.records import GUARDIAN, STUDENT, STUDENT_DETAILS
from xinmiao.features.roster.sheet.mapping import COLUMN_LABELS, Column
from xinmiao.features.roster.sheet.planned import (
    NEW_STUDENT,
    ChoiceOffered,
    ExistingStudent,
    Place,
    PlannedRow,
    Question,
    RowState,
    sentences,
)
from xinmiao.features.roster.sheet.rows import GuardianEntry, RosterRow
from xinmiao.kernel.display import masked_tail
from xinmiao.kernel.texts import Text, _, n_

COMPARED = (
    "name", "number_in_class", "sex", "status", "birth_date", "student_number", "id_digest", "ethnicity",
    "id_number", "enrolled_month", "boarding", "dormitory", "bed", "dorm_teacher", "dorm_teacher_phone", "address",
    "carer", "carer_phone", "entrusted_carer", "entrusted_carer_phone", "parents_work_place", "left_behind",
    "migrant_child", "orphan", "disability", "inclusive_class", "needs_aid",
)  # fmt: skip
"""Fields that are compared; class and guardians are compared in their own way."""


class KnownStudents:
    """The students there already, found by number, by digest, by name and class, by name and birth date."""

    def __init__(self, students: Iterable[ExistingStudent], decided: Mapping[Place, str] | None = None) -> None:
        self.decided = decided or {}
        self.by_id: dict[str, ExistingStudent] = {}
        self.by_number: dict[str, ExistingStudent] = {}
        self.by_digest: dict[str, ExistingStudent] = {}
        self.by_name: dict[str, list[ExistingStudent]] = defaultdict(list)
        for student in students:
            self.by_id[student.id] = student
            if student.student_number:
                self.by_number[student.student_number] = student
            if student.id_digest:
                self.by_digest[student.id_digest] = student
            self.by_name[student.name].append(student)

    def judged(self, row: RosterRow) -> PlannedRow:
        """Return the state of a row that has no problem of its own."""
        decided = self.decided.get((row.sheet, row.row))
        if decided == NEW_STUDENT:
            return _planned(row, RowState.NEW, _("A new student."))
        if decided is not None and decided in self.by_id:
            return _compared(row, self.by_id[decided])
        if row.student_number and (student := self.by_number.get(row.student_number)) is not None:
            if student.name != row.name:
                return _asked(row, student, Question.OTHER_NAME)
            return _compared(row, student)
        if row.id_digest and (student := self.by_digest.get(row.id_digest)) is not None:
            if student.name != row.name:
                return _asked(row, student, Question.OTHER_NAME)
            return _attached_or_compared(row, student)
        return self._by_name(row)

    def namesakes(self, row: RosterRow) -> list[ExistingStudent]:
        """Return the known students of a row's name whom its numbers do not rule out."""
        return [student for student in self.by_name.get(row.name, ()) if not _other_identity(row, student)]

    def _by_name(self, row: RosterRow) -> PlannedRow:
        namesakes = self.namesakes(row)
        key = row.class_name.key if row.class_name is not None else None
        here = [student for student in namesakes if student.class_key == key]
        numbered = [
            student for student in here if row.number_in_class and student.number_in_class == row.number_in_class
        ]
        born = [student for student in here if row.birth_date and student.birth_date == row.birth_date]
        for found in (numbered, born):
            if len(found) == 1:
                return _attached_or_compared(row, found[0])
        if len(here) > 1:
            return ambiguous(row, _several(len(here)), here)
        if here:
            return _attached_or_compared(row, here[0])
        return self._from_elsewhere(row, [student for student in namesakes if student.class_key != key])

    def _from_elsewhere(self, row: RosterRow, namesakes: Sequence[ExistingStudent]) -> PlannedRow:
        born = [student for student in namesakes if row.birth_date and student.birth_date == row.birth_date]
        if len(born) > 1:
            return ambiguous(row, _several(len(born)), born)
        if born:
            brings = row.student_number and row.student_number != born[0].student_number
            return _asked(row, born[0], Question.ATTACH_NUMBER if brings else Question.OTHER_CLASS)
        return _planned(row, RowState.NEW, _("A new student."))


def ambiguous(row: RosterRow, reason: Text, candidates: Iterable[ExistingStudent]) -> PlannedRow:
    """Return a row of which the user must say whom it means: one of the candidates, or a new student."""
    offered = [ChoiceOffered(student.id, _described(student)) for student in candidates]
    offered.append(ChoiceOffered(NEW_STUDENT, _("None of these: a new student")))
    return replace(_planned(row, RowState.AMBIGUOUS, reason), offered=tuple(offered))


def _described(student: ExistingStudent) -> Text:
    number = f"{student.number_in_class}" if student.number_in_class is not None else _("without a number")
    born = student.birth_date.isoformat() if student.birth_date is not None else _("birth date not known")
    tail = masked_tail(student.student_number) or _("without a student number")
    return _("{name}, number in class: {number}, {born}, {tail}").format(
        name=student.name, number=number, born=born, tail=tail
    )


def _several(count: int) -> Text:
    return n_(
        "{count} student of this name is known; which one is meant?",
        "{count} students of this name are known; which one is meant?",
        count,
    )


def _other_identity(row: RosterRow, student: ExistingStudent) -> bool:
    """A row with a lasting number or digest is nobody who has another one."""
    if row.id_digest and student.id_digest and row.id_digest != student.id_digest:
        return True
    mine, theirs = row.student_number, student.student_number
    same_birth = row.birth_date is not None and row.birth_date == student.birth_date
    return bool(
        mine and theirs and mine != theirs and not _is_temporary(theirs) and not _is_temporary(mine) and not same_birth
    )


def _is_temporary(number: str) -> bool:
    return number.startswith("L")


def _attached_or_compared(row: RosterRow, student: ExistingStudent) -> PlannedRow:
    """The same student by other signs than his number: what would surprise is asked first."""
    if row.birth_date and student.birth_date and row.birth_date != student.birth_date:
        return _asked(row, student, Question.OTHER_BIRTH_DATE)
    if row.student_number and row.student_number != student.student_number:
        replaces = student.student_number is None or _is_temporary(student.student_number)
        return _asked(row, student, Question.ATTACH_NUMBER if replaces else Question.OTHER_NUMBER)
    return _compared(row, student)


_QUESTIONS: dict[Question, Text] = {
    Question.ATTACH_NUMBER: _(
        "The row brings a student number to a student who is known without it. The same student?"
    ),
    Question.OTHER_NAME: _("This number is known under another name. The same student?"),
    Question.OTHER_BIRTH_DATE: _(
        "A student of this name is known in this class with another birth date. The same student?"
    ),
    Question.OTHER_CLASS: _("A student of this name and birth date is known in another class. The same student?"),
    Question.OTHER_NUMBER: _(
        "A student of this name is known in this class with another student number. The same student?"
    ),
}


def _asked(row: RosterRow, student: ExistingStudent, question: Question) -> PlannedRow:
    reason = sentences([_QUESTIONS[question], *row.warnings])
    other = ChoiceOffered(NEW_STUDENT, _("Somebody else: add as a new student"))
    return PlannedRow(
        row.sheet,
        row.row,
        RowState.CONFLICT,
        reason,
        row,
        student,
        changed_fields(row, student),
        question,
        offered=() if question is Question.OTHER_NAME else (other,),
    )


def _compared(row: RosterRow, student: ExistingStudent) -> PlannedRow:
    changed = changed_fields(row, student)
    if not changed:
        return _planned(row, RowState.UNCHANGED, _("Nothing changes."), student)
    return _planned(row, RowState.UPDATED, changes(changed), student, changed)


def changes(changed: Sequence[str]) -> Text:
    """Return the sentence that names the fields a row changes."""
    joined = label_of(changed[0])
    for name in changed[1:]:
        joined = _("{first}, {second}").format(first=joined, second=label_of(name))
    return _("Changes: {fields}.").format(fields=joined)


def label_of(name: str) -> Text:
    """Return what a compared field is called."""
    if name == "class":
        return STUDENT.class_id.label
    if name == "guardians":
        return GUARDIAN.label
    if name in {"mentor", "class_teacher"}:
        return COLUMN_LABELS[Column(name)]
    owner = STUDENT if any(declared.name == name for declared in STUDENT.fields) else STUDENT_DETAILS
    return owner.field(name).label


def _planned(
    row: RosterRow,
    state: RowState,
    reason: Text,
    match: ExistingStudent | None = None,
    changed: tuple[str, ...] = (),
) -> PlannedRow:
    return PlannedRow(row.sheet, row.row, state, sentences([reason, *row.warnings]), row, match, changed)


def changed_fields(row: RosterRow, student: ExistingStudent) -> tuple[str, ...]:
    """Return the fields the row would change; what the sheet does not say changes nothing."""
    changed = ["class"] if row.class_name is not None and row.class_name.key != student.class_key else []
    for name in COMPARED:
        value = getattr(row, name)
        if value is not None and value != getattr(student, name):
            changed.append(name)
    if any(entry not in student.guardians and _says_more(entry, student) for entry in row.guardians):
        changed.append("guardians")
    return tuple(changed)


def _says_more(entry: GuardianEntry, student: ExistingStudent) -> bool:
    """A guardian of the sheet is news when nobody known agrees with all the sheet says of him."""
    said = [
        (name, value)
        for name in ("name", "relation", "phone", "is_legal_guardian", "reachable")
        if (value := getattr(entry, name)) is not None
    ]
    return not any(all(getattr(known, name) == value for name, value in said) for known in student.guardians)
