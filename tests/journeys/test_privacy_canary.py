"""The privacy canary: a day's work in which every word is marked, and no mark anywhere but in the encrypted files."""

from __future__ import annotations

import csv
import gzip
import logging
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from journeys.canary import leaks
from journeys.conftest import Start
from journeys.driver import CTRL, Person
from journeys.steps import expect_preview, growth_file_page
from signed_in import FOUNDER_PASSWORD, SignedInSchool
from xinmiao.features.roster.page.importing import COLUMNS, DONE, ROWS, ImportPage
from xinmiao.ui.program_name import TITLE
from xinmiao.vault.backup_set import list_sets

KEY = Qt.Key
MARKERS = {
    "name": "欧阳麟驹",
    "number": "G990000201310088877",
    "address": "马脚巷甲七七八一号",
    "guardian": "欧阳骐骥",
    "phone": "19977817781",
    "note": "马脚说他整夜醒着",
    "ascii note": "QZNOTE7781",
    "part": "马脚近况 QZPART7781",
    "risk": "马脚念头 QZRISK7781",
    "reminder": "马脚提醒 QZREMIND7781",
    "draft": "马脚草稿 QZDRAFT7781",
    "search": "马脚整夜 QZSEARCH7781",
    "purpose": "马脚用途 QZPURPOSE7781",
    "crash": "马脚崩溃 QZCRASH7781",
}
WORDS = tuple(word for marker in MARKERS.values() for word in marker.split())


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Give a folder with the school's own sheet; what lies there is the user's affair."""
    folder = tmp_path / "desk"
    folder.mkdir()
    with (folder / f"{MARKERS['name']}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["姓名", "性别", "班级", "学籍号", "现住址", "监护人", "联系电话"])
        marked = [MARKERS[name] for name in ("number", "address", "guardian", "phone")]
        rows.writerow([MARKERS["name"], "女", "七(1)班", *marked])
    return folder


def test_the_search_finds_marks_in_every_form(tmp_path: Path) -> None:
    for place, content in enumerate(
        (
            "欧阳麟驹".encode("gb18030"),
            "欧阳麟驹".encode("utf-16-le"),
            b"x" + zlib.compress("他叫欧阳麟驹".encode()),
            gzip.compress("欧阳麟驹".encode()),
        )
    ):
        file = tmp_path / str(place)
        file.write_bytes(b"\x00\x01" + content)
        assert leaks([tmp_path], ["欧阳麟驹"]) == [f"欧阳麟驹 in {file}"]
        file.unlink()
    (tmp_path / "欧阳麟驹").touch()
    assert leaks([tmp_path], ["欧阳麟驹"])


def test_no_word_of_a_days_work_stands_outside_of_the_encrypted_files(
    start: Start,
    school: SignedInSchool,
    *,
    desk: Path,
    data: Path,
    home: Path,
    temporary: Path,
    caplog: pytest.LogCaptureFixture,
    expect_log: Callable[[str], None],
) -> None:
    expect_log("xinmiao.crash: fault")
    assert leaks([desk], [MARKERS["name"], MARKERS["phone"]]), "the search would not find anything"
    places = (data, home, temporary)
    school.lock()
    person = start()
    person.sign_in(FOUNDER_PASSWORD)
    import_and_print(person, desk)
    write(person)
    leave_a_draft(person)
    assert leaks(places, WORDS) == [], "as a kill would leave it"
    plant_a_crash(person)
    copy(person)
    person.press(KEY.Key_L, CTRL)
    person.at_lock_screen()
    sets = list_sets(data / "backups").sets
    assert sets, "the lock makes a backup"
    assert leaks(places, WORDS) == []
    assert spoken(QApplication.allWidgets()) == []
    assert QGuiApplication.clipboard().text() == ""
    assert {window.windowTitle() for window in QApplication.topLevelWidgets()} <= {TITLE, ""}
    logged = [record for record in caplog.records if any(word in record.getMessage() for word in WORDS)]
    assert logged == []
    assert any(record.levelno == logging.ERROR for record in caplog.records), "the crash is in the log"


def import_and_print(person: Person, desk: Path) -> None:
    """Import the sheet, then print the list for a marked purpose."""
    person.press(KEY.Key_2, Qt.KeyboardModifier.AltModifier)
    person.settle()
    person.press(KEY.Key_I, CTRL)
    person.settle()
    page = person.page
    assert isinstance(page, ImportPage)
    person.click("import_file")
    person.name_file("file_dialog", next(desk.glob("*.csv")))
    for step in (COLUMNS, ROWS):
        person.wait(partial(_stands_at, page, step))
        person.settle()
        person.press(KEY.Key_S, CTRL)
    person.wait(lambda: page.step == DONE)
    person.click("done_students")
    person.settle()
    person.press(KEY.Key_P, CTRL)
    person.fill("print_purpose", MARKERS["purpose"])
    person.click("print_go_on")
    expect_preview(person)
    person.press(KEY.Key_Escape)


def _stands_at(page: ImportPage, step: int) -> bool:
    return page.step == step


def write(person: Person) -> None:
    """Find the student by his name, write and sign a note with a reminder, look for words in notes, print the file."""
    person.press(KEY.Key_K, CTRL)
    person.type(MARKERS["name"])
    person.press(KEY.Key_Return)
    growth_file_page(person)
    person.press(KEY.Key_N, CTRL)
    person.find("open_case", QWidget)
    person.press(KEY.Key_Down)
    person.click("filter_emotion")
    person.click("open_case")
    person.find("free_text", QPlainTextEdit)
    person.fill("ended_at", "10:50")
    person.fill("free_text", MARKERS["note"] + MARKERS["ascii note"])
    person.click("segment_situation")
    person.fill("situation", MARKERS["part"])
    person.click("segment_yes", person.find("ideation_answer", QWidget))
    person.fill("ideation_words", MARKERS["risk"])
    person.fill("reminder", MARKERS["reminder"])
    person.fill("reminder_on", "2026-11-24")
    person.click("sign_note")
    person.find("note_reading", QWidget)
    person.click("nav_casework")
    person.settle()
    person.fill("note_search", MARKERS["search"])
    person.press(KEY.Key_Return)
    person.settle()
    person.fill("note_search", MARKERS["note"])
    person.press(KEY.Key_Return)
    person.settle()


def leave_a_draft(person: Person) -> None:
    """Type half a note and let its draft be kept; then print the growth file and close the preview."""
    person.press(KEY.Key_K, CTRL)
    person.type(MARKERS["name"])
    person.press(KEY.Key_Return)
    growth_file_page(person)
    person.press(KEY.Key_P, CTRL)
    person.fill("print_purpose", MARKERS["purpose"])
    person.click("print_go_on")
    expect_preview(person)
    person.press(KEY.Key_Escape)
    person.wait(lambda: person.seen("preview", QWidget, person.shell) is None)
    person.press(KEY.Key_N, CTRL)
    person.fill("free_text", MARKERS["draft"])
    person.wait(lambda: list((person.program.folder / "drafts").glob("*.draft")))


def plant_a_crash(person: Person) -> None:
    """Let the program make a mistake with marked values in it; close what it says."""
    person.planted_faults = 1
    try:
        _fail(MARKERS["crash"], MARKERS["name"])
    except ValueError as error:
        person.program.crash.report(error)
    report = person.find("crash_report", QPlainTextEdit, person.find("crash_dialog", QWidget, person.shell.window()))
    assert not any(word in report.toPlainText() for word in WORDS)
    person.click("crash_copy")
    assert not any(word in QGuiApplication.clipboard().text() for word in WORDS)
    person.click("crash_close")


def _fail(first: str, second: str) -> None:
    raise ValueError(f"{first} {second}")


def copy(person: Person) -> None:
    """Copy what was typed, as one does."""
    area = person.find("free_text", QPlainTextEdit)
    area.selectAll()
    area.copy()
    assert MARKERS["draft"].split()[0] in QGuiApplication.clipboard().text()


def spoken(widgets: list[QWidget], words: tuple[str, ...] = WORDS) -> list[str]:
    """Return which living widgets still say, show or read out one of the marked words."""
    found = []
    for widget in widgets:
        shown = getattr(widget, "text", None)
        area = getattr(widget, "toPlainText", None)
        said = [
            widget.accessibleName(),
            widget.accessibleDescription(),
            widget.toolTip(),
            widget.windowTitle(),
            str(shown()) if callable(shown) else "",
            str(area()) if callable(area) else "",
        ]
        found += [f"{type(widget).__name__} {widget.objectName()}" for text in said if any(w in text for w in words)]
    return found
