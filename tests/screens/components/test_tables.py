"""The record table with many rows, by keyboard and mouse."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

import gallery
import gallery_people
from xinmiao.kernel.texts import Text
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.tables.columns import field_column
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.messages import EmptyState

Shown = Callable[..., QWidget]
Table = RecordTable[gallery_people.Pupil]
KEY = Qt.Key


@pytest.fixture
def table(shown: Shown) -> Table:
    """Give a table of 30 invented students that has the keyboard."""
    made: Table = RecordTable(gallery_people.pupil_columns(), "Students", type_ahead=lambda row: row.pinyin)
    made.set_rows(gallery_people.pupils(30))
    shown(made, width=900, height=500)
    made.setFocus()
    return made


def names(table: Table) -> list[str]:
    return [row.name for row in table.shown_records()]


def header_click(qtbot: QtBot, table: Table, column: int) -> None:
    header = table.horizontalHeader()
    where = QPoint(header.sectionViewportPosition(column) + 20, 10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)


def centre(table: Table, place: int) -> QPoint:
    return table.visualRect(table.model().index(place, 0)).center()


def test_rows_are_high_enough_and_show_words_of_their_columns(table: Table) -> None:
    assert table.rowHeight(0) == 44
    assert [table.model().index(1, column).data() for column in range(5)] == ["李㛃", "七(2)班", "2", "未联系", ""]
    told = table.model().index(2, 4).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "重点关注"


def test_a_click_on_a_heading_sorts_by_pinyin_both_ways_then_not(qtbot: QtBot, table: Table) -> None:
    header_click(qtbot, table, 0)
    assert names(table)[:4] == ["陈思远", "陈思远", "陈思远", "金顺姬"]
    header_click(qtbot, table, 0)
    assert names(table)[0] == "赵𬭎"
    header_click(qtbot, table, 0)
    assert names(table)[:2] == ["王芳", "李㛃"]


def test_rows_without_a_value_come_last_both_ways(table: Table) -> None:
    table.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    assert [row.last for row in table.shown_records()][-8:] == [None] * 8
    table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    days = [row.last for row in table.shown_records()]
    assert days[-8:] == [None] * 8
    filled = [day for day in days if day is not None]
    assert filled == sorted(filled, reverse=True)


def test_enter_and_double_click_open(qtbot: QtBot, table: Table) -> None:
    table.select("s000004")
    with qtbot.waitSignal(table.opened, check_params_cb=lambda found: found == "s000004"):
        qtbot.keyClick(table, KEY.Key_Return)
    with qtbot.waitSignal(table.opened, check_params_cb=lambda found: found == "s000001"):
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=centre(table, 1))
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=centre(table, 1))


def test_typing_goes_to_a_name(qtbot: QtBot, table: Table) -> None:
    qtbot.keyClicks(table, "ou")
    assert names(table)[table.currentIndex().row()] == "欧阳晓雨"


def test_home_end_and_arrows_move(qtbot: QtBot, table: Table) -> None:
    qtbot.keyClick(table, KEY.Key_End)
    assert table.currentIndex().row() == 29
    qtbot.keyClick(table, KEY.Key_Up)
    qtbot.keyClick(table, KEY.Key_Home)
    qtbot.keyClick(table, KEY.Key_Down)
    assert table.currentIndex().row() == 1


def test_nothing_is_copied_by_ctrl_c(qtbot: QtBot, table: Table) -> None:
    clipboard = QApplication.clipboard()
    clipboard.setText("before")
    table.select("s000004")
    qtbot.keyClick(table, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "before"


def test_selection_stays_with_the_record(qtbot: QtBot, table: Table) -> None:
    told: list[str] = []
    table.select("s000008")
    table.current_changed.connect(told.append)
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    table.set_rows([replace(row, number=99) for row in reversed(gallery_people.pupils(30))])
    current = table.current_record()
    assert current is not None
    assert (current.id, current.number, told) == ("s000008", 99, [])
    table.set_rows(gallery_people.pupils(5))
    assert (table.current_record(), told) == (None, [""])


def test_many_can_be_chosen_and_stay_chosen(qtbot: QtBot, shown: Shown) -> None:
    table: Table = RecordTable(gallery_people.pupil_columns(), "Students", many=True, compact=True)
    table.set_rows(gallery_people.pupils(10))
    shown(table, width=900)
    table.setFocus()
    table.select("s000002")
    qtbot.keyClick(table, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert {row.id for row in table.chosen_records()} == {"s000002", "s000003"}
    assert table.rowHeight(0) == 32


def test_filters_and_what_is_said_when_nothing_is_left(table: Table) -> None:
    table.set_empty(EmptyState("No students yet.", name="no_students"))
    sayings = {child.objectName(): child for child in table.viewport().findChildren(EmptyState)}
    table.set_filter(lambda row: row.level == "高度关注")
    assert names(table) == ["欧阳晓雨"] * 3
    table.set_filter(lambda _row: False)
    assert (sayings["empty_state"].isVisible(), sayings["no_students"].isVisible()) == (True, False)
    table.set_filter(None)
    table.set_rows([])
    assert (sayings["empty_state"].isVisible(), sayings["no_students"].isVisible()) == (False, True)
    table.set_rows(gallery_people.pupils(1))
    assert not any(saying.isVisible() for saying in sayings.values())


def test_the_right_button_offers_the_pages_actions(qtbot: QtBot, table: Table) -> None:
    done: list[str] = []
    table.set_actions((Action("open", Text("Open"), lambda: done.append("open"), "Ctrl+O"),))
    table.select("s000003")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), table.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(table, event)
    menu = gallery.child(table, QMenu, "table_menu")
    assert menu.isVisible()
    qtbot.keyClick(menu, KEY.Key_Down)
    qtbot.keyClick(menu, KEY.Key_Return)
    assert done == ["open"]


def test_the_shape_is_kept_and_taken_again(table: Table, shown: Shown) -> None:
    header = table.horizontalHeader()
    header.moveSection(header.visualIndex(3), 1)
    header.resizeSection(1, 140)
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    header.hideSection(2)
    kept = table.table_state()
    assert kept == {
        "order": ["name", "last", "class", "number", "level"],
        "widths": {"class": 140},
        "hidden": ["number"],
        "sort": ["name", "down"],
    }
    other: Table = RecordTable(gallery_people.pupil_columns(), "Students")
    other.set_rows(gallery_people.pupils(30))
    other.restore({**kept, "order": ["gone", *kept["order"]], "nonsense": 3})
    shown(other, width=900)
    assert other.table_state() == kept
    assert names(other)[0] == "赵𬭎"


def test_a_change_of_shape_is_told(qtbot: QtBot, table: Table) -> None:
    with qtbot.waitSignal(table.shape_changed):
        header_click(qtbot, table, 1)


def test_columns_fill_the_width_and_never_scroll_sideways(qtbot: QtBot, table: Table) -> None:
    for width in (1300, 700, 560):
        table.window().resize(width, 500)
        qtbot.waitUntil(lambda: table.horizontalHeader().length() == table.viewport().width())
        assert table.horizontalScrollBar().maximum() == 0


def test_a_field_gives_its_column() -> None:
    column = field_column(gallery_people.Talk.topic, lambda row: row)
    assert (column.name, str(column.label), column.words("睡眠"), column.words(None)) == ("topic", "主题", "睡眠", "")


def test_the_row_under_the_mouse_is_lit(table: Table) -> None:
    quiet = table.viewport().grab().toImage()
    where = table.visualRect(table.model().index(2, 1)).bottomRight() - QPoint(3, 6)
    kind, none = QEvent.Type.MouseMove, Qt.MouseButton.NoButton
    place = QPointF(where)
    move = QMouseEvent(kind, place, table.viewport().mapToGlobal(place), none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(table.viewport(), move)
    assert table.viewport().grab().toImage() != quiet
    assert table.viewport().grab().toImage().pixelColor(where) == theme.current().colour("hover")


def test_a_hundred_thousand_rows_are_smooth(qtbot: QtBot, table: Table) -> None:
    rows = gallery_people.pupils(100_000)
    started = time.perf_counter()
    table.set_rows(rows)
    reset = time.perf_counter() - started
    table.viewport().repaint()
    steps = []
    for _step in range(20):
        started = time.perf_counter()
        table.verticalScrollBar().setValue(table.verticalScrollBar().value() + 440)
        table.viewport().repaint()
        steps.append(time.perf_counter() - started)
    assert table.count() == 100_000
    assert reset < 0.5
    assert sorted(steps)[10] < 0.1
    assert table.indexAt(QPoint(5, 5)).row() == 200
    assert table.model().rowCount(QModelIndex()) == 100_000
