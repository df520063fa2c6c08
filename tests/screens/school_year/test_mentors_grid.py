"""The grid of mentors: a class at a time, everybody at once, nothing chosen lost, from a day on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from page_desk import PageDesk
from roster_desk import found
from signed_in import SignedInSchool
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.page.mentors_grid import MentorsPage
from xinmiao.features.roster.records import Stage, StudentStatus
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.features.staff import operations as staff
from xinmiao.kernel.errors import RuleBroken


@pytest.fixture
def desk(school: SignedInSchool, qtbot: QtBot) -> PageDesk:
    """Give a desk at a school of two classes, with two of the staff."""
    for grade in (7, 8):
        class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, grade, 1, 2033 - grade)))
        for number in (2, 1):
            values = {"name": f"学生{grade}{number}", "class_id": class_id, "number_in_class": number}
            school.run(roster.add_student.bind(values, {}))
    for name in ("刘老师", "陈老师"):
        school.run(staff.add_staff.bind({"name": name}))
    return PageDesk(school, qtbot)


def mentors(desk: PageDesk) -> dict[str, str]:
    """Return the present mentors by the student's name."""
    names = {line.id: line.name for line in desk.school.run(roster.list_students.bind())}
    return {names[each]: name for each, name in desk.school.run(roster.mentor_names.bind()).items()}


def step_words(desk: PageDesk) -> str:
    """Return what the wizard says of the mentors."""
    return " ".join(map(str, desk.school.run(roster.mentors_step.bind()).facts))


def test_a_class_is_given_by_keyboard_and_mouse_and_the_wizard_counts(desk: PageDesk) -> None:
    assert step_words(desk) == "Students without a mentor: 4 of 4"
    page = desk.open(MentorsPage)
    first, second = page.grid.choices.values()
    assert not page.write.isEnabled()
    desk.qtbot.keyClick(first, Qt.Key.Key_C)
    desk.qtbot.keyClick(page.everybody, Qt.Key.Key_L)
    assert (first.currentText(), second.currentText()) == ("陈老师", "刘老师")
    assert page.said.text() == "2 students change"
    desk.qtbot.mouseClick(found(page, "save_mentors", QPushButton), Qt.MouseButton.LeftButton)
    assert mentors(desk) == {"学生71": "陈老师", "学生72": "刘老师"}
    assert not page.write.isEnabled()
    assert step_words(desk) == "Students without a mentor: 2 of 4"


def test_another_class_waits_until_this_one_is_saved(desk: PageDesk) -> None:
    page = desk.open(MentorsPage)
    desk.qtbot.keyClick(page.everybody, Qt.Key.Key_L)
    desk.qtbot.keyClick(page.school_class, Qt.Key.Key_Down)
    page.school_class.activated.emit(1)
    assert page.school_class.currentIndex() == 0
    assert "Please save the mentors of this class first." in desk.notices.lines
    page.save()
    page.school_class.setCurrentIndex(1)
    page.school_class.activated.emit(1)
    desk.qtbot.keyClick(page.everybody, Qt.Key.Key_C)
    page.save()
    assert mentors(desk)["学生82"] == "陈老师"
    assert step_words(desk) == "Every student has a mentor."


def test_what_is_chosen_stays_when_the_page_is_read_anew(desk: PageDesk) -> None:
    page = desk.open(MentorsPage)
    first = next(iter(page.grid.choices.values()))
    desk.qtbot.keyClick(first, Qt.Key.Key_L)
    desk.school.run(staff.add_staff.bind({"name": "赵老师"}))
    page.reload()
    assert first.currentText() == "刘老师"
    assert len(page.changes()) == 1


def test_all_or_none_and_who_left_is_no_mentor(desk: PageDesk) -> None:
    students = desk.school.run(roster.list_students.bind())
    here, gone = (desk.school.run(staff.add_staff.bind({"name": name})) for name in ("钱老师", "孙老师"))
    today = desk.school.clock.today()
    desk.school.run(roster.assign_mentors.bind(((students[0].id, here), (students[1].id, here)), today))
    later = today + timedelta(days=1)
    posts = ((students[2].id, gone), (students[0].id, gone))
    with pytest.raises(RuleBroken):
        desk.school.run(roster.assign_mentors.bind(posts, today - timedelta(days=1)))
    assert set(mentors(desk).values()) == {"钱老师"}
    assert len(mentors(desk)) == 2
    assert desk.school.run(roster.assign_mentors.bind(((students[0].id, here), (students[2].id, here)), later)) == 1


def test_the_grid_shows_who_is_here_by_number(desk: PageDesk) -> None:
    line = desk.school.run(roster.list_students.bind())[0]
    view = desk.school.run(roster.get_student.bind(line.id))
    values = {"name": line.name, "status": StudentStatus.TRANSFERRED}
    desk.school.run(roster.correct_student.bind(view, values, {}, ()))
    assert line.class_id is not None
    seats = desk.school.run(roster.mentor_seats.bind(line.class_id))
    assert [seat.student.name for seat in seats] == ["学生72"]
