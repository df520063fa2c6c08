"""The pattern of shifts and who takes part: reading and writing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select

from xinmiao.features.duty.model import DutyPerson, PatternPerson, ShiftPattern
from xinmiao.features.duty.operations import reading
from xinmiao.features.duty.records import DutyPersonView, PatternView, SetupView
from xinmiao.features.duty.rules import checks
from xinmiao.features.school_calendar.records import Weekday
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit


@query(
    requires=Permission.DUTY_WRITE,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("the pattern of shifts; nothing of a student's"),
)
def get_duty_setup(unit: Unit) -> SetupView:
    """Return the pattern of shifts, who takes part, and the rooms in use."""
    names = reading.book(unit)
    rooms = {room.id: room.name for room in names.rooms.values() if room.in_use}
    return SetupView(reading.patterns(unit), reading.persons(unit, names), rooms)


@command(requires=Permission.DUTY_WRITE, scope=Scope.WHOLE_SCHOOL, audit="duty.pattern_saved")
def save_pattern(unit: Unit, pattern: PatternView) -> str:
    """Save a shift of the pattern, a new one where it has no id, and return its id; shifts made before stay.

    Raises:
        ValidationFailed: a value is refused.
        RuleBroken: one who may stand it does not take part in duty.
        Conflict: somebody changed it meanwhile.
    """
    others = [other for other in reading.patterns(unit) if other.id != pattern.id]
    if problems := checks.pattern_problems(pattern, others):
        raise ValidationFailed(problems)
    row = unit.editable(ShiftPattern, pattern.id, pattern.version) if pattern.id else ShiftPattern(id=unit.ids.new())
    row.name, row.weekday, row.period = pattern.name.strip(), pattern.weekday, pattern.period.strip() or None
    row.starts, row.ends = pattern.starts, pattern.ends
    row.room_id, row.persons = pattern.room_id, pattern.persons
    unit.db.add(row)
    unit.concerns("shift_pattern", row.id)
    _put_allowed(unit, row.id, pattern.only)
    return row.id


@command(requires=Permission.DUTY_WRITE, scope=Scope.WHOLE_SCHOOL, audit="duty.pattern_saved")
def add_pattern(unit: Unit, pattern: PatternView, weekdays: tuple[Weekday, ...]) -> None:
    """Put the same shift on several weekdays, all or none.

    Raises:
        ValidationFailed: no weekday is chosen, or a value is refused.
    """
    if not weekdays:
        raise ValidationFailed({"weekday": _("Please choose at least one weekday.")})
    for weekday in weekdays:
        unit.run(save_pattern.bind(replace(pattern, weekday=weekday)))


def _put_allowed(unit: Unit, pattern_id: str, staff_ids: Iterable[str]) -> None:
    taking_part = set(unit.db.scalars(select(DutyPerson.staff_id)))
    rows = unit.db.scalars(select(PatternPerson).where(PatternPerson.pattern_id == pattern_id))
    kept = {row.staff_id: row for row in rows}
    for staff_id in dict.fromkeys(staff_ids):
        if staff_id not in taking_part:
            raise RuleBroken(
                _("One of those who may stand this shift does not take part in duty."),
                _("Let him take part first, or leave him out here."),
                code="E-DUTYPERSON",
            )
        if kept.pop(staff_id, None) is None:
            unit.db.add(PatternPerson(id=unit.ids.new(), pattern_id=pattern_id, staff_id=staff_id))
    for row in kept.values():
        unit.db.delete(row)


@command(requires=Permission.DUTY_WRITE, scope=Scope.WHOLE_SCHOOL, audit="duty.pattern_removed")
def remove_pattern(unit: Unit, opened: PatternView) -> None:
    """Take a shift out of the pattern; shifts made of it stay where they are."""
    unit.concerns("shift_pattern", opened.id)
    unit.db.delete(unit.editable(ShiftPattern, opened.id, opened.version))
    for row in unit.db.scalars(select(PatternPerson).where(PatternPerson.pattern_id == opened.id)):
        unit.db.delete(row)


@command(requires=Permission.DUTY_WRITE, scope=Scope.WHOLE_SCHOOL, audit="duty.persons_saved")
def save_duty_persons(unit: Unit, persons: tuple[DutyPersonView, ...]) -> None:
    """Let exactly these staff members take part; shifts of others stay and are listed as gaps only when they leave.

    Raises:
        RuleBroken: one of them is no staff member.
    """
    names = reading.book(unit)
    kept = {row.staff_id: row for row in unit.db.scalars(select(DutyPerson))}
    for person in persons:
        if person.staff_id not in names.staff:
            raise RuleBroken(_("One of them is no staff member any more."), _("Please reload the list."))
        row = kept.pop(person.staff_id, None) or DutyPerson(id=unit.ids.new(), staff_id=person.staff_id)
        row.weekdays = tuple(person.weekdays) or None
        unit.db.add(row)
    for row in kept.values():
        unit.db.delete(row)
        for allowed in unit.db.scalars(select(PatternPerson).where(PatternPerson.staff_id == row.staff_id)):
            unit.db.delete(allowed)
    unit.remark(persons=len(persons))
