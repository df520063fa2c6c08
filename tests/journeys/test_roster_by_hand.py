"""From an empty school to everybody on the list, at the real workbench: by keyboard alone, then by mouse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from doubles import FrozenClock
from roster_desk import RosterDesk, found, make_desk, sheet, type_in
from signed_in import SignedInSchool, make_signed_in_school
from xinmiao.features.roster.feature import FEATURE
from xinmiao.features.roster.page.importing import COLUMNS, DONE, ROWS, ImportPage
from xinmiao.features.roster.page.students import StudentsPage
from xinmiao.ui import theme
from xinmiao.ui.workbench import Bench, Workbench

ROWS_OF_TWO = [
    ["王芳", "女", "七(1)班", "1", "2013-09-02", "1", "王建国", "父亲", "10000000001"],
    ["欧阳娜", "女", "七(2)班", "2", "2013.10.3", "0", "李秀英", "母亲", "10000000002"],
]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def school(tmp_path: Path, clock: FrozenClock) -> Iterator[SignedInSchool]:
    """Give a founded school, signed in as its counsellor."""
    made = make_signed_in_school(tmp_path / "data", tmp_path / "config", clock)
    yield made
    made.lock()


@pytest.fixture
def desk(school: SignedInSchool, qtbot: QtBot) -> RosterDesk:
    """Give the surroundings."""
    return make_desk(school, qtbot)


@pytest.fixture
def bench(desk: RosterDesk, qapp: QApplication, qtbot: QtBot) -> Workbench:
    """Give the workbench with the roster's pages, in front."""
    theme.install(qapp, theme.Theme())
    made = Workbench(Bench(FEATURE.pages), "周老师")
    qtbot.addWidget(made)
    desk.changes.listen(made.note_changes)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.begin(replace(desk.context, navigator=made))
    return made


def students_page(bench: Workbench) -> StudentsPage:
    assert isinstance(bench.page, StudentsPage)
    return bench.page


def import_page(bench: Workbench) -> ImportPage:
    assert isinstance(bench.page, ImportPage)
    return bench.page


def file_name(dialog: QFileDialog, path: Path) -> QLineEdit:
    """Name a file in the dialog and return the field."""
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert line is not None
    line.setText(str(path))
    return line


def test_by_keyboard_alone(desk: RosterDesk, bench: Workbench, qtbot: QtBot, tmp_path: Path) -> None:
    path = sheet(tmp_path, ROWS_OF_TWO, "list.csv")
    qtbot.keyClick(bench, Qt.Key.Key_I, CTRL)
    page = import_page(bench)
    qtbot.keyClick(bench, Qt.Key.Key_O, CTRL)
    dialog = found(page, "file_dialog", QFileDialog)
    qtbot.keyClick(file_name(dialog, path), Qt.Key.Key_Return)
    assert page.step == COLUMNS
    bench.activateWindow()
    qtbot.waitUntil(bench.isActiveWindow)
    qtbot.keyClick(bench, Qt.Key.Key_S, CTRL)
    assert page.step == ROWS
    qtbot.keyClick(bench, Qt.Key.Key_S, CTRL)
    assert page.step == DONE
    qtbot.keyClick(page.done.students, Qt.Key.Key_Space)
    listed = students_page(bench)
    assert [line.name for line in listed.list.shown()] == ["王芳", "欧阳娜"]
    qtbot.keyClick(bench, Qt.Key.Key_N, CTRL)
    type_in(qtbot, listed.focusWidget(), "李雷")
    qtbot.keyClick(bench, Qt.Key.Key_S, CTRL)
    qtbot.keyClicks(listed.list.search, "ll")
    qtbot.keyClick(listed.list.search, Qt.Key.Key_Down)
    qtbot.waitUntil(listed.list.table.hasFocus)
    qtbot.keyClick(listed.list.table, Qt.Key.Key_F2)
    qtbot.keyClicks(found(listed, "number_in_class", QLineEdit), "3")
    qtbot.keyClick(bench, Qt.Key.Key_S, CTRL)
    assert desk.students()["李雷"].number_in_class == 3


def test_by_mouse(desk: RosterDesk, bench: Workbench, qtbot: QtBot, tmp_path: Path) -> None:
    path = sheet(tmp_path, [*ROWS_OF_TWO, ["", "男", "七(1)班", "9", "", "", "", "", ""]])
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(found(students_page(bench), "no_students_button", QPushButton), left)
    page = import_page(bench)
    qtbot.mouseClick(found(page, "import_file", QPushButton), left)
    dialog = found(page, "file_dialog", QFileDialog)
    file_name(dialog, path)
    box = dialog.findChild(QDialogButtonBox)
    assert box is not None
    qtbot.mouseClick(box.button(QDialogButtonBox.StandardButton.Open), left)
    qtbot.mouseClick(found(page, "import_next", QPushButton), left)
    qtbot.mouseClick(found(page, "exclude_all", QPushButton), left)
    qtbot.mouseClick(found(page, "import_next", QPushButton), left)
    qtbot.mouseClick(found(page, "done_students", QPushButton), left)
    assert set(desk.students()) == {"王芳", "欧阳娜"}
    listed = students_page(bench)
    qtbot.mouseClick(found(listed, "button_new", QPushButton), left)
    type_in(qtbot, found(listed, "name", QLineEdit), "李雷")
    qtbot.mouseClick(found(listed, "student_save", QPushButton), left)
    assert {line.name for line in listed.list.shown()} == {"王芳", "欧阳娜", "李雷"}
