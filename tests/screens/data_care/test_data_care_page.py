"""Backups by keys and clicks on real files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from page_desk import PageDesk, one
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.data_care import operations as data_care
from xinmiao.features.data_care.page import DataCarePage
from xinmiao.features.data_care.page.findings import Findings
from xinmiao.features.data_care.page.places import LAST_PLACE
from xinmiao.kernel.access import Role
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.messages import Banner
from xinmiao.ui.widgets.surfaces import Card


def press(qtbot: QtBot, page: DataCarePage, name: str) -> None:
    qtbot.mouseClick(one(page, QPushButton, name), Qt.MouseButton.LeftButton)


def open_dialog(page: DataCarePage) -> QFileDialog:
    """Return the folder dialog that is open."""
    [dialog] = [dialog for dialog in page.findChildren(QFileDialog, "place_dialog") if dialog.isVisible()]
    return dialog


def choose(page: DataCarePage, folder: Path) -> None:
    """Answer the folder dialog."""
    dialog = open_dialog(page)
    dialog.fileSelected.emit(str(folder))
    dialog.close()


def chips(page: DataCarePage) -> str:
    return " ".join(label.text() for label in page.cards.findChildren(QLabel))


def test_the_first_backup_takes_one_click(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(DataCarePage)
    assert page.table.count() == 0
    assert not one(page, Button, "backup_restore").isEnabled()
    press(qtbot, page, "button_new")
    assert page.table.count() == 1
    assert desk.notices.lines == ["The backup was made and verified."]
    assert one(page, Button, "backup_restore").isEnabled()
    assert "today 10:05" in chips(page)
    assert page.table.current_record() == desk.school.run(data_care.get_backup_state.bind()).sets[0]


def test_a_backup_to_a_stick_remembers_the_folder(desk: PageDesk, qtbot: QtBot, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    page = desk.open(DataCarePage)
    press(qtbot, page, "back_up_to")
    choose(page, stick)
    [line] = desk.school.run(data_care.get_backup_state.bind()).sets
    assert (stick / line.name / "manifest.json").is_file()
    assert page.context.settings.value(LAST_PLACE) == str(stick)
    press(qtbot, page, "backup_copy")
    dialog = open_dialog(page)
    assert Path(dialog.directory().path()) == stick
    dialog.close()


def test_the_newest_backup_is_chosen_and_an_older_one_can_be(desk: PageDesk, qtbot: QtBot) -> None:
    desk.school.run(data_care.make_backup.bind())
    desk.school.clock.advance(days=1)
    page = desk.open(DataCarePage)
    press(qtbot, page, "button_new")
    newest, older = page.table.shown_records()
    assert page.table.current_record() == newest
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.table.current_record() == older
    press(qtbot, page, "backup_restore")
    assert "kept for 90 days" in " ".join(label.text() for label in page.sheet.findChildren(QLabel))
    press(qtbot, page, "lock_and_restore")
    assert desk.navigator.restores == [str(older.folder)]


def test_verifying_tells_a_sound_set_from_a_damaged_one(desk: PageDesk, qtbot: QtBot) -> None:
    line = desk.school.run(data_care.make_backup.bind())
    page = desk.open(DataCarePage)
    press(qtbot, page, "backup_verify")
    assert desk.notices.lines == ["The backup is whole and can be opened."]
    copy = line.folder / "counselling.db"
    content = bytearray(copy.read_bytes())
    content[5_000] ^= 1
    copy.write_bytes(bytes(content))
    press(qtbot, page, "backup_verify")
    assert [error.code for error in desk.notices.errors] == ["E-BACKUP"]
    assert not page.busy_line.isVisible()


def test_an_unreadable_set_is_named(desk: PageDesk) -> None:
    line = desk.school.run(data_care.make_backup.bind())
    (line.folder / "manifest.json").write_text("nothing", encoding="utf-8")
    page = desk.open(DataCarePage)
    assert line.name in one(page, Banner, "unreadable_banner").accessibleName()


def test_a_counsellor_opens_what_an_administrator_copied(desk: PageDesk, qtbot: QtBot) -> None:
    school = desk.school
    school.run(
        accounts.add_account.bind(NewAccountForm("教务处", frozenset({Role.ADMINISTRATOR}), "office words are here"))
    )
    school.lock()
    school.sign_in("教务处", "office words are here")
    page = desk.open(DataCarePage)
    press(qtbot, page, "button_new")
    assert desk.notices.lines == ["The backup was made; a counsellor’s next sign-in verifies it."]
    assert not page.banners.isVisible()
    school.lock()
    school.sign_in("周老师", "four words are enough")
    again = desk.open(DataCarePage)
    press(qtbot, again, "unopened_banner_button")
    assert desk.notices.lines[-1] == "1 backup verified."
    assert not again.banners.isVisible()


def test_a_sound_check_says_so(desk: PageDesk) -> None:
    page = desk.open(DataCarePage)
    next(action for action in page.page_actions() if action.name == "check_data").trigger()
    assert "The files are sound." in one(page, Banner, "banner").accessibleName()
    assert page.sheet.isVisible()


def test_damage_is_told_in_plain_words(desk: PageDesk) -> None:
    page = desk.open(DataCarePage)
    with (desk.school.folder / "school.db").open("r+b") as file:
        file.seek(-100, 2)
        file.write(b"\0" * 100)
    next(action for action in page.page_actions() if action.name == "check_data").trigger()
    said = " ".join(label.text() for label in one(page, Findings, "findings").findChildren(QLabel))
    assert "The file school.db is damaged in" in said
    assert "Not everything is as it should be." in said


@pytest.mark.usefixtures("chinese")
def test_nothing_is_left_in_english(desk: PageDesk) -> None:
    desk.school.run(data_care.make_backup.bind())
    page = desk.open(DataCarePage)
    texts: list[QLabel | QPushButton] = [*page.findChildren(QLabel), *page.findChildren(QPushButton)]
    shown = [widget.text() for widget in texts if widget.isVisible()]
    assert [text for text in shown if text.isascii() and any(letter.isalpha() for letter in text)] == []
    assert len(page.cards.findChildren(Card)) == 3
