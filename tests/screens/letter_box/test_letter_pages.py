"""The letter box on its pages: opened, a letter entered without a name, answered on the board, closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from page_desk import PageDesk, one
from teacher_school import TeacherSchool, make_teacher_school
from xinmiao.features.letter_box import operations as box
from xinmiao.features.letter_box.editor.questions import LetterQuestion
from xinmiao.features.letter_box.page import LetterPage, LettersPage
from xinmiao.features.letter_box.records import (
    LetterForm,
    LetterState,
    LetterTopic,
    LetterUrgency,
    OpeningForm,
)
from xinmiao.kernel.tasks import Target
from xinmiao.ui import theme
from xinmiao.ui.page import Page
from xinmiao.ui.widgets.combo import Combo
from xinmiao.ui.widgets.segmented import SegmentedControl

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def there(qapp: QApplication, tmp_path: Path) -> Iterator[TeacherSchool]:
    theme.install(qapp, theme.Theme())
    made = make_teacher_school(tmp_path)
    yield made
    made.school.lock()


@pytest.fixture
def desk(there: TeacherSchool, qtbot: QtBot) -> PageDesk:
    return PageDesk(there.school, qtbot)


def do(page: Page, name: str) -> None:
    (action,) = [action for action in page.page_actions() if action.name == name]
    assert action.enabled()
    action.trigger()


def fill(desk: PageDesk, page: QWidget, name: str, words: str) -> None:
    kind: type[QWidget] = QLineEdit if page.findChildren(QLineEdit, name) else QPlainTextEdit
    field = one(page, kind, name)
    field.setFocus()
    field.selectAll()  # type: ignore[attr-defined]
    desk.qtbot.keyClicks(field, words)


def pick(desk: PageDesk, page: QWidget, name: str, place: int) -> None:
    desk.qtbot.mouseClick(one(page, SegmentedControl, name).findChildren(QPushButton)[place], LEFT)


def choose(desk: PageDesk, page: QWidget, name: str, downs: int) -> None:
    combo = one(page, Combo, name)
    combo.setFocus()
    for _step in range(downs):
        desk.qtbot.keyClick(combo, Qt.Key.Key_Down)


def confirm(desk: PageDesk, page: QWidget) -> None:
    desk.qtbot.mouseClick(one(page, QPushButton, "confirm_question"), LEFT)


def entered(there: TeacherSchool, *, signed: bool = False, urgency: LetterUrgency = LetterUrgency.NORMAL) -> str:
    day = there.school.clock.today()
    student = there.student if signed else ""
    form = LetterForm("letter-1", day, "alone at lunch", LetterTopic.PEERS, urgency, signed, student, reply_code="AC74")
    return there.school.run(box.save_letter.bind(form))


def test_the_box_is_opened_and_a_letter_without_a_name_entered(desk: PageDesk) -> None:
    page = desk.open(LettersPage)
    do(page, "opening")
    confirm(desk, page)
    assert page.sheet.asking  # it is not said how many letters there were
    fill(desk, page, "letters", "1")
    confirm(desk, page)
    desk.qtbot.waitUntil(lambda: page.openings.count() == 1)
    assert page.side.value() == "openings"
    do(page, "new")
    question = page.findChild(LetterQuestion)
    assert question is not None
    assert question.opening.chosen() == page.openings.shown_records()[0].id
    fill(desk, page, "words", "nobody sits with me")
    fill(desk, page, "reply_code", "ac-74")
    choose(desk, page, "topic", 2)
    do(page, "save")
    desk.qtbot.waitUntil(lambda: bool(desk.navigator.opened))
    (view,) = desk.school.run(box.list_letters.bind())
    assert (view.reply_code, view.signed, view.topic) == ("AC74", False, LetterTopic.PEERS)
    assert desk.navigator.opened == [Target("letter", view.id)]


def test_signed_asks_for_the_student_and_not_for_a_code(desk: PageDesk) -> None:
    page = desk.open(LettersPage)
    do(page, "new")
    assert one(page, QLineEdit, "reply_code").isVisible()
    pick(desk, page, "letter_signed", 1)
    assert not page.findChild(QLineEdit, "reply_code").isVisible()  # type: ignore[union-attr]
    fill(desk, page, "words", "hello")
    choose(desk, page, "topic", 1)
    confirm(desk, page)
    assert page.sheet.asking  # neither a student nor a name
    fill(desk, page, "signer_name", "Xiao Yu")
    confirm(desk, page)
    desk.qtbot.waitUntil(lambda: bool(desk.navigator.opened))
    (view,) = desk.school.run(box.list_letters.bind())
    assert view.sender == "Xiao Yu"


def test_urgent_says_act_first(desk: PageDesk) -> None:
    page = desk.open(LettersPage)
    do(page, "new")
    question = page.findChild(LetterQuestion)
    assert question is not None
    assert question.urgent.isHidden()
    pick(desk, page, "urgency", 2)
    assert not question.urgent.isHidden()
    page.sheet.put_away()


def test_answered_on_the_board_printed_with_its_code_closed_and_opened_again(
    desk: PageDesk, there: TeacherSchool
) -> None:
    page = desk.open(LetterPage, entered(there))
    do(page, "answer")
    confirm(desk, page)
    assert page.sheet.asking  # it is not said how
    choose(desk, page, "answered_how", 3)
    fill(desk, page, "answer", "come on Wednesday at noon")
    confirm(desk, page)
    desk.qtbot.waitUntil(lambda: page.view is not None and page.view.state is LetterState.ANSWERED)
    do(page, "print")
    fill(desk, page, "print_purpose", "for the board")
    desk.qtbot.mouseClick(one(page, QPushButton, "print_go_on"), LEFT)
    desk.qtbot.waitUntil(lambda: len(desk.papers.shown) == 1)
    assert "AC74" in desk.printed()
    assert "aloneatlunch" not in desk.printed()
    do(page, "close")
    confirm(desk, page)
    desk.qtbot.waitUntil(lambda: page.view is not None and page.view.state is LetterState.CLOSED)
    do(page, "reopen")
    desk.qtbot.waitUntil(lambda: page.view is not None and page.view.state is LetterState.ANSWERED)


def test_from_a_signed_letter_the_student_is_one_click_away(desk: PageDesk, there: TeacherSchool) -> None:
    page = desk.open(LetterPage, entered(there, signed=True, urgency=LetterUrgency.URGENT))
    for name, where in (("student", "student"), ("note", "counselling_note"), ("refer_out", "referral_out")):
        do(page, name)
        assert desk.navigator.opened[-1].page == where
        assert there.student in desk.navigator.opened[-1].record
    offered = {each.name for feature in page.context.features for each in feature.risk_consequences}
    assert offered <= {action.name for action in page.page_actions()}
    assert page.findChild(QWidget, "letter_risk") is not None


@pytest.mark.parametrize("signed", [True, False])
def test_an_appointment_is_begun_for_who_wrote(desk: PageDesk, there: TeacherSchool, *, signed: bool) -> None:
    """A student who signed is booked by name, anybody else under the code of the letter."""
    page = desk.open(LetterPage, entered(there, signed=signed))
    assert page.view is not None
    do(page, "appointment")
    target = desk.navigator.opened[-1]
    wanted = f"new:{there.student}" if signed else f"alias:Letter {page.view.reply_code}"
    assert (target.page, target.record) == ("appointments", wanted)


def test_what_was_begun_is_a_draft_and_comes_back(desk: PageDesk) -> None:
    page = desk.open(LettersPage)
    do(page, "new")
    fill(desk, page, "words", "half a letter")
    page.sheet.ask_close()
    assert not page.sheet.asking
    do(page, "new")
    desk.qtbot.waitUntil(lambda: one(page, QPlainTextEdit, "words").toPlainText() == "half a letter")
    page.sheet.put_away()


def test_letters_are_searched_filtered_and_their_papers_shown(desk: PageDesk, there: TeacherSchool) -> None:
    entered(there)
    there.school.run(box.open_box.bind(OpeningForm("opening-1", there.school.clock.today(), 0, "周老师")))
    page = desk.open(LettersPage)
    fill(desk, page, "letter_search", "dinner")
    desk.qtbot.waitUntil(lambda: page.letters.count() == 0)
    fill(desk, page, "letter_search", "lunch")
    desk.qtbot.waitUntil(lambda: page.letters.count() == 1)
    page.filters.choose({"closed"})
    page.filters.changed.emit(frozenset({"closed"}))
    assert page.letters.count() == 0
    for number, name in enumerate(("label", "codes", "list"), 1):
        do(page, name)
        desk.qtbot.waitUntil(lambda number=number: len(desk.papers.shown) == number)  # type: ignore[misc]
