"""Series: which dates a pattern gives, what stands against each, and making them in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from sqlalchemy import select

from xinmiao.features.appointments.model import Appointment, AppointmentSeries
from xinmiao.features.appointments.operations.ground import Source, ground_for
from xinmiao.features.appointments.operations.making import (
    TimeTaken,
    concern,
    put_time,
    refuse_taken,
    refuse_who_cannot_come,
    wanted_of,
)
from xinmiao.features.appointments.operations.reading import found
from xinmiao.features.appointments.records import (
    AppointmentDraft,
    AppointmentState,
    DateChoice,
    DateDecision,
    SeriesDate,
    SeriesFacts,
    SeriesPattern,
    SeriesStamp,
    TimeConflict,
)
from xinmiao.features.appointments.rules import checking
from xinmiao.features.appointments.rules import series as series_rules
from xinmiao.features.appointments.rules.conflicts import Wanted, conflicts_of, hard
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import Text, _
from xinmiao.vault.unit import Unit


@query(
    requires=Permission.APPOINTMENT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("what stands against some times, without whose it is"),
)
def preview_series(
    unit: Unit, draft: AppointmentDraft, pattern: SeriesPattern, sources: tuple[Source, ...] = ()
) -> tuple[SeriesDate, ...]:
    """Return each date of a series with what stands against it; `draft` says who, where and from when to when.

    Raises:
        ValidationFailed: a pattern without end or days, more than 200 times, a refused value.
        NotFound, RuleBroken, Restricted: see `save_appointment`.
    """
    wanted = _wanted(unit, draft, pattern)
    ground = ground_for(unit, wanted, sources)
    return tuple(SeriesDate(each.day, each.starts, each.ends, conflicts_of(each, ground)) for each in wanted)


@command(requires=Permission.APPOINTMENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="appointment.series_booked")
def save_series(
    unit: Unit,
    draft: AppointmentDraft,
    pattern: SeriesPattern,
    decisions: tuple[DateDecision, ...] = (),
    *,
    override_reason: str = "",
    sources: tuple[Source, ...] = (),
) -> SeriesStamp:
    """Book a series; its id is the draft's. Dates nobody decided about are kept. Saving again changes nothing.

    A date that is moved becomes an exception.

    Raises:
        ValidationFailed: see `preview_series`; nothing is left, or a moved date has no sound time.
        TimeTaken: something stands against a date that is kept, and no reason is given; nothing is booked then.
        NotFound, RuleBroken, Restricted: see `save_appointment`.
    """
    if unit.db.get(AppointmentSeries, draft.id) is not None:
        return SeriesStamp(draft.id, len(_rows(unit, draft.id)))
    slots = _decided(unit, _wanted(unit, draft, pattern), decisions)
    ground = ground_for(unit, [wanted for _slot, wanted in slots], sources)
    found_here = [conflicts_of(wanted, ground) for _slot, wanted in slots]
    standing: list[TimeConflict] = [one for conflicts in found_here for one in hard(conflicts)]
    if standing and not override_reason.strip():
        raise TimeTaken(standing)
    unit.db.add(_row_of(draft.id, pattern))
    for (slot_on, wanted), conflicts in zip(slots, found_here, strict=True):
        row = _occurrence(unit, draft, wanted, slot_on)
        refuse_taken(row, conflicts, override_reason)
        unit.db.add(row)
    unit.concerns("student", slots[0][1].student_id)
    unit.concerns("appointment_series", draft.id)
    unit.remark(appointments=len(slots))
    unit.db.flush()
    return SeriesStamp(draft.id, len(slots))


@query(requires=Permission.APPOINTMENT_READ, scope=Scope.WHOLE_SCHOOL, audit="appointment.opened")
def get_series(unit: Unit, series_id: str) -> SeriesFacts:
    """Return a series with its appointments by day, cancelled ones too.

    Raises:
        NotFound: no such series.
    """
    row = unit.get(AppointmentSeries, series_id)
    views, _broken = found(unit, Appointment.series_id == series_id)
    unit.concerns("appointment_series", series_id)
    pattern = SeriesPattern(row.first_day, row.weekdays, row.weeks_apart, row.until, row.count, row.period or "")
    return SeriesFacts(series_id, pattern, views)


def _rows(unit: Unit, series_id: str) -> Sequence[str]:
    return unit.db.scalars(select(Appointment.id).where(Appointment.series_id == series_id)).all()


def _wanted(unit: Unit, draft: AppointmentDraft, pattern: SeriesPattern) -> list[Wanted]:
    """Return the times of all dates; with a period named each is that period's in the table in force."""
    today = unit.clock.today()
    problems = series_rules.pattern_problems(pattern, today)
    timed = replace(draft, day=pattern.first_day or today)
    if pattern.period:
        timed = replace(timed, starts=0, ends=1)
    problems = checking.draft_problems(timed, today) | problems
    if problems:
        raise ValidationFailed(problems)
    refuse_who_cannot_come(unit, draft.student_id, draft.case_id)
    first = wanted_of(unit, replace(timed, counsellor=draft.counsellor or unit.actor.account))
    days = series_rules.dates_of(pattern)
    wanted = [replace(first, day=day, ignoring=frozenset()) for day in days]
    return _in_period(unit, wanted, pattern.period) if pattern.period else wanted


def _in_period(unit: Unit, wanted: list[Wanted], period: str) -> list[Wanted]:
    times = {
        each.day: next(((one.starts, one.ends) for one in each.periods if one.name == period), None)
        for each in unit.run(calendar.times_on.bind(tuple(each.day for each in wanted)))
    }
    known = next((span for span in times.values() if span is not None), None)
    if known is None:
        raise ValidationFailed({"period": _("No period table in force has a period of this name.")})
    placed = []
    for each in wanted:
        known = times[each.day] or known  # a day without school has no periods: it is shown with the times before it
        placed.append(replace(each, starts=known[0], ends=known[1]))
    return placed


def _decided(unit: Unit, wanted: Sequence[Wanted], decisions: Sequence[DateDecision]) -> list[tuple[date, Wanted]]:
    """Return the dates that are booked with their days in the series."""
    by_slot = {decision.slot_on: decision for decision in decisions}
    slots: list[tuple[date, Wanted]] = []
    for each in wanted:
        decision = by_slot.get(each.day)
        if decision is None or decision.choice is DateChoice.KEEP:
            slots.append((each.day, each))
        elif decision.choice is DateChoice.MOVE:
            slots.append((each.day, _moved(unit, each, decision)))
    if not slots:
        raise ValidationFailed({"weekdays": _("No date is left; please keep or move at least one.")})
    _refuse_meeting_itself([wanted for _slot, wanted in slots])
    return slots


def _moved(unit: Unit, each: Wanted, decision: DateDecision) -> Wanted:
    starts = each.starts if decision.starts is None else decision.starts
    ends = each.ends if decision.ends is None else decision.ends
    problems: dict[str, Text] = checking.time_problems(decision.day, starts, ends, unit.clock.today())
    if not problems and decision.day is not None:
        problems = checking.coming_problems(decision.day, ends, unit.clock.now())
    if problems or decision.day is None:
        raise ValidationFailed(problems)
    return replace(each, day=decision.day, starts=starts, ends=ends)


def _refuse_meeting_itself(wanted: Sequence[Wanted]) -> None:
    """Refuse a date that was moved onto another one of the same series."""
    ordered = sorted(wanted, key=lambda each: (each.day, each.starts))
    for before, after in pairwise(ordered):
        if before.day == after.day and after.starts < before.ends:
            raise ValidationFailed(
                {
                    "day": _("Two dates of the series meet on {day}; move one elsewhere.").format(
                        day=after.day.isoformat()
                    )
                }
            )


def _row_of(series_id: str, pattern: SeriesPattern) -> AppointmentSeries:
    return AppointmentSeries(
        id=series_id,
        first_day=pattern.first_day,
        until=pattern.until,
        count=pattern.count,
        weeks_apart=pattern.weeks_apart,
        weekdays=pattern.weekdays,
        period=pattern.period or None,
    )


def _occurrence(unit: Unit, draft: AppointmentDraft, wanted: Wanted, slot_on: date) -> Appointment:
    row = Appointment(
        id=unit.ids.new(),
        student_id=wanted.student_id,
        case_id=draft.case_id,
        alias=None if wanted.student_id is not None else draft.alias.strip() or None,
        kind=draft.kind,
        place=draft.place.strip() or None,
        note=draft.note.strip() or None,
        asked_by=draft.asked_by.strip() or None,
        state=AppointmentState.BOOKED,
        series_id=draft.id,
        slot_on=slot_on,
        is_exception=wanted.day != slot_on or None,
    )
    put_time(row, wanted)
    concern(unit, row)
    return row
