"""Another look, size or language while somebody works: one stays where one is and nothing typed is lost."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from journeys.driver import CTRL, Person
from xinmiao.app.bootstrap import shown_theme
from xinmiao.features.casework.operations import list_cases
from xinmiao.features.settings.page import SettingsPage
from xinmiao.kernel.tasks import Target
from xinmiao.system.device_settings import Theme
from xinmiao.system.program_settings import LETTER_SIZE, LOCK_MINUTES, THEME, LetterSize
from xinmiao.ui import theme
from xinmiao.ui.workbench import Workbench


def settings_page(person: Person) -> SettingsPage:
    """Open the settings by their key."""
    person.press(Qt.Key.Key_Comma, CTRL)
    person.settle()
    assert isinstance(person.page, SettingsPage)
    return person.page


def choose(person: Person, segment: str, name: str) -> None:
    """Click a choice on the settings page."""
    page = person.page
    assert isinstance(page, SettingsPage)
    page.open_record(name)
    person.settle()
    person.click(f"segment_{segment}", page.board.rows[name])


def rebuilt(person: Person, before: Workbench) -> None:
    """Wait for another workbench."""
    person.wait(lambda: person.shell.signed_in is not None and person.bench is not before)
    person.settle()


def large(person: Person) -> None:
    """Choose large letters as the account's menu does."""
    before = person.bench
    before.display_wanted.emit(type(before.display)("light", large=True))


def test_a_theme_is_worn_at_once_and_taken_back(person: Person) -> None:
    settings_page(person)
    bench = person.bench
    choose(person, "dark", THEME.name)
    person.wait(lambda: theme.current().name is theme.ThemeName.DARK)
    assert person.program.memory.now.theme is Theme.DARK
    person.click("undo_theme")
    assert theme.current().name is theme.ThemeName.LIGHT
    assert person.bench is bench


def test_another_size_leaves_one_where_one_is_and_can_be_taken_back(person: Person) -> None:
    person.bench.open(Target("casework"))
    settings_page(person)
    before = person.bench
    choose(person, "large", LETTER_SIZE.name)
    rebuilt(person, before)
    page = person.page
    assert isinstance(page, SettingsPage)
    assert theme.current().scale == 1.25
    assert page.board.rows[LETTER_SIZE.name].value is LetterSize.LARGE
    before = person.bench
    person.click("undo_letter_size")
    rebuilt(person, before)
    assert theme.current().scale == 1.0
    assert person.bench.target == Target("settings")
    person.bench.back()
    assert person.bench.target == Target("casework")


def test_another_language_is_spoken_at_once(person: Person) -> None:
    settings_page(person)
    before = person.bench
    choose(person, "english", "device.language")
    rebuilt(person, before)
    assert "Students" in person.words(person.bench.navigation)
    assert person.program.memory.now.language == "en"


def test_the_text_of_a_note_is_there_again_in_another_size(person: Person) -> None:
    found: list[object] = []
    assert person.shell.signed_in is not None
    person.shell.signed_in.tasks.run(list_cases.bind(), lambda cases: found.append(cases[0].id))
    person.wait(lambda: found)
    person.bench.open(Target("counselling_note", str(found[0])))
    person.fill("free_text", "睡不好, 下周再来.")
    before = person.bench
    large(person)
    rebuilt(person, before)
    field = person.find("free_text", QPlainTextEdit)
    person.wait(lambda: field.toPlainText() == "睡不好, 下周再来.")


@pytest.mark.parametrize("answer", ["keep", "change"])
def test_words_in_no_draft_are_never_lost_unasked(person: Person, answer: str) -> None:
    person.bench.open(Target("today"))
    person.settle()
    person.fill("line", "打电话")
    before = person.bench
    large(person)
    button = person.find(f"choice_{answer}", QPushButton)
    assert before is person.bench
    assert person.find("line", QLineEdit, before).text() == "打电话"
    person.click_on(button)
    if answer == "change":
        rebuilt(person, before)
        return
    person.settle()
    assert person.bench is before
    assert (theme.current().scale, person.program.memory.now.scale_percent) == (1.0, 100)
    assert person.find("line", QLineEdit).text() == "打电话"


def test_a_size_that_was_not_taken_is_not_shown_as_chosen(person: Person) -> None:
    person.bench.open(Target("today"))
    person.settle()
    person.fill("line", "打电话")
    page = settings_page(person)
    choose(person, "large", LETTER_SIZE.name)
    person.click_on(person.find("choice_keep", QPushButton))
    person.settle()
    row = page.board.rows[LETTER_SIZE.name]
    assert (row.value, row.editor.value()) == (LetterSize.NORMAL, LetterSize.NORMAL)
    assert person.seen("undo_letter_size", QPushButton) is None


def test_minutes_until_the_lock_count_at_once_and_at_the_next_sign_in(person: Person) -> None:
    page = settings_page(person)
    page.context.settings.store(LOCK_MINUTES, 2)
    assert person.shell.inactivity.minutes == 2
    before = person.bench
    large(person)
    rebuilt(person, before)
    assert person.shell.inactivity.minutes == 2


def test_the_computer_chooses_between_light_and_dark_only_where_it_was_asked_to() -> None:
    dark, light, unknown = Qt.ColorScheme.Dark, Qt.ColorScheme.Light, Qt.ColorScheme.Unknown
    chosen = [shown_theme(Theme.SYSTEM, partial(Qt.ColorScheme, scheme)) for scheme in (dark, light, unknown)]
    assert chosen == [theme.ThemeName.DARK, theme.ThemeName.LIGHT, theme.ThemeName.LIGHT]
    assert shown_theme(Theme.LIGHT, lambda: dark) is theme.ThemeName.LIGHT
    assert shown_theme(Theme.HIGH_CONTRAST, lambda: dark) is theme.ThemeName.HIGH_CONTRAST


def test_the_computer_turning_dark_is_followed_by_whoever_chose_so(person: Person) -> None:
    hints = person.program.application.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.current().name is theme.ThemeName.LIGHT
    settings_page(person)
    choose(person, "system", THEME.name)
    person.wait(lambda: person.program.memory.now.theme is Theme.SYSTEM)
