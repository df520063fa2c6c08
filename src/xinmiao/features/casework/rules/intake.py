"""Decisions about the intake: what may be saved, how it reads, and what is still open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from xinmiao.features.casework.records import (
    INTAKE,
    INTAKE_FIELDS,
    GuardianKnows,
    IntakeContent,
    Known,
    LifeEvent,
    Secrecy,
)
from xinmiao.features.casework.records.intake import QUESTIONS
from xinmiao.features.casework.rules.cases import EARLIEST_CASE
from xinmiao.kernel.texts import Text, _, tr

TOLD_APART = "\t"
"""Between when and what in a line of `life_events_words`."""
ASKED_WITHIN = timedelta(days=7)
"""From here on an intake that is missing is a task."""
ASKED_UNTIL = timedelta(days=60)
"""From here on it is no longer one: what was not asked then is asked in a talk."""


def tidy(content: IntakeContent) -> IntakeContent:
    """Return the content without blanks at the ends, and without words where the answer is not yes."""
    texts: dict[str, Any] = {name: value.strip() for name, value in asdict(content).items() if type(value) is str}
    for question, words in QUESTIONS:
        if getattr(content, question.name) is not Known.YES:
            texts[words.name] = ""
    return replace(content, **texts)


def problems(content: IntakeContent, *, today: date) -> dict[str, Text]:
    """Return what forbids saving, by field name; gaps never do, a yes without words does."""
    found = INTAKE.problems(asdict(content), only=INTAKE_FIELDS)
    for question, words in QUESTIONS:
        if getattr(content, question.name) is Known.YES and not getattr(content, words.name):
            found[words.name] = _("Please say in words what was answered.")
    if content.done_on is not None and content.done_on > today:
        found["done_on"] = _("This day is still to come; please check the date.")
    elif content.done_on is not None and content.done_on < EARLIEST_CASE:
        found["done_on"] = _("This is too long ago; please check the year.")
    if content.secrecy in {Secrecy.ORALLY, Secrecy.SIGNED} and content.secrecy_on is None:
        found["secrecy_on"] = _("Please fill this in.")
    elif content.secrecy_on is not None and content.secrecy_on > today:
        found["secrecy_on"] = _("This day is still to come; please check the date.")
    return found


def events_of(words: str) -> tuple[LifeEvent, ...]:
    """Return the dated rows; a line without a date is what was typed before there were rows."""
    events = []
    for line in words.splitlines():
        when, apart, what = line.partition(TOLD_APART)
        events.append(LifeEvent(when.strip(), what.strip()) if apart else LifeEvent("", line.strip()))
    return tuple(event for event in events if event.when or event.what)


def events_text(events: Iterable[LifeEvent]) -> str:
    """Return dated rows as they are kept."""
    return "\n".join(
        f"{event.when.strip()}{TOLD_APART}{event.what.strip()}" for event in events if event.when or event.what
    )


def shown(name: str, content: IntakeContent) -> str:
    """Return a field as papers show it: what is empty reads as not known, a yes shows its words."""
    value = getattr(content, name)
    words = {question.name: words.name for question, words in QUESTIONS}.get(name)
    if words is not None and value is Known.YES:
        said: str = getattr(content, words)
        return "\n".join(f"{event.when} {event.what}".strip() for event in events_of(said))
    return INTAKE.field(name).show(value) or tr("not known yet")


def changed_fields(before: IntakeContent, after: IntakeContent) -> tuple[str, ...]:
    """Return the names of the fields in which two contents differ."""
    return tuple(name for name in INTAKE_FIELDS if getattr(before, name) != getattr(after, name))


def is_missing(opened_on: date, today: date) -> bool:
    """Return whether an intake that was not made is a task: after a week, for two months."""
    return ASKED_WITHIN <= today - opened_on <= ASKED_UNTIL


def open_points(secrecy: Secrecy, guardian: GuardianKnows, *, is_alias: bool) -> tuple[bool, bool]:
    """Return whether secrecy is still to be explained, and whether a guardian's consent is still to be asked for.

    Of an alias nobody knows the guardian; a refusal is an answer.
    """
    unexplained = secrecy in {Secrecy.UNKNOWN, Secrecy.NOT_YET}
    unasked = not is_alias and guardian not in {GuardianKnows.CONSENTED, GuardianKnows.REFUSED}
    return unexplained, unasked
