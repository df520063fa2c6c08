"""A counsellor at a school with a calendar, two students and a case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from doubles import FrozenClock
from page_desk import PageDesk
from signed_in import make_signed_in_school
from xinmiao.app.demo.calendar import invent_calendar
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseOpening, CaseSource, Problem
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.ui import theme


@dataclass
class Room:
    """The desk, and who is known there."""

    desk: PageDesk
    student: str
    other: str
    case: str


@pytest.fixture
def room(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    """Give a counsellor at her desk on Monday, 2026-11-23."""
    theme.install(qapp, theme.Theme())
    for name in ("data", "config"):
        (tmp_path / name).mkdir()
    school = make_signed_in_school(tmp_path / "data", tmp_path / "config", FrozenClock())
    invent_calendar(school.run, school.clock.today())
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    made = [
        school.run(roster.add_student.bind({"name": name, "class_id": class_id, "number_in_class": number}, {}))
        for number, name in enumerate(("李安", "王宁"), 1)
    ]
    opening = CaseOpening(school.means.ids.new(), made[0], CaseSource.CLASS_TEACHER, (Problem.EMOTION,))
    case = school.run(casework.open_case.bind(opening))
    yield Room(PageDesk(school, qtbot), made[0], made[1], case)
    school.lock()
