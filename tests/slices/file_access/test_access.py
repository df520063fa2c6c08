"""A request for a file on real files: registered, the student asked, signed, accepted, given; what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from counselling_room import add_student
from file_desk import APPROVAL, OPINION, PARENT, POLICE, accepted, form_of, registered, view_of
from schools import School
from xinmiao.documents.pdf import render_pdf
from xinmiao.documents.raster import extract_text
from xinmiao.features.file_access import operations as files
from xinmiao.features.file_access.prints import access_paper
from xinmiao.features.file_access.records import (
    AccessForm,
    AccessPaper,
    AccessState,
    AgeGroup,
    Approval,
    Manner,
    Opinion,
    Receipt,
)
from xinmiao.features.roster import operations as roster
from xinmiao.kernel.errors import Conflict, NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.tasks import Urgency

TODAY = date(2026, 11, 23)


@pytest.fixture
def student(school: School) -> str:
    return add_student(school, "王芳")


def born(school: School, student: str, day: date) -> None:
    school.run(
        roster.correct_student.bind(
            school.run(roster.get_student.bind(student)), {"name": "王芳"}, {"birth_date": day}, ()
        )
    )


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({**PARENT, "id_document": ""}, {"id_document"}),
        ({**POLICE, "letter": "", "officer_2": ""}, {"letter", "officer_2"}),
        ({**POLICE, "officer_2": POLICE["officer_1"]}, {"officer_2"}),
        ({**PARENT, "ground": "", "scope": ""}, {"ground", "scope"}),
        ({**PARENT, "asked_on": date(2026, 11, 24)}, {"asked_on"}),
    ],
)
def test_what_is_missing_is_named(school: School, student: str, values: dict[str, Any], missing: set[str]) -> None:
    with pytest.raises(ValidationFailed) as raised:
        school.run(files.save_request.bind(AccessForm("access-1", None, values, student)))
    assert set(raised.value.problems) == missing
    assert school.run(files.list_accesses.bind()) == ()


def test_numbers_run_by_school_year_and_no_student_means_no_request(school: School, student: str) -> None:
    assert registered(school, student).number == "2026-001"
    assert registered(school, student, "access-2").number == "2026-002"
    with pytest.raises(NotFound):
        registered(school, "nobody", "access-3")
    with pytest.raises(Conflict):
        registered(school, student)


@pytest.mark.parametrize(("birthday", "asked"), [(date(2012, 11, 20), True), (date(2012, 11, 21), False)])
def test_the_fourteenth_birthday_decides_whether_the_student_is_asked(
    school: School, student: str, birthday: date, *, asked: bool
) -> None:
    born(school, student, birthday)
    assert registered(school, student).is_from_14 is asked
    school.run(files.record_paper_approval.bind(form_of(school, APPROVAL)))
    accept = files.accept_access.bind(form_of(school, {"decided_on": TODAY}))
    if asked:
        with pytest.raises(RuleBroken):
            school.run(accept)
        with pytest.raises(ValidationFailed) as raised:
            school.run(files.record_opinion.bind(form_of(school, {})))
        assert set(raised.value.problems) == {"opinion", "opinion_on", "opinion_by"}
    else:
        school.run(accept)
        assert view_of(school).state is AccessState.ACCEPTED


def test_an_unknown_birth_date_asks_for_the_age(school: School, student: str) -> None:
    assert registered(school, student).is_from_14 is None
    with pytest.raises(ValidationFailed) as raised:
        school.run(files.record_opinion.bind(form_of(school, OPINION)))
    assert set(raised.value.problems) == {"age_group"}
    school.run(files.record_paper_approval.bind(form_of(school, APPROVAL)))
    with pytest.raises(RuleBroken):
        school.run(files.accept_access.bind(form_of(school, {"decided_on": TODAY})))
    school.run(files.record_opinion.bind(form_of(school, {"age_group": AgeGroup.UNDER_14})))
    school.run(files.accept_access.bind(form_of(school, {"decided_on": TODAY})))
    assert view_of(school).state is AccessState.ACCEPTED


def test_a_student_who_does_not_agree_is_answered_with_a_reason(school: School, student: str) -> None:
    registered(school, student)
    told = {**OPINION, "age_group": AgeGroup.FROM_14, "opinion": Opinion.DISAGREES}
    school.run(files.record_opinion.bind(form_of(school, told)))
    school.run(files.record_paper_approval.bind(form_of(school, APPROVAL)))
    with pytest.raises(ValidationFailed) as raised:
        school.run(files.accept_access.bind(form_of(school, {"decided_on": TODAY})))
    assert set(raised.value.problems) == {"nevertheless"}


def test_nothing_is_accepted_that_the_principal_did_not_approve(school: School, student: str) -> None:
    registered(school, student)
    with pytest.raises(RuleBroken):
        school.run(files.accept_access.bind(form_of(school, {"decided_on": TODAY})))
    denied = {**APPROVAL, "approval": Approval.DENIED}
    school.run(files.record_paper_approval.bind(form_of(school, denied)))
    with pytest.raises(RuleBroken):
        school.run(files.accept_access.bind(form_of(school, {"decided_on": TODAY})))
    with pytest.raises(ValidationFailed):
        school.run(files.refuse_access.bind(form_of(school, {"decided_on": TODAY})))
    words = {"decided_on": TODAY, "decision_words": "校长未批准，可另约时间当面沟通。"}
    school.run(files.refuse_access.bind(form_of(school, words)))
    assert view_of(school).state is AccessState.REFUSED
    print_ = school.run(files.collect_access_print.bind("access-1", AccessPaper.REFUSAL))
    text = "".join(
        "".join(extract_text(render_pdf(access_paper(print_, AccessPaper.REFUSAL, purpose="交申请人")))).split()
    )
    assert "校长未批准，可另约时间当面沟通。" in text
    assert "想了解孩子" in text


def test_a_summary_is_written_before_it_is_given_and_a_receipt_ends_it(school: School, student: str) -> None:
    accepted(school, student)
    given = {"given_on": TODAY, "manner": Manner.SUMMARY, "given_what": "书面摘要一份", "pages": 1}
    with pytest.raises(RuleBroken):
        school.run(files.record_giving.bind(form_of(school, given)))
    with pytest.raises(RuleBroken):
        school.run(files.collect_access_print.bind("access-1", AccessPaper.SUMMARY))
    school.run(files.save_summary.bind(form_of(school, {"summary": "孩子近来睡得好些了，请多陪伴。"})))
    print_ = school.run(files.collect_access_print.bind("access-1", AccessPaper.SUMMARY))
    text = "".join(
        "".join(extract_text(render_pdf(access_paper(print_, AccessPaper.SUMMARY, purpose="交家长")))).split()
    )
    assert "孩子近来睡得好些了，请多陪伴。" in text
    school.run(files.record_giving.bind(form_of(school, given)))
    refused = {"receipt": Receipt.NOT_SIGNED, "receipt_on": TODAY, "receipt_who": "王建国"}
    with pytest.raises(ValidationFailed) as raised:
        school.run(files.record_receipt.bind(form_of(school, refused)))
    assert set(raised.value.problems) == {"receipt_words"}
    school.run(files.record_receipt.bind(form_of(school, {**refused, "receipt_words": "“不想签字。”"})))
    assert view_of(school).state is AccessState.CLOSED


def test_a_copy_counts_its_pages_and_reading_names_who_sat_by(school: School, student: str) -> None:
    accepted(school, student, **POLICE)
    for manner, name in ((Manner.COPY, "pages"), (Manner.VIEW, "sat_by")):
        given = {"given_on": TODAY, "manner": manner, "given_what": "辅导日期一览"}
        with pytest.raises(ValidationFailed) as raised:
            school.run(files.record_giving.bind(form_of(school, given)))
        assert set(raised.value.problems) == {name}


def test_each_step_has_its_clock_of_school_days(school: School, student: str) -> None:
    registered(school, student)
    [task] = school.run(files.file_access_tasks.bind())
    assert (task.urgency, task.target.record, task.dismissible) == (Urgency.DUE, "access-1", False)
    school.clock.advance(days=7)  # 20 November was a Friday: six school days later
    [task] = school.run(files.file_access_tasks.bind())
    assert task.urgency is Urgency.OVERDUE


def test_every_act_stands_in_the_trail_of_the_student(school: School, student: str) -> None:
    accepted(school, student)
    acts = school.subjects(DataFile.COUNSELLING, student)
    wanted = [
        "file_access.saved",
        "file_access.opinion_recorded",
        "file_access.approved_on_paper",
        "file_access.accepted",
    ]
    assert [act for act in acts if act in wanted] == wanted


def test_the_register_shows_what_was_done(school: School, student: str) -> None:
    accepted(school, student, **POLICE)
    print_ = school.run(files.collect_access_print.bind("access-1", AccessPaper.REGISTER))
    text = "".join(
        "".join(extract_text(render_pdf(access_paper(print_, AccessPaper.REGISTER, purpose="存档")))).split()
    )
    for words in ("调取证据通知书虚公调字〔2026〕15号", "甲警官099001", "乙警官099002", "张校长", "2026-001"):
        assert words in text
