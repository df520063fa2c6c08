"""Phrases, templates, risk with its offers, 面谈方式 and the race of two notes, by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counselling_room import add_student, open_case, signed
from desk_world import DeskWorld
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.page import NoteEditorPage, WritingAidsPage
from xinmiao.features.casework.records import PhraseDraft, TemplateDraft
from xinmiao.features.today import operations as today
from xinmiao.ui.page import Page

W = TypeVar("W", bound=QWidget)


def find(page: QWidget, kind: type[W], name: str) -> W:
    found = page.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


@pytest.fixture
def page(world: DeskWorld, show: Callable[[Page], None], qtbot: QtBot) -> NoteEditorPage:
    school = world.school
    school.run(casework.save_phrase.bind(PhraseDraft(school.ids.new(), None, "smqx", "睡眠尚可。")))
    texts = (("situation", "近两周睡眠："), ("homework", "写三件小事"))
    school.run(casework.save_template.bind(TemplateDraft(school.ids.new(), None, "首访", texts)))
    made = NoteEditorPage(world.context())
    show(made)
    made.open_record(open_case(school, add_student(school, "王芳")))
    qtbot.waitUntil(lambda: made.is_writing)
    return made


def test_a_short_key_and_f7_put_the_phrase_in(page: NoteEditorPage, qtbot: QtBot) -> None:
    area = find(page, QPlainTextEdit, "free_text")
    area.insertPlainText("今天来谈。")
    area.setFocus()
    qtbot.keyClicks(area, "smqx")
    qtbot.keyClick(area, Qt.Key.Key_F7)
    assert area.toPlainText() == "今天来谈。睡眠尚可。"


def test_a_template_fills_parts_and_keeps_what_stands_there(page: NoteEditorPage) -> None:
    page.writing.form.parts.add_texts({"situation": "已写的话"})
    menu = page.writing.aids.entries()
    (template,) = menu.findChildren(QAction, "template_首访")
    template.trigger()
    values = page.writing.form.parts.values()
    assert (values["situation"], values["homework"]) == ("已写的话\n近两周睡眠：", "写三件小事")


def test_left_and_right_stay_on_the_tabs(page: NoteEditorPage, qtbot: QtBot) -> None:
    tabs = page.writing.form.parts.tabs
    tabs.setFocus()
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert (tabs.value(), tabs.hasFocus()) == ("main_problem", True)


def test_a_yes_offers_to_tell_the_guardian_and_makes_a_reminder(
    page: NoteEditorPage, world: DeskWorld, qtbot: QtBot
) -> None:
    offers = page.writing.form.risks.consequences
    assert not offers.isVisible()
    item = find(page, QWidget, "support_answer")
    qtbot.keyClick(item, Qt.Key.Key_3)
    assert not offers.isVisible()  # support is good news
    qtbot.keyClick(find(page, QWidget, "ideation_answer"), Qt.Key.Key_3)
    assert offers.isVisible()
    qtbot.mouseClick(find(page, QPushButton, "tell_guardian"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(find(page, QPushButton, "guardian_told"), Qt.MouseButton.LeftButton)
    assert find(page, QLineEdit, "told_whom").text().startswith("Guardian, 2026-11-23")
    page.writing.save()
    (reminder,) = world.school.run(today.list_reminders.bind())
    assert (reminder.line, reminder.due_on, reminder.student_name) == (
        "Tell the guardian", world.school.clock.today(), "王芳",
    )  # fmt: skip


def test_beside_the_student_only_the_note_is_on_the_screen(
    page: NoteEditorPage, world: DeskWorld, qtbot: QtBot
) -> None:
    beside = next(action for action in page.page_actions() if action.name == "beside")
    assert (beside.keys, beside.enabled()) == ("F8", True)
    beside.trigger()
    assert world.navigator.alone
    assert not page.header.isVisible()
    assert not page.writing.form.closing.level.isVisible()
    shown = [label for label in page.findChildren(QWidget) if label.isVisible() and hasattr(label, "text")]
    assert not [label for label in shown if callable(label.text) and "王芳" in str(label.text())]
    assert not next(action for action in page.page_actions() if action.name == "print").enabled()
    qtbot.mouseClick(find(page, QPushButton, "leave_beside"), Qt.MouseButton.LeftButton)
    assert not world.navigator.alone
    assert page.header.isVisible()
    assert page.writing.form.closing.level.isVisible()


def test_the_note_that_was_opened_last_stays_whichever_answer_comes_last(
    page: NoteEditorPage, world: DeskWorld
) -> None:
    """A note moved to another file is read again and opened in its new place in one breath."""
    school = world.school
    old, _stamp = signed(school, open_case(school, add_student(school, "李明")))
    new, _stamp = signed(school, open_case(school, add_student(school, "陈静")))
    late = school.run(casework.get_note_desk.bind(old.note_id))
    page.open_record(old.note_id)
    page.open_record(new.note_id)
    shown = page.note
    assert shown is not None
    page._show_desk(old.note_id, None, late)  # noqa: SLF001 -- the answer that comes too late
    assert page.note is shown
    assert shown.id == new.note_id


def test_phrases_are_made_changed_and_removed_on_their_page(
    world: DeskWorld, qtbot: QtBot, show: Callable[[Page], None]
) -> None:
    page = WritingAidsPage(world.context())
    show(page)
    page.page_actions()[0].trigger()
    qtbot.keyClicks(find(page, QLineEdit, "key"), "bm")
    find(page, QPlainTextEdit, "words").insertPlainText("已说明保密。")
    qtbot.mouseClick(find(page, QPushButton, "save_aid"), Qt.MouseButton.LeftButton)
    page.reload()
    qtbot.waitUntil(lambda: page.table.count() == 1)
    page.table.go(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.mouseClick(find(page, QPushButton, "remove_aid"), Qt.MouseButton.LeftButton)
    page.reload()
    qtbot.waitUntil(lambda: page.table.count() == 0)


def test_a_phrase_that_is_typed_and_not_saved_is_there_again(
    world: DeskWorld, qtbot: QtBot, show: Callable[[Page], None]
) -> None:
    page = WritingAidsPage(world.context())
    show(page)
    page.page_actions()[0].trigger()
    qtbot.waitUntil(page.sheet.isVisible)
    qtbot.keyClicks(find(page, QLineEdit, "key"), "bm")
    page.sheet.ask_close()
    qtbot.waitUntil(page.sheet.isHidden)
    again = WritingAidsPage(world.context())
    show(again)
    again.open_record("phrase.new")
    qtbot.waitUntil(again.sheet.isVisible)
    assert find(again, QLineEdit, "key").text() == "bm"
    find(again, QPlainTextEdit, "words").insertPlainText("已说明保密。")
    qtbot.mouseClick(find(again, QPushButton, "save_aid"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(again.sheet.isHidden)
    again.open_record("phrase.new")
    qtbot.waitUntil(again.sheet.isVisible)
    (key,) = [line for line in again.findChildren(QLineEdit, "key") if line.isVisible()]
    assert key.text() == "", "saved, the draft is gone"
