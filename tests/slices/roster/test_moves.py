"""Transfer, leave, return, graduation: each on its day, with its rules, correctable; and the history of classes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from schools import School, teacher
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import (
    ClassWhy,
    LeaveReason,
    MoveDraft,
    MoveKind,
    Stage,
    StudentLine,
    StudentStatus,
)
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.errors import Conflict, NotFound, PermissionDenied, RuleBroken, ValidationFailed
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.tasks import Urgency

LEAVE = MoveDraft(
    kind=MoveKind.LEAVE,
    happened_on=date(2026, 11, 2),
    expected_until=date(2027, 2, 20),
    reason=LeaveReason.ILLNESS,
    words="在家休养",
)
OUT = MoveDraft(kind=MoveKind.TRANSFER_OUT, happened_on=date(2026, 11, 20), other_school="虚构市第二中学")


@pytest.fixture
def classes(school: School) -> tuple[str, str]:
    first = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 1, 2026)))
    return first, school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))


@pytest.fixture
def student(school: School, classes: tuple[str, str]) -> str:
    """A child who came in September."""
    school.clock.advance(days=-80)
    values = {"name": "王芳", "class_id": classes[0], "number_in_class": 3}
    made: str = school.run(roster.add_student.bind(values, {}))
    school.clock.advance(days=80)
    return made


def line(school: School, student_id: str) -> StudentLine:
    return school.run(roster.student_lines.bind((student_id,)))[0]


def record(school: School, student_id: str, draft: MoveDraft) -> str:
    return school.run(roster.record_move.bind(((student_id, line(school, student_id).version),), draft))[0]


def test_a_leave_and_the_return_stand_in_the_chronicle(school: School, student: str) -> None:
    record(school, student, LEAVE)
    assert line(school, student).status is StudentStatus.ON_LEAVE
    record(school, student, MoveDraft(kind=MoveKind.RETURN, happened_on=date(2026, 11, 23)))
    assert line(school, student).status is StudentStatus.ENROLLED
    entries = school.run(roster.roster_timeline_entries.bind(student))
    assert [(entry.title, entry.happened_at.astimezone().date()) for entry in entries] == [
        ("Back from leave", date(2026, 11, 23)),
        ("Leave of absence", date(2026, 11, 2)),
        ("In 七年级1班", date(2026, 9, 4)),
    ]
    assert "Illness" in entries[1].excerpt
    assert "在家休养" in entries[1].excerpt


def test_who_came_back_into_another_class_was_in_both(school: School, student: str, classes: tuple[str, str]) -> None:
    record(school, student, LEAVE)
    record(school, student, MoveDraft(kind=MoveKind.RETURN, happened_on=date(2026, 11, 23), class_id=classes[1]))
    spells = school.run(roster.class_history.bind(student))
    assert [(spell.label, spell.since, spell.until, spell.why) for spell in spells] == [
        ("七年级2班", date(2026, 11, 23), None, ClassWhy.RETURNED),
        ("七年级1班", date(2026, 9, 4), date(2026, 11, 22), ClassWhy.ENTERED),
    ]
    assert line(school, student).number_in_class is None


def test_who_transferred_out_is_kept_and_can_come_back(school: School, student: str, classes: tuple[str, str]) -> None:
    record(school, student, OUT)
    assert school.run(roster.list_students.bind()) == ()
    assert school.run(roster.list_students.bind(include_gone=True))[0].status is StudentStatus.TRANSFERRED
    assert school.run(roster.class_history.bind(student))[0].until == date(2026, 11, 19)
    back = MoveDraft(
        kind=MoveKind.TRANSFER_IN, happened_on=date(2026, 11, 21), class_id=classes[1], other_school="二中"
    )
    record(school, student, back)
    assert line(school, student).class_label == "七年级2班"
    assert [move.other_school for move in school.run(roster.student_path.bind(student)).moves] == [
        "二中",
        "虚构市第二中学",
    ]


def test_several_leave_at_once_or_none(school: School, student: str, classes: tuple[str, str]) -> None:
    other = school.run(roster.add_student.bind({"name": "李雷", "class_id": classes[1]}, {}))
    both = tuple((each, line(school, each).version) for each in (student, other))
    with pytest.raises(Conflict):
        school.run(roster.record_move.bind((both[0], (other, 99)), OUT))
    assert line(school, student).status is StudentStatus.ENROLLED
    assert len(school.run(roster.record_move.bind(both, OUT))) == 2
    assert {line(school, each).status for each in (student, other)} == {StudentStatus.TRANSFERRED}


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(OUT, happened_on=None), "happened_on"),
        (replace(OUT, happened_on=date(2026, 11, 24)), "happened_on"),
        (replace(LEAVE, reason=None), "reason"),
        (replace(LEAVE, expected_until=None), "expected_until"),
        (replace(LEAVE, expected_until=date(2026, 11, 2)), "expected_until"),
        (replace(OUT, other_school="校" * 121), "other_school"),
    ],
)
def test_what_is_missing_or_wrong_is_marked(school: School, student: str, draft: MoveDraft, field: str) -> None:
    with pytest.raises(ValidationFailed) as refused:
        record(school, student, draft)
    assert set(refused.value.problems) == {field}
    assert line(school, student).status is StudentStatus.ENROLLED


@pytest.mark.parametrize("kind", [MoveKind.RETURN, MoveKind.CORRECTION])
def test_what_cannot_be_is_refused_by_name(school: School, student: str, kind: MoveKind) -> None:
    with pytest.raises(RuleBroken) as refused:
        record(school, student, MoveDraft(kind=kind, happened_on=date(2026, 11, 20)))
    assert "王芳" in refused.value.told()
    assert "王芳" not in str(refused.value)


def test_a_change_before_the_last_one_is_refused(school: School, student: str) -> None:
    record(school, student, LEAVE)
    with pytest.raises(RuleBroken):
        record(school, student, MoveDraft(kind=MoveKind.RETURN, happened_on=date(2026, 11, 1)))


def test_a_change_is_corrected_between_its_neighbours(school: School, student: str) -> None:
    leave = record(school, student, LEAVE)
    record(school, student, MoveDraft(kind=MoveKind.RETURN, happened_on=date(2026, 11, 20)))
    later = replace(LEAVE, happened_on=date(2026, 11, 10), reason=LeaveReason.FAMILY)
    school.run(roster.correct_move.bind(leave, 1, later))
    move = school.run(roster.student_path.bind(student)).moves[1]
    assert (move.happened_on, move.reason) == (date(2026, 11, 10), LeaveReason.FAMILY)
    with pytest.raises(RuleBroken):
        school.run(roster.correct_move.bind(leave, 2, replace(LEAVE, happened_on=date(2026, 11, 21))))
    with pytest.raises(Conflict):
        school.run(roster.correct_move.bind(leave, 1, later))


def test_the_last_change_is_taken_back_with_its_class(school: School, student: str, classes: tuple[str, str]) -> None:
    leave = record(school, student, LEAVE)
    back = record(school, student, MoveDraft(kind=MoveKind.RETURN, happened_on=date(2026, 11, 23), class_id=classes[1]))
    with pytest.raises(RuleBroken):
        school.run(roster.take_back_move.bind(leave, 1))
    school.run(roster.take_back_move.bind(back, 1))
    now = line(school, student)
    assert (now.status, now.class_label, now.number_in_class) == (StudentStatus.ON_LEAVE, "七年级1班", 3)
    path = school.run(roster.student_path.bind(student))
    assert [move.kind for move in path.moves] == [MoveKind.LEAVE]
    assert path.moves[0].is_last
    assert len(path.spells) == 1


def test_a_correction_by_the_form_leaves_a_trace(school: School, student: str, classes: tuple[str, str]) -> None:
    opened = school.run(roster.get_student.bind(student))
    values = {"name": "王芳", "class_id": classes[1], "number_in_class": 3, "status": StudentStatus.TRANSFERRED}
    school.run(roster.correct_student.bind(opened, values, {}, ()))
    path = school.run(roster.student_path.bind(student))
    assert [(move.kind, move.status_after) for move in path.moves] == [(MoveKind.CORRECTION, StudentStatus.TRANSFERRED)]
    assert [(spell.label, spell.why) for spell in path.spells][-1] == ("七年级1班", ClassWhy.ENTERED)


def test_a_leave_that_ends_becomes_a_task(school: School, student: str) -> None:
    record(school, student, replace(LEAVE, expected_until=date(2026, 12, 9)))
    assert school.run(roster.leave_tasks.bind()) == ()
    school.clock.advance(days=1)
    task = school.run(roster.leave_tasks.bind())[0]
    assert (task.urgency, task.due, task.target.record) == (Urgency.DUE, date(2026, 12, 9), f"move:{student}")
    school.clock.advance(days=20)
    assert school.run(roster.leave_tasks.bind())[0].urgency is Urgency.OVERDUE
    record(school, student, MoveDraft(kind=MoveKind.RETURN, happened_on=date(2026, 12, 10)))
    assert school.run(roster.leave_tasks.bind()) == ()


def test_a_teacher_reads_the_classes_of_his_own_and_no_reason(
    school: School, student: str, classes: tuple[str, str]
) -> None:
    record(school, student, LEAVE)
    assert len(school.run(roster.class_history.bind(student), teacher(classes[0]))) == 1
    with pytest.raises(NotFound):
        school.run(roster.class_history.bind(student), teacher(classes[1]))
    with pytest.raises(PermissionDenied):
        school.run(roster.student_path.bind(student), teacher(classes[0]))
    with pytest.raises(PermissionDenied):
        school.run(roster.roster_timeline_entries.bind(student), teacher(classes[0]))
    assert "student.status_changed" in school.subjects(DataFile.COUNSELLING, student)
    assert school.subjects(DataFile.SCHOOL, student) == ["student.added"]
