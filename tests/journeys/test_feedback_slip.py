"""A feedback slip through the whole program: the class teacher tells, the room answers, the teacher reports back.

Each signs in with his own password at the same program; what passes between them lies sealed in the school's file.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from doubles import FrozenClock
from journeys.conftest import Start
from journeys.driver import CTRL, Person, cheap_means
from signed_in import FOUNDER_PASSWORD
from teacher_school import OTHER, PASSWORD, STUDENT, TEACHER, make_teacher_school
from xinmiao.kernel.tasks import Target
from xinmiao.ui.tables.record_table import RecordTable

SEEN = "近两周课间总是一个人坐着。"
CAN_DO = "每天早读前说一句话。"
WHOM = "周老师"
DONE = "每天早上聊两句，他笑了。"


def test_a_slip_goes_from_the_teacher_to_the_room_and_back_twice(start: Start, tmp_path: Path, home: Path) -> None:
    there = make_teacher_school(tmp_path, config=home / "xinmiao_config")
    there.school.lock()
    person = start(cheap_means(FrozenClock()))
    as_teacher(person, TEACHER)
    tell_the_room(person)
    as_counsellor(person)
    answer(person)
    as_teacher(person, OTHER)
    person.bench.open(Target("own_feedback"))
    person.settle()
    assert STUDENT not in person.words(person.page)
    as_teacher(person, TEACHER)
    assert f"回馈为{STUDENT}做了什么" in person.words(person.page)  # his own day says what is next
    report_back(person)
    as_counsellor(person)
    close(person)
    as_teacher(person, TEACHER)
    person.bench.open(Target("own_feedback"))
    person.settle()
    table = person.find("own_feedback_table", RecordTable)
    assert table.count() == 1
    assert "回馈为" not in person.words(person.page)


def as_teacher(person: Person, label: str) -> None:
    """Sign in as a class teacher."""
    change_to(person, label, PASSWORD)


def as_counsellor(person: Person) -> None:
    """Sign in as the counsellor, and wait until what arrived is taken in."""
    change_to(person, "周老师", FOUNDER_PASSWORD)
    person.settle()


def change_to(person: Person, label: str, password: str) -> None:
    """Lock, then sign in."""
    if person.shell.signed_in is not None:
        person.press(Qt.Key.Key_L, CTRL)
        person.at_lock_screen()
    person.sign_in(password, label)


def tell_the_room(person: Person) -> None:
    """Ask the room for advice about the only child of the class."""
    person.bench.open(Target("own_feedback"))
    person.settle()
    person.press(Qt.Key.Key_N, CTRL)
    person.find("background", QPlainTextEdit)
    person.choose("slip_student", f"{STUDENT}  七年级1班")
    person.fill("background", SEEN)
    person.press(Qt.Key.Key_S, CTRL)
    table = person.find("own_feedback_table", RecordTable)
    person.wait(lambda: table.count() == 1)


def answer(person: Person) -> None:
    """Open what arrived from Today and answer it."""
    person.wait(lambda: f"答复{STUDENT}的重点反馈单" in person.words(person.page))
    person.bench.open(Target("feedback_slips"))
    person.settle()
    table = person.find("slip_table", RecordTable)
    person.wait(lambda: table.count() == 1)
    person.click_row(table, STUDENT)
    person.press(Qt.Key.Key_Return)
    person.find("slip_reading", QWidget)
    person.wait(lambda: SEEN in person.words(person.page))
    person.press(Qt.Key.Key_Return, CTRL)
    person.find("can_do", QPlainTextEdit)
    person.fill("can_do", CAN_DO)
    person.fill("whom", WHOM)
    person.press(Qt.Key.Key_S, CTRL)
    person.wait(lambda: "等老师回馈" in person.words(person.page))


def report_back(person: Person) -> None:
    """Read the room's answer and say what was done."""
    person.bench.open(Target("own_feedback"))
    person.settle()
    table = person.find("own_feedback_table", RecordTable)
    person.click_row(table, STUDENT)
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: CAN_DO in person.words(person.page))
    person.press(Qt.Key.Key_Return, CTRL)
    person.find("done", QPlainTextEdit)
    person.fill("done", DONE)
    person.press(Qt.Key.Key_S, CTRL)
    person.wait(lambda: "正在送出" in person.words(person.page) or "正送往辅导室" in person.words(person.page))


def close(person: Person) -> None:
    """Read what was done and close the slip."""
    person.bench.open(Target("feedback_slips"))
    person.settle()
    table = person.find("slip_table", RecordTable)
    person.wait(lambda: table.count() == 1)
    person.click_row(table, STUDENT)
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: DONE in person.words(person.page))
    person.press(Qt.Key.Key_Return, CTRL)
    person.find("closing", QWidget)
    person.press(Qt.Key.Key_S, CTRL)
    person.wait(lambda: "已办结" in person.words(person.page))
