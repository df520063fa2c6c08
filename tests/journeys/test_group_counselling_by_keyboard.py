"""A counselling group by keyboard: members by the finder, a meeting with attendance and a private line, its paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from journeys.conftest import Start
from journeys.driver import CTRL, SHIFT
from journeys.steps import growth_file_page
from journeys.year_desk import OTHER, STUDENT, Desk, school_begins, signed_in
from signed_in import SignedInSchool

KEY = Qt.Key
TOPIC, COURSE, STEP = "情绪小组", "先定约定，再说各自的一周。", "下次带一张画"
PRIVATE = "会后说起母亲住院"


@pytest.fixture
def students(school: SignedInSchool) -> dict[str, str]:
    """Furnish the school."""
    return school_begins(school)


@pytest.fixture
def desk(start: Start, school: SignedInSchool, students: dict[str, str], tmp_path: Path) -> Desk:
    """Sign in as the counsellor."""
    return signed_in(start, school, tmp_path)


def test_a_group_meets_and_the_private_line_stays_in_its_members_file(desk: Desk, students: dict[str, str]) -> None:
    make_the_group(desk)
    add_two_members(desk)
    write_of_the_meeting(desk, students)
    print_of_the_meeting(desk)
    look_into_the_files(desk)


def make_the_group(desk: Desk) -> None:
    """Ctrl+N on the page of groups."""
    person = desk.person
    person.go_to("nav_today")
    while person.focus.objectName() != "nav_group_counselling":
        person.press(KEY.Key_Down)
        if person.focus.objectName().startswith("section_"):
            person.press(KEY.Key_Space)
    person.press(KEY.Key_Return)
    person.wait(lambda: person.page.objectName() == "group_counselling")
    person.settle()
    person.press(KEY.Key_N, CTRL)
    person.find("group_column", QWidget)
    person.settle()
    person.go_to("topic")
    person.type(TOPIC)
    person.press(KEY.Key_S, CTRL)
    desk.gone("group_column")
    desk.look_for(TOPIC)


def add_two_members(desk: Desk) -> None:
    """Found by initials, one after the other."""
    person = desk.person
    person.press_enter_at("add_members_button")
    person.find("add_members", QWidget)
    person.settle()
    person.go_to("member_person")
    for letters in ("zxh", "wn"):
        person.type(letters)
        person.press(KEY.Key_Return)
        person.settle()
    person.press_enter_at("join")
    desk.gone("add_members")


def write_of_the_meeting(desk: Desk, students: dict[str, str]) -> None:
    """Ctrl+M; the shared note above, who came below, Ctrl+Enter signs."""
    person = desk.person
    person.press(KEY.Key_M, CTRL)
    person.find("meeting_form", QWidget)
    person.settle()
    told = (("started_at", "2026-11-23 9:00"), ("ended_at", "9:45"), ("course", COURSE), ("next_step", STEP))
    for name, words in told:
        person.go_to(name)
        person.press(KEY.Key_A, CTRL)
        person.type(words)
    person.press(KEY.Key_Return, CTRL)
    person.find("members_problem", QWidget)
    person.settle()
    assert person.focus.objectName().startswith("attendance_"), "the keyboard is where an answer is missing"
    person.go_to(f"attendance_{students[STUDENT]}")
    person.press(KEY.Key_2)
    person.go_to(f"words_{students[STUDENT]}")
    person.type(PRIVATE)
    person.press(KEY.Key_A, CTRL | SHIFT)
    person.press(KEY.Key_Return, CTRL)
    desk.look_for(COURSE, "已签名")


def print_of_the_meeting(desk: Desk) -> None:
    """The paper of the meeting says who came, and nothing private."""
    person = desk.person
    person.press(KEY.Key_P, CTRL)
    person.settle()
    paper = desk.printed("meeting", "存档")
    for words in (TOPIC, COURSE, STUDENT, OTHER, "迟到"):
        assert words in paper, words
    assert PRIVATE not in paper


def look_into_the_files(desk: Desk) -> None:
    """The private line stands in her file, and not in that of the other member."""
    look_into_the_file(desk, "zxh", STUDENT)
    assert PRIVATE in desk.told()
    look_into_the_file(desk, "wn", OTHER)
    assert PRIVATE not in desk.told()


def look_into_the_file(desk: Desk, letters: str, name: str) -> None:
    """Find a student by Ctrl+K; the meeting stands in the timeline."""
    person = desk.person
    person.press(KEY.Key_K, CTRL)
    person.type(letters)
    person.wait(lambda: person.found() == [name])
    person.press(KEY.Key_Return)
    growth_file_page(person)
    desk.look_for(TOPIC)
