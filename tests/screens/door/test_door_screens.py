"""What can be done at the door, by keys and clicks: restore, recover, open for the first time, another folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from page_desk import one
from signed_in import FOUNDER_PASSWORD
from xinmiao.app.workspace import Workspace
from xinmiao.features.data_care import operations as data_care
from xinmiao.features.data_care.page import DataCarePage
from xinmiao.features.roster import operations as roster
from xinmiao.kernel.tasks import Target
from xinmiao.system.user_folders import config_folder
from xinmiao.ui.recover_screen import RecoverScreen
from xinmiao.ui.restore_screen import RestoreScreen
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.messages import Banner

from .conftest import AtDoor

NEW_PASSWORD = "five quite different plain words"


def stand_at(at_door: AtDoor, qtbot: QtBot) -> None:
    """Lock the school and look at its door."""
    at_door.school.lock()
    at_door.shell.show()
    at_door.shell.activateWindow()
    at_door.shell.start()
    qtbot.waitUntil(lambda: at_door.shell.lock_screen.account.count() > 0)


def press(qtbot: QtBot, place: QWidget, name: str) -> None:
    qtbot.mouseClick(one(place, QPushButton, name), Qt.MouseButton.LeftButton)


def restore_screen(at_door: AtDoor, qtbot: QtBot) -> RestoreScreen:
    """Wait until the restore screen knows the accounts of the set chosen."""
    screen = at_door.shell.door.screen
    assert isinstance(screen, RestoreScreen)
    qtbot.waitUntil(screen.button.isEnabled)
    return screen


def workspace_of(at_door: AtDoor) -> Workspace:
    """Return the workspace that the window has opened; it belongs to the database lane."""
    signed_in = at_door.shell.signed_in
    assert signed_in is not None
    found = signed_in._workspace  # noqa: SLF001 -- the window keeps it to itself
    assert isinstance(found, Workspace)
    return found


def names(at_door: AtDoor) -> list[str]:
    workspace = workspace_of(at_door)
    asked = at_door.engines.database.submit(lambda: workspace.run(roster.list_students.bind()).value)
    return [line.name for line in asked.result(5)]


def actions_of(at_door: AtDoor) -> list[str]:
    """Return the audit trail of both files."""
    workspace = workspace_of(at_door)

    def read() -> list[str]:
        with workspace.database.engine.connect() as connection:
            rows = connection.exec_driver_sql(
                "SELECT action FROM audit_entry UNION ALL SELECT action FROM counselling.audit_entry"
            )
            return [row[0] for row in rows]

    return at_door.engines.database.submit(read).result(5)


def entered(at_door: AtDoor, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: at_door.shell.signed_in is not None)


def test_yesterdays_backup_is_back(at_door: AtDoor, qtbot: QtBot) -> None:
    school = at_door.school
    school.run(roster.add_student.bind({"name": "王芳"}, {}))
    older = school.run(data_care.make_backup.bind())
    school.clock.advance(days=1)
    school.run(roster.add_student.bind({"name": "李雷"}, {}))
    school.run(data_care.make_backup.bind())
    stand_at(at_door, qtbot)
    press(qtbot, at_door.shell, "door_restore")
    screen = restore_screen(at_door, qtbot)
    assert [line.id for line in screen.table.shown_records()][-1] == str(older.folder)
    qtbot.keyClick(screen.table, Qt.Key.Key_Down)
    qtbot.waitUntil(screen.button.isEnabled)
    qtbot.keyClicks(screen.password.line, FOUNDER_PASSWORD)
    qtbot.keyClick(screen.password.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(screen.findChildren(QPushButton, "restore_enter")))
    aside = one(screen, QLabel, "restore_aside").text()
    assert str(school.folder / "set-aside") in aside
    press(qtbot, screen, "restore_enter")
    entered(at_door, qtbot)
    assert names(at_door) == ["王芳"]
    assert "backup.restored" in actions_of(at_door)


def test_a_wrong_password_changes_nothing(at_door: AtDoor, qtbot: QtBot) -> None:
    school = at_door.school
    school.run(data_care.make_backup.bind())
    stand_at(at_door, qtbot)
    before = {path.name: path.read_bytes() for path in school.folder.glob("*.db")}
    press(qtbot, at_door.shell, "door_restore")
    screen = restore_screen(at_door, qtbot)
    screen.password.line.setText("not the password at all")
    press(qtbot, screen, "restore")
    qtbot.waitUntil(lambda: not screen.busy)
    assert "not right" in one(screen, Banner, "door_problem").accessibleName()
    assert screen.password.text() == ""
    assert {path.name: path.read_bytes() for path in school.folder.glob("*.db")} == before
    qtbot.keyClick(screen.password.line, Qt.Key.Key_Escape)
    assert at_door.shell.door.screen is None
    assert at_door.shell.lock_screen.isVisible()


def test_a_backup_of_another_folder(at_door: AtDoor, qtbot: QtBot, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    at_door.school.run(data_care.make_backup.bind(copy_to=stick))
    stand_at(at_door, qtbot)
    shutil.rmtree(at_door.school.folder / "backups")
    press(qtbot, at_door.shell, "door_restore")
    screen = at_door.shell.door.screen
    assert isinstance(screen, RestoreScreen)
    qtbot.waitUntil(lambda: not screen.busy)
    assert not screen.button.isEnabled()
    press(qtbot, screen, "restore_other")
    [dialog] = at_door.shell.findChildren(QFileDialog, "restore_folder_dialog")
    dialog.fileSelected.emit(str(stick))
    dialog.close()
    qtbot.waitUntil(screen.button.isEnabled)
    assert [Path(line.id).parent for line in screen.table.shown_records()] == [stick]


def test_locking_from_data_care_leads_to_the_set_chosen_there(at_door: AtDoor, qtbot: QtBot) -> None:
    older = at_door.school.run(data_care.make_backup.bind())
    at_door.school.clock.advance(days=1)
    at_door.school.run(data_care.make_backup.bind())
    stand_at(at_door, qtbot)
    qtbot.keyClicks(at_door.shell.lock_screen.password.line, FOUNDER_PASSWORD)
    qtbot.keyClick(at_door.shell.lock_screen.password.line, Qt.Key.Key_Return)
    entered(at_door, qtbot)
    signed_in = at_door.shell.signed_in
    assert signed_in is not None
    signed_in.workbench.open(Target("data_care"))
    page = signed_in.workbench.page
    assert isinstance(page, DataCarePage)
    qtbot.waitUntil(lambda: page.table.count() == 2)
    assert page.table.select(older.name)
    press(qtbot, page, "backup_restore")
    press(qtbot, page, "lock_and_restore")
    qtbot.waitUntil(lambda: at_door.shell.door.screen is not None)
    screen = restore_screen(at_door, qtbot)
    current = screen.table.current_record()
    assert current is not None
    assert current.id == str(older.folder)


def test_the_recovery_sheet_replaces_a_forgotten_password(at_door: AtDoor, qtbot: QtBot) -> None:
    stand_at(at_door, qtbot)
    press(qtbot, at_door.shell, "door_recover")
    screen = at_door.shell.door.screen
    assert isinstance(screen, RecoverScreen)
    qtbot.waitUntil(lambda: screen.account.count() == 1)
    code = at_door.school.sheet.seed_code
    screen.code.setText(code[:-1] + "*")
    screen.password.line.setText(NEW_PASSWORD)
    screen.again.line.setText("something else")
    press(qtbot, screen, "recover")
    marked = [row.error() for row in screen.findChildren(FieldRow) if row.error()]
    assert marked == ["The two are not the same."]
    screen.again.line.setText(NEW_PASSWORD)
    press(qtbot, screen, "recover")
    qtbot.waitUntil(lambda: not screen.busy)
    marked = [row.error() for row in screen.findChildren(FieldRow) if row.error()]
    assert marked == ["There is a typing slip in group 8 of the code."]
    screen.code.setText(code.lower())
    qtbot.keyClick(screen.again.line, Qt.Key.Key_Return)
    entered(at_door, qtbot)
    assert "account.recovered" in actions_of(at_door)


def test_a_carried_folder_asks_for_the_school_code_once(at_door: AtDoor, qtbot: QtBot) -> None:
    shutil.rmtree(config_folder() / "schools")
    stand_at(at_door, qtbot)
    lock_screen = at_door.shell.lock_screen
    qtbot.keyClicks(lock_screen.password.line, FOUNDER_PASSWORD)
    qtbot.keyClick(lock_screen.password.line, Qt.Key.Key_Return)
    code = lock_screen.card.school_code
    qtbot.waitUntil(code.isVisible)
    assert lock_screen.password.text() == FOUNDER_PASSWORD
    typed = at_door.school.sheet.school_secret_code
    code.setText("*" + typed[1:])
    qtbot.keyClick(code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: one(lock_screen, FieldRow, "row_school_code").error() != "")
    assert "group 1" in one(lock_screen, FieldRow, "row_school_code").error()
    code.setText(typed)
    qtbot.keyClick(code, Qt.Key.Key_Return)
    entered(at_door, qtbot)
    at_door.shell.lock()
    qtbot.waitUntil(lock_screen.password.isEnabled)
    assert not code.isVisible()


def test_the_first_opening_can_be_asked_for(at_door: AtDoor, qtbot: QtBot) -> None:
    stand_at(at_door, qtbot)
    press(qtbot, at_door.shell, "door_first_time")
    assert one(at_door.shell, QLineEdit, "school_code").hasFocus()


def test_another_folder_is_asked_for(at_door: AtDoor, qtbot: QtBot, tmp_path: Path) -> None:
    stand_at(at_door, qtbot)
    press(qtbot, at_door.shell, "door_other_folder")
    [dialog] = at_door.shell.findChildren(QFileDialog, "school_folder_dialog")
    dialog.fileSelected.emit(str(tmp_path))
    dialog.close()
    assert at_door.opened == [tmp_path]
