"""Where a light plan stands, and what speaks against counting it: empty, not complete, copied.

Texts are compared as a reader would: blanks, punctuation, width of characters and the student's own name make no
difference. Situation and goal are what must be the student's own; measures may well be the same for many.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from xinmiao.features.light_plans.records import Finding, LightContent, LightState, Problem

_SAYS_NOTHING = frozenset({"", "无", "没有", "暂无", "同上", "略", "不详", "未填", "正常", "一切正常", "none", "x"})


@dataclass(frozen=True)
class SheetFacts:
    """What the findings of one sheet are derived from."""

    id: str
    student_id: str
    name: str
    period: str
    begun_at: datetime
    content: LightContent
    written_on: date | None = None
    checked_on: date | None = None
    closed_on: date | None = None


def plain(text: str, name: str = "") -> str:
    """Return a text as it is compared: letters and digits only, of one width, without the student's name."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    if name:
        folded = folded.replace(unicodedata.normalize("NFKC", name).casefold(), "")
    return "".join(char for char in folded if unicodedata.category(char)[0] in "LN")


def says_nothing(text: str) -> bool:
    """Return whether a text is blank, or a word that stands for nothing."""
    return plain(text) in _SAYS_NOTHING


def likeness(content: LightContent, name: str) -> str:
    """Return what two sheets are compared by; empty when there is nothing to compare."""
    parts = [plain(text, name) for text in (content.situation, content.goal) if not says_nothing(text)]
    return "\n".join(part for part in parts if part)


def is_empty(content: LightContent) -> bool:
    """Return whether no field says anything of the student."""
    return all(map(says_nothing, (content.situation, content.strengths, content.goal, *content.measures)))


def is_complete(content: LightContent) -> bool:
    """Return whether every part of the page is there; one measure is enough."""
    texts = (content.situation, content.strengths, content.goal, content.responsible)
    if any(map(says_nothing, texts)) or content.review_on is None:
        return False
    return any(not says_nothing(text) for text in content.measures)


def state_of(facts: SheetFacts, today: date, review_on: date | None) -> LightState:
    """Return where a sheet stands."""
    if facts.closed_on is not None:
        return LightState.CLOSED
    if facts.checked_on is not None:
        return LightState.REVIEW_DUE if review_on is not None and review_on <= today else LightState.CHECKED
    return LightState.FILLED if facts.written_on is not None else LightState.OPENED


def findings_of(sheets: Iterable[SheetFacts]) -> dict[str, tuple[Finding, ...]]:
    """Return what speaks against each sheet that was handed in and not checked yet.

    Compared are all sheets of the same period with one another, and each with the student's own earlier ones.
    """
    known = list(sheets)
    alike: dict[str, list[SheetFacts]] = defaultdict(list)
    for facts in known:
        if facts.written_on is not None and (key := likeness(facts.content, facts.name)):
            alike[key].append(facts)
    return {
        facts.id: tuple(_findings(facts, alike))
        for facts in known
        if facts.written_on is not None and facts.checked_on is None
    }


def _findings(facts: SheetFacts, alike: Mapping[str, list[SheetFacts]]) -> Iterable[Finding]:
    if is_empty(facts.content):
        yield Finding(Problem.EMPTY)
        return
    for other in alike.get(likeness(facts.content, facts.name), ()):
        if other.period == facts.period and other.student_id != facts.student_id:
            yield Finding(Problem.COPIED, other.name)
            break
    for other in alike.get(likeness(facts.content, facts.name), ()):
        if other.student_id == facts.student_id and other.begun_at < facts.begun_at:
            yield Finding(Problem.COPIED_EARLIER, other.period)
            break
    if not is_complete(facts.content):
        yield Finding(Problem.INCOMPLETE)
