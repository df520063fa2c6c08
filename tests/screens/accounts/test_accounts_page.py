"""Accounts and the recovery sheet by keys and clicks on a real key file."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from page_desk import PageDesk, one
from signed_in import FOUNDER_PASSWORD
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.page import AccountsPage, OwnAccountPage
from xinmiao.features.accounts.page.forms import CodesSheet, OwnPasswordSheet
from xinmiao.features.accounts.records import AccountLine, NewAccountForm
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import WrongKey
from xinmiao.kernel.tasks import Target
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.field_row import FieldRow

PASSWORD = "some plain words here"
OTHER = "other plain words here"
OWN = "typed by the person alone"


def made(desk: PageDesk, label: str, *roles: Role) -> str:
    return desk.school.run(accounts.add_account.bind(NewAccountForm(label, frozenset(roles), PASSWORD)))


def line_of(desk: PageDesk, account: str) -> AccountLine:
    return next(line for line in desk.school.run(accounts.list_accounts.bind()) if line.id == account)


def press(qtbot: QtBot, page: AccountsPage | OwnAccountPage, name: str) -> None:
    qtbot.mouseClick(one(page, QPushButton, name), Qt.MouseButton.LeftButton)


def type_into(qtbot: QtBot, page: AccountsPage | OwnAccountPage, **words: str) -> None:
    for name, text in words.items():
        line = one(page, QLineEdit, name)
        line.clear()
        if text.isascii():
            qtbot.keyClicks(line, text)
        else:
            line.insert(text)


def error_of(page: AccountsPage | OwnAccountPage, name: str) -> str:
    return one(page, FieldRow, f"row_{name}").error()


def test_the_list_names_people_roles_and_states(desk: PageDesk) -> None:
    account = made(desk, "林老师", Role.CLASS_TEACHER)
    desk.school.run(accounts.restore_sign_in.bind(account, OTHER))
    page = desk.open(AccountsPage)
    assert [line.label for line in page.table.shown_records()] == ["周老师", "林老师"]
    assert page.table.current_record() == line_of(desk, desk.school.workspace.actor.account)
    page.table.select(account)
    assert one(page, StatusChip, "account_state").accessibleName() == "To be opened again"
    assert one(page, QPushButton, "account_grant").property("role") == "primary"


def test_a_class_teacher_is_made_with_his_classes(desk: PageDesk, qtbot: QtBot) -> None:
    class_id = desk.school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    page = desk.open(AccountsPage)
    press(qtbot, page, "button_new")
    press(qtbot, page, "new_account_button")
    assert error_of(page, "label") == "Please fill this in."
    assert error_of(page, "roles") == "Please choose at least one role."
    assert error_of(page, "password") == "Please fill this in."
    type_into(qtbot, page, label="林老师", password=PASSWORD, again=OTHER)
    teacher = one(page, QCheckBox, "role_class_teacher")
    teacher.setFocus()
    qtbot.keyClick(teacher, Qt.Key.Key_Space)
    box = page.findChild(QCheckBox, f"class_{class_id}")
    assert isinstance(box, QCheckBox)
    box.setChecked(True)
    press(qtbot, page, "new_account_button")
    assert error_of(page, "again") == "The two are not the same."
    type_into(qtbot, page, again=PASSWORD)
    qtbot.keyClick(one(page, QLineEdit, "again"), Qt.Key.Key_Return)
    assert not page.sheet.isVisible()
    [line] = [line for line in page.table.shown_records() if line.label == "林老师"]
    assert (line.standing, line.roles) == ("active", frozenset({Role.CLASS_TEACHER}))
    [school_class] = desk.school.run(roster.list_classes.bind())
    assert school_class.teacher_names == (line.label,)


def test_a_head_of_grade_is_made_with_his_grades_and_gets_others(desk: PageDesk, qtbot: QtBot) -> None:
    for grade in (7, 8):
        desk.school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, grade, 1, 2033 - grade)))
    page = desk.open(AccountsPage)
    press(qtbot, page, "button_new")
    type_into(qtbot, page, label="马主任", password=PASSWORD, again=PASSWORD)
    assert not [box for box in page.findChildren(QCheckBox, "grade_7") if box.isVisible()]
    one(page, QCheckBox, "role_grade_head").setChecked(True)
    one(page, QCheckBox, "grade_7").setChecked(True)
    press(qtbot, page, "new_account_button")
    [line] = [line for line in page.table.shown_records() if line.label == "马主任"]
    assert (line.standing, line.roles) == ("active", frozenset({Role.GRADE_HEAD}))
    page.table.select(line.id)
    assert any(label.text() == "Grades: 七年级" for label in page.detail.findChildren(QLabel))
    press(qtbot, page, "account_roles")
    assert one(page, QCheckBox, "grade_7").isChecked()
    one(page, QCheckBox, "grade_7").setChecked(False)
    one(page, QCheckBox, "grade_8").setChecked(True)
    press(qtbot, page, "change_roles_button")
    assert [(head.account_id, head.grade) for head in desk.school.run(roster.list_grade_heads.bind())] == [(line.id, 8)]


def test_a_weak_password_and_a_taken_name_are_told_at_their_fields(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(AccountsPage)
    press(qtbot, page, "button_new")
    one(page, QCheckBox, "role_administrator").setChecked(True)
    type_into(qtbot, page, label="教务处", password="short", again="short")
    press(qtbot, page, "new_account_button")
    assert "12 characters" in error_of(page, "password")
    type_into(qtbot, page, label="周老师", password=PASSWORD, again=PASSWORD)
    press(qtbot, page, "new_account_button")
    assert error_of(page, "label") == "An account needs a name of its own, of at most 40 characters."
    assert one(page, QLineEdit, "password").text() == PASSWORD


def test_an_account_is_renamed_and_gets_other_roles(desk: PageDesk, qtbot: QtBot) -> None:
    account = made(desk, "林老师", Role.CLASS_TEACHER)
    page = desk.open(AccountsPage, account)
    assert page.table.current_record() == line_of(desk, account)
    press(qtbot, page, "account_rename")
    type_into(qtbot, page, label="林主任")
    qtbot.keyClick(one(page, QLineEdit, "label"), Qt.Key.Key_Return)
    press(qtbot, page, "account_roles")
    one(page, QCheckBox, "role_administrator").setChecked(True)
    press(qtbot, page, "change_roles_button")
    line = line_of(desk, account)
    assert (line.label, line.roles) == ("林主任", frozenset({Role.CLASS_TEACHER, Role.ADMINISTRATOR}))
    assert desk.notices.lines == ["The account was renamed.", "The roles were changed."]


def test_a_forgotten_password_is_replaced_and_the_account_opened_again(desk: PageDesk, qtbot: QtBot) -> None:
    account = made(desk, "赵老师", Role.COUNSELLOR)
    page = desk.open(AccountsPage, account)
    press(qtbot, page, "account_restore")
    type_into(qtbot, page, password=OTHER, again=OTHER)
    press(qtbot, page, "restore_sign_in_button")
    assert line_of(desk, account).standing == "restored"
    press(qtbot, page, "account_grant")
    press(qtbot, page, "grant_account_button")
    assert line_of(desk, account).standing == "restored"
    type_into(qtbot, page, password=OWN, again=OWN)
    press(qtbot, page, "grant_account_button")
    assert line_of(desk, account).standing == "active"
    desk.school.lock()
    assert desk.school.sign_in("赵老师", OWN).actor.roles == {Role.COUNSELLOR}


def test_switching_off_says_what_it_does_not_do(desk: PageDesk, qtbot: QtBot) -> None:
    account = made(desk, "林老师", Role.CLASS_TEACHER)
    page = desk.open(AccountsPage, account)
    desk.notices.answers["default"] = "keep"
    press(qtbot, page, "account_disable")
    assert "no key is changed" in str(desk.notices.asked[0].detail)
    assert line_of(desk, account).standing == "active"
    desk.notices.answers["default"] = "disable"
    press(qtbot, page, "account_disable")
    assert line_of(desk, account).standing == "disabled"
    press(qtbot, page, "account_enable")
    type_into(qtbot, page, password=OTHER, again=OTHER)
    press(qtbot, page, "enable_account_button")
    assert line_of(desk, account).waits_for_grant


def test_without_the_root_key_the_sheets_code_opens_an_account(desk: PageDesk, qtbot: QtBot) -> None:
    school = desk.school
    made(desk, "赵老师", Role.COUNSELLOR)
    waiting = made(desk, "林老师", Role.CLASS_TEACHER)
    school.run(accounts.restore_sign_in.bind(waiting, OTHER))
    school.lock()
    school.sign_in("赵老师", PASSWORD)
    page = desk.open(AccountsPage, waiting)
    assert not page.page_actions()
    press(qtbot, page, "account_grant")
    type_into(qtbot, page, password=OWN, again=OWN)
    press(qtbot, page, "grant_account_button")
    assert error_of(page, "seed") == "Please fill this in."
    slip = school.sheet.seed_code[:-1] + "*"
    type_into(qtbot, page, seed=slip)
    press(qtbot, page, "grant_account_button")
    assert error_of(page, "seed") == "There is a typing slip in group 8 of the code."
    type_into(qtbot, page, seed=school.sheet.seed_code.lower())
    press(qtbot, page, "grant_account_button")
    assert line_of(desk, waiting).standing == "active"


def test_an_administrator_without_content_grants_nothing(desk: PageDesk) -> None:
    made(desk, "教务处", Role.ADMINISTRATOR)
    desk.school.lock()
    desk.school.sign_in("教务处", PASSWORD)
    page = desk.open(AccountsPage)
    names = {button.objectName() for button in page.findChildren(QPushButton) if button.isVisible()}
    assert "button_new" in names
    assert "check_sheet" in names
    assert not names & {"account_grant", "account_roles", "new_sheet"}


def test_the_recovery_sheet_is_typed_back(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(AccountsPage, "recovery_sheet")
    check = one(page, QPushButton, "check_sheet")
    assert check.hasFocus()
    assert one(page, StatusChip, "sheet_state").accessibleName() == "Not checked"
    qtbot.keyClick(check, Qt.Key.Key_Space)
    sheet = desk.school.sheet
    wrong = sheet.school_secret_code[:2] + "*" + sheet.school_secret_code[3:]
    type_into(qtbot, page, recovery=sheet.seed_code, school=wrong)
    press(qtbot, page, "confirm_sheet_button")
    assert error_of(page, "school") == "There is a typing slip in group 1 of the code."
    assert page.findChild(CodesSheet) is not None
    type_into(qtbot, page, school=sheet.school_secret_code.replace("-", " "))
    qtbot.keyClick(one(page, QLineEdit, "school"), Qt.Key.Key_Return)
    assert one(page, StatusChip, "sheet_state").accessibleName() == "Checked"
    assert one(page, QLabel, "sheet_facts").text().endswith("checked on 2026-11-23")


def test_a_new_sheet_is_shown_once_on_paper(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(AccountsPage)
    press(qtbot, page, "new_sheet")
    press(qtbot, page, "new_sheet_button")
    words = desk.printed()
    assert "No.2" in words
    assert desk.school.sheet.seed_code.split("-")[0] not in words
    assert one(page, QLabel, "sheet_facts").text() == "No. 2, made on 2026-11-23"


def test_the_own_password_is_changed(desk: PageDesk, qtbot: QtBot) -> None:
    listing = desk.open(AccountsPage)
    press(qtbot, listing, "account_own_password")
    assert desk.navigator.opened == [Target("own_account")]
    page = desk.open(OwnAccountPage)
    assert isinstance(page.form, OwnPasswordSheet)
    type_into(qtbot, page, old="not my password at all", password=OTHER, again=OTHER)
    press(qtbot, page, "own_password_button")
    assert error_of(page, "old") == "This is not your present password."
    type_into(qtbot, page, old=FOUNDER_PASSWORD)
    press(qtbot, page, "own_password_button")
    assert desk.notices.lines == ["The password was changed."]
    assert desk.navigator.backs == 1
    desk.school.lock()
    with pytest.raises(WrongKey):
        desk.school.sign_in("周老师", FOUNDER_PASSWORD)
    desk.school.sign_in("周老师", OTHER)


@pytest.mark.usefixtures("chinese")
def test_nothing_is_left_in_english(desk: PageDesk, qtbot: QtBot) -> None:
    desk.school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 1, 2026)))
    page = desk.open(AccountsPage)
    press(qtbot, page, "button_new")
    texts: list[QLabel | QPushButton | QCheckBox] = [*page.findChildren(QLabel), *page.findChildren(QPushButton)]
    texts += page.findChildren(QCheckBox)
    shown = [widget.text() for widget in texts]
    assert [text for text in shown if text.isascii() and any(letter.isalpha() for letter in text)] == []
    assert date(2026, 11, 23).isoformat() in one(page, QLabel, "sheet_facts").text()
