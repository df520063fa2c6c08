"""What a class teacher's key, a hex editor and a stolen exception give away (faults 63, 64, 71, 72, 74)."""

from __future__ import annotations

import json
import traceback
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DatabaseError

from faults.plain_pages import plain_pages
from key_schools import KeySchool
from slices.vault.backing import Backed, make_backed
from slices.vault.ground import (
    COUNSELLOR,
    change_leaf,
    open_leaf,
    remove_leaf,
    save_leaf,
    save_plant,
    save_pot,
    search_leaves,
)
from xinmiao.kernel.errors import Damaged
from xinmiao.kernel.records import DataFile
from xinmiao.vault.backup_set import list_sets
from xinmiao.vault.copying import open_copy
from xinmiao.vault.drafts import DraftStore
from xinmiao.vault.engine import FILE_NAMES, connect, sqlite_uri
from xinmiao.vault.keys import KeyRing
from xinmiao.vault.keys.errors import KeyNotHeld
from xinmiao.vault.restore import restore
from xinmiao.vault.search import purge

MARKERS = {
    "note": "他说不想活了 NOTEMARKER",
    "phone": "13900001234",
    "number": "G990000201101011234",
    "birth date": "2011-01-01",
    "draft": "半句话 DRAFTMARKER",
}


@pytest.fixture
def backed(tmp_path: Path) -> Backed:
    """Give a school that did everything once with marked words: notes, changes, backups, a restore, drafts."""
    made = make_backed(tmp_path / "school")
    words = " ".join(MARKERS[name] for name in ("note", "phone", "number", "birth date"))
    with made.database() as database:
        database.run(COUNSELLOR, save_plant.bind("s-1", words))
        database.run(COUNSELLOR, change_leaf.bind("s-1", f"{words} 改过", 1))
        database.run(COUNSELLOR, open_leaf.bind("s-1"))
        database.run(COUNSELLOR, search_leaves.bind(MARKERS["phone"]))
    found = made.back_up()
    made.clock.advance(days=1)
    made.save("s-2")
    made.back_up_unopened(made.school.office()[1])
    restore(found, made.school.data, made.now)
    DraftStore(made.school.data, made.school.founder, made.clock).save("note:s-1", MARKERS["draft"].encode())
    return made


def _forms(text: str) -> tuple[bytes, ...]:
    return (text.encode(), text.encode("utf-16-le"), json.dumps(text).strip('"').encode(), text.encode().hex().encode())


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_no_word_stands_in_the_bytes_of_any_file(backed: Backed) -> None:
    files = _files(backed.school.data)
    kinds = {path.name for path in files}
    assert {"school.db", "counselling.db", "vault.json", "manifest.json"} <= kinds
    assert any(path.suffix == ".draft" for path in files)
    assert any("set-aside" in path.parts for path in files)
    for path in files:
        content = path.read_bytes() + str(path.relative_to(backed.school.data)).encode()
        for name, text in MARKERS.items():
            for word in text.split():
                assert not any(form in content for form in _forms(word)), f"{name} in {path}"


def test_a_class_teachers_keys_open_school_db_and_nothing_else(backed: Backed, founded_teacher: KeyRing) -> None:
    keyring = founded_teacher
    assert keyring.files == {DataFile.SCHOOL}
    with pytest.raises(KeyNotHeld):
        keyring.file_key(DataFile.COUNSELLING)
    held = keyring.file_key(DataFile.SCHOOL)
    others = [path for path in _files(backed.school.data) if path.name == FILE_NAMES[DataFile.COUNSELLING]]
    assert len(others) >= 4, "in use, set aside, and in two backups"
    for path in others:
        with pytest.raises(Damaged):
            open_copy(path, DataFile.COUNSELLING, held)
    own = DraftStore(backed.school.data, keyring, backed.clock)
    assert own.survey().drafts == ()


def test_all_a_class_teacher_can_decrypt_holds_no_counselling(backed: Backed, founded_teacher: KeyRing) -> None:
    """Dump every table of every school.db he can open, live and in backups, his key and any SQL tool in hand."""
    key = founded_teacher.file_key(DataFile.SCHOOL)
    school_files = [path for path in _files(backed.school.data) if path.name == "school.db"]
    assert len(school_files) >= 4
    for path in school_files:
        shown = "\n".join(_dump(path, key))
        assert "test_pot" in shown
        for text in MARKERS.values():
            for word in text.split():
                assert word not in shown
        assert "leaf" not in shown


def _dump(path: Path, key: bytes) -> list[str]:
    raw = connect(path, key, mode="ro")
    names = [row[0] for row in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    rows = [str(tuple(row)) for name in names for row in raw.execute(f'SELECT * FROM "{name}"')]  # noqa: S608
    raw.close()
    return [*names, *rows]


@pytest.fixture
def founded_teacher(backed: Backed) -> KeyRing:
    school: KeySchool = backed.school
    return school.teacher()[1]


def test_a_class_teacher_cannot_attach_the_other_file_with_any_sql(backed: Backed, founded_teacher: KeyRing) -> None:
    raw = connect(backed.ground.path(DataFile.SCHOOL), founded_teacher.file_key(DataFile.SCHOOL))
    counselling = sqlite_uri(backed.ground.path(DataFile.COUNSELLING), "ro")
    for key in (None, "", founded_teacher.file_key(DataFile.SCHOOL).hex()):
        with pytest.raises(sqlcipher.DatabaseError):  # noqa: PT012 -- the engine refuses at one or the other
            raw.execute("ATTACH ? AS c KEY ?", (counselling, key))
            raw.execute("SELECT count(*) FROM c.sqlite_schema").fetchall()
        if any(row[1] == "c" for row in raw.execute("PRAGMA database_list")):
            raw.execute("DETACH c")
    raw.close()


def test_erased_words_are_gone_from_the_decrypted_pages(backed: Backed) -> None:
    word = "马脚词"
    with backed.database() as database:
        for number in range(40):
            database.run(COUNSELLOR, save_leaf.bind(f"e-{number}", f"{word} {number} " * 30))
        for number in range(40):
            database.run(COUNSELLOR, remove_leaf.bind(f"e-{number}"))
    with backed.database() as database:
        database.guard.lift_for_copy()
        for verb in ("update", "delete"):
            database.raw.execute(f"DROP TRIGGER counselling.revision_no_{verb}")
        database.raw.execute("DELETE FROM counselling.revision WHERE record_id LIKE 'e-%'")
        with database.engine.begin() as connection:
            purge(connection)
        assert database.run(COUNSELLOR, search_leaves.bind("改过")).value == ("s-1",)
    path = backed.ground.path(DataFile.COUNSELLING)
    shown = b"".join(plain_pages(path, backed.ground.keys[DataFile.COUNSELLING]))
    assert b"CREATE TABLE" in shown
    assert MARKERS["phone"].encode() in shown, "the search would not find anything"
    for form in (word.encode(), "脚".encode()):
        assert form not in shown, "words or their characters in the index are there still"


def test_an_exception_carries_no_parameter(backed: Backed) -> None:
    with backed.database() as database, pytest.raises(DatabaseError) as caught:
        database.run(COUNSELLOR, save_leaf.bind("l-1", MARKERS["note"]))
    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert "NOTEMARKER" not in told
    assert "hidden" in str(caught.value)


def test_a_trace_shows_no_key(backed: Backed) -> None:
    told: list[str] = []
    keys = backed.ground.keys
    raw = connect(backed.ground.path(DataFile.SCHOOL), keys[DataFile.SCHOOL])
    raw.set_trace_callback(told.append)
    raw.close()
    with backed.database() as database:
        database.raw.set_trace_callback(told.append)
        database.run(COUNSELLOR, save_pot.bind("p-9", "red", "7-1"))
    everything = "\n".join(told)
    assert "INSERT" in everything
    for key in keys.values():
        assert key.hex() not in everything
        assert key[:32].hex() not in everything.lower()


def test_the_manifest_of_a_set_tells_no_label_and_no_table(backed: Backed) -> None:
    for found in list_sets(backed.backups).sets:
        told = (found.folder / "manifest.json").read_text(encoding="ascii")
        assert "test_leaf" not in told
        assert "周老师" not in json.dumps(json.loads(told), ensure_ascii=False)
