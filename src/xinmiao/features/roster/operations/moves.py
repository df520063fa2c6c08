"""Changes of status, each on its day: transfer, leave and return, graduation; and the history of classes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from xinmiao.features.roster.model import ClassStay, ClassYear, SchoolClass, Student, StudentMove
from xinmiao.features.roster.operations.placing import Occasion, place, put_back, set_status
from xinmiao.features.roster.operations.students import student_lines
from xinmiao.features.roster.records import (
    ClassSpell,
    MoveDraft,
    MoveKind,
    MoveView,
    StudentPath,
    StudentStatus,
    move_target,
)
from xinmiao.features.roster.rules import moves as move_rules
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.tasks import Task, Urgency
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.kernel.timeline import TimelineEntry
from xinmiao.vault.unit import Unit

_KEPT = ("happened_on", "other_school", "expected_until", "reason", "words")
_NAMED = 5


@command(requires=Permission.STUDENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="student.status_changed")
def record_move(unit: Unit, students: tuple[tuple[str, int], ...], draft: MoveDraft) -> tuple[str, ...]:
    """Record what happened to students (ids with the versions the list showed); return the ids of the records.

    Raises:
        ValidationFailed: a day to come, a leave without reason or end, or a class that is missing.
        RuleBroken: it cannot happen to one of them as things stand; named.
        Conflict: one of them was changed meanwhile; nothing is written.
    """
    if problems := move_rules.problems(draft, today=unit.clock.today()):
        raise ValidationFailed(problems)
    records = [unit.editable(Student, student_id, version) for student_id, version in students]
    _check_possible(records, draft)
    return tuple(_moved(unit, record, draft).id for record in records)


@command(requires=Permission.STUDENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="student.status_corrected")
def correct_move(unit: Unit, move_id: str, base_version: int, draft: MoveDraft) -> None:
    """Correct day, school, end, reason and words of a change of status; its kind stays what it is.

    Raises:
        ValidationFailed: a value is refused.
        RuleBroken: the day lies before the change that came earlier, or after the one that came later.
        Conflict: somebody corrected it meanwhile.
    """
    if problems := move_rules.problems(draft, today=unit.clock.today()):
        raise ValidationFailed(problems)
    move = unit.editable(StudentMove, move_id, base_version)
    unit.concerns("student", move.student_id)
    standing = _standing(unit, move.student_id)
    place_of = next(number for number, each in enumerate(standing) if each.id == move.id)
    day = draft.happened_on or move.happened_on
    _check_between(day, standing[:place_of], standing[place_of + 1 :])
    for name in _KEPT:
        setattr(move, name, getattr(draft, name) or None)
    if place_of == len(standing) - 1:
        unit.get(Student, move.student_id).status_since = day


@command(requires=Permission.STUDENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="student.status_taken_back")
def take_back_move(unit: Unit, move_id: str, base_version: int) -> None:
    """Take the last change of status back: status and class are as before, the record stays in the trail only.

    Raises:
        RuleBroken: something came after it.
        Conflict: somebody corrected it meanwhile.
    """
    move = unit.editable(StudentMove, move_id, base_version)
    unit.concerns("student", move.student_id)
    student = unit.get(Student, move.student_id)
    if _standing(unit, move.student_id)[-1:] != [move] or student.status is not move.status_after:
        raise RuleBroken(_("Something came after this change."), _("Take the later change back first."))
    move.taken_back_at = unit.clock.now()
    student.status, student.status_since = move.status_before, move.since_before
    stay = unit.db.get(ClassStay, move.stay_id) if move.stay_id else None
    if stay is not None:
        put_back(unit, student, stay)


@query(requires=Permission.STUDENT_READ, scope=Scope.VISIBLE_STUDENTS, audit=NotAudited("names of classes and days"))
def class_history(unit: Unit, student_id: str) -> tuple[ClassSpell, ...]:
    """Return the classes a visible student is and was in, the present first.

    Raises:
        NotFound: there is no such student for this account.
    """
    student = unit.get(Student, student_id)
    stays = [
        ClassSpell(row.class_id, row.class_label or "", row.number_in_class, row.from_date, row.until_date, row.came_by)
        for row in unit.db.scalars(select(ClassStay).where(ClassStay.student_id == student_id))
        if row.class_id is not None
    ]
    if student.class_id is not None:
        now = unit.get(SchoolClass, student.class_id)
        left = move_rules.last_day(student.status, student.status_since)
        number, since = student.number_in_class, student.class_since
        stays.append(ClassSpell(now.id, now.label_text or "", number, since, left, student.class_why))
    years = unit.db.scalars(select(ClassYear).where(ClassYear.class_id.in_({stay.class_id for stay in stays})))
    names = [move_rules.NamedUntil(row.class_id, row.label_text or "", row.until_date) for row in years]
    return move_rules.spells(stays, names)


@query(requires=Permission.STUDENT_DETAILS_READ, scope=Scope.WHOLE_SCHOOL, audit="student.path_opened")
def student_path(unit: Unit, student_id: str) -> StudentPath:
    """Return the classes of a student and what became of him, the newest first.

    Raises:
        NotFound: there is no such student.
    """
    unit.concerns("student", student_id)
    return StudentPath(unit.run(class_history.bind(student_id)), _views(unit, student_id))


@query(
    requires=Permission.STUDENT_DETAILS_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the timeline, whose opening is audited"),
)
def roster_timeline_entries(unit: Unit, student_id: str) -> tuple[TimelineEntry, ...]:
    """Return what became of a student and the classes he came into as entries."""
    moves = tuple(move_rules.move_entry(move) for move in _views(unit, student_id))
    spells = unit.run(class_history.bind(student_id))
    return moves + tuple(entry for spell in spells if (entry := move_rules.spell_entry(student_id, spell)) is not None)


@query(
    requires=Permission.STUDENT_DETAILS_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("a list of what is open; opening one of them is audited"),
)
def leave_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return a task for each leave that ends within two weeks or should have ended."""
    today = unit.clock.today()
    ending = unit.db.scalars(
        select(StudentMove).where(
            StudentMove.kind == MoveKind.LEAVE,
            StudentMove.taken_back_at.is_(None),
            StudentMove.expected_until <= today + move_rules.ON_LEAVE_SOON,
        )
    ).all()
    lines = {line.id: line for line in unit.run(student_lines.bind(tuple(move.student_id for move in ending)))}
    return tuple(
        _leave_task(move, line.name, today)
        for move in ending
        if (line := lines.get(move.student_id)) is not None and line.status is StudentStatus.ON_LEAVE
    )


def _leave_task(move: StudentMove, name: str, today: date) -> Task:
    due = move.expected_until or today
    why = _("The leave ends on {day}. Record the return, or correct until when it lasts.")
    return Task(
        key=f"leave:{move.id}:{due.isoformat()}",
        title=_("The leave of {name} ends").format(name=name),
        why=why.format(day=due),
        urgency=Urgency.OVERDUE if due < today else Urgency.DUE,
        target=move_target(move.student_id),
        due=due,
    )


def _check_possible(records: Iterable[Student], draft: MoveDraft) -> None:
    found = tuple(records)
    _refuse(
        [each for each in found if each.status not in move_rules.FROM.get(draft.kind, frozenset())],
        _("This cannot be recorded for {names} as things stand."),
        _("Look at the status of each first."),
    )
    day = draft.happened_on
    _refuse(
        [each for each in found if day and each.status_since and each.status_since > day],
        _("The day lies before the last change of status of {names}."),
        _("Choose a later day, or correct the earlier change."),
    )
    if draft.class_id is None and draft.kind is MoveKind.TRANSFER_IN and any(each.class_id is None for each in found):
        raise ValidationFailed({"class_id": _("Please choose the class.")})


def _refuse(records: list[Student], message: Text, next_step: Text) -> None:
    if records:
        names = tr(", ").join(each.name for each in records[:_NAMED]) + (" …" if len(records) > _NAMED else "")
        raise RuleBroken(message.format(names=names), next_step)


def _check_between(day: date, before: list[StudentMove], after: list[StudentMove]) -> None:
    too_early = any(each.happened_on > day for each in before)
    if too_early or any(each.happened_on < day for each in after):
        raise RuleBroken(
            _("The day does not fit between the changes before and after."), _("Choose a day between them.")
        )


def _moved(unit: Unit, student: Student, draft: MoveDraft) -> StudentMove:
    unit.concerns("student", student.id)
    day = draft.happened_on or unit.clock.today()
    stay = None
    if draft.class_id is not None and draft.class_id != student.class_id:
        unit.get(SchoolClass, draft.class_id)
        stay = place(unit, student, draft.class_id, Occasion(day, move_rules.WHY[draft.kind]))
        student.number_in_class = None
    move = set_status(unit, student, move_rules.AFTER[draft.kind], draft.kind, day)
    move.stay_id = stay.id if stay is not None else None
    for name in _KEPT[1:]:
        setattr(move, name, getattr(draft, name) or None)
    return move


def _standing(unit: Unit, student_id: str) -> list[StudentMove]:
    """Return the changes of a student that were not taken back, in the order they were recorded."""
    statement = (
        select(StudentMove)
        .where(StudentMove.student_id == student_id, StudentMove.taken_back_at.is_(None))
        .order_by(StudentMove.happened_on, StudentMove.created_at, StudentMove.id)
    )
    return list(unit.db.scalars(statement))


def _views(unit: Unit, student_id: str) -> tuple[MoveView, ...]:
    rows, labels = _standing(unit, student_id), unit.database.account_labels
    return tuple(
        MoveView(
            id=row.id,
            version=row.version,
            student_id=row.student_id,
            kind=row.kind,
            happened_on=row.happened_on,
            status_after=row.status_after,
            other_school=row.other_school or "",
            expected_until=row.expected_until,
            reason=row.reason,
            words=row.words or "",
            recorded_at=row.created_at,
            recorded_by=labels.get(row.created_by, ""),
            is_last=row is rows[-1],
        )
        for row in reversed(rows)
    )
