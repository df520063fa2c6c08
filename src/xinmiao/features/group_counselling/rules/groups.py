"""Decisions about groups and members: what may be saved, who writes, and whom pasted names mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from xinmiao.features.group_counselling.records import GROUP, MOST_MEMBERS, GroupDraft, GroupState
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.texts import Text, _

_GAPS = re.compile(r"[\n\r\t,;、，；]+")
GROUP_FIELDS = ("topic", "plan", "planned_meetings", "place", "leaders", "from_on", "until_on")


def group_problems(draft: GroupDraft) -> dict[str, Text]:
    """Return what forbids saving a group, by field name."""
    values = {name: value.strip() if isinstance(value, str) else value for name, value in asdict(draft).items()}
    problems = GROUP.problems(values, only=GROUP_FIELDS)
    if draft.from_on is not None and draft.until_on is not None and draft.until_on < draft.from_on:
        problems["until_on"] = _("The group would end before it begins; please check the dates.")
    return problems


def writing_obstacle(leader: str, state: GroupState, account: str) -> tuple[Text, Text] | None:
    """Return why an account cannot write in a group, as sentence and next step; None when it can."""
    if leader != account:
        return _("This group is led by a colleague; you can read it."), _("Please ask the colleague.")
    if state is GroupState.CLOSED:
        return _("This group is closed."), _("Open it again first.")
    return None


def joining_obstacle(present: int, added: int) -> tuple[Text, Text] | None:
    """Return why so many cannot join, as sentence and next step; None when they can."""
    if present + added <= MOST_MEMBERS:
        return None
    return (
        _("A group has at most {most} members; there are {count} already.").format(most=MOST_MEMBERS, count=present),
        _("Let somebody leave first, or make a second group."),
    )


def leaving_problem(joined_on: date, left_on: date | None) -> Text | None:
    """Return what is wrong with the day a member left; None when nothing is."""
    if left_on is not None and left_on < joined_on:
        return _("This is before the member joined; please check the date.")
    return None


@dataclass(frozen=True)
class NamesMatched:
    """Whom pasted names mean: found once, found more than once with all who bear the name, and not found."""

    found: tuple[StudentLine, ...]
    several: tuple[tuple[str, tuple[StudentLine, ...]], ...]
    unknown: tuple[str, ...]


def match_names(typed: str, students: Iterable[StudentLine]) -> NamesMatched:
    """Find the students whose names were pasted, a line or a comma apart; blanks inside a name do not count."""
    by_name: dict[str, list[StudentLine]] = {}
    for student in students:
        by_name.setdefault(_folded(student.name), []).append(student)
    names = dict.fromkeys(name for part in _GAPS.split(typed) if (name := _folded(part)))
    return _matched(names, by_name)


def _matched(names: Iterable[str], by_name: Mapping[str, list[StudentLine]]) -> NamesMatched:
    found: list[StudentLine] = []
    several: list[tuple[str, tuple[StudentLine, ...]]] = []
    unknown: list[str] = []
    for name in names:
        bearers = by_name.get(name, [])
        if not bearers:
            unknown.append(name)
        elif len(bearers) == 1:
            found.append(bearers[0])
        else:
            several.append((name, tuple(bearers)))
    return NamesMatched(tuple(found), tuple(several), tuple(unknown))


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
