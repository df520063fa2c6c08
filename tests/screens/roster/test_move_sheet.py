"""Transfer, leave and return from the list of students: by keyboard, for several at once, corrected, taken back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from roster_desk import RosterDesk, found
from xinmiao.features.roster.page.class_spells import ClassHistoryPanel
from xinmiao.features.roster.page.students import StudentsPage
from xinmiao.features.roster.records import LeaveReason, MoveKind, StudentStatus, move_target
from xinmiao.kernel.tasks import Target


@pytest.fixture
def two(desk: RosterDesk) -> RosterDesk:
    """Give a desk at a school of two."""
    class_id = desk.add_class("七(1)班")
    desk.add("王芳", class_id, number_in_class=1)
    desk.add("李雷", class_id, number_in_class=2)
    return desk


def opened(desk: RosterDesk, name: str) -> StudentsPage:
    page: StudentsPage = desk.show(StudentsPage)
    page.open_record(f"move:{desk.students()[name].id}")
    return page


def record(desk: RosterDesk, page: StudentsPage) -> None:
    desk.qtbot.mouseClick(found(page, "record_move", QPushButton), Qt.MouseButton.LeftButton)


def test_f6_opens_the_sheet_and_a_leave_is_recorded(two: RosterDesk) -> None:
    page = two.show(StudentsPage)
    page.list.table.setFocus()
    two.qtbot.keyClick(page.list.table, Qt.Key.Key_Home)
    two.qtbot.keyClick(page.list.table, Qt.Key.Key_F6)
    form = page.moves.form
    assert form is not None
    form.kind.setFocus()
    two.qtbot.keyClick(form.kind, Qt.Key.Key_2)
    assert form.kind.value() == MoveKind.LEAVE
    record(two, page)
    assert form.form.row("reason").error()
    form.form.editor("reason").set_value(LeaveReason.ILLNESS)
    form.form.editor("expected_until").set_value(date(2027, 2, 1))
    record(two, page)
    assert two.students()["王芳"].status is StudentStatus.ON_LEAVE
    assert page.moves.isHidden()


def test_several_transfer_out_at_once(two: RosterDesk) -> None:
    page = two.show(StudentsPage)
    page.list.table.setFocus()
    page.list.table.selectAll()
    page.change_place()
    assert [found(page, f"segment_{kind.value}").text() for kind in (MoveKind.TRANSFER_OUT, MoveKind.GRADUATION)] == [
        "Transferred out",
        "Graduated",
    ]
    record(two, page)
    assert {line.status for line in two.students().values()} == {StudentStatus.TRANSFERRED}


def test_what_was_recorded_is_corrected_and_taken_back(two: RosterDesk) -> None:
    page = opened(two, "王芳")
    record(two, page)
    assert two.students()["王芳"].status is StudentStatus.TRANSFERRED
    page.open_record(f"move:{two.students()['王芳'].id}")
    two.qtbot.mouseClick(found(page, "correct_move", QPushButton), Qt.MouseButton.LeftButton)
    form = page.moves.form
    assert form is not None
    form.form.editor("other_school").set_value("二中")
    record(two, page)
    page.open_record(f"move:{two.students()['王芳'].id}")
    assert any(label.text() == "二中" for label in page.moves.findChildren(QLabel))
    two.notices.answer("Take this change back?", "back")
    two.qtbot.mouseClick(found(page, "take_back", QPushButton), Qt.MouseButton.LeftButton)
    assert two.students()["王芳"].status is StudentStatus.ENROLLED


def test_typed_words_are_not_thrown_away_unasked(two: RosterDesk) -> None:
    page = opened(two, "王芳")
    form = page.moves.form
    assert form is not None
    form.form.editor("words").setFocus()
    two.qtbot.keyClicks(form.form.editor("words").focusProxy(), "moved away")
    two.notices.answer("Close without recording this?", "stay")
    two.qtbot.keyClick(page.moves, Qt.Key.Key_Escape)
    assert page.moves.isVisible()
    two.notices.answer("Close without recording this?", "discard")
    two.qtbot.keyClick(page.moves, Qt.Key.Key_Escape)
    assert page.moves.isHidden()


def test_a_refused_day_keeps_what_was_typed(two: RosterDesk) -> None:
    page = opened(two, "王芳")
    form = page.moves.form
    assert form is not None
    form.form.editor("happened_on").set_value(date(2026, 12, 24))
    form.form.editor("other_school").set_value("二中")
    record(two, page)
    assert form.form.row("happened_on").error()
    assert form.form.values()["other_school"] == "二中"


def test_the_panel_shows_the_classes_and_leads_to_the_sheet(two: RosterDesk) -> None:
    student = two.students()["王芳"].id
    panel = ClassHistoryPanel(two.context)
    two.qtbot.addWidget(panel)
    panel.show_record("student", student)
    panel.show()
    assert [label.text() for label in panel.findChildren(QLabel, "spell_class")] == ["七年级1班"]
    two.qtbot.mouseClick(panel.findChild(QPushButton, "change_place"), Qt.MouseButton.LeftButton)
    assert two.navigator.opened == [move_target(student)]
    assert move_target(student) == Target("students", f"move:{student}")
