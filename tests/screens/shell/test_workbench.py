"""The workbench: pages, keys, search, banners, help, curtain, look."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from doubles_ui import PlainWorkspace
from invented_pages import OrchardPage, PearPage, add_apple
from shell_world import World
from xinmiao.kernel.errors import DiskFull
from xinmiao.kernel.operations import Change
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _
from xinmiao.ui.notices import Question
from xinmiao.ui.workbench import Workbench

SignIn = Callable[[], World]


@pytest.fixture
def bench(sign_in: SignIn, qtbot: QtBot) -> Workbench:
    """Give the workbench of a fresh sign-in, in front of the user."""
    world = sign_in()
    with qtbot.waitActive(world.shell, timeout=2000):
        world.shell.activateWindow()
    assert world.shell.signed_in is not None
    return world.shell.signed_in.workbench


def press(qtbot: QtBot, bench: Workbench, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    qtbot.keyClick(bench.window(), key, modifier or Qt.KeyboardModifier.NoModifier)


CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def orchard(bench: Workbench) -> OrchardPage:
    return cast("OrchardPage", bench.page)


def test_alt_and_a_number_open_pages_and_alt_left_returns(bench: Workbench, qtbot: QtBot) -> None:
    press(qtbot, bench, Qt.Key.Key_2, ALT)
    assert isinstance(bench.page, PearPage)
    press(qtbot, bench, Qt.Key.Key_Left, ALT)
    assert isinstance(bench.page, OrchardPage)


def test_only_pages_of_the_navigation_have_a_button(bench: Workbench) -> None:
    names = [button.objectName() for button in bench.navigation.findChildren(QPushButton)]
    assert names == ["nav_orchard", "nav_pears"]


def test_a_page_that_refuses_is_not_left(bench: Workbench, qtbot: QtBot) -> None:
    orchard(bench).leave = False
    qtbot.mouseClick(bench.navigation.findChild(QPushButton, "nav_pears"), Qt.MouseButton.LeftButton)
    assert isinstance(bench.page, OrchardPage)
    checked = bench.navigation.findChild(QPushButton, "nav_orchard")
    assert isinstance(checked, QPushButton)
    assert checked.isChecked()
    orchard(bench).leave = True


@pytest.mark.parametrize(("key", "done"), [(Qt.Key.Key_N, "new"), (Qt.Key.Key_S, "save"), (Qt.Key.Key_P, "print")])
def test_the_keys_act_for_the_page_in_front(bench: Workbench, qtbot: QtBot, key: Qt.Key, done: str) -> None:
    page = orchard(bench)
    press(qtbot, bench, key, CTRL)
    assert page.done == [done]
    bench.open(Target("pears"))
    press(qtbot, bench, key, CTRL)
    assert page.done == [done]


def test_a_key_answers_as_soon_as_the_head_offers_its_action(bench: Workbench, qtbot: QtBot) -> None:
    page = orchard(bench)
    press(qtbot, bench, Qt.Key.Key_Return, CTRL)
    assert page.done == []
    page.offer_press()
    press(qtbot, bench, Qt.Key.Key_Return, CTRL)
    assert page.done == ["press"]
    bench.open(Target("pears"))
    page.offer_press()  # a page behind another one
    press(qtbot, bench, Qt.Key.Key_Return, CTRL)
    assert page.done == ["press"]


def test_a_changed_record_reloads_the_page_in_front_and_makes_the_hidden_one_stale(
    bench: Workbench, qtbot: QtBot
) -> None:
    page = orchard(bench)
    bench.open(Target("pears"))
    pears = cast("PearPage", bench.page)
    bench.note_changes(frozenset({Change("apple", "a"), Change("plum", "p")}))
    assert (page.reloads, page.stale, pears.reloads) == (1, True, 1)
    bench.note_changes(frozenset({Change("pear", "p")}))
    assert pears.reloads == 2
    bench.open(Target("orchard"))
    assert (page.reloads, page.stale) == (2, False)


def test_what_a_command_changed_reloads_the_page_by_itself(bench: Workbench, qtbot: QtBot) -> None:
    page = orchard(bench)
    workspace = cast("PlainWorkspace", page.context.tasks._workspace)  # noqa: SLF001 -- the double behind it
    workspace.changes = frozenset({Change("apple", "a")})
    page.context.tasks.run(add_apple.bind("Boskoop"))
    qtbot.waitUntil(lambda: page.reloads == 2)


def test_what_was_searched_goes_when_another_place_opens(bench: Workbench, qtbot: QtBot) -> None:
    """Without the focus moving: a page opened by a timer, or in a window that is not in front."""
    search = bench.top_bar.search
    search.insert("李")
    search.textEdited.emit("李")
    assert search.list.isVisible()
    bench.open(Target("pears"))
    assert isinstance(bench.page, PearPage)
    assert not search.list.isVisible()
    assert search.text() == ""


def test_the_search_box_finds_and_opens_by_keyboard(bench: Workbench, qtbot: QtBot) -> None:
    search = bench.top_bar.search
    press(qtbot, bench, Qt.Key.Key_K, CTRL)
    qtbot.waitUntil(search.hasFocus)
    search.insert("李")
    search.textEdited.emit("李")
    assert search.list.isVisible()
    assert search.list.count() == 8
    qtbot.keyClick(search, Qt.Key.Key_Down)
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert bench.target == Target("pears", "student-1")
    assert cast("PearPage", bench.page).opened == "student-1"
    assert not search.list.isVisible()
    assert search.text() == ""


def test_ctrl_enter_in_the_search_box_writes_a_note(bench: Workbench, qtbot: QtBot) -> None:
    search = bench.top_bar.search
    search.setFocus()
    search.insert("李")
    search.textEdited.emit("李")
    qtbot.keyClick(search, Qt.Key.Key_Return, CTRL)
    assert bench.target == Target("orchard", "student-0")
    assert orchard(bench).opened == "student-0"


def test_nobody_found_is_said_and_opens_nothing(bench: Workbench, qtbot: QtBot) -> None:
    search = bench.top_bar.search
    search.setFocus()
    qtbot.keyClicks(search, "zzz")
    assert search.list.item(0).text() == "Nobody found"
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert bench.target == Target("orchard")
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert not search.list.isVisible()


def test_an_error_stands_above_the_page_until_it_is_left_or_closed(bench: Workbench, qtbot: QtBot) -> None:
    orchard(bench).context.notices.error(DiskFull())
    texts = [label.text() for label in bench.banner.findChildren(QLabel)]
    assert "The disk is full." in texts
    assert "Free some space and save again; nothing you typed is lost. (E-FULL)" in texts
    assert bench.banner.isVisible()
    bench.open(Target("pears"))
    assert not bench.banner.isVisible()


def test_a_question_is_answered_in_a_callback_without_blocking(bench: Workbench, qtbot: QtBot) -> None:
    answers: list[str] = []
    orchard(bench).context.notices.ask(Question(_("Leave the page?")), answers.append, bench)
    assert answers == []
    yes = bench.window().findChild(QPushButton, "choice_yes")
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    assert answers == ["yes"]
    orchard(bench).context.notices.ask(Question(_("Leave the page?")), answers.append, bench)
    no = bench.window().findChildren(QPushButton, "choice_no")[-1]
    qtbot.keyClick(no, Qt.Key.Key_Escape)
    assert answers == ["yes", "no"]


def test_help_shows_the_pages_words_and_all_its_keys(bench: Workbench, qtbot: QtBot) -> None:
    press(qtbot, bench, Qt.Key.Key_F1)
    assert bench.help.isVisible()
    shown = [label.text() for label in bench.help.findChildren(QLabel)]
    assert "Apples are counted here." in shown
    assert {"Ctrl+N", "Ctrl+S", "Ctrl+P", "Ctrl+K", "F1", "F9", "Ctrl+L"} <= set(shown)
    qtbot.keyClick(bench.help.close_button, Qt.Key.Key_Escape)
    assert not bench.help.isVisible()


def test_every_entry_of_the_account_menu_shows_its_keys(bench: Workbench) -> None:
    menu = bench.findChild(QMenu, "account_menu")
    assert isinstance(menu, QMenu)
    shown = {action.objectName(): action.shortcut().toString() for action in menu.actions() if action.objectName()}
    assert shown["action_lock"] == "Ctrl+L"
    assert shown["action_curtain"] == "F9"
    assert "action_change_password" in shown


def test_ctrl_l_locks(bench: Workbench, world: World, qtbot: QtBot) -> None:
    with qtbot.waitSignal(world.shell.locked):
        press(qtbot, bench, Qt.Key.Key_L, CTRL)
    assert world.workspace.closed


def test_the_curtain_covers_and_opens_with_its_code(bench: Workbench, world: World, qtbot: QtBot) -> None:
    curtain = world.shell.curtain
    press(qtbot, bench, Qt.Key.Key_F9)
    assert curtain.isVisible()
    assert not bench.isVisible()
    assert not world.shell.inactivity.watching
    for typed in ("12", "1111", "2468"):
        qtbot.keyClicks(curtain.entry, typed)
        qtbot.keyClick(curtain.entry, Qt.Key.Key_Return)
    assert curtain.code.is_set
    assert curtain.limit.interval() == 15 * 60 * 1000
    qtbot.keyClicks(curtain.entry, "2468")
    qtbot.keyClick(curtain.entry, Qt.Key.Key_Return)
    assert bench.isVisible()
    assert world.shell.inactivity.watching


def test_three_wrong_codes_lock_fully_and_the_code_is_forgotten(bench: Workbench, world: World, qtbot: QtBot) -> None:
    curtain = world.shell.curtain
    curtain.code.set("2468")
    world.shell.draw_curtain()
    with qtbot.waitSignal(world.shell.locked):
        for _turn in range(3):
            qtbot.keyClicks(curtain.entry, "9753")
            qtbot.keyClick(curtain.entry, Qt.Key.Key_Return)
    assert world.workspace.closed
    assert not curtain.code.is_set


def test_the_curtains_time_locks_fully(bench: Workbench, world: World, qtbot: QtBot) -> None:
    world.shell.curtain.code.set("2468")
    world.shell.draw_curtain()
    assert world.shell.curtain.limit.isActive()
    with qtbot.waitSignal(world.shell.locked):
        world.shell.curtain.limit.timeout.emit()
    assert not world.shell.curtain.limit.isActive()


def test_another_look_builds_the_workbench_anew_and_keeps_the_workspace(
    bench: Workbench, world: World, qtbot: QtBot
) -> None:
    large = bench.findChild(QMenu, "account_menu")
    assert isinstance(large, QMenu)
    next(action for action in large.actions() if action.objectName() == "action_large_mode").trigger()
    assert [display.large for display in world.displays] == [True]
    assert world.shell.signed_in is not None
    assert world.shell.signed_in.workbench is not bench
    assert not world.workspace.closed
    page = cast("OrchardPage", world.shell.signed_in.workbench.page)
    qtbot.waitUntil(lambda: page.count.text() == "7")


def test_at_1366_by_768_nothing_is_cut_off_at_the_side(bench: Workbench, world: World) -> None:
    world.shell.resize(1366, 768)
    bench.show_help()
    assert world.shell.width() == 1366
    assert bench.minimumSizeHint().width() <= 1024
    assert all(child.geometry().right() < 1366 for child in bench.children() if child.isWidgetType())  # type: ignore[attr-defined]


def test_names_found_do_not_stay_when_the_workbench_is_covered(bench: Workbench, qtbot: QtBot) -> None:
    search = bench.top_bar.search
    search.insert("李")
    search.textEdited.emit("李")
    assert search.list.isVisible()
    bench.hide()
    assert not search.list.isVisible()
    assert search.list.count() == 0
    assert search.text() == ""
