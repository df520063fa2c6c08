"""The promotion: looked at, decided by Space, written by Ctrl+S with progress, undone; and what stands in its way."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from roster_desk import RosterDesk, found
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.page.promoting import PromotionPage
from xinmiao.features.roster.records import ClassAction, Fate, Stage, StudentStatus
from xinmiao.features.roster.sheet.classes import ClassName


def add_class(desk: RosterDesk, stage: Stage, grade: int, entry_year: int, *names: str) -> str:
    class_id: str = desk.school.run(roster.add_class.bind(ClassName(stage, grade, 1, entry_year)))
    for name in names:
        desk.add(name, class_id)
    return class_id


@pytest.fixture
def behind(desk: RosterDesk) -> RosterDesk:
    """Give a nine-year school whose classes are those of last year."""
    desk.school.run(roster.save_school_profile.bind(frozenset({Stage.PRIMARY, Stage.JUNIOR})))
    add_class(desk, Stage.PRIMARY, 6, 2020, "林小")
    add_class(desk, Stage.JUNIOR, 7, 2025, "王芳", "李雷")
    add_class(desk, Stage.JUNIOR, 9, 2023, "赵明")
    return desk


def rows(page: PromotionPage) -> list[tuple[str, str, int]]:
    return [(row.label, row.to_label, row.students) for row in page.classes.shown_records()]


def test_the_preview_shows_every_class(behind: RosterDesk) -> None:
    page = behind.show(PromotionPage)
    assert rows(page) == [("六年级1班", "七年级1班", 1), ("七年级1班", "八年级1班", 2), ("九年级1班", "", 1)]
    assert found(page, "promotion_said").text() == "3 move up, 1 leave the school, 0 stay."
    assert found(page, "promote", QPushButton).text() == "Promote 4 students"


def test_by_keyboard_a_class_leaves_one_repeats_and_all_is_written(behind: RosterDesk) -> None:
    page, qtbot = behind.show(PromotionPage), behind.qtbot
    page.classes.setFocus()
    qtbot.keyClick(page.classes, Qt.Key.Key_Space)
    assert page.classes.current_record().action is ClassAction.LEAVE
    qtbot.keyClick(page.classes, Qt.Key.Key_Down)
    page.members.table.setFocus()
    qtbot.keyClick(page.members.table, Qt.Key.Key_Home)
    qtbot.keyClick(page.members.table, Qt.Key.Key_Space)
    assert [mark.fate for mark in page.members.table.shown_records()] == [Fate.STAYS_DOWN, Fate.WITH_CLASS]
    page.page_actions()[0].trigger()
    students = behind.students()
    assert students["林小"].status is StudentStatus.GRADUATED
    assert {students[name].class_label for name in ("王芳", "李雷")} == {"七年级1班", "八年级1班"}
    assert found(page, "promotion_told").text().startswith("The school year 2026 has begun: 1 moved up, 2 left")


def test_by_mouse_it_is_written_and_undone(behind: RosterDesk) -> None:
    page, qtbot = behind.show(PromotionPage), behind.qtbot
    before = {name: (line.class_label, line.status) for name, line in behind.students().items()}
    qtbot.mouseClick(found(page, "promote", QPushButton), Qt.MouseButton.LeftButton)
    assert behind.students()["王芳"].class_label == "八年级1班"
    behind.notices.answer("Undo this step for everybody it was about?", "undo")
    qtbot.mouseClick(found(page, "undo_act", QPushButton), Qt.MouseButton.LeftButton)
    assert {name: (line.class_label, line.status) for name, line in behind.students().items()} == before
    assert len(rows(page)) == 3


def test_a_class_with_one_way_says_so(behind: RosterDesk) -> None:
    page = behind.show(PromotionPage)
    page.switch_class(page.classes.shown_records()[1].class_id)
    assert behind.notices.lines == ["There is only one possibility for this class."]


def test_a_day_to_come_is_refused_and_nothing_is_lost(behind: RosterDesk) -> None:
    page = behind.show(PromotionPage)
    page.day.set_value(date(2026, 12, 1))
    behind.qtbot.mouseClick(found(page, "promote", QPushButton), Qt.MouseButton.LeftButton)
    assert [error.code for error in behind.notices.errors] == ["E-INPUT"]
    assert behind.students()["王芳"].class_label == "七年级1班"
    assert found(page, "promote", QPushButton).isEnabled()


def test_what_changed_meanwhile_is_shown_anew(behind: RosterDesk) -> None:
    page = behind.show(PromotionPage)
    behind.add("新来", page.classes.shown_records()[1].class_id)
    behind.qtbot.mouseClick(found(page, "promote", QPushButton), Qt.MouseButton.LeftButton)
    assert [error.code for error in behind.notices.errors] == ["E-CONFLICT"]
    assert rows(page)[1] == ("七年级1班", "八年级1班", 3)


def test_nothing_to_promote_says_when_there_will_be(desk: RosterDesk) -> None:
    desk.add_class("七(1)班")
    page = desk.show(PromotionPage)
    assert "1 August" in found(page, "promotion_told").text()
    assert page.foot.isHidden()


def test_students_without_class_are_named(behind: RosterDesk) -> None:
    behind.add("无班")
    page = behind.show(PromotionPage)
    assert "无班" in found(page, "banner").accessibleName()
