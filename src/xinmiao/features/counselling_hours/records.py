"""Who is a full-time counsellor from when on, and what the meter shows of a week and a term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xinmiao.kernel.fields import BooleanField, DateField, ReferenceField
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import Text, _

WANTED_MINUTES = 360
"""Six hours a week: what the action plan asks of full-time counsellors, §14."""
LEAST_SCHOOL_DAYS = 3
"""In a week with fewer school days nothing is missing."""


class CounsellorPostSpec(RecordSpec):
    """From a day on, an account works full-time as a counsellor, or does not."""

    record = "counsellor_post"
    label = _("Full-time or part-time")
    file = DataFile.SCHOOL

    account_id = ReferenceField(label=_("Account"), record="account", required=True)
    full_time = BooleanField(label=_("Full-time counsellor"))
    since = DateField(label=_("Since"), help=_("For example 11-23, tomorrow, or next Wednesday."), required=True)


COUNSELLOR_POST = CounsellorPostSpec()


class WeekState(StrEnum):
    """What is to be said of a week."""

    ENOUGH = "enough"
    SHORT = "short"
    RUNNING = "running"
    FEW_DAYS = "few_days"
    PART_TIME = "part_time"
    TO_COME = "to_come"


STATE_WORDS: dict[WeekState, Text] = {
    WeekState.ENOUGH: _("Six hours reached"),
    WeekState.SHORT: _("Under six hours"),
    WeekState.RUNNING: _("This week, still running"),
    WeekState.FEW_DAYS: _("Few school days, nothing missing"),
    WeekState.PART_TIME: _("Part-time, no measure"),
    WeekState.TO_COME: _("To come"),
}
STATE_TONES: dict[WeekState, str] = {
    WeekState.ENOUGH: "accent",
    WeekState.SHORT: "watch",
    WeekState.RUNNING: "calm",
    WeekState.FEW_DAYS: "",
    WeekState.PART_TIME: "",
    WeekState.TO_COME: "",
}


def hours(minutes: int) -> str:
    """Return minutes as hours with one decimal: 4.2."""
    return f"{minutes / 60:.1f}"


@dataclass(frozen=True)
class WeekMinutes:
    """One teaching week of the meter."""

    number: int
    monday: date
    individual: int
    group: int
    school_days: int
    state: WeekState
    without_end: int = 0
    """Talks and meetings without an end; their minutes are not known."""

    @property
    def counted(self) -> int:
        """Return the minutes that count."""
        return self.individual + self.group

    @property
    def missing(self) -> int:
        """Return how many minutes a short week lacks; 0 for every other week."""
        return WANTED_MINUTES - self.counted if self.state is WeekState.SHORT else 0


@dataclass(frozen=True)
class Meter:
    """The weeks of a term of one counsellor."""

    first: date | None
    """The term's first day; None outside all terms."""
    last: date | None
    weeks: tuple[WeekMinutes, ...]
    full_time: bool
    full_time_since: date | None
    now: WeekMinutes | None = None
    """The week that runs."""


@dataclass(frozen=True)
class PostLine:
    """A counsellor's account with what holds of it today."""

    account: str
    label: str
    full_time: bool
    since: date | None
    is_own: bool


@dataclass(frozen=True)
class MeterPrint:
    """What the paper of the meter is made of."""

    meter: Meter
    counsellor: str
    head: PaperHead
