"""保全 on real files: what stands still, who lifts it, and that no slice can go round it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import delete, select

from counselling_room import COLLEAGUE, CONTENT, add_student, open_case, saved, signed
from file_desk import accepted, hold_of
from foreign_files import png
from schools import School
from xinmiao.features.attachments import operations as attachments
from xinmiao.features.attachments.records import Host, NewAttachment
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.model import Case, Note
from xinmiao.features.file_access import operations as files
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.model import Student, StudentDetails
from xinmiao.features.roster.records import Relation
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import RuleBroken, ValidationFailed
from xinmiao.kernel.operations import command
from xinmiao.vault.holds import Preserved
from xinmiao.vault.unit import Unit


@pytest.fixture
def student(school: School) -> str:
    return add_student(school, "王芳")


def lifted(school: School, student: str) -> None:
    """Two persons lift every preservation of a student."""
    for hold in school.run(files.get_student_accesses.bind(student))[1]:
        version = school.run(files.ask_lifting.bind(hold.id, hold.version, "案件已结"))
        school.run(files.confirm_lifting.bind(hold.id, version), COLLEAGUE)


def test_accepting_sets_it_and_the_page_says_so(school: School, student: str) -> None:
    assert school.run(files.preservation_marks.bind(student)) == ()
    hold = accepted(school, student)
    assert (hold.is_in_force, hold.access_number, hold.set_name) == (True, "2026-001", "周老师")
    assert len(school.run(files.preservation_marks.bind(student))) == 1


def test_no_merge_takes_a_preserved_file_in_or_away(school: School, student: str) -> None:
    other = add_student(school, "王方", 2)
    accepted(school, student)
    for first, second in ((student, other), (other, student)):
        compared = school.run(roster.compare_students.bind(first, second))
        with pytest.raises(Preserved):
            school.run(roster.merge_students.bind(compared))
    lifted(school, student)
    school.run(roster.merge_students.bind(school.run(roster.compare_students.bind(student, other))))


def test_no_merge_is_undone_while_the_survivor_is_preserved(school: School, student: str) -> None:
    other = add_student(school, "王方", 2)
    open_case(school, other)
    merge = school.run(roster.merge_students.bind(school.run(roster.compare_students.bind(student, other))))
    accepted(school, student)
    with pytest.raises(Preserved):
        school.run(roster.unmerge_students.bind(merge, school.run(roster.get_merge.bind(merge)).version))


def test_an_attachment_of_a_note_keeps_its_bytes(school: School, student: str) -> None:
    draft, _stamp = saved(school, open_case(school, student))
    new = NewAttachment("attachment-1", Host("counselling_note", draft.note_id), "照片.png", png())
    line = school.run(attachments.add_attachment.bind(new))
    accepted(school, student)
    with pytest.raises(Preserved):
        school.run(attachments.remove_attachment.bind(line.id, line.version, "不需要了"))
    assert school.run(attachments.open_attachment.bind(line.id)).content
    lifted(school, student)
    school.run(attachments.remove_attachment.bind(line.id, line.version, "不需要了"))


def test_counselling_goes_on_and_every_earlier_word_stays_readable(school: School, student: str) -> None:
    case = open_case(school, student)
    draft, _stamp = saved(school, case)
    accepted(school, student)
    school.run(casework.save_note.bind(replace(draft, content=replace(CONTENT, free_text="改写过。"))))
    history = school.run(casework.get_note_history.bind(draft.note_id))
    assert {version.content.free_text for version in history} == {CONTENT.free_text, "改写过。"}
    signed(school, case)


def test_a_guardian_is_not_dropped_from_a_preserved_file(school: School, student: str) -> None:
    guardian = {"name": "王建国", "relation": Relation.FATHER}
    view = school.run(roster.get_student.bind(student))
    school.run(roster.correct_student.bind(view, {"name": "王芳"}, {}, (guardian,)))
    accepted(school, student)
    view = school.run(roster.get_student.bind(student))
    with pytest.raises(Preserved):
        school.run(roster.correct_student.bind(view, {"name": "王芳"}, {}, ()))
    school.run(roster.correct_student.bind(view, {"name": "王芳芳"}, {}, (vars(view.guardians[0]),)))


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="test.erased")
def erase(unit: Unit, way: str, record_id: str) -> None:
    """Try to erase a case in one of the ways there are."""
    if way == "one":
        unit.db.delete(unit.get(Case, record_id))
    elif way == "another student":
        unit.get(Case, record_id).student_id = "nobody-else"
    elif way == "at once":
        details = unit.db.scalars(select(StudentDetails.id)).all()
        unit.delete_many(StudentDetails, details)
    elif way == "the student":
        unit.db.delete(unit.get(Student, unit.get(Case, record_id).student_id or ""))


@pytest.mark.parametrize("way", ["one", "another student", "at once", "the student"])
def test_no_way_through_the_unit_goes_round_it(school: School, student: str, way: str) -> None:
    case = open_case(school, student)
    accepted(school, student)
    view = school.run(roster.get_student.bind(student))
    school.run(roster.correct_student.bind(view, {"name": "王芳"}, {"birth_date": date(2013, 1, 1)}, ()))
    with pytest.raises(Preserved):
        school.run(erase.bind(way, case))
    lifted(school, student)
    school.run(erase.bind(way, case))


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="test.erased")
def erase_by_statement(unit: Unit) -> None:
    """Try a statement of one's own, past the unit's flush."""
    unit.db.execute(delete(Note))


def test_a_statement_of_ones_own_is_refused_by_the_authorizer(school: School, student: str) -> None:
    saved(school, open_case(school, student))
    accepted(school, student)
    with pytest.raises(Exception, match=r"prohibited|not authorized"):
        school.run(erase_by_statement.bind())
    with school.database.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM counselling.counselling_note").scalar_one() == 1


def test_one_person_alone_lifts_nothing(school: School, student: str) -> None:
    hold = accepted(school, student)
    with pytest.raises(ValidationFailed):
        school.run(files.ask_lifting.bind(hold.id, hold.version, "  "))
    with pytest.raises(RuleBroken):
        school.run(files.confirm_lifting.bind(hold.id, hold.version), COLLEAGUE)
    version = school.run(files.ask_lifting.bind(hold.id, hold.version, "案件已结"))
    with pytest.raises(RuleBroken):
        school.run(files.confirm_lifting.bind(hold.id, version))
    assert hold_of(school).waits_for_second
    assert school.run(files.file_access_tasks.bind(), COLLEAGUE)[-1].target.record == "access-1"
    school.run(files.decline_lifting.bind(hold.id, version), COLLEAGUE)
    assert (hold_of(school).waits_for_second, hold_of(school).is_in_force) == (False, True)


def test_two_requests_hold_a_file_until_both_are_lifted(school: School, student: str) -> None:
    accepted(school, student)
    accepted(school, student, "access-2")
    hold = hold_of(school)
    version = school.run(files.ask_lifting.bind(hold.id, hold.version, "案件已结"))
    school.run(files.confirm_lifting.bind(hold.id, version), COLLEAGUE)
    case = open_case(school, student)
    with pytest.raises(Preserved):
        school.run(erase.bind("one", case))
