"""A full plan by mouse: goals, measures with person, place and day, two reviews with progress, and its three papers."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QPushButton, QWidget

from journeys.conftest import Start
from journeys.steps import growth_file_page
from journeys.year_desk import STUDENT, Desk, school_begins, signed_in
from signed_in import SignedInSchool

REASONS = "近两个月夜里睡不着，上午常常趴在桌上。"
STRENGTHS = "喜欢画画，愿意照顾小动物。"
PROTECTIVE = "外婆每天接送，和同桌要好。"
GOALS = (("每晚睡满七小时", "睡眠日记", "现在四小时左右"), ("每周和同学一起活动一次", "班主任看到", "课间独自一人"))
MEASURES = (("每晚十点收手机", "母亲", "2026-12-01", "家里"), ("每周二辅导一次", "周老师", "2026-12-20", "辅导室"))
FIRST_EVIDENCE, SECOND_EVIDENCE = "日记里五天睡满六小时", "连续三周睡满七小时"


@pytest.fixture
def desk(start: Start, school: SignedInSchool, tmp_path: Path) -> Desk:
    """Sign in as the counsellor."""
    school_begins(school)
    return signed_in(start, school, tmp_path)


def test_a_plan_with_two_reviews_by_mouse(desk: Desk) -> None:
    write_the_plan(desk)
    a_measure_becomes_due_and_is_done(desk)
    first_review(desk)
    print_for_the_meeting_and_the_family(desk)
    second_review_ends_the_plan(desk)


def write_the_plan(desk: Desk) -> None:
    """From the student's page: reasons, strengths, two goals, two measures, agreed in the meeting."""
    person = desk.person
    person.click("search_box")
    person.type("zxh")
    person.wait(lambda: person.found() == [STUDENT])
    person.press(Qt.Key.Key_Return)
    growth_file_page(person)
    person.click("plan_begin")
    person.find("plan_form", QWidget)
    person.settle()
    desk.write({"reasons": REASONS, "strengths": STRENGTHS, "protective": PROTECTIVE})
    person.click("goals_add")
    person.click("measures_add")
    goals = [row for row in person.page.findChildren(QWidget, "row_plan_goal") if row.isVisible()]
    for row, (what, seen, baseline) in zip(goals, GOALS, strict=True):
        desk.write({"what": what, "how_seen": seen, "baseline": baseline}, row)
    measures = [row for row in person.page.findChildren(QWidget, "row_plan_measure") if row.isVisible()]
    for row, (what, who, due, where) in zip(measures, MEASURES, strict=True):
        desk.write({"what": what, "who": who, "due_on": due, "where": where}, row)
    desk.segment("side", "home", measures[0])
    desk.write({"participants": "母亲、班主任、学生", "next_review_on": "2026-12-21"})
    person.click("agree_plan")
    person.find("plan_reading", QWidget)
    desk.look_for(REASONS, "执行中", *(goal[0] for goal in GOALS), *(each[0] for each in MEASURES))
    assert STUDENT not in desk.today(), "nothing is due on the day of the meeting"


def a_measure_becomes_due_and_is_done(desk: Desk) -> None:
    """A day after it should have been done it stands on Today, until somebody says how it went."""
    person = desk.person
    desk.days_pass(9)
    assert "应由母亲在 2026-12-01 前完成：已过 1 个上课日" in desk.today()
    desk.open_task(STUDENT)
    person.wait(lambda: person.page.objectName() == "plan_page")
    desk.look_for("逾期")
    done = [button for button in person.page.findChildren(QPushButton) if button.objectName().startswith("done_")]
    person.click_on(done[0])
    person.find("plan_question", QWidget)
    desk.write({"done_words": "母亲说第二晚起就做到了。"})
    person.click("confirm_plan")
    desk.gone("plan_question")
    assert STUDENT not in desk.today()


def first_review(desk: Desk) -> None:
    """The day of the review: one goal moves, the plan goes on."""
    person = desk.person
    desk.days_pass(19)
    assert "约定 2026-12-21 复评：今天" in desk.today()
    desk.open_task("复评")
    person.find("plan_question", QWidget)
    answer(desk, ("moving", FIRST_EVIDENCE), ("not_begun", "还没有机会"))
    desk.segment("decision", "go_on")
    desk.write({"words": "睡眠好些了。", "next_review_on": "2027-03-01"})
    person.click("confirm_plan")
    desk.gone("plan_question")
    desk.look_for(FIRST_EVIDENCE, "2027-03-01")
    assert "复评" not in desk.today()


def answer(desk: Desk, *told: tuple[str, str]) -> None:
    """Say for each goal how far it has come, and what shows it."""
    person = desk.person
    person.settle()
    goals = [w for w in person.page.findChildren(QWidget) if w.objectName().startswith("review_goal_")]
    for goal, (progress, evidence) in zip([goal for goal in goals if goal.isVisible()], told, strict=True):
        desk.segment("progress", progress, goal)
        desk.write({"evidence": evidence}, goal)


def print_for_the_meeting_and_the_family(desk: Desk) -> None:
    """The meeting's sheet holds the plan and the review; the family's page is one page without reasons."""
    person = desk.person
    open_plan(desk)
    person.click_menu("header_more", "action_print", person.page)
    sheet = desk.printed("plan_meeting", "个案会商")
    for words in (STUDENT, REASONS, FIRST_EVIDENCE, *(each[0] for each in GOALS), *(each[3] for each in MEASURES)):
        assert words in sheet, words
    person.click_menu("header_more", "action_print_family", person.page)
    page = desk.printed("plan_family", "与家庭约定")
    assert "每晚十点收手机" in page
    assert "12356" in page
    assert REASONS not in page
    assert "第1页，共1页" in page


def open_plan(desk: Desk) -> None:
    """Go to the student's plan through the list of all plans."""
    person = desk.person
    desk.go("plans")
    table = person.find("plan_table", QAbstractItemView)
    person.click_row(table, STUDENT)
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: person.page.objectName() == "plan_page")
    person.settle()


def second_review_ends_the_plan(desk: Desk) -> None:
    """In spring both goals are reached; the plan is closed and nothing of it waits on Today any more."""
    person = desk.person
    desk.days_pass(70)
    desk.open_task("复评")
    person.find("plan_question", QWidget)
    answer(desk, ("reached", SECOND_EVIDENCE), ("reached", "参加了美术社团"))
    desk.segment("decision", "close")
    desk.write({"words": "两个目标都达到了。"})
    person.click("confirm_plan")
    desk.gone("plan_question")
    desk.look_for(SECOND_EVIDENCE)
    person.click_menu("header_more", "action_print_history", person.page)
    paper = desk.printed("plan_history", "移交")
    for words in (REASONS, FIRST_EVIDENCE, SECOND_EVIDENCE, "母亲说第二晚起就做到了", "两个目标都达到了"):
        assert words in paper, words
    assert STUDENT not in desk.today()
