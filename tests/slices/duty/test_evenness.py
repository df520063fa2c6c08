"""A roster is even, puts nobody at two places and nobody on a day he cannot: checked by an account of its own."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xinmiao.features.duty.rules.generating import Filled, fill, head_starts
from xinmiao.features.duty.rules.slots import Candidate, Slot
from xinmiao.features.school_calendar.records import WEEKDAYS, Weekday

MONDAY = date(2026, 11, 23)
NOON, LATE, LONG = (740, 790), (960, 1020), (770, 1000)


def slot(day: int, span: tuple[int, int], only: frozenset[str] = frozenset(), pattern: str = "") -> Slot:
    when = MONDAY + timedelta(days=day)
    return Slot(when, when.weekday(), pattern or f"{span[0]}", *span, pattern or f"p{span[0]}", None, only)


def person(name: str, *weekdays: Weekday, away: frozenset[date] = frozenset(), before: int = 0) -> Candidate:
    return Candidate(name, f"{name}老师", weekdays, away, {}, before)


days = st.integers(0, 4)
slots_given = st.lists(
    st.builds(slot, days, st.sampled_from((NOON, LATE, LONG)), st.sampled_from((frozenset(), frozenset("ab")))),
    min_size=1,
    max_size=6,
)
people_given = st.lists(
    st.tuples(
        st.lists(st.sampled_from(WEEKDAYS[:5]), max_size=2, unique=True),
        st.frozensets(days.map(lambda day: MONDAY + timedelta(days=day)), max_size=3),
        st.booleans(),
    ),
    min_size=1,
    max_size=3,
).map(
    lambda rows: tuple(
        Candidate(
            "abc"[number],
            f"{'abc'[number]}老师",
            tuple(weekdays),
            away,
            {MONDAY: (NOON,)} if taught else {},
        )
        for number, (weekdays, away, taught) in enumerate(rows)
    )
)


def can(who: Candidate, place: Slot) -> bool:
    """Say by the rules as they stand in words whether somebody can fill a place."""
    weekday_fits = not who.weekdays or WEEKDAYS[place.weekday] in who.weekdays
    named = not place.only or who.staff_id in place.only
    free = not any(max(a, place.starts) < min(b, place.ends) for a, b in who.busy.get(place.day, ()))
    return weekday_fits and named and free and place.day not in who.away


def clash(one: Slot, other: Slot) -> bool:
    return one.day == other.day and max(one.starts, other.starts) < min(one.ends, other.ends)


def best_by_trying(places: list[Slot], people: tuple[Candidate, ...]) -> tuple[int, int]:
    """Try every way there is: how many places can be filled, and then the least difference between most and fewest."""
    best = (0, 0)
    first = True
    for way in product((None, *range(len(people))), repeat=len(places)):
        filled = [(place, people[who]) for place, who in zip(places, way, strict=True) if who is not None]
        if not all(can(who, place) for place, who in filled):
            continue
        pairs = ((a, b) for at, a in enumerate(filled) for b in filled[:at])
        if any(a[1] is b[1] and clash(a[0], b[0]) for a, b in pairs):
            continue
        counts = Counter(who.staff_id for _place, who in filled)
        numbers = [counts[who.staff_id] for who in people]
        found = (-len(filled), max(numbers) - min(numbers))
        if first or found < best:
            best, first = found, False
    return -best[0], best[1]


def spread(filled: Filled) -> int:
    return max(filled.loads.values()) - min(filled.loads.values())


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(slots_given, people_given)
def test_rosters_hold_and_are_as_even_as_any_way_there_is(places: list[Slot], people: tuple[Candidate, ...]) -> None:
    result = fill(places, people)
    by_id = {who.staff_id: who for who in people}
    made = [
        (next(p for p in places if (p.day, p.pattern_id, p.starts) == (m.day, m.pattern_id, m.starts)), m)
        for m in result.made
    ]
    assert len(result.made) + len(result.unfilled) == len(places)
    for _place, shift in made:
        fitting = [p for p in places if (p.day, p.starts, p.ends) == (shift.day, shift.starts, shift.ends)]
        assert any(can(by_id[shift.staff_id], p) for p in fitting)
    for at, one in enumerate(result.made):
        for other in result.made[:at]:
            together = one.day == other.day and max(one.starts, other.starts) < min(one.ends, other.ends)
            assert not (together and one.staff_id == other.staff_id), "at two places at once"
    assert result.loads == {who.staff_id: sum(m.staff_id == who.staff_id for m in result.made) for who in people}
    most, least_spread = best_by_trying(places, people)
    if spread(result) > 1:
        assert result.uneven, "the reason is named"
    if (
        len(result.made) == most
        and least_spread <= 1
        and not any(clash(a, b) for a in places for b in places if a != b)
    ):
        assert spread(result) <= 1, "it can be even, and is not"


def test_a_term_of_six_shifts_a_day_is_even_in_numbers_and_over_the_weeks() -> None:
    places = [
        slot(week * 7 + day, (480 + 60 * at, 520 + 60 * at)) for week in range(4) for day in range(5) for at in range(6)
    ]
    people = tuple(person(name) for name in "abcdefghijk")
    result = fill(places, people)
    assert not result.unfilled
    assert sorted(set(result.loads.values())) == [10, 11], "120 shifts on 11 persons"
    assert not result.uneven
    weekly = Counter((shift.staff_id, shift.day.isocalendar()[1]) for shift in result.made)
    assert max(weekly.values()) <= 4


def test_who_can_stand_on_wednesdays_only_is_named() -> None:
    places = [slot(day, span) for day in range(5) for span in (NOON, LATE)]
    result = fill(places, (person("wang", Weekday.WEDNESDAY), person("li"), person("zhao")))
    assert result.loads == {"wang": 2, "li": 4, "zhao": 4}
    assert [str(words) for words in result.uneven] == ["wang老师 can stand on Wed only."]


def test_leave_is_made_up_for_on_other_days_and_named_where_it_cannot() -> None:
    places = [slot(day, span) for day in range(5) for span in (NOON, LATE)]
    week = frozenset(MONDAY + timedelta(days=day) for day in range(4))
    two_days = frozenset({MONDAY, MONDAY + timedelta(days=1)})
    assert spread(fill(places, (person("a", away=two_days), person("b"), person("c")))) <= 1
    away = fill(places, (person("a", away=week), person("b"), person("c")))
    assert away.loads == {"a": 2, "b": 4, "c": 4}
    assert [str(words) for words in away.uneven] == ["a老师 is away on 4 duty days."]


def test_what_only_one_can_stand_is_freed_for_him_by_moving_others() -> None:
    places = [slot(0, NOON, frozenset("ab")), slot(0, LONG, frozenset("a")), slot(0, LATE, frozenset("ab"))]
    result = fill(places, (person("a"), person("b")))
    assert not result.unfilled, "b takes both others"
    assert result.loads == {"a": 1, "b": 2}


def test_earlier_shifts_of_the_term_count_and_newcomers_begin_level() -> None:
    assert head_starts({"a": 7, "b": 5, "new": 0}) == {"a": 2, "b": 0, "new": 0}
    places = [slot(day, NOON) for day in range(5)]
    result = fill(places, (person("a", before=2), person("b"), person("new")))
    made = Counter(shift.staff_id for shift in result.made)
    assert made["a"] <= 1
    assert spread(result) <= 1


def test_nobody_at_all_leaves_all_places() -> None:
    result = fill([slot(0, NOON)], ())
    assert [place.day for place in result.unfilled] == [MONDAY]
    assert (result.made, result.loads, result.uneven) == ((), {}, ())
