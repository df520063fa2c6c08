"""A feedback slip on real files: sealed, taken in, answered, reported, closed; who cannot read it; from paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from teacher_school import COLLEAGUE, OTHER, PASSWORD, TEACHER, TeacherSchool, make_teacher_school
from xinmiao.documents.pdf import render_pdf
from xinmiao.documents.raster import extract_text
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseOpening, CaseSource, NoteContent, NoteDraft, Problem
from xinmiao.features.feedback_slips import operations as slips
from xinmiao.features.feedback_slips.prints import open_list_paper, slip_paper
from xinmiao.features.feedback_slips.records import (
    AdviceForm,
    BackgroundForm,
    BeginForm,
    PaperStep,
    ReportForm,
    SlipState,
    SlipView,
    StudentNow,
    TeacherChoice,
)
from xinmiao.features.feedback_slips.records.slips import BACKGROUND, REPORT, SLIP
from xinmiao.features.roster import operations as roster
from xinmiao.kernel.errors import Conflict, NotFound, PermissionDenied, RuleBroken, ValidationFailed
from xinmiao.kernel.records import DataFile
from xinmiao.vault.engine import connect
from xinmiao.vault.envelopes import Forged, NotARecipient, open_sealed, read_envelope, secrets_of
from xinmiao.vault.keys import Vault, unlock

SLIP_ID = "slip-1"
SEEN = "近两周上课常走神，课间一个人坐着。"
ADVICE = AdviceForm("每天早读前说一句话。", "不在全班面前问。", "周老师 0990-1000001")
DONE = "每天早读前聊两句，安排了同桌。"
NOTE = "他说夜里常常醒来，不想让别人知道。"
CLOSING = "转为一般关注，不再写单。"


@pytest.fixture
def there(tmp_path: Path) -> Iterator[TeacherSchool]:
    """Give the school with the counsellor signed in."""
    made = make_teacher_school(tmp_path)
    yield made
    made.school.lock()


def background(there: TeacherSchool, **changes: Any) -> BackgroundForm:
    return replace(BackgroundForm(SLIP_ID, there.student, SEEN, "怎么跟他说话？"), **changes)


def report(there: TeacherSchool, **changes: Any) -> ReportForm:
    return replace(ReportForm(SLIP_ID, there.student, DONE, StudentNow.BETTER, "愿意举手了。"), **changes)


def begin_form(there: TeacherSchool, **changes: Any) -> BeginForm:
    return replace(BeginForm(SLIP_ID, there.student, there.teacher, TEACHER, "最近课上怎么样？"), **changes)


def sent(there: TeacherSchool) -> None:
    """Send the background as the teacher, come back as the counsellor and take it in."""
    there.sign_in(TEACHER)
    there.school.run(slips.write_background.bind(background(there)))
    there.sign_in("周老师")
    there.school.run(slips.take_in_background.bind(there.envelope(BACKGROUND)))


def answered(there: TeacherSchool) -> None:
    sent(there)
    there.school.run(slips.answer_slip.bind(SLIP_ID, view(there).version, ADVICE))


def reported(there: TeacherSchool) -> None:
    answered(there)
    there.sign_in(TEACHER)
    there.school.run(slips.write_report.bind(report(there)))
    there.sign_in("周老师")
    there.school.run(slips.take_in_report.bind(there.envelope(REPORT)))


def view(there: TeacherSchool) -> SlipView:
    return there.school.run(slips.get_slip.bind(SLIP_ID))


def own_states(there: TeacherSchool) -> list[SlipState]:
    return [own.state for own in there.school.run(slips.list_own_slips.bind())]


def test_a_slip_goes_its_three_steps_and_the_teacher_sees_each(there: TeacherSchool) -> None:
    there.sign_in(TEACHER)
    there.school.run(slips.write_background.bind(background(there)))
    assert own_states(there) == [SlipState.SENT]
    there.sign_in("周老师")
    there.school.run(slips.take_in_background.bind(there.envelope(BACKGROUND)))
    assert (view(there).word.background, view(there).word.teacher_name) == (SEEN, TEACHER)
    there.sign_in(TEACHER)
    assert own_states(there) == [SlipState.WAITING]
    assert there.school.run(slips.own_slip_tasks.bind()) == ()
    there.sign_in("周老师")
    there.school.run(slips.answer_slip.bind(SLIP_ID, view(there).version, ADVICE))
    there.sign_in(TEACHER)
    (own,) = there.school.run(slips.list_own_slips.bind())
    assert (own.state, own.word.can_do, own.word.rather_not) == (SlipState.ANSWERED, ADVICE.can_do, ADVICE.rather_not)
    (task,) = there.school.run(slips.own_slip_tasks.bind())
    assert (task.target.page, task.target.record) == ("own_feedback_slip", SLIP_ID)
    there.school.run(slips.write_report.bind(report(there)))
    assert there.school.run(slips.own_slip_tasks.bind()) == ()
    there.sign_in("周老师")
    there.school.run(slips.take_in_report.bind(there.envelope(REPORT)))
    there.school.run(slips.close_slip.bind(SLIP_ID, view(there).version, CLOSING))
    assert (view(there).state, view(there).wait) == (SlipState.CLOSED, None)
    there.sign_in(TEACHER)
    (own,) = there.school.run(slips.list_own_slips.bind())
    assert (own.state, own.word.done) == (SlipState.CLOSED, DONE)
    assert CLOSING not in str(own)


def test_the_room_begins_and_the_teacher_answers_on_the_same_slip(there: TeacherSchool) -> None:
    there.school.run(slips.begin_slip.bind(begin_form(there)))
    assert view(there).state is SlipState.ASKED
    there.sign_in(TEACHER)
    (own,) = there.school.run(slips.list_own_slips.bind())
    assert (own.state, own.word.asked) == (SlipState.ASKED, "最近课上怎么样？")
    there.school.run(slips.write_background.bind(background(there)))
    (own,) = there.school.run(slips.list_own_slips.bind())
    assert own.report_is_under_way
    with pytest.raises(Conflict):
        there.school.run(slips.write_background.bind(background(there)))
    there.sign_in("周老师")
    there.school.run(slips.take_in_background.bind(there.envelope(BACKGROUND)))
    assert view(there).state is SlipState.WAITING


def test_the_room_may_begin_with_advice_alone(there: TeacherSchool) -> None:
    form = begin_form(there, asked="", can_do="早读前说一句话。", whom="周老师")
    there.school.run(slips.begin_slip.bind(form))
    assert view(there).state is SlipState.ANSWERED
    with pytest.raises(Conflict):
        there.school.run(slips.begin_slip.bind(form))


def test_taking_in_twice_changes_nothing(there: TeacherSchool) -> None:
    sent(there)
    there.school.run(slips.take_in_background.bind(there.envelope(BACKGROUND)))
    assert len(there.school.run(slips.list_slips.bind())) == 1


def test_reading_leaves_a_receipt_the_room_sees(there: TeacherSchool) -> None:
    answered(there)
    assert view(there).read_at is None
    there.sign_in(TEACHER)
    there.school.run(slips.read_own_slip.bind(SLIP_ID))
    there.school.run(slips.read_own_slip.bind(SLIP_ID))
    there.sign_in("周老师")
    assert view(there).read_at == there.school.clock.now()
    there.school.run(slips.answer_slip.bind(SLIP_ID, view(there).version, replace(ADVICE, whom="吴老师")))
    assert view(there).read_at is None  # the new answer was not read


def test_no_word_of_a_note_goes_to_the_teacher(there: TeacherSchool) -> None:
    opening = CaseOpening("case-1", there.student, CaseSource.CLASS_TEACHER, (Problem.EMOTION,))
    there.school.run(casework.open_case.bind(opening))
    start = there.school.clock.now()
    content = NoteContent(started_at=start - timedelta(hours=1), ended_at=start, place="辅导室", free_text=NOTE)
    there.school.run(casework.save_note.bind(NoteDraft("note-1", "case-1", None, content)))
    answered(there)
    print_ = there.school.run(slips.collect_slip_print.bind(SLIP_ID))
    assert NOTE not in str(print_)
    there.sign_in(TEACHER)
    assert NOTE not in str(there.school.run(slips.list_own_slips.bind()))


def test_another_teacher_sees_and_opens_nothing_even_with_the_file_in_hand(there: TeacherSchool) -> None:
    answered(there)
    there.sign_in(OTHER)
    assert own_states(there) == []
    with pytest.raises(PermissionDenied):
        there.school.run(slips.list_slips.bind())
    with pytest.raises(PermissionDenied):
        there.school.run(slips.get_slip.bind(SLIP_ID))
    with pytest.raises(NotFound):
        there.school.run(slips.read_own_slip.bind(SLIP_ID))
    with pytest.raises(NotFound):
        there.school.run(slips.write_report.bind(report(there)))
    there.school.lock()
    vault = Vault.load(there.school.folder, there.school.means)
    ring = unlock(vault, there.school.store, there.other, PASSWORD)
    raw = connect(there.school.folder / "school.db", ring.file_key(DataFile.SCHOOL), mode="ro")
    rows = raw.execute("SELECT kind, about, sealed FROM envelope WHERE kind LIKE 'feedback%'").fetchall()
    told = [str(tuple(row)) for row in raw.execute("SELECT id, kind, about, author, recipients FROM envelope")]
    raw.close()
    assert {kind for kind, _about, _sealed in rows} == {BACKGROUND, SLIP}
    for kind, about, sealed in rows:
        with pytest.raises(NotARecipient):
            open_sealed(read_envelope(sealed), secrets_of(ring), vault, kind=kind, about=about)
    assert there.student not in "".join(told)


def test_a_second_counsellor_reads_and_answers(there: TeacherSchool) -> None:
    sent(there)
    there.sign_in(COLLEAGUE)
    assert view(there).word.background == SEEN
    there.school.run(slips.answer_slip.bind(SLIP_ID, view(there).version, ADVICE))
    assert view(there).word.answered_name == COLLEAGUE


def test_a_teacher_writes_about_his_own_students_only(there: TeacherSchool) -> None:
    there.sign_in(TEACHER)
    with pytest.raises(NotFound):
        there.school.run(slips.write_background.bind(background(there, student_id=there.stranger)))


def test_who_had_the_slip_before_reports_no_more(there: TeacherSchool) -> None:
    answered(there)
    there.school.run(slips.hand_slip.bind(SLIP_ID, view(there).version, TeacherChoice("", "何老师")))
    there.sign_in(TEACHER)
    with pytest.raises(NotFound):
        there.school.run(slips.write_report.bind(report(there)))


def test_who_is_replaced_sees_the_slip_no_longer_and_who_follows_gets_it_from_the_room(there: TeacherSchool) -> None:
    answered(there)
    post = next(each for each in there.school.run(roster.list_classes.bind()) if each.id == there.class_id)
    there.school.run(roster.give_class_to_account.bind(there.class_id, there.other, there.school.clock.today()))
    assert post.teachers
    there.sign_in(TEACHER)
    assert own_states(there) == []
    with pytest.raises(NotFound):
        there.school.run(slips.read_own_slip.bind(SLIP_ID))
    there.sign_in(OTHER)
    assert own_states(there) == []  # nothing goes to him by itself
    there.sign_in("周老师")
    assert not view(there).teacher_is_present
    with pytest.raises(RuleBroken):
        there.school.run(slips.hand_slip.bind(SLIP_ID, view(there).version, TeacherChoice(there.teacher, TEACHER)))
    there.school.run(slips.hand_slip.bind(SLIP_ID, view(there).version, TeacherChoice(there.other, OTHER)))
    there.sign_in(OTHER)
    (own,) = there.school.run(slips.list_own_slips.bind())
    assert (own.word.background, own.word.can_do) == (SEEN, ADVICE.can_do)
    there.school.run(slips.write_report.bind(report(there)))
    there.sign_in("周老师")
    there.school.run(slips.take_in_report.bind(there.envelope(REPORT)))
    assert view(there).state is SlipState.REPORTED


def test_a_slip_goes_to_nobody_who_is_not_in_charge(there: TeacherSchool) -> None:
    with pytest.raises(RuleBroken):
        there.school.run(slips.begin_slip.bind(begin_form(there, teacher=there.other)))
    with pytest.raises(NotFound):
        there.school.run(slips.begin_slip.bind(begin_form(there, student_id="not-here")))
    choices = there.school.run(slips.list_teachers.bind(there.student))
    assert choices == (TeacherChoice(there.teacher, TEACHER),)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"background": "  "}, {"background"}),
        ({"background": "字" * 2001}, {"background"}),
        ({"question": "字" * 301}, {"question"}),
        ({"background": "\x07"}, {"background"}),
    ],
)
def test_a_background_that_cannot_be_is_refused(
    there: TeacherSchool, changes: dict[str, Any], fields: set[str]
) -> None:
    there.sign_in(TEACHER)
    with pytest.raises(ValidationFailed) as raised:
        there.school.run(slips.write_background.bind(background(there, **changes)))
    assert set(raised.value.problems) == fields


def test_bad_steps_of_the_room_are_refused_with_their_fields(there: TeacherSchool) -> None:
    run = there.school.run
    for form, fields in (
        (begin_form(there, asked=" "), {"asked"}),
        (begin_form(there, teacher="", teacher_name=" "), {"teacher_name"}),
        (begin_form(there, can_do="x"), {"whom"}),
    ):
        with pytest.raises(ValidationFailed) as raised:
            run(slips.begin_slip.bind(form))
        assert set(raised.value.problems) == fields
    sent(there)
    with pytest.raises(ValidationFailed) as raised:
        there.school.run(slips.answer_slip.bind(SLIP_ID, view(there).version, AdviceForm("", "", "")))
    assert set(raised.value.problems) == {"can_do", "whom"}
    with pytest.raises(Conflict):
        there.school.run(slips.answer_slip.bind(SLIP_ID, 99, ADVICE))
    with pytest.raises(ValidationFailed):
        there.school.run(slips.close_slip.bind(SLIP_ID, view(there).version, " "))


def test_steps_out_of_turn_are_refused(there: TeacherSchool) -> None:
    sent(there)
    there.sign_in(TEACHER)
    with pytest.raises(RuleBroken):
        there.school.run(slips.write_report.bind(report(there)))
    there.sign_in("周老师")
    paper = PaperStep(TEACHER, there.school.clock.today())
    with pytest.raises(RuleBroken):
        there.school.run(slips.enter_paper_report.bind(view(there).version, report(there), paper))
    with pytest.raises(RuleBroken):
        there.school.run(slips.enter_paper_background.bind(background(there), paper))


def test_the_same_on_paper_keeps_writer_day_and_place(there: TeacherSchool) -> None:
    day = there.school.clock.today()
    paper = PaperStep("何老师", day - timedelta(days=2), "2-04-01")
    with pytest.raises(ValidationFailed) as raised:
        there.school.run(slips.enter_paper_background.bind(background(there), PaperStep(" ", None)))
    assert set(raised.value.problems) == {"teacher_name", "written_on"}
    with pytest.raises(ValidationFailed):
        there.school.run(
            slips.enter_paper_background.bind(background(there), replace(paper, written_on=date(2026, 11, 24)))
        )
    there.school.run(slips.enter_paper_background.bind(background(there), paper))
    there.school.run(slips.answer_slip.bind(SLIP_ID, 1, ADVICE))
    early = slips.enter_paper_report.bind(view(there).version, report(there), paper)
    with pytest.raises(ValidationFailed) as raised:
        there.school.run(early)
    assert set(raised.value.problems) == {"written_on"}
    now = replace(paper, written_on=day)
    there.school.run(slips.enter_paper_report.bind(view(there).version, report(there), now))
    found = view(there)
    assert (found.word.background_on, found.background_entered, found.place) == ("2026-11-21", "周老师", "2-04-01")
    assert (found.state, found.sealed_at) == (SlipState.REPORTED, None)


def test_clocks_count_school_days(there: TeacherSchool) -> None:
    sent(there)
    (task,) = there.school.run(slips.slip_tasks.bind())
    assert "Answer" in str(task.title)
    there.school.run(slips.answer_slip.bind(SLIP_ID, view(there).version, ADVICE))
    assert there.school.run(slips.slip_tasks.bind()) == ()
    there.school.clock.advance(days=14)  # ten school days
    assert there.school.run(slips.slip_tasks.bind()) == ()
    there.school.clock.advance(days=1)
    (task,) = there.school.run(slips.slip_tasks.bind())
    assert "ask 林老师" in str(task.title)


def test_the_timeline_tells_each_step_but_not_the_room_s_own_words(there: TeacherSchool) -> None:
    reported(there)
    there.school.run(slips.close_slip.bind(SLIP_ID, view(there).version, CLOSING))
    entries = there.school.run(slips.slip_timeline_entries.bind(there.student))
    assert [entry.title for entry in entries] == [
        "Feedback slip: Background from the teacher",
        "Feedback slip: The room’s answer",
        "Feedback slip: What was done and how the student is",
    ]
    assert entries[-1].state == "Slip closed"
    (matter,) = there.school.run(slips.open_slip_matters.bind((there.student,))) or (None,)
    assert matter is None


def test_the_papers(there: TeacherSchool) -> None:
    empty = slip_paper(there.school.run(slips.collect_slip_form.bind(there.class_id)), purpose="")
    told = "".join("".join(extract_text(render_pdf(empty))).split())
    assert TEACHER in told
    assert "赵小禾" not in told
    answered(there)
    filled = slip_paper(there.school.run(slips.collect_slip_print.bind(SLIP_ID)), purpose="交班主任")
    told = "".join("".join(extract_text(render_pdf(filled))).split())
    for words in (SEEN, ADVICE.can_do, "2026-11-23", "赵小禾"):
        assert words.replace(" ", "") in told
    listed = open_list_paper(there.school.run(slips.collect_open_slips.bind()))
    told = "".join("".join(extract_text(render_pdf(listed))).split())
    assert "赵小禾" in told
    assert SEEN not in told


def test_a_forged_background_about_another_teacher_s_slip_is_refused(there: TeacherSchool) -> None:
    there.school.run(slips.begin_slip.bind(begin_form(there)))
    there.sign_in(OTHER)
    there.school.run(slips.write_background.bind(background(there, student_id=there.stranger)))
    there.sign_in("周老师")
    with pytest.raises(Forged):
        there.school.run(slips.take_in_background.bind(there.envelope(BACKGROUND)))
