"""A copied data folder on another computer: password and recovery sheet together open it, neither alone does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from journeys.conftest import Start
from journeys.driver import Person
from journeys.marked_school import OWN_STUDENT, fill
from signed_in import FOUNDER_PASSWORD, SignedInSchool

NEW_PASSWORD = "entirely other words here"


@pytest.fixture
def copied(school: SignedInSchool, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the folder on a computer that has never seen the school."""
    fill(school)
    school.lock()
    folder = tmp_path / "copied"
    shutil.copytree(school.folder, folder)
    monkeypatch.setenv("XINMIAO_CONFIG_DIR", str(home / "another_config"))
    return folder


def test_the_password_alone_does_not_open_it(start: Start, copied: Path) -> None:
    person = start(folder=copied)
    enter(person, FOUNDER_PASSWORD)
    person.wait(lambda: "E-SECRET" in person.words() or person.seen("school_code", QLineEdit))
    assert person.shell.signed_in is None
    person.fill("password", FOUNDER_PASSWORD)
    person.click("enter")
    person.wait(person.shell.lock_screen.password.isEnabled)
    assert person.shell.signed_in is None


def test_another_schools_code_does_not_open_it(start: Start, copied: Path) -> None:
    person = start(folder=copied)
    enter(person, FOUNDER_PASSWORD)
    person.fill("school_code", "22222-33333-44444-55555-66666-77777-88888")
    person.fill("password", FOUNDER_PASSWORD)
    person.click("enter")
    person.wait(person.shell.lock_screen.password.isEnabled)
    assert person.shell.signed_in is None


def test_password_and_sheet_open_it_and_it_stays_open_to_the_password(
    start: Start, school: SignedInSchool, copied: Path
) -> None:
    person = start(folder=copied)
    enter(person, FOUNDER_PASSWORD)
    person.fill("school_code", school.sheet.school_secret_code.lower())
    person.fill("password", FOUNDER_PASSWORD)
    person.click("enter")
    person.wait(lambda: person.shell.signed_in is not None)
    person.settle()
    person.click("nav_students")
    person.settle()
    person.shell.lock()
    person.sign_in(FOUNDER_PASSWORD)


def test_the_sheet_alone_opens_nothing_without_a_password_of_ones_own(
    start: Start, school: SignedInSchool, copied: Path
) -> None:
    person = start(folder=copied)
    enter(person, "not the right words at all")
    person.fill("school_code", school.sheet.school_secret_code)
    person.fill("password", "not the right words at all")
    person.click("enter")
    person.wait(lambda: person.seen("lock_problem", QLabel) is not None)
    assert person.shell.signed_in is None
    person.click("door_recover")
    person.find("recover_screen", QWidget)
    person.wait(lambda: person.find("recover_account", QComboBox).count() > 0)
    person.fill("recover_code", school.sheet.seed_code)
    person.fill("recover_password", NEW_PASSWORD)
    person.fill("recover_again", NEW_PASSWORD)
    person.click("recover")
    person.wait(lambda: "E-" in person.words(), timeout=10_000)
    assert person.shell.signed_in is None
    assert OWN_STUDENT not in person.words()


def test_on_its_own_computer_the_sheet_gives_a_new_password(start: Start, school: SignedInSchool) -> None:
    fill(school)
    school.lock()
    person = start()
    person.at_lock_screen()
    person.click("door_recover")
    person.wait(lambda: person.find("recover_account", QComboBox).count() > 0)
    person.choose("recover_account", "周老师")
    person.fill("recover_code", school.sheet.seed_code.replace("-", " ").lower())
    person.fill("recover_password", NEW_PASSWORD)
    person.fill("recover_again", NEW_PASSWORD)
    person.click("recover")
    person.wait(lambda: person.shell.signed_in is not None)
    person.settle()
    person.click("nav_casework")
    person.settle()
    person.shell.lock()
    person.sign_in(NEW_PASSWORD, "周老师")


def enter(person: Person, password: str) -> None:
    """Type a password at the lock screen and press the button."""
    person.at_lock_screen()
    person.choose("account", "周老师")
    person.fill("password", password)
    person.click("enter")
    person.find("school_code", QWidget)
