"""Amending, moving out of the wrong file, voiding; the history says who, when, why and what, and loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from counselling_room import COLLEAGUE, CONTENT, add_student, local, open_case, saved, signed
from schools import COUNSELLOR, School
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import (
    CaseClosing,
    ClosingEffect,
    ClosingReason,
    NoteAllowed,
    NoteDraft,
    NoteState,
    NoteStep,
    RiskAnswer,
)
from xinmiao.kernel.errors import Conflict, NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.records import DataFile


@dataclass
class Two:
    """Two students with a case each."""

    wrong_student: str
    wrong_case: str
    right_student: str
    right_case: str


@pytest.fixture
def two(school: School) -> Two:
    wrong, right = add_student(school, "王芳", 1), add_student(school, "王方", 2)
    return Two(wrong, open_case(school, wrong), right, open_case(school, right))


def amended(draft: NoteDraft, text: str, reason: str) -> NoteDraft:
    return replace(draft, content=replace(draft.content, free_text=text), reason=reason)


def test_an_amendment_keeps_the_earlier_text_with_reason(school: School, two: Two) -> None:
    draft, _stamp = signed(school, two.wrong_case)
    school.clock.advance(hours=3)
    stamp = school.run(casework.amend_note.bind(amended(draft, "近三周睡不好。", "时长写错")))
    assert (stamp.version, stamp.state) == (2, NoteState.SIGNED)
    view = school.run(casework.get_note.bind(draft.note_id))
    assert (view.content.free_text, view.amendments) == ("近三周睡不好。", 1)
    assert view.signed_at == local("2026-11-23 10:05")
    newest, first = school.run(casework.get_note_history.bind(draft.note_id))
    assert (newest.step, newest.by_name, newest.reason) == (NoteStep.AMENDED, "周老师", "时长写错")
    assert (newest.at, newest.changed) == (local("2026-11-23 13:05"), ("free_text",))
    assert (first.step, first.content, first.at) == (NoteStep.SIGNED, CONTENT, local("2026-11-23 10:05"))


def test_every_step_is_in_the_history(school: School, two: Two) -> None:
    draft, _stamp = saved(school, two.wrong_case)
    draft = replace(draft, content=replace(CONTENT, free_text="第二稿", place="操场"))
    school.clock.advance(minutes=1)
    stamp = school.run(casework.save_note.bind(draft))
    school.clock.advance(minutes=1)
    stamp = school.run(casework.sign_note.bind(replace(draft, base_version=stamp.version)))
    for text, reason in (("第三稿", "补充"), ("第四稿", "更正")):
        school.clock.advance(minutes=1)
        change = amended(replace(draft, base_version=stamp.version), text, reason)
        stamp = school.run(casework.amend_note.bind(change))
    school.run(casework.void_note.bind(draft.note_id, stamp.version, "不是这一次"))
    history = school.run(casework.get_note_history.bind(draft.note_id), COLLEAGUE)
    assert [(each.version, each.step, each.reason, each.content.free_text) for each in history] == [
        (6, NoteStep.VOIDED, "不是这一次", "第四稿"),
        (5, NoteStep.AMENDED, "更正", "第四稿"),
        (4, NoteStep.AMENDED, "补充", "第三稿"),
        (3, NoteStep.SIGNED, "", "第二稿"),
        (2, NoteStep.SAVED, "", "第二稿"),
        (1, NoteStep.WRITTEN, "", CONTENT.free_text),
    ]
    assert [each.changed for each in history] == [
        (),
        ("free_text",),
        ("free_text",),
        (),
        ("place", "free_text"),
        (),
    ]
    assert {each.by_name for each in history} == {"周老师"}
    assert school.subjects(DataFile.COUNSELLING, draft.note_id)[-1] == "counselling_note.history_opened"


def test_an_amendment_needs_a_reason_a_change_and_a_text_fit_to_be_signed(school: School, two: Two) -> None:
    draft, _stamp = signed(school, two.wrong_case)
    with pytest.raises(ValidationFailed) as refused:
        school.run(casework.amend_note.bind(amended(draft, "", "  ")))
    assert set(refused.value.problems) == {"reason", "free_text"}
    with pytest.raises(ValidationFailed):
        school.run(casework.amend_note.bind(amended(draft, "新", "字" * 501)))
    unasked = replace(draft, content=replace(CONTENT, ideation=RiskAnswer.NOT_ASKED), reason="改")
    with pytest.raises(ValidationFailed):
        school.run(casework.amend_note.bind(unasked))
    with pytest.raises(RuleBroken):
        school.run(casework.amend_note.bind(amended(draft, CONTENT.free_text, "没有改")))
    assert len(school.run(casework.get_note_history.bind(draft.note_id))) == 1


def test_only_the_author_amends_and_only_a_signed_note(school: School, two: Two) -> None:
    draft, _stamp = signed(school, two.wrong_case)
    with pytest.raises(RuleBroken):
        school.run(casework.amend_note.bind(amended(draft, "别人", "改")), COLLEAGUE)
    unsigned, _stamp = saved(school, two.right_case)
    with pytest.raises(RuleBroken):
        school.run(casework.amend_note.bind(amended(unsigned, "新", "改")))
    school.run(casework.amend_note.bind(amended(draft, "一", "改")))
    with pytest.raises(Conflict):
        school.run(casework.amend_note.bind(amended(draft, "二", "改")))


def test_a_note_in_the_wrong_file_is_moved_and_the_original_stays(school: School, two: Two) -> None:
    signed(school, two.right_case, started_at=local("2026-11-16 09:00"), ended_at=local("2026-11-16 09:30"))
    draft, _stamp = signed(school, two.wrong_case)
    school.clock.advance(hours=1)
    moved_id = school.run(casework.move_note.bind(draft.note_id, 1, two.right_case, "写到同音同学名下"))
    left = school.run(casework.get_note.bind(draft.note_id))
    arrived = school.run(casework.get_note.bind(moved_id))
    assert (left.state, left.content, left.student.name, left.nth) == (NoteState.MOVED, CONTENT, "王芳", 1)
    assert left.removal is not None
    assert (left.removal.reason, left.removal.by_name) == ("写到同音同学名下", "周老师")
    assert (left.removal.at, left.removal.moved_to) == (local("2026-11-23 11:05"), moved_id)
    assert left.allowed == NoteAllowed()
    assert (arrived.state, arrived.content, arrived.student.name, arrived.nth) == (
        NoteState.SIGNED,
        CONTENT,
        "王方",
        2,
    )
    assert (arrived.moved_from, arrived.case_id) == (draft.note_id, two.right_case)
    assert (arrived.signed_at, arrived.signed_name) == (local("2026-11-23 10:05"), "周老师")
    assert arrived.entered_at == local("2026-11-23 10:05")
    for record in (two.wrong_student, two.right_student, draft.note_id, moved_id):
        assert "counselling_note.moved" in school.subjects(DataFile.COUNSELLING, record)


def test_the_history_of_both_tells_of_the_move(school: School, two: Two) -> None:
    draft, _stamp = signed(school, two.wrong_case)
    moved_id = school.run(casework.move_note.bind(draft.note_id, 1, two.right_case, "写错人"))
    left = school.run(casework.get_note_history.bind(draft.note_id))
    assert [(each.step, each.reason) for each in left] == [(NoteStep.MOVED, "写错人"), (NoteStep.SIGNED, "")]
    (arrived,) = school.run(casework.get_note_history.bind(moved_id))
    assert (arrived.step, arrived.by_name, arrived.reason) == (NoteStep.ARRIVED, "周老师", "写错人")
    change = replace(amended(draft, "补一句", "补充"), note_id=moved_id, case_id=two.right_case)
    school.run(casework.amend_note.bind(change))
    assert [each.step for each in school.run(casework.get_note_history.bind(moved_id))] == [
        NoteStep.AMENDED,
        NoteStep.ARRIVED,
    ]


def test_an_unsigned_note_is_moved_unsigned(school: School, two: Two) -> None:
    draft, _stamp = saved(school, two.wrong_case)
    moved_id = school.run(casework.move_note.bind(draft.note_id, 1, two.right_case, "写错人"))
    assert school.run(casework.get_note.bind(moved_id)).state is NoteState.DRAFT
    school.run(casework.sign_note.bind(replace(draft, note_id=moved_id, case_id=two.right_case)))
    school.clock.advance(days=2)
    assert school.run(casework.unsigned_note_tasks.bind()) == ()


def test_a_voided_note_stays_readable_and_counts_nowhere(school: School, two: Two) -> None:
    draft, _stamp = signed(school, two.wrong_case)
    assert school.run(casework.void_note.bind(draft.note_id, 1, " 重复录入 ")) == 2
    view = school.run(casework.get_note.bind(draft.note_id))
    assert (view.state, view.content, view.is_removed) == (NoteState.VOIDED, CONTENT, True)
    assert view.removal is not None
    assert (view.removal.reason, view.removal.moved_to) == ("重复录入", None)
    today = school.clock.today()
    assert school.run(casework.count_minutes.bind(today, today)).notes == 0
    assert school.run(casework.get_case.bind(two.wrong_case)).line.notes == 0
    assert school.run(casework.prepare_note.bind(two.wrong_case)).is_first_visit


@pytest.mark.parametrize("reason", ["", "   ", "字" * 501, "有\x00空", "两\n行"])
def test_moving_and_voiding_need_a_plain_reason(school: School, two: Two, reason: str) -> None:
    draft, _stamp = signed(school, two.wrong_case)
    asked: tuple[Bound[Any], ...] = (
        casework.void_note.bind(draft.note_id, 1, reason),
        casework.move_note.bind(draft.note_id, 1, two.right_case, reason),
    )
    for bound in asked:
        with pytest.raises(ValidationFailed) as refused:
            school.database.run(COUNSELLOR, bound)
        assert set(refused.value.problems) == {"removal_reason"}
    assert school.run(casework.get_note.bind(draft.note_id)).version == 1


def test_who_may_not_move_or_void(school: School, two: Two) -> None:
    draft, _stamp = signed(school, two.wrong_case)
    theirs = open_case(school, two.right_student, COLLEAGUE)
    with pytest.raises(RuleBroken):
        school.run(casework.void_note.bind(draft.note_id, 1, "理由"), COLLEAGUE)
    with pytest.raises(RuleBroken):
        school.run(casework.move_note.bind(draft.note_id, 1, theirs, "理由"), COLLEAGUE)
    with pytest.raises(RuleBroken):
        school.run(casework.move_note.bind(draft.note_id, 1, theirs, "理由"))
    with pytest.raises(RuleBroken):
        school.run(casework.move_note.bind(draft.note_id, 1, two.wrong_case, "理由"))
    with pytest.raises(NotFound):
        school.run(casework.move_note.bind(draft.note_id, 1, "no-case", "理由"))
    closing = CaseClosing(ClosingReason.OTHER, ClosingEffect.UNKNOWN)
    school.run(casework.close_case.bind(two.right_case, 1, closing))
    with pytest.raises(RuleBroken):
        school.run(casework.move_note.bind(draft.note_id, 1, two.right_case, "理由"))
    with pytest.raises(Conflict):
        school.run(casework.void_note.bind(draft.note_id, 7, "理由"))


def _again(two: Two, note_id: str) -> tuple[Callable[[], Bound[Any]], ...]:
    return (
        lambda: casework.void_note.bind(note_id, 2, "再来"),
        lambda: casework.move_note.bind(note_id, 2, two.right_case, "再来"),
        lambda: casework.amend_note.bind(amended(NoteDraft(note_id, two.wrong_case, 2, CONTENT), "新", "改")),
        lambda: casework.save_note.bind(NoteDraft(note_id, two.wrong_case, 2, CONTENT)),
        lambda: casework.sign_note.bind(NoteDraft(note_id, two.wrong_case, 2, CONTENT)),
    )


@pytest.mark.parametrize("which", range(5))
@pytest.mark.parametrize("moved", [True, False])
def test_what_was_moved_or_voided_is_never_touched_again(
    school: School,
    two: Two,
    which: int,
    moved: bool,  # noqa: FBT001 -- a case of the test
) -> None:
    draft, _stamp = signed(school, two.wrong_case)
    if moved:
        school.run(casework.move_note.bind(draft.note_id, 1, two.right_case, "写错人"))
    else:
        school.run(casework.void_note.bind(draft.note_id, 1, "重复"))
    with pytest.raises(RuleBroken):
        school.database.run(COUNSELLOR, _again(two, draft.note_id)[which]())
    assert school.run(casework.get_note.bind(draft.note_id)).version == 2
