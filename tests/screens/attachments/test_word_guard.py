"""The word guard under a text: seen, explained, replaced with one click, never in the way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from attachment_desk import AttachmentDesk
from counselling_room import open_case, signed
from xinmiao.documents.word_guard import find
from xinmiao.features.growth_files import operations as growth_files
from xinmiao.features.growth_files.editor.profile_editor import ProfileEditor
from xinmiao.features.growth_files.page.printing import words_to_look_at
from xinmiao.features.growth_files.records import OpeningReason, Profile
from xinmiao.ui import theme
from xinmiao.ui.word_guard import WordGuard


@pytest.fixture
def area(qapp: QApplication, qtbot: QtBot) -> Iterator[QPlainTextEdit]:
    """Give a text with a guard under it, on screen."""
    theme.install(qapp, theme.Theme())
    page = QWidget()
    column = QVBoxLayout(page)
    made = QPlainTextEdit()
    column.addWidget(made)
    column.addWidget(WordGuard(made, find))
    qtbot.addWidget(page)
    page.resize(600, 300)
    page.show()
    yield made
    page.close()


def guard_of(area: QPlainTextEdit) -> WordGuard:
    """Return the guard of a text."""
    page = area.parentWidget()
    assert page is not None
    guard = page.findChild(WordGuard)
    assert guard is not None
    return guard


def test_nothing_is_shown_for_a_neutral_text(area: QPlainTextEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(area, "sleeps well")
    guard_of(area).look()
    assert guard_of(area).isHidden()
    assert area.extraSelections() == []


def test_words_are_underlined_where_they_stand_after_rare_characters_too(area: QPlainTextEdit, qtbot: QtBot) -> None:
    area.setPlainText("𠮷同学是差生，𠮷有抑郁症。\n引用原文：“抑郁症”")
    qtbot.waitUntil(lambda: guard_of(area).words() == ("差生", "抑郁症"))
    marked = [selection.cursor.selectedText() for selection in area.extraSelections()]  # type: ignore[attr-defined]
    assert marked == ["差生", "抑郁症"]
    assert guard_of(area).isVisible()


def test_one_click_replaces_every_standing_and_one_undo_takes_it_back(area: QPlainTextEdit, qtbot: QtBot) -> None:
    area.setPlainText("𠮷是差生。差生")
    guard = guard_of(area)
    qtbot.waitUntil(lambda: guard.words() == ("差生",))
    chip = guard.findChild(QPushButton, "propose_差生_0")
    assert chip is not None
    assert chip.accessibleName() == "Write “学习上需要帮助的学生” instead of “差生”"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert area.toPlainText() == "𠮷是学习上需要帮助的学生。学习上需要帮助的学生"
    assert guard.isHidden()
    area.undo()
    assert area.toPlainText() == "𠮷是差生。差生"


def test_many_words_take_little_room(area: QPlainTextEdit, qtbot: QtBot) -> None:
    area.setPlainText("差生 早恋 网瘾 厌学 叛逆 懒惰")
    guard = guard_of(area)
    qtbot.waitUntil(lambda: len(guard.words()) == 6)
    assert len({chip.objectName() for chip in guard.findChildren(QPushButton) if chip.isVisible()}) == 4


def test_the_profile_is_watched_and_saving_is_never_blocked(desk: AttachmentDesk, qtbot: QtBot) -> None:
    desk.school.run(growth_files.open_growth_file.bind(desk.student, OpeningReason.PRIORITY_GROUP))
    file = desk.school.run(growth_files.get_growth_file.bind(desk.student)).file
    assert file is not None
    editor = ProfileEditor(desk.context, file)
    qtbot.addWidget(editor)
    editor.resize(560, 700)
    editor.show()
    areas, guards = editor.findChildren(QPlainTextEdit), editor.findChildren(WordGuard)
    assert len(areas) == len(guards) > 3
    areas[0].setPlainText("差生")
    qtbot.waitUntil(lambda: sum(guard.isVisible() for guard in guards) == 1)
    editor.save()
    assert "Profile saved." in desk.world.notices.lines
    kept = desk.school.run(growth_files.get_growth_file.bind(desk.student)).file
    assert kept is not None
    assert "差生" in str(kept.profile)


def test_a_paper_is_looked_through_before_it_is_printed(desk: AttachmentDesk) -> None:
    case = open_case(desk.school, desk.student)
    signed(desk.school, case, free_text="他说自己早恋。引用原文：“抑郁症”")
    view = desk.school.run(growth_files.get_growth_file.bind(desk.student))
    assert view.file is not None
    profile = Profile(basic="单亲，差生")
    desk.school.run(growth_files.save_profile.bind(view.file.id, view.file.version, profile))
    sources = tuple(source for feature in desk.context.features for source in feature.timeline)
    chapters = tuple(source for feature in desk.context.features for source in feature.chapters)
    paper = desk.school.run(growth_files.collect_growth_file_print.bind(desk.student, sources, chapters))
    assert words_to_look_at(paper, frozenset({"profile", "timeline", "chapters"})) == ("差生", "早恋")
    assert words_to_look_at(paper, frozenset({"timeline"})) == ()
