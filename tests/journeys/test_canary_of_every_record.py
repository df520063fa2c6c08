"""The privacy canary for every kind of record: marked in all fields, sealed to others or not, found nowhere outside.

`test_the_marks_are_there_to_be_found` reads the files with the counsellors' key and meets every mark, so that the
search of the other test has something to miss.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from journeys.canary import leaks
from journeys.conftest import Start
from journeys.driver import CTRL
from journeys.marked_records import MARKS, RECORD_MARKS, fill_everything
from journeys.test_privacy_canary import spoken
from signed_in import FOUNDER_PASSWORD, SignedInSchool
from xinmiao.app.features import FEATURES
from xinmiao.kernel.tasks import Target

_SEALED = RECORD_MARKS["staff client"].split()
"""Not even with the key of the file: in an envelope."""


def rows(school: SignedInSchool) -> str:
    """Return every row of both files, as the counsellors' keys read them."""
    raw = school.workspace.database.raw
    told = []
    for schema in ("main", "counselling"):
        names = [row[0] for row in raw.execute(f"SELECT name FROM {schema}.sqlite_schema WHERE type = 'table'")]  # noqa: S608
        told += [str(tuple(row)) for name in names for row in raw.execute(f'SELECT * FROM {schema}."{name}"')]  # noqa: S608
    return "\n".join(told)


def test_the_marks_are_there_to_be_found(school: SignedInSchool) -> None:
    fill_everything(school)
    found = rows(school)
    assert [mark for mark in MARKS if mark not in found] == _SEALED
    school.lock()


def test_no_word_of_any_record_stands_outside_of_the_encrypted_files(
    start: Start, school: SignedInSchool, *, data: Path, home: Path, temporary: Path
) -> None:
    fill_everything(school)
    places = (data, home, temporary)
    assert leaks(places, MARKS) == [], "while it is open"
    school.lock()
    person = start()
    person.sign_in(FOUNDER_PASSWORD, "周老师")
    pages = [page.name for feature in FEATURES for page in feature.pages if page.in_navigation]
    opened = 0
    for name in pages:
        person.bench.open(Target(name))
        person.settle()
        opened += person.bench.target == Target(name)
    assert opened > len(RECORD_MARKS), "the way leads to most of it"
    person.press(Qt.Key.Key_L, CTRL)
    person.at_lock_screen()
    assert leaks(places, MARKS) == []
    assert spoken(QApplication.allWidgets(), MARKS) == []
