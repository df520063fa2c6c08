"""The path of a slip: background → answer → report → closed; where it stands and how long it waits. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from xinmiao.features.feedback_slips.records import SlipState, SlipText
from xinmiao.features.feedback_slips.records.settings import (
    ANSWER_WITHIN,
    BACKGROUND_WITHIN,
    CLOSE_WITHIN,
    REPORT_WITHIN,
)
from xinmiao.kernel.school_days import SchoolDays
from xinmiao.kernel.settings import Setting
from xinmiao.kernel.waiting import Wait, waited

_LIMITS: dict[SlipState, Setting] = {
    SlipState.ASKED: BACKGROUND_WITHIN,
    SlipState.WAITING: ANSWER_WITHIN,
    SlipState.ANSWERED: REPORT_WITHIN,
    SlipState.REPORTED: CLOSE_WITHIN,
}
OF_TEACHER = frozenset({SlipState.ASKED, SlipState.ANSWERED})
"""States in which the teacher's step is next; in the others it is the room's."""


def state_of(word: SlipText) -> SlipState:
    """Return where a slip stands, read off its last dated step."""
    for day, state in (
        (word.closed_on, SlipState.CLOSED),
        (word.reported_on, SlipState.REPORTED),
        (word.answered_on, SlipState.ANSWERED),
        (word.background_on, SlipState.WAITING),
    ):
        if day:
            return state
    return SlipState.ASKED


def since_of(word: SlipText) -> date:
    """Return the day of the last step."""
    days = (word.reported_on, word.answered_on, word.background_on, word.begun_on)
    return date.fromisoformat(next(day for day in days if day))


def wait_of(word: SlipText, today: date, settings: Mapping[str, int], days: SchoolDays) -> Wait | None:
    """Return how long the present step waits, in school days; None once the slip is closed."""
    setting = _LIMITS.get(state_of(word))
    return None if setting is None else waited(since_of(word), today, settings[setting.name], days)
