"""The calendar week grid: days side by side, periods as rows, and what stands there as blocks.

For appointments, duty, timetables: whatever has a day and a time from-to. It draws and is handled; it knows no feature
and changes nothing itself: it says what the user wants by a signal, and the page answers with new blocks.

How it is used::

    grid = WeekGrid(_("Appointments of the week"), name="appointment_grid")
    grid.set_days([GridDay(day, "Mon", "11-23", note="", closed=False, today=True), ...])     # 1 to 7 of them
    grid.set_rows([GridRow(480, 525, "1", quiet=False), ...])                                 # minutes since midnight
    grid.set_shades([Shade(day, 960, 1440, "not open"), ...])       # ground on which nothing is expected
    grid.set_blocks([Block("id", day, 485, 530, "title", detail, icon, tone, state), ...])
    grid.set_now(day, minute)                                                                 # a line; None for none

    grid.created(day, starts, ends)         an empty place was drawn with the mouse, double-clicked or entered
    grid.moved(id, day, starts, ends)       a block was dragged or moved by keys, or its ends were pulled
    grid.opened(id)                         a block was double-clicked or entered
    grid.removed(id)                        Delete was pressed on a block
    grid.current_changed(id)                the block in focus, or "" when an empty place is
    grid.paged(-1 | 1)                      Page Up and Page Down: the week before, the week after
    grid.menu_wanted(id, global position)   right click or the menu key; the id is "" on an empty place

Until the page answers `moved` with `set_blocks` the block stays where it was. `grid.set_editable(False)` leaves
reading, going round and opening; a block with `movable=False` can only be opened.

Keys: arrows go round, Home and End to the first and last row, Shift+Up/Down widens an empty place, Enter makes
something there or opens the block, Space goes through blocks that share a place. Ctrl+arrows carries a block,
Ctrl+Shift+Up/Down pulls its end; Enter then lays it down, Esc puts it back. Times snap to the rows, else to five
minutes.

What a screen reader is told is the widget's description: the place or block in focus, with its words.
Corrupt times never freeze it: a block is drawn within its day, at least a line high.
"""

from xinmiao.ui.week_grid.blocks import Block, GridDay, GridRow, Shade
from xinmiao.ui.week_grid.grid import WeekGrid

__all__ = ["Block", "GridDay", "GridRow", "Shade", "WeekGrid"]
