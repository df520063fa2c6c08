"""Where a version stands, computed from dates: draft → agreed → in force → review due → closed, or replaced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from xinmiao.features.plans.records import PlanAllowed, PlanFacts, PlanState

_PENDING = frozenset({PlanState.DRAFT, PlanState.AGREED})
_RUNNING = frozenset({PlanState.IN_FORCE, PlanState.REVIEW_DUE})


def own_state(facts: PlanFacts, today: date) -> PlanState:
    """Return where a version stands by its own dates, whatever came after it."""
    if facts.closed_on is not None:
        return PlanState.CLOSED
    if facts.agreed_on is None:
        return PlanState.DRAFT
    if (facts.needs_approval and facts.approved_on is None) or (facts.starts_on or facts.agreed_on) > today:
        return PlanState.AGREED
    if facts.next_review_on is not None and facts.next_review_on <= today:
        return PlanState.REVIEW_DUE
    return PlanState.IN_FORCE


def states_of(versions: Iterable[PlanFacts], today: date) -> dict[int, PlanState]:
    """Return the states of all versions of one student by number.

    A version is replaced once a later one has come into force; one that was only being drawn up when it was
    closed replaces nothing.
    """
    states: dict[int, PlanState] = {}
    replaced = False
    for facts in sorted(versions, key=lambda each: each.number, reverse=True):
        state = own_state(facts, today)
        states[facts.number] = PlanState.REPLACED if replaced and state is not PlanState.CLOSED else state
        replaced = replaced or (facts.agreed_on is not None and state not in _PENDING)
    return states


def leading(numbers: Sequence[int], states: dict[int, PlanState]) -> int:
    """Return the number of the version that counts: the one in force, else the newest that was not given up."""
    newest_first = sorted(numbers, reverse=True)
    for wanted in (_RUNNING, _PENDING):
        for number in newest_first:
            if states[number] in wanted:
                return number
    return newest_first[0]


def allowed(facts: PlanFacts, state: PlanState, *, is_newest: bool, is_author: bool) -> PlanAllowed:
    """Return what can be done with a version.

    A new version begins from the one in force, or from a closed plan, while no later one is being drawn up.
    """
    running = state in _RUNNING
    waits = state is PlanState.AGREED and facts.needs_approval and facts.approved_on is None
    return PlanAllowed(
        edit=state is PlanState.DRAFT,
        approve=waits and not is_author,
        register_paper=waits,
        review=running,
        renew=is_newest and (running or state in {PlanState.AGREED, PlanState.CLOSED}),
        close=running or state in _PENDING,
        tick=running or state is PlanState.AGREED,
    )
