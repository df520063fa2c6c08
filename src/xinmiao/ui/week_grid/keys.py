"""The keys of a week grid; which ones there are stands in the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from xinmiao.ui.week_grid import carrying, walking
from xinmiao.ui.week_grid.blocks import Span
from xinmiao.ui.week_grid.places import Part

if TYPE_CHECKING:
    from xinmiao.ui.week_grid.grid import WeekGrid

_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier


def handle_key(grid: WeekGrid, event: QKeyEvent) -> bool:
    """Do what a key means here; return whether it means anything."""
    at = grid.scene.cursor
    if at is None:
        return False
    key, held = Qt.Key(event.key()), event.modifiers() & (_CTRL | _SHIFT)
    if key in _ARROWS:
        return _arrow(grid, at, _ARROWS[key], held)
    if key in _ENTER and held == _NONE:
        _enter(grid, at)
        return True
    return held == _NONE and _plain(grid, at, key)


def _plain(grid: WeekGrid, at: Span, key: Qt.Key) -> bool:
    """Do what a key without Ctrl and Shift means."""
    if key == Qt.Key.Key_Escape:
        return _escape(grid)
    if key == Qt.Key.Key_Space:
        _next_block(grid, at)
    elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
        rows = len(grid.places.scale.rows)
        _walk(grid, walking.stepped(grid.places, at, 0, -rows if key == Qt.Key.Key_Home else rows))
    elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
        grid.paged.emit(-1 if key == Qt.Key.Key_PageUp else 1)
    elif key == Qt.Key.Key_Delete and grid.editable and grid.scene.current:
        grid.removed.emit(grid.scene.current)
    else:
        return False
    return True


def _arrow(grid: WeekGrid, at: Span, step: tuple[int, int], held: Qt.KeyboardModifier) -> bool:
    days, rows = step
    if held == _NONE:
        grid.mouse.drop()
        _walk(grid, walking.stepped(grid.places, at, days, rows))
        return True
    if held == _SHIFT and rows and not grid.scene.current:
        grid.go(walking.widened(grid.places, at, rows))
        return True
    return bool(held & _CTRL) and _carry(grid, days, rows, pull=bool(held & _SHIFT))


def _carry(grid: WeekGrid, days: int, rows: int, *, pull: bool) -> bool:
    block = grid.current()
    if block is None or not (grid.editable and block.movable) or (pull and not rows):
        return False
    held = grid.mouse.carried or carrying.take(block, Part.BODY, block.shown[0])
    places, now = grid.places, held.now
    if pull:
        grid.mouse.hold(held.pulled(walking.next_end(places, now.ends, rows)))
    else:
        start = walking.next_start(places, now.starts, rows) if rows else now.starts
        grid.mouse.hold(held.stepped(walking.day_moved(places, now.day, days), start))
    return True


def _walk(grid: WeekGrid, span: Span) -> None:
    """Go to a place; where a block stands the block is in focus."""
    found = [block for block in walking.blocks_in(grid.places, span) if not block.behind]
    grid.go(span, found[0].id if found else "")


def _next_block(grid: WeekGrid, at: Span) -> None:
    row = walking.stepped(grid.places, at, 0, 0)
    found = [block.id for block in walking.blocks_in(grid.places, row)]
    if found:
        place = found.index(grid.scene.current) + 1 if grid.scene.current in found else 0
        grid.go(row, found[place] if place < len(found) else "")


def _enter(grid: WeekGrid, at: Span) -> None:
    if grid.mouse.carried is not None:
        grid.mouse.lay_down()
    elif grid.scene.current:
        grid.opened.emit(grid.scene.current)
    elif grid.editable:
        grid.created.emit(at.day, at.starts, at.ends)


def _escape(grid: WeekGrid) -> bool:
    """Put back what is held; when nothing is, the page may have Esc."""
    held = grid.mouse.carried is not None
    grid.mouse.drop()
    return held
