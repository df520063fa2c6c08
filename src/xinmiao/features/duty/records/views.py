"""What the operations of duty take and hand out: frozen, plain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from xinmiao.features.duty.records.roster import LeaveKind, SwapState
from xinmiao.features.school_calendar.records import Weekday
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.texts import Text
from xinmiao.kernel.times_of_day import show_span


@dataclass(frozen=True)
class PatternView:
    """A shift as it comes back each week; minutes since midnight."""

    name: str
    weekday: Weekday
    starts: int
    ends: int
    persons: int = 1
    period: str = ""
    room_id: str | None = None
    only: tuple[str, ...] = ()
    """Staff members who may stand it; empty for everybody who takes part."""
    id: str = ""
    version: int = 0

    @property
    def span(self) -> str:
        """Return from when to when."""
        return show_span(self.starts, self.ends)


@dataclass(frozen=True)
class DutyPersonView:
    """Somebody who takes part, with the weekdays on which he can; empty for all."""

    staff_id: str
    name: str
    weekdays: tuple[Weekday, ...] = ()
    account_id: str | None = None


@dataclass(frozen=True)
class SetupView:
    """The pattern of shifts and who takes part."""

    patterns: tuple[PatternView, ...]
    persons: tuple[DutyPersonView, ...]
    rooms: Mapping[str, str]
    """Names of rooms by their ids, those in use."""


@dataclass(frozen=True)
class ShiftView:
    """One person standing once."""

    id: str
    day: date
    name: str
    starts: int
    ends: int
    staff_id: str
    person: str
    room_id: str | None = None
    room: str = ""
    pattern_id: str | None = None
    planned: str = ""
    """Who was to stand first, when somebody else does now."""
    by_hand: bool = False
    signed_in_at: datetime | None = None
    signed_out_at: datetime | None = None
    account_id: str | None = None
    version: int = 0

    @property
    def span(self) -> str:
        """Return from when to when."""
        return show_span(self.starts, self.ends)


class GapKind(StrEnum):
    """What is missing."""

    NOBODY = "nobody"
    """A school day on which nobody stands at all."""
    OPENING = "opening"
    """The room is open, and nobody stands."""
    PLACE = "place"
    """Fewer stand than the pattern asks for."""
    AWAY = "away"
    """Who stands is on leave, or has left the school."""
    CLOSED = "closed"
    """The room of the shift is closed, or there is no school on this day."""


@dataclass(frozen=True)
class Gap:
    """One thing that is missing on a day, in words; `shift_id` is the shift concerned, if there is one."""

    kind: GapKind
    day: date
    starts: int
    ends: int
    words: Text
    shift_id: str = ""


@dataclass(frozen=True)
class RosterView:
    """The shifts of some days, what is missing in those to come, and how often each person stands."""

    first: date
    last: date
    shifts: tuple[ShiftView, ...]
    gaps: tuple[Gap, ...]
    own_staff_id: str | None
    unofficial: tuple[int, ...] = ()
    """Years of which no official holidays are known: only weekends are free there."""

    @property
    def counts(self) -> dict[str, int]:
        """Return how often each person stands, by name."""
        found: dict[str, int] = {}
        for shift in self.shifts:
            found[shift.person] = found.get(shift.person, 0) + 1
        return dict(sorted(found.items()))


@dataclass(frozen=True)
class RosterRequest:
    """What a term is to be made of: from a day to a day; shifts changed by hand stay where `keep_hand` is true."""

    first: date
    last: date
    keep_hand: bool = True


@dataclass(frozen=True)
class PlannedShift:
    """A shift that would be made."""

    day: date
    name: str
    starts: int
    ends: int
    pattern_id: str
    room_id: str | None
    staff_id: str


@dataclass(frozen=True)
class PersonCount:
    """How often a person would stand, and how many days of the span he is away."""

    staff_id: str
    name: str
    shifts: int
    earlier: int = 0
    """Shifts of the term before the first day; they count for fairness."""


@dataclass(frozen=True)
class RosterPlan:
    """A preview: nothing of it is written."""

    request: RosterRequest
    made: tuple[PlannedShift, ...]
    names: Mapping[str, str]
    counts: tuple[PersonCount, ...]
    uneven: tuple[Text, ...]
    """Why somebody stands less often than others by more than one; empty when it is even."""
    unfilled: tuple[Text, ...]
    by_hand: tuple[Text, ...]
    """Shifts changed by hand: kept, or taken out when that was asked."""
    notes: tuple[Text, ...]
    """What else is to be known: years without official holidays, closed rooms."""
    replaced: int = 0
    """How many shifts made earlier would be taken out."""

    @property
    def spread(self) -> int:
        """Return most minus fewest shifts of a person."""
        numbers = [count.shifts + count.earlier for count in self.counts]
        return max(numbers, default=0) - min(numbers, default=0)


@dataclass(frozen=True)
class LeaveView:
    """Days on which somebody cannot stand."""

    staff_id: str
    first_day: date
    last_day: date
    kind: LeaveKind = LeaveKind.LEAVE
    name: str = ""
    id: str = ""
    version: int = 0

    def covers(self, day: date) -> bool:
        """Return whether a day is one of them."""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True)
class SwapView:
    """A swap with both sides: who asked and answered, and who entered it."""

    id: str
    shift: ShiftView
    other: ShiftView | None
    asker: str
    asked: str
    asked_id: str
    state: SwapState
    asked_at: datetime
    asked_by: str
    asked_on_word: bool
    answered_at: datetime | None = None
    answered_by: str = ""
    answered_on_word: bool = False
    asked_account: str | None = None
    """The account of who is asked, if he has one."""
    version: int = 0


@dataclass(frozen=True)
class StandIn:
    """Somebody who could stand instead: how often he stands in the term, and why he cannot, if so."""

    staff_id: str
    name: str
    shifts: int
    problem: Text | None = None


@dataclass(frozen=True)
class DutyRecordDraft:
    """The record of a shift as the form hands it over; version 0 for a new one."""

    shift_id: str
    visitors: int
    events: str = ""
    reported_to: str = ""
    handover: str = ""
    version: int = 0


@dataclass(frozen=True)
class DutyRecordView:
    """The record of a shift, and the handover of the shift before it that is still to be read."""

    shift: ShiftView
    draft: DutyRecordDraft
    written: bool
    written_by: str = ""
    read_at: datetime | None = None
    before: ShiftView | None = None
    before_handover: str = ""
    before_read_at: datetime | None = None


@dataclass(frozen=True)
class RosterPrint:
    """What stands on the papers of duty."""

    head: PaperHead
    first: date
    last: date
    shifts: tuple[ShiftView, ...]
    opening: tuple[tuple[Weekday, str], ...] = ()
    """Opening hours of each weekday in words."""
    term: str = ""
    school_days: frozenset[date] = field(default_factory=frozenset)
    unofficial: tuple[int, ...] = ()
    """Years of which no official holidays are known."""
