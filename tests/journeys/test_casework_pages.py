"""The pages of casework and growth files in the real program: a note in the wrong file, a case ended, the family."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from clipping import clipped
from counselling_room import CONTENT
from journeys.conftest import Start
from journeys.driver import CTRL, SHIFT, Person
from journeys.marked_school import OTHER_STUDENT, OWN_STUDENT, SECRETS, MarkedSchool, fill
from signed_in import FOUNDER_PASSWORD, SignedInSchool
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseOpening, CaseSource, NoteDraft, Problem
from xinmiao.features.growth_files.page import GrowthFilePage
from xinmiao.kernel import texts
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.timeline import TimelineEntry
from xinmiao.ui.page import Page
from xinmiao.ui.timeline_model import TimelineModel

KEY = Qt.Key


@pytest.fixture
def marked(school: SignedInSchool) -> MarkedSchool:
    """Give a school in which two students have a case, locked."""
    made = fill(school)
    school.workspace.custody.drafts.discard("note-7781")
    opening = CaseOpening(school.means.ids.new(), made.other_student, CaseSource.SELF, (Problem.STUDY,))
    school.run(casework.open_case.bind(opening))
    school.lock()
    return made


@pytest.fixture
def person(start: Start, marked: MarkedSchool) -> Person:
    """Sign in as the counsellor."""
    somebody = start()
    somebody.sign_in(FOUNDER_PASSWORD, "周老师")
    return somebody


def open_student(person: Person, student: str) -> GrowthFilePage:
    person.bench.open(Target("student", student))
    person.wait(lambda: person.page.objectName() == "growth_file")
    person.settle()
    page = person.page
    assert isinstance(page, GrowthFilePage)
    return page


def entries(page: GrowthFilePage) -> list[TimelineEntry]:
    model = page.timeline.list.model()
    assert isinstance(model, TimelineModel)
    found = (model.entry_at(model.index(row, 0)) for row in range(model.rowCount()))
    return [entry for entry in found if entry is not None]


def open_note(person: Person, page: GrowthFilePage) -> Page:
    """Go to the first note of the timeline by keyboard."""
    page.timeline.list.setFocus()
    person.press(KEY.Key_Down)
    while (entry := page.timeline.current_entry()) is None or entry.icon != "notebook-pen":
        person.press(KEY.Key_Down)
    person.press(KEY.Key_Return)
    person.wait(lambda: person.page.objectName() == "note_editor")
    person.find("note_text", QWidget)
    person.settle()
    return person.page


def test_a_note_in_the_wrong_file_is_moved_and_both_timelines_say_so(person: Person, marked: MarkedSchool) -> None:
    page = open_student(person, marked.own_student)
    note = open_note(person, page)
    person.click_menu("header_more", "action_move", note)
    person.find("note_removal", QWidget)
    person.click("confirm_removal")
    reason = texts.tr("Please say why; it stays readable beside the note.")
    person.wait(lambda: reason in person.words(note))
    person.fill("removal_reason", "写错了学生")
    person.press_enter_at("confirm_removal")
    person.wait(lambda: person.seen("arrived_banner", QWidget) is not None)
    assert OTHER_STUDENT in person.words(person.page)
    here = entries(open_student(person, marked.own_student))
    moved = [entry for entry in here if entry.icon == "notebook-pen"]
    assert [entry.state for entry in moved] == ["已移出"]
    assert "写错了学生" in moved[0].excerpt
    there = [entry for entry in entries(open_student(person, marked.other_student)) if entry.icon == "notebook-pen"]
    assert [entry.state for entry in there] == [""]
    assert SECRETS["note"] in there[0].excerpt


def test_a_note_is_voided_by_keyboard_and_stays_readable(person: Person, marked: MarkedSchool) -> None:
    note = open_note(person, open_student(person, marked.own_student))
    person.click_menu("header_more", "action_void", note)
    person.find("note_removal", QWidget)
    person.type("重复录入")
    person.press_enter_at("confirm_removal")
    person.wait(lambda: person.seen("removed_banner", QWidget) is not None)
    assert SECRETS["note"] in person.words(person.page)
    entry = next(entry for entry in entries(open_student(person, marked.own_student)) if entry.icon == "notebook-pen")
    assert "重复录入" in entry.excerpt


def test_a_case_is_closed_from_the_caseload_by_keyboard(person: Person, marked: MarkedSchool) -> None:
    person.bench.open(Target("casework", marked.case))
    person.settle()
    person.press(KEY.Key_E, CTRL | SHIFT)
    person.find("case_end", QWidget)
    person.choose("closing_reason", "目标达成")
    person.choose("closing_effect", "好转")
    person.press(KEY.Key_S, CTRL)
    person.wait(lambda: person.seen("case_end", QWidget) is None)
    person.settle()
    assert "已结案  1" in person.words(person.page)


def test_a_half_written_profile_survives_a_lock_and_is_found_on_today(person: Person, marked: MarkedSchool) -> None:
    open_student(person, marked.own_student)
    person.click("edit_profile")
    person.fill("family", "外婆照看")
    person.press(KEY.Key_L, CTRL)
    person.sign_in(FOUNDER_PASSWORD)
    assert f"{OWN_STUDENT}的档案内容没有保存" in person.words(person.page)
    row = next(row for row in person.page.findChildren(QWidget, "task_row") if OWN_STUDENT in row.accessibleName())
    person.click_on(row)
    person.find("profile_editor", QWidget)
    assert person.find("family", QPlainTextEdit).toPlainText() == "外婆照看"
    assert "有未保存的草稿" in person.find("editor_banner", QWidget).accessibleName()
    person.press(KEY.Key_S, CTRL)
    person.wait(lambda: person.seen("profile_editor", QWidget) is None)
    person.settle()
    assert "外婆照看" in person.words(person.page)


def test_the_phone_is_seen_only_while_it_is_held(person: Person, marked: MarkedSchool) -> None:
    page = open_student(person, marked.own_student)
    assert SECRETS["phone"] not in person.words(page)
    held = person.find("phone", QWidget)
    person.qtbot.mousePress(held, Qt.MouseButton.LeftButton)
    assert SECRETS["phone"] in person.words(page)
    person.qtbot.mouseRelease(held, Qt.MouseButton.LeftButton)
    assert SECRETS["phone"] not in person.words(page)


def test_words_are_found_in_the_notes_from_the_students_page(person: Person, marked: MarkedSchool) -> None:
    page = open_student(person, marked.own_student)
    person.press(KEY.Key_F, CTRL)
    person.type("整夜")
    person.press(KEY.Key_Return)
    person.wait(page.texts.isVisible)
    person.press(KEY.Key_Down)
    person.press(KEY.Key_Return)
    person.wait(lambda: person.page.objectName() == "note_editor")


def nothing_cut(person: Person, under: QWidget) -> None:
    """Wait until a sheet that slides in has its place, then look for words without room."""
    person.settle()
    person.wait(lambda: clipped(under) == [])


@pytest.mark.parametrize("language", ["zh_CN", ""])
def test_no_word_is_cut_on_these_pages_and_their_sheets(start: Start, marked: MarkedSchool, language: str) -> None:
    person = start()
    person.sign_in(FOUNDER_PASSWORD, "周老师")
    if not language:
        texts.install(None)  # the msgids are English
    page = open_student(person, marked.own_student)
    nothing_cut(person, page)
    person.press(KEY.Key_P, CTRL)
    person.find("print_question", QWidget)
    nothing_cut(person, page)
    person.press(KEY.Key_Escape)
    person.click("edit_profile")
    person.find("profile_editor", QWidget)
    nothing_cut(person, page.sheet)
    person.press(KEY.Key_Escape)
    person.bench.open(Target("casework", marked.case))
    person.settle()
    nothing_cut(person, person.page)
    for key, sheet in ((KEY.Key_F2, "case_facts"), (KEY.Key_E, "case_end")):
        person.press(key, CTRL | SHIFT if key is KEY.Key_E else Qt.KeyboardModifier.NoModifier)
        person.find(sheet, QWidget)
        nothing_cut(person, person.page)
        person.press(KEY.Key_Escape)


def test_a_draft_whose_note_was_voided_can_be_thrown_away_there(
    start: Start, marked: MarkedSchool, school: SignedInSchool
) -> None:
    school.sign_in("周老师", FOUNDER_PASSWORD)
    draft = NoteDraft(school.means.ids.new(), marked.case, None, CONTENT)
    stamp = school.run(casework.save_note.bind(draft))
    kept = NoteDraft(draft.note_id, draft.case_id, stamp.version, CONTENT)
    school.workspace.custody.drafts.save(draft.note_id, json.dumps(kept.to_payload()).encode())
    school.run(casework.void_note.bind(draft.note_id, stamp.version, "重复录入"))
    school.lock()
    person = start()
    person.sign_in(FOUNDER_PASSWORD, "周老师")
    person.bench.open(Target("counselling_note", draft.note_id))
    person.find("stranded_text", QWidget)
    assert clipped(person.page) == []
    person.click("discard_stranded")
    person.click("choice_discard")
    person.wait(lambda: person.seen("removed_banner", QWidget) is not None)
    assert not list((person.program.folder / "drafts").glob("*.draft"))
