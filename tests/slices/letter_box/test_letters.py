"""The letter box on real files: opened, letters entered and answered, counted, printed without a name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from counselling_room import COLLEAGUE, add_student
from foreign_files import png
from schools import ADMINISTRATOR, School, teacher
from xinmiao.documents.paper import Paper
from xinmiao.documents.pdf import render_pdf
from xinmiao.documents.raster import extract_text
from xinmiao.features.attachments import operations as attachments
from xinmiao.features.attachments.records import Host, NewAttachment
from xinmiao.features.letter_box import operations as box
from xinmiao.features.letter_box.prints import codes_paper, label_paper, list_paper, notice_paper, reply_paper
from xinmiao.features.letter_box.records import (
    AnswerForm,
    AnswerWay,
    LetterForm,
    LetterState,
    LetterTopic,
    LetterUrgency,
    LetterView,
    OpeningForm,
)
from xinmiao.features.roster import operations as roster
from xinmiao.kernel.errors import Conflict, NotFound, PermissionDenied, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.records import DataFile

TODAY = date(2026, 11, 23)
WORDS = "我最近总和同桌吵架，不知道怎么办。"
ANSWER = "先深呼吸，再说“我希望……”，周三中午可以来坐坐。"


def form(letter_id: str = "letter-1", **changes: Any) -> LetterForm:
    made = LetterForm(letter_id, TODAY, WORDS, LetterTopic.PEERS, LetterUrgency.NORMAL, signed=False)
    return replace(made, **changes)


def opened(school: School, letters: int = 2, day: date = TODAY, opening: str = "opening-1") -> str:
    return school.run(box.open_box.bind(OpeningForm(opening, day, letters, "周老师")))


def entered(school: School, **changes: Any) -> LetterView:
    made = form(**changes)
    school.run(box.save_letter.bind(made))
    return view_of(school, made.letter_id)


def view_of(school: School, letter_id: str = "letter-1") -> LetterView:
    return school.run(box.get_letter.bind(letter_id))


def answered(school: School, view: LetterView, how: AnswerWay = AnswerWay.BOARD, text: str = ANSWER) -> LetterView:
    school.run(box.answer_letter.bind(view.id, view.version, AnswerForm(how, TODAY, text)))
    return view_of(school, view.id)


def text_of(paper: Paper) -> str:
    return "".join("".join(extract_text(render_pdf(paper))).split())


def test_an_empty_box_is_counted_too(school: School) -> None:
    opened(school, 0)
    (one,) = school.run(box.list_openings.bind())
    assert (one.letters, one.entered) == (0, 0)
    counts = school.run(box.count_letters.bind(TODAY, TODAY))
    assert (counts.openings, counts.empty_openings, counts.letters) == (1, 1, 0)


def test_numbers_run_by_school_year(school: School) -> None:
    entered(school, letter_id="a", received_on=date(2026, 6, 30))
    entered(school, letter_id="b", received_on=date(2026, 9, 1))
    entered(school, letter_id="c")
    assert [view_of(school, each).number for each in "abc"] == ["2025-001", "2026-001", "2026-002"]


def test_a_letter_without_a_name_gets_a_code_and_one_typed_is_kept_as_it_is_compared(school: School) -> None:
    made = entered(school)
    assert len(made.reply_code) == 4
    assert not set(made.reply_code) & set("0O1IL2Z5S8BGQU") - set("L")
    typed = entered(school, letter_id="letter-2", reply_code=" ac-7 4 ")
    assert typed.reply_code == "AC74"
    again = entered(school, letter_id="letter-3", reply_code="AC74")
    assert again.earlier_with_code == 1
    own_word = entered(school, letter_id="letter-4", reply_code="小鱼")
    assert own_word.sender == "小鱼"


def test_a_signed_letter_stands_in_the_timeline_and_has_no_code(school: School) -> None:
    student = add_student(school, "王芳")
    view = entered(school, signed=True, student_id=student, reply_code="AC74")
    assert (view.sender, view.reply_code) == ("王芳", "")
    (entry,) = school.run(box.letter_timeline_entries.bind(student))
    assert entry.target.record == "letter-1"
    assert WORDS in entry.excerpt


def test_a_signed_letter_of_nobody_in_the_roster_keeps_the_name(school: School) -> None:
    view = entered(school, signed=True, signer_name="小禾")
    assert (view.student, view.sender) == (None, "小禾")
    with pytest.raises(ValidationFailed) as raised:
        entered(school, letter_id="letter-2", signed=True)
    assert set(raised.value.problems) == {"signer_name"}
    with pytest.raises(NotFound):
        entered(school, letter_id="letter-3", signed=True, student_id="not-here")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"words": "  "}, "words"),
        ({"received_on": None}, "received_on"),
        ({"received_on": date(2026, 11, 24)}, "received_on"),
        ({"topic": None}, "topic"),
        ({"words": "字" * 8001}, "words"),
        ({"words": "\x00坏"}, "words"),
        ({"reply_code": "A"}, "reply_code"),
        ({"reply_code": "ABCDEFGHIJKLM"}, "reply_code"),
        ({"reply_code": "A7;X"}, "reply_code"),
    ],
)
def test_bad_input_is_refused_at_its_field(school: School, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationFailed) as raised:
        entered(school, **changes)
    assert set(raised.value.problems) == {field}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"letters": None}, "letters"),
        ({"letters": -1}, "letters"),
        ({"letters": 501}, "letters"),
        ({"opened_on": None}, "opened_on"),
        ({"opened_on": date(2026, 11, 24)}, "opened_on"),
        ({"opened_name": " "}, "opened_name"),
    ],
)
def test_an_opening_that_cannot_be_is_refused(school: School, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationFailed) as raised:
        school.run(box.open_box.bind(replace(OpeningForm("opening-1", TODAY, 1, "周老师"), **changes)))
    assert set(raised.value.problems) == {field}


def test_no_more_letters_than_were_in_the_box_and_no_fewer_than_are_entered(school: School) -> None:
    opening = opened(school, 1)
    entered(school, opening_id=opening)
    with pytest.raises(RuleBroken):
        entered(school, letter_id="letter-2", opening_id=opening)
    (one,) = school.run(box.list_openings.bind())
    with pytest.raises(ValidationFailed):
        school.run(box.save_opening.bind(OpeningForm(opening, TODAY, 0, "周老师"), one.version))
    school.run(box.save_opening.bind(OpeningForm(opening, TODAY, 2, "周老师"), one.version))
    with pytest.raises(Conflict):
        school.run(box.save_opening.bind(OpeningForm(opening, TODAY, 3, "周老师"), one.version))


def test_entering_twice_is_a_conflict_and_changes_nothing(school: School) -> None:
    entered(school)
    with pytest.raises(Conflict):
        entered(school, words="别的")
    assert view_of(school).words == WORDS


def test_answered_closed_and_opened_again(school: School) -> None:
    view = entered(school)
    with pytest.raises(RuleBroken):
        school.run(box.close_letter.bind(view.id, view.version, ""))
    with pytest.raises(ValidationFailed) as raised:
        answered(school, view, text=" ")
    assert set(raised.value.problems) == {"answer"}
    view = answered(school, view)
    assert (view.state, view.answered_name, view.wait) == (LetterState.ANSWERED, "周老师", None)
    with pytest.raises(Conflict):
        school.run(box.close_letter.bind(view.id, view.version - 1, ""))
    school.run(box.close_letter.bind(view.id, view.version, "没有再来信。"))
    view = view_of(school)
    assert view.state is LetterState.CLOSED
    with pytest.raises(RuleBroken):
        answered(school, view)
    with pytest.raises(RuleBroken):
        school.run(box.save_letter.bind(form(base_version=view.version)))
    school.run(box.reopen_letter.bind(view.id, view.version))
    assert view_of(school).state is LetterState.ANSWERED


@pytest.mark.parametrize(
    ("answer", "fields"),
    [
        (AnswerForm(None, TODAY), {"answered_how"}),
        (AnswerForm(AnswerWay.TALK, None), {"answered_on"}),
        (AnswerForm(AnswerWay.TALK, date(2026, 11, 24)), {"answered_on"}),
        (AnswerForm(AnswerWay.TALK, date(2026, 11, 20)), {"answered_on"}),
        (AnswerForm(AnswerWay.TALK, TODAY, "字" * 2001), {"answer"}),
    ],
)
def test_an_answer_that_cannot_be_is_refused(school: School, answer: AnswerForm, fields: set[str]) -> None:
    view = entered(school)
    with pytest.raises(ValidationFailed) as raised:
        school.run(box.answer_letter.bind(view.id, view.version, answer))
    assert set(raised.value.problems) == fields


def test_clocks_urgent_at_once_the_others_after_three_school_days(school: School) -> None:
    entered(school, letter_id="on-time", received_on=date(2026, 11, 18))  # 19, 20 and 23 November: three school days
    entered(school, letter_id="late", received_on=date(2026, 11, 17))
    entered(school, letter_id="urgent", urgency=LetterUrgency.URGENT)
    tasks = {task.target.record: task for task in school.run(box.letter_tasks.bind())}
    assert set(tasks) == {"late", "urgent"}
    assert (tasks["urgent"].dismissible, tasks["late"].dismissible) == (False, True)


def test_the_box_is_late_only_after_it_was_first_opened(school: School) -> None:
    assert school.run(box.letter_tasks.bind()) == ()
    opened(school, 0, date(2026, 11, 16))
    assert school.run(box.letter_tasks.bind()) == ()
    opened(school, 1, date(2026, 11, 13), "opening-2")
    (task,) = school.run(box.letter_tasks.bind())
    assert task.key == "box_opening:opening-2"
    entered(school, opening_id="opening-2", received_on=TODAY)
    school.clock.advance(days=1)
    assert [task.key for task in school.run(box.letter_tasks.bind())] == ["letter_box:2026-11-16"]


def test_who_wrote_it_can_be_noted_later_once(school: School) -> None:
    student = add_student(school, "王芳")
    view = entered(school)
    with pytest.raises(ValidationFailed):
        school.run(box.identify_writer.bind(view.id, view.version, student, " "))
    school.run(box.identify_writer.bind(view.id, view.version, student, "自己来说的"))
    known = view_of(school)
    assert (known.student is not None, known.reply_code, known.signed) == (True, view.reply_code, False)
    with pytest.raises(RuleBroken):
        school.run(box.identify_writer.bind(view.id, known.version, student, "又一次"))


def test_a_picture_of_a_letter_follows_to_the_student_who_wrote_it(school: School) -> None:
    student = add_student(school, "王芳")
    view = entered(school)
    host = Host("letter", view.id)
    school.run(attachments.add_attachment.bind(NewAttachment("attachment-1", host, "letter.png", png())))
    assert school.run(attachments.attachment_timeline_entries.bind(student)) == ()
    school.run(box.identify_writer.bind(view.id, view.version, student, "自己来说的"))
    (entry,) = school.run(attachments.attachment_timeline_entries.bind(student))
    assert entry.target.page == "letter"


def test_letters_follow_a_merged_student(school: School) -> None:
    first, twin = add_student(school, "王芳"), add_student(school, "王方", 2)
    entered(school, signed=True, student_id=twin)
    school.run(roster.merge_students.bind(school.run(roster.compare_students.bind(first, twin))))
    assert len(school.run(box.letter_timeline_entries.bind(first))) == 1


def test_letters_are_found_by_their_words_and_codes(school: School) -> None:
    entered(school, reply_code="AC74")
    entered(school, letter_id="letter-2", words="数学跟不上。")
    assert [view.id for view in school.run(box.list_letters.bind("同桌"))] == ["letter-1"]
    assert [view.id for view in school.run(box.list_letters.bind("AC74"))] == ["letter-1"]
    assert len(school.run(box.list_letters.bind())) == 2


def test_what_is_counted_is_counted_by_hand(school: School) -> None:
    opened(school, 3)
    student = add_student(school, "王芳")
    answered(school, entered(school, letter_id="a", topic=LetterTopic.MOOD))
    entered(school, letter_id="b", signed=True, student_id=student, urgency=LetterUrgency.URGENT)
    entered(school, letter_id="c", received_on=date(2026, 10, 31))
    counts = school.run(box.count_letters.bind(date(2026, 11, 1), date(2026, 11, 30)))
    assert (counts.letters, counts.signed, counts.anonymous, counts.urgent, counts.answered) == (2, 1, 1, 1, 1)
    assert counts.by_topic == ((LetterTopic.PEERS, 1), (LetterTopic.MOOD, 1))
    assert counts.by_answer == ((AnswerWay.BOARD, 1),)
    with pytest.raises(ValidationFailed):
        school.run(box.count_letters.bind(date(2026, 11, 30), date(2026, 11, 1)))


def test_papers_for_the_board_carry_the_code_and_never_the_letter(school: School) -> None:
    student = add_student(school, "王芳")
    view = answered(school, entered(school, reply_code="AC74"))
    school.run(box.identify_writer.bind(view.id, view.version, student, "后来说的"))
    for paper in (
        reply_paper(school.run(box.collect_reply_print.bind(view.id))),
        notice_paper(school.run(box.collect_notice_print.bind())),
    ):
        told = text_of(paper)
        assert "AC74" in told
        assert "周三中午可以来坐坐" in told
        for hidden in ("王芳", "同桌吵架", view.number, "心理"):
            assert hidden not in told
    inside = text_of(list_paper(school.run(box.collect_letter_list.bind())))
    assert "王芳" in inside
    assert "同桌吵架" not in inside


def test_the_notice_needs_an_answer_for_the_board(school: School) -> None:
    answered(school, entered(school), AnswerWay.TALK, "")
    assert school.run(box.collect_notice_print.bind()).answers == ()
    with pytest.raises(RuleBroken):
        school.run(box.collect_reply_print.bind("letter-1"))


def test_the_label_says_where_to_turn_when_it_is_urgent(school: School) -> None:
    print_ = school.run(box.collect_box_print.bind())
    assert "12356" in text_of(label_paper(print_))
    told = text_of(codes_paper(print_))
    assert len(set(print_.codes)) == 24
    assert all(told.count(code) >= 2 for code in print_.codes)


def test_openings_and_letters_are_nobody_else_s(school: School) -> None:
    entered(school)
    assert school.run(box.get_letter.bind("letter-1"), COLLEAGUE).words == WORDS
    for actor in (teacher("class-1"), ADMINISTRATOR):
        asked: tuple[Bound[Any], ...] = (
            box.list_letters.bind(),
            box.get_letter.bind("letter-1"),
            box.count_letters.bind(TODAY, TODAY),
        )
        for bound in asked:
            with pytest.raises(PermissionDenied):
                school.run(bound, actor)


def test_the_trail_names_what_was_done_and_holds_no_words(school: School) -> None:
    answered(school, entered(school))
    school.run(box.collect_reply_print.bind("letter-1"))
    assert school.subjects(DataFile.COUNSELLING, "letter-1") == [
        "letter.saved",
        "letter.opened",
        "letter.answered",
        "letter.opened",
        "letter.printed",
    ]


def test_students_about_to_leave_with_letters_unanswered_are_named(school: School) -> None:
    student = add_student(school, "王芳")
    assert school.run(box.open_letter_matters.bind((student,))) == ()
    entered(school, signed=True, student_id=student)
    (matter,) = school.run(box.open_letter_matters.bind((student,)))
    assert "1" in str(matter.words)
