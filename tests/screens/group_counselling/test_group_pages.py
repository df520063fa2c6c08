"""Groups by keyboard and mouse: a group with twelve members and two meetings, drafts, papers without private lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desk_world import DeskWorld
from group_room import add_students, came, open_group, signed_meeting
from xinmiao.documents.raster import extract_text
from xinmiao.features.group_counselling import operations as groups
from xinmiao.features.group_counselling.editor.sheets import AddMembersColumn
from xinmiao.features.group_counselling.page import GroupsPage, MeetingPage
from xinmiao.features.group_counselling.page.printing import GroupPaper
from xinmiao.features.group_counselling.records import Attendance, MeetingState
from xinmiao.kernel.tasks import Target
from xinmiao.ui.page import Page
from xinmiao.ui.search_box import Found

W = TypeVar("W", bound=QWidget)
NAMES = tuple(f"学生{letter}" for letter in "甲乙丙丁戊己庚辛壬癸子丑")


def find(page: QWidget, kind: type[W], name: str) -> W:
    found = page.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


@pytest.fixture
def page(world: DeskWorld, show: Callable[[Page], None]) -> GroupsPage:
    made = GroupsPage(world.context())
    world.changes.listen(made.note_changes)
    show(made)
    return made


def test_a_group_of_twelve_is_made_by_typing_and_pasting(page: GroupsPage, world: DeskWorld, qtbot: QtBot) -> None:
    add_students(world.school, NAMES)
    page.page_actions()[0].trigger()
    find(page, QLineEdit, "topic").insert("情绪小组")
    qtbot.mouseClick(find(page, QPushButton, "save_group"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.table.count() == 1)
    page.reload()
    qtbot.waitUntil(lambda: page.view is not None)
    assert not page.detail.write.isEnabled()  # nobody is in it yet
    qtbot.mouseClick(page.detail.add, Qt.MouseButton.LeftButton)
    find(page, QPlainTextEdit, "member_names").setPlainText("，".join(NAMES))
    qtbot.mouseClick(find(page, QPushButton, "join"), Qt.MouseButton.LeftButton)
    page.reload()
    qtbot.waitUntil(lambda: page.detail.members.count() == 12)
    qtbot.mouseClick(page.detail.write, Qt.MouseButton.LeftButton)
    (group,) = world.school.run(groups.list_groups.bind())
    assert world.navigator.opened[-1] == Target("group_meeting", group.id)


def test_a_group_that_is_typed_and_not_saved_is_there_again(page: GroupsPage, world: DeskWorld, qtbot: QtBot) -> None:
    group_id = open_group(world.school)
    page.reload()
    qtbot.waitUntil(lambda: page.view is not None)
    page.sheets.edit(page.view)
    find(page, QLineEdit, "leaders").insert("吴老师")
    page.sheets.put_away()
    page.open_record(f"edit:{group_id}")
    assert find(page, QLineEdit, "leaders").text() == "吴老师"


def test_attendance_is_noted_by_keys_and_signing_names_the_gap(
    world: DeskWorld, qtbot: QtBot, show: Callable[[Page], None]
) -> None:
    students = add_students(world.school, NAMES)
    group_id = open_group(world.school, students)
    page = MeetingPage(world.context())
    show(page)
    page.open_record(group_id)
    form = page.writing.form
    qtbot.keyClicks(find(page, QLineEdit, "ended_at"), "11:50")
    form.form.editor("course").setFocus()
    find(page, QPlainTextEdit, "course").insertPlainText("相识与约定。")
    students = tuple(each.student_id for each in form.attendance.members())  # by class and name
    first, *rest = (find(page, QWidget, f"attendance_{key}") for key in students)
    qtbot.keyClick(first, Qt.Key.Key_2)  # late
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert rest[0].hasFocus()
    qtbot.keyClick(rest[0], Qt.Key.Key_3)  # absent
    page.writing.sign()
    assert form.members_problem.isVisible()
    qtbot.mouseClick(form.attendance.all_present, Qt.MouseButton.LeftButton)
    find(page, QLineEdit, f"words_{students[2]}").insert("母亲住院")
    page.writing.sign()
    qtbot.waitUntil(page.reading.isVisible)
    (line,) = world.school.run(groups.get_group.bind(group_id)).meetings
    view = world.school.run(groups.get_meeting.bind(line.id))
    noted = {member.student_id: member for _student, member in view.members}
    assert (view.state, line.came, line.expected) == (MeetingState.SIGNED, 11, 12)
    assert noted[students[0]].attendance is Attendance.LATE
    assert noted[students[1]].attendance is Attendance.ABSENT
    assert noted[students[2]].words == "母亲住院"


def test_an_unsaved_meeting_is_gone_on_with(world: DeskWorld, qtbot: QtBot, show: Callable[[Page], None]) -> None:
    group_id = open_group(world.school, add_students(world.school))
    page = MeetingPage(world.context())
    show(page)
    page.open_record(group_id)
    find(page, QLineEdit, "theme").insert("倾听")
    meeting_id = page.writing.form.draft().meeting_id
    assert page.may_leave()
    again = MeetingPage(world.context())
    show(again)
    again.open_record(meeting_id)
    qtbot.waitUntil(lambda: find(again, QLineEdit, "theme").text() == "倾听")


@pytest.mark.parametrize("kind", list(GroupPaper))
def test_papers_say_who_and_never_a_private_line(
    page: GroupsPage, world: DeskWorld, qtbot: QtBot, kind: GroupPaper
) -> None:
    students = add_students(world.school)
    group_id = open_group(world.school, students, plan="六次。")
    draft, _stamp = signed_meeting(world.school, group_id, came(students, m1="母亲住院"))
    page.reload()
    qtbot.waitUntil(lambda: page.view is not None)
    assert page.view is not None
    page.sheets.print_paper(page.view, kind, draft.meeting_id if kind is GroupPaper.MEETING else "")
    find(page, QLineEdit, "print_purpose").setText("归档")
    qtbot.mouseClick(find(page, QPushButton, "print_go_on"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(world.papers.shown))
    text = "".join("".join(extract_text(world.papers.shown[-1].content)).split())
    assert "王芳" in text
    assert "情绪小组" in text
    assert "母亲住院" not in text


def test_an_end_that_is_a_time_alone_is_of_the_day_the_meeting_began_on(
    world: DeskWorld, qtbot: QtBot, show: Callable[[Page], None]
) -> None:
    group_id = open_group(world.school, add_students(world.school))
    page = MeetingPage(world.context())
    show(page)
    page.open_record(group_id)
    for name, typed in (("started_at", "2026-11-16 9:00"), ("ended_at", "9:45")):
        line = find(page, QLineEdit, name)
        line.setFocus()
        line.selectAll()
        qtbot.keyClicks(line, typed)
        qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert find(page, QLineEdit, "ended_at").text() == "2026-11-16 09:45"


def test_one_member_is_added_by_the_finder(page: GroupsPage, world: DeskWorld, qtbot: QtBot) -> None:
    ids = add_students(world.school, NAMES)
    open_group(world.school)
    page.reload()
    qtbot.waitUntil(lambda: page.view is not None)
    column = AddMembersColumn((), lambda _typed, _most: [Found(ids[4], NAMES[4], "七年级2班")])
    qtbot.addWidget(column)
    column.show()
    asked: list[tuple[str, ...]] = []
    column.confirmed.connect(asked.append)
    join = find(column, QPushButton, "join")
    assert not join.isEnabled()
    qtbot.keyClicks(column.person, "xs")
    qtbot.keyClick(column.person, Qt.Key.Key_Return)
    assert column.picked.chosen() == {ids[4]}
    assert column.person.text() == "", "there is room for the next one"
    qtbot.mouseClick(join, Qt.MouseButton.LeftButton)
    assert asked == [(ids[4],)]
    column.picked.choose(())
    column.picked.changed.emit(frozenset())
    assert not join.isEnabled(), "taken back"
