"""The path of a slip: background → answer → report → closed; where it stands and how long it waits. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from xinmiao.features.feedback_slips.records import SlipState
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


Day = str | date | None
"""A day as a sealed slip spells it, empty where there is none, or as a row holds it."""


class Dated(Protocol):
    """The days of a slip's steps."""

    @property
    def begun_on(self) -> str | date:
        """Return when it was begun."""

    @property
    def background_on(self) -> Day:
        """Return when the teacher told the background."""

    @property
    def answered_on(self) -> Day:
        """Return when the room answered."""

    @property
    def reported_on(self) -> Day:
        """Return when the teacher said what was done."""

    @property
    def closed_on(self) -> Day:
        """Return when the room closed it."""


def state_of(word: Dated) -> SlipState:
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


def since_of(word: Dated) -> date:
    """Return the day of the last step."""
    last = word.reported_on or word.answered_on or word.background_on or word.begun_on
    return last if isinstance(last, date) else date.fromisoformat(last)


def wait_of(word: Dated, today: date, settings: Mapping[str, int], days: SchoolDays) -> Wait | None:
    """Return how long the present step waits, in school days; None once the slip is closed."""
    setting = _LIMITS.get(state_of(word))
    return None if setting is None else waited(since_of(word), today, settings[setting.name], days)
