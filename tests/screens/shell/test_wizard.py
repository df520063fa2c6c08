"""The first start: from an empty folder to a signed-in counsellor, by keyboard and by mouse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from shell_world import PASSWORD, SECRET, SHEET, Door, World, make_world
from xinmiao.kernel.errors import ReadOnly
from xinmiao.ui.engines import Engines
from xinmiao.ui.setup_wizard import SetupWizard


@pytest.fixture
def world(application: object, engines: Engines, qtbot: QtBot) -> Iterator[World]:
    """Give a shell in front of an empty folder."""
    made = make_world(engines, Door(school=None))
    qtbot.addWidget(made.shell)
    made.shell.show()
    made.shell.start()
    qtbot.waitUntil(lambda: made.shell.wizard is not None)
    yield made
    made.shell.lock()
    qtbot.waitUntil(lambda: all(workspace.closed for workspace in made.door.workspaces))
    assert made.bugs == []


@pytest.fixture
def wizard(world: World) -> SetupWizard:
    """Give the wizard."""
    assert world.shell.wizard is not None
    return world.shell.wizard


def field(wizard: SetupWizard, name: str) -> QLineEdit:
    return cast("QLineEdit", wizard.findChild(QLineEdit, name))


def errors(step: QWidget) -> list[str]:
    return [
        words.text() for words in step.findChildren(QLabel) if words.property("type") == "error" and words.isVisible()
    ]


def fill_up_to_the_keys(wizard: SetupWizard, qtbot: QtBot) -> None:
    """Go through the first three steps by keyboard alone."""
    qtbot.keyClick(wizard.next_button, Qt.Key.Key_Space)
    name = field(wizard, "wizard_school_name")
    assert wizard.window().focusWidget() is name
    name.insert("虚构县第一中学")
    junior = cast("QCheckBox", wizard.findChild(QCheckBox, "stage_junior"))
    qtbot.keyClick(junior, Qt.Key.Key_Space)
    qtbot.keyClick(name, Qt.Key.Key_Return)
    account = field(wizard, "wizard_account")
    assert wizard.window().focusWidget() is account
    account.insert("心理辅导室")
    qtbot.keyClick(account, Qt.Key.Key_Return)
    qtbot.keyClicks(field(wizard, "wizard_password"), PASSWORD)
    qtbot.keyClicks(field(wizard, "wizard_password_again"), PASSWORD)
    qtbot.keyClick(field(wizard, "wizard_password_again"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wizard.step is wizard.sheet)


def test_by_keyboard_alone_to_the_workbench_with_the_sheet_typed_back(
    wizard: SetupWizard, world: World, qtbot: QtBot
) -> None:
    fill_up_to_the_keys(wizard, qtbot)
    draft = world.maker.drafts[0]
    assert (draft.name, draft.stages, draft.primary_years, draft.junior_years) == ("虚构县第一中学", ("junior",), 6, 3)
    assert (draft.account_label, draft.password) == ("心理辅导室", PASSWORD)
    assert PASSWORD not in repr(draft)
    qtbot.keyClicks(field(wizard, "sheet_typed_code"), " ".join(SHEET).lower())
    qtbot.keyClick(field(wizard, "sheet_typed_code"), Qt.Key.Key_Return)
    qtbot.keyClicks(field(wizard, "sheet_typed_secret"), "-".join(SECRET))
    qtbot.keyClick(field(wizard, "sheet_typed_secret"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wizard.step is wizard.done)
    assert len(world.maker.made[0].confirmed) == 1
    assert wizard.done.confirmed
    qtbot.keyClick(wizard.next_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: world.shell.signed_in is not None)
    assert world.shell.wizard is None


def test_each_step_says_at_the_field_what_is_missing(wizard: SetupWizard, qtbot: QtBot) -> None:
    qtbot.mouseClick(wizard.next_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(wizard.next_button, Qt.MouseButton.LeftButton)
    assert errors(wizard.school) == ["Please write the school's name.", "Please tick at least one stage."]
    field(wizard, "wizard_school_name").setText("学校")
    cast("QCheckBox", wizard.findChild(QCheckBox, "stage_primary")).setChecked(True)
    qtbot.mouseClick(wizard.next_button, Qt.MouseButton.LeftButton)
    field(wizard, "wizard_password").setText("short")
    qtbot.mouseClick(wizard.next_button, Qt.MouseButton.LeftButton)
    assert errors(wizard.account) == [
        "Please write a name for the account.",
        "A password needs at least 12 characters.",
    ]
    field(wizard, "wizard_account").setText("甲")
    field(wizard, "wizard_password").setText(PASSWORD)
    field(wizard, "wizard_password_again").setText(PASSWORD + "x")
    qtbot.mouseClick(wizard.next_button, Qt.MouseButton.LeftButton)
    assert errors(wizard.account) == ["The two passwords differ; please type them again."]
    assert wizard.step is wizard.account


def test_a_folder_that_cannot_be_written_is_told_and_nothing_typed_is_lost(
    wizard: SetupWizard, world: World, qtbot: QtBot
) -> None:
    world.maker.refusal = ReadOnly()
    for _turn in range(2):
        wizard.next()
    field(wizard, "wizard_school_name").setText("学校")
    cast("QCheckBox", wizard.findChild(QCheckBox, "stage_primary")).setChecked(True)
    wizard.next()
    field(wizard, "wizard_account").setText("甲")
    field(wizard, "wizard_password").setText(PASSWORD)
    field(wizard, "wizard_password_again").setText(PASSWORD)
    wizard.next()
    qtbot.waitUntil(lambda: wizard.step is wizard.account)
    banner = cast("QWidget", wizard.findChild(QWidget, "wizard_banner"))
    assert banner.isVisible()
    assert wizard.account.password() == PASSWORD


def test_a_slip_is_told_at_its_field_and_the_codes_go_when_it_is_put_off(
    wizard: SetupWizard, world: World, qtbot: QtBot
) -> None:
    fill_up_to_the_keys(wizard, qtbot)
    code = cast("QLabel", wizard.findChild(QLabel, "recovery_code"))
    assert code.text().split() == list(SHEET)
    qtbot.mouseClick(wizard.next_button, Qt.MouseButton.LeftButton)
    assert len(errors(wizard.sheet)) == 2
    field(wizard, "sheet_typed_code").setText("-".join(SHEET))
    field(wizard, "sheet_typed_secret").setText("22222")
    qtbot.mouseClick(wizard.next_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: errors(wizard.sheet) == ["There is a typing slip in the code."])
    qtbot.mouseClick(wizard.later_button, Qt.MouseButton.LeftButton)
    assert wizard.step is wizard.done
    assert code.text() == ""
    assert field(wizard, "wizard_password").text() == ""
    assert world.maker.made[0].confirmed == []
    assert not wizard.done.confirmed


def test_the_sheet_opens_in_the_preview(wizard: SetupWizard, world: World, qtbot: QtBot) -> None:
    fill_up_to_the_keys(wizard, qtbot)
    qtbot.mouseClick(wizard.sheet.print_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: world.shell.findChild(QDialog, "preview") is not None)
    preview = cast("QDialog", world.shell.findChild(QDialog, "preview"))
    assert preview.windowTitle() == "心苗"
    preview.close()


def test_one_can_go_back_and_leave_before_anything_was_made(wizard: SetupWizard, world: World, qtbot: QtBot) -> None:
    wizard.next()
    with qtbot.waitActive(wizard.window()):
        wizard.window().activateWindow()
    qtbot.keyClick(wizard.window(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert wizard.step is wizard.welcome
    qtbot.keyClick(wizard.window(), Qt.Key.Key_Escape)
    assert world.shell.wizard is None
    qtbot.waitUntil(world.shell.lock_screen.create_button.isVisible)
    qtbot.mouseClick(world.shell.lock_screen.create_button, Qt.MouseButton.LeftButton)
    assert world.shell.wizard is not None
