"""The ways out of a restricted case that are no question to the records: windows, clipboard, log, files, crash report.

Who is not named walks everywhere the case shows; who is named reads it, copies it, leaves a draft, and the
program makes a mistake. `test_before_it_is_restricted_the_walk_meets_the_words` proves that the walk would find a leak.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTableView, QWidget

from journeys.canary import leaks
from journeys.conftest import Start
from journeys.driver import ALT, CTRL, Person
from journeys.steps import growth_file_page
from journeys.test_privacy_canary import spoken
from marked_case import MARKS, NOTE_MARKS, MarkedCase, fill_case
from signed_in import FOUNDER_PASSWORD, SignedInSchool
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.casework import operations as casework
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.access import Role
from xinmiao.kernel.tasks import Target
from xinmiao.ui.program_name import TITLE
from xinmiao.vault.backup_set import list_sets

KEY = Qt.Key
SECOND, SECOND_PASSWORD = "吴老师", "lantern beside the well"
STUDENT = "石小满"


@pytest.fixture
def marked(school: SignedInSchool) -> MarkedCase:
    """Give the marked case, open to both counsellors; the founder is signed in."""
    wanted = NewAccountForm(SECOND, frozenset({Role.COUNSELLOR}), SECOND_PASSWORD)
    school.run(accounts.add_account.bind(wanted))
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    student = school.run(roster.add_student.bind({"name": STUDENT, "class_id": class_id, "number_in_class": 1}, {}))
    return fill_case(school, student, (SECOND, SECOND_PASSWORD))


def restrict(school: SignedInSchool, marked: MarkedCase) -> None:
    """Seal the case to the founder, and sign out."""
    version = school.run(casework.get_case.bind(marked.case)).version
    school.run(casework.restrict_case.bind(marked.case, version, (school.workspace.actor.account,)))
    school.lock()


def met(person: Person) -> set[str]:
    """Return the marks on the screen, in what widgets say for readers, in lists' rows, and on the clipboard."""
    person.settle()
    words = [person.words(), QGuiApplication.clipboard().text()]
    for view in person.shell.findChildren(QTableView):
        model = view.model()
        cells = ((row, column) for row in range(model.rowCount()) for column in range(model.columnCount()))
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        words += [str(model.index(row, column).data(role)) for row, column in cells for role in roles]
    return {mark for mark in MARKS if any(mark in text for text in words)}


def walk(person: Person, marked: MarkedCase) -> set[str]:
    """Go wherever the case shows, by menu, search, link and way back; return the marks met."""
    seen = set(met(person))
    for target in (
        Target("today"),
        Target("casework"),
        Target("casework", marked.case),
        Target("case_restriction", marked.case),
        Target("case_intake", marked.case),
        Target("counselling_note", marked.note),
        Target("case_handovers", marked.handover),
        Target("referral_out", marked.referral_out),
        Target("internal_referral", marked.referral),
        Target("appointments"),
        Target("appointments", marked.beside.appointment),
        Target("appointments", marked.beside.cancelled),
        Target("appointments", "waiting"),
        Target("secrecy_exceptions"),
        Target("secrecy_exceptions", marked.beside.exception),
        Target("audit"),
    ):
        person.bench.open(target)
        seen |= met(person)
        person.press(KEY.Key_C, CTRL)
        seen |= met(person)
    for _page in range(4):
        person.press(KEY.Key_Left, ALT)
        seen |= met(person)
    person.press(KEY.Key_K, CTRL)
    person.type(STUDENT)
    assert all(mark not in row for row in person.found() for mark in MARKS)
    person.press(KEY.Key_Return)
    growth_file_page(person)
    return seen | met(person)


def test_before_it_is_restricted_the_walk_meets_the_words(
    start: Start, school: SignedInSchool, marked: MarkedCase
) -> None:
    school.lock()
    person = start()
    person.sign_in(SECOND_PASSWORD, SECOND)
    assert len(walk(person, marked)) > len(MARKS) // 2


def test_who_is_not_named_meets_no_word_and_learns_whom_to_ask(
    start: Start, school: SignedInSchool, marked: MarkedCase, *, data: Path, home: Path, temporary: Path
) -> None:
    restrict(school, marked)
    person = start()
    person.sign_in(SECOND_PASSWORD, SECOND)
    assert walk(person, marked) == set()
    assert {window.windowTitle() for window in QApplication.topLevelWidgets()} <= {TITLE, ""}
    person.bench.open(Target("case_restriction", marked.case))
    person.settle()
    assert "周老师" in person.words(person.page), "whom to ask"
    person.press(KEY.Key_L, CTRL)
    person.at_lock_screen()
    assert leaks((data, home, temporary), MARKS) == []


def test_who_is_named_leaves_nothing_behind(
    start: Start,
    school: SignedInSchool,
    marked: MarkedCase,
    *,
    data: Path,
    home: Path,
    temporary: Path,
    caplog: pytest.LogCaptureFixture,
    expect_log: Callable[[str], None],
) -> None:
    expect_log("xinmiao.crash: fault")
    restrict(school, marked)
    person = start()
    person.sign_in(FOUNDER_PASSWORD, "周老师")
    assert set(NOTE_MARKS.values()) & walk(person, marked), "who is named reads it"
    person.bench.open(Target("counselling_note", marked.case))
    person.fill("free_text", NOTE_MARKS["free_text"])
    person.wait(lambda: list((data / "drafts").glob("*.draft")))
    area = person.find("free_text", QPlainTextEdit)
    area.selectAll()
    area.copy()
    assert QGuiApplication.clipboard().text() == NOTE_MARKS["free_text"]
    assert {window.windowTitle() for window in QApplication.topLevelWidgets()} <= {TITLE, ""}
    crash(person)
    person.press(KEY.Key_L, CTRL)
    person.at_lock_screen()
    assert QGuiApplication.clipboard().text() == ""
    assert list_sets(data / "backups").sets, "the lock makes a backup"
    assert leaks((data, home, temporary), MARKS) == []
    assert spoken(QApplication.allWidgets(), MARKS) == []
    assert not any(mark in record.getMessage() for record in caplog.records for mark in MARKS)


def crash(person: Person) -> None:
    """Let the program make a mistake with marked words in it."""
    person.planted_faults = 1
    try:
        int(NOTE_MARKS["free_text"])
    except ValueError as error:
        person.program.crash.report(error)
    report = person.find("crash_report", QPlainTextEdit, person.find("crash_dialog", QWidget, person.shell.window()))
    assert not any(mark in report.toPlainText() for mark in MARKS)
    person.click("crash_close")


def test_the_command_line_tells_the_roster_and_the_state_of_the_files_and_no_more(
    school: SignedInSchool, marked: MarkedCase, *, data: Path
) -> None:
    restrict(school, marked)
    told = ""
    given = ("--json", "--data", str(data), "--account", SECOND, "--password-fd", "0")
    for command in ("list-students", "doctor"):
        ended = subprocess.run(  # noqa: S603 -- our own program
            [sys.executable, "-m", "xinmiao", command, *given],
            input=f"{SECOND_PASSWORD}\n",
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert ended.returncode == 0, ended.stderr
        json.loads(ended.stdout)
        told += ended.stdout + ended.stderr
    assert STUDENT in told, "it tells something"
    assert [mark for mark in MARKS if mark in told] == []
