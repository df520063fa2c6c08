"""Kept drafts on Today: opened at their place, or thrown away after asking, by key and menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from page_desk import PageDesk
from xinmiao.features.roster import operations as roster
from xinmiao.features.today.page import TodayPage
from xinmiao.features.today.page.task_list import TaskRow
from xinmiao.kernel.tasks import Target

QUESTION = "Throw this draft away?"


def row_of(page: TodayPage, key: str) -> TaskRow:
    (found,) = [row for row in page.findChildren(TaskRow, "task_row") if row.isVisible() and row.task.key == key]
    return found


@pytest.fixture
def student(desk: PageDesk) -> str:
    made = desk.school.run(roster.add_student.bind({"name": "王芳"}, {}))
    desk.school.workspace.custody.drafts.save(f"profile:{made}", b"{}")
    desk.school.workspace.custody.drafts.save("sketch:p1", b"{}")
    return made


def test_enter_opens_the_profile_where_the_draft_waits(desk: PageDesk, student: str, qtbot: QtBot) -> None:
    page = desk.open(TodayPage)
    row = row_of(page, f"draft:profile:{student}")
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert desk.navigator.opened == [Target("student", f"edit:{student}")]


def test_del_throws_a_draft_away_only_after_asking(desk: PageDesk, student: str, qtbot: QtBot) -> None:
    page = desk.open(TodayPage)
    drafts = desk.school.workspace.custody.drafts
    row = row_of(page, f"draft:profile:{student}")
    row.setFocus()
    desk.notices.answer(QUESTION, "keep")
    qtbot.keyClick(row, Qt.Key.Key_Delete)
    assert sorted(drafts.list()) == [f"profile:{student}", "sketch:p1"]
    desk.notices.answer(QUESTION, "discard")
    qtbot.keyClick(row_of(page, f"draft:profile:{student}"), Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: drafts.list() == ("sketch:p1",))
    qtbot.waitUntil(
        lambda: (
            "draft:sketch:p1" in [row.task.key for row in page.findChildren(TaskRow) if row.isVisible()]
            and len(desk.notices.lines) == 1
        )
    )
    assert desk.notices.lines == ["Draft thrown away."]


def test_the_menu_offers_it_and_a_draft_without_a_place_can_only_go(desk: PageDesk, student: str, qtbot: QtBot) -> None:
    page = desk.open(TodayPage)
    row = row_of(page, "draft:sketch:p1")
    assert [action.name for action in row.actions_here()] == ["open_task", "discard_draft"]
    desk.notices.answer(QUESTION, "discard")
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.school.workspace.custody.drafts.list() == (f"profile:{student}",))
    assert desk.navigator.opened == []
    assert page.findChildren(QMenu, "task_menu") == []
