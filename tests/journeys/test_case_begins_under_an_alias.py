"""A case by mouse from its first day: an alias, the intake, a name found, a note with risk, what Today says of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from journeys.conftest import Start
from journeys.driver import CTRL
from journeys.steps import growth_file_page
from journeys.year_desk import STUDENT, Desk, school_begins, signed_in
from signed_in import SignedInSchool

ALIAS = "来访者小海"
WORDS = "她说想到过不在了会怎样，说出来以后松了一口气。"
THOUGHTS = "上个月夜里想过两次，没有想过怎么做。"
COMPLAINT = "晚上躺下就想白天的事，想着想着天就亮了。"


@pytest.fixture
def desk(start: Start, school: SignedInSchool, tmp_path: Path) -> Desk:
    """Sign in as the counsellor."""
    school_begins(school)
    return signed_in(start, school, tmp_path)


def test_from_an_alias_to_a_signed_note_with_risk_by_mouse(desk: Desk) -> None:
    open_under_an_alias(desk)
    write_the_intake(desk)
    print_the_intake(desk)
    find_the_name(desk)
    write_a_note_with_risk(desk)
    print_the_note(desk)
    do_what_today_says(desk)
    print_the_growth_file(desk)


def open_under_an_alias(desk: Desk) -> None:
    """The case begins without a name."""
    person = desk.person
    desk.go("casework")
    person.click_menu("header_more", "action_new_alias", person.page)
    person.find("case_beginning", QWidget)
    person.settle()
    desk.write({"alias": ALIAS})
    person.choose("source", "自述")
    person.click("filter_emotion")
    person.click("confirm_beginning")
    person.wait(lambda: person.page.objectName() == "case_intake")
    desk.look_for(ALIAS, "尚未保存")


def write_the_intake(desk: Desk) -> None:
    """What is known on the first day; the rest stays unknown and blocks nothing."""
    person = desk.person
    desk.write({"done_on": "2026-11-23", "complaint": COMPLAINT})
    desk.segment("willingness", "willing")
    desk.segment("secrecy", "orally")
    desk.write({"secrecy_on": "2026-11-23"})
    person.choose("guardian", "未告知")
    desk.segment("life_events", "yes")
    desk.write({"event_when_1": "2024-08", "event_what_1": "搬家转学"})
    person.press(Qt.Key.Key_S, CTRL)
    person.wait(lambda: "尚未保存" not in desk.told())
    assert "搬家转学" in person.text("event_what_1")


def print_the_intake(desk: Desk) -> None:
    """The paper says what is known, and what is not known yet."""
    person = desk.person
    person.click_menu("header_more", "action_print_intake", person.page)
    paper = desk.printed("intake", "留存档案")
    for words in (ALIAS, COMPLAINT, "搬家转学", "已口头说明", "未告知", "躯体健康未了解"):
        assert words in paper, words


def find_the_name(desk: Desk) -> None:
    """The student says his name a week later; why it is written down stays readable."""
    person = desk.person
    desk.days_pass(7)
    desk.go("casework")
    table = person.find("cases", QAbstractItemView)
    person.click_row(table, ALIAS)
    person.click_menu("header_more", "action_join_identity", person.page)
    person.find("case_identity", QWidget)
    person.settle()
    person.click("confirm_identity")
    desk.look_for("请选择学生。")
    person.click("identity_student")
    person.type("zxh")
    person.press(Qt.Key.Key_Return)
    desk.write({"identity_reason": "本人愿意说出姓名"})
    person.click("confirm_identity")
    desk.gone("case_identity")
    desk.look_for(STUDENT)
    assert ALIAS not in person.words(person.page)


def write_a_note_with_risk(desk: Desk) -> None:
    """Yes to thoughts: what to do today is offered; the four questions at the end; Today says what was taken on."""
    person = desk.person
    table = person.find("cases", QAbstractItemView)
    person.click_row(table, STUDENT)
    person.click("button_new")
    person.find("note_form", QWidget)
    person.settle()
    desk.write({"started_at": "2026-11-30 09:00", "ended_at": "09:50", "free_text": WORDS})
    person.choose("form", "个别")
    desk.segment("ideation_answer", "yes")
    desk.write({"ideation_words": THOUGHTS})
    desk.segment("plan_answer", "asked_no")
    desk.look_for("有风险，今天要做：")
    person.click("tell_guardian")
    assert person.text("reminder") == "告知监护人"
    person.click("guardian_told")
    assert person.text("told_whom") == "监护人，2026-11-30 10:05"
    desk.write({"next_time": "下周一同一时间"})
    desk.segment("level_changed", "no")
    assert (person.text("next_time"), person.text("next_on")) == ("09:00", "2026-12-07")
    person.click("sign_note")
    person.find("note_reading", QWidget)
    desk.look_for(WORDS, THOUGHTS, "监护人，2026-11-30 10:05", "已签名")


def print_the_note(desk: Desk) -> None:
    """The note's own paper holds every word, in the order of the page."""
    person = desk.person
    person.press(Qt.Key.Key_P, CTRL)
    person.settle()
    paper = desk.printed("note", "个案会商")
    for words in (STUDENT, WORDS, THOUGHTS, "计划：问过·无", "个案会商"):
        assert words in paper, words
    assert ALIAS not in paper


def do_what_today_says(desk: Desk) -> None:
    """The reminder of the note is ticked off, the guardian's answer is written down: both vanish."""
    person = desk.person
    assert f"征求 {STUDENT} 监护人的同意" in desk.today()
    assert "告知监护人" in person.words(person.find("reminder_list", QWidget))
    person.click("reminder_row")
    desk.look_for("今天没有到期的提醒。")
    desk.open_task("监护人的同意")
    person.wait(lambda: person.page.objectName() == "case_intake")
    person.settle()
    person.choose("guardian", "已同意")
    desk.write({"guardian_words": "母亲，11月30日电话，愿意配合。"})
    person.press(Qt.Key.Key_S, CTRL)
    desk.look_for("已保存")
    assert "监护人的同意" not in desk.today()


def print_the_growth_file(desk: Desk) -> None:
    """The summary of the case stands in the student's file: intake, note, and who was told."""
    person = desk.person
    person.click("search_box")
    person.type("zxh")
    person.wait(lambda: person.found() == [STUDENT])
    person.press(Qt.Key.Key_Return)
    page = growth_file_page(person)
    desk.look_for(WORDS)
    person.click_menu("header_more", "action_print", page)
    paper = desk.printed("growth_file", "移交")
    for words in (STUDENT, WORDS, THOUGHTS, f"化名“{ALIAS}”补上姓名", "监护人，2026-11-3010:05", "用途：移交"):
        assert words in paper, words
