"""Shifts and gaps in words and chips, for tables, cards and the week."""

from __future__ import annotations

from datetime import date, datetime

from xinmiao.features.duty.records import DUTY_PERSON, DutyPersonView, Gap, PatternView, ShiftView, SwapState, SwapView
from xinmiao.features.duty.rules.checks import span_words
from xinmiao.features.school_calendar.records import WEEKDAY_LABELS
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.texts import Text, _, ntr, tr
from xinmiao.kernel.times_of_day import show_span
from xinmiao.ui.widgets.chips import Chip


def day_words(day: date) -> str:
    """Return a day with its weekday: 2026-11-23 Mon."""
    return f"{day.isoformat()} {WEEKDAY_LABELS[day.weekday()][1]}"


def state_chip(shift: ShiftView, now: datetime) -> Chip:
    """Return how far a shift is."""
    local = now.astimezone()
    ended = (shift.day, shift.ends) <= (local.date(), local.hour * 60 + local.minute)
    if shift.signed_out_at is not None:
        return Chip(_("Stood"), "accent")
    if shift.signed_in_at is not None:
        return Chip(_("Signed in for duty"), "accent")
    return Chip(_("Not signed in"), "watch") if ended else Chip(_("Planned"), "calm", "calendar-days")


def gap_line(gap: Gap) -> str:
    """Return a gap with its day and time; some say the time themselves."""
    words = str(gap.words)
    span = show_span(gap.starts, gap.ends) if gap.starts < gap.ends else ""
    return " ".join(part for part in (day_words(gap.day), "" if span in words else span, words) if part)


def shift_detail(shift: ShiftView) -> str:
    """Return room and who was to stand."""
    instead = tr("instead of {name}", name=shift.planned) if shift.planned else ""
    return " · ".join(part for part in (shift.room, instead) if part)


def pattern_line(pattern: PatternView, rooms: dict[str, str]) -> tuple[str, str]:
    """Return a shift of the pattern in two lines."""
    weekday = str(dict(WEEKDAY_LABELS)[pattern.weekday])
    parts = [
        rooms.get(pattern.room_id or "", ""),
        ntr("{count} person", "{count} persons", pattern.persons),
        tr("period {name}", name=pattern.period) if pattern.period else "",
        ntr("{count} may stand it", "{count} may stand it", len(pattern.only)) if pattern.only else "",
    ]
    return f"{weekday} {pattern.span} {pattern.name}", " · ".join(part for part in parts if part)


def person_line(person: DutyPersonView) -> tuple[str, str]:
    """Return who takes part in two lines."""
    weekdays = DUTY_PERSON.weekdays.show(person.weekdays)
    return person.name, tr("only {weekdays}", weekdays=weekdays) if weekdays else tr("any weekday")


def swap_line(swap: SwapView) -> tuple[str, str]:
    """Return a swap in two lines: what is given and taken; both sides, and who entered them."""
    given = f"{span_words(swap.shift.day, swap.shift.starts, swap.shift.ends)} {swap.shift.name}"
    other = swap.other
    taken = "" if other is None else f"{span_words(other.day, other.starts, other.ends)} {other.name}"
    head = tr("{asker} asks {asked}: {given}", asker=swap.asker, asked=swap.asked, given=given)
    if taken:
        head += tr(" for {taken}", taken=taken)
    parts = [
        _side(_("Asked {time}"), _("Asked {time}, entered by {name}"), swap.asked_at, swap.asked_by, swap.asked_on_word)
    ]
    if swap.answered_at is not None:
        agreed = swap.state is SwapState.AGREED
        own = _("Agreed {time}") if agreed else _("Declined {time}")
        through = _("Agreed {time}, entered by {name}") if agreed else _("Declined {time}, entered by {name}")
        parts.append(_side(own, through, swap.answered_at, swap.answered_by, swap.answered_on_word))
    if swap.state is SwapState.WITHDRAWN:
        parts.append(tr("Withdrawn"))
    return head, " · ".join(parts)


def _side(own: Text, through: Text, at: datetime, name: str, on_word: bool) -> str:  # noqa: FBT001 -- a value
    words = through if on_word else own
    return str(words.format(time=show_datetime(at), name=name))
