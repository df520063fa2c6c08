"""面谈方式 (F8) with the curtain and the lock: beside the student nothing shows but the note, before and after both."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from counselling_room import CONTENT
from journeys.conftest import Start
from journeys.driver import CTRL, Person
from signed_in import FOUNDER_PASSWORD, SignedInSchool
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseOpening, CaseSource, NoteDraft, Problem
from xinmiao.features.roster import operations as roster
from xinmiao.features.today.page.task_list import TaskRow
from xinmiao.kernel.tasks import Target

KEY = Qt.Key
STUDENT, OTHER, EARLIER, TYPED, CODE = "石小满", "顾长安", "上次说的话", "今天他说", "24681357"


@pytest.fixture
def case(school: SignedInSchool) -> str:
    """Give the case of one of two students, with an earlier note; signed out."""
    student = school.run(roster.add_student.bind({"name": STUDENT}, {}))
    school.run(roster.add_student.bind({"name": OTHER}, {}))
    opening = CaseOpening(school.means.ids.new(), student, CaseSource.SELF, (Problem.EMOTION,))
    made = school.run(casework.open_case.bind(opening))
    content = CONTENT.from_payload({**CONTENT.to_payload(), "free_text": EARLIER})
    school.run(casework.sign_note.bind(NoteDraft(school.means.ids.new(), made, None, content)))
    school.lock()
    return made


def beside(person: Person, case: str) -> None:
    """Open a new note and let nothing but it stay on the screen."""
    person.bench.open(Target("counselling_note", case))
    person.fill("free_text", TYPED)
    person.press(KEY.Key_F8)
    person.find("beside_strip", QWidget)


def only_the_note(person: Person) -> None:
    """Expect the note and what was typed, and nothing that names anybody or leads anywhere."""
    words = person.words()
    assert TYPED in words
    assert [name for name in (STUDENT, OTHER, EARLIER, "个案") if name in words] == []
    for around in (person.bench.navigation, person.bench.top_bar, person.bench.status):
        assert not around.isVisible()


def test_the_curtain_covers_the_note_too_and_gives_back_only_the_note(
    start: Start, school: SignedInSchool, case: str
) -> None:
    assert not school.is_open
    person = start()
    person.sign_in(FOUNDER_PASSWORD)
    beside(person, case)
    only_the_note(person)
    person.press(KEY.Key_F9)
    for _time in ("chosen", "asked for"):
        person.find("curtain_code", QLineEdit)
        assert TYPED not in person.words()
        person.type(CODE)
        person.press(KEY.Key_Return)
    person.find("beside_strip", QWidget)
    only_the_note(person)
    person.press(KEY.Key_K, CTRL)
    only_the_note(person)
    person.press(KEY.Key_F8)
    assert person.bench.navigation.isVisible()


def test_after_the_lock_everything_is_there_again_and_nothing_typed_is_lost(
    start: Start, school: SignedInSchool, case: str, data: Path
) -> None:
    assert not school.is_open
    person = start()
    person.sign_in(FOUNDER_PASSWORD)
    beside(person, case)
    person.wait(lambda: list((data / "drafts").glob("*.draft")))
    person.press(KEY.Key_L, CTRL)
    person.at_lock_screen()
    assert [word for word in (STUDENT, TYPED, EARLIER) if word in person.words()] == []
    person.sign_in(FOUNDER_PASSWORD)
    person.bench.open(Target("today"))
    person.settle()
    (row,) = [row for row in person.page.findChildren(TaskRow) if row.task.key.startswith("draft:")]
    person.click_on(row)
    person.settle()
    assert person.find("free_text", QPlainTextEdit).toPlainText() == TYPED
    assert person.bench.navigation.isVisible(), "the mode ends with the sign-in, so that nobody is caught in it"
    assert person.seen("beside_strip", QWidget) is None
