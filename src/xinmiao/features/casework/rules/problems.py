"""Decisions about the list of presenting problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from xinmiao.features.casework.records import CodeState, ProblemLine
from xinmiao.features.casework.records.problems import BUILT_IN, MOST_IN_USE
from xinmiao.kernel.texts import Text, _

__all__ = ["BUILT_IN", "adding_obstacle", "catalogue", "next_code", "restoring_obstacle"]

_ORDER = {code: place for place, code in enumerate(BUILT_IN)}


def catalogue(rows: Iterable[ProblemLine], uses: Mapping[str, int] | None = None) -> tuple[ProblemLine, ...]:
    """Return all codes: those in use in the order they began, then what was renamed or retired.

    A built-in code without a row is in use under its own name; a renamed one keeps its stem's place.
    """
    lines = {
        code: ProblemLine(code, code, words, CodeState.IN_USE, is_built_in=True) for code, words in BUILT_IN.items()
    }
    for row in rows:
        lines[row.code] = replace(row, words=row.words or BUILT_IN.get(row.code, row.code))
    places = {code: place for place, code in enumerate(lines)}

    def order(line: ProblemLine) -> tuple[bool, int, int]:
        return line.state is not CodeState.IN_USE, _ORDER.get(line.stem, places[line.stem]), places[line.code]

    counted = uses or {}
    return tuple(replace(line, cases=counted.get(line.code, 0)) for line in sorted(lines.values(), key=order))


def next_code(stem: str, taken: Iterable[str]) -> str:
    """Return a code of a stem that nobody has: study.2."""
    used = set(taken)
    number = 2
    while f"{stem}.{number}" in used:
        number += 1
    return f"{stem}.{number}"


def adding_obstacle(lines: Iterable[ProblemLine]) -> tuple[Text, Text] | None:
    """Return why nothing can be added, as sentence and next step; None when it can."""
    if sum(line.state is CodeState.IN_USE for line in lines) < MOST_IN_USE:
        return None
    return _("There are {count} in use already.").format(count=MOST_IN_USE), _("Retire one first.")


def restoring_obstacle(line: ProblemLine, lines: Iterable[ProblemLine]) -> tuple[Text, Text] | None:
    """Return why a code cannot be offered again, as sentence and next step; None when it can."""
    if line.state is CodeState.IN_USE:
        return _("This one is offered already."), _("You can choose it now.")
    if line.state is CodeState.RENAMED:
        return _("This one was renamed."), _("Rename the new one back.")
    if any(str(other.words) == str(line.words) and other.state is CodeState.IN_USE for other in lines):
        return _("There is one of this name already."), _("Rename that one first.")
    return None
