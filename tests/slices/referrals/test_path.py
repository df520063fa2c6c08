"""The path of a referral out: every step from every state, the clocks, what each step needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest

from xinmiao.features.referrals.records import AnswerSource, MedicalAdvice, OutState, Step, StepForm, StepKind
from xinmiao.features.referrals.records.settings import SETTINGS
from xinmiao.features.referrals.rules import path as rules
from xinmiao.features.referrals.rules.checking import STEP_FIELDS, step_problems
from xinmiao.kernel.school_days import SchoolDays

S, K = OutState, StepKind
ADVISED_ON = date(2026, 11, 2)
FOLLOWS = {
    S.ADVISED: "signed refused closed",
    S.SIGNED: "visited not_seen answered nothing_found not_told closed",
    S.REFUSED: "told_again reported_up signed visited closed",
    S.NOT_SEEN: "told_again reported_up visited closed",
    S.VISITED: "answered nothing_found not_told closed",
    S.ANSWERED: "followed answered closed",
    S.NOTHING_FOUND: "followed closed",
    S.NOT_TOLD: "told_again reported_up answered nothing_found followed closed",
    S.FOLLOWED: "followed answered closed",
    S.CLOSED: "",
}
NEEDED = {
    K.SIGNED: {"who"},
    K.REFUSED: {"who", "witness_1", "witness_2"},
    K.NOT_SEEN: {"words"},
    K.TOLD_AGAIN: {"who"},
    K.REPORTED_UP: {"who"},
    K.VISITED: {"source"},
    K.ANSWERED: {"source", "medical"},
    K.NOTHING_FOUND: {"source"},
    K.NOT_TOLD: set(),
    K.FOLLOWED: {"words"},
    K.CLOSED: {"words"},
}
TO_STATE = {
    S.SIGNED: (K.SIGNED,),
    S.REFUSED: (K.REFUSED,),
    S.NOT_SEEN: (K.SIGNED, K.NOT_SEEN),
    S.VISITED: (K.SIGNED, K.VISITED),
    S.ANSWERED: (K.SIGNED, K.VISITED, K.ANSWERED),
    S.NOTHING_FOUND: (K.SIGNED, K.NOTHING_FOUND),
    S.NOT_TOLD: (K.SIGNED, K.NOT_TOLD),
    S.FOLLOWED: (K.SIGNED, K.ANSWERED, K.FOLLOWED),
    S.CLOSED: (K.SIGNED, K.CLOSED),
    S.ADVISED: (),
}
DEFAULTS = {setting.name: setting.default for setting in SETTINGS}
DAYS = SchoolDays(official_years=frozenset({2026}))


def step(kind: StepKind, day: date, *, taken_back: bool = False, next_visit_on: date | None = None) -> Step:
    moment = datetime(2026, 11, 23, tzinfo=UTC)
    form = StepForm(kind, day, next_visit_on=next_visit_on)
    return Step(f"{kind}-{day}", form, day, "周老师", moment, 1, is_taken_back=taken_back)


@pytest.mark.parametrize(("state", "kind"), list(product(OutState, StepKind)))
def test_each_step_follows_where_it_should_and_nowhere_else(state: OutState, kind: StepKind) -> None:
    assert rules.may_follow(state, kind) is (kind.value in FOLLOWS[state].split())


@pytest.mark.parametrize("state", OutState)
def test_a_state_is_read_off_the_steps(state: OutState) -> None:
    steps = [step(kind, date(2026, 11, 3 + place)) for place, kind in enumerate(TO_STATE[state])]
    path = rules.path_of(ADVISED_ON, steps)
    assert path.state is state
    assert path.since == (steps[-1].on_date if steps else ADVISED_ON)


@pytest.mark.parametrize("kind", [K.TOLD_AGAIN, K.REPORTED_UP])
def test_telling_again_and_reporting_leave_the_state_and_start_the_clock_anew(kind: StepKind) -> None:
    path = rules.path_of(ADVISED_ON, [step(K.REFUSED, date(2026, 11, 4)), step(kind, date(2026, 11, 9))])
    assert (path.state, path.since) == (S.REFUSED, date(2026, 11, 9))


def test_a_step_taken_back_does_not_count() -> None:
    steps = [step(K.SIGNED, date(2026, 11, 4)), step(K.CLOSED, date(2026, 11, 5), taken_back=True)]
    assert rules.path_of(ADVISED_ON, steps).state is S.SIGNED
    last = rules.last_counting(steps)
    assert last is not None
    assert last.kind is K.SIGNED


@pytest.mark.parametrize(
    ("day", "days", "late"),
    [
        (date(2026, 11, 2), 0, False),
        (date(2026, 11, 5), 3, False),
        (date(2026, 11, 6), 4, True),
        (date(2026, 11, 8), 4, True),  # the weekend does not count
        (date(2026, 11, 9), 5, True),
    ],
)
def test_routine_clocks_count_school_days(day: date, days: int, late: bool) -> None:  # noqa: FBT001
    wait = rules.wait_of(rules.path_of(ADVISED_ON, ()), day, DEFAULTS, DAYS, at_risk=False)
    assert wait is not None
    assert (wait.days, wait.is_late) == (days, late)


def test_holidays_rest_and_make_up_days_count() -> None:
    free = replace(DAYS, holidays={date(2026, 11, 4): "day"}, moved=frozenset({date(2026, 11, 7)}))
    path = rules.path_of(ADVISED_ON, ())
    waits = [rules.wait_of(path, date(2026, 11, day), DEFAULTS, free, at_risk=False) for day in (3, 4, 5, 7, 8)]
    assert [wait and wait.days for wait in waits] == [1, 1, 2, 4, 4]


def test_a_wait_over_unknown_holidays_is_rough_and_says_so() -> None:
    wait = rules.wait_of(rules.path_of(ADVISED_ON, ()), date(2027, 1, 4), DEFAULTS, DAYS, at_risk=False)
    assert wait is not None
    assert (wait.year_unknown, str(wait.words)) == (2027, "about 45 days")
    at_risk = rules.wait_of(rules.path_of(ADVISED_ON, ()), date(2027, 1, 4), DEFAULTS, DAYS, at_risk=True)
    assert at_risk is not None
    assert (at_risk.year_unknown, str(at_risk.words)) == (None, "63 days")


def test_where_there_is_risk_every_day_counts() -> None:
    wait = rules.wait_of(rules.path_of(ADVISED_ON, ()), date(2026, 11, 8), DEFAULTS, DAYS, at_risk=True)
    assert wait is not None
    assert wait.days == 6


def test_a_closed_referral_waits_for_nothing() -> None:
    path = rules.path_of(ADVISED_ON, [step(K.CLOSED, date(2026, 11, 4))])
    assert rules.wait_of(path, date(2027, 11, 4), DEFAULTS, DAYS, at_risk=True) is None


@pytest.mark.parametrize(
    ("day", "late"), [(date(2026, 12, 6), False), (date(2026, 12, 7), True), (date(2026, 12, 20), True)]
)
def test_the_next_visit_is_asked_about_on_its_day(day: date, late: bool) -> None:  # noqa: FBT001
    answered = step(K.ANSWERED, date(2026, 11, 4), next_visit_on=date(2026, 12, 7))
    wait = rules.wait_of(rules.path_of(ADVISED_ON, [answered]), day, DEFAULTS, DAYS, at_risk=False)
    assert wait is not None
    assert wait.is_late is late


@pytest.mark.parametrize("kind", StepKind)
def test_each_step_says_what_it_needs(kind: StepKind) -> None:
    found = step_problems(StepForm(kind, date(2026, 11, 5)), not_before=ADVISED_ON, today=date(2026, 11, 23))
    assert set(found) == NEEDED[kind]
    assert set(STEP_FIELDS[kind]) >= NEEDED[kind]


@pytest.mark.parametrize("day", [None, date(2026, 11, 1), date(2026, 11, 24)])
def test_a_day_that_cannot_be_is_refused(day: date | None) -> None:
    form = StepForm(K.SIGNED, day, who="母亲")
    assert set(step_problems(form, not_before=ADVISED_ON, today=date(2026, 11, 23))) == {"on_date"}


def test_the_same_person_is_no_second_witness() -> None:
    form = StepForm(K.REFUSED, date(2026, 11, 5), who="父亲", witness_1="林老师", witness_2=" 林老师 ")
    assert set(step_problems(form, not_before=ADVISED_ON, today=date(2026, 11, 23))) == {"witness_2"}


def test_a_next_visit_before_the_answer_is_refused() -> None:
    form = StepForm(
        K.ANSWERED,
        date(2026, 11, 5),
        source=AnswerSource.PAPER,
        medical=(MedicalAdvice.REVISIT,),
        next_visit_on=date(2026, 11, 4),
    )
    assert set(step_problems(form, not_before=ADVISED_ON, today=date(2026, 11, 23))) == {"next_visit_on"}
