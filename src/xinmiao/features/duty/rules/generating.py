"""Making a roster: the places filled evenly, and in words why they are not, or not evenly. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from xinmiao.features.duty.records import DUTY_PERSON, PlannedShift, ShiftView
from xinmiao.features.duty.rules.checks import span_words
from xinmiao.features.duty.rules.evenness import Assignment, Obstacle
from xinmiao.features.duty.rules.slots import Candidate, Slot
from xinmiao.kernel.texts import Text, _, n_, tr

_FEWEST_CAUSES = 3


@dataclass(frozen=True)
class Filled:
    """What became of the places."""

    made: tuple[PlannedShift, ...]
    unfilled: tuple[Slot, ...]
    loads: dict[str, int]
    """How often each stands, with what counted before, by staff id."""
    uneven: tuple[Text, ...]


def fill(slots: Sequence[Slot], persons: Sequence[Candidate]) -> Filled:
    """Fill the places evenly; the same question gives the same answer."""
    assignment = Assignment(slots, persons)
    assignment.make()
    made = tuple(_planned(slots[place], persons[who].staff_id) for place, who in sorted(assignment.holder.items()))
    left = tuple(slot for place, slot in enumerate(slots) if place not in assignment.holder)
    loads = {person.staff_id: assignment.load[number] for number, person in enumerate(persons)}
    return Filled(made, left, loads, _why_uneven(assignment))


def _planned(slot: Slot, staff_id: str) -> PlannedShift:
    return PlannedShift(slot.day, slot.name, slot.starts, slot.ends, slot.pattern_id, slot.room_id, staff_id)


def _why_uneven(assignment: Assignment) -> tuple[Text, ...]:
    most = max(assignment.load, default=0)
    found: list[Text] = []
    for number, load in enumerate(assignment.load):
        if load < most - 1:
            causes = [cause for cause, _count in assignment.blocked(number).most_common(_FEWEST_CAUSES)]
            found += [_why(assignment, number, cause) for cause in causes] or [_more_before(assignment, most)]
    return tuple(dict.fromkeys(found))


def _why(assignment: Assignment, number: int, cause: Obstacle) -> Text:
    person, count = assignment.persons[number], assignment.blocked(number)[cause]
    if cause is Obstacle.WEEKDAY:
        weekdays = DUTY_PERSON.weekdays.show(person.weekdays)
        return _("{name} can stand on {weekdays} only.").format(name=person.name, weekdays=weekdays)
    if cause is Obstacle.SHIFT:
        shifts = tr(", ").join(assignment.barred(number))
        return _("{name} is not among those who may stand: {shifts}.").format(name=person.name, shifts=shifts)
    if cause is Obstacle.AWAY:
        days = {slot.day for slot in assignment.slots} & person.away
        words = n_("{name} is away on {count} duty day.", "{name} is away on {count} duty days.", len(days))
        return words.format(name=person.name)
    if cause is Obstacle.BUSY:
        words = n_(
            "{name} has lessons or appointments during {count} shift of others.",
            "{name} has lessons or appointments during {count} shifts of others.",
            count,
        )
        return words.format(name=person.name)
    return _("{name} stands at another place at the times that are left.").format(name=person.name)


def _more_before(assignment: Assignment, most: int) -> Text:
    name = next(person.name for number, person in enumerate(assignment.persons) if assignment.load[number] == most)
    return _("{name} stands more often by shifts that stay where they are.").format(name=name)


def slot_words(slot: Slot) -> str:
    """Return a place in words."""
    return f"{span_words(slot.day, slot.starts, slot.ends)} {slot.name}"


def head_starts(earlier: dict[str, int]) -> dict[str, int]:
    """Return what each stood more than the least of those who stood at all; who is new begins level with him."""
    least = min((count for count in earlier.values() if count), default=0)
    return {staff_id: max(count - least, 0) for staff_id, count in earlier.items()}


def stays(shift: ShiftView, *, keep_hand: bool, asked_for: Iterable[str]) -> bool:
    """Return whether a shift stays when the roster is made anew: signed in, asked for in a swap, or made by hand."""
    return shift.signed_in_at is not None or shift.id in set(asked_for) or (shift.by_hand and keep_hand)


def away_days(spells: Iterable[tuple[date, date]], days: Iterable[date]) -> frozenset[date]:
    """Return which days lie in some spells."""
    known = tuple(spells)
    return frozenset(day for day in days if any(first <= day <= last for first, last in known))
