"""The homes of a head of grade, the moral education office and the principal, signed in with their own keys."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from page_desk import PageDesk, one
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.page.students import StudentsPage
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.features.today.page import TodayPage
from xinmiao.features.today.page.overview import Overview
from xinmiao.features.today.page.rows import PressedRow
from xinmiao.kernel.access import Role
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.tasks import Target
from xinmiao.ui.widgets.labels import BigNumber

PASSWORD = "some words more here"


def account(desk: PageDesk, label: str, *roles: Role) -> str:
    return desk.school.run(accounts.add_account.bind(NewAccountForm(label, frozenset(roles), PASSWORD)))


@pytest.fixture
def classes(desk: PageDesk) -> list[str]:
    """Make 7-1 (two students, a class teacher), 7-2 and 8-1 (one student each)."""
    made = []
    for grade, number, names in ((7, 1, ("王芳", "李雷")), (7, 2, ("赵敏",)), (8, 1, ("韩梅",))):
        made.append(desk.school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, grade, number, 2033 - grade))))
        for name in names:
            desk.school.run(roster.add_student.bind({"name": name, "class_id": made[-1]}, {}))
    teacher = account(desk, "林老师", Role.CLASS_TEACHER)
    desk.school.run(roster.give_class_to_account.bind(made[0], teacher, date(2026, 9, 1)))
    return made


def home(desk: PageDesk, *roles: Role, grades: frozenset[int] = frozenset()) -> TodayPage:
    """Sign in as an account of these roles and open its home."""
    who = account(desk, "马主任", *roles)
    if grades:
        desk.school.run(roster.set_grade_head.bind(who, grades, date(2026, 9, 1)))
    desk.school.lock()
    assert desk.school.sign_in("马主任", PASSWORD).database.files == {DataFile.SCHOOL}
    return desk.open(TodayPage)


def overview(page: TodayPage) -> Overview:
    assert page.overview is not None
    return page.overview


def shown(page: TodayPage) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(line.label, line.students, line.teacher_names) for line in overview(page).table.shown_records()]


def numbers(page: TodayPage) -> list[str]:
    tiles = [tile for tile in page.findChildren(BigNumber, "grade_number") if tile.isVisible()]
    return [button.accessibleName() for tile in tiles for button in tile.findChildren(QPushButton)]


@pytest.mark.usefixtures("classes")
def test_a_head_of_grade_sees_his_grade_and_whom_to_ask(desk: PageDesk) -> None:
    page = home(desk, Role.GRADE_HEAD, grades=frozenset({7}))
    assert shown(page) == [("七年级1班", 2, ("林老师",)), ("七年级2班", 1, ())]
    assert numbers(page) == ["3 七年级 · 2 classes"]
    assert one(page, QLabel, "whom_to_ask").text().endswith("in person: 周老师.")
    assert not page.tasks.isVisible()
    assert page.page_actions() == ()
    assert not page.header.findChildren(QPushButton)


@pytest.mark.usefixtures("classes")
@pytest.mark.parametrize("role", [Role.MORAL_OFFICE, Role.PRINCIPAL])
def test_moral_office_and_principal_see_the_school(desk: PageDesk, role: Role) -> None:
    page = home(desk, role)
    assert [label for label, _heads, _teachers in shown(page)] == ["七年级1班", "七年级2班", "八年级1班"]
    assert numbers(page) == ["3 七年级 · 2 classes", "1 八年级 · 1 class"]


@pytest.mark.usefixtures("classes")
def test_classes_without_a_class_teacher_are_told_and_shown_alone(desk: PageDesk, qtbot: QtBot) -> None:
    page = home(desk, Role.MORAL_OFFICE)
    row = one(page, PressedRow, "missing_row")
    assert row.accessibleName() == (
        "2 classes without a class teacher. 七年级2班, 八年级1班. Class teachers are entered by 周老师."
    )
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert [label for label, _heads, _teachers in shown(page)] == ["七年级2班", "八年级1班"]
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert len(shown(page)) == 3


def test_where_every_class_has_a_teacher_nothing_is_missing(desk: PageDesk, classes: list[str]) -> None:
    [teacher] = [line.id for line in desk.school.run(accounts.list_accounts.bind()) if line.label == "林老师"]
    for class_id in classes[1:]:
        desk.school.run(roster.give_class_to_account.bind(class_id, teacher, date(2026, 9, 1)))
    page = home(desk, Role.PRINCIPAL)
    assert not overview(page).missing.isVisible()


def test_a_grade_and_a_class_open_their_students(desk: PageDesk, qtbot: QtBot, classes: list[str]) -> None:
    page = home(desk, Role.GRADE_HEAD, grades=frozenset({7, 8}))
    tile = next(tile for tile in page.findChildren(BigNumber, "grade_number") if tile.isVisible())
    qtbot.mouseClick(tile.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    table = overview(page).table
    table.select(classes[2])
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert desk.navigator.opened == [Target("students", "grade-junior-7"), Target("students", classes[2])]
    students = desk.open(StudentsPage)
    students.open_record("grade-junior-7")
    assert sorted(line.name for line in students.list.shown()) == ["李雷", "王芳", "赵敏"]
    assert [action.name for action in students.page_actions()] == []


def test_a_head_without_a_grade_is_told_so(desk: PageDesk) -> None:
    page = home(desk, Role.GRADE_HEAD)
    assert shown(page) == []
    assert any("No grade is assigned" in label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_who_keeps_the_accounts_too_has_his_tasks_beside_it(desk: PageDesk) -> None:
    page = home(desk, Role.MORAL_OFFICE, Role.ADMINISTRATOR)
    assert page.tasks.isVisible()
    assert page.view is not None
    assert page.view.tasks


def test_a_counsellor_keeps_his_own_home(desk: PageDesk) -> None:
    account(desk, "赵老师", Role.COUNSELLOR, Role.MORAL_OFFICE)
    desk.school.lock()
    desk.school.sign_in("赵老师", PASSWORD)
    assert desk.open(TodayPage).overview is None
