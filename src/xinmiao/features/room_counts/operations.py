"""What can be done with the room's totals: the only door to them."""

from __future__ import annotations

from datetime import date

from xinmiao.features.appointments.operations import count_talks
from xinmiao.features.letter_box.operations import count_letters
from xinmiao.features.referrals.operations import count_referrals
from xinmiao.features.room_counts.records import KIND, HandedTotals, RoomTotals
from xinmiao.kernel.access import Permission, Role, Scope
from xinmiao.kernel.display import show_date
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.school_year import SCHOOL_YEAR_STARTS_IN, school_year_of
from xinmiao.vault.envelopes import Circle, arriving, post
from xinmiao.vault.envelopes.contents import contents_of, spelled
from xinmiao.vault.keys.groups import Group
from xinmiao.vault.unit import Unit

_CIRCLE = Circle(frozenset(), frozenset({Group.LEADERSHIP, Group.COUNSELLORS}))


@query(
    requires=Permission.ROOM_COUNT_WRITE,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("whether totals of the school are up to date; nothing of anybody"),
)
def are_totals_stale(unit: Unit) -> bool:
    """Return whether the leadership would read other totals than those of today."""
    now = _counted(unit)
    handed = _handed(unit, now.school_year)
    return not now.is_empty if handed is None else handed.totals != now


@command(requires=Permission.ROOM_COUNT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="room_counts.handed")
def hand_totals(unit: Unit) -> None:
    """Seal the totals of this school year to the leadership, in place of those of before."""
    totals = _counted(unit)
    post.put(unit, KIND, str(totals.school_year), spelled(totals), _CIRCLE)


@query(
    requires=Permission.ROOM_COUNT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("totals of the school; nothing of anybody"),
)
def get_totals(unit: Unit) -> HandedTotals | None:
    """Return the totals of this school year; None while there are none, or none that a counsellor signed."""
    return _handed(unit, school_year_of(unit.clock.today()))


def _counted(unit: Unit) -> RoomTotals:
    today = unit.clock.today()
    year = school_year_of(today)
    first = date(year, SCHOOL_YEAR_STARTS_IN, 1)
    referrals = unit.run(count_referrals.bind(first, today))
    return RoomTotals(
        school_year=year,
        talks=unit.run(count_talks.bind(first, today)),
        letters=unit.run(count_letters.bind(first, today)).letters,
        referrals_in=referrals.written_by_teachers,
        referrals_out=referrals.out,
    )


def _handed(unit: Unit, year: int) -> HandedTotals | None:
    row = post.row_about(unit, KIND, str(year))
    if row is None:
        return None
    try:
        totals = contents_of(RoomTotals, post.open_row(unit, row))
        arriving.require_role(unit, row, Role.COUNSELLOR)
    except AppError:
        return None
    return HandedTotals(totals, show_date(row.created_at.astimezone().date()), unit.database.account_labels[row.author])
