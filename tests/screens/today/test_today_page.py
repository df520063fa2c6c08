"""Today by keys and clicks on a real school."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from page_desk import PageDesk, one
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.features.today import operations as today
from xinmiao.features.today.page import TodayPage
from xinmiao.features.today.page.reminder_list import ReminderRow
from xinmiao.features.today.page.rows import PressedRow
from xinmiao.features.today.page.task_list import TaskRow
from xinmiao.kernel.access import Role
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import _
from xinmiao.ui.widgets.labels import ElidedLabel

TODAY = date(2026, 11, 23)


def rows(page: TodayPage) -> list[TaskRow]:
    return [row for row in page.findChildren(TaskRow, "task_row") if row.isVisible()]


def reminders(page: TodayPage) -> list[ReminderRow]:
    return [row for row in page.findChildren(ReminderRow, "reminder_row") if row.isVisible()]


def invented(page: TodayPage, count: int) -> None:
    """Show `count` tasks that can be put aside."""
    assert page.view is not None
    tasks = tuple(
        Task(f"k{n}", _("Task {n}").format(n=n), _("Because"), Urgency.DUE, Target("page", str(n)))
        for n in range(count)
    )
    page.show_view(replace(page.view, tasks=tasks))


def test_a_new_school_is_told_what_is_next(desk: PageDesk) -> None:
    page = desk.open(TodayPage)
    assert [row.task.key for row in rows(page)] == ["backup:recent", "recovery_sheet:1", "backup:off_disk"]
    assert rows(page)[0].accessibleName() == "Overdue: There is no verified backup of the last seven days"
    assert page.header.findChildren(QPushButton, "button_write_note")


def test_click_and_enter_open_the_place_of_a_task(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(TodayPage)
    qtbot.mouseClick(rows(page)[1], Qt.MouseButton.LeftButton)
    rows(page)[0].setFocus()
    qtbot.keyClick(rows(page)[0], Qt.Key.Key_Return)
    assert desk.navigator.opened == [Target("accounts", "recovery_sheet"), Target("data_care", "backup")]


def test_down_and_up_go_along_the_tasks(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(TodayPage)
    first, second, _third = rows(page)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Up)
    qtbot.keyClick(first, Qt.Key.Key_Up)
    assert first.hasFocus()


def test_seven_are_shown_and_the_rest_opens_in_place(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(TodayPage)
    invented(page, 11)
    assert len(rows(page)) == 7
    more = one(page, QPushButton, "more_tasks")
    assert more.text() == "4 more tasks"
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert len(rows(page)) == 11
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert len(rows(page)) == 7


def test_five_thousand_tasks_are_counted_and_built_in_steps_only(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(TodayPage)
    invented(page, 7)
    assert not page.findChild(QLabel, "task_counts").isVisible()  # type: ignore[union-attr]
    invented(page, 5_000)
    assert (len(rows(page)), one(page, QLabel, "task_counts").text()) == (7, "Due 5000")
    more = one(page, QPushButton, "more_tasks")
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert (len(rows(page)), more.text()) == (57, "4943 more tasks")
    assert rows(page)[7].hasFocus()
    invented(page, 5_000)  # the same day, read anew
    assert len(rows(page)) == 57
    rows(page)[0].setFocus()
    qtbot.keyClick(rows(page)[0], Qt.Key.Key_Delete)
    boxes = [box for box in page.findChildren(PressedRow, "dismiss_task") if box.isVisible()]
    assert len(boxes) == 50


def test_several_tasks_are_put_aside_with_one_reason(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(TodayPage)
    invented(page, 3)
    rows(page)[1].setFocus()
    qtbot.keyClick(rows(page)[1], Qt.Key.Key_Delete)
    button = one(page, QPushButton, "dismiss")
    assert button.text() == "Put 1 task aside"
    boxes = [box for box in page.findChildren(PressedRow, "dismiss_task") if box.isVisible()]
    assert [box.isChecked() for box in boxes] == [False, True, False]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)  # no reason yet
    assert page.sheet.isVisible()
    boxes[2].setFocus()
    qtbot.keyClick(boxes[2], Qt.Key.Key_Space)
    one(page, QLineEdit, "reason").insert("已转告班主任")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not page.sheet.isVisible()
    with desk.school.workspace.database.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT key, reason FROM counselling.task_dismissal ORDER BY key").all()
    assert [tuple(row) for row in kept] == [("k1", "已转告班主任"), ("k2", "已转告班主任")]
    assert "backup:recent" in [row.task.key for row in rows(page)]


def test_a_task_that_must_be_done_is_not_offered_to_be_put_aside(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(TodayPage)
    rows(page)[0].setFocus()
    qtbot.keyClick(rows(page)[0], Qt.Key.Key_Delete)
    assert not page.sheet.isVisible()


def test_a_reminder_in_one_line_and_enter(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(TodayPage)
    new = next(action for action in page.page_actions() if action.name == "new")
    new.trigger()
    line = one(page, QLineEdit, "line")
    assert line.hasFocus()
    line.insert("回访")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    [kept] = desk.school.run(today.list_reminders.bind())
    assert (kept.line, kept.due_on, kept.student_id) == ("回访", date(2026, 11, 24), None)
    assert line.text() == ""
    assert one(page, QPushButton, "coming_reminders").text() == "1 reminder of later days"


def test_a_reminder_for_a_student_on_a_typed_day(desk: PageDesk, qtbot: QtBot) -> None:
    class_id = desk.school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    student = desk.school.run(roster.add_student.bind({"name": "王芳", "class_id": class_id}, {}))
    page = desk.open(TodayPage)
    page.reminders.adder.begin()  # type: ignore[union-attr]  # the founder is a counsellor
    one(page, QLineEdit, "line").insert("问问午休")
    day, who = one(page, QLineEdit, "due_on"), one(page, QLineEdit, "reminder_student")
    day.clear()
    qtbot.keyClicks(day, "2026-12-01")
    who.setFocus()
    qtbot.keyClicks(who, "wf")
    qtbot.keyClick(who, Qt.Key.Key_Return)
    assert who.text() == "王芳"
    qtbot.keyClick(who, Qt.Key.Key_Return)
    [kept] = desk.school.run(today.list_reminders.bind())
    assert (kept.line, kept.due_on, kept.student_id) == ("问问午休", date(2026, 12, 1), student)


def test_a_reminder_without_a_line_or_with_nobody_chosen_is_not_saved(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(TodayPage)
    page.reminders.adder.begin()  # type: ignore[union-attr]  # the founder is a counsellor
    line = one(page, QLineEdit, "line")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.property("invalid") is True
    line.insert("回访")
    qtbot.keyClicks(one(page, QLineEdit, "reminder_student"), "nobody")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert desk.school.run(today.list_reminders.bind()) == ()
    assert line.text() == "回访"


def test_space_finishes_a_reminder_and_undo_takes_it_back(desk: PageDesk, qtbot: QtBot) -> None:
    desk.school.run(today.add_reminder.bind("打电话", TODAY))
    page = desk.open(TodayPage)
    [row] = reminders(page)
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Space)
    assert reminders(page) == []
    assert page.toast.isVisible()
    qtbot.mouseClick(one(page, QPushButton, "undo"), Qt.MouseButton.LeftButton)
    assert [row.reminder.line for row in reminders(page)] == ["打电话"]
    assert not page.toast.isVisible()


def test_later_reminders_stand_behind_a_number(desk: PageDesk, qtbot: QtBot) -> None:
    desk.school.run(today.add_reminder.bind("月底", date(2026, 11, 30)))
    page = desk.open(TodayPage)
    assert reminders(page) == []
    qtbot.mouseClick(one(page, QPushButton, "coming_reminders"), Qt.MouseButton.LeftButton)
    assert [row.reminder.line for row in reminders(page)] == ["月底"]


def test_a_class_teacher_sees_his_classes_and_a_calm_sentence(desk: PageDesk, qtbot: QtBot) -> None:
    school = desk.school
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    other_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 3, 2026)))
    for name, where in (("王芳", class_id), ("李雷", class_id), ("韩梅梅", other_id)):
        school.run(roster.add_student.bind({"name": name, "class_id": where}, {}))
    teacher = school.run(
        accounts.add_account.bind(NewAccountForm("林老师", frozenset({Role.CLASS_TEACHER}), "some words more here"))
    )
    school.run(roster.give_class_to_account.bind(class_id, teacher, date(2026, 9, 1)))
    school.lock()
    school.sign_in("林老师", "some words more here")
    page = desk.open(TodayPage)
    [row] = [row for row in page.findChildren(PressedRow, "class_row") if row.isVisible()]
    assert row.accessibleName() == "七年级2班 2 students"
    assert "counsellor in person" in one(page, QLabel, "calm_sentence").text()
    assert not page.header.findChildren(QPushButton)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert desk.navigator.opened == [Target("students", class_id)]


def test_the_buttons_begin_what_they_say(desk: PageDesk, qtbot: QtBot) -> None:
    page = desk.open(TodayPage)
    qtbot.mouseClick(one(page, QPushButton, "button_write_note"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(one(page, QPushButton, "find_student"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(one(page, QPushButton, "begin_reminder"), Qt.MouseButton.LeftButton)
    assert desk.navigator.finds == [True, False]
    assert one(page, QLineEdit, "line").hasFocus()


@pytest.mark.usefixtures("chinese")
def test_when_nothing_is_left_one_may_go(desk: PageDesk) -> None:
    page = desk.open(TodayPage)
    assert page.view is not None
    page.show_view(replace(page.view, tasks=(), reminders=()))
    assert page.tasks.all_done.isVisible()
    assert page.tasks.all_done.sentence() == "今天该做的都做了，可以锁门。"
    assert one(page, ElidedLabel, "page_title").text() == "11月23日 周一"


def test_the_day_is_printed(desk: PageDesk) -> None:
    desk.school.run(today.add_reminder.bind("打电话", TODAY))
    page = desk.open(TodayPage)
    next(action for action in page.page_actions() if action.name == "print").trigger()
    assert "打电话" in desk.printed()
    assert desk.papers.shown[-1].file_name == "Today.pdf"
