"""The main job by keys alone: the same way as by mouse, and nothing is clicked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from journeys.conftest import Start
from journeys.driver import ALT, CTRL, PASSWORD, SHIFT, Person
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

KEY = Qt.Key


def test_from_no_school_to_a_printed_growth_file_by_keyboard(start: Start, tmp_path: Path) -> None:
    person = start()
    set_up(person)
    import_roster(person)
    open_student(person)
    write_note(person)
    print_growth_file(person, tmp_path / "out.pdf")
    lock_and_unlock(person)


def set_up(person: Person) -> None:
    """Go through the wizard by Tab, Space and Enter; the recovery sheet is put off."""
    person.find("wizard_next", QWidget)
    person.press_enter_at("wizard_next")
    person.go_to("wizard_school_name")
    person.type(SCHOOL)
    person.go_to("stage_junior")
    person.press(KEY.Key_Space)
    person.press_enter_at("wizard_next")
    person.go_to("wizard_account")
    person.type(ACCOUNT)
    person.press(KEY.Key_Return)
    person.type(PASSWORD)
    person.press(KEY.Key_Return)
    person.type(PASSWORD)
    person.press(KEY.Key_Return)
    person.find("recovery_code", QLabel)
    person.press_enter_at("wizard_later")
    person.press_enter_at("wizard_next")
    person.wait(lambda: person.shell.signed_in is not None)
    person.settle()
    assert person.page.objectName() == "page_today"


def import_roster(person: Person) -> None:
    """Alt+2 to the students, Ctrl+I to the import, Enter through its steps."""
    person.press(KEY.Key_2, ALT)
    person.settle()
    person.press(KEY.Key_I, CTRL)
    person.settle()
    page = person.page
    assert isinstance(page, ImportPage)
    person.go_to("import_file")
    person.press(KEY.Key_Space)
    person.name_file("file_dialog", SAMPLE)
    person.wait(lambda: page.step == COLUMNS)
    person.press(KEY.Key_S, CTRL)
    person.wait(lambda: page.step == ROWS)
    person.settle()
    person.press(KEY.Key_S, CTRL)
    person.wait(lambda: page.step == DONE)
    assert str(STUDENT_COUNT) in person.text("done_title")
    person.press_enter_at("done_students")
    person.settle()
    assert str(STUDENT_COUNT) in person.words(person.page)


def open_student(person: Person) -> None:
    """Ctrl+K, two letters, Enter."""
    person.press(KEY.Key_K, CTRL)
    person.type("ww")
    assert person.found()[0] == STUDENT
    person.press(KEY.Key_Return)
    growth_file_page(person)
    assert STUDENT in person.words(person.page)


def write_note(person: Person) -> None:
    """Ctrl+N, the two questions of a case, every field by Tab, Ctrl+Tab to a part, Ctrl+Enter signs."""
    person.press(KEY.Key_N, CTRL)
    person.find("open_case", QWidget)
    person.wait(lambda: person.focus.objectName() == "source")
    person.press(KEY.Key_Down)
    person.settle()  # the problem codes of the school are there
    person.go_to("filter_emotion")
    person.press(KEY.Key_Space)
    person.press_enter_at("open_case")
    person.find("free_text", QPlainTextEdit)
    person.wait(lambda: person.focus.objectName() == "free_text")
    person.type(WORDS)
    person.press(KEY.Key_Tab, CTRL)
    assert person.focus.objectName() == "situation"
    person.type(SLEEP)
    person.go_to("started_at", back=True)
    person.press(KEY.Key_A, CTRL)
    person.type("2026-11-23 09:00")
    person.go_to("ended_at")
    person.type("09:50")
    person.go_to("form")
    person.press(KEY.Key_Down)
    person.go_to("ideation_answer")
    person.press(KEY.Key_3)
    assert person.focus.objectName() == "ideation_words"
    person.type(THOUGHTS)
    person.go_to("plan_answer")
    person.press(KEY.Key_2)
    for _turn in range(2):
        person.press(KEY.Key_Backtab, CTRL | SHIFT)
    assert person.focus.objectName() == "homework"
    person.type(HOMEWORK)
    person.press(KEY.Key_S, CTRL)
    person.wait(lambda: person.text("draft_status"))
    person.press(KEY.Key_Return, CTRL)
    person.find("note_reading", QWidget)
    assert WORDS in person.words(person.page)


def print_growth_file(person: Person, file: Path) -> None:
    """Alt+Left to the student, Ctrl+P, Ctrl+S in the preview, Esc."""
    person.press(KEY.Key_Left, ALT)
    growth_file_page(person)
    person.press(KEY.Key_P, CTRL)
    person.wait(lambda: person.focus.objectName() == "print_purpose")
    person.press(KEY.Key_A, CTRL)
    person.type(PURPOSE)
    person.press(KEY.Key_Return)
    expect_preview(person)
    person.press(KEY.Key_S, CTRL)
    person.name_file("save_dialog", file)
    person.wait(file.exists)
    person.press(KEY.Key_Escape)
    person.wait(lambda: person.seen("preview", QWidget, person.shell) is None)
    expect_printed(file)


def lock_and_unlock(person: Person) -> None:
    """Ctrl+L, the password, Ctrl+K, Enter; Down to the note in the timeline, Enter."""
    person.press(KEY.Key_L, CTRL)
    person.at_lock_screen()
    for words in (STUDENT, WORDS):
        assert words not in person.words()
    person.wait(lambda: person.focus.objectName() == "password")
    person.type(PASSWORD)
    person.press(KEY.Key_Return)
    person.wait(lambda: person.shell.signed_in is not None)
    person.settle()
    open_student(person)
    page = growth_file_page(person)
    person.go_to(page.timeline.list.objectName())
    person.wait(lambda: page.timeline.count() >= 2)
    for _row in range(page.timeline.count()):
        person.press(KEY.Key_Down)
        entry = page.timeline.current_entry()
        if entry is not None and entry.target.page == "counselling_note":
            break
    person.press(KEY.Key_Return)
    person.find("note_reading", QWidget)
    assert WORDS in person.words(person.page)
    assert HOMEWORK in person.words(person.page)
