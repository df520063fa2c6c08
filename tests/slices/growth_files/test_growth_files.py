"""Growth files: one for each student, the profile with its history, the timeline, what a print holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from counselling_room import COLLEAGUE, add_student, local, open_case, saved, signed
from schools import ADMINISTRATOR, School, teacher
from xinmiao.features.casework import operations as casework
from xinmiao.features.growth_files import operations as growth_files
from xinmiao.features.growth_files.records import OpeningReason, Profile
from xinmiao.kernel.access import Actor
from xinmiao.kernel.errors import Conflict, NotFound, PermissionDenied, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.tasks import Target

TIMELINE = (growth_files.growth_file_timeline_entries, casework.case_timeline_entries)
CHAPTERS = (casework.note_chapter,)


@pytest.fixture
def student_id(school: School) -> str:
    return add_student(school, "王芳")


def file_of(school: School, student_id: str) -> Any:
    return school.run(growth_files.get_growth_file.bind(student_id)).file


def test_a_student_has_one_growth_file(school: School, student_id: str) -> None:
    assert file_of(school, student_id) is None
    file_id = school.run(growth_files.open_growth_file.bind(student_id, OpeningReason.PRIORITY_GROUP))
    with pytest.raises(RuleBroken):
        school.run(growth_files.open_growth_file.bind(student_id, OpeningReason.WARNING), COLLEAGUE)
    assert school.run(growth_files.ensure_growth_file.bind(student_id, OpeningReason.COUNSELLING)) == file_id
    file = file_of(school, student_id)
    assert (file.id, file.reason, file.opened_on) == (file_id, OpeningReason.PRIORITY_GROUP, date(2026, 11, 23))
    assert (file.profile, file.version) == (Profile(), 1)


def test_the_engine_itself_refuses_a_second_file(school: School, student_id: str) -> None:
    school.run(growth_files.open_growth_file.bind(student_id, OpeningReason.WARNING))
    with school.database.engine.connect() as connection:
        sql = connection.exec_driver_sql(
            "SELECT sql FROM counselling.sqlite_master WHERE tbl_name = 'growth_file' AND type = 'table'"
        ).scalar_one()
    assert "UNIQUE (student_id)" in str(sql)


def test_an_old_paper_file_is_opened_with_its_own_day(school: School, student_id: str) -> None:
    school.run(
        growth_files.open_growth_file.bind(
            student_id, OpeningReason.OTHER, reason_words=" 转学带来 ", opened_on=date(2025, 3, 1)
        )
    )
    file = file_of(school, student_id)
    assert (file.opened_on, file.reason_words) == (date(2025, 3, 1), "转学带来")


def test_what_is_refused_is_said_at_the_field(school: School, student_id: str) -> None:
    with pytest.raises(ValidationFailed) as refused:
        school.run(growth_files.open_growth_file.bind(student_id, OpeningReason.OTHER, opened_on=date(2026, 11, 24)))
    assert set(refused.value.problems) == {"opened_on", "reason_words"}
    with pytest.raises(ValidationFailed):
        school.run(growth_files.open_growth_file.bind(student_id, OpeningReason.OTHER, reason_words="字" * 201))
    for open_ in (growth_files.open_growth_file, growth_files.ensure_growth_file):
        with pytest.raises(NotFound):
            school.run(open_.bind("nobody", OpeningReason.WARNING))
    with pytest.raises(NotFound):
        school.run(growth_files.get_growth_file.bind("nobody"))


def test_the_profile_keeps_its_sections_and_its_history(school: School, student_id: str) -> None:
    file_id = school.run(growth_files.open_growth_file.bind(student_id, OpeningReason.COUNSELLING))
    profile = Profile("基本\n第二行", "家庭", "心理", "优势", "关注", "2-05-31")
    assert school.run(growth_files.save_profile.bind(file_id, 1, profile)) == 2
    assert file_of(school, student_id).profile == profile
    assert school.run(growth_files.save_profile.bind(file_id, 2, replace(profile, family=" 家庭二 "))) == 3
    assert file_of(school, student_id).profile.family == "家庭二"
    with school.database.engine.connect() as connection:
        earlier = (
            connection.exec_driver_sql(
                "SELECT content FROM counselling.revision WHERE record = 'growth_file' ORDER BY version DESC"
            )
            .scalars()
            .first()
        )
    assert '"family": "家庭"' in str(earlier)


def test_saving_what_is_there_already_makes_no_version(school: School, student_id: str) -> None:
    file_id = school.run(growth_files.open_growth_file.bind(student_id, OpeningReason.COUNSELLING))
    assert school.run(growth_files.save_profile.bind(file_id, 1, Profile())) == 1


@pytest.mark.parametrize("text", ["字" * 20_001, "有\x00空", "\ud800", "左\u202e右"])
def test_a_bad_profile_is_refused_whole(school: School, student_id: str, text: str) -> None:
    file_id = school.run(growth_files.open_growth_file.bind(student_id, OpeningReason.COUNSELLING))
    with pytest.raises(ValidationFailed) as refused:
        school.run(growth_files.save_profile.bind(file_id, 1, Profile(basic="好", concerns=text)))
    assert set(refused.value.problems) == {"concerns"}
    assert file_of(school, student_id).profile == Profile()


def test_two_who_save_the_same_version_conflict(school: School, student_id: str) -> None:
    file_id = school.run(growth_files.open_growth_file.bind(student_id, OpeningReason.COUNSELLING))
    school.run(growth_files.save_profile.bind(file_id, 1, Profile(basic="一")))
    with pytest.raises(Conflict):
        school.run(growth_files.save_profile.bind(file_id, 1, Profile(basic="二")), COLLEAGUE)
    assert file_of(school, student_id).profile.basic == "一"


def test_the_list_shows_the_last_changed_first(school: School, student_id: str) -> None:
    other = add_student(school, "李雷", 2)
    first = school.run(growth_files.open_growth_file.bind(student_id, OpeningReason.WARNING))
    school.clock.advance(minutes=1)
    school.run(growth_files.open_growth_file.bind(other, OpeningReason.WARNING))
    school.clock.advance(minutes=1)
    school.run(growth_files.save_profile.bind(first, 1, Profile(basic="写了")))
    lines = school.run(growth_files.list_growth_files.bind())
    assert [(line.student.name, line.has_profile) for line in lines] == [("王芳", True), ("李雷", False)]


def test_the_timeline_gathers_what_all_features_know_newest_first(school: School, student_id: str) -> None:
    case_id = open_case(school, student_id, opened_on=date(2026, 9, 7))
    signed(school, case_id, started_at=local("2026-11-02 10:00"), ended_at=local("2026-11-02 10:45"))
    unsigned, _stamp = saved(school, case_id, free_text="")
    _draft, voided = signed(school, case_id, started_at=local("2026-11-03 10:00"), ended_at=local("2026-11-03 10:45"))
    school.run(casework.void_note.bind(voided.note_id, 1, "重复录入"))
    other_case = open_case(school, add_student(school, "李雷", 2))
    signed(school, other_case, free_text="不属于她")
    entries = school.run(growth_files.gather_timeline.bind(student_id, TIMELINE))
    assert [(entry.title, entry.state) for entry in entries] == [
        ("Growth file opened", ""),
        ("Counselling no. 2 · Individual", "Not signed"),
        ("Counselling no. 3 · Individual", "Voided"),
        ("Counselling no. 1 · Individual", ""),
        ("Case 2026-001 opened", ""),
    ]
    assert entries[3].excerpt == "近两周睡不好，愿意再来。"
    assert "重复录入" in entries[2].excerpt
    assert "睡不好" not in entries[2].excerpt
    assert entries[1].target == Target("counselling_note", unsigned.note_id)
    assert {entry.person for entry in entries if entry.kind == "counselling"} == {"周老师"}


def test_opening_file_and_timeline_is_recorded_for_the_student(school: School, student_id: str) -> None:
    open_case(school, student_id)
    school.run(growth_files.get_growth_file.bind(student_id))
    school.run(growth_files.gather_timeline.bind(student_id, TIMELINE))
    trail = school.subjects(DataFile.COUNSELLING, student_id)
    assert {"growth_file.opened", "growth_file.timeline_opened"} <= set(trail)


def test_a_print_holds_everything_and_is_recorded_each_time(school: School, student_id: str) -> None:
    case_id = open_case(school, student_id)
    signed(school, case_id)
    for _time in range(2):
        view = school.run(growth_files.collect_growth_file_print.bind(student_id, TIMELINE, CHAPTERS))
    assert [entry.title for entry in view.chapters[0].entries] == ["Counselling no. 1"]
    assert (view.student.line.name, view.printed_by, len(view.timeline)) == ("王芳", "周老师", 3)
    assert school.subjects(DataFile.COUNSELLING, student_id).count("growth_file.printed") == 2


def test_nothing_is_printed_of_a_student_without_a_file(school: School, student_id: str) -> None:
    with pytest.raises(NotFound):
        school.run(growth_files.collect_growth_file_print.bind(student_id, TIMELINE, CHAPTERS))


@pytest.mark.parametrize("actor", [teacher("class-1"), ADMINISTRATOR])
def test_nobody_but_counsellors_comes_near_growth_files(school: School, student_id: str, actor: Actor) -> None:
    asked: tuple[Bound[Any], ...] = (
        growth_files.open_growth_file.bind(student_id, OpeningReason.WARNING),
        growth_files.ensure_growth_file.bind(student_id, OpeningReason.WARNING),
        growth_files.save_profile.bind("file", 1, Profile()),
        growth_files.get_growth_file.bind(student_id),
        growth_files.list_growth_files.bind(),
        growth_files.gather_timeline.bind(student_id, TIMELINE),
        growth_files.collect_growth_file_print.bind(student_id, TIMELINE, CHAPTERS),
    )
    for bound in asked:
        with pytest.raises(PermissionDenied):
            school.database.run(actor, bound)
