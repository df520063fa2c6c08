"""The people of the search box: those who left the school are found, and marked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from doubles import FrozenClock
from page_desk import PageDesk
from signed_in import make_signed_in_school
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage, StudentStatus
from xinmiao.features.roster.sheet.classes import ClassName


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[PageDesk]:
    """Give a school with one student of each status."""
    school = make_signed_in_school(tmp_path / "data", tmp_path / "config", FrozenClock())
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    for number, status in enumerate(StudentStatus, start=1):
        student = {"name": f"石小{'甲乙丙丁'[number - 1]}", "class_id": class_id, "number_in_class": number}
        school.run(roster.add_student.bind({**student, "status": status}, {}))
    yield PageDesk(school, qtbot)
    school.lock()


def test_who_left_is_marked_where_he_is_found(desk: PageDesk) -> None:
    found = {one.title: one.detail.split(" · ") for one in desk.context().finder("石小", 8)}
    assert found["石小甲"][1:] == ["No. 1"]
    assert found["石小乙"][-1] == "On leave"
    assert found["石小丙"][-1] == "Transferred out"
    assert found["石小丁"][-1] == "Graduated"
