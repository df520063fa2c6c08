"""The main job by mouse: from no school to a printed growth file, and all of it still there after a lock."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QPlainTextEdit, QWidget

from journeys.conftest import Start
from journeys.driver import PASSWORD, Person
from journeys.steps import (
    ACCOUNT,
    HOMEWORK,
    PURPOSE,
    SAMPLE,
    SCHOOL,
    SLEEP,
    STUDENT,
    STUDENT_COUNT,
    THOUGHTS,
    WORDS,
    expect_preview,
    expect_printed,
    growth_file_page,
)
from xinmiao.features.roster.page.importing import COLUMNS, DONE, ROWS, ImportPage


def test_from_no_school_to_a_printed_growth_file_by_mouse(start: Start, tmp_path: Path) -> None:
    person = start()
    set_up(person)
    import_roster(person)
    open_student(person)
    write_note(person)
    print_growth_file(person, tmp_path / "out.pdf")
    lock_and_unlock(person)


def set_up(person: Person) -> None:
    """Go through the wizard; the recovery sheet is typed back."""
    person.click("wizard_next")
    person.fill("wizard_school_name", SCHOOL)
    person.click("stage_junior")
    person.click("wizard_next")
    person.fill("wizard_account", ACCOUNT)
    person.fill("wizard_password", PASSWORD)
    person.fill("wizard_password_again", PASSWORD)
    person.click("wizard_next")
    code = person.find("recovery_code", QLabel).text().split()
    secret = person.find("school_secret_code", QLabel).text().split()
    person.fill("sheet_typed_code", "-".join(code))
    person.fill("sheet_typed_secret", " ".join(secret).lower())
    person.click("wizard_next")
    person.wait(lambda: person.shell.wizard is not None and person.shell.wizard.done.confirmed)
    person.click("wizard_next")
    person.wait(lambda: person.shell.signed_in is not None)
    person.settle()
    assert person.page.objectName() == "page_today"


def import_roster(person: Person) -> None:
    """Bring in the national export: columns, trial run, confirm."""
    person.click("nav_students")
    person.settle()
    person.click("button_import")
    person.click("import_file")
    person.name_file("file_dialog", SAMPLE)
    page = person.page
    assert isinstance(page, ImportPage)
    person.wait(lambda: page.step == COLUMNS)
    person.click("import_next")
    person.wait(lambda: page.step == ROWS)
    person.settle()
    assert str(STUDENT_COUNT) in person.text("import_next")
    person.click("import_next")
    person.wait(lambda: page.step == DONE)
    assert str(STUDENT_COUNT) in person.text("done_title")
    person.click("done_students")
    person.settle()
    assert person.page.objectName() == "page_students"
    assert str(STUDENT_COUNT) in person.words(person.page)


def open_student(person: Person, *, has_file: bool = False) -> None:
    """Find the student by two letters, click the first one found, open the growth file."""
    person.click("search_box")
    person.type("ww")
    assert person.found()[0] == STUDENT
    found = person.find("search_list", QListWidget)
    area = found.visualItemRect(found.item(0))
    person.qtbot.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    person.wait(lambda: person.page.objectName() == "growth_file")
    person.settle()
    assert STUDENT in person.words(person.page)
    if not has_file:
        person.click("no_file_button")
    person.find("profile_card", QWidget)


def write_note(person: Person) -> None:
    """Open a case, then write and sign its first note."""
    person.click("button_new")
    person.settle()
    person.choose("source", person.find("source", QWidget).itemText(1))  # type: ignore[attr-defined]  # a combo
    person.click("filter_emotion")
    person.click("open_case")
    person.find("free_text", QPlainTextEdit)
    person.fill("started_at", "2026-11-23 09:00")
    person.fill("ended_at", "09:50")
    person.choose("form", person.find("form", QWidget).itemText(1))  # type: ignore[attr-defined]  # a combo
    person.fill("free_text", WORDS)
    person.click("segment_situation")
    person.fill("situation", SLEEP)
    person.click("segment_homework")
    person.fill("homework", HOMEWORK)
    ideation = person.find("ideation_answer", QWidget)
    person.click("segment_yes", ideation)
    person.fill("ideation_words", THOUGHTS)
    person.click("segment_asked_no", person.find("plan_answer", QWidget))
    person.click("sign_note")
    person.find("note_reading", QWidget)
    assert WORDS in person.words(person.page)


def print_growth_file(person: Person, file: Path) -> None:
    """Go back to the student, print the growth file through the preview, save it as a PDF."""
    person.click("header_back", person.page)
    page = growth_file_page(person)
    person.click_menu("header_more", "action_print", page)
    person.fill("print_purpose", PURPOSE)
    person.click("print_go_on")
    expect_preview(person)
    person.click("button_save")
    person.name_file("save_dialog", file)
    person.wait(file.exists)
    person.click("button_close")
    expect_printed(file)


def lock_and_unlock(person: Person) -> None:
    """Lock by the account's menu, sign in again, find the note in the timeline and read it."""
    person.click_menu("account_menu_button", "action_lock")
    person.at_lock_screen()
    for words in (STUDENT, WORDS):
        assert words not in person.words()
    person.fill("password", PASSWORD)
    person.click("enter")
    person.wait(lambda: person.shell.signed_in is not None)
    person.settle()
    open_student(person, has_file=True)
    page = growth_file_page(person)
    assert page.timeline.count() >= 2
    person.click_row(page.timeline.list, WORDS)
    person.find("note_reading", QWidget)
    assert WORDS in person.words(person.page)
    assert THOUGHTS in person.words(person.page)
