"""What can be done with the calendar, and what it answers others; the only door to it.

For other slices: `get_school_days` (facts of days: kinds, counting, teaching weeks), `periods_on`,
`school_day_frames`, `counsellor_busy`, `room_states`, `opening_on`. The rules behind them are pure:
`kernel.school_days`, `school_calendar.rules`.
"""

from xinmiao.features.school_calendar.operations.asking import (
    calendar_step,
    calendar_tasks,
    counsellor_busy,
    get_calendar,
    get_school_days,
    get_times,
    list_rooms,
    next_school_day,
    opening_on,
    periods_on,
    school_day_frames,
    school_days_between,
    teaching_week_of,
    times_on,
)
from xinmiao.features.school_calendar.operations.days import (
    note_official,
    remove_own_day,
    remove_term,
    save_own_day,
    save_term,
)
from xinmiao.features.school_calendar.operations.effects import (
    affected_by_official,
    affected_by_room,
    affected_by_table,
    affected_since,
)
from xinmiao.features.school_calendar.operations.exchange import export_days, import_days
from xinmiao.features.school_calendar.operations.times import (
    remove_lesson,
    remove_period_table,
    remove_room,
    save_hours,
    save_lesson,
    save_period_table,
    save_room,
)

__all__ = [
    "affected_by_official",
    "affected_by_room",
    "affected_by_table",
    "affected_since",
    "calendar_step",
    "calendar_tasks",
    "counsellor_busy",
    "export_days",
    "get_calendar",
    "get_school_days",
    "get_times",
    "import_days",
    "list_rooms",
    "next_school_day",
    "note_official",
    "opening_on",
    "periods_on",
    "remove_lesson",
    "remove_own_day",
    "remove_period_table",
    "remove_room",
    "remove_term",
    "save_hours",
    "save_lesson",
    "save_own_day",
    "save_period_table",
    "save_room",
    "save_term",
    "school_day_frames",
    "school_days_between",
    "teaching_week_of",
    "times_on",
]
