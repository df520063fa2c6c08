"""The papers: what is printed can be read again from the PDF, in order, and what must not be printed is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from counselling_room import add_student, local, open_case, saved, signed
from doubles import FrozenClock
from schools import School
from signed_in import SCHOOL_NAME, make_signed_in_school
from xinmiao.documents.paper import Paper
from xinmiao.documents.pdf import render_pdf
from xinmiao.documents.raster import extract_text
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.prints import note_paper
from xinmiao.features.casework.records import RiskAnswer
from xinmiao.features.growth_files import operations as growth_files
from xinmiao.features.growth_files.prints import GrowthFileParts, growth_file_paper
from xinmiao.features.growth_files.records import GrowthFilePrint, OpeningReason, Profile
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName

TIMELINE = (growth_files.growth_file_timeline_entries, casework.case_timeline_entries)
CHAPTERS = (casework.note_chapter,)


def words(paper: Paper) -> str:
    """Return all text of the PDF without blanks, which line breaking may move."""
    return "".join("".join(extract_text(render_pdf(paper))).split())


@pytest.fixture
def student_id(school: School) -> str:
    return add_student(school, "曾𠮷")


@pytest.fixture
def view(school: School, student_id: str) -> GrowthFilePrint:
    """Give a file with a profile, a signed note entered late, an unsigned and a voided one."""
    case_id = open_case(school, student_id)
    file = school.run(growth_files.get_growth_file.bind(student_id)).file
    assert file is not None
    profile = Profile("喜欢小动物", "外婆照看", "近来紧张", "愿意说出来", "", "2-05-31")
    school.run(growth_files.save_profile.bind(file.id, file.version, profile))
    signed(
        school,
        case_id,
        started_at=local("2026-11-02 10:00"),
        ended_at=local("2026-11-02 10:45"),
        free_text="第一次谈话。\n\n她提到𬭎。",
        ideation=RiskAnswer.YES,
        ideation_words="yes:想过一次",
    )
    saved(school, case_id, free_text="没有签名的一次")
    _draft, voided = signed(school, case_id, free_text="不该出现的话")
    school.run(casework.void_note.bind(voided.note_id, 1, "重复录入"))
    view = school.run(growth_files.collect_growth_file_print.bind(student_id, TIMELINE, CHAPTERS))
    return replace(view, school="虚构中学")


def test_the_growth_file_prints_cover_profile_timeline_and_notes(view: GrowthFilePrint) -> None:
    text = words(growth_file_paper(view, purpose="会商"))
    for expected in (
        "虚构中学",
        "会商",
        "曾𠮷",
        "七年级2班",
        "2-05-31",
        "喜欢小动物",
        "外婆照看",
        "第一次谈话。",
        "她提到𬭎。",
        "yes:想过一次",
        "notasked",
        "Lateentryat2026-11-2310:05",
        "Signedintheprogramby周老师,2026-11-2310:05",
        "没有签名的一次",
        "Notsigned",
        "重复录入",
        "Nothingwrittenyet.",
    ):
        assert expected in text, expected
    assert "不该出现的话" not in text
    assert text.index("喜欢小动物") < text.index("Growthfileopened") < text.index("第一次谈话。")


def test_parts_can_be_left_out(view: GrowthFilePrint) -> None:
    only_profile = GrowthFileParts(timeline=False, chapters=False)
    text = words(growth_file_paper(view, purpose="会商", parts=only_profile))
    assert "喜欢小动物" in text
    assert "第一次谈话" not in text
    assert "Growthfileopened" not in text
    only_notes = GrowthFileParts(profile=False, timeline=False)
    text = words(growth_file_paper(view, purpose="会商", parts=only_notes))
    assert "喜欢小动物" not in text
    assert "第一次谈话" in text


def test_a_file_without_notes_says_so(school: School) -> None:
    student_id = add_student(school, "李雷", 2)
    open_case(school, student_id)
    view = school.run(growth_files.collect_growth_file_print.bind(student_id, TIMELINE, CHAPTERS))
    assert "Nocounsellingnoteyet." in words(growth_file_paper(view, purpose="会商"))


def test_a_long_note_goes_on_over_pages_and_loses_nothing(school: School, student_id: str) -> None:
    case_id = open_case(school, student_id)
    text = "".join(f"第{number}句。" for number in range(2_500))
    _draft, stamp = signed(school, case_id, free_text=text)
    print_ = school.run(casework.collect_note_print.bind(stamp.note_id))
    pages = extract_text(render_pdf(note_paper(print_, purpose="归档")))
    assert len(pages) > 3
    printed = "".join("".join(pages).split())
    assert all(f"第{number}句。" in printed for number in (0, 1, 1_250, 2_499))


def test_one_note_prints_both_times_and_its_state(school: School, student_id: str) -> None:
    case_id = open_case(school, student_id)
    draft, stamp = saved(school, case_id)
    unsigned = school.run(casework.collect_note_print.bind(stamp.note_id))
    assert note_paper(unsigned, purpose="").watermark == "Not signed"
    school.run(casework.sign_note.bind(draft))
    print_ = school.run(casework.collect_note_print.bind(stamp.note_id))
    paper = note_paper(print_, purpose="归档")
    assert (paper.watermark, paper.private, paper.number) == ("", True, "2026-001-1")
    text = words(paper)
    assert "2026-11-2309:10–09:55(45min)" in text
    assert "Enteredat2026-11-2310:05" in text
    assert "Signedby" not in text
    assert "周老师" in text


def test_a_voided_note_is_printed_alone_with_its_mark(school: School, student_id: str) -> None:
    case_id = open_case(school, student_id)
    _draft, stamp = signed(school, case_id, free_text="原来的话")
    school.run(casework.void_note.bind(stamp.note_id, 1, "重复录入"))
    print_ = school.run(casework.collect_note_print.bind(stamp.note_id))
    paper = note_paper(print_, purpose="归档")
    assert paper.watermark == "Voided"
    assert "原来的话" in words(paper)


def test_papers_hold_only_what_was_handed_over(view: GrowthFilePrint) -> None:
    paper = growth_file_paper(view, purpose="会商")
    assert growth_file_paper(view, purpose="会商") == paper
    assert growth_file_paper(replace(view, chapters=()), purpose="会商") != paper


def test_the_paper_bears_the_name_of_the_key_file(tmp_path: Path, clock: FrozenClock) -> None:
    founded = make_signed_in_school(tmp_path / "data", tmp_path / "config", clock)
    class_id = founded.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    student_id = founded.run(roster.add_student.bind({"name": "王芳", "class_id": class_id}, {}))
    founded.run(growth_files.open_growth_file.bind(student_id, OpeningReason.WARNING))
    view = founded.run(growth_files.collect_growth_file_print.bind(student_id, TIMELINE, CHAPTERS))
    founded.lock()
    assert growth_file_paper(view, purpose="会商").school == SCHOOL_NAME
