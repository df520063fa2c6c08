"""The two stages of a start: what is typed and clicked before the household has moved in is not lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from shell_world import PASSWORD, Door, World, make_world
from xinmiao.kernel.errors import Damaged
from xinmiao.ui.engines import Engines

Early = Callable[..., World]


@pytest.fixture
def early(application: QApplication, engines: Engines, qtbot: QtBot) -> Iterator[Early]:
    """Give a function that shows a shell with its door plate only; `World.move_in` is still to come."""
    made: list[World] = []

    def shown(door: Door | None = None) -> World:
        world = make_world(engines, door, moved_in=False)
        qtbot.addWidget(world.shell)
        plate = (door or world.door).school
        if plate is not None:
            world.shell.lock_screen.show_school(plate)
        world.shell.show()
        made.append(world)
        return world

    yield shown
    for world in made:
        if world.shell.signed_in is not None:
            with qtbot.waitSignal(world.shell.locked):
                world.shell.lock()
        assert world.bugs == []


def type_password(world: World, *, enter: bool) -> None:
    QTest.keyClicks(world.shell.lock_screen.password.line, PASSWORD)
    if enter:
        QTest.keyClick(world.shell.lock_screen.password.line, Qt.Key.Key_Return)


def test_a_password_entered_early_signs_in_as_soon_as_it_can(early: Early, qtbot: QtBot) -> None:
    world = early()
    type_password(world, enter=True)
    assert not world.shell.lock_screen.password.isEnabled()
    assert world.door.tried == []
    world.move_in()
    qtbot.waitUntil(lambda: world.shell.signed_in is not None)
    assert world.door.tried == [("account-1", PASSWORD)]


def test_half_a_password_stays_where_it_is(early: Early, qtbot: QtBot) -> None:
    world = early()
    screen = world.shell.lock_screen
    screen.account.setCurrentIndex(1)
    QTest.keyClicks(screen.password.line, PASSWORD[:10])
    screen.account.setFocus()
    world.move_in()
    qtbot.waitUntil(lambda: world.shell.ready)
    assert screen.password.text() == PASSWORD[:10]
    assert screen.account.currentData() == "account-2"
    screen.password.setFocus()
    QTest.keyClicks(screen.password.line, PASSWORD[10:])
    QTest.keyClick(screen.password.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: world.shell.signed_in is not None)
    assert world.door.tried == [("account-2", PASSWORD)]


def test_a_button_clicked_early_is_obeyed_once_the_door_was_looked_at(early: Early, qtbot: QtBot) -> None:
    world = early()
    button = world.shell.findChild(QPushButton, "door_restore")
    assert button is not None
    button.click()
    assert world.pressed == []
    world.move_in()
    qtbot.waitUntil(lambda: world.pressed == ["restore"])
    assert world.door.tried == []


def test_a_click_after_an_early_password_goes_first(early: Early, qtbot: QtBot) -> None:
    world = early()
    type_password(world, enter=True)
    button = world.shell.findChild(QPushButton, "door_restore")
    assert button is not None
    button.click()
    world.move_in()
    qtbot.waitUntil(lambda: world.pressed == ["restore"])
    assert world.door.tried == []
    assert world.shell.lock_screen.password.text() == PASSWORD


def test_files_that_cannot_be_used_are_told_and_no_password_is_tried(early: Early, qtbot: QtBot) -> None:
    world = early(Door(looking=Damaged()))
    type_password(world, enter=True)
    world.move_in()
    qtbot.waitUntil(world.shell.lock_screen.notice.isVisible)
    assert "E-DAMAGED" in world.shell.lock_screen.notice.text()
    assert not world.shell.lock_screen.card.isVisible()
    assert world.door.tried == []


def test_a_window_closed_early_goes_at_once(early: Early, qtbot: QtBot) -> None:
    world = early()
    with qtbot.waitSignal(world.shell.closed):
        world.shell.close()


def test_the_picture_is_the_same_before_and_after(early: Early, qtbot: QtBot) -> None:
    world = early()
    qtbot.waitUntil(world.shell.lock_screen.password.line.hasFocus)
    world.shell.lock_screen.password.line.clearFocus()  # no blinking cursor in the pictures
    before = world.shell.grab().toImage()
    world.move_in()
    qtbot.waitUntil(lambda: world.shell.ready)
    world.shell.lock_screen.password.line.clearFocus()
    assert world.shell.grab().toImage() == before


def test_what_is_set_by_the_name_of_its_value_holds(early: Early) -> None:
    screen, hints = early().shell.lock_screen, Qt.InputMethodHint
    assert screen.school_name.textFormat() is Qt.TextFormat.PlainText
    assert [shown.alignment() for shown in (screen.school_name, screen.notice)] == [Qt.AlignmentFlag.AlignHCenter] * 2
    hidden = hints.ImhHiddenText | hints.ImhSensitiveData | hints.ImhNoPredictiveText
    assert screen.password.line.inputMethodHints() & hidden == hidden
    screen.ask_school_code()
    assert screen.card.school_code.inputMethodHints() == hints.ImhLatinOnly | hints.ImhNoPredictiveText
