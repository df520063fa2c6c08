"""Where a consent stands on a day, until when it holds, and whether a student may be taken as having agreed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from xinmiao.features.consents.records import Answer, ConsentState, Party
from xinmiao.kernel.school_year import SCHOOL_YEAR_STARTS_IN, school_year_of

GUARDIAN_UNTIL_AGE = 14
"""Under this age the guardian's consent is required (Personal Information Protection Law, article 31)."""
_AGAINST = frozenset({ConsentState.REFUSED, ConsentState.WITHDRAWN})


@dataclass(frozen=True)
class Standing:
    """What a state is computed from."""

    party: Party
    school_year: int
    answer: Answer
    answered_on: date | None
    withdrawn_on: date | None


def valid_until(school_year: int) -> date:
    """Return the last day of a school year, the last day a consent holds."""
    return date(school_year + 1, SCHOOL_YEAR_STARTS_IN, 1).replace(month=SCHOOL_YEAR_STARTS_IN - 1, day=31)


def state_of(standing: Standing, day: date) -> ConsentState:
    """Return where a consent stands on a day."""
    if standing.withdrawn_on is not None and standing.withdrawn_on <= day:
        return ConsentState.WITHDRAWN
    if standing.answer is Answer.REFUSED:
        return ConsentState.REFUSED
    if day > valid_until(standing.school_year):
        return ConsentState.RUN_OUT
    return ConsentState.GIVEN if standing.answer is Answer.GIVEN else ConsentState.ASKED


def is_child(born: date | None, day: date) -> bool:
    """Return whether the guardian has to agree; an unknown birthday counts as a child's."""
    if born is None:
        return True
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return age < GUARDIAN_UNTIL_AGE


def holds(standings: Iterable[Standing], day: date, *, child: bool) -> bool:
    """Return whether there is consent on a day, from what all parties said in that school year.

    Under 14 the guardian has to have agreed; from 14 the guardian or the student. Nobody may have refused or withdrawn.
    """
    year = school_year_of(day)
    states = {
        each.party: state_of(each, day)
        for each in standings
        if each.school_year == year and (each.answered_on is None or each.answered_on <= day)
    }
    if _AGAINST & set(states.values()):
        return False
    given = {party for party, state in states.items() if state is ConsentState.GIVEN}
    return Party.GUARDIAN in given or (bool(given) and not child)


def slip_answer(answers: Mapping[Party, Answer], parties: Iterable[Party]) -> Answer:
    """Return what a slip with several signatures says: refused when one did, given when all did, else waiting."""
    found = [answers.get(party, Answer.WAITING) for party in parties]
    if Answer.REFUSED in found:
        return Answer.REFUSED
    return Answer.GIVEN if found and all(each is Answer.GIVEN for each in found) else Answer.WAITING
