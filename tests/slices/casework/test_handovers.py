"""Handing cases over in a whole school: who may, what is kept, and the way of a case from alias to colleague."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counselling_room import CONTENT
from doubles import FrozenClock
from signed_in import FOUNDER_PASSWORD, SignedInSchool, make_signed_in_school
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import (
    CaseClosing,
    CaseOpening,
    CaseRisk,
    CaseSource,
    ClosingEffect,
    ClosingReason,
    GuardianKnows,
    HandedWords,
    HandoverOrder,
    IntakeContent,
    MayRead,
    NoteDraft,
    PaperSignatures,
    Problem,
    RiskAnswer,
)
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import NotFound, RuleBroken, ValidationFailed

WORDS = "these are four words"
TODAY = date(2026, 11, 23)


@pytest.fixture
def room(tmp_path: Path, clock: FrozenClock) -> Iterator[SignedInSchool]:
    made = make_signed_in_school(tmp_path / "data", tmp_path / "config", clock)
    made.run(accounts.add_account.bind(NewAccountForm("吴老师", frozenset({Role.COUNSELLOR}), WORDS)))
    yield made
    made.lock()


def student(room: SignedInSchool, name: str) -> str:
    class_id = room.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 1, 2026)))
    return room.run(roster.add_student.bind({"name": name, "class_id": class_id}, {}))


def opened(room: SignedInSchool, case_id: str, name: str) -> str:
    opening = CaseOpening(case_id, student(room, name), CaseSource.SELF, (Problem.STUDY,))
    return room.run(casework.open_case.bind(opening))


def order(room: SignedInSchool, *cases: str) -> HandoverOrder:
    (taker,) = room.run(casework.list_takers.bind())
    return HandoverOrder("handover-1", taker.account, "外出培训", tuple(HandedWords(case) for case in cases))


def test_a_case_goes_from_alias_to_a_colleague(room: SignedInSchool) -> None:
    opening = CaseOpening("case-1", None, CaseSource.LETTER_BOX, (Problem.SELF,), alias="信箱-07")
    room.run(casework.open_case.bind(opening))
    intake = IntakeContent(done_on=TODAY, guardian=GuardianKnows.UNKNOWN)
    room.run(casework.save_intake.bind("case-1", None, intake))
    note = replace(CONTENT, ideation=RiskAnswer.YES, ideation_words="说过两次", next_on=date(2026, 11, 30))
    room.run(casework.save_note.bind(NoteDraft("note-1", "case-1", None, note)))
    student_id = student(room, "王芳")
    version = room.run(casework.join_identity.bind("case-1", 1, student_id, "自己说了名字"))
    room.run(casework.void_note.bind("note-1", room.run(casework.get_note.bind("note-1")).version, "重写"))
    closing = CaseClosing(ClosingReason.GOALS_REACHED, ClosingEffect.MUCH_BETTER, "睡得好了")
    version = room.run(casework.close_case.bind("case-1", version, closing))
    room.run(casework.reopen_case.bind("case-1", version, "期中后又来"))
    again = replace(note, started_at=CONTENT.started_at)
    room.run(casework.save_note.bind(NoteDraft("note-2", "case-1", None, again)))
    wanted = order(room, "case-1")
    said = HandedWords("case-1", "答应陪他去见班主任", "班主任：只知道在辅导", "先稳住睡眠。")
    assert room.run(casework.hand_over_cases.bind(replace(wanted, cases=(said,)))) == "handover-1"
    assert room.run(casework.hand_over_cases.bind(replace(wanted, cases=(said,)))) == "handover-1"
    view = room.run(casework.get_handover.bind("handover-1"))
    (item,) = view.cases
    assert (view.line.giver_name, view.line.taker_name, view.line.on_date) == ("周老师", "吴老师", TODAY)
    assert (item.name, item.risk, item.unsigned, item.next_on) == ("王芳", CaseRisk.YES, 1, date(2026, 11, 30))
    assert (item.promises, item.knows, item.summary) == said_words(said)
    titles = [entry.title for entry in room.run(casework.case_timeline_entries.bind(student_id))]
    assert "Case 2026-001 handed over" in titles
    assert "Intake of case 2026-001" in titles
    with pytest.raises(RuleBroken):
        room.run(casework.prepare_note.bind("case-1"))
    room.lock()
    room.sign_in("吴老师", WORDS)
    assert room.run(casework.prepare_note.bind("case-1")).nth == 3
    (line,) = room.run(casework.list_cases.bind())
    assert (line.is_own, line.counsellor_name) == (True, "吴老师")


def said_words(said: HandedWords) -> tuple[str, str, str]:
    return said.promises, said.knows, said.summary


def test_the_answers_and_the_signatures_are_recorded(room: SignedInSchool) -> None:
    room.run(casework.hand_over_cases.bind(order(room, opened(room, "case-1", "王芳"))))
    view = room.run(casework.get_handover.bind("handover-1"))
    assert view.line.unanswered == 1
    room.run(casework.record_reading.bind(view.cases[0].id, 1, MayRead.NOT_YET, None))
    room.run(casework.record_reading.bind(view.cases[0].id, 2, MayRead.NO, TODAY))
    for wrong in (
        PaperSignatures("", TODAY),
        PaperSignatures("三人", date(2026, 11, 24)),
        PaperSignatures("三人", None),
    ):
        with pytest.raises(ValidationFailed):
            room.run(casework.record_paper_signatures.bind("handover-1", 1, wrong))
    signed = PaperSignatures("周老师、吴老师、王主任", TODAY, "1-1-4")
    room.run(casework.record_paper_signatures.bind("handover-1", 1, signed))
    (line,) = room.run(casework.list_handovers.bind())
    assert (line.unanswered, line.signed_names, line.cases) == (0, "周老师、吴老师、王主任", 1)
    after = room.run(casework.get_handover.bind("handover-1"))
    assert (after.cases[0].reading, after.cases[0].reading_on, after.paper_place) == (MayRead.NO, TODAY, "1-1-4")


def test_what_a_hand_over_refuses(room: SignedInSchool) -> None:
    case_id = opened(room, "case-1", "王芳")
    wanted = order(room, case_id)
    for wrong, field in (
        (replace(wanted, cases=()), "cases"),
        (replace(wanted, cases=wanted.cases * 2), "cases"),
        (replace(wanted, reason=" "), "reason"),
        (replace(wanted, on_date=date(2026, 11, 24)), "on_date"),
    ):
        with pytest.raises(ValidationFailed) as refused:
            room.run(casework.hand_over_cases.bind(wrong))
        assert set(refused.value.problems) == {field}
    with pytest.raises(NotFound):
        room.run(casework.hand_over_cases.bind(replace(wanted, taker="nobody")))
    closing = CaseClosing(ClosingReason.OTHER, ClosingEffect.UNKNOWN)
    room.run(casework.close_case.bind(case_id, 1, closing))
    with pytest.raises(RuleBroken):
        room.run(casework.hand_over_cases.bind(wanted))
    assert room.run(casework.list_handovers.bind()) == ()


def test_a_colleague_hands_over_only_when_the_account_is_gone(room: SignedInSchool) -> None:
    case_id = opened(room, "case-1", "王芳")
    (colleague,) = room.run(casework.list_takers.bind())
    room.lock()
    room.sign_in("吴老师", WORDS)
    mine = HandoverOrder("handover-2", colleague.account, "离职", (HandedWords(case_id),))
    with pytest.raises(RuleBroken):
        room.run(casework.hand_over_cases.bind(mine))
    room.lock()
    room.sign_in("周老师", FOUNDER_PASSWORD)
    room.run(casework.hand_over_cases.bind(replace(mine, id="handover-3")))
    room.run(accounts.disable_account.bind(colleague.account))
    back = HandoverOrder("handover-4", _own_account(room), "吴老师离职", (HandedWords(case_id),))
    room.run(casework.hand_over_cases.bind(back))
    (line,) = room.run(casework.list_cases.bind())
    assert line.counsellor_name == "周老师"


def _own_account(room: SignedInSchool) -> str:
    return next(line.id for line in room.run(accounts.list_accounts.bind()) if line.is_own)
