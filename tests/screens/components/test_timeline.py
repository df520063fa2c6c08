"""The timeline: order, months, late entries, filters, keyboard and mouse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

import gallery
import gallery_people
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text
from xinmiao.kernel.timeline import TimelineEntry
from xinmiao.ui.timeline import TimelineView
from xinmiao.ui.widgets.messages import EmptyState

Shown = Callable[..., QWidget]
KEY = Qt.Key


def entry(kind: str, day: int, month: int = 11, *, recorded: int = 0, **more: Any) -> TimelineEntry:
    happened = datetime(2026, month, day, 2, 0, tzinfo=UTC)
    return TimelineEntry(
        kind=kind,
        kind_label=Text(kind.title()),
        icon="phone",
        happened_at=happened,
        recorded_at=happened.replace(day=recorded or day),
        title=more.get("title", f"{kind} {day}"),
        excerpt=more.get("excerpt", ""),
        person=more.get("person", "Zhou"),
        target=Target("note", f"{month}-{day}"),
    )


@pytest.fixture
def view(shown: Shown) -> TimelineView:
    """Give a timeline of four entries in two months."""
    made = TimelineView()
    shown(made, width=760, height=600)
    made.set_entries(
        [entry("call", 3, 10), entry("note", 20, recorded=23), entry("note", 23), entry("call", 21, excerpt="Mother")]
    )
    return made


def lines(view: TimelineView) -> list[str]:
    model = view.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_newest_first_under_their_months(view: TimelineView) -> None:
    assert lines(view) == [
        "2026-11",
        "2026-11-23 10:00, Note, note 23, Zhou",
        "2026-11-21 10:00, Call, call 21, Mother, Zhou",
        "2026-11-20 10:00, Note, note 20, Zhou, recorded 2026-11-23 10:00",
        "2026-10",
        "2026-10-03 10:00, Call, call 3, Zhou",
    ]


def test_up_and_down_skip_months_and_enter_opens(qtbot: QtBot, view: TimelineView) -> None:
    view.list.setFocus()
    for _step in range(4):
        qtbot.keyClick(view.list, KEY.Key_Down)
    current = view.current_entry()
    assert current is not None
    assert current.title == "call 3"
    with qtbot.waitSignal(view.opened, check_params_cb=lambda target: target == Target("note", "10-3")):
        qtbot.keyClick(view.list, KEY.Key_Return)
    qtbot.keyClick(view.list, KEY.Key_Up)
    current = view.current_entry()
    assert current is not None
    assert current.title == "note 20"


def test_home_goes_to_the_newest_entry_and_not_to_its_month(qtbot: QtBot, view: TimelineView) -> None:
    view.list.setFocus()
    qtbot.keyClick(view.list, KEY.Key_End)
    newest = view.list.model().index(1, 0)
    qtbot.keyClick(view.list, KEY.Key_Home)
    assert view.list.currentIndex() == newest
    assert view.current_entry() is not None


def test_a_click_opens_and_a_month_does_not(qtbot: QtBot, view: TimelineView) -> None:
    place = view.list.visualRect(view.list.model().index(1, 0)).center()
    with qtbot.waitSignal(view.opened, check_params_cb=lambda target: target == Target("note", "11-23")):
        qtbot.mouseClick(view.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    heading = view.list.visualRect(view.list.model().index(0, 0)).center()
    with qtbot.assertNotEmitted(view.opened, wait=20):
        qtbot.mouseClick(view.list.viewport(), Qt.MouseButton.LeftButton, pos=heading)


def test_filters_by_kind_and_words(qtbot: QtBot, view: TimelineView) -> None:
    chip = gallery.child(view.filters, QPushButton, "filter_call")
    assert chip.text() == "Call  2"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert view.count() == 2
    with qtbot.waitSignal(view.search.searched):
        qtbot.keyClicks(view.search, "mother")
    assert (view.count(), lines(view)[1][-26:]) == (1, "Call, call 21, Mother, Zhou"[-26:])
    with qtbot.waitSignal(view.search.searched):
        qtbot.keyClicks(view.search, "zzz")
    sayings = [child.sentence() for child in view.findChildren(EmptyState) if child.isVisible()]
    assert sayings == ["Nothing fits these filters."]


def test_the_entry_in_focus_stays_when_more_arrive(view: TimelineView) -> None:
    view.list.step(2)
    view.list.step(1)
    before = view.current_entry()
    view.set_entries([*view.list.model().entries, entry("note", 24)])  # type: ignore[attr-defined]  # a TimelineModel
    assert before is not None
    assert view.current_entry() == before


def test_an_empty_file_says_so(qtbot: QtBot, view: TimelineView) -> None:
    view.set_entries([])
    sayings = [child.sentence() for child in view.findChildren(EmptyState) if child.isVisible()]
    assert sayings == ["Nothing has been written down yet."]


def test_the_excerpt_takes_at_most_two_lines(view: TimelineView) -> None:
    def height(excerpt: str) -> int:
        view.set_entries([entry("note", 20, excerpt=excerpt)])
        view.list.doItemsLayout()
        return view.list.visualRect(view.list.model().index(1, 0)).height()

    none, one, two, many = height(""), height("short"), height("words " * 30), height("words " * 3000)
    assert none < one < two
    assert many == two
    assert height("一" * 3000) == two


def test_many_entries_are_painted(view: TimelineView) -> None:
    view.set_entries(gallery_people.entries(600))
    view.list.scrollToBottom()
    view.list.viewport().repaint()
    assert view.count() == 600
