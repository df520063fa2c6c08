"""What is wrong with what is typed of an appointment, in sentences; pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from xinmiao.features.appointments.records import (
    APPOINTMENT,
    APPOINTMENT_REQUEST,
    WAITING_ENTRY,
    AppointmentDraft,
    AppointmentState,
    RequestForm,
    WaitingDraft,
)
from xinmiao.kernel.texts import Text, _
from xinmiao.kernel.times_of_day import span_problem

FURTHEST_AHEAD = timedelta(days=731)
_HOUR = 60
_TYPED = ("alias", "place", "note", "asked_by")


def minute_of(now: datetime) -> int:
    """Return the minute of the day, local."""
    local = now.astimezone()
    return local.hour * _HOUR + local.minute


def is_over(day: date, ends: int, now: datetime) -> bool:
    """Return whether a time has passed."""
    today = now.astimezone().date()
    return day < today or (day == today and ends <= minute_of(now))


def has_begun(day: date, starts: int, now: datetime) -> bool:
    """Return whether a time has begun."""
    today = now.astimezone().date()
    return day < today or (day == today and starts <= minute_of(now))


def is_unresolved(state: AppointmentState, day: date, ends: int, now: datetime) -> bool:
    """Return whether it is over and nobody said who came."""
    return state is AppointmentState.BOOKED and is_over(day, ends, now)


def time_problems(day: date | None, starts: int | None, ends: int | None, today: date) -> dict[str, Text]:
    """Return what is wrong with day and times, whatever stands there."""
    found: dict[str, Text] = {}
    if problem := APPOINTMENT.day.problem(day):
        found["day"] = problem
    elif day is not None and day - today > FURTHEST_AHEAD:
        found["day"] = _("This is more than two years ahead; please check the year.")
    if problem := span_problem(starts, ends):
        found["ends"] = problem
    return found


def coming_problems(day: date, ends: int, now: datetime) -> dict[str, Text]:
    """Refuse to book what is over."""
    if not is_over(day, ends, now):
        return {}
    return {"day": _("This time is over. For who came without an appointment, record a walk-in.")}


def draft_problems(draft: AppointmentDraft, today: date) -> dict[str, Text]:
    """Return what is wrong with a draft by itself."""
    found = time_problems(draft.day, draft.starts, draft.ends, today)
    found |= APPOINTMENT.problems({name: getattr(draft, name) for name in _TYPED}, only=_TYPED)
    if not (draft.student_id or draft.case_id or draft.alias.strip()):
        found["student_id"] = _("Choose a student or a case, or type an alias.")
    return found


def request_problems(form: RequestForm, now: datetime) -> dict[str, Text]:
    """Return what is wrong with a teacher's request: a whole time that is still to come, or when it suits."""
    names = ("wishes", "note")
    found = APPOINTMENT_REQUEST.problems({name: getattr(form, name) for name in names}, only=names)
    if form.day is None and form.starts is None and form.ends is None:
        if not form.wishes.strip():
            found.setdefault("wishes", _("Say when it suits, or name a day and a time."))
        return found
    if form.day is None:
        return {"day": _("Please name the day too."), **found}
    today = now.astimezone().date()
    problems = time_problems(form.day, form.starts, form.ends, today)
    if not problems and form.ends is not None and is_over(form.day, form.ends, now):
        problems = {"day": _("This time is over; please choose one that is still to come.")}
    return found | problems


def waiting_problems(draft: WaitingDraft, today: date) -> dict[str, Text]:
    """Return what is wrong with an entry of the waiting list."""
    names = ("alias", "asked_by", "wishes", "note")
    found = WAITING_ENTRY.problems({name: getattr(draft, name) for name in names}, only=names)
    if not (draft.student_id or draft.case_id or draft.alias.strip()):
        found["student_id"] = _("Choose a student or a case, or type an alias.")
    if draft.since is not None and draft.since > today:
        found["since"] = _("This day is still to come.")
    return found


def reason_problem(reason: str, name: str = "reason") -> dict[str, Text]:
    """Return what is wrong with a reason that has to be given."""
    words = reason.strip()
    if not words:
        return {name: _("Please fill this in.")}
    return APPOINTMENT.problems({name: words}, only=(name,))
