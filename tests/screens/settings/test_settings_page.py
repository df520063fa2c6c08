"""The settings page: made from declarations, found by words, each change kept at once and taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from page_desk import PageDesk, one
from xinmiao.app.features import FEATURES
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.casework.records.settings import UNSIGNED_HOURS
from xinmiao.features.settings import operations
from xinmiao.features.settings.page import SettingsPage
from xinmiao.kernel.access import Role
from xinmiao.kernel.settings import Setting
from xinmiao.kernel.tasks import Target
from xinmiao.system.device_settings import Theme
from xinmiao.system.program_settings import LOCK_MINUTES, THEME

DECLARED = [setting for feature in FEATURES for setting in feature.settings]
TEACHERS_PASSWORD = "five words are enough too"


def shown(page: SettingsPage) -> set[str]:
    return {name for name, row in page.board.rows.items() if row.isVisible()}


def in_force(desk: PageDesk, setting: Setting = UNSIGNED_HOURS) -> object:
    return desk.school.run(operations.get_school_settings.bind((setting,)))[setting.name]


def type_number(desk: PageDesk, page: SettingsPage, name: str, typed: str) -> QLineEdit:
    line = one(page, QLineEdit, name)
    line.setFocus()
    line.selectAll()
    desk.qtbot.keyClicks(line, typed)
    return line


def test_every_declared_setting_has_a_row(desk: PageDesk) -> None:
    page = desk.open(SettingsPage)
    assert shown(page) == {setting.name for setting in DECLARED}
    assert len(DECLARED) == len(shown(page))


def test_names_of_settings_are_unique_and_their_defaults_are_values() -> None:
    assert len({setting.name for setting in DECLARED}) == len(DECLARED)
    assert [setting.name for setting in DECLARED if setting.problem(setting.default) is not None] == []
    assert [setting.name for setting in DECLARED if not str(setting.field.help or "")] == []


def test_settings_are_found_by_label_help_and_choice(desk: PageDesk) -> None:
    page = desk.open(SettingsPage)
    for typed, found in (("locks", LOCK_MINUTES), ("CONTRAST", THEME), ("signature today", UNSIGNED_HOURS)):
        page.board.search.setFocus()
        page.board.search.setText(typed)
        desk.qtbot.keyClick(page.board.search, Qt.Key.Key_Return)
        assert shown(page) == {found.name}
    page.board.search.setText("xyz")
    desk.qtbot.keyClick(page.board.search, Qt.Key.Key_Return)
    assert shown(page) == set()
    assert one(page, QWidget, "no_setting").isVisible()
    desk.qtbot.keyClick(page.board.search, Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: len(shown(page)) == len(DECLARED))


def test_a_choice_is_kept_at_once_confirmed_and_taken_back(desk: PageDesk) -> None:
    page = desk.open(SettingsPage)
    row = page.board.rows[THEME.name]
    desk.qtbot.mouseClick(one(row, QPushButton, "segment_dark"), Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: page.context.settings.value(THEME) is Theme.DARK)
    assert one(row, QWidget, "setting_saved").isVisible()
    desk.qtbot.mouseClick(one(row, QPushButton, "undo_theme"), Qt.MouseButton.LeftButton)
    assert page.context.settings.value(THEME) is Theme.LIGHT
    assert row.editor.value() is Theme.LIGHT


def test_a_number_is_kept_when_typing_pauses(desk: PageDesk) -> None:
    page = desk.open(SettingsPage)
    type_number(desk, page, "lock_minutes", "12")
    assert page.context.settings.value(LOCK_MINUTES) == 5
    desk.qtbot.waitUntil(lambda: page.context.settings.value(LOCK_MINUTES) == 12)
    row = page.board.rows[LOCK_MINUTES.name]
    desk.qtbot.mouseClick(one(row, QPushButton, "reset_lock_minutes"), Qt.MouseButton.LeftButton)
    assert page.context.settings.value(LOCK_MINUTES) == 5
    reset = row.findChild(QPushButton, "reset_lock_minutes")
    assert reset is not None
    assert not reset.isVisible()


@pytest.mark.parametrize("typed", ["0", "16", "five", " "])
def test_a_number_that_cannot_be_is_told_in_place_and_not_kept(desk: PageDesk, typed: str) -> None:
    page = desk.open(SettingsPage)
    line = type_number(desk, page, "lock_minutes", typed)
    row = page.board.rows[LOCK_MINUTES.name]
    desk.qtbot.waitUntil(lambda: row.field_row.error() != "")
    assert line.text() == typed
    assert page.context.settings.value(LOCK_MINUTES) == 5


def test_a_number_just_typed_is_kept_when_the_page_is_left(desk: PageDesk) -> None:
    page = desk.open(SettingsPage)
    type_number(desk, page, "lock_minutes", "9")
    assert page.may_leave()
    assert page.context.settings.value(LOCK_MINUTES) == 9


def test_a_setting_of_the_school_lies_in_its_file(desk: PageDesk) -> None:
    page = desk.open(SettingsPage)
    type_number(desk, page, "unsigned_hours", "48")
    desk.qtbot.waitUntil(lambda: in_force(desk) == 48)
    row = page.board.rows[UNSIGNED_HOURS.name]
    desk.qtbot.mouseClick(one(row, QPushButton, "undo_unsigned_hours"), Qt.MouseButton.LeftButton)
    assert in_force(desk) == 24


def test_what_a_colleague_changed_is_shown(desk: PageDesk) -> None:
    desk.school.run(operations.change_school_setting.bind(UNSIGNED_HOURS, 36))
    assert desk.open(SettingsPage).board.rows[UNSIGNED_HOURS.name].editor.value() == 36


def test_a_class_teacher_reads_the_settings_of_the_school_and_whom_to_ask(desk: PageDesk) -> None:
    form = NewAccountForm("林老师", frozenset({Role.CLASS_TEACHER}), TEACHERS_PASSWORD)
    desk.school.run(accounts.add_account.bind(form))
    desk.school.lock()
    desk.school.sign_in("林老师", TEACHERS_PASSWORD)
    page = desk.open(SettingsPage)
    row = page.board.rows[UNSIGNED_HOURS.name]
    assert (row.editor.isEnabled(), row.editor.value()) == (False, 24)
    assert page.board.rows[THEME.name].editor.isEnabled()
    words = [
        label.text() for label in one(page, QWidget, "settings_school").findChildren(QWidget) if hasattr(label, "text")
    ]
    assert any("ask a counsellor" in text for text in words)


def test_a_setting_can_be_opened_by_name(desk: PageDesk) -> None:
    page = desk.open(SettingsPage, UNSIGNED_HOURS.name)
    desk.qtbot.waitUntil(lambda: one(page, QLineEdit, "unsigned_hours").hasFocus())


def leads(page: SettingsPage) -> set[str]:
    """Return the pages to which buttons in sight lead."""
    begins = "settings_to_"
    buttons = (button for button in page.findChildren(QPushButton) if button.isVisible())
    return {each.objectName().removeprefix(begins) for each in buttons if each.objectName().startswith(begins)}


def test_the_lists_of_the_school_are_one_click_away_and_found_by_words(desk: PageDesk) -> None:
    page = desk.open(SettingsPage)
    assert {"problem_codes", "writing_aids", "agencies"} <= leads(page)
    page.board.show_found("presenting")
    assert leads(page) == {"problem_codes"}
    desk.qtbot.mouseClick(one(page, QPushButton, "settings_to_problem_codes"), Qt.MouseButton.LeftButton)
    assert desk.navigator.opened == [Target("problem_codes")]
