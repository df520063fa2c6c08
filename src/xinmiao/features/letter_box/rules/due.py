"""What of letters is due, in words, and which of them stands first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from xinmiao.features.letter_box.records import (
    LETTER,
    LetterDue,
    LetterState,
    LetterUrgency,
    LetterView,
    OpeningView,
)
from xinmiao.features.letter_box.records.settings import ANSWER_WITHIN
from xinmiao.kernel.school_days import SchoolDays, with_caveat
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import Text, _
from xinmiao.kernel.waiting import Wait, waited

LIST, PAGE = "letters", "letter"
OPENINGS = "openings"
"""The list's second side."""


def number_of(school_year: int, number_in_year: int) -> str:
    """Return the number as it is written: 2026-007."""
    return f"{school_year}-{number_in_year:03d}"


def wait_for_answer(
    received_on: date, urgency: LetterUrgency, today: date, settings: Mapping[str, int], days: SchoolDays
) -> Wait:
    """Return how long a letter waits; an urgent one by a clock that never rests."""
    urgent = urgency is LetterUrgency.URGENT
    return waited(received_on, today, 0 if urgent else settings[ANSWER_WITHIN.name], days, at_risk=urgent)


def letter_task(view: LetterDue) -> Task | None:
    """Return the task of a letter: at once when it is urgent, else when it waits too long."""
    urgent = view.urgency is LetterUrgency.URGENT
    if not (urgent or view.wait.is_late):
        return None
    title = _("Urgent letter {number}: act today") if urgent else _("Answer letter {number}")
    why = _("Received on {day}, {topic}; it waits for {days}.")
    return Task(
        key=f"letter:{view.id}",
        title=title.format(number=view.number),
        why=with_caveat(
            why.format(
                day=view.received_on.isoformat(), topic=LETTER.topic.show(view.topic), days=str(view.wait.words)
            ),
            view.wait.year_unknown,
        ),
        urgency=Urgency.RISK if urgent else Urgency.OVERDUE,
        target=Target(PAGE, view.id),
        due=view.wait.since,
        dismissible=not urgent,
    )


def opening_task(last: OpeningView, wait: Wait) -> Task | None:
    """Return the task to open the box again; before it was ever opened nothing is late."""
    if not wait.is_late:
        return None
    return Task(
        key=f"letter_box:{last.opened_on.isoformat()}",
        title=_("Open the letter box"),
        why=with_caveat(
            _("It was last opened on {day}, {days} ago; counted in school days.").format(
                day=last.opened_on.isoformat(), days=str(wait.words)
            ),
            wait.year_unknown,
        ),
        urgency=Urgency.OVERDUE,
        target=Target(LIST, OPENINGS),
        due=wait.since,
    )


def entering_task(opening: OpeningView) -> Task | None:
    """Return the task to enter the letters that were found."""
    missing = opening.letters - opening.entered
    if missing <= 0:
        return None
    return Task(
        key=f"box_opening:{opening.id}",
        title=_("Enter the letters of {day}").format(day=opening.opened_on.isoformat()),
        why=_("{letters} were in the box, {entered} are entered.").format(
            letters=opening.letters, entered=opening.entered
        ),
        urgency=Urgency.DUE,
        target=Target(LIST, OPENINGS),
        due=opening.opened_on,
    )


def first(views: Iterable[LetterView]) -> tuple[LetterView, ...]:
    """Return those that wait first, the most urgent and oldest of them before the others; then the newest."""
    order = list(reversed(LetterUrgency))

    def key(view: LetterView) -> tuple[bool, int, int]:
        waits = view.state is LetterState.OPEN
        day = view.received_on.toordinal()
        return not waits, order.index(view.urgency) if waits else 0, day if waits else -day

    return tuple(sorted(views, key=key))


def named(view: LetterView) -> Text:
    """Return what a letter is called where its number alone would not be understood."""
    return _("Letter {number}").format(number=view.number)
