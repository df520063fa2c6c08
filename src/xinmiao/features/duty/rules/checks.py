"""What is wrong with what is typed into duty, in sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from xinmiao.features.duty.records import (
    DUTY_LEAVE,
    DUTY_RECORD,
    DUTY_SHIFT,
    SHIFT_PATTERN,
    DutyRecordDraft,
    LeaveView,
    PatternView,
    RosterRequest,
    ShiftView,
)
from xinmiao.kernel.texts import Text, _
from xinmiao.kernel.times_of_day import DAY_MINUTES, show_span

LONGEST_TERM = timedelta(days=250)
LONGEST_LEAVE = timedelta(days=400)
FURTHEST = timedelta(days=800)
MOST_PATTERNS = 100


def span_problem(starts: int | None, ends: int | None) -> dict[str, Text]:
    """Return what is wrong with the times of a shift: it ends after it begins, within one day."""
    if starts is None or ends is None or not (0 <= starts <= DAY_MINUTES and 0 <= ends <= DAY_MINUTES):
        return {"ends": _("Please enter both times.")}
    if ends == 0:
        return {"ends": _("The end is 00:00; for midnight please type 24:00.")}
    if starts < ends:
        return {}
    return {"ends": _("The end is not after the beginning; please correct one of the times.")}


def stands_open(shift: ShiftView, opening: Sequence[tuple[int, int]]) -> bool:
    """Return whether a shift is stood in a room while it is open; where no hours are kept, it is."""
    within = any(opens <= shift.starts and shift.ends <= closes for opens, closes in opening)
    return shift.room_id is not None and (within or not opening)


def pattern_problems(pattern: PatternView, others: Iterable[PatternView]) -> dict[str, Text]:
    """Return what is wrong with a shift of the pattern."""
    values = {
        "name": pattern.name.strip(),
        "weekday": pattern.weekday,
        "period": pattern.period.strip(),
        "persons": pattern.persons,
    }
    found = SHIFT_PATTERN.problems(values, only=values) | span_problem(pattern.starts, pattern.ends)
    known = tuple(others)
    same = (each for each in known if (each.weekday, each.name) == (pattern.weekday, pattern.name.strip()))
    if "name" not in found and (twin := next(same, None)) is not None:
        found["name"] = _("This weekday has a shift of this name already, {span}.").format(span=twin.span)
    if len(known) >= MOST_PATTERNS:
        found["name"] = _("At most {limit} shifts fit into a week.").format(limit=MOST_PATTERNS)
    if pattern.only and len(pattern.only) < pattern.persons:
        found["persons"] = _("Fewer may stand this shift than it asks for.")
    return found


def leave_problems(leave: LeaveView, others: Iterable[LeaveView]) -> dict[str, Text]:
    """Return what is wrong with leave: its days, or leave of the same person that overlaps."""
    values = {"staff_id": leave.staff_id, "first_day": leave.first_day, "last_day": leave.last_day, "kind": leave.kind}
    found = DUTY_LEAVE.problems(values)
    if found:
        return found
    if leave.last_day < leave.first_day:
        return {"last_day": _("The last day lies before the first one.")}
    if leave.last_day - leave.first_day > LONGEST_LEAVE:
        return {"last_day": _("These are more than {count} days; please check the year.").format(count=400)}
    for other in others:
        if other.staff_id == leave.staff_id and other.id != leave.id and _overlap(leave, other):
            return {
                "first_day": _("Leave is entered from {first} to {last} already.").format(
                    first=other.first_day.isoformat(), last=other.last_day.isoformat()
                )
            }
    return {}


def _overlap(one: LeaveView, other: LeaveView) -> bool:
    return one.first_day <= other.last_day and other.first_day <= one.last_day


def request_problems(request: RosterRequest, today: date) -> dict[str, Text]:
    """Return what is wrong with the span a roster is asked for."""
    if request.first < today:
        return {"first": _("What is over is not made anew; please begin today or later.")}
    if request.last < request.first:
        return {"last": _("The last day lies before the first one.")}
    if request.last - request.first > LONGEST_TERM:
        return {"last": _("These are more than {count} days; please make one term at a time.").format(count=250)}
    if request.first - today > FURTHEST:
        return {"first": _("This lies more than two years ahead; please check the year.")}
    return {}


def day_problem(day: date, today: date) -> dict[str, Text]:
    """Return why nobody can be put on a day."""
    if day < today:
        return {"day": _("This day is over; what was is corrected in the record of the shift.")}
    if day - today > FURTHEST:
        return {"day": _("This lies more than two years ahead; please check the year.")}
    return {}


def shift_problems(day: date, name: str, starts: int, ends: int, today: date) -> dict[str, Text]:
    """Return what is wrong with a shift put in by hand."""
    values = {"day": day, "name": name.strip()}
    return DUTY_SHIFT.problems(values, only=values) | span_problem(starts, ends) | day_problem(day, today)


def record_problems(draft: DutyRecordDraft) -> dict[str, Text]:
    """Return what is wrong with the record of a shift."""
    values = {
        "visitors": draft.visitors,
        "events": draft.events.strip(),
        "reported_to": draft.reported_to.strip(),
        "handover": draft.handover.strip(),
    }
    return DUTY_RECORD.problems(values, only=values)


def overlapping(starts: int, ends: int, spans: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the first of some spans that shares a minute with starts-ends, or None."""
    return next((span for span in spans if span[0] < ends and starts < span[1]), None)


def span_words(day: date, starts: int, ends: int) -> str:
    """Return a day with its times: 2026-11-23 12:20-13:10."""
    return f"{day.isoformat()} {show_span(starts, ends)}"
