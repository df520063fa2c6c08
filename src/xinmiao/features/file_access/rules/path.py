"""Where a request stands, what can be written down now, whether the student is asked."""

from __future__ import annotations

from datetime import date

from xinmiao.features.file_access.records import AccessState, AgeGroup, Approval, Decision, Part

ASKED_FROM = 14
"""From this age on the student is asked (Civil Code; Personal Information Protection Law, article 31)."""

_S, _P = AccessState, Part

NEXT: dict[AccessState, tuple[Part, ...]] = {
    _S.ASKED: (_P.OPINION, _P.PAPER_APPROVAL, _P.ASKING, _P.REFUSING, _P.WITHDRAWING),
    _S.LAID_BEFORE: (_P.OPINION, _P.PAPER_APPROVAL, _P.ASKING, _P.REFUSING, _P.WITHDRAWING),
    _S.APPROVED: (_P.ACCEPTING, _P.OPINION, _P.REFUSING, _P.WITHDRAWING),
    _S.DENIED: (_P.REFUSING, _P.WITHDRAWING),
    _S.ACCEPTED: (_P.SUMMARY, _P.GIVING, _P.WITHDRAWING),
    _S.GIVEN: (_P.RECEIPT, _P.GIVING),
    _S.CLOSED: (_P.RECEIPT,),
    _S.REFUSED: (),
    _S.WITHDRAWN: (),
}
"""What can be written down at each state, the usual step first."""


def state_of(
    *,
    decision: Decision | None,
    approval: Approval | None,
    laid_before: bool,
    given: bool,
    has_receipt: bool,
) -> AccessState:
    """Return where a request stands."""
    if decision is Decision.ACCEPTED:
        return _S.CLOSED if has_receipt else _S.GIVEN if given else _S.ACCEPTED
    if decision is not None:
        return _S.REFUSED if decision is Decision.REFUSED else _S.WITHDRAWN
    if approval is not None:
        return _S.APPROVED if approval is Approval.APPROVED else _S.DENIED
    return _S.LAID_BEFORE if laid_before else _S.ASKED


def is_from_14(birth_date: date | None, said: AgeGroup | None, asked_on: date) -> bool | None:
    """Return whether the student is asked: by the birth date, else by what was said; None when neither is known."""
    if birth_date is None:
        return None if said is None else said is AgeGroup.FROM_14
    return _age(birth_date, asked_on) >= ASKED_FROM


def _age(birth_date: date, day: date) -> int:
    before_birthday = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - before_birthday


def number_of(school_year: int, taken: int) -> str:
    """Return the number of the next request of a school year: 2026-003."""
    return f"{school_year}-{taken + 1:03d}"
