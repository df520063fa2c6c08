"""Feedback slips on their pages: a teacher asks, the room answers, the teacher reports, the room closes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from page_desk import PageDesk, one
from teacher_school import OTHER, STUDENT, TEACHER, TeacherSchool, make_teacher_school
from xinmiao.features.feedback_slips import operations as slips
from xinmiao.features.feedback_slips.editor.questions import BackgroundQuestion, PaperBackgroundQuestion
from xinmiao.features.feedback_slips.page import OwnSlipPage, OwnSlipsPage, SlipPage, SlipPanel, SlipsPage
from xinmiao.features.feedback_slips.page.columns import own_state
from xinmiao.features.feedback_slips.records import AdviceForm, BackgroundForm, PaperStep, SlipState
from xinmiao.features.feedback_slips.records.slips import BACKGROUND, REPORT
from xinmiao.kernel.tasks import Target
from xinmiao.ui import theme
from xinmiao.ui.page import Page

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


def confirm(desk: PageDesk, page: QWidget) -> None:
    desk.qtbot.mouseClick(one(page, QPushButton, "confirm_question"), LEFT)


def send(desk: PageDesk, there: TeacherSchool) -> str:
    """Send a background as the teacher; come back as the counsellor and take it in; return the slip."""
    there.sign_in(TEACHER)
    page = desk.open(OwnSlipsPage)
    do(page, "new")
    question = page.findChild(BackgroundQuestion)
    assert question is not None
    assert question.student.count() == 2  # nothing, and the only child of his class
    confirm(desk, page)
    assert page.sheet.asking  # no student chosen
    question.student.setFocus()
    desk.qtbot.keyClick(question.student, Qt.Key.Key_Down)
    fill(desk, page, "background", "often alone in the breaks")
    do(page, "save")
    desk.qtbot.waitUntil(lambda: page.table.count() == 1)
    assert str(own_state(page.table.shown_records()[0])) == "Sent to the room"
    page.close()
    there.sign_in("周老师")
    there.school.run(slips.take_in_background.bind(there.envelope(BACKGROUND)))
    return page.table.shown_records()[0].id


def answer(desk: PageDesk, page: SlipPage) -> None:
    do(page, "answer")
    fill(desk, page, "can_do", "a word each morning")
    confirm(desk, page)
    assert page.sheet.asking  # nobody to turn to
    fill(desk, page, "whom", "counsellor")
    confirm(desk, page)
    desk.qtbot.waitUntil(lambda: page.view is not None and page.view.state is SlipState.ANSWERED)


def test_a_slip_walks_its_three_steps_on_the_pages(desk: PageDesk, there: TeacherSchool) -> None:
    slip = send(desk, there)
    lists = desk.open(SlipsPage)
    assert [view.student.name for view in lists.table.shown_records()] == [STUDENT]
    lists.table.go(0)
    desk.qtbot.keyClick(lists.table, Qt.Key.Key_Return)
    assert desk.navigator.opened[-1] == Target("feedback_slip", slip)
    page = desk.open(SlipPage, slip)
    answer(desk, page)
    page.close()
    there.sign_in(TEACHER)
    own = desk.open(OwnSlipPage, slip)
    desk.qtbot.waitUntil(lambda: own.own is not None)
    do(own, "report")
    fill(desk, own, "done", "talked each morning")
    do(own, "save")
    desk.qtbot.waitUntil(lambda: own.own is not None and own.own.report_is_under_way)
    own.close()
    there.sign_in("周老师")
    there.school.run(slips.take_in_report.bind(there.envelope(REPORT)))
    page = desk.open(SlipPage, slip)
    desk.qtbot.waitUntil(lambda: page.view is not None and page.view.state is SlipState.REPORTED)
    do(page, "close")
    fill(desk, page, "closing", "well")
    confirm(desk, page)
    desk.qtbot.waitUntil(lambda: page.view is not None and page.view.state is SlipState.CLOSED)


def test_the_room_begins_a_slip_from_the_panel_of_a_student(desk: PageDesk, there: TeacherSchool) -> None:
    panel = SlipPanel(desk.context())
    desk.qtbot.addWidget(panel)
    panel.show_record("student", there.student)
    panel.show()
    desk.qtbot.mouseClick(one(panel, QPushButton, "begin_slip"), LEFT)
    assert desk.navigator.opened[-1] == Target("feedback_slip", f"new:{there.student}")
    page = desk.open(SlipPage, f"new:{there.student}")
    desk.qtbot.waitUntil(lambda: page.sheet.asking)
    confirm(desk, page)
    assert page.sheet.asking  # neither asked nor advised
    assert page.findChild(QLineEdit, "teacher_name") is None  # the teacher is chosen, not typed
    fill(desk, page, "asked", "how is he in class")
    confirm(desk, page)
    desk.qtbot.waitUntil(lambda: len(there.school.run(slips.list_slips.bind())) == 1)
    (view,) = there.school.run(slips.list_slips.bind())
    assert (view.teacher, view.state) == (there.teacher, SlipState.ASKED)
    panel.show_record("student", there.student)
    assert one(panel, QPushButton, "open_slip").isVisible()


def test_a_slip_from_paper_is_entered_with_its_writer(desk: PageDesk, there: TeacherSchool) -> None:
    page = desk.open(SlipsPage)
    do(page, "new")
    question = page.findChild(PaperBackgroundQuestion)
    assert question is not None
    confirm(desk, page)
    assert page.sheet.asking  # no student chosen
    question.person.setFocus()
    desk.qtbot.keyClicks(question.person, "zhaoxiaohe")
    desk.qtbot.keyClick(question.person, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: question.person.person() == there.student)
    fill(desk, page, "teacher_name", "He")
    fill(desk, page, "background_on", "2026-11-24")
    fill(desk, page, "background", "often late")
    confirm(desk, page)
    assert page.sheet.asking  # a day to come, told at its field
    fill(desk, page, "background_on", "2026-11-20")
    confirm(desk, page)
    desk.qtbot.waitUntil(lambda: bool(desk.navigator.opened))
    (view,) = there.school.run(slips.list_slips.bind())
    assert (view.word.teacher_name, view.word.background_on, view.sealed_at) == ("He", "2026-11-20", None)


def test_the_report_from_paper_and_the_hand_over(desk: PageDesk, there: TeacherSchool) -> None:
    day = there.school.clock.today()
    form = BackgroundForm("slip-1", there.student, "seen")
    there.school.run(slips.enter_paper_background.bind(form, PaperStep("He", day)))
    there.school.run(slips.answer_slip.bind("slip-1", 1, AdviceForm("do", "", "who")))
    page = desk.open(SlipPage, "slip-1")
    desk.qtbot.waitUntil(lambda: page.view is not None)
    do(page, "hand")
    desk.qtbot.waitUntil(lambda: page.sheet.asking)
    confirm(desk, page)
    desk.qtbot.waitUntil(lambda: page.view is not None and page.view.teacher == there.teacher)
    do(page, "report")
    confirm(desk, page)
    assert page.sheet.asking  # neither a day nor what was done
    fill(desk, page, "reported_on", day.isoformat())
    fill(desk, page, "done", "talked")
    confirm(desk, page)
    desk.qtbot.waitUntil(lambda: page.view is not None and page.view.state is SlipState.REPORTED)


def test_the_other_teacher_finds_nothing_of_it(desk: PageDesk, there: TeacherSchool) -> None:
    send(desk, there)
    there.sign_in(OTHER)
    page = desk.open(OwnSlipsPage)
    assert page.table.count() == 0


def test_the_papers_are_shown(desk: PageDesk, there: TeacherSchool) -> None:
    slip = send(desk, there)
    lists = desk.open(SlipsPage)
    do(lists, "form")
    desk.qtbot.waitUntil(lambda: len(desk.papers.shown) == 1)
    do(lists, "print")
    desk.qtbot.waitUntil(lambda: len(desk.papers.shown) == 2)
    page = desk.open(SlipPage, slip)
    desk.qtbot.waitUntil(lambda: page.view is not None)
    do(page, "print")
    fill(desk, page, "print_purpose", "teacher")
    desk.qtbot.mouseClick(one(page, QPushButton, "print_go_on"), LEFT)
    desk.qtbot.waitUntil(lambda: len(desk.papers.shown) == 3)
    assert "oftenaloneinthebreaks" in desk.printed()
