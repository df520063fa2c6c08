"""Decisions about cases: their numbers, opening, closing, and who writes in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from xinmiao.features.casework.records import (
    CASE,
    CaseClosing,
    CaseLine,
    CaseOpening,
    CaseRisk,
    CaseState,
    OldFile,
    RiskAnswer,
    StaffOpening,
)
from xinmiao.kernel.texts import Text, _

EARLIEST_CASE = date(2000, 8, 1)


def case_number(school_year: int, number_in_year: int) -> str:
    """Return a case's number as it is spoken of: 2026-001."""
    return f"{school_year}-{number_in_year:03d}"


def opening_problems(opening: CaseOpening, opened_on: date, *, today: date) -> dict[str, Text]:
    """Return what is wrong with opening a case, by field name."""
    values = {
        "source": opening.source,
        "presenting_problems": opening.presenting_problems,
        "opened_on": opened_on,
        "alias": opening.alias,
    }
    found = CASE.problems(values, only=values)
    if opening.student_id is None and not opening.alias.strip():
        found["alias"] = _("Please choose a student, or write an alias.")
    if day_problem := _day_problem(opened_on, EARLIEST_CASE, today):
        found["opened_on"] = day_problem
    return found


def staff_opening_problems(opening: StaffOpening, opened_on: date, *, today: date) -> dict[str, Text]:
    """Return what is wrong with opening a staff member's case, by field name."""
    values = {
        "source": opening.source,
        "presenting_problems": opening.presenting_problems,
        "opened_on": opened_on,
        "staff_name": opening.name,
    }
    found = CASE.problems(values, only=values)
    if not opening.name.strip():
        found["staff_name"] = _("Please fill this in.")
    if day_problem := _day_problem(opened_on, EARLIEST_CASE, today):
        found["opened_on"] = day_problem
    return found


def old_file_problems(old: OldFile, opened_on: date, *, today: date) -> dict[str, Text]:
    """Return what is wrong with entering an old paper file, by field name."""
    values = {"paper_number": old.paper_number, "times_seen": old.times_seen, "last_seen_on": old.last_seen_on}
    found = opening_problems(old.opening, opened_on, today=today) | CASE.problems(values, only=values)
    if old.times_seen is None:
        found.setdefault("times_seen", _("Please fill this in."))
    if old.last_seen_on is not None and old.last_seen_on < opened_on:
        found["last_seen_on"] = _("The case was opened later than this; please check the date.")
    elif old.last_seen_on is not None and old.last_seen_on > today:
        found["last_seen_on"] = _("This day is still to come; please check the date.")
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


def risk_of(ideation: RiskAnswer, plan: RiskAnswer, means: RiskAnswer) -> CaseRisk:
    """Return what a talk says of risk: one yes is a yes, and no answer is not a no."""
    if RiskAnswer.YES in {ideation, plan, means}:
        return CaseRisk.YES
    return CaseRisk.ASKED_NO if ideation is RiskAnswer.ASKED_NO else CaseRisk.NOT_ASKED


def seen_on(line: CaseLine) -> date | None:
    """Return the day of the last contact, on paper or in the program; None when there was none yet."""
    days = [line.last_on_paper] if line.last_on_paper else []
    if line.last_contact is not None:
        days.append(line.last_contact.astimezone().date())
    return max(days, default=None)


def days_without(line: CaseLine, today: date) -> int:
    """Return for how many days nobody met; a case without a talk counts from its opening."""
    return (today - (seen_on(line) or line.opened_on)).days


def by_need(lines: Iterable[CaseLine]) -> tuple[CaseLine, ...]:
    """Order cases by whom one has not seen: open ones first, with risk before others, the longest unseen on top."""

    def need(line: CaseLine) -> tuple[bool, bool, date, str]:
        return (
            line.state is CaseState.CLOSED,
            line.risk is not CaseRisk.YES,
            seen_on(line) or line.opened_on,
            line.number,
        )

    return tuple(sorted(lines, key=need))


def is_late_entry(opened_on: date, entered_at: datetime) -> bool:
    """Return whether a case was entered a day or more after it began; papers then print both times."""
    return (entered_at.astimezone().date() - opened_on).days >= 1


def handing_obstacle(counsellor: str, state: CaseState, account: str, *, is_gone: bool) -> tuple[Text, Text] | None:
    """Return why an account cannot hand a case over; a colleague's only when his account is no longer in use."""
    if state is CaseState.CLOSED:
        return _("This case is closed."), _("Only open cases are handed over.")
    if counsellor != account and not is_gone:
        return _("This is a colleague’s case; you can read it."), _("The colleague hands it over.")
    return None
