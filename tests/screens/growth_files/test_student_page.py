"""The student's page: timeline, profile, opening a file, writing, printing, what changes elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counselling_room import COLLEAGUE, add_student, open_case, signed
from desk_world import DeskWorld
from xinmiao.documents.raster import extract_text
from xinmiao.features.growth_files import operations as growth_files
from xinmiao.features.growth_files.page import GrowthFilePage
from xinmiao.features.growth_files.records import OpeningReason, Profile
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import LeftBehind, Relation
from xinmiao.kernel.operations import Change
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.text_hits import marked
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page
from xinmiao.ui.widgets.buttons import HoldToShow
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.labels import ElidedLabel


@pytest.fixture
def student_id(world: DeskWorld) -> str:
    return add_student(world.school, "王芳")


@pytest.fixture
def page(world: DeskWorld, show: Callable[[Page], None]) -> GrowthFilePage:
    made = GrowthFilePage(world.context())
    world.changes.listen(made.note_changes)
    show(made)
    return made


def click(qtbot: QtBot, page: GrowthFilePage, name: str) -> None:
    (button,) = [found for found in page.findChildren(QPushButton, name) if found.isVisible()]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def profile_field(page: GrowthFilePage, name: str) -> QPlainTextEdit:
    (field,) = [found for found in page.sheet.findChildren(QPlainTextEdit, name) if found.isVisible()]
    return field


def banner_words(page: GrowthFilePage) -> str:
    shown = [banner for banner in page.sheet.findChildren(QWidget, "editor_banner") if banner.isVisible()]
    return shown[0].accessibleName() if shown else ""


def action(page: GrowthFilePage, name: str) -> Action:
    return next(found for found in page.page_actions() if found.name == name)


def texts(page: GrowthFilePage) -> list[str]:
    return [each.text() for each in page.profile.findChildren(QLabel) if each.isVisible()]


def test_the_timeline_shows_everything_and_enter_opens_it(
    page: GrowthFilePage, world: DeskWorld, student_id: str, qtbot: QtBot
) -> None:
    draft, _stamp = signed(world.school, open_case(world.school, student_id))
    page.open_record(student_id)
    qtbot.waitUntil(lambda: page.timeline.count() == 3)
    page.timeline.list.setFocus()
    while (entry := page.timeline.current_entry()) is None or entry.icon != "notebook-pen":
        qtbot.keyClick(page.timeline.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.timeline.list, Qt.Key.Key_Return)
    assert world.navigator.opened == [Target("counselling_note", draft.note_id)]


def test_a_file_is_opened_for_a_student_without_a_case(
    page: GrowthFilePage, world: DeskWorld, student_id: str, qtbot: QtBot
) -> None:
    page.open_record(student_id)
    click(qtbot, page, "no_file_button")
    file = world.school.run(growth_files.get_growth_file.bind(student_id)).file
    assert file is not None
    assert (file.reason, file.opened_on) == (OpeningReason.COUNSELLING, date(2026, 11, 23))
    qtbot.waitUntil(lambda: "Nothing written yet." in texts(page))


def test_the_profile_is_edited_in_the_sheet(
    page: GrowthFilePage, world: DeskWorld, student_id: str, qtbot: QtBot
) -> None:
    world.school.run(growth_files.open_growth_file.bind(student_id, OpeningReason.WARNING))
    page.open_record(student_id)
    click(qtbot, page, "edit_profile")
    family = page.sheet.findChild(QPlainTextEdit, "family")
    assert isinstance(family, QPlainTextEdit)
    qtbot.keyClicks(family, "lives with grandmother")
    click(qtbot, page, "save_profile")
    qtbot.waitUntil(page.sheet.isHidden)
    qtbot.waitUntil(lambda: "lives with grandmother" in texts(page))
    file = world.school.run(growth_files.get_growth_file.bind(student_id)).file
    assert file is not None
    assert file.profile == Profile(family="lives with grandmother")


def test_a_profile_saved_by_a_colleague_meanwhile_keeps_the_sheet_open(
    page: GrowthFilePage, world: DeskWorld, student_id: str, qtbot: QtBot
) -> None:
    file_id = world.school.run(growth_files.open_growth_file.bind(student_id, OpeningReason.WARNING))
    page.open_record(student_id)
    click(qtbot, page, "edit_profile")
    world.school.run(growth_files.save_profile.bind(file_id, 1, Profile(basic="theirs")), COLLEAGUE)
    family = profile_field(page, "family")
    qtbot.keyClicks(family, "mine")
    click(qtbot, page, "save_profile")
    assert "Somebody changed this profile" in banner_words(page)
    assert page.sheet.isVisible()
    click(qtbot, page, "editor_banner_button")
    assert (profile_field(page, "family").toPlainText(), profile_field(page, "basic").toPlainText()) == (
        "mine",
        "theirs",
    )
    click(qtbot, page, "save_profile")
    file = world.school.run(growth_files.get_growth_file.bind(student_id)).file
    assert file is not None
    assert file.profile == Profile(basic="theirs", family="mine")


def test_writing_goes_to_the_editor(page: GrowthFilePage, world: DeskWorld, student_id: str, qtbot: QtBot) -> None:
    page.open_record(student_id)
    click(qtbot, page, "button_new")
    assert world.navigator.opened == [Target("counselling_note", student_id)]


def test_the_whole_file_is_printed(page: GrowthFilePage, world: DeskWorld, student_id: str, qtbot: QtBot) -> None:
    signed(world.school, open_case(world.school, student_id))
    page.open_record(student_id)
    action = next(action for action in page.page_actions() if action.name == "print")
    assert (action.keys, action.enabled()) == ("Ctrl+P", True)
    action.trigger()
    click(qtbot, page, "print_go_on")
    assert world.papers.shown == []
    click(qtbot, page, "purpose_2")
    click(qtbot, page, "print_go_on")
    qtbot.waitUntil(lambda: len(world.papers.shown) == 1)
    assert page.sheet.isHidden()
    paper = world.papers.shown[0]
    text = "".join("".join(extract_text(paper.content)).split())
    assert "近两周睡不好" in text
    assert "Casemeeting" in text
    assert "王芳" not in paper.file_name
    paper.pages.close()


def test_without_a_file_nothing_is_printed(page: GrowthFilePage, student_id: str) -> None:
    page.open_record(student_id)
    assert [action.name for action in page.page_actions() if not action.enabled()] == ["print", "edit_profile", "save"]


def test_a_note_signed_elsewhere_appears(page: GrowthFilePage, world: DeskWorld, student_id: str, qtbot: QtBot) -> None:
    case_id = open_case(world.school, student_id)
    page.open_record(student_id)
    qtbot.waitUntil(lambda: page.timeline.count() == 2)
    _draft, stamp = signed(world.school, case_id)
    page.note_changes(frozenset({Change("counselling_note", stamp.note_id)}))
    qtbot.waitUntil(lambda: page.timeline.count() == 3)


def test_another_student_never_sees_the_one_before(
    page: GrowthFilePage, world: DeskWorld, student_id: str, qtbot: QtBot
) -> None:
    signed(world.school, open_case(world.school, student_id))
    other = add_student(world.school, "李雷", 2)
    page.open_record(student_id)
    qtbot.waitUntil(lambda: page.timeline.count() == 3)
    page.open_record(other)
    qtbot.waitUntil(lambda: "no_file" in [child.objectName() for child in page.profile.children()])
    assert page.timeline.count() == 0


def test_what_is_typed_in_the_profile_is_kept_and_comes_back(
    page: GrowthFilePage, world: DeskWorld, student_id: str, qtbot: QtBot
) -> None:
    world.school.run(growth_files.open_growth_file.bind(student_id, OpeningReason.WARNING))
    page.open_record(student_id)
    click(qtbot, page, "edit_profile")
    qtbot.keyClicks(profile_field(page, "family"), "half a sentence")
    qtbot.keyClick(profile_field(page, "family"), Qt.Key.Key_Escape)
    assert page.sheet.isHidden()
    qtbot.waitUntil(lambda: list(world.drafts.kept) == [f"profile:{student_id}"])
    assert world.notices.lines == ["Kept as a draft; it is there when you open this again."]
    page.open_record(f"edit:{student_id}")
    qtbot.waitUntil(page.sheet.isVisible)
    assert profile_field(page, "family").toPlainText() == "half a sentence"
    assert banner_words(page).startswith("There is a draft from 2026-11-23 10:05")
    save = action(page, "save")
    assert (save.keys, save.enabled()) == ("Ctrl+S", True)
    save.trigger()
    qtbot.waitUntil(lambda: not world.drafts.kept)
    file = world.school.run(growth_files.get_growth_file.bind(student_id)).file
    assert file is not None
    assert file.profile == Profile(family="half a sentence")


def test_a_draft_of_the_profile_can_be_thrown_away(
    page: GrowthFilePage, world: DeskWorld, student_id: str, qtbot: QtBot
) -> None:
    world.school.run(growth_files.open_growth_file.bind(student_id, OpeningReason.WARNING))
    page.open_record(student_id)
    click(qtbot, page, "edit_profile")
    qtbot.keyClicks(profile_field(page, "basic"), "nonsense")
    page.sheet.put_away()
    click(qtbot, page, "edit_profile")
    click(qtbot, page, "editor_banner_button")
    assert profile_field(page, "basic").toPlainText() == ""
    page.sheet.put_away()
    qtbot.waitUntil(lambda: not world.drafts.kept)


def test_a_profile_that_was_not_touched_leaves_no_draft(
    page: GrowthFilePage, world: DeskWorld, student_id: str, qtbot: QtBot
) -> None:
    world.school.run(growth_files.open_growth_file.bind(student_id, OpeningReason.WARNING))
    page.open_record(student_id)
    click(qtbot, page, "edit_profile")
    page.sheet.put_away()
    assert (world.drafts.kept, world.notices.lines) == ({}, [])


def test_a_file_is_opened_with_a_reason_and_the_day_of_the_paper_one(
    page: GrowthFilePage, world: DeskWorld, student_id: str, qtbot: QtBot
) -> None:
    page.open_record(student_id)
    reason = page.profile.findChild(QComboBox, "reason")
    words = page.profile.findChild(QLineEdit, "reason_words")
    day = page.profile.findChild(QLineEdit, "opened_on")
    assert isinstance(reason, QComboBox)
    assert isinstance(words, QLineEdit)
    assert isinstance(day, QLineEdit)
    reason.setCurrentIndex(4)
    day.selectAll()
    qtbot.keyClicks(day, "2024-09-02")
    click(qtbot, page, "no_file_button")
    assert world.school.run(growth_files.get_growth_file.bind(student_id)).file is None
    assert "Please say why in a few words." in texts(page)
    qtbot.keyClicks(words, "moved here")
    click(qtbot, page, "no_file_button")
    file = world.school.run(growth_files.get_growth_file.bind(student_id)).file
    assert file is not None
    assert (file.reason, file.reason_words, file.opened_on) == (OpeningReason.OTHER, "moved here", date(2024, 9, 2))
    qtbot.waitUntil(lambda: "Opened 2024-09-02 · Other reason moved here" in texts(page))


def test_parts_are_left_out_and_characters_without_a_face_are_named_before_printing(
    page: GrowthFilePage, world: DeskWorld, qtbot: QtBot
) -> None:
    rare = add_student(world.school, "㛃䶮𠮷𬭎", 5)
    file_id = world.school.run(growth_files.open_growth_file.bind(rare, OpeningReason.WARNING))
    world.school.run(growth_files.save_profile.bind(file_id, 1, Profile(basic="写着\U0003134a")))
    page.open_record(rare)
    action(page, "print").trigger()
    timeline = page.sheet.findChild(QCheckBox, "part_timeline")
    assert isinstance(timeline, QCheckBox)
    timeline.click()
    purpose = page.sheet.findChild(QLineEdit, "print_purpose")
    assert isinstance(purpose, QLineEdit)
    qtbot.keyClicks(purpose, "for me")
    qtbot.keyClick(purpose, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "U+3134A" in banner_words(page))
    assert world.papers.shown == []
    click(qtbot, page, "editor_banner_button")
    qtbot.waitUntil(lambda: len(world.papers.shown) == 1)
    text = "".join("".join(extract_text(world.papers.shown[0].content)).split())
    assert "㛃䶮𠮷𬭎" in text
    assert "forme" in text
    assert "Growthfileopened" not in text
    world.papers.shown[0].pages.close()


def test_words_are_searched_in_the_notes_of_this_student_only(
    page: GrowthFilePage, world: DeskWorld, student_id: str, qtbot: QtBot
) -> None:
    mine, _stamp = signed(world.school, open_case(world.school, student_id))
    signed(world.school, open_case(world.school, add_student(world.school, "李雷", 2)))
    page.open_record(student_id)
    search = page.timeline.search
    search.setText("睡不")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    qtbot.waitUntil(page.texts.isVisible)
    assert not page.timeline.list.isVisible()
    (hit,) = page.texts.hits.shown_records()
    assert marked(hit.excerpt, hit.marks) == "…近两周【睡不】好，愿意再来。…"
    qtbot.keyClick(search, Qt.Key.Key_Down)
    qtbot.keyClick(page.texts.hits, Qt.Key.Key_Return)
    assert world.navigator.opened == [Target("counselling_note", mine.note_id)]
    qtbot.keyClick(page.texts.hits, Qt.Key.Key_Escape)
    assert page.timeline.list.isVisible()
    assert (search.text(), page.texts.isVisible()) == ("", False)


def test_the_head_says_who_answers_and_hides_the_numbers(page: GrowthFilePage, world: DeskWorld, qtbot: QtBot) -> None:
    details = {"birth_date": date(2013, 5, 6), "left_behind": LeftBehind.BOTH_PARENTS, "orphan": False}
    guardians: tuple[dict[str, Any], ...] = (
        {"name": "王母", "relation": Relation.MOTHER, "phone": "10000001234"},
        {"name": "王父", "relation": Relation.FATHER, "phone": "10000005678", "no_contact": True},
    )
    student = world.school.run(roster.add_student.bind({"name": "王芳"}, details, guardians))
    page.open_record(student)
    assert "13 years old (2013-05-06)" in [each.text() for each in page.header.findChildren(ElidedLabel)]
    chips = [chip.chip().word for chip in page.family.findChildren(StatusChip)]
    assert [str(word) for word in chips] == ["Both parents away", "Do not contact"]
    (held,) = page.family.findChildren(HoldToShow)
    assert held.text() == "100····1234"
    qtbot.mousePress(held, Qt.MouseButton.LeftButton)
    assert held.text() == "10000001234"
    qtbot.mouseRelease(held, Qt.MouseButton.LeftButton)
    assert held.text() == "100····1234"
    question = "This person is marked “do not contact”. Show the number all the same?"
    world.notices.answer(question, "keep")
    click(qtbot, page, "ask_phone")
    assert len(page.family.findChildren(HoldToShow)) == 1
    world.notices.answer(question, "show")
    click(qtbot, page, "ask_phone")
    assert [each.text() for each in page.family.findChildren(HoldToShow)] == ["100····1234", "100····5678"]


def test_correcting_the_record_goes_to_the_roster(page: GrowthFilePage, world: DeskWorld, student_id: str) -> None:
    page.open_record(student_id)
    correct = action(page, "correct")
    assert correct.keys == "F2"
    correct.trigger()
    assert world.navigator.opened == [Target("students", f"edit:{student_id}")]
