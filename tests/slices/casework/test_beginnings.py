"""Cases that begin without a name or on paper, their intakes, and the school's own list of problems."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from counselling_room import COLLEAGUE, add_student, local, open_case, saved, signed
from schools import ADMINISTRATOR, School, teacher
from xinmiao.features.attachments import operations as attachments
from xinmiao.features.attachments.records import Host
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import (
    CaseOpening,
    CaseRisk,
    CaseSource,
    CodeState,
    GuardianKnows,
    IntakeContent,
    Known,
    OldFile,
    Problem,
    RiskAnswer,
    Secrecy,
    Willingness,
)
from xinmiao.kernel.access import Actor
from xinmiao.kernel.errors import Conflict, PermissionDenied, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.records import DataFile

INTAKE = IntakeContent(
    done_on=date(2026, 11, 23),
    complaint="“睡不着。”",
    willingness=Willingness.WILLING,
    secrecy=Secrecy.ORALLY,
    secrecy_on=date(2026, 11, 23),
    guardian=GuardianKnows.CONSENTED,
)


def alias_case(school: School, alias: str = "小C", **more: Any) -> str:
    opening = CaseOpening(school.ids.new(), None, CaseSource.SELF, (Problem.SELF,), alias=alias, **more)
    return school.run(casework.open_case.bind(opening))


def test_a_case_begins_under_an_alias_and_is_listed_by_it(school: School) -> None:
    case_id = alias_case(school)
    signed(school, case_id)
    (line,) = school.run(casework.list_cases.bind())
    assert (line.student.name, line.student.id, line.student.is_alias, line.notes) == ("小C", None, True, 1)
    (hit,) = school.run(casework.search_notes.bind("睡不好"))
    assert hit.student.name == "小C"


@pytest.mark.parametrize("alias", ["", "  "])
def test_without_a_student_an_alias_is_asked_for(school: School, alias: str) -> None:
    with pytest.raises(ValidationFailed) as refused:
        alias_case(school, alias)
    assert set(refused.value.problems) == {"alias"}


def test_one_alias_is_one_open_case_of_a_counsellor(school: School) -> None:
    alias_case(school)
    with pytest.raises(ValidationFailed):
        alias_case(school)
    opening = CaseOpening(school.ids.new(), None, CaseSource.SELF, (Problem.SELF,), alias="小C")
    school.run(casework.open_case.bind(opening), COLLEAGUE)
    assert len(school.run(casework.list_cases.bind())) == 2


def test_the_name_moves_case_notes_and_paper_to_the_student(school: School) -> None:
    student_id = add_student(school, "王芳")
    case_id = alias_case(school)
    _draft, stamp = signed(school, case_id)
    host = Host("counselling_note", stamp.note_id)
    school.run(attachments.set_paper_place.bind(host, "2-5-17", None))
    assert school.run(casework.case_timeline_entries.bind(student_id)) == ()
    assert school.run(casework.join_identity.bind(case_id, 1, student_id, "第三次来时说了名字。")) == 2
    view = school.run(casework.get_case.bind(case_id))
    assert (view.line.student.name, view.alias, view.identity_reason) == ("王芳", "小C", "第三次来时说了名字。")
    titles = [entry.title for entry in school.run(casework.case_timeline_entries.bind(student_id))]
    assert "Case 2026-001: the alias 小C got its name" in titles
    assert len(titles) == 3  # opened, named, one note
    assert "case.identity_joined" in school.subjects(DataFile.COUNSELLING, student_id)
    assert school.run(attachments.get_paper_place.bind(host)).place == "2-5-17"
    history = school.run(casework.get_note_history.bind(stamp.note_id))
    assert len(history) == 1  # the note itself did not change


def test_a_name_is_refused_without_a_reason_twice_and_beside_an_open_case(school: School) -> None:
    student_id, other = add_student(school, "王芳", 1), add_student(school, "李雷", 2)
    case_id = alias_case(school)
    with pytest.raises(ValidationFailed):
        school.run(casework.join_identity.bind(case_id, 1, student_id, "  "))
    open_case(school, other)
    with pytest.raises(RuleBroken):
        school.run(casework.join_identity.bind(case_id, 1, other, "认出来了"))
    with pytest.raises(RuleBroken):
        school.run(casework.join_identity.bind(case_id, 1, student_id, "认出来了"), COLLEAGUE)
    school.run(casework.join_identity.bind(case_id, 1, student_id, "认出来了"))
    with pytest.raises(RuleBroken):
        school.run(casework.join_identity.bind(case_id, 2, student_id, "再来一次"))


def test_an_old_file_counts_by_hand_and_says_where_the_paper_lies(school: School) -> None:
    student_id = add_student(school, "王芳")
    opening = CaseOpening("old-1", student_id, CaseSource.PARENT, (Problem.FAMILY,), date(2025, 3, 3))
    old = OldFile(opening, 6, date(2025, 6, 20), "旧-12", "1-2-3")
    assert school.run(casework.open_old_file.bind(old)) == "old-1"
    assert school.run(casework.open_old_file.bind(old)) == "old-1"
    (line,) = school.run(casework.list_cases.bind())
    assert (line.number, line.times_on_paper, line.last_on_paper, line.notes) == ("2024-001", 6, date(2025, 6, 20), 0)
    assert school.run(attachments.get_paper_place.bind(Host("case", "old-1"))).place == "1-2-3"
    assert school.run(casework.intake_tasks.bind()) == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"times_seen": None}, "times_seen"),
        ({"times_seen": 0}, "times_seen"),
        ({"last_seen_on": date(2025, 1, 1)}, "last_seen_on"),
        ({"last_seen_on": date(2026, 11, 24)}, "last_seen_on"),
    ],
)
def test_an_old_file_with_impossible_numbers_is_refused(school: School, change: dict[str, Any], field: str) -> None:
    opening = CaseOpening("old-1", add_student(school, "王芳"), CaseSource.PARENT, (Problem.FAMILY,), date(2025, 3, 3))
    old = replace(OldFile(opening, 6, date(2025, 6, 20)), **change)
    with pytest.raises(ValidationFailed) as refused:
        school.run(casework.open_old_file.bind(old))
    assert set(refused.value.problems) == {field}
    assert school.run(casework.list_cases.bind()) == ()


def test_an_intake_keeps_gaps_versions_and_both_times(school: School) -> None:
    case_id = open_case(school, add_student(school, "王芳"))
    empty = school.run(casework.get_intake.bind(case_id))
    assert (empty.version, empty.content.medication) == (None, Known.UNKNOWN)
    assert school.run(casework.save_intake.bind(case_id, None, IntakeContent(done_on=date(2026, 11, 20)))) == 1
    school.clock.advance(minutes=5)
    assert school.run(casework.save_intake.bind(case_id, 1, INTAKE)) == 2
    view = school.run(casework.get_intake.bind(case_id))
    assert view.content == INTAKE
    newest, first = school.run(casework.get_intake_history.bind(case_id))
    assert (newest.version, first.version, first.content.complaint) == (2, 1, "")
    assert set(newest.changed) == {"done_on", "complaint", "willingness", "secrecy", "secrecy_on", "guardian"}
    with pytest.raises(Conflict):
        school.run(casework.save_intake.bind(case_id, 1, INTAKE))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"done_on": date(2026, 11, 24)}, "done_on"),
        ({"done_on": None}, "done_on"),
        ({"medication": Known.YES}, "medication_words"),
        ({"secrecy": Secrecy.SIGNED, "secrecy_on": None}, "secrecy_on"),
    ],
)
def test_what_an_intake_cannot_say_is_refused_at_its_field(school: School, change: dict[str, Any], field: str) -> None:
    case_id = open_case(school, add_student(school, "王芳"))
    with pytest.raises(ValidationFailed) as refused:
        school.run(casework.save_intake.bind(case_id, None, replace(INTAKE, **change)))
    assert set(refused.value.problems) == {field}


def test_a_missing_consent_is_a_task_and_blocks_nothing(school: School) -> None:
    case_id = open_case(school, add_student(school, "王芳"))
    asked = replace(INTAKE, guardian=GuardianKnows.UNKNOWN, secrecy=Secrecy.NOT_YET, secrecy_on=None)
    school.run(casework.save_intake.bind(case_id, None, asked))
    signed(school, case_id)
    keys = [task.key for task in school.run(casework.intake_tasks.bind())]
    assert keys == [f"secrecy:{case_id}", f"guardian_consent:{case_id}"]
    school.run(casework.save_intake.bind(case_id, 1, INTAKE))
    assert school.run(casework.intake_tasks.bind()) == ()


def test_an_intake_never_made_is_a_task_after_a_week(school: School) -> None:
    open_case(school, add_student(school, "王芳", 1), opened_on=date(2026, 11, 17))
    late = open_case(school, add_student(school, "李雷", 2), opened_on=date(2026, 11, 16))
    open_case(school, add_student(school, "马晓龙", 3), opened_on=date(2026, 9, 1))
    assert [task.key for task in school.run(casework.intake_tasks.bind())] == [f"intake:{late}"]


def test_a_renamed_problem_leaves_old_cases_their_word(school: School) -> None:
    old = open_case(school, add_student(school, "王芳", 1))
    fresh = school.run(casework.rename_problem.bind(Problem.EMOTION, "情绪困扰"))
    assert fresh == "emotion.2"
    opening = CaseOpening("case-2", add_student(school, "李雷", 2), CaseSource.SELF, (fresh, Problem.STUDY))
    school.run(casework.open_case.bind(opening))
    words = {line.id: line.problem_words for line in school.run(casework.list_cases.bind())}
    assert words == {old: "Emotion", "case-2": "Study, 情绪困扰"}
    stems = {line.code: line.stem for line in school.run(casework.list_problems.bind())}
    assert (stems["emotion"], stems["emotion.2"]) == ("emotion", "emotion")
    with pytest.raises(ValidationFailed):
        school.run(casework.open_case.bind(replace(opening, case_id="case-3", presenting_problems=("emotion",))))
    school.run(casework.correct_case.bind(old, 1, CaseSource.SELF, ("emotion", "study")))  # what it had may stay


def test_problems_are_added_retired_and_offered_again(school: School) -> None:
    code = school.run(casework.add_problem.bind("  隔代  照料 "))
    states = {line.code: (str(line.words), line.state) for line in school.run(casework.list_problems.bind())}
    assert states[code] == ("隔代 照料", CodeState.IN_USE)
    for words in ("", "隔代 照料", "字" * 21):
        with pytest.raises(ValidationFailed):
            school.run(casework.add_problem.bind(words))
    school.run(casework.retire_problem.bind(code))
    with pytest.raises(RuleBroken):
        school.run(casework.retire_problem.bind(code))
    school.run(casework.restore_problem.bind(code))
    with pytest.raises(RuleBroken):
        school.run(casework.restore_problem.bind(code))


def test_a_risk_in_the_newest_talk_stands_on_top(school: School) -> None:
    calm = open_case(school, add_student(school, "王芳", 1), opened_on=date(2026, 9, 1))
    risky = open_case(school, add_student(school, "李雷", 2), opened_on=date(2026, 11, 1))
    saved(
        school, risky, started_at=local("2026-11-22 09:00"), ended_at=None, ideation=RiskAnswer.YES, ideation_words="有"
    )
    first, second = school.run(casework.list_cases.bind())
    assert [(first.id, first.risk), (second.id, second.risk)] == [(risky, CaseRisk.YES), (calm, CaseRisk.NOT_ASKED)]


@pytest.mark.parametrize("actor", [teacher("class-1"), ADMINISTRATOR])
def test_nobody_but_counsellors_comes_near_them(school: School, actor: Actor) -> None:
    case_id = alias_case(school)
    asked: tuple[Bound[Any], ...] = (
        casework.get_intake.bind(case_id),
        casework.collect_intake_print.bind(None),
        casework.list_problems.bind(),
        casework.list_handovers.bind(),
    )
    for bound in asked:
        with pytest.raises(PermissionDenied):
            school.run(bound, actor)
