"""试用: an invented school from the lock screen, and from the wizard of a computer without a school."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from page_desk import one
from xinmiao.app.demo import MARK, PASSWORD
from xinmiao.app.demo.trial import TRIAL_FOLDER, make_trial
from xinmiao.app.door import Door, account_named
from xinmiao.app.folder_lock import FolderLock
from xinmiao.app.gui_door import GuiDoor
from xinmiao.features.roster import operations as roster
from xinmiao.system.user_folders import config_folder
from xinmiao.ui.trial_screen import TrialScreen
from xinmiao.vault.keys import SecretStore, Vault
from xinmiao.vault.keys.errors import SchoolExists

from .conftest import AtDoor


def test_a_school_is_invented_and_its_door_tells_the_password(at_door: AtDoor, qtbot: QtBot) -> None:
    at_door.school.lock()
    at_door.shell.show()
    at_door.shell.start()
    qtbot.waitUntil(lambda: at_door.shell.lock_screen.account.count() > 0)
    qtbot.mouseClick(one(at_door.shell, QPushButton, "door_try_out"), Qt.MouseButton.LeftButton)
    screen = at_door.shell.door.screen
    assert isinstance(screen, TrialScreen)
    qtbot.keyClick(screen.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(at_door.opened), timeout=60_000)
    [folder] = at_door.opened
    assert folder == at_door.school.folder.parent / TRIAL_FOLDER
    lock = FolderLock(folder)
    seen = GuiDoor(folder, lock, lambda: None, at_door.school.means).look()
    lock.release()
    assert seen is not None
    assert PASSWORD in str(seen.notice)
    store = SecretStore(config_folder())
    door = Door(folder, store, at_door.school.means)
    workspace = door.open(door.unlock(account_named(Vault.load(folder, door.means), "周老师").id, PASSWORD))
    assert len(workspace.run(roster.list_students.bind()).value) > 100
    workspace.close()


def test_a_folder_that_is_no_trial_is_left_alone(tmp_path: Path) -> None:
    foreign = tmp_path / TRIAL_FOLDER
    foreign.mkdir()
    (foreign / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SchoolExists):
        make_trial(tmp_path / "data")
    assert (foreign / "letter.txt").read_text(encoding="utf-8") == "mine"
    assert not (foreign / MARK).exists()
