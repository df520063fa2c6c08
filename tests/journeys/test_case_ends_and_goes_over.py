"""The end of a case by mouse: restricted, closed with its effect, opened again, handed to a colleague, who signs in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from counselling_room import CONTENT
from journeys.conftest import Start
from journeys.steps import growth_file_page
from journeys.year_desk import COLLEAGUE, COLLEAGUE_PASSWORD, OTHER, OWN, STUDENT, Desk, school_begins, signed_in
from signed_in import SignedInSchool
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseOpening, CaseSource, NoteDraft, Problem

SECRET, OPEN_WORDS = "她说只想让周老师一个人知道。", "他说和同桌和好了。"
PROMISE, KNOWN, SUMMARY = "答应过期末前再见一次", "班主任知道来过辅导室", "学业压力，已好转"


@pytest.fixture
def desk(start: Start, school: SignedInSchool, tmp_path: Path) -> Desk:
    """Sign in as the counsellor, who has two cases with a signed note each."""
    students = school_begins(school)
    for name, words in ((STUDENT, SECRET), (OTHER, OPEN_WORDS)):
        case = school.means.ids.new()
        opening = CaseOpening(case, students[name], CaseSource.SELF, (Problem.EMOTION,))
        school.run(casework.open_case.bind(opening))
        note = NoteDraft(school.means.ids.new(), case, None, replace(CONTENT, free_text=words))
        school.run(casework.sign_note.bind(note))
    return signed_in(start, school, tmp_path)


def test_a_case_is_restricted_closed_and_handed_over_by_mouse(desk: Desk) -> None:
    restrict(desk)
    close_with_effect(desk)
    hand_over(desk)
    the_colleague_signs_in(desk)


def in_the_caseload(desk: Desk, student: str) -> None:
    """Go to the caseload and click a case."""
    desk.go("casework")
    desk.person.click_row(desk.person.find("cases", QAbstractItemView), student)


def restrict(desk: Desk) -> None:
    """Nobody but oneself is named."""
    person = desk.person
    in_the_caseload(desk, STUDENT)
    person.click_menu("header_more", "action_restriction", person.page)
    person.wait(lambda: person.page.objectName() == "case_restriction")
    desk.look_for("未限阅")
    person.click("restrict")
    desk.look_for("解除限阅", "已保存。较早的备份内容不变。", "更改名单")


def close_with_effect(desk: Desk) -> None:
    person = desk.person
    in_the_caseload(desk, STUDENT)
    person.click_menu("header_more", "action_close_case", person.page)
    person.find("case_end", QWidget)
    person.settle()
    person.click("confirm_case_end")
    desk.look_for("请从列表中选一项。")
    person.choose("closing_reason", "目标达成")
    person.choose("closing_effect", "好转")
    desk.write({"closing_words": "睡得好了，也愿意和同学来往。"})
    person.click("confirm_case_end")
    desk.gone("case_end")
    assert STUDENT not in desk.told(), "the open cases stand first"
    person.click("filter_closed")
    desk.look_for(STUDENT, "已结案")


def hand_over(desk: Desk) -> None:
    person = desk.person
    in_the_caseload(desk, OTHER)
    person.click_menu("header_more", "action_hand_over", person.page)
    person.find("case_handing", QWidget)
    person.settle()
    person.click("confirm_handover")
    desk.look_for("请填写此项。")
    desk.write({"reason": "产假", "promises": PROMISE, "knows": KNOWN, "summary": SUMMARY})
    person.click("confirm_handover")
    person.find("handed_cases", QWidget)
    desk.look_for(OTHER, PROMISE)
    print_the_sheet(desk)
    paper_is_signed(desk)
    in_the_caseload(desk, OTHER)
    assert not person.find("button_new", QWidget).isEnabled(), "the case is the colleague's now"


def print_the_sheet(desk: Desk) -> None:
    """The hand-over sheet says what was promised and what is known, for three to sign."""
    person = desk.person
    put_away(desk)
    person.click_row(person.find("handovers", QAbstractItemView), "2026-11-23")
    person.click_menu("header_more", "action_print", person.page)
    paper = desk.printed("handover", "签字")
    for words in ("工作交接单", PROMISE, KNOWN, SUMMARY, f"{OWN}", COLLEAGUE, "产假"):
        assert words in paper, words
    for words in (STUDENT, OTHER, SECRET, OPEN_WORDS):  # the witness reads it too: cases have numbers, no names
        assert words not in paper, words


def put_away(desk: Desk) -> None:
    """Close the sheet by its cross, once it stands still."""
    cross = desk.person.find("sheet_close", QWidget)
    window = cross.window()
    desk.person.wait(lambda: window.rect().contains(cross.mapTo(window, cross.rect().center())))
    desk.person.click_on(cross)
    desk.gone("sheet_close")


def paper_is_signed(desk: Desk) -> None:
    """What stands on the paper is recorded, and the student's answer."""
    person = desk.person
    person.find("handovers", QWidget).setFocus()
    person.press(Qt.Key.Key_Return)
    person.find("handed_cases", QWidget)
    person.settle()
    desk.segment("reading_2026-002", "yes")
    person.settle()
    desk.write({"signed_names": "周老师、吴老师、德育处", "signed_on": "2026-11-23", "paper_place": "2-5-17"})
    person.click("record_signatures")
    person.wait(lambda: "未纸签" not in desk.told())
    put_away(desk)


def the_colleague_signs_in(desk: Desk) -> None:
    """She writes in the case that was handed to her; of the restricted one she learns whom to ask, and nothing more."""
    person = desk.person
    person.click_menu("account_menu_button", "action_lock")
    person.at_lock_screen()
    person.sign_in(COLLEAGUE_PASSWORD, COLLEAGUE)
    in_the_caseload(desk, OTHER)
    assert STUDENT not in desk.told()
    person.click("button_new")
    person.find("note_form", QWidget)
    desk.look_for(f"{OTHER} · 第 2 次")
    in_the_caseload(desk, OTHER)
    person.click_menu("header_more", "action_handovers", person.page)
    person.settle()
    desk.look_for("周老师", "产假")
    what_she_finds(desk)


def what_she_finds(desk: Desk) -> None:
    """The search in notes, the closed cases and the student's page hold no word of the restricted case."""
    person = desk.person
    desk.go("casework")
    assert hits_of(desk, "和好") == 1
    assert "【和好】" in desk.told()
    assert hits_of(desk, "一个人知道") == 0
    desk.write({"note_search": ""})
    person.press(Qt.Key.Key_Backspace)
    person.wait(lambda: person.seen("cases", QAbstractItemView))
    person.click("filter_closed")
    desk.look_for(STUDENT, "限阅个案 · 找周老师")
    person.click("search_box")
    person.type("zxh")
    person.wait(lambda: person.found() == [STUDENT])
    person.press(Qt.Key.Key_Return)
    growth_file_page(person)
    desk.look_for("限阅个案 · 找周老师")
    assert SECRET not in desk.told()


def hits_of(desk: Desk, words: str) -> int:
    """Search in the notes and return how many there are."""
    desk.write({"note_search": words})
    desk.person.press(Qt.Key.Key_Return)
    table = desk.person.find("hits", QAbstractItemView)
    desk.person.settle()
    return table.model().rowCount()
