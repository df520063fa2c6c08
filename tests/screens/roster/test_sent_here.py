"""Other pages send people to the roster's form: a student to be corrected, a new one to go on with."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from roster_desk import RosterDesk, found
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.page.students import StudentsPage
from xinmiao.kernel.access import Role


def name_on(page: StudentsPage) -> str:
    return str(found(page, "name", QLineEdit).text())


def test_a_page_not_shown_yet_opens_the_form_of_the_student(desk: RosterDesk, qtbot: QtBot) -> None:
    student = desk.add("王芳")
    desk.add("李雷")
    page = StudentsPage(desk.context)
    qtbot.addWidget(page)
    page.open_record(f"edit:{student}")
    page.show()
    qtbot.waitUntil(lambda: page.sheet.editing)
    assert name_on(page) == "王芳"


def test_another_student_takes_the_place_and_the_first_is_kept_as_a_draft(desk: RosterDesk, qtbot: QtBot) -> None:
    first, second = desk.add("王芳"), desk.add("李雷")
    page = desk.show(StudentsPage)
    page.open_record(f"edit:{first}")
    qtbot.waitUntil(lambda: page.sheet.editing)
    qtbot.keyClicks(found(page, "name", QLineEdit), "A")
    page.open_record(f"edit:{second}")
    qtbot.waitUntil(lambda: page.sheet.editing and name_on(page) == "李雷")
    page.open_record("new:")
    qtbot.waitUntil(lambda: page.sheet.editing and name_on(page) == "")
    page.open_record(f"edit:{first}")
    qtbot.waitUntil(lambda: page.sheet.editing and "A" in name_on(page))


def test_class_teachers_are_named_as_long_as_they_are(desk: RosterDesk) -> None:
    one, other = desk.add_class("七(1)班"), desk.add_class("七(2)班")
    run = desk.school.run
    form = NewAccountForm("林老师", frozenset({Role.CLASS_TEACHER}), "some words more here")
    lin = run(accounts.add_account.bind(form))
    form = NewAccountForm("马老师", frozenset({Role.CLASS_TEACHER}), "other words than before")
    ma = run(accounts.add_account.bind(form))
    run(roster.give_class_to_account.bind(one, lin, date(2026, 9, 1)))
    assert run(roster.class_teacher_names.bind(one)) == ("林老师",)
    assert run(roster.class_teacher_names.bind(other)) == ()
    run(roster.give_class_to_account.bind(one, ma, date(2026, 11, 23)))
    assert run(roster.class_teacher_names.bind(one)) == ("马老师",)
