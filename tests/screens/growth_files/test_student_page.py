"""The student's page: timeline, profile, opening a file, writing, printing, what changes elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from counselling_room import COLLEAGUE, add_student, open_case, signed
from desk_world import DeskWorld
from xinmiao.documents.raster import extract_text
from xinmiao.features.growth_files import operations as growth_files
from xinmiao.features.growth_files.page import GrowthFilePage
from xinmiao.features.growth_files.records import OpeningReason, Profile
from xinmiao.kernel.errors import Conflict
from xinmiao.kernel.operations import Change
from xinmiao.kernel.tasks import Target
from xinmiao.ui.page import Page


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
    button = page.findChild(QPushButton, name)
    assert isinstance(button, QPushButton), name
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


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
    assert file.reason is OpeningReason.PRIORITY_GROUP
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
    click(qtbot, page, "save_profile")
    assert isinstance(world.notices.errors[-1], Conflict)
    assert page.sheet.isVisible()


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
    qtbot.waitUntil(lambda: len(world.papers.shown) == 1)
    paper = world.papers.shown[0]
    assert "近两周睡不好" in "".join("".join(extract_text(paper.content)).split())
    assert "王芳" not in paper.file_name
    paper.pages.close()


def test_without_a_file_nothing_is_printed(page: GrowthFilePage, student_id: str) -> None:
    page.open_record(student_id)
    assert [action.name for action in page.page_actions() if not action.enabled()] == ["print", "edit_profile"]


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
