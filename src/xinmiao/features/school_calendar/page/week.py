"""Own lessons and periods as the week grid shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from xinmiao.features.school_calendar.records import (
    OWN_LESSON,
    QUIET_PERIODS,
    WEEKDAY_LABELS,
    LessonWeeks,
    OwnLessonView,
    PeriodTableView,
)
from xinmiao.features.school_calendar.rules.times import lesson_times
from xinmiao.kernel.school_days import monday_of
from xinmiao.ui.week_grid import Block, GridDay, GridRow

_WORKDAYS = 5


def plain_week(monday: date, lessons: Iterable[OwnLessonView]) -> tuple[GridDay, ...]:
    """Return the days of a week without dates: Monday to Friday, and the weekend when lessons stand there."""
    last = max((lesson.weekday.number for lesson in lessons), default=0)
    count = max(last + 1, _WORKDAYS)
    return tuple(GridDay(monday + timedelta(days=place), str(WEEKDAY_LABELS[place][1])) for place in range(count))


def period_rows(table: PeriodTableView | None) -> tuple[GridRow, ...]:
    """Return the periods of a table as rows."""
    periods = () if table is None else table.periods
    return tuple(GridRow(each.starts, each.ends, each.name, each.kind in QUIET_PERIODS) for each in periods)


def lesson_blocks(
    lessons: Sequence[OwnLessonView], tables: Sequence[PeriodTableView], today: date
) -> tuple[Block, ...]:
    """Return the lessons that are given now or later as blocks of the week."""
    monday = monday_of(today)
    return tuple(
        Block(
            lesson.id,
            monday + timedelta(days=lesson.weekday.number),
            *lesson_times(lesson, tables, today),
            title=lesson.class_label or lesson.subject,
            detail=_detail(lesson),
            icon="graduation-cap",
            tone="accent" if lesson.from_date <= today else "",
        )
        for lesson in lessons
        if lesson.until_date is None or lesson.until_date >= today
    )


def _detail(lesson: OwnLessonView) -> str:
    """Return the subject, and in which weeks when not in all."""
    weeks = "" if lesson.weeks is LessonWeeks.EVERY else OWN_LESSON.weeks.show(lesson.weeks)
    return " · ".join(part for part in (lesson.subject if lesson.class_label else "", weeks) if part)
