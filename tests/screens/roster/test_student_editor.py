"""Adding and correcting one student by hand: nothing typed is lost, problems stand at their fields."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QToolButton, QWidget

from roster_desk import RosterDesk, found, type_in
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.page.students import StudentsPage
from xinmiao.features.roster.records import LeftBehind, Relation, Sex, StudentNumberKind, StudentStatus, StudentView

RIGHT_NUMBER = "G990000201309020011"


@pytest.fixture
def page(desk: RosterDesk) -> StudentsPage:
    """Give the list of a school with one class and one student."""
    desk.add("王芳", desk.add_class("七(1)班"), number_in_class=1, sex=Sex.FEMALE)
    shown: StudentsPage = desk.show(StudentsPage)
    return shown


def save(page: StudentsPage) -> None:
    """Press what Ctrl+S presses."""
    next(action for action in page.page_actions() if action.name == "save").trigger()


def view(desk: RosterDesk, name: str) -> StudentView:
    return desk.school.run(roster.get_student.bind(desk.students()[name].id))


def correct(desk: RosterDesk, page: StudentsPage, name: str) -> None:
    page.list.table.select(desk.students()[name].id)
    page.activateWindow()
    page.list.table.setFocus()
    desk.qtbot.waitUntil(page.list.table.hasFocus)
    desk.qtbot.keyClick(page.list.table, Qt.Key.Key_F2)


def tick(desk: RosterDesk, box: QCheckBox) -> None:
    desk.qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(10, box.height() // 2))


def error(page: StudentsPage, field: str) -> str:
    row: Any = page.sheet.findChild(QWidget, f"row_{field}")
    said: str = row.error()
    return said


def test_a_student_is_added_by_keyboard_alone(desk: RosterDesk, page: StudentsPage) -> None:
    page.add_student()
    qtbot = desk.qtbot
    type_in(qtbot, page.focusWidget(), "曾𠮷")
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert page.focusWidget().objectName() == "class_id"
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(page.focusWidget(), "12")
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_2)
    save(page)
    line = desk.students()["曾𠮷"]
    assert (line.class_label, line.number_in_class, line.sex) == ("七年级1班", 12, Sex.FEMALE)
    assert line.status is StudentStatus.ENROLLED
    assert not page.sheet.isVisible()
    chosen = page.list.table.current_record()
    assert chosen is not None
    assert chosen.name == "曾𠮷"
    assert desk.notices.lines == ["Saved."]


def test_tab_stays_in_the_sheet(desk: RosterDesk, page: StudentsPage) -> None:
    page.add_student()
    for _stroke in range(60):
        desk.qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        assert page.sheet.isAncestorOf(page.focusWidget())


def test_everything_the_room_knows_is_kept(desk: RosterDesk, page: StudentsPage) -> None:
    page.add_student()
    qtbot = desk.qtbot
    type_in(qtbot, found(page, "name", QLineEdit), "李雷")
    qtbot.keyClicks(found(page, "birth_date", QLineEdit), "20130902")
    qtbot.keyClicks(found(page, "student_number", QLineEdit), RIGHT_NUMBER.lower())
    type_in(qtbot, found(page, "address", QLineEdit), "虚构县向阳路1号")
    found(page, "left_behind").setFocus()
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_4)
    tick(desk, found(page, "orphan", QCheckBox))
    qtbot.mouseClick(found(page, "add_guardian", QPushButton), Qt.MouseButton.LeftButton)
    type_in(qtbot, page.focusWidget(), "李某")
    qtbot.keyClicks(found(page, "guardian_1_relation", QComboBox), "Mother")
    qtbot.keyClicks(found(page, "guardian_1_phone", QLineEdit), "10000000001")
    tick(desk, found(page, "guardian_1_no_contact", QCheckBox))
    save(page)
    kept = view(desk, "李雷")
    assert kept.details.birth_date == date(2013, 9, 2)
    assert (kept.details.student_number, kept.details.student_number_kind) == (RIGHT_NUMBER, StudentNumberKind.NATIONAL)
    assert (kept.details.left_behind, kept.details.orphan) == (LeftBehind.BOTH_PARENTS, True)
    assert kept.details.migrant_child is None, "a box nobody touched says nothing"
    assert kept.details.address == "虚构县向阳路1号"
    guardian = kept.guardians[0]
    assert (guardian.name, guardian.relation, guardian.phone) == ("李某", Relation.MOTHER, "10000000001")
    assert guardian.no_contact is True


def test_a_new_class_is_made_by_its_name(desk: RosterDesk, page: StudentsPage) -> None:
    page.add_student()
    type_in(desk.qtbot, found(page, "name", QLineEdit), "李雷")
    combo = found(page, "class_id", QComboBox)
    desk.qtbot.keyClick(combo, Qt.Key.Key_End)
    type_in(desk.qtbot, found(page, "new_class", QLineEdit), "随便")
    save(page)
    assert "is not understood" in error(page, "class_id")
    found(page, "new_class", QLineEdit).clear()
    type_in(desk.qtbot, found(page, "new_class", QLineEdit), "初二3班")
    save(page)
    assert desk.students()["李雷"].class_label == "八年级3班"
    assert [line.label for line in desk.school.run(roster.list_classes.bind())] == ["七年级1班", "八年级3班"]


def test_a_new_class_that_is_there_already_is_taken(desk: RosterDesk, page: StudentsPage) -> None:
    page.add_student()
    type_in(desk.qtbot, found(page, "name", QLineEdit), "李雷")
    desk.qtbot.keyClick(found(page, "class_id", QComboBox), Qt.Key.Key_End)
    type_in(desk.qtbot, found(page, "new_class", QLineEdit), "701")
    save(page)
    assert desk.students()["李雷"].class_label == "七年级1班"
    assert len(desk.school.run(roster.list_classes.bind())) == 1


def test_what_is_wrong_is_said_at_the_field_and_nothing_is_saved(desk: RosterDesk, page: StudentsPage) -> None:
    page.add_student()
    desk.qtbot.keyClicks(found(page, "number_in_class", QLineEdit), "x")
    desk.qtbot.keyClicks(found(page, "birth_date", QLineEdit), "2013-13")
    desk.qtbot.keyClicks(found(page, "student_number", QLineEdit), "G12345")
    save(page)
    assert error(page, "name") == "Please fill this in."
    assert error(page, "number_in_class") == "Please type a whole number."
    assert error(page, "birth_date") == "Please type a date such as 2026-11-23."
    assert "needs 18 characters" in error(page, "student_number")
    assert page.focusWidget().objectName() == "name"
    assert set(desk.students()) == {"王芳"}


def test_two_of_one_name_and_number_are_refused_at_the_name(desk: RosterDesk, page: StudentsPage) -> None:
    page.add_student()
    type_in(desk.qtbot, found(page, "name", QLineEdit), "王芳")
    desk.qtbot.keyClick(found(page, "class_id", QComboBox), Qt.Key.Key_Down)
    desk.qtbot.keyClicks(found(page, "number_in_class", QLineEdit), "1")
    save(page)
    assert "has a student of this name already" in error(page, "name")
    assert page.sheet.isVisible()


def test_esc_keeps_what_was_typed_as_a_draft(desk: RosterDesk, page: StudentsPage) -> None:
    page.add_student()
    type_in(desk.qtbot, found(page, "name", QLineEdit), "未写完")
    desk.qtbot.keyClicks(found(page, "birth_date", QLineEdit), "2013-1")
    desk.qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    assert not page.sheet.isVisible()
    assert desk.notices.lines == ["Kept as a draft; it is there when you open this again."]
    page.add_student()
    assert found(page, "name", QLineEdit).text() == "未写完"
    assert found(page, "birth_date", QLineEdit).text() == "2013-1", "typing that is no date yet is kept too"
    assert "2026-11-23 10:05" in found(page, "editor_banner").accessibleName()
    desk.qtbot.mouseClick(found(page, "editor_banner_button", QPushButton), Qt.MouseButton.LeftButton)
    assert found(page, "name", QLineEdit).text() == ""
    desk.qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    page.add_student()
    assert found(page, "name", QLineEdit).text() == ""
    assert not any(banner.isVisible() for banner in page.sheet.findChildren(QWidget, "editor_banner"))


def test_a_saved_student_leaves_no_draft(desk: RosterDesk, page: StudentsPage) -> None:
    page.add_student()
    type_in(desk.qtbot, found(page, "name", QLineEdit), "李雷")
    save(page)
    assert desk.context.drafts.store.list() == ()


def test_a_correction_changes_what_was_changed(desk: RosterDesk, page: StudentsPage) -> None:
    correct(desk, page, "王芳")
    name = found(page, "name", QLineEdit)
    name.selectAll()
    type_in(desk.qtbot, name, "王方")
    save(page)
    kept = view(desk, "王方")
    assert (kept.line.number_in_class, kept.line.sex) == (1, Sex.FEMALE)
    assert kept.line.pinyin == "wangfang"


def test_guardians_are_removed(desk: RosterDesk, page: StudentsPage) -> None:
    desk.school.run(roster.add_student.bind({"name": "李雷"}, {}, ({"name": "甲"}, {"name": "乙"})))
    page.reload()
    correct(desk, page, "李雷")
    desk.qtbot.mouseClick(found(page, "guardian_1_remove", QToolButton), Qt.MouseButton.LeftButton)
    save(page)
    assert len(view(desk, "李雷").guardians) == 1


def test_a_conflict_keeps_the_text_and_compares(desk: RosterDesk, page: StudentsPage) -> None:
    opened = view(desk, "王芳")
    correct(desk, page, "王芳")
    type_in(desk.qtbot, found(page, "address", QLineEdit), "我写的地址")
    name = found(page, "name", QLineEdit)
    name.selectAll()
    type_in(desk.qtbot, name, "王方")
    other = {"name": "王放", "number_in_class": 9, "class_id": opened.line.class_id}
    desk.school.run(roster.correct_student.bind(opened, other, {}, ({"name": "别人加的"},)))
    save(page)
    assert found(page, "address", QLineEdit).text() == "我写的地址"
    assert view(desk, "王放").details.address == ""
    desk.qtbot.mouseClick(found(page, "editor_banner_button", QPushButton), Qt.MouseButton.LeftButton)
    assert "Name: 王放" in found(page, "editor_banner").accessibleName()
    assert found(page, "number_in_class", QLineEdit).text() == "9", "what only the other changed is taken over"
    assert found(page, "name", QLineEdit).text() == "王方"
    save(page)
    kept = view(desk, "王方")
    assert (kept.line.number_in_class, kept.details.address) == (9, "我写的地址")
    assert [guardian.name for guardian in kept.guardians] == ["别人加的"]


def test_a_conflict_between_two_lists_of_guardians_loses_nobody(desk: RosterDesk, page: StudentsPage) -> None:
    opened = view(desk, "王芳")
    correct(desk, page, "王芳")
    desk.qtbot.mouseClick(found(page, "add_guardian", QPushButton), Qt.MouseButton.LeftButton)
    type_in(desk.qtbot, page.focusWidget(), "我加的")
    desk.school.run(roster.correct_student.bind(opened, {"name": "王芳", "sex": Sex.MALE}, {}, ({"name": "别人加的"},)))
    save(page)
    desk.qtbot.mouseClick(found(page, "editor_banner_button", QPushButton), Qt.MouseButton.LeftButton)
    save(page)
    assert sorted(guardian.name for guardian in view(desk, "王芳").guardians) == ["别人加的", "我加的"]
    assert view(desk, "王芳").line.sex is Sex.MALE


def test_a_draft_of_a_correction_lays_only_its_changes_over_the_present_record(
    desk: RosterDesk, page: StudentsPage
) -> None:
    correct(desk, page, "王芳")
    type_in(desk.qtbot, found(page, "address", QLineEdit), "草稿地址")
    desk.qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    opened = view(desk, "王芳")
    desk.school.run(roster.correct_student.bind(opened, {"name": "王芳", "number_in_class": 7}, {}, ()))
    page.reload()
    correct(desk, page, "王芳")
    assert found(page, "address", QLineEdit).text() == "草稿地址"
    assert found(page, "number_in_class", QLineEdit).text() == "7"
