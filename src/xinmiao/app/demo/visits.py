"""Who signs in on the tour after the one who guides, and what each of them looks at.

Owns who comes and in what order; walking and picturing are the tour's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from xinmiao.app.demo.builder import GRADE_HEAD, MORAL_OFFICE, OFFICE, PRINCIPAL, TEACHER
from xinmiao.app.demo.cases import SECOND_COUNSELLOR
from xinmiao.app.demo.stops import Condition, Guest, Stop, page_stop
from xinmiao.features.feedback_slips.page import OwnSlipsPage
from xinmiao.kernel.tasks import Target
from xinmiao.ui.workbench import Workbench


@dataclass(frozen=True)
class Visit:
    """Somebody with an account of his own, and his stops."""

    account: str
    stops: tuple[Stop, ...]


def _own_slip(bench: Workbench, _guest: Guest) -> Iterator[Condition]:
    """Open the slip the room answered first."""
    yield from page_stop("own_feedback")(bench, _guest)
    page = next(iter(bench.findChildren(OwnSlipsPage)))
    yield lambda: page.table.count() > 0
    yield from _record("own_feedback_slip", page.table.shown_records()[0].id)(bench, _guest)


def _closed_case(bench: Workbench, guest: Guest) -> Iterator[Condition]:
    """Come to a restricted case without being named for it."""
    yield from _record("case_restriction", guest.restricted)(bench, guest)


def _record(page: str, record_id: str) -> Callable[[Workbench, Guest], Iterator[Condition]]:
    def go(bench: Workbench, _guest: Guest) -> Iterator[Condition]:
        bench.open(Target(page, record_id))
        yield lambda: bench.target == Target(page, record_id)

    return go


VISITS = (
    Visit(
        TEACHER,
        (
            Stop("class-teacher", page_stop("today")),
            Stop("teacher-students", page_stop("students")),
            Stop("teacher-duty", page_stop("duty")),
            Stop("teacher-feedback", page_stop("own_feedback")),
            Stop("teacher-feedback-slip", _own_slip),
            Stop("teacher-referrals", page_stop("own_referrals")),
            Stop("teacher-appointments", page_stop("own_requests")),
            Stop("teacher-grid", page_stop("own_consents")),
            Stop("teacher-slips", page_stop("own_slips")),
            Stop("teacher-contact-card", page_stop("contact_card")),
        ),
    ),
    Visit(
        SECOND_COUNSELLOR,
        (Stop("second-counsellor", page_stop("today")), Stop("closed-case", _closed_case)),
    ),
    Visit(
        GRADE_HEAD,
        (Stop("grade-head", page_stop("today")), Stop("grade-head-coverage", page_stop("consent_coverage"))),
    ),
    Visit(
        MORAL_OFFICE,
        (
            Stop("moral-office", page_stop("today")),
            Stop("moral-office-duty", _record("duty", "term")),
            Stop("moral-office-coverage", page_stop("consent_coverage")),
        ),
    ),
    Visit(
        PRINCIPAL,
        (
            Stop("principal", page_stop("today")),
            Stop("principal-signing", page_stop("file_access_signing")),
            Stop("principal-coverage", page_stop("consent_coverage")),
        ),
    ),
    Visit(OFFICE, (Stop("office", page_stop("today")), Stop("office-accounts", page_stop("accounts")))),
)
