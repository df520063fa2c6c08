"""Every paper of a week, printed by its own button in the program, saved as a PDF and read back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from doubles import FrozenClock
from journeys import week_on_file as week
from journeys.conftest import Start
from journeys.driver import Person, cheap_means
from journeys.week_on_file import WeekOnFile
from signed_in import FOUNDER_PASSWORD, SCHOOL_NAME, SignedInSchool
from xinmiao.documents.raster import PdfPages, extract_text
from xinmiao.kernel.tasks import Target

Ask = Callable[[Person, WeekOnFile], None]


def at(page: str, action: str, record: Callable[[WeekOnFile], str] = lambda _on_file: "") -> Ask:
    """Return how a paper in the menu of a page is asked for."""

    def ask(person: Person, on_file: WeekOnFile) -> None:
        person.bench.open(Target(page, record(on_file)))
        person.settle()
        person.click_menu("header_more", f"action_{action}", person.page)

    return ask


def pass_slip(person: Person, on_file: WeekOnFile) -> None:
    """From the appointment in the sheet."""
    person.bench.open(Target("appointments", on_file.appointment))
    person.find("appointment_reading", QWidget)
    person.settle()
    cross = person.find("sheet_close", QWidget)
    person.wait(lambda: person.shell.rect().contains(cross.mapTo(person.shell, cross.rect().center())))
    person.click("button_slip")


PAPERS: dict[str, tuple[Ask, tuple[str, ...], tuple[str, ...]]] = {
    "day-list": (at("appointments", "print"), (week.STUDENT, "信箱-07", "11:05–11:45"), ()),
    "pass-slip": (pass_slip, (week.STUDENT, "11:05"), ("心理",)),
    "duty-door": (at("duty", "print"), ("周老师", "吴老师", "11:55–13:30", "12356"), (week.STUDENT,)),
    "duty-term": (at("duty", "print_term"), ("周老师", "2026-11-27"), (week.STUDENT,)),
    "letter-board": (at("letters", "print"), (week.ANSWER[:5],), ("睡不着",)),
    "letter-label": (at("letters", "label"), ("12356",), ()),
    "letter-codes": (at("letters", "codes"), ("放进信里", "自己留着"), (week.STUDENT,)),
    "letter-list": (at("letters", "list"), ("2026-001", "公告栏"), ("睡不着",)),
    "referral-form": (at("referrals", "form"), ("校内转介",), (week.STUDENT,)),
    "referral-in": (at("referral_in", "print", lambda each: each.internal), (week.OTHER, week.SEEN[:6], "林老师"), ()),
    "referral-open": (
        at("referrals", "print"),
        (week.STUDENT, week.OTHER, "县人民医院"),
        (week.FACTS[:9], week.SEEN[:6]),
    ),
    "referral-advice": (at("referral_out", "print", lambda each: each.out), (week.STUDENT, week.FACTS[:9]), ()),
    "referral-reply": (at("referral_out", "print_answer", lambda each: each.out), (week.STUDENT,), (week.FACTS[:9],)),
    "minimal-slip": (at("secrecy_exceptions", "print", lambda each: each.exception), (week.WATCH[:9],), ("自伤",)),
    "case-handover": (at("case_handovers", "print"), ("吴老师", "外出培训", "监交人"), (week.STUDENT, week.OTHER)),
    "hours": (at("counselling_hours", "print"), ("周老师",), (week.STUDENT,)),
}
"""For each paper: how it is asked for, what must stand on it, what must not."""


@pytest.mark.parametrize("names", [tuple(PAPERS)[:8], tuple(PAPERS)[8:]], ids=["first half", "second half"])
def test_every_paper_of_the_week_leaves_by_its_button(
    start: Start, school: SignedInSchool, tmp_path: Path, names: tuple[str, ...]
) -> None:
    on_file = week.put_on_file(school)
    school.lock()
    person = start(cheap_means(FrozenClock()))
    person.sign_in(FOUNDER_PASSWORD, "周老师")
    wrong = {}
    for name in names:
        ask, wanted, unwanted = PAPERS[name]
        file = tmp_path / f"{name}.pdf"
        ask(person, on_file)
        save_paper(person, file)
        told = "".join("".join(extract_text(file.read_bytes())).split())
        missing = [words for words in (SCHOOL_NAME, *wanted) if words not in told]
        found = [words for words in unwanted if words in told.replace("心理健康", "").replace(SCHOOL_NAME, "")]
        if missing or found:
            wrong[name] = (missing, found, told[:200])
    assert wrong == {}


def save_paper(person: Person, file: Path) -> None:
    """Say what it is for where that is asked, look at the preview, save it."""
    person.wait(lambda: person.seen("print_go_on", QWidget) or person.seen("preview", QWidget, person.shell))
    if person.seen("print_go_on", QWidget) is not None:
        cross = person.find("sheet_close", QWidget)
        person.wait(lambda: person.shell.rect().contains(cross.mapTo(person.shell, cross.rect().center())))
        person.click("purpose_1")
        if person.seen("print_go_on", QWidget) is not None:
            person.click("print_go_on")
    preview = person.find("preview", QWidget, person.shell)
    first = person.find("preview_page_1", QLabel, preview)
    person.wait(lambda: not first.pixmap().isNull())
    person.click("button_save", preview)
    person.name_file("save_dialog", file)
    person.wait(file.exists)
    with PdfPages(file.read_bytes()) as pages:
        assert pages.count >= 1
    person.click("button_close", preview)
    person.wait(lambda: person.seen("preview", QWidget, person.shell) is None)
