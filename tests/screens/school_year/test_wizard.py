"""The wizard of a school year by mouse and keyboard: steps done elsewhere, skipped, taken up again, ended; its task."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from page_desk import PageDesk
from roster_desk import found
from signed_in import SignedInSchool
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.page.class_teachers import ClassTeachersPage
from xinmiao.features.roster.page.promoting import PromotionPage
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.features.school_year import operations
from xinmiao.features.school_year.page.wizard import SchoolYearPage
from xinmiao.features.school_year.records import OFFERED_FROM, FromDay, StepMark
from xinmiao.features.settings.operations import change_school_setting
from xinmiao.features.staff import operations as staff
from xinmiao.kernel.tasks import Target


@pytest.fixture
def desk(school: SignedInSchool, qtbot: QtBot) -> PageDesk:
    """Give a desk at a school whose classes are those of last year."""
    for grade, entry_year in ((7, 2025), (9, 2023)):
        class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, grade, 1, entry_year)))
        school.run(roster.add_student.bind({"name": f"学生{grade}", "class_id": class_id}, {}))
    return PageDesk(school, qtbot)


def click(desk: PageDesk, page: SchoolYearPage, name: str) -> None:
    desk.qtbot.mouseClick(found(page, name, QPushButton), Qt.MouseButton.LeftButton)


def tasks(desk: PageDesk) -> list[Target]:
    return [task.target for task in desk.school.run(operations.school_year_tasks.bind())]


def test_today_leads_to_the_wizard_until_it_is_ended(desk: PageDesk) -> None:
    assert tasks(desk) == [Target("school_year")]
    page = desk.open(SchoolYearPage)
    click(desk, page, "end_wizard")
    assert tasks(desk) == []
    assert page.view is not None
    assert page.view.ended


def test_the_day_it_is_offered_from_is_a_setting(desk: PageDesk) -> None:
    desk.school.clock.advance(days=-95)  # 20 August
    assert tasks(desk) == []
    desk.school.run(change_school_setting.bind(OFFERED_FROM, FromDay.AUGUST_15))
    assert tasks(desk) == [Target("school_year")]


def test_a_school_of_this_year_is_not_asked(school: SignedInSchool, qtbot: QtBot) -> None:
    school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 1, 2026)))
    assert tasks(PageDesk(school, qtbot)) == []


def test_by_mouse_through_the_steps(desk: PageDesk) -> None:
    page = desk.open(SchoolYearPage)
    assert page.stepper.current() == 0
    click(desk, page, "open_promotion")
    assert desk.navigator.opened == [Target("promotion")]
    promotion = desk.open(PromotionPage)
    promotion.promote()
    page.reload()
    assert page.stepper.current() == 1
    click(desk, page, "skip_newcomers")
    assert page.stepper.current() == 2
    click(desk, page, "again_newcomers")
    assert page.stepper.current() == 1


def test_by_keyboard_the_step_in_front_opens_and_class_teachers_are_set(desk: PageDesk) -> None:
    desk.school.run(operations.mark_step.bind("promotion", StepMark.SKIPPED))
    desk.school.run(operations.mark_step.bind("newcomers", StepMark.SKIPPED))
    member = desk.school.run(staff.add_staff.bind({"name": "刘老师"}))
    page = desk.open(SchoolYearPage)
    page.setFocus()
    desk.qtbot.waitUntil(lambda: page.front is not None and page.front.hasFocus())
    desk.qtbot.keyClick(page.front, Qt.Key.Key_Return)
    assert desk.navigator.opened == [Target("class_teachers")]
    grid = desk.open(ClassTeachersPage)
    for combo in grid.grid.choices.values():
        desk.qtbot.keyClick(combo, Qt.Key.Key_L)
    assert {staff_id for _class, staff_id in grid.changes()} == {member}
    grid.save()
    assert [line.teachers for line in desk.school.run(roster.list_classes.bind())] == [(member,), (member,)]
    page.reload()
    assert page.stepper.current() == 3
    click(desk, page, "end_wizard")
    assert page.view is not None
    assert page.view.ended


def test_where_one_left_off_is_kept(desk: PageDesk) -> None:
    page = desk.open(SchoolYearPage)
    click(desk, page, "skip_promotion")
    again = desk.open(SchoolYearPage)
    assert again.stepper.current() == 1
