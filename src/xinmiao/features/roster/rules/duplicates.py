"""Which students may have been entered twice, and why: by numbers, names, readings, birth dates, classes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from xinmiao.features.roster.records import Likeness, StudentNumberKind

_MOST_ALIKE = 12
"""So many with the same mark say nothing about persons (a list full of "新生"); nobody compares them in pairs."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared of one student."""

    id: str
    name: str
    pinyin: str
    class_id: str | None
    birth_date: date | None
    number: str | None
    number_kind: StudentNumberKind | None
    id_digest: str | None


def likely_pairs(
    students: Iterable[Known], distinct: Collection[frozenset[str]] = ()
) -> dict[tuple[str, str], tuple[Likeness, ...]]:
    """Return the pairs that may be one person with all their reasons, the strongest first.

    `distinct` are the pairs of which somebody said that they are two.
    """
    everybody = sorted(students, key=lambda one: one.id)
    found: dict[tuple[str, str], list[Likeness]] = defaultdict(list)
    for likeness, mark, fits in _MARKS:
        groups: dict[Hashable, list[Known]] = defaultdict(list)
        for one in everybody:
            if (key := mark(one)) is not None:
                groups[key].append(one)
        for alike in groups.values():
            if 1 < len(alike) <= _MOST_ALIKE:
                for first, second in combinations(alike, 2):
                    if fits(first, second):
                        found[first.id, second.id].append(likeness)
    left = {pair: tuple(why) for pair, why in found.items() if frozenset(pair) not in distinct}
    order = list(Likeness)
    return dict(sorted(left.items(), key=lambda one: (order.index(one[1][0]), one[0])))


def _always(_first: Known, _second: Known) -> bool:
    return True


def _other_name(first: Known, second: Known) -> bool:
    """Return whether names that sound the same are written differently; the others have a reason of their own."""
    return first.name != second.name


def _one_is_temporary(first: Known, second: Known) -> bool:
    """Return whether one has a temporary number, the other a lasting one, and no birth date speaks against it."""
    kinds = {first.number_kind, second.number_kind}
    lasting = {StudentNumberKind.NATIONAL, StudentNumberKind.SPECIAL}
    births = {day for day in (first.birth_date, second.birth_date) if day is not None}
    return StudentNumberKind.TEMPORARY in kinds and bool(kinds & lasting) and len(births) < len(kinds)


def _by_name_and_birth(one: Known) -> Hashable:
    return (one.name, one.birth_date) if one.birth_date else None


def _by_reading_and_birth(one: Known) -> Hashable:
    return (one.pinyin, one.birth_date) if one.birth_date and one.pinyin else None


def _by_name_and_class(one: Known) -> Hashable:
    return (one.name, one.class_id) if one.class_id else None


_MARKS: tuple[tuple[Likeness, Callable[[Known], Hashable], Callable[[Known, Known], bool]], ...] = (
    (Likeness.SAME_ID, lambda one: one.id_digest or None, _always),
    (Likeness.SAME_NUMBER, lambda one: one.number or None, _always),
    (Likeness.SAME_NAME_AND_BIRTH, _by_name_and_birth, _always),
    (Likeness.TEMPORARY_NUMBER, lambda one: one.name if one.number_kind else None, _one_is_temporary),
    (Likeness.SAME_READING_AND_BIRTH, _by_reading_and_birth, _other_name),
    (Likeness.SAME_NAME_AND_CLASS, _by_name_and_class, _always),
)
