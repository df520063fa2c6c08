"""Exporting the list: asked what for, written where the user says, only what is shown."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QPushButton
from python_calamine import CalamineWorkbook

from roster_desk import RosterDesk
from schools import teacher
from xinmiao.features.roster.page.export_sheet import ExportSheet
from xinmiao.features.roster.page.students import StudentsPage
from xinmiao.kernel.access import Permission


@pytest.fixture
def page(desk: RosterDesk) -> StudentsPage:
    """Give the list of a school of two, with the sheet for exporting open."""
    one = desk.add_class("七(1)班")
    desk.add("王芳", one, number_in_class=1)
    desk.add("=1+1", one, number_in_class=2)
    made = desk.show(StudentsPage)
    assert isinstance(made, StudentsPage)
    next(action for action in made.page_actions() if action.name == "export").trigger()
    return made


def sheet_of(page: StudentsPage) -> ExportSheet:
    """Return the question."""
    found = page.findChild(ExportSheet)
    assert found is not None
    return found


def press(desk: RosterDesk, page: StudentsPage) -> None:
    """Click on."""
    button = page.findChild(QPushButton, "export_go_on")
    assert button is not None
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_without_a_purpose_nothing_is_written(desk: RosterDesk, page: StudentsPage) -> None:
    press(desk, page)
    said = [label.text() for label in sheet_of(page).findChildren(QLabel) if label.isVisible()]
    assert "Please choose what the list is for." in said
    assert page.window().findChild(QFileDialog) is None


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_list_is_written_where_the_user_says(
    desk: RosterDesk, page: StudentsPage, tmp_path: Path, form: str
) -> None:
    sheet = sheet_of(page)
    sheet.purpose.set_value("activity")
    sheet.form.set_value(form)
    press(desk, page)
    dialog = page.window().findChild(QFileDialog, "export_list_dialog")
    assert dialog is not None
    assert dialog.defaultSuffix() == form
    target = tmp_path / f"list.{form}"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    desk.qtbot.waitUntil(target.exists)
    content = target.read_bytes()
    if form == "xlsx":
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        assert [row[:3] for row in rows] == [
            ["Class", "Number in class", "Name"],
            ["七年级1班", 1.0, "王芳"],
            ["七年级1班", 2.0, "=1+1"],
        ]
    else:
        assert '"七年级1班","2","\'=1+1"' in content.decode("utf-8-sig")
    desk.qtbot.waitUntil(lambda: not page.sheet.isVisible())


def tick(desk: RosterDesk, page: StudentsPage, name: str) -> None:
    """Tick or clear a box by the space bar, as it may be scrolled out of sight."""
    box = page.findChild(QCheckBox, name)
    assert box is not None
    desk.qtbot.keyClick(box, Qt.Key.Key_Space)


def test_columns_are_ticked_written_and_kept_for_the_next_list(
    desk: RosterDesk, page: StudentsPage, tmp_path: Path
) -> None:
    sheet = sheet_of(page)
    assert not sheet.columns.whole.isEnabled()
    tick(desk, page, "export_list_status")
    tick(desk, page, "export_register_student_number")
    assert sheet.columns.whole.isEnabled()
    sheet.purpose.set_value("report")
    sheet.form.set_value("csv")
    target = tmp_path / "list.csv"
    sheet.export_to(target)
    desk.qtbot.waitUntil(target.exists)
    head = target.read_text(encoding="utf-8-sig").splitlines()[0]
    assert head == '"Class","Number in class","Name","Sex","Student number"'
    desk.qtbot.waitUntil(lambda: not page.sheet.isVisible())
    next(action for action in page.page_actions() if action.name == "export").trigger()
    again = sheet_of(page)
    assert again.columns.chosen() == ("class_id", "number_in_class", "name", "sex", "student_number")
    assert not again.columns.whole.isChecked()


def test_a_list_without_columns_is_not_written(desk: RosterDesk, page: StudentsPage) -> None:
    sheet = sheet_of(page)
    sheet.purpose.set_value("report")
    sheet.columns.choose(())
    press(desk, page)
    said = [label.text() for label in sheet.findChildren(QLabel) if label.isVisible()]
    assert "Please tick at least one column." in said
    assert page.window().findChild(QFileDialog) is None


def test_who_may_not_export_is_not_asked() -> None:
    assert not teacher("class-1").may(Permission.STUDENT_EXPORT)
