"""The invented school's calendar: terms, a few own days, two period tables, lessons of the counsellor, two rooms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from xinmiao.features.school_calendar import operations as calendar
from xinmiao.features.school_calendar.records import (
    ClosingView,
    HoursView,
    LessonWeeks,
    OwnDayKind,
    OwnDayView,
    OwnLessonView,
    PeriodKind,
    PeriodTableView,
    PeriodView,
    RoomView,
    TermView,
    Weekday,
)
from xinmiao.kernel.school_days import monday_of
from xinmiao.kernel.school_year import school_year_of

_KIND = PeriodKind
_LESSON, _LATER = 45, 10
_DAY = (
    ("早读前", _KIND.BEFORE_SCHOOL, 440, 470),
    ("第1节", _KIND.LESSON, 480, 525),
    ("第2节", _KIND.LESSON, 535, 580),
    ("大课间", _KIND.BREAK, 580, 605),
    ("第3节", _KIND.LESSON, 605, 650),
    ("第4节", _KIND.LESSON, 660, 705),
    ("午休", _KIND.NOON, 705, 800),
    ("第5节", _KIND.LESSON, 800, 845),
    ("第6节", _KIND.LESSON, 855, 900),
    ("第7节", _KIND.LESSON, 910, 955),
    ("课后", _KIND.AFTER_SCHOOL, 960, 1020),
    ("晚自习", _KIND.EVENING, 1110, 1200),
)
_LESSONS = (
    (Weekday.MONDAY, "第3节", 605, "七(1)班", LessonWeeks.EVERY),
    (Weekday.MONDAY, "第6节", 855, "七(2)班", LessonWeeks.EVERY),
    (Weekday.TUESDAY, "第2节", 535, "七(3)班", LessonWeeks.ODD),
    (Weekday.TUESDAY, "第5节", 800, "七(4)班", LessonWeeks.EVERY),
    (Weekday.WEDNESDAY, "第4节", 660, "八(1)班", LessonWeeks.EVERY),
    (Weekday.THURSDAY, "第3节", 605, "八(2)班", LessonWeeks.EVEN),
    (Weekday.FRIDAY, "第6节", 855, "七(5)班", LessonWeeks.EVERY),
)


def invent_calendar(run: Callable[[Any], Any], today: date) -> None:
    """Enter the calendar of the present school year."""
    year = school_year_of(today)
    first = date(year, 9, 1)
    run(calendar.save_term.bind(TermView(first, date(year + 1, 1, 15), second=False)))
    run(calendar.save_term.bind(TermView(date(year + 1, 2, 26), date(year + 1, 7, 9), second=True)))
    _own_days(run, today)
    summer = tuple(PeriodView(*period) for period in _DAY)
    winter = tuple(PeriodView(name, kind, starts + _LATER, ends + _LATER) for name, kind, starts, ends in _DAY)
    run(calendar.save_period_table.bind(PeriodTableView("夏季作息", first, None, summer)))
    run(calendar.save_period_table.bind(PeriodTableView("冬季作息", date(year, 10, 8), None, winter)))
    for weekday, period, starts, label, weeks in _LESSONS:
        given = OwnLessonView("", weekday, starts, starts + _LESSON, "心理课", first, None, weeks, label, period)
        run(calendar.save_lesson.bind(given))
    days = (Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.FRIDAY)
    run(calendar.save_hours.bind(tuple(HoursView(day, *span) for day in days for span in ((715, 810), (970, 1030)))))
    _rooms(run, monday_of(today))


def _own_days(run: Callable[[Any], Any], today: date) -> None:
    monday = monday_of(today)
    exam = monday - timedelta(days=12), monday - timedelta(days=11)
    run(calendar.save_own_day.bind(OwnDayView(*exam, OwnDayKind.EXAM, "期中考试")))
    meeting = monday + timedelta(days=4)
    run(calendar.save_own_day.bind(OwnDayView(meeting, meeting, OwnDayKind.EVENT, "家长会", (7,))))
    sports = monday + timedelta(days=10)
    run(calendar.save_own_day.bind(OwnDayView(sports, sports, OwnDayKind.DAY_OFF, "校园开放日")))
    made_up = monday + timedelta(days=12)
    follows = Weekday.THURSDAY
    run(calendar.save_own_day.bind(OwnDayView(made_up, made_up, OwnDayKind.MAKE_UP, "补周四的课", (), follows)))


def _rooms(run: Callable[[Any], Any], monday: date) -> None:
    run(calendar.save_room.bind(RoomView("辅导室", 3, "综合楼三层东侧")))
    closing = ClosingView(monday + timedelta(days=7), monday + timedelta(days=9), "更换门锁")
    run(calendar.save_room.bind(RoomView("团体活动室", 20, "综合楼三层西侧", closings=(closing,))))
