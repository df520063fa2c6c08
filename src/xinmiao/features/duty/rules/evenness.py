"""Filling places evenly: nobody at two places at once, most minus fewest as small as it can be. Pure.

Places are filled week by week, those fewest can fill first, each by who stands least so far. What nobody could fill is
tried again by moving others (augmenting paths); then shifts are handed on along chains of people until nobody could
take one from somebody who stands two more than he does (Harvey et al., Semi-matchings for bipartite graphs, 2006).
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from xinmiao.features.duty.rules.slots import Candidate, Slot
from xinmiao.kernel.school_days import monday_of


class Obstacle(StrEnum):
    """Why somebody cannot fill a place."""

    WEEKDAY = "weekday"
    SHIFT = "shift"
    AWAY = "away"
    BUSY = "busy"
    ELSEWHERE = "elsewhere"
    """He stands somewhere at that time already."""


def obstacle(person: Candidate, slot: Slot) -> Obstacle | None:
    """Return why somebody cannot fill a place, whatever else he stands."""
    if slot.only and person.staff_id not in slot.only:
        return Obstacle.SHIFT
    if person.weekdays and slot.weekday not in {weekday.number for weekday in person.weekdays}:
        return Obstacle.WEEKDAY
    if slot.day in person.away:
        return Obstacle.AWAY
    spans = person.busy.get(slot.day, ())
    return Obstacle.BUSY if any(starts < slot.ends and slot.starts < ends for starts, ends in spans) else None


class Assignment:
    """Who fills which place, while it is being made; places are known by their numbers in `slots`."""

    def __init__(self, slots: Sequence[Slot], persons: Sequence[Candidate]) -> None:
        self.slots, self.persons = slots, persons
        self.holder: dict[int, int] = {}
        """Numbers of persons by numbers of places."""
        self.load = [person.before for person in persons]
        self.able = [self._able(slot) for slot in slots]
        self._standing: dict[tuple[int, date], set[int]] = defaultdict(set)
        self._weeks: Counter[tuple[int, date]] = Counter()
        self._same: Counter[tuple[int, str]] = Counter()

    def _able(self, slot: Slot) -> tuple[int, ...]:
        return tuple(number for number, person in enumerate(self.persons) if obstacle(person, slot) is None)

    def make(self) -> None:
        """Fill what can be filled, evenly."""
        weeks = [monday_of(slot.day) for slot in self.slots]
        order = sorted(range(len(self.slots)), key=lambda place: (weeks[place], len(self.able[place]), place))
        for place in order:
            free = [person for person in self.able[place] if self.is_free(person, place)]
            if free:
                self.put(place, min(free, key=lambda person: self._weight(person, place)))
        for place in order:
            if place not in self.holder:
                self._fill(place, set())
        while self._hand_on():
            pass

    def is_free(self, person: int, place: int) -> bool:
        """Return whether somebody stands nowhere else at the time of a place."""
        return not self.clashes(person, place)

    def clashes(self, person: int, place: int) -> list[int]:
        """Return the places somebody fills at the time of a place."""
        slot = self.slots[place]
        held = self._standing[person, slot.day]
        return [
            other for other in held if self.slots[other].starts < slot.ends and slot.starts < self.slots[other].ends
        ]

    def put(self, place: int, person: int) -> None:
        """Let somebody fill a place, and nobody else."""
        self.take(place)
        self.holder[place] = person
        self._count(place, person, 1)
        self._standing[person, self.slots[place].day].add(place)

    def take(self, place: int) -> None:
        """Let nobody fill a place."""
        person = self.holder.pop(place, None)
        if person is not None:
            self._count(place, person, -1)
            self._standing[person, self.slots[place].day].discard(place)

    def _count(self, place: int, person: int, step: int) -> None:
        slot = self.slots[place]
        self.load[person] += step
        self._weeks[person, monday_of(slot.day)] += step
        self._same[person, slot.pattern_id] += step

    def _weight(self, person: int, place: int) -> tuple[int, ...]:
        slot = self.slots[place]
        today = len(self._standing[person, slot.day])
        week, same = self._weeks[person, monday_of(slot.day)], self._same[person, slot.pattern_id]
        return self.load[person], today, week, same, person

    def _fill(self, place: int, tried: set[int]) -> bool:
        """Fill a place by moving others on; return whether that was possible."""
        tried.add(place)
        for person in sorted(self.able[place], key=lambda each: self._weight(each, place)):
            clashes = self.clashes(person, place)
            if len(clashes) > 1 or tried & set(clashes):
                continue
            for other in clashes:
                self.take(other)
            self.put(place, person)
            if all(self._fill(other, tried) for other in clashes):
                return True
            self.take(place)
            for other in clashes:
                self.put(other, person)
        return False

    def _hand_on(self) -> bool:
        """Hand one shift on along a chain from one who stands more to one who stands two less; return whether."""
        held: dict[int, list[int]] = defaultdict(list)
        for place, person in sorted(self.holder.items()):
            held[person].append(place)
        for giver in sorted(held, key=lambda person: (-self.load[person], person)):
            chain = self._chain(giver, held)
            if chain:
                for place, taker in chain:
                    self.put(place, taker)
                return True
        return False

    def _chain(self, giver: int, held: dict[int, list[int]]) -> list[tuple[int, int]]:
        """Return places with those who take them, the last taker first; empty when there is no chain."""
        came: dict[int, tuple[int, int]] = {giver: (-1, giver)}
        waiting = deque([giver])
        while waiting:
            person = waiting.popleft()
            for place, taker in self._takers(held.get(person, ()), came):
                came[taker] = place, person
                if self.load[taker] <= self.load[giver] - 2:
                    return _back(came, taker, giver)
                waiting.append(taker)
        return []

    def _takers(self, places: Iterable[int], came: dict[int, tuple[int, int]]) -> Iterable[tuple[int, int]]:
        for place in places:
            for taker in self.able[place]:
                if taker not in came and self.is_free(taker, place):
                    yield place, taker

    def blocked(self, person: int) -> Counter[Obstacle]:
        """Return what keeps somebody from the shifts of those who stand at least two more than he does."""
        found: Counter[Obstacle] = Counter()
        for place, other in self.holder.items():
            if self.load[other] >= self.load[person] + 2:
                found[obstacle(self.persons[person], self.slots[place]) or Obstacle.ELSEWHERE] += 1
        return found

    def barred(self, person: int) -> tuple[str, ...]:
        """Return the names of shifts somebody may not stand, among those of who stands two more."""
        names = (
            self.slots[place].name
            for place, other in sorted(self.holder.items())
            if self.load[other] >= self.load[person] + 2
            and obstacle(self.persons[person], self.slots[place]) is Obstacle.SHIFT
        )
        return tuple(dict.fromkeys(names))


def _back(came: dict[int, tuple[int, int]], taker: int, giver: int) -> list[tuple[int, int]]:
    chain = []
    while taker != giver:
        place, person = came[taker]
        chain.append((place, taker))
        taker = person
    return chain
