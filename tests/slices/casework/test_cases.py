"""Cases: numbers without gaps by school year, opening, closing, opening again, and who writes in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from counselling_room import COLLEAGUE, add_student, local, open_case, saved, signed
from schools import ADMINISTRATOR, COUNSELLOR, School, teacher
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import (
    CaseClosing,
    CaseOpening,
    CaseSource,
    CaseState,
    ClosingEffect,
    ClosingReason,
    Problem,
)
from xinmiao.features.growth_files import operations as growth_files
from xinmiao.kernel.access import Actor
from xinmiao.kernel.errors import Conflict, NotFound, PermissionDenied, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.records import DataFile

CLOSING = CaseClosing(ClosingReason.GOALS_REACHED, ClosingEffect.BETTER, "睡眠恢复。")


def number(school: School, case_id: str) -> str:
    return school.run(casework.get_case.bind(case_id)).line.number


def test_numbers_run_by_school_year_from_the_first_of_august(school: School) -> None:
    students = [add_student(school, name, at) for at, name in enumerate("甲乙丙丁", 1)]
    opened_on = [date(2026, 7, 31), date(2026, 8, 1), date(2026, 11, 23), date(2025, 9, 1)]
    cases = [open_case(school, each, opened_on=day) for each, day in zip(students, opened_on, strict=True)]
    assert [number(school, case) for case in cases] == ["2025-001", "2026-001", "2026-002", "2025-002"]


def test_a_refused_opening_leaves_no_gap(school: School) -> None:
    first, second = add_student(school, "王芳", 1), add_student(school, "李雷", 2)
    open_case(school, first)
    with pytest.raises(RuleBroken):
        open_case(school, first)
    with pytest.raises(NotFound):
        open_case(school, "nobody")
    assert number(school, open_case(school, second)) == "2026-002"


def test_opening_a_case_opens_the_growth_file_and_both_trails_name_the_student(school: School) -> None:
    student_id = add_student(school, "王芳")
    open_case(school, student_id)
    assert school.run(growth_files.get_growth_file.bind(student_id)).file is not None
    assert {"case.created", "growth_file.ensured"} <= set(school.subjects(DataFile.COUNSELLING, student_id))


def test_opening_twice_with_the_same_id_is_a_retry(school: School) -> None:
    student_id, other = add_student(school, "王芳", 1), add_student(school, "李雷", 2)
    opening = CaseOpening("case-1", student_id, CaseSource.SELF, (Problem.STUDY,))
    assert school.run(casework.open_case.bind(opening)) == "case-1"
    assert school.run(casework.open_case.bind(opening)) == "case-1"
    assert len(school.run(casework.list_cases.bind())) == 1
    with pytest.raises(Conflict):
        school.run(casework.open_case.bind(replace(opening, student_id=other)))


def test_what_is_refused_is_said_at_the_field(school: School) -> None:
    student_id = add_student(school, "王芳")
    with pytest.raises(ValidationFailed) as refused:
        school.run(
            casework.open_case.bind(
                CaseOpening("case-1", student_id, CaseSource.SELF, (), opened_on=date(2026, 11, 24))
            )
        )
    assert set(refused.value.problems) == {"presenting_problems", "opened_on"}
    with pytest.raises(ValidationFailed) as too_old:
        open_case(school, student_id, opened_on=date(1926, 9, 1))
    assert set(too_old.value.problems) == {"opened_on"}


def test_a_colleague_opens_a_case_of_his_own_and_reads_the_other(school: School) -> None:
    student_id = add_student(school, "王芳")
    case_id = open_case(school, student_id)
    own = open_case(school, student_id, COLLEAGUE)
    lines = {line.id: line for line in school.run(casework.list_cases.bind(student_id=student_id), COLLEAGUE)}
    assert (lines[case_id].is_own, lines[own].is_own) == (False, True)
    assert lines[case_id].counsellor_name == "周老师"
    with pytest.raises(RuleBroken):
        school.run(casework.correct_case.bind(case_id, 1, CaseSource.SELF, (Problem.STUDY,)), COLLEAGUE)
    with pytest.raises(RuleBroken):
        school.run(casework.close_case.bind(case_id, 1, CLOSING), COLLEAGUE)
    with pytest.raises(RuleBroken):
        saved(school, case_id, COLLEAGUE)


def test_a_case_is_corrected_and_its_problems_stand_in_the_list_order(school: School) -> None:
    case_id = open_case(school, add_student(school, "王芳"))
    version = school.run(
        casework.correct_case.bind(case_id, 1, CaseSource.PARENT, (Problem.FAMILY, Problem.STUDY, Problem.FAMILY))
    )
    view = school.run(casework.get_case.bind(case_id))
    assert (view.version, version) == (2, 2)
    assert view.line.source is CaseSource.PARENT
    assert view.line.presenting_problems == (Problem.STUDY, Problem.FAMILY)
    with pytest.raises(Conflict):
        school.run(casework.correct_case.bind(case_id, 1, CaseSource.SELF, (Problem.STUDY,)))
    with pytest.raises(ValidationFailed):
        school.run(casework.correct_case.bind(case_id, 2, CaseSource.SELF, ()))


def test_closing_and_opening_again(school: School) -> None:
    case_id = open_case(school, add_student(school, "王芳"), opened_on=date(2026, 11, 2))
    school.run(casework.close_case.bind(case_id, 1, replace(CLOSING, closed_on=date(2026, 11, 20))))
    closed = school.run(casework.get_case.bind(case_id))
    assert (closed.line.state, closed.closed_on) == (CaseState.CLOSED, date(2026, 11, 20))
    assert (closed.closing_reason, closed.closing_effect) == (ClosingReason.GOALS_REACHED, ClosingEffect.BETTER)
    assert closed.closing_words == "睡眠恢复。"
    assert school.run(casework.list_cases.bind(state=CaseState.OPEN)) == ()
    with pytest.raises(RuleBroken):
        school.run(casework.close_case.bind(case_id, 2, CLOSING))
    with pytest.raises(RuleBroken):
        saved(school, case_id)
    with pytest.raises(ValidationFailed):
        school.run(casework.reopen_case.bind(case_id, 2, "  "))
    school.run(casework.reopen_case.bind(case_id, 2, "又有困扰"))
    opened = school.run(casework.get_case.bind(case_id))
    assert (opened.line.state, opened.closed_on, opened.reopening_reason) == (CaseState.OPEN, None, "又有困扰")
    with pytest.raises(RuleBroken):
        school.run(casework.reopen_case.bind(case_id, 3, "再来"))


def test_a_case_is_not_closed_before_it_was_opened_nor_tomorrow(school: School) -> None:
    case_id = open_case(school, add_student(school, "王芳"), opened_on=date(2026, 11, 2))
    for day in (date(2026, 11, 1), date(2026, 11, 24)):
        with pytest.raises(ValidationFailed) as refused:
            school.run(casework.close_case.bind(case_id, 1, replace(CLOSING, closed_on=day)))
        assert set(refused.value.problems) == {"closed_on"}


def test_a_case_with_an_unsigned_note_stays_open(school: School) -> None:
    case_id = open_case(school, add_student(school, "王芳"))
    draft, _stamp = saved(school, case_id)
    with pytest.raises(RuleBroken):
        school.run(casework.close_case.bind(case_id, 1, CLOSING))
    school.run(casework.sign_note.bind(draft))
    school.run(casework.close_case.bind(case_id, 1, CLOSING))


def test_a_second_open_case_is_refused_when_opening_again(school: School) -> None:
    student_id = add_student(school, "王芳")
    first = open_case(school, student_id)
    school.run(casework.close_case.bind(first, 1, CLOSING))
    open_case(school, student_id)
    with pytest.raises(RuleBroken):
        school.run(casework.reopen_case.bind(first, 2, "又来"))


def test_the_caseload_tells_last_contact_notes_and_unsigned(school: School) -> None:
    seen, unseen = add_student(school, "王芳", 1), add_student(school, "李雷", 2)
    case_id = open_case(school, seen, opened_on=date(2026, 9, 1))
    quiet = open_case(school, unseen, opened_on=date(2026, 11, 22))
    signed(
        school,
        case_id,
        started_at=local("2026-11-02 10:00"),
        ended_at=local("2026-11-02 10:40"),
        next_on=date(2026, 11, 9),
    )
    saved(school, case_id, next_on=date(2026, 11, 30))
    _draft, stamp = saved(school, case_id, started_at=local("2026-11-23 09:58"), ended_at=None)
    school.run(casework.void_note.bind(stamp.note_id, 1, "重复录入"))
    lines = school.run(casework.list_cases.bind())
    assert [line.id for line in lines] == [quiet, case_id]
    assert (lines[1].notes, lines[1].unsigned, lines[1].last_contact) == (2, 1, local("2026-11-23 09:10"))
    assert lines[1].next_on == date(2026, 11, 30)
    assert (lines[0].notes, lines[0].unsigned, lines[0].last_contact, lines[0].next_on) == (0, 0, None, None)


def test_opening_a_case_is_recorded_for_the_student_and_the_case(school: School) -> None:
    student_id = add_student(school, "王芳")
    case_id = open_case(school, student_id)
    school.run(casework.get_case.bind(case_id))
    school.run(casework.list_cases.bind())
    assert school.subjects(DataFile.COUNSELLING, case_id) == ["case.created", "case.opened"]
    assert school.subjects(DataFile.COUNSELLING, student_id)[-1] == "case.opened"


@pytest.mark.parametrize("actor", [teacher("class-1"), ADMINISTRATOR])
def test_nobody_but_counsellors_comes_near_cases(school: School, actor: Actor) -> None:
    case_id = open_case(school, add_student(school, "王芳"))
    asked: tuple[Bound[Any], ...] = (
        casework.list_cases.bind(),
        casework.get_case.bind(case_id),
        casework.prepare_note.bind(case_id),
        casework.search_notes.bind("睡"),
        casework.unsigned_note_tasks.bind(),
        casework.count_minutes.bind(date(2026, 11, 23), date(2026, 11, 23)),
    )
    for bound in asked:
        with pytest.raises(PermissionDenied):
            school.database.run(actor, bound)
    assert COUNSELLOR.may(casework.get_case.requires)
