"""What a wanted time is held against, read inside the transaction that writes; no operation of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, or_, select

from xinmiao.features.appointments.model import Appointment
from xinmiao.features.appointments.operations.reading import (
    RAW_DAY,
    RAW_ENDS,
    RAW_STARTS,
    cases_of,
    lines_of,
    read_day,
    read_span,
)
from xinmiao.features.appointments.records import BLOCKING, AppointmentState
from xinmiao.features.appointments.rules.conflicts import DayGround, Ground, Taken, Wanted
from xinmiao.features.roster.operations import list_classes
from xinmiao.features.roster.records import ClassLine
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.features.school_calendar.records import OwnDayKind
from xinmiao.kernel.occupancies import Occupancy
from xinmiao.kernel.operations import Operation
from xinmiao.vault.unit import Unit

Source = Operation[[date, date], tuple[Occupancy, ...]]
_COUNTING = BLOCKING | {AppointmentState.REQUESTED}
_MONTH = timedelta(days=31)
_PAGE = "appointments"
"""Occupancies of this page are appointments themselves."""


def ground_for(
    unit: Unit, wanted: Sequence[Wanted], sources: tuple[Source, ...], others: Collection[str] = ()
) -> Ground:
    """Return the ground of some times; `others` are counsellors who might be chosen.

    Sources are the occupancies of other features; one the account may not ask is left out.
    """
    days = sorted({each.day for each in wanted})
    first, last = days[0], days[-1]
    students = {each.student_id for each in wanted if each.student_id is not None}
    counsellors = {each.counsellor for each in wanted if each.counsellor} | set(others)
    known, school_class = unit.run(calendar.get_calendar.bind()), _class_of(unit, students)
    cases = cases_of(unit, students)
    of_student = _of_students(unit, students, cases, first, last)
    grade, stage = (None, None) if school_class is None else (school_class.grade, school_class.stage)
    student_days = tuple(sorted({*days, *(taken.day for taken in of_student)})) if students else ()
    own_times = unit.run(calendar.times_on.bind(student_days, stage)) if student_days else ()
    return Ground(
        days=_days(unit, days, wanted, _Sides(counsellors, students, cases), sources),
        busy={each: unit.run(calendar.counsellor_busy.bind(each, first, last)) for each in sorted(counsellors)},
        calendar=known.days,
        rooms={room.id: room for room in unit.run(calendar.list_rooms.bind())},
        exams=tuple(own for own in known.own if own.kind is OwnDayKind.EXAM and own.concerns(grade))
        if students
        else (),
        of_student=of_student,
        student_periods={times.day: times.periods for times in own_times},
        has_hours=bool(unit.run(calendar.get_times.bind()).hours),
    )


def _class_of(unit: Unit, students: Collection[str]) -> ClassLine | None:
    line = next(iter(lines_of(unit, students).values()), None)
    if line is None or line.class_id is None:
        return None
    return next((each for each in unit.run(list_classes.bind()) if each.id == line.class_id), None)


@dataclass(frozen=True)
class _Sides:
    """Whose times are asked for; `cases` are those of the students, also of talks made before the name was known."""

    counsellors: Collection[str]
    students: Collection[str]
    cases: Mapping[str, str]


def _days(
    unit: Unit, days: Sequence[date], wanted: Sequence[Wanted], whose: _Sides, sources: tuple[Source, ...]
) -> dict[date, DayGround]:
    rooms = {each.room_id for each in wanted if each.room_id is not None}
    taken: dict[date, list[Taken]] = defaultdict(list)
    sides = [
        (Appointment.counsellor, whose.counsellors),
        (Appointment.student_id, whose.students),
        (Appointment.case_id, whose.cases),
        (Appointment.room_id, rooms),
    ]
    within = RAW_DAY.in_([day.isoformat() for day in days])
    asked = [column.in_(sorted(ids)) & within for column, ids in sides if ids]
    for each in _taken(unit, or_(*asked), whose.cases) if asked else ():
        taken[each.day].append(each)
    others = _others(unit, days, sources)
    return {
        times.day: DayGround(taken[times.day], others[times.day], times.periods, times.opening)
        for times in unit.run(calendar.times_on.bind(tuple(days)))
    }


def _taken(unit: Unit, condition: ColumnElement[bool], cases: Mapping[str, str]) -> Iterable[Taken]:
    """Yield what counts; what cannot be read stands in nobody's way. `cases` says whose a case is by now."""
    # The state is asked here and not of the file, which would walk through all that are booked.
    rows = unit.db.execute(
        select(
            Appointment.id,
            Appointment.counsellor,
            Appointment.student_id,
            Appointment.room_id,
            RAW_DAY,
            RAW_STARTS,
            RAW_ENDS,
            Appointment.state,
            Appointment.case_id,
        ).where(condition)
    )
    for one_id, counsellor, student_id, room_id, raw_day, starts, ends, state, case_id in rows:
        day, span = read_day(raw_day), read_span(starts, ends)
        if state in _COUNTING and day is not None and span is not None:
            yield Taken(one_id, counsellor, student_id or cases.get(case_id or ""), room_id, day, *span, state)


def _of_students(
    unit: Unit, students: Collection[str], cases: Mapping[str, str], first: date, last: date
) -> tuple[Taken, ...]:
    """Return the students' appointments of the months in question."""
    if not students:
        return ()
    since = first.replace(day=1).isoformat()
    until = (last.replace(day=1) + _MONTH).isoformat()
    theirs = or_(Appointment.student_id.in_(sorted(students)), Appointment.case_id.in_(sorted(cases)))
    return tuple(_taken(unit, theirs & RAW_DAY.between(since, until), cases))


def _others(unit: Unit, days: Sequence[date], sources: tuple[Source, ...]) -> dict[date, list[Occupancy]]:
    found: dict[date, list[Occupancy]] = defaultdict(list)
    for source in sources:
        if unit.actor.may(source.requires):
            for each in unit.run(source.bind(days[0], days[-1])):
                if each.target.page != _PAGE:
                    found[each.day].append(each)
    return found
