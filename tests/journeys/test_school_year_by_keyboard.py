"""A roster's year by keyboard: brought in, undone, put right, transfer out and in, merge and its undoing, promotion."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from doubles import FrozenClock
from journeys.conftest import Start
from journeys.driver import ALT, CTRL, Person, cheap_means
from sample_rosters import Value, write_workbook
from signed_in import FOUNDER_PASSWORD, SignedInSchool
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.page.duplicates_page import DuplicatesPage
from xinmiao.features.roster.page.importing import CHOOSE, COLUMNS, DONE, ROWS, ImportPage
from xinmiao.features.roster.page.promoting import PromotionPage
from xinmiao.features.roster.records import MoveKind, StudentStatus

KEY = Qt.Key
NEXT_AUGUST = datetime(2027, 8, 30, 1, 0, tzinfo=UTC)
HEADINGS: list[Value] = ["姓名", "班级", "座号", "出生日期", "现住址"]
FIRST: list[list[Value]] = [
    ["赵小禾", "七年级1班", 1, "2014-02-01", "柳河村一组"],
    ["钱思远", "七年级1班", 2, "2014-03-02", "柳河村二组"],
    ["王芳", "七年级1班", 3, "2014-05-01", "柳河村三组"],
    ["王方", "七年级1班", 4, "2014-05-01", "柳河村三组"],
    ["孙浩然", "九年级1班", 1, "2012-04-06", "柳河村五组"],
]
CORRECTED: list[list[Value]] = [
    ["赵小禾", "七年级1班", 1, "2014-02-11", "柳河村一组"],
    ["孙浩然", "九年级1班", 1, "2012-04-16", "柳河村五组"],
]


@pytest.fixture
def clock() -> FrozenClock:
    """Stand still until the next school year."""
    return FrozenClock()


@pytest.fixture
def person(start: Start, school: SignedInSchool, clock: FrozenClock) -> Person:
    """Sign in at a school without students."""
    school.lock()
    somebody = start(cheap_means(clock))
    somebody.sign_in(FOUNDER_PASSWORD)
    return somebody


def test_a_year_of_the_roster_by_keyboard(
    person: Person, school: SignedInSchool, clock: FrozenClock, tmp_path: Path
) -> None:
    import_and_take_back(person, tmp_path)
    decide_row_by_row(person, tmp_path)
    leave_and_come_back(person)
    merge_and_make_two_again(person)
    clock.moment = NEXT_AUGUST
    promote(person)
    person.press(KEY.Key_L, CTRL)
    person.at_lock_screen()
    school.sign_in("周老师", FOUNDER_PASSWORD)
    expect_the_next_year(school)
    school.lock()


def students(person: Person) -> None:
    """Alt+2."""
    person.press(KEY.Key_2, ALT)
    person.settle()


def by_menu(person: Person, entry: str) -> None:
    """Tab to the menu of the page, open it, go down to an entry, press Enter."""
    person.settle()
    person.go_to("header_more")
    button = person.find("header_more", QPushButton, person.page)
    person.press(KEY.Key_Space)
    menu = button.menu()
    person.wait(menu.isVisible)
    for _entry in menu.actions():
        active = menu.activeAction()
        if active is not None and active.objectName() == f"action_{entry}":
            break
        person.qtbot.keyClick(menu, KEY.Key_Down)
    person.qtbot.keyClick(menu, KEY.Key_Return)
    person.settle()


def answer(person: Person, choice: str) -> None:
    """Tab to an answer of a question and press Enter."""
    question = person.find(choice, QPushButton).window()
    question.activateWindow()  # a window manager would
    person.wait(question.isActiveWindow)
    person.press_enter_at(choice)
    person.settle()


def try_sheet(person: Person, path: Path, rows: list[list[Value]]) -> ImportPage:
    """Ctrl+I, choose a sheet, Ctrl+S to the trial run."""
    write_workbook(path, {"名册": [HEADINGS, *rows]})
    students(person)
    person.press(KEY.Key_I, CTRL)
    person.settle()
    page = person.page
    assert isinstance(page, ImportPage)
    person.press_enter_at("import_file")
    person.name_file("file_dialog", path)
    person.wait(lambda: page.step == COLUMNS)
    person.press(KEY.Key_S, CTRL)
    person.wait(lambda: page.step == ROWS)
    person.settle()
    return page


def write(person: Person, page: ImportPage) -> None:
    """Ctrl+S writes what the trial run shows."""
    person.press(KEY.Key_S, CTRL)
    person.wait(lambda: page.step == DONE)
    person.settle()


def import_and_take_back(person: Person, folder: Path) -> None:
    """Bring the list in, undo all of it in one step, bring it in again."""
    page = try_sheet(person, folder / "名册.xlsx", FIRST)
    write(person, page)
    assert "已写入 5 人" in person.text("done_title")
    person.press_enter_at("done_undo")
    answer(person, "choice_undo")
    person.wait(lambda: page.step == CHOOSE)
    students(person)
    assert "在校 0 人" in person.words(person.page)
    write(person, try_sheet(person, folder / "再来.xlsx", FIRST))
    person.press_enter_at("done_students")
    person.settle()
    assert "在校 5 人" in person.words(person.page)


def decide_row_by_row(person: Person, folder: Path) -> None:
    """Two rows contradict what is recorded: one is left out by Space, the other accepted by Enter."""
    page = try_sheet(person, folder / "更正.xlsx", CORRECTED)
    assert "还有 2 行待处理" in person.text("import_said")
    person.go_to("import_table")
    places = [row.values.name for row in page.rows.table.shown_records()]
    person.press(KEY.Key_Home)
    for _row in range(places.index("孙浩然")):
        person.press(KEY.Key_Down)
    person.press(KEY.Key_Space)
    person.settle()
    assert "还有 1 行待处理" in person.text("import_said")
    person.press(KEY.Key_Return)
    person.settle()
    write(person, page)
    assert "已写入 1 人" in person.text("done_title")


def change_place(person: Person, letters: str, day: str, other_school: str) -> None:
    """Find a student by letters, F6, say the day and the other school, Enter at the button."""
    person.go_to("student_search")
    person.press(KEY.Key_A, CTRL)
    person.type(letters)
    person.press(KEY.Key_Down)
    assert person.focus.objectName() == "student_table"
    person.press(KEY.Key_F6)
    person.find("move_form", QWidget)
    person.settle()
    person.go_to("happened_on")
    person.press(KEY.Key_A, CTRL)
    person.type(day)
    person.go_to("other_school")
    person.type(other_school)
    person.press_enter_at("record_move")
    person.wait(lambda: person.seen("move_form", QWidget) is None)
    person.settle()


def leave_and_come_back(person: Person) -> None:
    """A student goes to another school, stands behind the filter of those who left, and comes back."""
    students(person)
    change_place(person, "qsy", "2026-10-08", "邻县中学")
    assert "在校 4 人" in person.words(person.page)
    person.go_to("filter_gone")
    person.press(KEY.Key_Space)
    change_place(person, "qsy", "2026-11-02", "邻县中学")
    assert "在校 5 人" in person.words(person.page)


def merge_and_make_two_again(person: Person) -> None:
    """Two entries of one child are compared, merged, and made two again."""
    students(person)
    by_menu(person, "duplicates")
    page = person.page
    assert isinstance(page, DuplicatesPage)
    assert page.table.count() == 1
    assert "王方" in person.words(page)
    person.press_enter_at("merge_pair")
    answer(person, "choice_merge")
    person.settle()
    person.wait(lambda: page.table.count() == 0)
    undo = next(name for name in person.names(page) if name.startswith("undo_"))
    person.press_enter_at(undo)
    person.press_enter_at("unmerge_form_button")
    person.settle()
    person.wait(lambda: page.table.count() == 1)
    assert "已撤销" in person.words()


def promote(person: Person) -> None:
    """The new year's page shows every class before anything is written; Ctrl+S writes it."""
    students(person)
    by_menu(person, "school_year")
    person.press(KEY.Key_S, CTRL)
    person.settle()
    page = person.page
    assert isinstance(page, PromotionPage)
    shown = {row.label: row.to_label for row in page.classes.shown_records()}
    assert shown == {"七年级1班": "八年级1班", "九年级1班": ""}
    assert "升级 4 人，毕业离校 1 人，留级 0 人。" in person.text("promotion_said")
    person.press(KEY.Key_S, CTRL)
    person.settle()
    person.wait(lambda: "4" in person.text("promotion_told"))


def expect_the_next_year(school: SignedInSchool) -> None:
    """Read everybody by operations: the accepted day, the one left out, both of the pair, the graduate."""
    found = {line.name: line for line in school.run(roster.list_students.bind(include_gone=True))}
    assert set(found) == {str(row[0]) for row in FIRST}
    assert {found[name].class_label for name in ("赵小禾", "钱思远", "王芳", "王方")} == {"八年级1班"}
    assert found["孙浩然"].status is StudentStatus.GRADUATED
    born = {name: school.run(roster.get_student.bind(found[name].id)).details.birth_date for name in found}
    assert born["赵小禾"] == date(2014, 2, 11), "the accepted row was written"
    assert born["孙浩然"] == date(2012, 4, 6), "the row left out was not"
    path = school.run(roster.student_path.bind(found["钱思远"].id))
    told = {move.kind: (move.happened_on, move.other_school) for move in path.moves}
    assert told[MoveKind.TRANSFER_OUT] == (date(2026, 10, 8), "邻县中学")
    assert told[MoveKind.TRANSFER_IN] == (date(2026, 11, 2), "邻县中学")
