"""The lock screen: signing in, errors in place, waiting, locking."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from shell_world import PASSWORD, Door, World, make_world
from xinmiao.kernel.errors import Damaged
from xinmiao.kernel.texts import _
from xinmiao.ui.engines import Engines
from xinmiao.ui.entrance import AccountLine, SchoolAtDoor
from xinmiao.vault.keys.errors import TooManyTries

SignIn = Callable[[], World]


def test_the_door_shows_school_and_accounts_and_no_dead_entries(world: World) -> None:
    screen = world.shell.lock_screen
    assert screen.school_name.text() == "虚构县第一中学"
    assert [screen.account.itemText(row) for row in range(screen.account.count())] == ["周老师", "刘老师"]
    assert screen.password.line.hasFocus() or world.shell.focusWidget() is screen.password.line
    assert not screen.create_button.isVisible()
    assert not screen.progress.isVisible()


def test_signing_in_by_keyboard_opens_the_first_page(sign_in: SignIn) -> None:
    world = sign_in()
    signed_in = world.shell.signed_in
    assert signed_in is not None
    assert signed_in.workbench.target is not None
    assert signed_in.workbench.target.page == "orchard"
    assert world.shell.windowTitle() == "心苗"
    assert world.door.tried == [("account-1", PASSWORD)]


def test_signing_in_with_the_second_account_by_mouse(world: World, qtbot: QtBot) -> None:
    screen = world.shell.lock_screen
    screen.account.setCurrentIndex(1)
    qtbot.keyClicks(screen.password.line, PASSWORD)
    qtbot.mouseClick(screen.enter_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: world.shell.signed_in is not None)
    assert world.door.tried == [("account-2", PASSWORD)]


def test_a_wrong_password_is_told_in_place_and_taken_out(world: World, qtbot: QtBot) -> None:
    screen = world.shell.lock_screen
    qtbot.keyClicks(screen.password.line, "wrong")
    qtbot.keyClick(screen.password.line, Qt.Key.Key_Return)
    assert screen.progress.isVisible()
    qtbot.waitUntil(screen.problem.isVisible)
    assert screen.problem.text() == "The account or the password is not right. Please type it again."
    assert screen.code.text() == "E-KEY"
    assert screen.password.text() == ""
    assert screen.enter_button.isEnabled()
    assert world.shell.signed_in is None


def test_after_too_many_tries_the_button_counts_down(world: World, qtbot: QtBot) -> None:
    screen = world.shell.lock_screen
    world.door.refusal = TooManyTries(2)
    qtbot.keyClicks(screen.password.line, "wrong")
    qtbot.keyClick(screen.password.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.enter_button.text() == "Wait 2 seconds")
    assert not screen.enter_button.isEnabled()
    qtbot.waitUntil(lambda: screen.enter_button.text() == "Wait 1 second", timeout=3000)
    qtbot.waitUntil(screen.enter_button.isEnabled, timeout=3000)
    assert screen.enter_button.text() == "Enter"


def test_an_empty_password_is_not_tried(world: World, qtbot: QtBot) -> None:
    qtbot.mouseClick(world.shell.lock_screen.enter_button, Qt.MouseButton.LeftButton)
    assert world.door.tried == []


def test_what_is_wrong_with_the_folder_is_told_at_the_door(application: object, engines: Engines, qtbot: QtBot) -> None:
    world = make_world(engines, Door(looking=Damaged()))
    qtbot.addWidget(world.shell)
    world.shell.show()
    world.shell.start()
    qtbot.waitUntil(lambda: world.shell.lock_screen.code.text() == "E-DAMAGED")
    assert world.shell.lock_screen.notice.isVisible()
    assert world.shell.lock_screen.notice.text() == (
        "A data file is damaged. Restore the latest backup; the damaged file is kept. (E-DAMAGED)"
    )


def test_an_older_generation_is_told_at_the_door(application: object, engines: Engines, qtbot: QtBot) -> None:
    school = SchoolAtDoor("虚构学校", (AccountLine("a", "甲"),), _("An older key file is in use."))
    world = make_world(engines, Door(school))
    qtbot.addWidget(world.shell)
    world.shell.show()
    world.shell.start()
    qtbot.waitUntil(world.shell.lock_screen.notice.isVisible)
    assert world.shell.lock_screen.notice.text() == "An older key file is in use."


def test_locking_blanks_at_once_and_closes_behind_it(sign_in: SignIn, qtbot: QtBot) -> None:
    world = sign_in()
    with qtbot.waitSignal(world.shell.locked):
        world.shell.lock()
        assert world.shell.lock_screen.isVisible()
        assert world.shell.signed_in is None
        assert world.shell.lock_screen.password.text() == ""
    assert world.workspace.closed
    assert set(world.workspace.threads) == {"database"}
    qtbot.waitUntil(world.shell.lock_screen.enter_button.isEnabled)


def test_locking_flushes_what_was_typed_last(sign_in: SignIn, qtbot: QtBot) -> None:
    world = sign_in()
    assert world.shell.signed_in is not None
    page = world.shell.signed_in.workbench.page
    assert page is not None
    typed = ["a"]
    keeper = page.context.drafts.keep("note", lambda: "".join(typed).encode(), page)
    keeper.touch()
    qtbot.waitUntil(lambda: world.drafts.kept == {"note": b"a"})
    typed.append("b")
    keeper.touch()
    with qtbot.waitSignal(world.shell.locked):
        world.shell.lock()
    assert world.drafts.kept == {"note": b"ab"}


@pytest.mark.parametrize("way", ["idle", "system"])
def test_idling_and_the_computers_own_lock_lock(sign_in: SignIn, qtbot: QtBot, way: str) -> None:
    world = sign_in()
    assert world.shell.inactivity.watching
    with qtbot.waitSignal(world.shell.locked):
        (world.shell.inactivity.idle if way == "idle" else world.shell.system_lock.locking).emit()
    assert not world.shell.inactivity.watching


def test_locking_empties_the_clipboard_that_the_program_filled(sign_in: SignIn, qtbot: QtBot) -> None:
    world = sign_in()
    QGuiApplication.clipboard().setText("李一 七(2)班")
    with qtbot.waitSignal(world.shell.locked):
        world.shell.lock()
    assert QGuiApplication.clipboard().text() == ""


def test_closing_the_window_locks_first(sign_in: SignIn, qtbot: QtBot) -> None:
    world = sign_in()
    with qtbot.waitSignal(world.shell.closed):
        world.shell.close()
        assert not world.shell.isVisible()
    assert world.workspace.closed


def test_a_page_with_something_against_it_keeps_the_window_open(sign_in: SignIn) -> None:
    world = sign_in()
    assert world.shell.signed_in is not None
    page = world.shell.signed_in.workbench.page
    assert page is not None
    page.leave = False  # type: ignore[attr-defined]
    assert not world.shell.close()
    assert world.shell.isVisible()
    page.leave = True  # type: ignore[attr-defined]
