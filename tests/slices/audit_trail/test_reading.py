"""Who sees which entries, in which order, told how."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from slices.audit_trail.conftest import OFFICE, TEACHER, TrailSchool
from xinmiao.features.audit_trail import operations
from xinmiao.features.audit_trail.records import DeedKind, TrailFilter, TrailLine
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseOpening, CaseSource, NoteContent, NoteDraft, Problem
from xinmiao.features.growth_files import operations as growth_files
from xinmiao.features.roster import operations as roster
from xinmiao.kernel.errors import NotFound, PermissionDenied, ReadOnly
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.records import DataFile

ALL = TrailFilter()


def lines(world: TrailSchool, asked: TrailFilter = ALL, limit: int = 200) -> tuple[TrailLine, ...]:
    return world.school.run(operations.list_trail.bind(asked, limit=limit)).lines


def actions(found: tuple[TrailLine, ...]) -> list[str]:
    return [line.action for line in found]


def test_both_chains_come_merged_the_newest_first(trail_school: TrailSchool) -> None:
    world = trail_school
    world.school.clock.advance(hours=1)
    world.school.run(roster.get_student.bind(world.wang))
    world.school.clock.advance(hours=1)
    world.school.workspace.database.record("somebody", "clock.set_back")
    world.school.clock.advance(hours=1)
    world.school.run(roster.get_student.bind(world.li))
    found = lines(world)[:3]
    assert actions(found) == ["student.opened", "clock.set_back", "student.opened"]
    assert [line.student_name for line in found] == ["李雷", "", "王芳"]
    assert [line.data_file for line in found[:2]] == [DataFile.COUNSELLING, DataFile.SCHOOL]


def test_pages_follow_one_another_without_gap_or_repetition(trail_school: TrailSchool) -> None:
    for number in range(25):
        trail_school.school.clock.advance(minutes=11)
        trail_school.school.run(roster.get_student.bind((trail_school.wang, trail_school.li)[number % 2]))
    whole = [line.id for line in lines(trail_school)]
    read: list[str] = []
    page = trail_school.school.run(operations.list_trail.bind(limit=7))
    read += [line.id for line in page.lines]
    while page.after is not None:
        page = trail_school.school.run(operations.list_trail.bind(after=page.after, limit=7))
        read += [line.id for line in page.lines]
    assert [each for each in read if each in whole] == whole
    assert len(read) == len(set(read))


def test_inside_a_chain_the_order_is_that_of_writing_though_the_clock_was_wrong(trail_school: TrailSchool) -> None:
    database = trail_school.school.workspace.database
    trail_school.school.clock.advance(days=400)
    database.record("somebody", "clock.set_back", detail={"count": 1})
    trail_school.school.clock.advance(days=-400)
    database.record("somebody", "clock.set_back", detail={"count": 2})
    found = [line for line in lines(trail_school) if line.action == "clock.set_back"]
    assert [str(line.facts[0][1]) for line in found] == ["2", "1"]
    ahead = lines(trail_school, TrailFilter(since=date(2027, 6, 1)))
    assert [str(line.facts[0][1]) for line in ahead] == ["1"]


def test_filters_by_kind_account_student_and_day(trail_school: TrailSchool) -> None:
    world = trail_school
    world.school.clock.advance(days=2)
    world.school.run(roster.get_student.bind(world.wang))
    own = world.school.workspace.actor.account
    assert actions(lines(world, TrailFilter(kinds=frozenset({DeedKind.OPENED}), account=own)))[-1] == "student.opened"
    assert set(actions(lines(world, TrailFilter(student_id=world.wang)))) == {"student.opened", "student.added"}
    assert actions(lines(world, TrailFilter(student_id=world.li, kinds=frozenset({DeedKind.OPENED})))) == []
    assert lines(world, TrailFilter(account="nobody")) == ()
    days = TrailFilter(since=date(2026, 11, 24), until=date(2026, 11, 25), kinds=frozenset({DeedKind.WRITTEN}))
    assert lines(world, days) == ()
    first_day = TrailFilter(until=date(2026, 11, 23), kinds=frozenset({DeedKind.WRITTEN}))
    assert set(actions(lines(world, first_day))) == {"student.added", "school.profile_saved"}


def test_an_entry_names_changed_fields_by_their_labels_and_never_their_values(trail_school: TrailSchool) -> None:
    world = trail_school
    opened = world.school.run(roster.get_student.bind(world.wang))
    world.school.run(roster.correct_student.bind(opened, {"name": "王芳芳"}, {"address": "虚构路2号"}, ()))
    corrected = next(line for line in lines(world) if line.action == "student.corrected")
    told = {str(change.record_label): [str(field) for field in change.fields] for change in corrected.changes}
    assert told["Student details"] == ["Home address"]
    assert "虚构路" not in repr(corrected)


def test_a_class_teacher_sees_his_own_acts_only(trail_school: TrailSchool) -> None:
    trail_school.as_other(TEACHER)
    page = trail_school.school.run(operations.list_trail.bind(TrailFilter(account="account-of-somebody-else")))
    assert {line.account_label for line in page.lines} == {TEACHER}
    assert page.accounts == ()
    assert {line.data_file for line in page.lines} == {DataFile.SCHOOL}


def test_an_administrator_sees_account_acts_only(trail_school: TrailSchool) -> None:
    trail_school.as_other(OFFICE)
    trail_school.school.workspace.database.record("somebody", "clock.set_back")
    found = lines(trail_school)
    assert {action.partition(".")[0] for action in actions(found)} == {"account", "backup"}
    assert {"周老师", OFFICE} <= {line.account_label for line in found}
    assert next(line.about for line in found if line.action == "account.added") == (OFFICE,)
    system = lines(trail_school, TrailFilter(kinds=frozenset({DeedKind.SYSTEM})))
    assert system == ()
    with pytest.raises(PermissionDenied):
        trail_school.school.run(operations.access_record.bind(trail_school.wang))


def test_a_refusal_is_told(trail_school: TrailSchool) -> None:
    trail_school.as_other(TEACHER)
    with pytest.raises(PermissionDenied):
        trail_school.school.run(Bound(operations.verify_trail))
    refused = lines(trail_school)[0]
    assert refused.kind is DeedKind.REFUSED
    assert [str(value) for _label, value in refused.facts] == ["audit_trail.verify_trail"]


def test_the_access_record_holds_what_was_done_with_the_cases_and_notes_too(trail_school: TrailSchool) -> None:
    world = trail_school
    school = world.school
    opening = CaseOpening("case-1", world.wang, CaseSource.CLASS_TEACHER, (Problem.EMOTION,))
    case, note = school.run(casework.open_case.bind(opening)), "note-1"
    content = NoteContent(started_at=school.clock.now(), free_text="说了很多话")
    school.run(casework.save_note.bind(NoteDraft(note, case, None, content)))
    database = school.workspace.database
    school.clock.advance(days=1)
    database.record(school.workspace.actor.account, "counselling_note.opened", subjects=(("counselling_note", note),))
    database.record("gone-account", "case.opened", subjects=(("case", case),))
    school.clock.advance(hours=2)
    school.run(growth_files.get_growth_file.bind(world.wang))
    school.clock.advance(minutes=30)
    school.run(growth_files.get_growth_file.bind(world.wang))
    school.run(roster.get_student.bind(world.li))
    record = school.run(operations.access_record.bind(world.wang))
    newest = [deed for deed in record.deeds if deed.day == date(2026, 11, 24)]
    assert [(str(deed.words), deed.account_label, deed.count) for deed in newest[:2]] == [
        ("Opened a growth file", "周老师", 2),
        ("Opened a student’s details", "周老师", 2),
    ]
    assert {(str(deed.words), deed.account_label, deed.count) for deed in newest[2:]} == {
        ("Opened a case", "Unknown account gone-acc", 1),
        ("Opened a counselling note", "周老师", 1),
    }
    assert [deed.opens_day for deed in newest] == [True, False, False, False]
    assert newest[0].last - newest[0].first == timedelta(minutes=30)
    assert record.is_whole
    again = school.run(operations.access_record.bind(world.wang))
    assert "Opened an access record" in {str(deed.words) for deed in again.deeds}


def test_an_unknown_student_has_no_access_record(trail_school: TrailSchool) -> None:
    with pytest.raises(NotFound):
        trail_school.school.run(operations.access_record.bind("nobody"))


def test_each_print_is_an_entry_of_its_own(trail_school: TrailSchool) -> None:
    for _print in range(2):
        trail_school.school.run(operations.print_access_record.bind(trail_school.wang))
        view = trail_school.school.run(operations.collect_trail_print.bind())
    assert (view.head.school, view.head.printed_by, view.is_whole) == ("虚构县第一中学", "周老师", True)
    found = actions(lines(trail_school))
    assert (found.count("access_record.printed"), found.count("trail.printed")) == (2, 2)


def test_read_only_files_are_read_with_a_warning_and_print_nothing(trail_school: TrailSchool) -> None:
    trail_school.school.workspace.database.read_only = True
    page = trail_school.school.run(operations.list_trail.bind())
    assert page.read_only
    assert trail_school.school.run(operations.access_record.bind(trail_school.wang)).read_only
    with pytest.raises(ReadOnly):
        trail_school.school.run(operations.collect_trail_print.bind())
    trail_school.school.workspace.database.read_only = False
    assert "trail.opened" not in actions(lines(trail_school))


def test_moments_are_aware(trail_school: TrailSchool) -> None:
    assert all(isinstance(line.at, datetime) and line.at.tzinfo for line in lines(trail_school))


def test_the_record_of_a_survivor_holds_the_deeds_on_who_was_merged_into_him(trail_school: TrailSchool) -> None:
    school = trail_school.school
    twin, older = (school.run(roster.add_student.bind({"name": name}, {})) for name in ("王方", "王放"))
    for first, second in ((twin, older), (trail_school.wang, twin)):
        school.clock.advance(hours=1)
        school.run(roster.get_student.bind(second))
        school.run(roster.merge_students.bind(school.run(roster.compare_students.bind(first, second))))
    (merge, _earlier) = school.run(roster.list_merges.bind())
    told = school.run(operations.access_record.bind(trail_school.wang))
    added = [deed for deed in told.deeds if str(deed.words) == "Added a student"]
    assert sum(deed.count for deed in added) == 3
    school.run(roster.unmerge_students.bind(merge.id, school.run(roster.get_merge.bind(merge.id)).version))
    told = school.run(operations.access_record.bind(trail_school.wang))
    added = [deed for deed in told.deeds if str(deed.words) == "Added a student"]
    assert sum(deed.count for deed in added) == 1, "undone, they are two again"
