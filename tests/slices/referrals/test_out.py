"""A referral out on real files: led to its end, corrected, taken back, printed without the hospital's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counselling_room import add_student, open_case
from referral_desk import form_of, recorded, view_of
from schools import School
from xinmiao.documents.pdf import render_pdf
from xinmiao.documents.raster import extract_text
from xinmiao.features.referrals import operations as referrals
from xinmiao.features.referrals.prints import out_paper
from xinmiao.features.referrals.records import AgencyKind, AgencyLine, OutPaper, OutState, StepKind
from xinmiao.kernel.errors import Conflict, RuleBroken, ValidationFailed


@pytest.fixture
def student(school: School) -> str:
    made = add_student(school, "王芳")
    school.run(referrals.save_referral_out.bind(form_of(made)))
    return made


def day(number: int) -> date:
    return date(2026, 11, number)


def test_it_walks_from_the_advice_to_its_end(school: School, student: str) -> None:
    assert view_of(school).state is OutState.ADVISED
    for number, kind in enumerate((StepKind.SIGNED, StepKind.VISITED, StepKind.ANSWERED, StepKind.CLOSED), 17):
        view = recorded(school, kind, day(number))
    assert (view.state, view.next_steps, view.wait) == (OutState.CLOSED, (), None)
    changed = form_of(student, base_version=view.version)
    with pytest.raises(RuleBroken):
        school.run(referrals.save_referral_out.bind(changed))


def test_a_step_out_of_turn_and_one_before_the_last_are_refused(school: School, student: str) -> None:
    with pytest.raises(RuleBroken):
        recorded(school, StepKind.ANSWERED, day(17))
    recorded(school, StepKind.SIGNED, day(18))
    with pytest.raises(ValidationFailed) as raised:
        recorded(school, StepKind.VISITED, day(17))
    assert set(raised.value.problems) == {"on_date"}
    assert view_of(school).student.id == student


def test_a_step_is_corrected_in_place_and_the_last_one_taken_back(school: School, student: str) -> None:
    del student
    view = recorded(school, StepKind.SIGNED, day(17))
    view = recorded(school, StepKind.VISITED, day(18))
    first, last = view.steps
    with pytest.raises(RuleBroken):
        school.run(referrals.take_back_step.bind(first.id, first.version, "写错了"))
    later = referrals.correct_step.bind(first.id, first.version, replace(first.form, on_date=day(19)))
    with pytest.raises(ValidationFailed):
        school.run(later)
    school.run(referrals.correct_step.bind(first.id, first.version, replace(first.form, who="外祖母")))
    with pytest.raises(Conflict):
        school.run(referrals.correct_step.bind(first.id, first.version, first.form))
    school.run(referrals.take_back_step.bind(last.id, last.version, "其实没有去"))
    view = view_of(school)
    assert (view.state, view.steps[0].form.who, view.steps[1].taken_back) == (OutState.SIGNED, "外祖母", "其实没有去")


def test_it_goes_out_of_a_case_of_the_same_student_only(school: School, student: str) -> None:
    case = open_case(school, add_student(school, "李强", 2))
    with pytest.raises(RuleBroken):
        school.run(referrals.save_referral_out.bind(form_of(student, referral_id="other", case_id=case)))


def test_what_waits_too_long_is_a_task_where_it_is_done(school: School, student: str) -> None:
    del student
    assert [task.target.record for task in school.run(referrals.referral_tasks.bind())] == ["referral-out-1"]
    recorded(school, StepKind.SIGNED, day(23))
    assert school.run(referrals.referral_tasks.bind()) == ()


@pytest.mark.parametrize("kind", OutPaper)
def test_no_paper_holds_the_words_of_the_hospital(school: School, student: str, kind: OutPaper) -> None:
    recorded(school, StepKind.REFUSED, day(17))
    recorded(school, StepKind.SIGNED, day(18))
    recorded(school, StepKind.ANSWERED, day(19))
    print_ = school.run(referrals.collect_out_print.bind("referral-out-1", kind))
    text = "".join("".join(extract_text(render_pdf(out_paper(print_, kind, purpose="就诊")))).split())
    assert "王芳" in text
    assert "建议定期复诊" not in text
    assert "林老师" in text or kind is not OutPaper.REFUSAL
    chapter = school.run(referrals.referral_chapter.bind(student))
    assert "建议定期复诊" not in str(chapter)


def test_a_record_of_refusal_needs_a_refusal(school: School, student: str) -> None:
    del student
    with pytest.raises(RuleBroken):
        school.run(referrals.collect_out_print.bind("referral-out-1", OutPaper.REFUSAL))


def test_the_timeline_tells_each_step(school: School, student: str) -> None:
    recorded(school, StepKind.SIGNED, day(17))
    titles = [entry.title for entry in school.run(referrals.referral_timeline_entries.bind(student))]
    assert titles == ["Referred to 县人民医院", "Referral: Advice signed"]


def test_an_agency_stands_once_in_the_directory(school: School) -> None:
    line = AgencyLine("agency-1", "县人民医院", AgencyKind.HOSPITAL)
    school.run(referrals.save_agency.bind(line))
    with pytest.raises(ValidationFailed):
        school.run(referrals.save_agency.bind(replace(line, id="agency-2")))
    school.run(referrals.save_agency.bind(replace(line, version=1, archived=True)))
    (kept,) = school.run(referrals.list_agencies.bind())
    assert kept.archived
