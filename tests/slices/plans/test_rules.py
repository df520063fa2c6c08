"""States of plans by date, what is due when, what is refused, what changed: worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from plan_desk import CONTENT, GOALS, MEASURES
from xinmiao.features.plans.records import (
    GoalDraft,
    GoalProgress,
    MeasureDraft,
    PaperApproval,
    PlanFacts,
    PlanState,
    ProgressView,
    ReviewDecision,
    ReviewDraft,
)
from xinmiao.features.plans.rules import due, states, writing
from xinmiao.features.roster.records import StudentLine, StudentStatus
from xinmiao.kernel.school_days import SchoolDays

MONDAY = date(2026, 11, 23)
DRAFT, AGREED, IN_FORCE, REVIEW_DUE, CLOSED, REPLACED = PlanState
AGREED_FACTS = PlanFacts(1, agreed_on=MONDAY)


@pytest.mark.parametrize(
    ("facts", "days", "expected"),
    [
        (PlanFacts(1), 0, DRAFT),
        (PlanFacts(1, next_review_on=MONDAY), 9, DRAFT),
        (AGREED_FACTS, 0, IN_FORCE),
        (replace(AGREED_FACTS, starts_on=MONDAY + timedelta(3)), 2, AGREED),
        (replace(AGREED_FACTS, starts_on=MONDAY + timedelta(3)), 3, IN_FORCE),
        (replace(AGREED_FACTS, needs_approval=True), 30, AGREED),
        (replace(AGREED_FACTS, needs_approval=True, approved_on=MONDAY), 0, IN_FORCE),
        (replace(AGREED_FACTS, needs_approval=True, approved_on=MONDAY, starts_on=MONDAY + timedelta(1)), 0, AGREED),
        (replace(AGREED_FACTS, next_review_on=MONDAY + timedelta(7)), 6, IN_FORCE),
        (replace(AGREED_FACTS, next_review_on=MONDAY + timedelta(7)), 7, REVIEW_DUE),
        (replace(AGREED_FACTS, next_review_on=MONDAY + timedelta(7)), 70, REVIEW_DUE),
        (replace(AGREED_FACTS, needs_approval=True, next_review_on=MONDAY), 7, AGREED),
        (replace(AGREED_FACTS, closed_on=MONDAY, next_review_on=MONDAY), 7, CLOSED),
        (PlanFacts(1, closed_on=MONDAY), 0, CLOSED),
    ],
)
def test_the_state_follows_from_the_dates(facts: PlanFacts, days: int, expected: PlanState) -> None:
    assert states.own_state(facts, MONDAY + timedelta(days)) is expected


@pytest.mark.parametrize(
    ("versions", "expected", "lead"),
    [
        ((AGREED_FACTS,), [IN_FORCE], 1),
        ((AGREED_FACTS, PlanFacts(2)), [IN_FORCE, DRAFT], 1),
        ((AGREED_FACTS, PlanFacts(2, agreed_on=MONDAY)), [REPLACED, IN_FORCE], 2),
        ((AGREED_FACTS, PlanFacts(2, agreed_on=MONDAY, starts_on=MONDAY + timedelta(9))), [IN_FORCE, AGREED], 1),
        ((AGREED_FACTS, PlanFacts(2, agreed_on=MONDAY, needs_approval=True)), [IN_FORCE, AGREED], 1),
        ((AGREED_FACTS, PlanFacts(2, closed_on=MONDAY)), [IN_FORCE, CLOSED], 1),
        ((AGREED_FACTS, PlanFacts(2, agreed_on=MONDAY, closed_on=MONDAY)), [REPLACED, CLOSED], 2),
        ((replace(AGREED_FACTS, closed_on=MONDAY), PlanFacts(2, agreed_on=MONDAY)), [CLOSED, IN_FORCE], 2),
        ((replace(AGREED_FACTS, closed_on=MONDAY), PlanFacts(2)), [CLOSED, DRAFT], 2),
        (
            (AGREED_FACTS, PlanFacts(2, agreed_on=MONDAY), PlanFacts(3, agreed_on=MONDAY)),
            [REPLACED, REPLACED, IN_FORCE],
            3,
        ),
    ],
)
def test_a_version_is_replaced_once_a_later_one_is_in_force(
    versions: tuple[PlanFacts, ...], expected: list[PlanState], lead: int
) -> None:
    found = states.states_of(versions, MONDAY)
    assert [found[number] for number in sorted(found)] == expected
    assert states.leading([each.number for each in versions], found) == lead


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (DRAFT, {"edit", "close"}),
        (AGREED, {"renew", "close", "tick"}),
        (IN_FORCE, {"review", "renew", "close", "tick"}),
        (REVIEW_DUE, {"review", "renew", "close", "tick"}),
        (CLOSED, {"renew"}),
        (REPLACED, set()),
    ],
)
def test_what_can_be_done_follows_from_the_state(state: PlanState, expected: set[str]) -> None:
    may = states.allowed(AGREED_FACTS, state, is_newest=True, is_author=False)
    assert {name for name, yes in vars(may).items() if yes} == expected


def test_an_approval_is_given_by_another_hand_or_taken_from_paper() -> None:
    facts = replace(AGREED_FACTS, needs_approval=True)
    own = states.allowed(facts, AGREED, is_newest=True, is_author=True)
    other = states.allowed(facts, AGREED, is_newest=True, is_author=False)
    assert (own.approve, own.register_paper, other.approve, other.register_paper) == (False, True, True, True)
    given = states.allowed(replace(facts, approved_on=MONDAY), AGREED, is_newest=True, is_author=False)
    assert not given.approve
    assert not states.allowed(AGREED_FACTS, IN_FORCE, is_newest=False, is_author=False).renew


def test_rows_in_which_nothing_stands_are_left_out() -> None:
    content = replace(
        CONTENT,
        reasons="  写了  ",
        goals=(*GOALS, GoalDraft("goal-3"), GoalDraft("goal-4", " ")),
        measures=(*MEASURES, MeasureDraft("measure-3", " ", where=" ")),
    )
    tidied = writing.tidy(content)
    assert (tidied.reasons, tidied.goals, tidied.measures) == ("写了", GOALS, MEASURES)


def test_a_row_without_its_first_words_is_refused_at_the_row() -> None:
    content = replace(
        CONTENT, goals=(GoalDraft("g", baseline="现在"),), measures=(MeasureDraft("m", who="母亲", where="字" * 61),)
    )
    assert set(writing.saving_problems(content)) == {"goal:g:what", "measure:m:what", "measure:m:where"}
    many = replace(CONTENT, goals=tuple(GoalDraft(str(n), "目标") for n in range(13)))
    assert set(writing.saving_problems(many)) == {"goals"}


def test_what_a_plan_needs_before_it_is_agreed() -> None:
    empty = replace(CONTENT, reasons="", participants="", goals=(), measures=(), next_review_on=None)
    missing = writing.agreeing_problems(empty, MONDAY, today=MONDAY, is_new=True)
    assert set(missing) == {"reasons", "participants", "goals", "measures", "next_review_on"}
    vague = replace(CONTENT, goals=(GoalDraft("g", "变好"),), measures=(MeasureDraft("m", "谈话"),))
    assert set(writing.agreeing_problems(vague, MONDAY, today=MONDAY, is_new=False)) == {
        "change_reason",
        "goal:g:how_seen",
        "measure:m:who",
    }
    assert writing.agreeing_problems(CONTENT, MONDAY, today=MONDAY, is_new=True) == {}


@pytest.mark.parametrize(
    ("agreed_on", "changes", "expected"),
    [
        (None, {}, {"agreed_on"}),
        (MONDAY + timedelta(1), {}, {"agreed_on"}),
        (MONDAY, {"starts_on": MONDAY - timedelta(1)}, {"starts_on"}),
        (MONDAY, {"next_review_on": MONDAY}, {"next_review_on"}),
        (MONDAY, {"starts_on": date(2026, 12, 1), "next_review_on": date(2026, 12, 1)}, {"next_review_on"}),
        (MONDAY - timedelta(300), {}, set()),
    ],
)
def test_the_days_of_an_agreement(agreed_on: date | None, changes: dict[str, date], expected: set[str]) -> None:
    content = replace(CONTENT, **changes)  # type: ignore[arg-type]  # only days are changed here
    assert set(writing.agreeing_problems(content, agreed_on, today=MONDAY, is_new=True)) == expected


@pytest.mark.parametrize(
    ("approval", "expected"),
    [
        (PaperApproval("张校长", MONDAY, "2-05-31"), set()),
        (PaperApproval(" ", MONDAY, ""), {"approver_name", "approval_place"}),
        (PaperApproval("张校长", MONDAY + timedelta(1), "2-05-31"), {"approved_on"}),
        (PaperApproval("张校长", MONDAY - timedelta(9), "2-05-31"), {"approved_on"}),
    ],
)
def test_a_signature_on_paper_needs_signer_day_and_place(approval: PaperApproval, expected: set[str]) -> None:
    assert set(writing.paper_problems(approval, agreed_on=MONDAY - timedelta(2), today=MONDAY)) == expected


PROGRESS = (ProgressView("g", GoalProgress.MOVING, "看到了"),)


@pytest.mark.parametrize(
    ("decision", "changes", "expected"),
    [
        (ReviewDecision.GO_ON, {"next_review_on": date(2027, 1, 4)}, set()),
        (ReviewDecision.GO_ON, {}, {"next_review_on"}),
        (ReviewDecision.GO_ON, {"next_review_on": MONDAY}, {"next_review_on"}),
        (ReviewDecision.CHANGE, {}, {"words"}),
        (ReviewDecision.CHANGE, {"words": "改"}, set()),
        (ReviewDecision.CLOSE, {}, {"words"}),
        (ReviewDecision.CLOSE, {"words": "好了", "progress": ()}, {"progress:g:progress"}),
        (ReviewDecision.CLOSE, {"words": "好了", "held_on": MONDAY + timedelta(1)}, {"held_on"}),
        (ReviewDecision.CLOSE, {"words": "好了", "held_on": MONDAY - timedelta(9)}, {"held_on"}),
        (
            ReviewDecision.CLOSE,
            {"words": "好了", "progress": (ProgressView("g", GoalProgress.REACHED, "字" * 501),)},
            {"progress:g:evidence"},
        ),
    ],
)
def test_what_a_review_needs(decision: ReviewDecision, changes: dict[str, object], expected: set[str]) -> None:
    review = replace(
        ReviewDraft("r", "p", 1, MONDAY, decision, PROGRESS),
        **changes,  # type: ignore[arg-type]  # values of several kinds
    )
    assert set(writing.review_problems(review, ("g",), not_before=MONDAY - timedelta(7), today=MONDAY)) == expected


KNOWN = SchoolDays(
    holidays={date(2026, 12, 1): "day"}, moved=frozenset({date(2026, 12, 5)}), official_years=frozenset({2026})
)
"""A Tuesday is free, and there is school on the Saturday for it."""


@pytest.mark.parametrize(
    ("day", "today", "expected"),
    [
        (date(2026, 11, 27), date(2026, 11, 27), "today"),
        (date(2026, 11, 30), date(2026, 11, 27), "in 1 school day"),
        (date(2026, 11, 28), date(2026, 11, 27), "no school day before it"),
        (date(2026, 11, 27), date(2026, 11, 29), "no school day since"),
        (date(2026, 11, 27), date(2026, 11, 30), "1 school day late"),
        (date(2026, 12, 2), date(2026, 11, 30), "in 1 school day"),  # Tuesday is free
        (date(2026, 12, 7), date(2026, 11, 30), "in 5 school days"),  # Saturday is not
        (date(2026, 11, 30), date(2026, 12, 1), "no school day since"),
        (date(2027, 1, 4), date(2026, 12, 31), "in about 2 school days"),
        (date(2026, 12, 31), date(2027, 1, 5), "about 3 school days late"),
    ],
)
def test_how_far_a_day_is_away_is_said_in_school_days(day: date, today: date, expected: str) -> None:
    assert str(due.when_words(day, due.DueClock(today, KNOWN))) == expected


def test_a_count_over_unknown_holidays_says_so_behind_the_sentence() -> None:
    student = StudentLine("s", "王芳", None, None, "七(2)班", 1, StudentStatus.ENROLLED, "wangfang", "wf", 1)
    late = due.measure_task(
        "p", "m", student, what="谈话", who="", due_on=date(2026, 12, 31), clock=due.DueClock(date(2027, 1, 4), KNOWN)
    )
    assert str(late.why) == (
        "Somebody should have done it by 2026-12-31: about 2 school days late."
        " The holidays of 2027 are not known yet; only weekends are left out."
    )
