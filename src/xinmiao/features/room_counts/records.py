"""The totals of the room: what is counted, and as what it is handed over."""

from __future__ import annotations

from dataclasses import dataclass

KIND = "room_counts"
"""The kind of envelope the totals travel in."""


@dataclass(frozen=True)
class RoomTotals:
    """Totals of a school year, first to last day of it that is over."""

    school_year: int
    talks: int
    """Appointments to which somebody came."""
    letters: int
    referrals_in: int
    """Written by teachers."""
    referrals_out: int
    """To hospitals and other agencies."""

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to tell yet."""
        return not (self.talks or self.letters or self.referrals_in or self.referrals_out)


@dataclass(frozen=True)
class HandedTotals:
    """Totals as the leadership reads them; `handed_on` is the day of the envelope, written as it is shown."""

    totals: RoomTotals
    handed_on: str
    handed_by: str
