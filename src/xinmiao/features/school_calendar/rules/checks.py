"""What is wrong with what is typed into the calendar, in sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from xinmiao.features.school_calendar.records import (
    EARLIEST,
    LATEST,
    OWN_DAY,
    OWN_LESSON,
    PERIOD,
    PERIOD_TABLE,
    ROOM,
    ROOM_CLOSING,
    HoursView,
    OwnDayKind,
    OwnDayView,
    OwnLessonView,
    PeriodTableView,
    RoomView,
    TermView,
)
from xinmiao.kernel.texts import Text, _
from xinmiao.kernel.times_of_day import show_span, span_problem

LONGEST_OWN = timedelta(days=200)
LONGEST_TERM = timedelta(days=250)
MOST_PERIODS = 40


def days_problem(first: date | None, last: date | None, longest: timedelta) -> dict[str, Text]:
    """Return what is wrong with a first and a last day."""
    if first is None or last is None:
        return {}
    if last < first:
        return {"last_day": _("The last day lies before the first one.")}
    if last - first > longest:
        return {"last_day": _("These are more than {count} days; please check the year.").format(count=longest.days)}
    return {}


def term_problems(term: TermView, others: Iterable[TermView]) -> dict[str, Text]:
    """Return what is wrong with a term: its days, or another one that overlaps."""
    found = days_problem(term.first_day, term.last_day, LONGEST_TERM)
    for other in others:
        if not found and term.first_day <= other.last_day and other.first_day <= term.last_day:
            found["first_day"] = _("Another term runs from {first} to {last}; please change one of them.").format(
                first=other.first_day.isoformat(), last=other.last_day.isoformat()
            )
    return found | _range_problem(term.first_day, term.last_day)


def own_day_problems(day: OwnDayView) -> dict[str, Text]:
    """Return what is wrong with days of the school's own."""
    values = {"first_day": day.first_day, "last_day": day.last_day, "kind": day.kind, "title": day.title.strip()}
    found = OWN_DAY.problems(values, only=values) | days_problem(day.first_day, day.last_day, LONGEST_OWN)
    if any(not 1 <= grade <= 12 for grade in day.grades):  # noqa: PLR2004 -- grades are counted through all stages
        found["grades"] = _("Please type grades from 1 to 12.")
    if day.follows is not None and day.kind is not OwnDayKind.MAKE_UP:
        found["follows"] = _("Only a make-up day follows another weekday.")
    return found


def table_problems(table: PeriodTableView, others: Iterable[PeriodTableView]) -> dict[str, Text]:
    """Return what is wrong with a period table; problems of a period stand under `period_` and its number."""
    values = {"name": table.name.strip(), "valid_from": table.valid_from}
    found = PERIOD_TABLE.problems(values, only=values)
    twin = (other for other in others if (other.stage, other.valid_from) == (table.stage, table.valid_from))
    if (same := next(twin, None)) is not None:
        found["valid_from"] = _("“{name}” begins on this day already.").format(name=same.name)
    if not table.periods:
        found["periods"] = _("Please enter at least one period.")
    elif len(table.periods) > MOST_PERIODS:
        found["periods"] = _("At most {limit} periods fit into a table.").format(limit=MOST_PERIODS)
    return found | _period_problems(table)


def _period_problems(table: PeriodTableView) -> dict[str, Text]:
    found: dict[str, Text] = {}
    for place, period in enumerate(table.periods):
        problem = PERIOD.name.problem(period.name.strip()) or span_problem(period.starts, period.ends)
        for other in table.periods[:place]:
            if problem is None and period.starts < other.ends and other.starts < period.ends:
                problem = _("It overlaps with “{name}”, {span}.").format(
                    name=other.name, span=show_span(other.starts, other.ends)
                )
            elif problem is None and period.name.strip() == other.name.strip() and period.kind is other.kind.LESSON:
                problem = _("“{name}” is there twice; lessons are found by their names.").format(name=period.name)
        if problem is not None:
            found[f"period_{place}"] = problem
    return found


def lesson_problems(lesson: OwnLessonView) -> dict[str, Text]:
    """Return what is wrong with a lesson."""
    values = {"subject": lesson.subject.strip(), "class_label": lesson.class_label, "from_date": lesson.from_date}
    found = OWN_LESSON.problems(values, only=values)
    if problem := span_problem(lesson.starts, lesson.ends):
        found["ends"] = problem
    if lesson.until_date is not None and lesson.until_date < lesson.from_date:
        found["until_date"] = _("The last day lies before the first one.")
    return found


def hours_problems(hours: Sequence[HoursView]) -> dict[str, Text]:
    """Return what is wrong with opening hours, by their numbers."""
    found: dict[str, Text] = {}
    for place, each in enumerate(hours):
        problem = span_problem(each.starts, each.ends)
        for other in hours[:place]:
            if problem is None and other.weekday is each.weekday:
                over = each.starts < other.ends and other.starts < each.ends
                problem = _("These hours overlap with others of the day.") if over else None
        if problem is not None:
            found[f"hours_{place}"] = problem
    return found


def room_problems(room: RoomView, others: Iterable[RoomView]) -> dict[str, Text]:
    """Return what is wrong with a room."""
    values = {"name": room.name.strip(), "capacity": room.capacity, "place": room.place, "in_use": room.in_use}
    found = ROOM.problems(values, only=values)
    if any(other.name == room.name.strip() for other in others):
        found["name"] = _("There is a room of this name already.")
    for place, closing in enumerate(room.closings):
        wrong = days_problem(closing.first_day, closing.last_day, LONGEST_OWN)
        problem = wrong.get("last_day") or ROOM_CLOSING.reason.problem(closing.reason.strip())
        if problem is not None:
            found[f"closing_{place}"] = problem
    return found


def _range_problem(first: date, last: date) -> dict[str, Text]:
    outside = not (EARLIEST <= first <= LATEST and EARLIEST <= last <= LATEST)
    return {"first_day": _("Please check the year.")} if outside else {}
