"""Appointments of the invented school: three weeks with outcomes, a series with an exception, a request, who waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from xinmiao.app.demo.referrals import ReferralRoom
from xinmiao.features.appointments import operations as appointments
from xinmiao.features.appointments.records import (
    AppointmentDraft,
    AppointmentKind,
    AppointmentState,
    AppointmentView,
    CancelledBy,
    DateChoice,
    DateDecision,
    NewTime,
    SeriesDate,
    SeriesPattern,
    WaitingDraft,
    WaitingUrgency,
)
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseLine, CaseState
from xinmiao.features.roster.records import StudentLine
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.features.school_calendar.records import WEEKDAYS
from xinmiao.kernel.school_days import days_of

_BACK, _AHEAD = timedelta(days=15), timedelta(days=10)
_FEWEST = 3
_SPANS = ((727, 765), (970, 1010))
"""Noon and after school, when the room is open."""
_KINDS = (AppointmentKind.TALK, AppointmentKind.TALK, AppointmentKind.TALK, AppointmentKind.PARENTS)
_ARRIVED, _LATE, _ABSENT = AppointmentState.ARRIVED, AppointmentState.LATE, AppointmentState.ABSENT
_OUTCOMES = (_ARRIVED, _ARRIVED, _LATE, _ARRIVED, _ABSENT, _ARRIVED, _ARRIVED)


def invent_appointments(room: ReferralRoom, students: Sequence[StudentLine]) -> None:
    """Book what stands in three weeks, as it was booked two weeks ago, then say who came."""
    if len(students) < _FEWEST:
        return
    today = room.until.astimezone().date()
    room.clock.set_to(datetime.combine(today - _BACK, time(7, 30)).astimezone())
    cases = [case for case in room.run(casework.list_cases.bind()) if _is_talked_with(case)]
    where = min(room.run(calendar.list_rooms.bind()), key=lambda each: each.capacity or 0).id
    facts = room.run(calendar.get_school_days.bind())
    days = [day for day in days_of(today - _BACK, today + _AHEAD) if facts.is_school_day(day)]
    for number, day in enumerate(days if cases else ()):
        _book(room, day, number, cases, where)
    _series(room, facts.next_school_day(today) or today, students[0], where)
    room.clock.set_to(room.until)
    week = room.run(appointments.list_week.bind(days[0], days[-1])) if days else None
    _say_who_came(room, () if week is None else [view for view in week.appointments if view.series_id is None])
    _ask_and_wait(room, today, students[1:])
    room.clock.set_to(None)


def _is_talked_with(case: CaseLine) -> bool:
    is_open = case.state is CaseState.OPEN and case.is_own
    return is_open and case.student.id is not None and not case.restricted


def _book(room: ReferralRoom, day: date, number: int, cases: Sequence[CaseLine], where: str) -> None:
    for turn, (starts, ends) in enumerate(_SPANS[: 1 + number % 2] if number % 5 else _SPANS):
        case = cases[(2 * number + turn) % len(cases)]
        kind = _KINDS[(number + turn) % len(_KINDS)]
        draft = AppointmentDraft(room.ids.new(), day, starts, ends, case_id=case.id, room_id=where, kind=kind)
        draft = replace(draft, counsellor=case.counsellor)
        if not [each for each in room.run(appointments.check_conflicts.bind(draft)) if not each.is_warning]:
            room.run(appointments.save_appointment.bind(draft))


def _series(room: ReferralRoom, first: date, student: StudentLine, where: str) -> None:
    """Book a student every week after school; one date was moved to another day."""
    pattern = SeriesPattern(first, (WEEKDAYS[first.weekday()],), count=6)
    draft = AppointmentDraft(room.ids.new(), None, 1012, 1030, student_id=student.id, room_id=where)
    dates: tuple[SeriesDate, ...] = room.run(appointments.preview_series.bind(draft, pattern))
    decisions = tuple(DateDecision(each.slot_on, each.advised) for each in dates)
    if all(each.choice is DateChoice.SKIP for each in decisions):
        return
    made = room.run(appointments.save_series.bind(draft, pattern, decisions))
    last = room.run(appointments.get_series.bind(made.series_id)).appointments[-1]
    to = NewTime(last.day + timedelta(days=1), 700, 722)
    room.run(appointments.move_appointment.bind(last.id, last.version, to, override_reason="考试周提前约好"))


def _say_who_came(room: ReferralRoom, views: Sequence[AppointmentView]) -> None:
    """Say who came, but for the last two that are over; cancel one that is still to come."""
    over = [view for view in views if view.is_unresolved]
    for number, view in enumerate(over[:-2]):
        outcome = _OUTCOMES[number % len(_OUTCOMES)]
        room.run(appointments.set_outcome.bind(view.id, view.version, outcome))
    coming = [view for view in views if view not in over and view.day > room.until.astimezone().date()]
    for view in coming[2:3]:
        room.run(appointments.cancel_appointment.bind(view.id, view.version, CancelledBy.GUARDIAN, "当天要去亲戚家"))


def _ask_and_wait(room: ReferralRoom, today: date, students: Sequence[StudentLine]) -> None:
    asked = AppointmentDraft(
        room.ids.new(), today + timedelta(days=2), 968, 1008, student_id=students[0].id, asked_by="林老师"
    )
    room.run(appointments.request_appointment.bind(asked))
    for student, urgency, days, wishes in zip(
        students[1:],
        (WaitingUrgency.SOON, WaitingUrgency.NORMAL, WaitingUrgency.NORMAL),
        (3, 9, 5),
        _WISHES,
        strict=False,
    ):
        since = today - timedelta(days=days)
        entry = WaitingDraft(
            room.ids.new(), urgency, student_id=student.id, since=since, asked_by="林老师", wishes=wishes
        )
        room.run(appointments.save_waiting.bind(entry))


_WISHES = ("午休", "周二、周四放学后", "")
