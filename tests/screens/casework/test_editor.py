"""The note editor by keyboard and mouse: write, save, sign, be refused, amend, move, void, drafts."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counselling_room import COLLEAGUE, add_student, local, open_case, saved, signed
from desk_world import DeskWorld
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.page import NoteEditorPage
from xinmiao.features.casework.records import (
    NoteForm,
    NoteStart,
    NoteState,
    NoteView,
    Problem,
    RiskAnswer,
    note_start_target,
)
from xinmiao.features.today import operations as today
from xinmiao.kernel.errors import Conflict
from xinmiao.kernel.tasks import Target
from xinmiao.ui.page import Page

W = TypeVar("W", bound=QWidget)


def find(page: QWidget, kind: type[W], name: str) -> W:
    """Return the widget of this name."""
    found = page.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


class Desk:
    """An editor page as a person uses it."""

    def __init__(self, world: DeskWorld, qtbot: QtBot, show: Callable[[Page], None]) -> None:
        self.world, self.qtbot = world, qtbot
        self.page = NoteEditorPage(world.context())
        show(self.page)

    def open(self, record_id: str) -> None:
        self.page.open_record(record_id)
        self.qtbot.waitUntil(lambda: self.page._desk is not None)  # noqa: SLF001 -- the answer has come

    def line(self, name: str) -> QLineEdit:
        return find(self.page, QLineEdit, name)

    def type_into(self, name: str, text: str) -> None:
        widget = find(self.page, QWidget, name)
        widget.setFocus()
        if isinstance(widget, QLineEdit):
            widget.selectAll()
        self.qtbot.keyClicks(widget, text)

    def click(self, name: str) -> None:
        self.qtbot.mouseClick(find(self.page, QPushButton, name), Qt.MouseButton.LeftButton)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused = self.page.window().focusWidget()
        assert focused is not None
        self.qtbot.keyClick(focused, key, modifiers)

    def problems(self) -> str:
        return find(self.page, QLabel, "problems").text()

    def note(self, note_id: str) -> NoteView:
        return self.world.school.run(casework.get_note.bind(note_id))

    def only_note(self, case_id: str) -> NoteView:
        (line,) = self.world.school.run(casework.list_notes.bind(case_id))
        return self.note(line.id)


@pytest.fixture
def desk(world: DeskWorld, qtbot: QtBot, show: Callable[[Page], None]) -> Desk:
    return Desk(world, qtbot, show)


@pytest.fixture
def student_id(world: DeskWorld) -> str:
    return add_student(world.school, "王芳")


@pytest.fixture
def case_id(world: DeskWorld, student_id: str) -> str:
    return open_case(world.school, student_id)


def test_a_note_is_written_by_keyboard_and_signed(desk: Desk, student_id: str, case_id: str) -> None:
    desk.open(student_id)
    words = desk.page.window().focusWidget()
    assert isinstance(words, QPlainTextEdit)
    assert words.objectName() == "free_text"
    desk.qtbot.keyClicks(words, "sleeps better")
    desk.type_into("started_at", "2026-11-23 10:00")
    desk.type_into("ended_at", "10:04")
    desk.type_into("place", "room 2")
    find(desk.page, QWidget, "ideation_answer").setFocus()
    desk.press(Qt.Key.Key_3)
    desk.qtbot.keyClicks(desk.page.window().focusWidget(), "once, last year")
    desk.type_into("next_time", "same time")
    desk.type_into("next_on", "2026-11-30")
    desk.type_into("told_whom", "nobody")
    desk.click("sign_note")
    assert desk.problems() == ""
    note = desk.only_note(case_id)
    assert (note.state, note.content.free_text, note.content.place) == (NoteState.SIGNED, "sleeps better", "room 2")
    assert (note.content.started_at, note.content.ended_at) == (local("2026-11-23 10:00"), local("2026-11-23 10:04"))
    assert (note.content.ideation, note.content.ideation_words) == (RiskAnswer.YES, "once, last year")
    assert (note.content.next_on, note.content.told_whom) == (date(2026, 11, 30), "nobody")
    assert not desk.page.is_writing
    assert desk.world.notices.lines == ["Signed and saved."]


def test_ctrl_tab_turns_to_the_parts_and_each_keeps_its_text(desk: Desk, case_id: str) -> None:
    desk.open(case_id)
    for text in ("free", "now", "why"):
        desk.qtbot.keyClicks(desk.page.window().focusWidget(), text)
        desk.press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    desk.page.writing.save()
    content = desk.only_note(case_id).content
    assert (content.free_text, content.situation, content.main_problem) == ("free", "now", "why")
    assert find(desk.page, QPushButton, "segment_situation").text() == "Present situation •"
    assert find(desk.page, QPushButton, "segment_effect").text() == "Effect seen"


def test_a_note_of_a_known_talk_has_its_times_also_when_the_case_is_opened_first(desk: Desk, student_id: str) -> None:
    times = (local("2026-11-23 08:05"), local("2026-11-23 08:40"))
    desk.open(note_start_target(NoteStart(student_id, *times, "room 2", NoteForm.PHONE)).record)
    case = open_case(desk.world.school, student_id)
    desk.page.opening.opened.emit(case)
    desk.qtbot.keyClicks(desk.page.window().focusWidget(), "by telephone")
    desk.page.writing.save()
    content = desk.only_note(case).content
    assert (content.started_at, content.ended_at) == times
    assert (content.place, content.form) == ("room 2", NoteForm.PHONE)


def test_saving_without_a_signature_leaves_gaps_and_goes_on(desk: Desk, case_id: str) -> None:
    desk.open(case_id)
    desk.type_into("free_text", "first")
    desk.click("save_note")
    assert desk.page.is_writing
    assert desk.only_note(case_id).state is NoteState.DRAFT
    assert find(desk.page, QLabel, "draft_status").text() == "Saved, not signed yet."
    desk.type_into("free_text", " and more")
    desk.click("save_note")
    assert desk.only_note(case_id).content.free_text == "first and more"
    assert desk.only_note(case_id).version == 2


def test_what_forbids_signing_is_said_and_the_first_field_has_the_keyboard(desk: Desk, case_id: str) -> None:
    desk.open(case_id)
    assert desk.line("ideation_not_asked_reason").isVisible()
    desk.click("sign_note")
    end, text, reason = desk.problems().splitlines()
    assert end == "End: Please fill in the end before you sign."
    assert text == "Free text: Please write at least one sentence before you sign."
    assert reason.startswith("Why thoughts were not asked about: Ask about thoughts")
    assert desk.page.window().focusWidget().objectName() == "ended_at"
    desk.click("ended_now")
    assert desk.line("ended_at").text() == "10:05"
    assert desk.world.school.run(casework.list_notes.bind(case_id)) == ()


def test_typing_that_is_no_time_is_said_before_anything_is_saved(desk: Desk, case_id: str) -> None:
    desk.open(case_id)
    desk.type_into("ended_at", "soon")
    desk.type_into("next_on", "sometime")
    desk.click("save_note")
    assert "End: Please type a time such as 10:50." in desk.problems()
    assert "Date of the next time: Please type a date such as 2026-11-23." in desk.problems()
    assert desk.world.school.run(casework.list_notes.bind(case_id)) == ()


def test_the_reason_line_goes_when_the_question_was_asked(desk: Desk, case_id: str) -> None:
    desk.open(case_id)
    find(desk.page, QWidget, "ideation_answer").setFocus()
    desk.press(Qt.Key.Key_2)
    assert not desk.line("ideation_not_asked_reason").isVisible()


def test_typing_is_kept_as_a_draft_and_comes_back(desk: Desk, case_id: str) -> None:
    desk.open(case_id)
    desk.type_into("free_text", "half a sent")
    desk.page.may_leave()
    (key,) = desk.world.drafts.kept
    assert json.loads(desk.world.drafts.kept[key])["content"]["free_text"] == "half a sent"
    desk.open(case_id)
    assert find(desk.page, QPlainTextEdit, "free_text").toPlainText() == ""
    desk.open(key)
    assert find(desk.page, QPlainTextEdit, "free_text").toPlainText() == "half a sent"
    desk.click("save_note")
    assert desk.only_note(case_id).id == key
    desk.qtbot.waitUntil(lambda: not desk.world.drafts.kept)


def test_a_draft_is_thrown_away_only_after_asking(desk: Desk, case_id: str) -> None:
    draft, _stamp = saved(desk.world.school, case_id, free_text="saved")
    desk.open(draft.note_id)
    desk.type_into("free_text", "more ")
    desk.page.may_leave()
    assert desk.world.drafts.kept
    discard = next(
        action
        for action in desk.page.corrections.actions(desk.note(draft.note_id), desk.page.writing)
        if action.name == "discard"
    )
    desk.world.notices.answer("Discard what you typed since the last saving?", "keep")
    discard.trigger()
    assert desk.world.drafts.kept
    desk.world.notices.answer("Discard what you typed since the last saving?", "discard")
    discard.trigger()
    desk.qtbot.waitUntil(lambda: not desk.world.drafts.kept)
    assert find(desk.page, QPlainTextEdit, "free_text").toPlainText() == "saved"


def test_a_reminder_is_made_once(desk: Desk, case_id: str) -> None:
    desk.open(case_id)
    desk.type_into("reminder", "ask grandmother")
    desk.type_into("reminder_on", "2026-11-27")
    desk.click("save_note")
    desk.click("save_note")
    (reminder,) = desk.world.school.run(today.list_reminders.bind())
    assert (reminder.line, reminder.due_on) == ("ask grandmother", date(2026, 11, 27))
    assert desk.line("reminder").text() == ""


def test_a_student_without_a_case_gets_one_in_two_answers(desk: Desk, student_id: str) -> None:
    desk.open(student_id)
    assert not desk.page.is_writing
    desk.click("open_case")
    assert desk.world.school.run(casework.list_cases.bind()) == ()
    source = find(desk.page, QComboBox, "source")
    source.setFocus()
    desk.press(Qt.Key.Key_Down)
    desk.click("filter_emotion")
    desk.click("filter_family")
    desk.click("open_case")
    desk.qtbot.waitUntil(lambda: desk.page.is_writing)
    (case,) = desk.world.school.run(casework.list_cases.bind())
    assert case.presenting_problems == (Problem.EMOTION, Problem.FAMILY)


def test_a_signed_note_is_read_and_amended_with_a_reason(desk: Desk, case_id: str) -> None:
    draft, _stamp = signed(desk.world.school, case_id)
    desk.open(draft.note_id)
    assert not desk.page.is_writing
    texts = [each.text() for each in desk.page.reading.findChildren(QLabel)]
    assert "近两周睡不好，愿意再来。" in texts
    desk.click("button_amend")
    assert desk.page.is_writing
    assert not find(desk.page, QPushButton, "save_note").isVisible()
    find(desk.page, QPlainTextEdit, "free_text").setPlainText("近三周睡不好。")
    desk.click("sign_note")
    assert desk.problems() == "Reason: Please fill this in."
    desk.type_into("reason", "wrong length")
    desk.click("sign_note")
    note = desk.note(draft.note_id)
    assert (note.content.free_text, note.amendments, note.state) == ("近三周睡不好。", 1, NoteState.SIGNED)


def test_the_history_shows_before_and_after(desk: Desk, case_id: str) -> None:
    draft, _stamp = signed(desk.world.school, case_id)
    changed = replace(draft, content=replace(draft.content, place="操场"), reason="写错地点")
    desk.world.school.run(casework.amend_note.bind(changed))
    desk.open(draft.note_id)
    desk.page.corrections.show_history(desk.note(draft.note_id))
    shown = [each.text() for each in find(desk.page, QWidget, "note_history").findChildren(QLabel)]
    for expected in ("Amended", "Reason: 写错地点", "Before: 辅导室", "After: 操场", "Signed"):
        assert expected in shown


def test_a_colleagues_note_is_only_read(world: DeskWorld, qtbot: QtBot, show: Callable[[Page], None]) -> None:
    case_id = open_case(world.school, add_student(world.school, "王芳"))
    draft, _stamp = saved(world.school, case_id)
    world.actor = COLLEAGUE
    desk = Desk(world, qtbot, show)
    desk.open(draft.note_id)
    assert not desk.page.is_writing
    names = [
        action.name
        for action in desk.page.corrections.actions(
            world.school.run(casework.get_note.bind(draft.note_id), COLLEAGUE), desk.page.writing
        )
    ]
    assert names == ["print", "history"]


def test_voiding_asks_why_and_shows_it(desk: Desk, case_id: str) -> None:
    draft, _stamp = signed(desk.world.school, case_id)
    desk.open(draft.note_id)
    desk.page.corrections.ask_void(desk.note(draft.note_id))
    desk.click("confirm_removal")
    assert desk.note(draft.note_id).state is NoteState.SIGNED
    desk.type_into("removal_reason", "typed twice")
    desk.click("confirm_removal")
    assert desk.note(draft.note_id).state is NoteState.VOIDED
    banner = desk.page.reading.findChild(QWidget, "removed_banner")
    assert banner is not None
    assert "typed twice" in banner.accessibleName()


def test_moving_offers_own_open_cases_and_goes_there(desk: Desk, case_id: str) -> None:
    other = open_case(desk.world.school, add_student(desk.world.school, "王方", 2))
    open_case(desk.world.school, add_student(desk.world.school, "李雷", 3), COLLEAGUE)
    draft, _stamp = signed(desk.world.school, case_id)
    desk.open(draft.note_id)
    desk.page.corrections.ask_move(desk.note(draft.note_id))
    target = find(desk.page, QComboBox, "target_case")
    assert [target.itemText(place) for place in range(target.count())] == ["王方 · 七年级2班 · 2026-002"]
    desk.type_into("removal_reason", "same sound")
    desk.click("confirm_removal")
    arrived = desk.only_note(other)
    assert desk.note(draft.note_id).state is NoteState.MOVED
    assert desk.world.navigator.opened == [Target("counselling_note", arrived.id)]


def test_a_conflict_keeps_the_text_on_screen_and_as_a_draft(desk: Desk, case_id: str) -> None:
    draft, _stamp = saved(desk.world.school, case_id, free_text="one")
    desk.open(draft.note_id)
    desk.world.school.run(casework.save_note.bind(replace(draft, content=replace(draft.content, free_text="two"))))
    desk.type_into("free_text", "mine ")
    desk.click("save_note")
    assert isinstance(desk.world.notices.errors[-1], Conflict)
    assert "mine" in find(desk.page, QPlainTextEdit, "free_text").toPlainText()
    desk.page.may_leave()
    assert "mine" in desk.world.drafts.kept[draft.note_id].decode()


def test_the_note_is_printed_through_the_preview(desk: Desk, case_id: str) -> None:
    draft, _stamp = signed(desk.world.school, case_id)
    desk.open(draft.note_id)
    desk.page.corrections.print_note(desk.note(draft.note_id))
    desk.click("purpose_1")
    desk.click("print_go_on")
    desk.qtbot.waitUntil(lambda: len(desk.world.papers.shown) == 1)
    paper = desk.world.papers.shown[0]
    assert paper.content.startswith(b"%PDF")
    assert "王芳" not in paper.file_name
    paper.pages.close()


def test_the_main_parts_need_no_scrolling_at_1366(chinese: None, desk: Desk, case_id: str) -> None:
    desk.open(case_id)
    assert desk.page.width() == 1166
    area = find(desk.page, QPlainTextEdit, "free_text")
    assert area.height() >= 150
    for name in ("when_line", "risk_row", "closing_questions", "sign_note"):
        widget = find(desk.page, QWidget, name)
        corner = widget.mapTo(desk.page, widget.rect().bottomRight())
        assert (corner.x() <= 1166, corner.y() <= 668) == (True, True), name


def test_words_about_the_next_meeting_become_a_day_and_a_time(desk: Desk, case_id: str) -> None:
    desk.open(case_id)
    closing = desk.page.writing.form.closing
    desk.type_into("started_at", "2026-11-23 09:10")
    desk.type_into("next_time", "same time next week")
    desk.press(Qt.Key.Key_Tab)
    assert (closing.next_on.value(), closing.next_time.value()) == (date(2026, 11, 30), "09:10")
    desk.type_into("next_time", "comes when needed")
    desk.press(Qt.Key.Key_Tab)
    assert (closing.next_on.value(), closing.next_time.value()) == (date(2026, 11, 30), "comes when needed")
    desk.type_into("next_time", "12-04")
    desk.press(Qt.Key.Key_Tab)
    assert closing.next_on.value() == date(2026, 11, 30), "a day that stands there is not overwritten"
