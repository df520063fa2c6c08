"""Staff by keys and clicks: a pasted list, a class, students, the change of a mentor in mid-term."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from page_desk import PageDesk, one
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.page.staff_page import StaffPage
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.features.staff import operations as staff


def press(qtbot: QtBot, page: StaffPage, name: str) -> None:
    qtbot.mouseClick(one(page, QPushButton, name), Qt.MouseButton.LeftButton)


def act(page: StaffPage, name: str) -> None:
    next(action for action in page.page_actions() if action.name == name).trigger()


def names(page: StaffPage) -> list[str]:
    return [line.name for line in page.table.shown_records()]


def go_to(page: StaffPage, name: str) -> None:
    assert page.table.select(next(line.id for line in page.table.shown_records() if line.name == name))


def test_a_list_of_names_is_pasted_and_found_by_initials(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(StaffPage)
    act(page, "paste_staff")
    one(page, QPlainTextEdit, "pasted_names").setPlainText("林丽华、陈敏\n王建国\n\n陈敏")
    press(qtbot, page, "paste_staff_button")
    assert sorted(names(page)) == sorted(["林丽华", "陈敏", "王建国"])
    search = one(page, QLineEdit, "staff_search")
    qtbot.keyClicks(search, "wjg")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert names(page) == ["王建国"]


def test_a_class_and_students_are_given_and_the_mentor_changes_in_mid_term(desk: PageDesk, qtbot: QtBot) -> None:
    run = desk.school.run
    class_id = run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 1, 2026)))
    fang, lei = (run(roster.add_student.bind({"name": name, "class_id": class_id}, {})) for name in ("王芳", "李雷"))
    run(staff.find_or_add_staff.bind(("林丽华", "陈敏")))
    page = desk.open(StaffPage)
    go_to(page, "林丽华")
    press(qtbot, page, "staff_class")
    one(page, QComboBox, "post_class").setCurrentIndex(0)
    press(qtbot, page, "class_post_button")
    assert run(roster.class_teacher_names.bind(class_id)) == ("林丽华",)

    press(qtbot, page, "staff_students")
    for student in (fang, lei):
        one(page, QCheckBox, f"mentee_{student}").setChecked(True)
    press(qtbot, page, "assign_students_button")
    assert one(page, QLabel, "mentee_count").text() == "Mentor of 2 students"

    press(qtbot, page, "staff_change")
    press(qtbot, page, "change_mentor_button")
    assert page.sheet.isVisible(), "nobody was chosen"
    one(page, QComboBox, "successor").setCurrentText("陈敏")
    qtbot.mouseClick(one(page, QCheckBox, f"mentee_{lei}"), Qt.MouseButton.LeftButton, pos=box_place(page, lei))
    press(qtbot, page, "change_mentor_button")
    assert not page.sheet.isVisible()
    assert run(roster.mentor_names.bind()) == {fang: "陈敏", lei: "林丽华"}

    press(qtbot, page, f"end_{class_id}")
    press(qtbot, page, "end_post_button")
    [line] = run(roster.list_classes.bind())
    assert line.teacher_names == ("林丽华",), "today is the last day"


def box_place(page: StaffPage, student: str) -> object:
    box = one(page, QCheckBox, f"mentee_{student}")
    return box.rect().center().__class__(8, box.height() // 2)
