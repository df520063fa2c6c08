"""What is typed survives a lock, another page, a closed window and a new start, and is offered again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from journeys.conftest import Start, end
from journeys.driver import CTRL, Person, cheap_means
from journeys.marked_school import MarkedSchool, fill
from signed_in import FOUNDER_PASSWORD, SignedInSchool
from xinmiao.features.today.page.task_list import TaskRow

KEY = Qt.Key
HALF = "他说到一半"


@pytest.fixture
def marked(school: SignedInSchool) -> MarkedSchool:
    """Give a school with one student in care, locked; nobody has a draft."""
    made = fill(school)
    school.workspace.custody.drafts.discard("note-7781")
    school.lock()
    return made


def test_a_lock_in_the_middle_of_a_sentence_costs_nothing(start: Start, marked: MarkedSchool) -> None:
    person = start()
    person.sign_in(FOUNDER_PASSWORD, "周老师")
    type_half_a_note(person)
    person.press(KEY.Key_L, CTRL)
    person.sign_in(FOUNDER_PASSWORD)
    go_on_from_today(person)
    assert person.find("free_text", QPlainTextEdit).toPlainText() == HALF
    person.fill("ended_at", "10:50")
    person.click("save_note")
    person.wait(lambda: not list((person.program.folder / "drafts").glob("*.draft")))


def test_a_closed_window_in_the_middle_of_a_sentence_costs_nothing(start: Start, marked: MarkedSchool) -> None:
    person = start()
    person.sign_in(FOUNDER_PASSWORD, "周老师")
    type_half_a_note(person)
    assert end(person.program.application, person.program) == 0
    again = start(cheap_means(marked.school.clock))
    again.sign_in(FOUNDER_PASSWORD, "周老师")
    go_on_from_today(again)
    assert again.find("free_text", QPlainTextEdit).toPlainText() == HALF


def test_another_page_in_the_middle_of_a_sentence_costs_nothing(start: Start, marked: MarkedSchool) -> None:
    person = start()
    person.sign_in(FOUNDER_PASSWORD, "周老师")
    type_half_a_note(person)
    person.click("nav_students")
    person.settle()
    person.click("nav_today")
    person.settle()
    go_on_from_today(person)
    assert person.find("free_text", QPlainTextEdit).toPlainText() == HALF


def test_a_half_typed_student_is_offered_where_he_was_typed(start: Start, marked: MarkedSchool) -> None:
    person = start()
    person.sign_in(FOUNDER_PASSWORD, "周老师")
    person.click("nav_students")
    person.settle()
    person.press(KEY.Key_N, CTRL)
    person.fill("name", HALF)
    person.wait(lambda: list((person.program.folder / "drafts").glob("*.draft")))
    person.press(KEY.Key_L, CTRL)
    person.sign_in(FOUNDER_PASSWORD)
    go_on_from_today(person)
    assert person.find("name", QLineEdit).text() == HALF


def type_half_a_note(person: Person) -> None:
    """Find the student, begin a note, type half a sentence."""
    person.press(KEY.Key_K, CTRL)
    person.type("oyl")
    person.press(KEY.Key_Return, CTRL)
    person.find("free_text", QPlainTextEdit)
    person.fill("free_text", HALF)


def go_on_from_today(person: Person) -> None:
    """Press the task of the draft on Today."""
    person.find("task_list", QWidget)
    rows = [row for row in person.page.findChildren(TaskRow) if row.task.key.startswith("draft:")]
    assert len(rows) == 1, "the draft is offered once"
    person.click_on(rows[0])
    person.settle()
