"""Searching in notes: one, two and more characters, punctuation, full width, context, order, removed ones, trail."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from counselling_room import COLLEAGUE, add_student, local, open_case, saved, signed
from schools import COUNSELLOR, School
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import NoteHit, NoteState, RiskAnswer
from xinmiao.kernel.records import DataFile


@pytest.fixture
def case_id(school: School) -> str:
    return open_case(school, add_student(school, "王芳"))


def find(school: School, words: str, **more: object) -> tuple[NoteHit, ...]:
    return school.run(casework.search_notes.bind(words, **more))  # type: ignore[arg-type]


def marked(hit: NoteHit) -> list[str]:
    return [hit.excerpt[start:end] for start, end in hit.marks]


TEXT = "母亲说近两周睡眠不好，不想上学；ＱＱ聊到23：05，Café里和𬭎𠮷说过。"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("睡", ["睡"]),
        ("睡眠", ["睡眠"]),
        ("睡眠不好", ["睡眠不好"]),
        ("睡眠，不好", ["睡眠不好"]),
        ("不好不想", ["不好，不想"]),
        ("qq", ["ＱＱ"]),
        ("ｑＱ", ["ＱＱ"]),
        ("2305", ["23：05"]),
        ("cafe", ["Café"]),
        ("CAFÉ", ["Café"]),
        ("𠮷", ["𠮷"]),
        ("𬭎", ["𬭎"]),
        ("睡眠 母亲", ["母亲", "睡眠"]),
        ("睡眠　母亲", ["母亲", "睡眠"]),
        ("不", ["不", "不"]),
    ],
)
def test_words_are_found_and_marked(school: School, case_id: str, words: str, expected: list[str]) -> None:
    signed(school, case_id, free_text=TEXT)
    (hit,) = find(school, words)
    assert marked(hit) == expected


@pytest.mark.parametrize(
    "words", ["", "   ", "，。", "不睡", "眠睡", "睡眠 父亲", '"', "\x00", "\ud800", "*", "睡 NOT 眠"]
)
def test_what_is_not_there_is_not_found(school: School, case_id: str, words: str) -> None:
    signed(school, case_id, free_text=TEXT)
    assert find(school, words) == ()


def test_the_hit_stands_in_twenty_characters_of_context(school: School, case_id: str) -> None:
    signed(school, case_id, free_text="一" * 50 + "睡眠" + "二" * 50)
    (hit,) = find(school, "睡眠")
    assert hit.excerpt == "一" * 20 + "睡眠" + "二" * 20
    assert hit.marks == ((20, 22),)
    assert (hit.student.name, hit.case_number, hit.nth, str(hit.part)) == ("王芳", "2026-001", 1, "Free text")


def test_every_written_part_is_searched_and_no_phrase_goes_across_two(school: School, case_id: str) -> None:
    signed(school, case_id, free_text="睡", situation="眠", ideation=RiskAnswer.YES, ideation_words="想过跳楼")
    assert find(school, "睡眠") == ()
    (hit,) = find(school, "跳楼")
    assert str(hit.part) == "Thoughts: in words"


def test_the_newest_talk_comes_first_whenever_it_was_entered(school: School, case_id: str) -> None:
    days = ("2026-11-10", "2026-11-20", "2026-11-02")
    for day in days:
        signed(school, case_id, started_at=local(f"{day} 09:00"), ended_at=local(f"{day} 09:30"))
    assert [hit.started_at.astimezone().date().isoformat() for hit in find(school, "睡")] == [
        "2026-11-20",
        "2026-11-10",
        "2026-11-02",
    ]
    assert [hit.started_at for hit in find(school, "睡", limit=1)] == [local("2026-11-20 09:00")]


def test_one_student_can_be_searched_alone(school: School, case_id: str) -> None:
    other = add_student(school, "李雷", 2)
    signed(school, case_id)
    signed(school, open_case(school, other))
    assert len(find(school, "睡")) == 2
    assert [hit.student.name for hit in find(school, "睡", student_id=other)] == ["李雷"]
    assert find(school, "睡", student_id="nobody") == ()


def test_the_index_follows_every_change(school: School, case_id: str) -> None:
    draft, _stamp = saved(school, case_id, free_text="失眠")
    assert len(find(school, "失眠")) == 1
    school.run(
        casework.save_note.bind(
            type(draft)(
                draft.note_id, case_id, 1, type(draft.content)(started_at=draft.content.started_at, free_text="安睡")
            )
        )
    )
    assert find(school, "失眠") == ()
    assert len(find(school, "安睡")) == 1


def test_voided_and_moved_notes_are_found_with_their_mark(school: School, case_id: str) -> None:
    other = open_case(school, add_student(school, "李雷", 2))
    _draft, voided = signed(school, case_id, free_text="石榴")
    _draft, moved = signed(school, case_id, free_text="枇杷")
    school.run(casework.void_note.bind(voided.note_id, 1, "重复"))
    school.run(casework.move_note.bind(moved.note_id, 1, other, "写错人"))
    assert [hit.state for hit in find(school, "石榴")] == [NoteState.VOIDED]
    assert {(hit.student.name, hit.state) for hit in find(school, "枇杷")} == {
        ("王芳", NoteState.MOVED),
        ("李雷", NoteState.SIGNED),
    }


def test_many_hits_are_read_with_as_few_statements_as_one(school: School) -> None:
    def read(words: str) -> int:
        told: list[object] = []
        engine = school.database.engine

        def note(*said: object) -> None:
            told.append(said[2])

        event.listen(engine, "before_cursor_execute", note)
        assert find(school, words)
        event.remove(engine, "before_cursor_execute", note)
        return len(told)

    for number in range(4):
        case_id = open_case(school, add_student(school, f"王{number}"))
        signed(school, case_id, free_text="睡眠不好" + ("，转学" if number == 0 else ""))
    assert find(school, "转学")  # the trail's entry is written at the first search
    assert read("睡眠") == read("转学")


def test_the_trail_names_who_searched_in_whom_and_never_the_words(school: School, case_id: str) -> None:
    student_id = school.run(casework.get_case.bind(case_id)).line.student.id
    assert student_id is not None
    signed(school, case_id)
    school.run(casework.search_notes.bind("独特词语", student_id=student_id), COLLEAGUE)
    school.run(casework.search_notes.bind("独特词语"), COLLEAGUE)
    assert school.subjects(DataFile.COUNSELLING, student_id)[-1] == "counselling_note.searched"
    assert school.actions(DataFile.SCHOOL)[-1] == "counselling_note.searched"
    with school.database.engine.connect() as connection:
        for schema in ("main", "counselling"):
            details = connection.exec_driver_sql(f"SELECT detail FROM {schema}.audit_entry").scalars().all()  # noqa: S608
            assert not [detail for detail in details if "独特" in detail]
    assert COUNSELLOR.account != COLLEAGUE.account
