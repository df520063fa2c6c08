"""The navigation: few pages under one another, many in sections of which one is open."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import PageEntry, Section
from xinmiao.kernel.texts import Text
from xinmiao.ui.navigation import Navigation

DAY = ("today", "week")
MANY = {Section.CARE: ("accounts", "copies"), Section.FOLLOW_UP: ("children", "cases", "groups"), Section.SCHOOL: ()}


def entry(name: str, section: Section = Section.DAY) -> PageEntry:
    return PageEntry(name, Text(name), "house", "nowhere:Page", Permission.STUDENT_READ, section=section)


def navigation(qtbot: QtBot, more: int = 8) -> Navigation:
    entries = [entry(name, section) for section, names in MANY.items() for name in names]
    entries += [entry(name) for name in (*DAY, *(f"daily_{number}" for number in range(more)))]
    shown = Navigation(entries)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def buttons(shown: Navigation, role: str) -> list[str]:
    found = [button for button in shown.findChildren(QPushButton) if button.property("role") == role]
    return [button.objectName() for button in sorted(found, key=lambda one: one.y()) if button.isVisible()]


def test_few_pages_stand_without_sections(qtbot: QtBot) -> None:
    shown = navigation(qtbot, more=0)
    assert buttons(shown, "nav-section") == []
    assert buttons(shown, "nav") == [
        f"nav_{name}" for name in (*DAY, "children", "cases", "groups", "accounts", "copies")
    ]


def test_of_many_pages_those_of_every_day_and_of_one_section_are_seen(qtbot: QtBot) -> None:
    shown = navigation(qtbot)
    assert buttons(shown, "nav-section") == ["section_follow_up", "section_care"]  # no heading over nothing
    assert {"nav_today", "nav_daily_7", "nav_children"} <= set(buttons(shown, "nav"))
    assert "nav_accounts" not in buttons(shown, "nav")


def test_a_heading_opens_its_section_and_folds_the_other(qtbot: QtBot) -> None:
    shown = navigation(qtbot)
    heading = shown.findChild(QPushButton, "section_care")
    assert heading is not None
    assert heading.accessibleDescription() == "folded"
    qtbot.keyClick(heading, Qt.Key.Key_Return)
    assert heading.accessibleDescription() == "open"
    assert "nav_accounts" in buttons(shown, "nav")
    assert "nav_children" not in buttons(shown, "nav")
    assert "nav_today" in buttons(shown, "nav")


@pytest.mark.parametrize(
    ("page", "seen"), [("copies", "nav_copies"), ("today", "nav_children"), ("no_page", "nav_children")]
)
def test_the_section_of_the_page_shown_opens(qtbot: QtBot, page: str, seen: str) -> None:
    shown = navigation(qtbot)
    shown.show_chosen(page)
    assert seen in buttons(shown, "nav")
