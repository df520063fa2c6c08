"""The class grid by keyboard: 45 slips in a few keys, taken back, kept for the next day, saved; and the papers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from doubles import FrozenClock
from page_desk import PageDesk
from signed_in import make_signed_in_school
from xinmiao.features.consents import operations as consents
from xinmiao.features.consents.page import ConsentGridPage, ConsentsPage
from xinmiao.features.consents.records import Answer, ConsentKind, Party
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.ui import theme

STUDENTS = 45
BOTH = (Party.GUARDIAN, Party.STUDENT)
REFUSED, MISSING = 17, (3, 28)


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[PageDesk]:
    """Give a school with a class of 45, the counsellor signed in."""
    theme.install(qapp, theme.Theme())
    school = make_signed_in_school(tmp_path / "data", tmp_path / "config", FrozenClock())
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 1, 2026)))
    for number in range(1, STUDENTS + 1):
        student = {"name": f"赵小{number}", "class_id": class_id, "number_in_class": number}
        school.run(roster.add_student.bind(student, {}))
    yield PageDesk(school, qtbot)
    school.lock()


def do(page: ConsentGridPage | ConsentsPage, name: str) -> None:
    (action,) = [action for action in page.page_actions() if action.name == name]
    assert action.enabled()
    action.trigger()


def marked(page: ConsentGridPage) -> dict[str, int]:
    values = list(page.board.grid.marks().values())
    return {answer.value: values.count(answer.value) for answer in Answer}


def type_marks(desk: PageDesk, page: ConsentGridPage) -> int:
    """Go to three students by number and mark them; return how many keys that took."""
    keys = [*str(REFUSED), "n", *(key for number in MISSING for key in (*str(number), "w"))]
    for key in keys:
        desk.qtbot.keyClicks(page.board.grid, key)
        if key.isalpha():
            page.board.grid._forget_digits()  # noqa: SLF001 -- the pause between two numbers
    return len(keys)


def test_a_class_is_collected_in_a_handful_of_keys(desk: PageDesk) -> None:
    page = desk.open(ConsentGridPage)
    do(page, "all_back")
    assert marked(page) == {"given": STUDENTS, "refused": 0, "waiting": 0}
    assert type_marks(desk, page) <= 12
    assert marked(page) == {"given": 42, "refused": 1, "waiting": 2}
    do(page, "save")
    assert page.board.unsaved == 0
    class_id = page.board.choices.class_id
    sheet = desk.school.run(consents.get_class_sheet.bind(class_id, ConsentKind.SCREENING, BOTH))
    refused = [line.student.number_in_class for line in sheet.lines if line.answer is Answer.REFUSED]
    missing = [line.student.number_in_class for line in sheet.lines if line.answer is Answer.WAITING]
    assert (refused, missing) == ([REFUSED], list(MISSING))


def test_the_last_step_is_taken_back(desk: PageDesk) -> None:
    page = desk.open(ConsentGridPage)
    do(page, "all_back")
    desk.qtbot.keyClick(page.board.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert marked(page) == {"given": 0, "refused": 0, "waiting": STUDENTS}


def test_arrows_go_through_the_class_and_over_the_columns(desk: PageDesk) -> None:
    page = desk.open(ConsentGridPage)
    grid = page.board.grid
    for _time in range(15):
        desk.qtbot.keyClick(grid, Qt.Key.Key_Down)
    desk.qtbot.keyClicks(grid, "y")
    desk.qtbot.keyClick(grid, Qt.Key.Key_Right)
    desk.qtbot.keyClicks(grid, "n")
    students = {line.id: line for line in desk.school.run(roster.list_students.bind())}
    found = {value: students[each].number_in_class for each, value in grid.marks().items() if value != "waiting"}
    assert found == {"given": 16, "refused": 31}


def test_what_was_not_saved_is_there_the_next_day(desk: PageDesk) -> None:
    page = desk.open(ConsentGridPage)
    type_marks(desk, page)
    assert page.may_leave()
    for future in page.context.drafts.flush():
        future.result()
    page.close()
    again = ConsentGridPage(page.context)
    desk.qtbot.addWidget(again)
    again.reload()
    desk.qtbot.waitUntil(lambda: again.board.unsaved == 1)
    assert marked(again)["refused"] == 1


def test_the_list_of_missing_slips_does_not_say_what_they_are_about(desk: PageDesk) -> None:
    page = desk.open(ConsentGridPage)
    do(page, "print")
    printed = desk.printed()
    assert "赵小7" in printed
    for word in ("心理", "辅导", "测评", "Screening", "Counselling", "counselling"):
        assert word not in printed


def test_every_blank_form_names_a_help_line(desk: PageDesk) -> None:
    page = desk.open(ConsentsPage)
    for kind in ConsentKind:
        do(page, f"form_{kind.value}")
        assert "12356" in desk.printed()
