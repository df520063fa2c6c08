"""A kept draft whose note was moved or voided meanwhile, or whose case was closed: the text and its ways out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counselling_room import add_student, new_draft, open_case, saved, signed
from desk_world import DeskWorld
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.page import NoteEditorPage
from xinmiao.features.casework.records import CaseClosing, ClosingEffect, ClosingReason, NoteDraft, NoteState
from xinmiao.kernel.errors import StorageError
from xinmiao.ui.page import Page


@pytest.fixture
def page(world: DeskWorld, show: Callable[[Page], None]) -> NoteEditorPage:
    made = NoteEditorPage(world.context())
    show(made)
    return made


@pytest.fixture
def case_id(world: DeskWorld) -> str:
    return open_case(world.school, add_student(world.school, "王芳"))


def keep(world: DeskWorld, draft: NoteDraft, text: str) -> None:
    """Leave a draft behind, as the editor does."""
    typed = replace(draft, content=replace(draft.content, free_text=text))
    world.drafts.kept[draft.note_id] = json.dumps(typed.to_payload(), ensure_ascii=False).encode()


def labels(page: NoteEditorPage) -> list[str]:
    return [each.text() for each in page.stranding.panel.findChildren(QLabel) if each.isVisible()]


def buttons(page: NoteEditorPage) -> list[str]:
    found = page.stranding.panel.findChildren(QPushButton)
    return [each.objectName() for each in found if each.isVisible()]


def click(qtbot: QtBot, page: NoteEditorPage, name: str) -> None:
    (button,) = [found for found in page.findChildren(QPushButton, name) if found.isVisible()]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_voided_notes_draft_becomes_a_new_note(
    page: NoteEditorPage, world: DeskWorld, case_id: str, qtbot: QtBot
) -> None:
    draft, stamp = signed(world.school, case_id)
    keep(world, draft, "没来得及保存的一句")
    world.school.run(casework.void_note.bind(stamp.note_id, 1, "重复录入"))
    page.open_record(stamp.note_id)
    qtbot.waitUntil(page.stranding.panel.isVisible)
    assert "没来得及保存的一句" in labels(page)
    assert any("重复录入" in text for text in labels(page))
    assert page.stranding.panel.findChildren(QPlainTextEdit) == []
    click(qtbot, page, "stranded_as_new")
    qtbot.waitUntil(lambda: page.is_writing)
    area = page.writing.findChild(QPlainTextEdit, "free_text")
    assert isinstance(area, QPlainTextEdit)
    assert area.toPlainText() == "没来得及保存的一句"
    qtbot.waitUntil(lambda: stamp.note_id not in world.drafts.kept)
    (kept,) = world.drafts.kept
    assert "没来得及保存的一句" in world.drafts.kept[kept].decode()
    page.writing.save()
    states = {line.id: line.state for line in world.school.run(casework.list_notes.bind(case_id))}
    assert states == {stamp.note_id: NoteState.VOIDED, kept: NoteState.DRAFT}


def test_a_moved_notes_draft_goes_where_the_note_went(
    page: NoteEditorPage, world: DeskWorld, case_id: str, qtbot: QtBot
) -> None:
    other = open_case(world.school, add_student(world.school, "王方", 2))
    draft, stamp = saved(world.school, case_id)
    keep(world, draft, "后来写的")
    world.school.run(casework.move_note.bind(stamp.note_id, 1, other, "写错学生"))
    page.open_record(stamp.note_id)
    qtbot.waitUntil(page.stranding.panel.isVisible)
    click(qtbot, page, "stranded_as_new")
    qtbot.waitUntil(lambda: page.is_writing)
    page.writing.save()
    texts = {
        world.school.run(casework.get_note.bind(line.id)).content.free_text
        for line in world.school.run(casework.list_notes.bind(other))
    }
    assert texts == {"近两周睡不好，愿意再来。", "后来写的"}


def test_a_failing_disk_keeps_the_old_draft(page: NoteEditorPage, world: DeskWorld, case_id: str, qtbot: QtBot) -> None:
    draft, stamp = signed(world.school, case_id)
    keep(world, draft, "还在")
    world.school.run(casework.void_note.bind(stamp.note_id, 1, "重复录入"))
    page.open_record(stamp.note_id)
    qtbot.waitUntil(page.stranding.panel.isVisible)
    world.drafts.refusal = StorageError()
    click(qtbot, page, "stranded_as_new")
    qtbot.waitUntil(lambda: page.is_writing)
    qtbot.waitUntil(lambda: "Draft not saved" in page.writing.status.text())
    assert list(world.drafts.kept) == [stamp.note_id]
    world.drafts.refusal = None


def test_a_new_notes_draft_whose_case_was_closed_is_read_and_says_what_to_do(
    page: NoteEditorPage, world: DeskWorld, case_id: str, qtbot: QtBot
) -> None:
    draft = new_draft(world.school, case_id)
    keep(world, draft, "结案之后找到的")
    world.school.run(casework.close_case.bind(case_id, 1, CaseClosing(ClosingReason.OTHER, ClosingEffect.UNKNOWN)))
    page.open_record(draft.note_id)
    qtbot.waitUntil(page.stranding.panel.isVisible)
    assert "结案之后找到的" in labels(page)
    assert "This case is closed." in labels(page)
    assert buttons(page) == ["discard_stranded"]
    assert list(world.drafts.kept) == [draft.note_id]


def test_a_draft_is_not_thrown_away_unasked(page: NoteEditorPage, world: DeskWorld, case_id: str, qtbot: QtBot) -> None:
    draft, stamp = signed(world.school, case_id)
    keep(world, draft, "别丢")
    world.school.run(casework.void_note.bind(stamp.note_id, 1, "重复录入"))
    page.open_record(stamp.note_id)
    qtbot.waitUntil(page.stranding.panel.isVisible)
    world.notices.answer("Throw this draft away?", "keep")
    click(qtbot, page, "discard_stranded")
    assert list(world.drafts.kept) == [stamp.note_id]
    assert page.stranding.panel.findChild(QWidget, "stranded_text") is not None
