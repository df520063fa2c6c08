"""Reading letters: the list, one of them, what is due, what they say in the timeline, what is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import or_, select

from xinmiao.features.letter_box.model import BoxOpening, Letter
from xinmiao.features.letter_box.operations.reading import letter_views, opening_views, settings_of
from xinmiao.features.letter_box.records import (
    AnswerWay,
    LetterCounts,
    LetterDue,
    LetterTopic,
    LetterUrgency,
    LetterView,
    OpeningView,
)
from xinmiao.features.letter_box.records.settings import OPEN_WITHIN
from xinmiao.features.letter_box.rules import due, entries
from xinmiao.features.school_calendar.operations import get_school_days
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import ValidationFailed
from xinmiao.kernel.open_matters import OpenMatter
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.kernel.school_days import SchoolDays
from xinmiao.kernel.tasks import Target, Task
from xinmiao.kernel.texts import _, n_
from xinmiao.kernel.timeline import TimelineEntry
from xinmiao.kernel.waiting import Wait, latest_late, waited
from xinmiao.vault.unit import Unit

_MOST_FOUND = 1_000


@query(
    requires=Permission.LETTER_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("numbers, codes and states; opening a letter is audited"),
)
def list_letters(unit: Unit, words: str = "") -> tuple[LetterView, ...]:
    """Return all letters, those that wait first; with `words`, those in which they stand."""
    statement = select(Letter)
    if words.strip():
        found = unit.search("letter", words.strip(), limit=_MOST_FOUND)
        statement = statement.where(Letter.id.in_(found))
    return due.first(letter_views(unit, unit.db.scalars(statement).all()))


@query(requires=Permission.LETTER_READ, scope=Scope.WHOLE_SCHOOL, audit="letter.opened")
def get_letter(unit: Unit, letter_id: str) -> LetterView:
    """Return a letter in full.

    Raises:
        NotFound: no such letter.
    """
    letter = unit.get(Letter, letter_id)
    unit.concerns("letter", letter.id)
    unit.concerns("student", letter.student_id)
    return letter_views(unit, (letter,))[0]


@query(
    requires=Permission.LETTER_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("days and counts; holds no student"),
)
def list_openings(unit: Unit) -> tuple[OpeningView, ...]:
    """Return all openings of the box, the last one first."""
    return opening_views(unit)


@query(
    requires=Permission.LETTER_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("numbers and days of what is due; opening a letter is audited"),
)
def letter_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return letters that are urgent or wait too long, letters not entered, and the box when it stays shut."""
    settings, days = settings_of(unit), unit.run(get_school_days.bind())
    tasks = [due.letter_task(each) for each in _due(unit, settings, days)]
    openings = opening_views(unit)
    tasks += map(due.entering_task, openings)
    if openings:
        wait = waited(openings[0].opened_on, unit.clock.today(), settings[OPEN_WITHIN.name], days)
        tasks.append(due.opening_task(openings[0], wait))
    return tuple(task for task in tasks if task is not None)


def _due(unit: Unit, settings: Mapping[str, int], days: SchoolDays) -> Iterable[LetterDue]:
    """Return the letters that wait long enough to be late, and the urgent ones; nothing that was written is read."""

    def wait(day: date, urgency: LetterUrgency) -> Wait:
        return due.wait_for_answer(day, urgency, unit.clock.today(), settings, days)

    late = latest_late(unit.clock.today(), lambda day: wait(day, LetterUrgency.NORMAL).is_late)
    rows = select(
        Letter.id, Letter.school_year, Letter.number_in_year, Letter.received_on, Letter.topic, Letter.urgency
    ).where(
        Letter.answered_on.is_(None),
        Letter.closed_on.is_(None),
        or_(Letter.received_on <= late, Letter.urgency == LetterUrgency.URGENT),
    )
    for row in unit.db.execute(rows):
        number = due.number_of(row.school_year, row.number_in_year)
        waits = wait(row.received_on, row.urgency)
        yield LetterDue(row.id, number, row.received_on, row.topic, row.urgency, waits)


@query(
    requires=Permission.LETTER_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the timeline, whose opening is audited"),
)
def letter_timeline_entries(unit: Unit, student_id: str) -> tuple[TimelineEntry, ...]:
    """Return the letters of a student whose name is known."""
    unit.concerns("student", student_id)
    rows = unit.db.scalars(select(Letter).where(Letter.student_id == student_id)).all()
    return tuple(map(entries.entry, letter_views(unit, rows)))


@query(
    requires=Permission.LETTER_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("how many letters wait; nothing that was written"),
)
def open_letter_matters(unit: Unit, student_ids: tuple[str, ...]) -> tuple[OpenMatter, ...]:
    """Return how many letters of students who are about to leave wait for an answer."""
    waiting = select(Letter.id).where(Letter.student_id.in_(student_ids), Letter.answered_on.is_(None))
    count = len(unit.db.scalars(waiting.where(Letter.closed_on.is_(None))).all())
    if not count:
        return ()
    words = n_("{count} letter is not answered.", "{count} letters are not answered.", count)
    return (OpenMatter(words, _("Answer them before the students leave."), Target(due.LIST)),)


@query(
    requires=Permission.LETTER_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("counts only; nothing of any letter"),
)
def count_letters(unit: Unit, first: date, last: date) -> LetterCounts:
    """Return what the log counts of a spell, `first` and `last` day included; letters by the day of receipt.

    Raises:
        ValidationFailed: the end lies before the beginning.
    """
    if last < first:
        raise ValidationFailed({"last": _("This is before the beginning; please check the dates.")})
    openings = unit.db.scalars(select(BoxOpening).where(BoxOpening.opened_on.between(first, last))).all()
    letters = unit.db.scalars(select(Letter).where(Letter.received_on.between(first, last))).all()
    topics = Counter(letter.topic for letter in letters)
    ways = Counter(letter.answered_how for letter in letters if letter.answered_how is not None)
    signed = sum(letter.signed for letter in letters)
    return LetterCounts(
        openings=len(openings),
        empty_openings=sum(opening.letters == 0 for opening in openings),
        letters=len(letters),
        signed=signed,
        anonymous=len(letters) - signed,
        urgent=sum(letter.urgency is LetterUrgency.URGENT for letter in letters),
        answered=sum(letter.answered_on is not None for letter in letters),
        by_topic=tuple((topic, topics[topic]) for topic in LetterTopic if topics[topic]),
        by_answer=tuple((way, ways[way]) for way in AnswerWay if ways[way]),
    )
