"""The places of the tour, in the order a counsellor would show them to a colleague."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtTest import QTest

from xinmiao.app.demo import appointment_stops, file_access_stops, import_stops, letter_stops, referral_stops
from xinmiao.features.casework.operations import list_cases
from xinmiao.features.casework.records import CaseLine
from xinmiao.features.plans.page import PlansPage
from xinmiao.features.roster.records import move_target
from xinmiao.kernel.tasks import Target
from xinmiao.ui.tasks import Tasks
from xinmiao.ui.workbench import Workbench

Condition = Callable[[], bool]


@dataclass
class Guest:
    """Whose file the tour opens: the student with the most talks."""

    case: CaseLine | None = None
    restricted: str = ""
    """A case that is sealed to the one who guides."""

    def choose(self, tasks: Tasks) -> Iterator[Condition]:
        """Ask for the caseload and remember one of it."""
        tasks.run(list_cases.bind(), self._take)
        yield lambda: self.case is not None

    def _take(self, cases: tuple[CaseLine, ...]) -> None:
        self.case = max((case for case in cases if not case.student.is_alias), key=lambda case: case.notes)
        self.restricted = next((case.id for case in cases if case.restricted and not case.of_staff), self.case.id)

    @property
    def student(self) -> str:
        """Return the student's id."""
        return self._chosen.student.id or ""

    @property
    def case_id(self) -> str:
        """Return the case's id."""
        return self._chosen.id

    @property
    def _chosen(self) -> CaseLine:
        if self.case is None:
            raise RuntimeError("nobody was chosen")
        return self.case


@dataclass(frozen=True)
class Stop:
    """One picture: its name, and how to get there."""

    name: str
    go: Callable[[Workbench, Guest], Iterator[Condition]]


def page_stop(name: str) -> Callable[[Workbench, Guest], Iterator[Condition]]:
    """Return the way to a page that needs no record."""

    def go(bench: Workbench, _guest: Guest) -> Iterator[Condition]:
        bench.open(Target(name))
        yield lambda: bench.target == Target(name)

    return go


def _duty(view: str) -> Callable[[Workbench, Guest], Iterator[Condition]]:
    def go(bench: Workbench, _guest: Guest) -> Iterator[Condition]:
        bench.open(Target("duty", view))
        yield lambda: bench.target == Target("duty", view)

    return go


def _student(bench: Workbench, guest: Guest) -> Iterator[Condition]:
    bench.open(Target("student", guest.student))
    yield lambda: bench.target == Target("student", guest.student)


def _change_of_place(bench: Workbench, guest: Guest) -> Iterator[Condition]:
    bench.open(move_target(guest.student))
    yield lambda: bench.target == move_target(guest.student)


def _access(bench: Workbench, guest: Guest) -> Iterator[Condition]:
    bench.open(Target("access_record", guest.student))
    yield lambda: bench.target == Target("access_record", guest.student)


def _note(bench: Workbench, guest: Guest) -> Iterator[Condition]:
    bench.open(Target("counselling_note", guest.case_id))
    yield lambda: bench.target == Target("counselling_note", guest.case_id)


def _plan(bench: Workbench, guest: Guest) -> Iterator[Condition]:
    """Open the plan that was reviewed most often."""
    yield from page_stop("plans")(bench, guest)
    page = next(iter(bench.findChildren(PlansPage)))
    yield lambda: page.table.count() > 0
    target = Target("plan", max(page.table.shown_records(), key=lambda line: line.reviews).student.id)
    bench.open(target)
    yield lambda: bench.target == target


def _intake(bench: Workbench, guest: Guest) -> Iterator[Condition]:
    bench.open(Target("case_intake", guest.case_id))
    yield lambda: bench.target == Target("case_intake", guest.case_id)


def _restricted(bench: Workbench, guest: Guest) -> Iterator[Condition]:
    bench.open(Target("case_restriction", guest.restricted))
    yield lambda: bench.target == Target("case_restriction", guest.restricted)


def _search(bench: Workbench, _guest: Guest) -> Iterator[Condition]:
    box = bench.top_bar.search
    box.clear()
    box.setFocus()
    QTest.keyClicks(box, "wa")
    yield box.list.isVisible


STOPS = (
    Stop("today", page_stop("today")),
    Stop("students", page_stop("students")),
    Stop("import", lambda bench, _guest: import_stops.choose(bench)),
    Stop("import-columns", lambda bench, _guest: import_stops.columns(bench)),
    Stop("import-trial", lambda bench, _guest: import_stops.rows(bench)),
    Stop("import-done", lambda bench, _guest: import_stops.done(bench)),
    Stop("school-year", page_stop("school_year")),
    Stop("school-calendar", page_stop("school_calendar")),
    Stop("school-times", page_stop("school_times")),
    Stop("appointments", lambda bench, _guest: appointment_stops.turned(bench, "week")),
    Stop("appointments-day", lambda bench, _guest: appointment_stops.turned(bench, "day")),
    Stop("appointments-list", lambda bench, _guest: appointment_stops.turned(bench, "list")),
    Stop("appointments-waiting", lambda bench, _guest: appointment_stops.turned(bench, "waiting")),
    Stop("appointment", lambda bench, _guest: appointment_stops.reading(bench)),
    Stop("appointment-form", lambda bench, _guest: appointment_stops.appointment_form(bench)),
    Stop("duty", _duty("gaps")),
    Stop("duty-term", _duty("term")),
    Stop("duty-own", _duty("own")),
    Stop("duty-setup", _duty("setup")),
    Stop("promotion", page_stop("promotion")),
    Stop("reshuffle", page_stop("reshuffle")),
    Stop("class-teachers", page_stop("class_teachers")),
    Stop("mentors", page_stop("mentors")),
    Stop("change-of-place", _change_of_place),
    Stop("staff", page_stop("staff")),
    Stop("duplicates", page_stop("duplicates")),
    Stop("cases", page_stop("casework")),
    Stop("intake", _intake),
    Stop("case-handovers", page_stop("case_handovers")),
    Stop("problem-codes", page_stop("problem_codes")),
    Stop("student", _student),
    Stop("note", _note),
    Stop("groups", page_stop("group_counselling")),
    Stop("phrases", page_stop("writing_aids")),
    Stop("plans", page_stop("plans")),
    Stop("plan", _plan),
    Stop("light-plans", page_stop("light_plans")),
    Stop("batch-printing", page_stop("batch_printing")),
    Stop("letters", page_stop("letters")),
    Stop("letter-openings", lambda bench, _guest: letter_stops.openings(bench)),
    Stop("letter", lambda bench, _guest: letter_stops.letter(bench)),
    Stop("feedback-slips", page_stop("feedback_slips")),
    Stop("feedback-slip", lambda bench, _guest: letter_stops.slip(bench)),
    Stop("referrals", page_stop("referrals")),
    Stop("referrals-out", lambda bench, _guest: referral_stops.out(bench)),
    Stop("referral-in", lambda bench, _guest: referral_stops.internal(bench)),
    Stop("referral-out", lambda bench, _guest: referral_stops.path(bench)),
    Stop("agencies", page_stop("agencies")),
    Stop("file-access", page_stop("file_access")),
    Stop("file-access-one", lambda bench, _guest: file_access_stops.one(bench)),
    Stop("counselling-hours", page_stop("counselling_hours")),
    Stop("consents", page_stop("consents")),
    Stop("consent-grid", page_stop("consent_grid")),
    Stop("secrecy-exceptions", page_stop("secrecy_exceptions")),
    Stop("word-list", page_stop("word_list")),
    Stop("search", _search),
    Stop("access-record", _access),
    Stop("staff-counselling", page_stop("staff_case")),
    Stop("restricted-case", _restricted),
    Stop("card-receivers", page_stop("card_receivers")),
    Stop("accounts", page_stop("accounts")),
    Stop("own-account", page_stop("own_account")),
    Stop("data-care", page_stop("data_care")),
    Stop("audit-trail", page_stop("audit_trail")),
    Stop("settings", page_stop("settings")),
)
