"""What the school's calendar brings to the program."""

from __future__ import annotations

from xinmiao.features.school_calendar import operations
from xinmiao.features.school_calendar.records import (
    OFFICIAL_YEAR,
    OPENING_HOURS,
    OWN_DAY,
    OWN_LESSON,
    PERIOD,
    PERIOD_TABLE,
    ROOM,
    ROOM_CLOSING,
    TERM,
)
from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import Feature, PageEntry, Section
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _
from xinmiao.kernel.year_steps import YearStep

FEATURE = Feature(
    name="school_calendar",
    label=_("School calendar"),
    operations=(
        operations.get_school_days,
        operations.school_days_between,
        operations.next_school_day,
        operations.teaching_week_of,
        operations.periods_on,
        operations.opening_on,
        operations.times_on,
        operations.school_day_frames,
        operations.counsellor_busy,
        operations.list_rooms,
        operations.get_calendar,
        operations.get_times,
        operations.calendar_tasks,
        operations.calendar_step,
        operations.affected_since,
        operations.affected_by_official,
        operations.affected_by_table,
        operations.affected_by_room,
        operations.save_term,
        operations.remove_term,
        operations.save_own_day,
        operations.remove_own_day,
        operations.note_official,
        operations.import_days,
        operations.export_days,
        operations.save_period_table,
        operations.remove_period_table,
        operations.save_lesson,
        operations.remove_lesson,
        operations.save_hours,
        operations.save_room,
        operations.remove_room,
    ),
    records=(TERM, OWN_DAY, OFFICIAL_YEAR, PERIOD_TABLE, PERIOD, OWN_LESSON, OPENING_HOURS, ROOM, ROOM_CLOSING),
    pages=(
        PageEntry(
            "school_calendar",
            _("School calendar"),
            "calendar-days",
            "xinmiao.features.school_calendar.page.calendar_page:CalendarPage",
            Permission.CALENDAR_READ,
            section=Section.SCHOOL,
        ),
        PageEntry(
            "school_times",
            _("Periods and rooms"),
            "clock",
            "xinmiao.features.school_calendar.page.times_page:TimesPage",
            Permission.CALENDAR_READ,
            in_navigation=False,
        ),
    ),
    tasks=(operations.calendar_tasks,),
    year_steps=(
        YearStep(
            "school_calendar",
            50,
            _("Periods and timetable"),
            _("Enter the terms, the period table, your own lessons and when rooms are closed."),
            _("Open the calendar"),
            Target("school_calendar"),
            operations.calendar_step,
        ),
    ),
    model="xinmiao.features.school_calendar.model",
)
