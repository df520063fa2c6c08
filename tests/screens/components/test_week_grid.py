"""The week grid by mouse and keys: what it says, what it refuses, and that nothing freezes it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import gallery_week
from gallery_week import MONDAY, ROWS, blocks, days
from xinmiao.ui import theme
from xinmiao.ui.week_grid import Block, Shade, WeekGrid

TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def grid(shown: Callable[..., QWidget]) -> WeekGrid:
    """Show an invented week, all of it at once."""
    made = WeekGrid("一周预约")
    made.set_days(days())
    made.set_rows(ROWS)
    made.set_blocks(blocks())
    shown(made, width=1100, height=1200)
    made.setFocus()
    return made


class Said:
    """What the grid said."""

    def __init__(self, grid: WeekGrid) -> None:
        self.all: list[tuple[object, ...]] = []
        grid.created.connect(lambda *what: self.all.append(("created", *what)))
        grid.moved.connect(lambda *what: self.all.append(("moved", *what)))
        grid.opened.connect(lambda what: self.all.append(("opened", what)))
        grid.removed.connect(lambda what: self.all.append(("removed", what)))
        grid.paged.connect(lambda what: self.all.append(("paged", what)))


def point(grid: WeekGrid, day: date, minute: int) -> QPoint:
    """Return the place of a minute in the window."""
    column = grid.places.column(grid.places.place_of(day))
    return QPoint(round(column.center().x()), round(grid.places.top(grid.places.scale.y_of(minute))))


def press(qtbot: QtBot, grid: WeekGrid, *keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    """Press keys one after the other."""
    for key in keys:
        qtbot.keyClick(grid, key, held)


def drag(qtbot: QtBot, grid: WeekGrid, start: QPoint, end: QPoint) -> None:
    """Drag with the left button."""
    view = grid.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    for share in (0.3, 0.6, 1.0):
        qtbot.mouseMove(view, start + (end - start) * share)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)


def test_enter_on_an_empty_place_makes_something_there(qtbot: QtBot, grid: WeekGrid) -> None:
    said = Said(grid)
    press(qtbot, grid, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert said.all == [("created", TUESDAY, 480, 525)]


def test_a_place_is_widened_over_the_rows_below(qtbot: QtBot, grid: WeekGrid) -> None:
    said = Said(grid)
    press(qtbot, grid, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down)
    press(qtbot, grid, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, held=SHIFT)
    press(qtbot, grid, Qt.Key.Key_Return)
    assert said.all == [("created", WEDNESDAY, 480, 535)]


def test_arrows_find_a_block_and_enter_opens_it(qtbot: QtBot, grid: WeekGrid) -> None:
    said = Said(grid)
    press(qtbot, grid, *[Qt.Key.Key_Down] * 4)
    assert grid.scene.current == "booked"
    assert "李同学" in grid.accessibleDescription()
    assert "10:05\N{EN DASH}10:45" in grid.accessibleDescription()
    press(qtbot, grid, Qt.Key.Key_Return, Qt.Key.Key_Delete)
    assert said.all == [("opened", "booked"), ("removed", "booked")]


def test_space_goes_through_blocks_that_share_a_place(qtbot: QtBot, grid: WeekGrid) -> None:
    grid.select("one")
    names = []
    for _press in range(4):
        press(qtbot, grid, Qt.Key.Key_Space)
        names.append(grid.scene.current)
    assert names == ["two", "three", "", "one"]


def test_ctrl_and_arrows_carry_a_block_and_enter_lays_it_down(qtbot: QtBot, grid: WeekGrid) -> None:
    said = Said(grid)
    grid.select("booked")
    press(qtbot, grid, Qt.Key.Key_Right, Qt.Key.Key_Down, held=CTRL)
    assert said.all == []
    press(qtbot, grid, Qt.Key.Key_Return)
    assert said.all == [("moved", "booked", TUESDAY, 655, 695)], "its 40 minutes stay, the row gives the start"
    assert grid.places.blocks["booked"].day == MONDAY, "it stays until the page answers"


def test_esc_puts_a_carried_block_back(qtbot: QtBot, grid: WeekGrid) -> None:
    said = Said(grid)
    grid.select("booked")
    press(qtbot, grid, Qt.Key.Key_Right, held=CTRL)
    press(qtbot, grid, Qt.Key.Key_Escape)
    assert (said.all, grid.scene.ghost) == ([], None)


def test_ctrl_shift_and_arrows_pull_the_end(qtbot: QtBot, grid: WeekGrid) -> None:
    said = Said(grid)
    grid.select("booked")
    press(qtbot, grid, Qt.Key.Key_Down, held=CTRL | SHIFT)
    press(qtbot, grid, Qt.Key.Key_Return)
    assert said.all == [("moved", "booked", MONDAY, 605, 700)]


def test_what_may_not_be_moved_is_only_opened(qtbot: QtBot, grid: WeekGrid) -> None:
    said = Said(grid)
    grid.select("lesson")
    press(qtbot, grid, Qt.Key.Key_Right, held=CTRL)
    drag(qtbot, grid, point(grid, MONDAY, 500), point(grid, TUESDAY, 500))
    assert said.all == []


def test_page_keys_ask_for_another_week(qtbot: QtBot, grid: WeekGrid) -> None:
    said = Said(grid)
    press(qtbot, grid, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
    assert said.all == [("paged", 1), ("paged", -1)]


def test_dragging_over_an_empty_place_draws_one_that_snaps_to_rows(qtbot: QtBot, grid: WeekGrid) -> None:
    said = Said(grid)
    drag(qtbot, grid, point(grid, WEDNESDAY, 602), point(grid, WEDNESDAY, 643))
    assert said.all == [("created", WEDNESDAY, 600, 645)]


def test_dragging_a_block_carries_it_to_another_day(qtbot: QtBot, grid: WeekGrid) -> None:
    said = Said(grid)
    drag(qtbot, grid, point(grid, MONDAY, 625), point(grid, TUESDAY, 625))
    assert said.all == [("moved", "booked", TUESDAY, 605, 645)]


def test_dragging_the_lower_edge_pulls_the_end(qtbot: QtBot, grid: WeekGrid) -> None:
    said = Said(grid)
    lower = point(grid, MONDAY, 645) - QPoint(0, 2)
    drag(qtbot, grid, lower, point(grid, MONDAY, 700))
    assert said.all == [("moved", "booked", MONDAY, 605, 700)]


def test_esc_while_dragging_puts_back(qtbot: QtBot, grid: WeekGrid) -> None:
    said = Said(grid)
    qtbot.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, pos=point(grid, MONDAY, 625))
    qtbot.mouseMove(grid.viewport(), point(grid, WEDNESDAY, 800))
    assert grid.scene.ghost is not None
    press(qtbot, grid, Qt.Key.Key_Escape)
    qtbot.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, pos=point(grid, WEDNESDAY, 800))
    assert said.all == []


def test_double_click_opens_a_block_or_makes_one(qtbot: QtBot, grid: WeekGrid) -> None:
    said = Said(grid)
    qtbot.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=point(grid, MONDAY, 625))
    qtbot.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=point(grid, WEDNESDAY, 625))
    assert said.all == [("opened", "booked"), ("created", WEDNESDAY, 600, 645)]


def test_a_shade_is_ground_that_is_told_and_takes_no_place(qtbot: QtBot, grid: WeekGrid) -> None:
    said = Said(grid)
    place = point(grid, WEDNESDAY, 820)
    before = grid.viewport().grab().toImage().pixelColor(place)
    grid.set_shades([Shade(WEDNESDAY, 790, 900, "不开放"), Shade(date(2026, 1, 1), 0, 60), Shade(WEDNESDAY, 900, 800)])
    after = grid.viewport().grab().toImage().pixelColor(place)
    assert before.name() == theme.current().colour("raised").name()
    assert theme.current().colour("sunken").lightness() <= after.lightness() < before.lightness()
    qtbot.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert said.all == [("created", WEDNESDAY, 800, 845)]
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert grid.accessibleDescription().endswith("不开放")


def test_one_who_may_not_write_goes_round_and_opens(qtbot: QtBot, grid: WeekGrid) -> None:
    said = Said(grid)
    grid.set_editable(False)
    press(qtbot, grid, Qt.Key.Key_Return)
    drag(qtbot, grid, point(grid, MONDAY, 625), point(grid, TUESDAY, 625))
    grid.select("booked")
    press(qtbot, grid, Qt.Key.Key_Delete, Qt.Key.Key_Return)
    assert said.all == [("opened", "booked")]


def test_the_block_in_focus_stays_so_when_the_page_answers(grid: WeekGrid) -> None:
    grid.select("booked")
    grid.set_blocks([replace(block, day=TUESDAY) if block.id == "booked" else block for block in blocks()])
    current, place = grid.current(), grid.place()
    assert current is not None
    assert place is not None
    assert (current.day, place.day) == (TUESDAY, TUESDAY)
    grid.set_blocks(())
    assert grid.scene.current == ""


def test_another_week_keeps_weekday_and_row(qtbot: QtBot, grid: WeekGrid) -> None:
    press(qtbot, grid, Qt.Key.Key_Right, Qt.Key.Key_Down)
    week = timedelta(days=7)
    grid.set_days([replace(day, day=day.day + week) for day in days()])
    place = grid.place()
    assert place is not None
    assert (place.day, place.starts) == (TUESDAY + week, 480)


@pytest.mark.parametrize("times", [(700, 600), (-50, 20), (1430, 9000), (1440, 1440), (600, 600)])
def test_corrupt_times_do_not_freeze_the_week(qtbot: QtBot, grid: WeekGrid, times: tuple[int, int]) -> None:
    grid.set_blocks([Block("broken", MONDAY, *times, title="时间有误")])
    grid.viewport().repaint()
    grid.select("broken")
    press(qtbot, grid, Qt.Key.Key_Down, held=CTRL)
    press(qtbot, grid, Qt.Key.Key_Escape)
    assert grid.places.block_rect(grid.places.blocks["broken"]).height() > 0


def test_no_days_and_no_rows_are_no_trouble(qtbot: QtBot, shown: Callable[..., QWidget]) -> None:
    empty = WeekGrid("空")
    shown(empty)
    empty.setFocus()
    press(qtbot, empty, Qt.Key.Key_Down, Qt.Key.Key_Return)
    qtbot.mouseClick(empty.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    assert empty.place() is None


def test_two_hundred_blocks_are_painted_quickly(grid: WeekGrid) -> None:
    grid.set_blocks([replace(block, id=f"{block.id}{copy}") for copy in range(25) for block in gallery_week.blocks()])
    grid.viewport().repaint()
    spent = []
    for _round in range(20):
        began = time.perf_counter()
        grid.viewport().repaint()
        spent.append(time.perf_counter() - began)
    assert min(spent) < 0.05, "seconds; the bench says p95"
