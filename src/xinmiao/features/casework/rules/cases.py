"""Decisions about cases: their numbers, opening, closing, and who writes in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from xinmiao.features.casework.records import CASE, CaseClosing, CaseLine, CaseSource, CaseState, Problem
from xinmiao.kernel.texts import Text, _

EARLIEST_CASE = date(2000, 8, 1)


def case_number(school_year: int, number_in_year: int) -> str:
    """Return a case's number as it is spoken of: 2026-001."""
    return f"{school_year}-{number_in_year:03d}"


def opening_problems(
    source: CaseSource, problems: tuple[Problem, ...], opened_on: date, *, today: date
) -> dict[str, Text]:
    """Return what is wrong with opening a case, by field name."""
    values = {"source": source, "presenting_problems": problems, "opened_on": opened_on}
    found = CASE.problems(values, only=values)
    if day_problem := _day_problem(opened_on, EARLIEST_CASE, today):
        found["opened_on"] = day_problem
    return found


def closing_problems(closing: CaseClosing, closed_on: date, *, opened_on: date, today: date) -> dict[str, Text]:
    """Return what is wrong with closing a case, by field name."""
    values = {
        "closing_reason": closing.reason,
        "closing_effect": closing.effect,
        "closing_words": closing.words,
        "closed_on": closed_on,
    }
    found = CASE.problems(values, only=values)
    if closed_on < opened_on:
        found["closed_on"] = _("The case was opened later than this; please check the date.")
    elif closed_on > today:
        found["closed_on"] = _("This day is still to come; please check the date.")
    return found


def _day_problem(day: date, earliest: date, today: date) -> Text | None:
    if day > today:
        return _("This day is still to come; please check the date.")
    return _("This is too long ago; please check the year.") if day < earliest else None


def may_write_in(counsellor: str, account: str) -> bool:
    """Return whether an account writes in a case: its own counsellor does, colleagues read."""
    return counsellor == account


def writing_obstacle(counsellor: str, state: CaseState, account: str) -> tuple[Text, Text] | None:
    """Return why an account cannot add to a case, as sentence and next step; None when it can."""
    if not may_write_in(counsellor, account):
        return (
            _("This is a colleague’s case; you can read it."),
            _("To write yourself, open a case of your own for this student."),
        )
    if state is CaseState.CLOSED:
        return _("This case is closed."), _("Open it again first, and say why.")
    return None


def by_last_contact(lines: Iterable[CaseLine]) -> tuple[CaseLine, ...]:
    """Order cases by their last contact, the newest first; a case without a talk stands by its opening."""

    def moment(line: CaseLine) -> datetime:
        return line.last_contact or datetime.combine(line.opened_on, time()).astimezone()

    return tuple(sorted(lines, key=lambda line: (moment(line), line.number), reverse=True))
