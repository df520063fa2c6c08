"""A restricted case: for whom it opens, what others meet, and that nothing of it lies open in the file."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from counselling_room import CONTENT
from faults.plain_pages import plain_pages
from journeys.canary import forms
from slices.restricting.conftest import SECOND, SECRETS, STUDENT, Room, write_note
from xinmiao.features.attachments import operations as attachments
from xinmiao.features.attachments.records import Host, NewAttachment
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import (
    NOTE,
    CaseClosing,
    CaseOpening,
    CaseSource,
    ClosingEffect,
    ClosingReason,
    NoteDraft,
    Problem,
    RiskAnswer,
    StaffCount,
    StaffOpening,
)
from xinmiao.features.roster import operations as roster
from xinmiao.kernel.errors import RuleBroken, ValidationFailed
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.records import DataFile
from xinmiao.vault.sealed_rows import Restricted


def rows(room: Room) -> str:
    """Return every row of counselling.db as who has its key reads it, the search index among them."""
    raw = room.school.workspace.database.raw
    names = [row[0] for row in raw.execute("SELECT name FROM counselling.sqlite_schema WHERE type = 'table'")]
    return "\n".join(str(tuple(row)) for name in names for row in raw.execute(f'SELECT * FROM counselling."{name}"'))  # noqa: S608


def free_bytes(room: Room) -> bytes:
    """Return the decrypted pages of counselling.db, free ones too."""
    room.second()
    key = room.school.workspace.custody.keyring.file_key(DataFile.COUNSELLING)
    room.school.lock()
    return b"".join(plain_pages(room.school.folder / "counselling.db", key))


def test_the_search_for_marks_finds_them_before(room: Room) -> None:
    shown = rows(room)
    assert [secret for secret in SECRETS if secret not in shown] == []
    pages = free_bytes(room)
    assert [secret for secret in SECRETS if secret.encode() not in pages] == []


def test_a_second_counsellor_with_key_source_and_password_finds_nothing(room: Room) -> None:
    room.restrict(room.me)
    room.second()
    shown = rows(room)
    assert [secret for secret in SECRETS if secret in shown] == []
    pages = free_bytes(room)
    escaped = [json.dumps(secret)[1:-1].encode() for secret in SECRETS]
    assert [form for secret in SECRETS for form in forms(secret) if form in pages] == []
    assert [form for form in escaped if form in pages] == []


def test_who_is_named_reads_writes_and_sees_the_history(room: Room) -> None:
    room.restrict(room.me)
    school = room.school
    view = school.run(casework.get_note.bind(room.note))
    assert (view.content.free_text, view.content.ideation) == (SECRETS[1], RiskAnswer.YES)
    history = school.run(casework.get_note_history.bind(room.note))
    assert [version.content.free_text for version in history] == [SECRETS[1], SECRETS[0]]
    assert history[0].reason == SECRETS[2]
    draft = NoteDraft(school.means.ids.new(), room.case, None, replace(CONTENT, free_text="新写的一段"))
    stamp = school.run(casework.save_note.bind(draft))
    again = replace(draft, base_version=stamp.version, content=replace(draft.content, free_text="改过的一段"))
    school.run(casework.sign_note.bind(again))
    assert school.run(casework.get_note.bind(draft.note_id)).content.free_text == "改过的一段"
    shown = rows(room)
    assert "新写的一段" not in shown
    assert "改过的一段" not in shown
    line = school.run(casework.list_cases.bind())[0]
    assert (line.restricted, line.ask, line.presenting_problems) == (True, "", (Problem.EMOTION,))


def test_others_meet_that_it_exists_and_whom_to_ask(room: Room) -> None:
    room.restrict(room.me)
    room.second()
    school = room.school
    line = school.run(casework.list_cases.bind())[0]
    assert (line.student.name, line.restricted, line.ask) == (STUDENT, True, "周老师")
    assert (line.presenting_problems, line.problem_words) == ((), "")
    view = school.run(casework.get_case.bind(room.case))
    assert (view.notes, view.closing_words) == ((), "")
    assert school.run(casework.list_notes.bind(room.case)) == ()
    refused: tuple[Bound[Any], ...] = (
        casework.get_note.bind(room.note),
        casework.get_note_history.bind(room.note),
    )
    for bound in refused:
        with pytest.raises(Restricted):
            school.run(bound)
    with pytest.raises(RuleBroken):
        school.run(casework.collect_note_print.bind(room.note))
    assert school.run(casework.count_cases.bind())


def test_neither_search_nor_timeline_nor_the_printed_file_hold_a_word(room: Room) -> None:
    assert room.school.run(casework.search_notes.bind("紫藤"))
    room.restrict(room.me)
    for sign_in in (room.founder, room.second):
        sign_in()
        school = room.school
        assert school.run(casework.search_notes.bind("紫藤")) == ()
        assert school.run(casework.note_hits.bind("灰鹤", room.student)) == ()
        entries = school.run(casework.case_timeline_entries.bind(room.student))
        assert [entry.title for entry in entries] == ["Restricted case · ask 周老师"]
        assert [entry.excerpt for entry in entries] == [""]
        chapter = school.run(casework.note_chapter.bind(room.student))
        assert [(entry.title, entry.passages) for entry in chapter.entries] == [("Restricted case · ask 周老师", ())]


def test_nobody_else_writes_into_it(room: Room) -> None:
    version = room.restrict(room.me)
    room.second()
    school = room.school
    for bound in (
        casework.restrict_case.bind(room.case, version, (room.me,)),
        casework.lift_restriction.bind(room.case, version, "想看看"),
    ):
        with pytest.raises(Restricted):
            school.run(bound)


def test_a_named_colleague_reads_and_is_taken_off_again(room: Room) -> None:
    second = room.account(SECOND)
    room.restrict(room.me, second)
    room.second()
    school = room.school
    assert school.run(casework.get_note.bind(room.note)).content.free_text == SECRETS[1]
    assert len(school.run(casework.get_note_history.bind(room.note))) == 2
    restriction = school.run(casework.get_restriction.bind(room.case))
    assert {label for _account, label in restriction.named} == {"周老师", SECOND}
    room.founder()
    room.restrict(room.me)
    room.second()
    with pytest.raises(Restricted):
        school.run(casework.get_note.bind(room.note))
    room.founder()
    assert room.school.run(casework.get_note.bind(room.note)).content.free_text == SECRETS[1]


@pytest.mark.parametrize("who", ["nobody", "stranger", "without_me"])
def test_who_cannot_be_named(room: Room, who: str) -> None:
    accounts = {"nobody": (), "stranger": (room.me, "no such"), "without_me": (room.account(SECOND),)}[who]
    with pytest.raises(ValidationFailed):
        room.restrict(*accounts)


def test_lifting_needs_a_reason_and_brings_everything_back(room: Room) -> None:
    version = room.restrict(room.me)
    school = room.school
    with pytest.raises(ValidationFailed):
        school.run(casework.lift_restriction.bind(room.case, version, " "))
    school.run(casework.lift_restriction.bind(room.case, version, "家长已同意在室内共享"))
    room.second()
    assert school.run(casework.get_note.bind(room.note)).content.free_text == SECRETS[1]
    assert school.run(casework.search_notes.bind("紫藤"))
    assert school.run(casework.list_cases.bind())[0].presenting_problems == (Problem.EMOTION,)
    current = school.run(casework.get_case.bind(room.case)).version
    with pytest.raises(RuleBroken):
        school.run(casework.lift_restriction.bind(room.case, current, "再来一次"))


def test_the_recovery_sheet_names_somebody_anew(room: Room) -> None:
    version = room.restrict(room.me)
    room.second()
    school = room.school
    code = school.sheet.seed_code
    with pytest.raises(ValidationFailed):
        school.run(casework.regrant_case.bind(room.case, version, "ABCDE-" + code[6:], (room.me,)))
    school.run(casework.regrant_case.bind(room.case, version, code, (room.me,)))
    assert school.run(casework.get_note.bind(room.note)).content.free_text == SECRETS[1]


def test_some_problems_restrict_from_the_start(room: Room) -> None:
    school = room.school
    closing = CaseClosing(ClosingReason.OTHER, ClosingEffect.UNKNOWN, "结案的话")
    version = school.run(casework.get_case.bind(room.case)).version
    school.run(casework.close_case.bind(room.case, version, closing))
    opening = CaseOpening(school.means.ids.new(), room.student, CaseSource.SELF, (Problem.SEXUAL_HARM,))
    case = school.run(casework.open_case.bind(opening))
    write_note(school, case, free_text="一棵歪脖子枣树")
    assert "一棵歪脖子枣树" not in rows(room)
    assert "sexual_harm" not in rows(room)
    room.second()
    lines = {line.id: line for line in school.run(casework.list_cases.bind())}
    assert lines[case].ask == "周老师"
    assert lines[room.case].ask == ""


def test_a_staff_member_is_only_a_number_to_others(room: Room) -> None:
    school = room.school
    opening = StaffOpening(school.means.ids.new(), "教职工某甲", CaseSource.SELF, (Problem.EMOTION,))
    case = school.run(casework.open_staff_case.bind(opening))
    write_note(school, case, free_text="讲台后面的风")
    line = next(line for line in school.run(casework.list_cases.bind()) if line.id == case)
    assert (line.student.name, line.of_staff, line.restricted) == ("教职工某甲", True, True)
    with pytest.raises(RuleBroken):
        school.run(casework.lift_restriction.bind(case, school.run(casework.get_case.bind(case)).version, "x"))
    shown = rows(room)
    assert "教职工某甲" not in shown
    assert "讲台后面的风" not in shown
    room.second()
    assert case not in {line.id for line in school.run(casework.list_cases.bind())}
    assert school.run(casework.count_staff_counselling.bind()) == StaffCount(1, 1)


def test_a_reminder_would_not_be_sealed_and_a_note_does_not_cross(room: Room) -> None:
    room.restrict(room.me)
    school = room.school
    draft = NoteDraft(school.means.ids.new(), room.case, None, CONTENT, reminder="问她父亲的事")
    with pytest.raises(ValidationFailed) as refused:
        school.run(casework.save_note.bind(draft))
    assert set(refused.value.problems) == {"reminder"}


def test_minutes_still_count(room: Room) -> None:
    day = CONTENT.started_at
    assert day is not None
    bound: Any = casework.count_minutes.bind(day.date(), day.date())
    before = room.school.run(bound)
    room.restrict(room.me)
    assert room.school.run(bound) == before
    assert before.individual == 45


def test_what_hangs_on_a_restricted_note_is_closed_too(room: Room) -> None:
    room.restrict(room.me)
    host = Host(NOTE.record, room.note)
    new = NewAttachment(room.school.means.ids.new(), host, "信.png", b"\x89PNG", "")
    with pytest.raises(RuleBroken):
        room.school.run(attachments.add_attachment.bind(new))
    assert room.school.run(attachments.list_attachments.bind(host)).lines == ()
    room.second()
    with pytest.raises(Restricted):
        room.school.run(attachments.list_attachments.bind(host))


def test_neither_window_nor_trail_nor_log_say_more(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    room.restrict(room.me)
    with pytest.raises(RuleBroken):
        room.school.run(casework.collect_note_print.bind(room.note))
    raw = room.school.workspace.database.raw
    trail = str(raw.execute("SELECT action, detail FROM counselling.audit_entry").fetchall())
    assert "case.restricted" in trail
    assert [secret for secret in SECRETS if secret in trail or secret in caplog.text] == []
    tasks = room.school.run(casework.unsigned_note_tasks.bind()) + room.school.run(casework.intake_tasks.bind())
    assert [task for task in tasks if any(secret in str(task.why) + str(task.title) for secret in SECRETS)] == []


def test_whoever_cannot_open_a_restricted_case_does_not_merge_its_student(room: Room) -> None:
    room.restrict(room.me)
    other = room.school.run(roster.add_student.bind({"name": "石小曼"}, {}))
    room.second()
    with pytest.raises(RuleBroken) as refused:
        room.school.run(roster.merge_students.bind(room.school.run(roster.compare_students.bind(other, room.student))))
    assert refused.value.code == "E-RESTRICTED"
    assert len(room.school.run(roster.list_merges.bind())) == 0
    room.founder()
    room.school.run(roster.merge_students.bind(room.school.run(roster.compare_students.bind(other, room.student))))
    view = room.school.run(casework.get_case.bind(room.case))
    assert view.line.student.id == other


def test_a_survivor_keeps_his_restricted_case_and_gets_an_open_one_beside_it(room: Room) -> None:
    room.restrict(room.me)
    school = room.school
    other = school.run(roster.add_student.bind({"name": "石小曼"}, {}))
    room.second()
    opening = CaseOpening(school.means.ids.new(), other, CaseSource.SELF, (Problem.EMOTION,))
    theirs = school.run(casework.open_case.bind(opening))
    write_note(school, theirs, free_text="一只没有墙的鸟")
    merge = school.run(roster.merge_students.bind(school.run(roster.compare_students.bind(room.student, other))))
    room.founder()
    lines = {line.id: line for line in school.run(casework.list_cases.bind(student_id=room.student))}
    assert (lines[room.case].restricted, lines[theirs].restricted) == (True, False)
    assert school.run(casework.get_note.bind(room.note)).content.free_text == SECRETS[1]
    assert school.run(casework.count_altered_seals.bind()) == 0
    shown = rows(room)
    assert [secret for secret in SECRETS if secret in shown] == [], "the merge kept nothing of it in the clear"
    room.second()
    ask = {line.id: line.ask for line in school.run(casework.list_cases.bind(student_id=room.student))}
    assert ask == {room.case: "周老师", theirs: ""}
    version = school.run(roster.get_merge.bind(merge)).version
    school.run(roster.unmerge_students.bind(merge, version))
    assert {line.id for line in school.run(casework.list_cases.bind(student_id=other))} == {theirs}
    with pytest.raises(Restricted):
        school.run(casework.get_note.bind(room.note))
