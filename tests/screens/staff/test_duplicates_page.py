"""Two entries of one child by clicks: compared, merged, and made two again."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from page_desk import PageDesk, one
from xinmiao.app.people_finder import PeopleFinder
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.page.duplicates_page import DuplicatesPage


def press(qtbot: QtBot, page: DuplicatesPage, name: str) -> None:
    qtbot.mouseClick(one(page, QPushButton, name), Qt.MouseButton.LeftButton)


def test_two_become_one_and_two_again(desk: PageDesk, qtbot: QtBot) -> None:
    run, birth = desk.school.run, {"birth_date": date(2013, 5, 1)}
    first = run(roster.add_student.bind({"name": "王芳"}, {**birth, "address": "向阳路"}))
    run(roster.add_student.bind({"name": "王方"}, {**birth, "ethnicity": "汉族"}))
    page = desk.open(DuplicatesPage)
    assert [pair.first.name for pair in page.table.shown_records()] == ["王芳"]
    one(page, QRadioButton, "second_student_name").setChecked(True)
    assert one(page, QRadioButton, "second_student_details_ethnicity").isChecked(), "what is empty is filled"
    desk.notices.answer("Make the two one student?", "merge")
    press(qtbot, page, "merge_pair")
    [line] = run(roster.list_students.bind())
    assert (line.id, line.name) == (first, "王方")
    assert page.table.count() == 0
    view = run(roster.get_student.bind(first))
    assert (view.details.address, view.details.ethnicity) == ("向阳路", "汉族")

    finder = PeopleFinder()
    finder.begin(desk.context().tasks, with_merged=True)
    assert {found.id for found in finder("wangfang", 9)} == {first}

    [merge] = run(roster.list_merges.bind())
    press(qtbot, page, f"undo_{merge.id}")
    press(qtbot, page, "unmerge_form_button")
    assert sorted(line.name for line in run(roster.list_students.bind())) == ["王方", "王芳"]
    assert page.table.count() == 1


def test_two_who_are_two_are_not_asked_about_again(desk: PageDesk, qtbot: QtBot) -> None:
    for name in ("王芳", "王方"):
        desk.school.run(roster.add_student.bind({"name": name}, {"birth_date": date(2013, 5, 1)}))
    page = desk.open(DuplicatesPage)
    press(qtbot, page, "keep_apart")
    assert page.table.count() == 0
