"""Reshuffled classes: by hand with the keyboard, from a sheet, taken out again, written and undone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from roster_desk import RosterDesk, found
from xinmiao.features.roster.page.reshuffling import ReshufflePage


@pytest.fixture
def classes(desk: RosterDesk) -> RosterDesk:
    """Give a desk at a school of two classes."""
    one = desk.add_class("七(1)班")
    desk.add_class("七(2)班")
    for number, name in enumerate(("王芳", "李雷", "韩梅")):
        desk.add(name, one, number_in_class=number + 1)
    return desk


def places(desk: RosterDesk) -> dict[str, str]:
    return {name: line.class_label for name, line in desk.students().items()}


def test_by_keyboard_two_go_and_one_is_taken_out_again(classes: RosterDesk) -> None:
    page, qtbot = classes.show(ReshufflePage), classes.qtbot
    page.target.setCurrentIndex(1)
    page.students.setFocus()
    qtbot.keyClick(page.students, Qt.Key.Key_Home)
    qtbot.keyClick(page.students, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page.students, Qt.Key.Key_Return)
    assert [change.line.name for change in page.changes.shown_records()] == ["王芳", "李雷"]
    page.changes.setFocus()
    qtbot.keyClick(page.changes, Qt.Key.Key_Home)
    qtbot.keyClick(page.changes, Qt.Key.Key_Delete)
    page.save()
    assert places(classes) == {"王芳": "七年级1班", "李雷": "七年级2班", "韩梅": "七年级1班"}
    assert page.changes.shown_records() == []


def test_from_a_sheet_and_undone(classes: RosterDesk, tmp_path: Path) -> None:
    path = tmp_path / "分班.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["姓名", "班级"], ["王芳", "七(2)班"], ["韩梅", "七(2)班"], ["无人", "七(2)班"]])
    page = classes.show(ReshufflePage)
    page.take_file(path)
    assert [change.line.name for change in page.changes.shown_records()] == ["王芳", "韩梅"]
    assert "无人" in classes.notices.lines[-1]
    classes.qtbot.mouseClick(found(page, "reshuffle_write", QPushButton), Qt.MouseButton.LeftButton)
    assert places(classes)["王芳"] == "七年级2班"
    classes.notices.answer("Undo this step for everybody it was about?", "undo")
    classes.qtbot.mouseClick(found(page, "undo_act", QPushButton), Qt.MouseButton.LeftButton)
    assert set(places(classes).values()) == {"七年级1班"}


def test_nobody_chosen_says_so(classes: RosterDesk) -> None:
    page = classes.show(ReshufflePage)
    page.students.clearSelection()
    page.put_chosen()
    assert classes.notices.lines == ["Choose students at the left first."]
    assert not found(page, "reshuffle_write", QPushButton).isEnabled()
