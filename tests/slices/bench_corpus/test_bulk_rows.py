"""Bulk rows of the benches' corpus equal the rows operations write: every table, the index, the trail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bench.bulk import PROBLEMS, BulkCase, BulkNote, BulkWriter, portions
from bench.place import file_system
from bench.wording import FREQUENCIES, NOTE_LENGTH, ONLY_ONE_STUDENT, Wording
from counselling_room import add_student, local
from schools import COUNSELLOR, School, make_school
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseOpening, CaseSource, NoteContent, NoteDraft, RiskAnswer
from xinmiao.kernel.records import DataFile
from xinmiao.vault import audit
from xinmiao.vault.engine import make_engine, open_connection

CASE = "00000000-0000-7000-8000-0000000000ca"
NOTES = ("00000000-0000-7000-8000-00000000000a", "00000000-0000-7000-8000-00000000000b")
TEXTS = ("近两周睡不好，ＱＱ聊到很晚，愿意再来。", "转学以后吃得多些𬭎𠮷，睡得好些。")


@pytest.fixture
def open_school(tmp_path: Path) -> Iterator[Callable[[str], School]]:
    opened: list[School] = []

    def make(name: str) -> School:
        folder = tmp_path / name
        folder.mkdir()
        opened.append(make_school(folder))
        return opened[-1]

    yield make
    for school in opened:
        school.close()


def content(number: int) -> NoteContent:
    return NoteContent(
        started_at=local(f"2026-11-23 0{8 + number}:10"),
        ended_at=local(f"2026-11-23 0{8 + number}:45"),
        place="辅导室",
        free_text=TEXTS[number],
        ideation=RiskAnswer.ASKED_NO,
    )


def by_operations(school: School) -> None:
    student = add_student(school, "王芳")
    school.run(casework.open_case.bind(CaseOpening(CASE, student, CaseSource.SELF, PROBLEMS)))
    for number, note_id in enumerate(NOTES):
        school.run(casework.sign_note.bind(NoteDraft(note_id, CASE, None, content(number))))


def in_bulk(school: School, file_id: str) -> None:
    student = add_student(school, "王芳")
    now = school.clock.now()
    raw = open_connection(school.folder, school.keys)
    engine = make_engine(lambda: raw)
    with engine.execution_options(writes=True).begin() as connection:
        writer = BulkWriter(connection, school.database.audit_key(DataFile.COUNSELLING), COUNSELLOR)
        writer.cases([BulkCase(CASE, file_id, student, 1, now)])
        writer.notes(
            [BulkNote(note, CASE, student, nth, content(nth - 1), now) for nth, note in enumerate(NOTES, start=1)]
        )
    engine.dispose()
    raw.close()


def everything(school: School) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables and the terms of the index; only the chain's keys differ between schools."""
    raw = open_connection(school.folder, school.keys)
    try:
        found: dict[str, list[tuple[Any, ...]]] = {}
        for schema in ("main", "counselling"):
            asked = f"SELECT name FROM {schema}.sqlite_schema WHERE type = 'table'"  # noqa: S608 -- constant names
            names = raw.execute(asked).fetchall()
            for (name,) in names:
                if not name.startswith(("character_index", "sqlite_")):
                    columns = [row[1] for row in raw.execute(f"PRAGMA {schema}.table_info({name})")]
                    kept = ", ".join(sorted(f'"{column}"' for column in columns if column != "mac"))
                    rows = raw.execute(f"SELECT {kept} FROM {schema}.{name}").fetchall()  # noqa: S608 -- as above
                    found[f"{schema}.{name}"] = sorted(rows, key=repr)
        raw.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(counselling, character_index, instance)")
        found["index"] = raw.execute("SELECT term, doc, col, offset FROM temp.terms").fetchall()
        return found
    finally:
        raw.close()


def test_bulk_rows_equal_those_of_operations(open_school: Callable[[str], School]) -> None:
    slow, fast = open_school("slow"), open_school("fast")
    by_operations(slow)
    with slow.database.engine.connect() as connection:
        file_id = connection.exec_driver_sql("SELECT id FROM counselling.growth_file").scalar_one()
    in_bulk(fast, file_id)
    expected, made = everything(slow), everything(fast)
    assert len(expected["counselling.counselling_note"]) == 2
    assert len(expected["index"]) == 30  # every character but the five marks of punctuation
    for table, rows in expected.items():
        assert made[table] == rows, table
    assert made.keys() == expected.keys()


def test_the_chain_of_bulk_entries_holds_and_breaks(open_school: Callable[[str], School]) -> None:
    school = open_school("chain")
    in_bulk(school, "00000000-0000-7000-8000-0000000000f1")
    key = school.database.audit_key(DataFile.COUNSELLING)
    with school.database.engine.connect() as connection:
        assert audit.verify(connection, DataFile.COUNSELLING, key) is None
        assert audit.verify(connection, DataFile.COUNSELLING, bytes(32)) is not None


def test_a_bulk_note_is_found_opened_and_amended_like_any_other(open_school: Callable[[str], School]) -> None:
    school = open_school("use")
    in_bulk(school, "00000000-0000-7000-8000-0000000000f1")
    (hit,) = school.run(casework.search_notes.bind("转学"))
    assert (hit.note_id, hit.nth) == (NOTES[1], 2)
    assert school.run(casework.get_note.bind(hit.note_id)).content == content(1)


def test_notes_are_invented_in_the_promised_shares() -> None:
    wording = Wording()
    notes = [wording.note() for _number in range(4_000)]
    assert {len(note) for note in notes} == {NOTE_LENGTH}
    assert 320 < sum("睡眠" in note for note in notes) < 480
    assert not any(ONLY_ONE_STUDENT in note for note in notes)
    assert ONLY_ONE_STUDENT in wording.note(extra=ONLY_ONE_STUDENT)
    assert len(FREQUENCIES) == 4


def test_portions_keep_order_and_lose_nothing() -> None:
    note = BulkNote("n", "c", "s", 1, NoteContent(), datetime(2026, 1, 1, tzinfo=UTC))
    assert [len(part) for part in portions(iter([note] * 7), 3)] == [3, 3, 1]
    assert list(portions(iter([]), 3)) == []


def test_a_folder_in_memory_is_told_apart(tmp_path: Path) -> None:
    assert file_system(Path("/proc")) == "proc"
    assert file_system(tmp_path) not in {"proc", "unknown"}
