"""Pure decisions of casework, and drafts that outlive the program that wrote them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from counselling_room import CONTENT, local
from xinmiao.features.casework.records import (
    CONTENT_FIELDS,
    NOTE,
    NoteContent,
    NoteDraft,
    NoteForm,
    NoteState,
    RiskAnswer,
)
from xinmiao.features.casework.rules import cases, notes
from xinmiao.kernel import finding
from xinmiao.kernel.school_year import school_year_of

FULL = NoteDraft(
    "note-1",
    "case-1",
    3,
    replace(CONTENT, form=NoteForm.GROUP, next_on=date(2026, 12, 1), level_changed=True, plan=RiskAnswer.YES),
    "问外婆",
    date(2026, 11, 27),
    "补充",
)


def test_a_draft_comes_back_as_it_was_kept() -> None:
    assert NoteDraft.from_payload(json.loads(json.dumps(FULL.to_payload()))) == FULL
    empty = NoteDraft("note-2", "case-1")
    assert NoteDraft.from_payload(json.loads(json.dumps(empty.to_payload()))) == empty


def test_an_older_draft_lacks_names_and_has_others() -> None:
    kept = {"note_id": "note-1", "case_id": "case-1", "colour": "green", "content": {"free_text": "旧稿", "mood": 3}}
    assert NoteDraft.from_payload(kept) == NoteDraft("note-1", "case-1", None, NoteContent(free_text="旧稿"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"started_at": "gestern"},
        {"started_at": "2026-11-23T10:05:00"},
        {"started_at": 7},
        {"form": "telepathy"},
        {"ideation": None},
        {"next_on": "2026-13-01"},
        {"free_text": ["a"]},
        {"level_changed": "yes"},
    ],
)
def test_an_unreadable_value_counts_as_not_filled_in(wrong: dict[str, object]) -> None:
    assert NoteContent.from_payload(wrong) == NoteContent()


def test_a_payload_of_something_else_is_no_draft() -> None:
    with pytest.raises(KeyError):
        NoteDraft.from_payload({"content": {}})


def test_the_content_is_made_of_declared_fields() -> None:
    declared = [field.name for field in NOTE.fields]
    assert list(CONTENT_FIELDS) == declared[: len(CONTENT_FIELDS)]


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 7, 31), 2025), (date(2026, 8, 1), 2026), (date(2027, 1, 1), 2026), (date(2024, 2, 29), 2023)],
)
def test_the_school_year_begins_in_august(day: date, year: int) -> None:
    assert school_year_of(day) == year


def test_numbers_grow_beyond_three_digits() -> None:
    assert [cases.case_number(2026, number) for number in (1, 42, 1000)] == ["2026-001", "2026-042", "2026-1000"]


def test_minutes_are_whole_and_cross_midnight() -> None:
    assert notes.minutes(local("2026-11-23 23:50"), local("2026-11-24 00:35")) == 45
    assert notes.minutes(datetime(2026, 11, 23, 1, 0, 30, tzinfo=UTC), datetime(2026, 11, 23, 1, 1, tzinfo=UTC)) == 0
    assert notes.minutes(local("2026-11-23 10:00"), None) is None


def test_a_late_entry_is_one_of_more_than_a_day() -> None:
    start = local("2026-11-22 10:05")
    assert not notes.is_late_entry(start, local("2026-11-23 10:05"))
    assert notes.is_late_entry(start, local("2026-11-23 10:06"))


@pytest.mark.parametrize("state", NoteState)
def test_what_is_allowed_is_what_has_no_obstacle(state: NoteState) -> None:
    for account in ("author", "counsellor", "other"):
        allowed = notes.allowed(state, author="author", counsellor="counsellor", account=account)
        assert allowed.edit == (notes.edit_obstacle(state, author="author", account=account) is None)
        assert allowed.amend == (notes.amend_obstacle(state, author="author", account=account) is None)
        removal = notes.removal_obstacle(state, author="author", counsellor="counsellor", account=account)
        assert allowed.remove == (removal is None)


def test_the_counsellor_of_the_case_removes_but_does_not_write() -> None:
    allowed = notes.allowed(NoteState.SIGNED, author="gone", counsellor="now", account="now")
    assert (allowed.edit, allowed.amend, allowed.remove) == (False, False, True)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("睡眠", ("睡眠",)),
        (" 睡眠\t不好　不好", ("睡眠", "不好")),
        ("ＡＢc，１", ("abc1",)),
        ("É", ("e",)),
        ("가 각", ("가", "각")),
        ("，。", ()),
        ("睡\x00眠\ud800", ("睡眠",)),
        ("字" * 300, ("字" * 100,)),
    ],
)
def test_searched_words_are_folded(typed: str, words: tuple[str, ...]) -> None:
    assert finding.words_of(typed) == words


def test_overlapping_hits_are_one_mark() -> None:
    found = finding.find("哈哈哈", ("哈哈",))
    assert found is not None
    assert found.marks == ((0, 3),)


def test_the_excerpt_is_cut_at_the_first_hit_and_marks_only_what_is_in_it() -> None:
    found = finding.find("睡" + "一" * 30 + "睡", ("睡",))
    assert found == finding.Found("睡" + "一" * 20, ((0, 1),))
    assert finding.find("一二", ("三",)) is None
    assert finding.find("", ("三",)) is None


def test_line_ends_do_not_show_in_an_excerpt() -> None:
    assert finding.find("上\n睡\t下", ("睡",)) == finding.Found("上 睡 下", ((2, 3),))
