"""Sealed drafts: their owner's alone, whole or not at all, and nameless on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from doubles import FrozenClock
from key_schools import KeySchool
from xinmiao.kernel.errors import OutputFailed
from xinmiao.vault.drafts import FOLDER_NAME, DraftDamaged, DraftInfo, DraftStore, sweep_drafts
from xinmiao.vault.keys import KeyRing
from xinmiao.vault.keys.errors import SignedOut

WORDS = "他说最近睡不好 SECRET-MARKER".encode()


@pytest.fixture
def teacher(founded: KeySchool) -> KeyRing:
    return founded.teacher()[1]


@pytest.fixture
def store(founded: KeySchool, clock: FrozenClock) -> DraftStore:
    return DraftStore(founded.data, founded.founder, clock)


def _files(founded: KeySchool) -> list[Path]:
    return sorted((founded.data / FOLDER_NAME).iterdir())


def test_a_draft_comes_back_as_it_was(store: DraftStore) -> None:
    store.save("note:1", WORDS)
    assert store.load("note:1") == WORDS
    assert store.load("note:2") is None


def test_any_bytes_and_any_key_come_back(store: DraftStore) -> None:
    payload = bytes(range(256)) + b"\n\n"
    for key in ("", "a/b\\..", "个案 #1?%", "k" * 3000):
        store.save(key, payload)
        assert store.load(key) == payload


def test_saving_again_replaces(store: DraftStore, founded: KeySchool) -> None:
    store.save("note:1", b"first")
    store.save("note:1", b"second")
    assert store.load("note:1") == b"second"
    assert len(_files(founded)) == 1


def test_drafts_are_listed_oldest_first_with_their_times(store: DraftStore, clock: FrozenClock) -> None:
    first = clock.now()
    store.save("note:2", WORDS)
    second = clock.advance(minutes=3)
    store.save("note:1", WORDS)
    assert store.list_drafts() == (DraftInfo("note:2", first), DraftInfo("note:1", second))
    assert store.list() == ("note:2", "note:1")


def test_without_a_folder_there_are_no_drafts(store: DraftStore) -> None:
    assert store.survey().drafts == ()
    assert store.load("note:1") is None
    store.discard("note:1")


def test_a_discarded_draft_is_gone(store: DraftStore, founded: KeySchool) -> None:
    store.save("note:1", WORDS)
    store.discard("note:1")
    assert store.load("note:1") is None
    assert _files(founded) == []


def test_another_account_sees_neither_the_draft_nor_that_it_is_there(
    store: DraftStore, founded: KeySchool, teacher: KeyRing, clock: FrozenClock
) -> None:
    store.save("note:1", WORDS)
    others = DraftStore(founded.data, teacher, clock)

    assert others.load("note:1") is None
    assert others.survey().drafts == ()
    assert others.survey().damaged == ()
    others.save("note:1", b"his own")
    assert store.load("note:1") == WORDS
    assert others.list() == ("note:1",)


def test_the_disk_shows_neither_words_nor_key_nor_account(store: DraftStore, founded: KeySchool) -> None:
    store.save("student-7:note", WORDS)
    (path,) = _files(founded)
    shown = path.name.encode() + path.read_bytes()
    for secret in (WORDS, b"SECRET", b"student-7", founded.founder.account.encode()):
        assert secret not in shown


@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "swap"])
def test_a_damaged_draft_is_named_and_the_others_are_read(store: DraftStore, founded: KeySchool, damage: str) -> None:
    store.save("note:1", WORDS)
    (path,) = _files(founded)
    store.save("note:2", b"whole")
    content = path.read_bytes()
    (other,) = (file for file in _files(founded) if file != path)
    damaged = {
        "flip": content[:-1] + bytes([content[-1] ^ 1]),
        "cut": content[:20],
        "empty": b"",
        "swap": other.read_bytes(),
    }[damage]
    path.write_bytes(damaged)

    with pytest.raises(DraftDamaged):
        store.load("note:1")
    assert store.survey().damaged == (path.name,)
    assert store.list() == ("note:2",)


def test_foreign_files_in_the_folder_are_passed_over(store: DraftStore, founded: KeySchool) -> None:
    store.save("note:1", WORDS)
    for name in ("说明.draft", "x.draft", ".draft", "readme.txt"):
        (founded.data / FOLDER_NAME / name).write_bytes(b"x")
    assert store.list() == ("note:1",)
    assert store.survey().damaged == ()


def test_after_the_lock_nothing_is_read_or_written(store: DraftStore, founded: KeySchool) -> None:
    store.save("note:1", WORDS)
    founded.founder.wipe()
    with pytest.raises(SignedOut):
        store.load("note:1")
    with pytest.raises(SignedOut):
        store.save("note:1", b"later")


def test_a_folder_that_is_a_file_is_told_and_not_a_crash(founded: KeySchool, clock: FrozenClock) -> None:
    (founded.data / FOLDER_NAME).write_bytes(b"")
    store = DraftStore(founded.data, founded.founder, clock)
    with pytest.raises(OutputFailed) as caught:
        store.save("note:1", WORDS)
    assert caught.value.code == "E-OUTPUT"


def test_what_a_kill_left_is_swept_and_drafts_stay(store: DraftStore, founded: KeySchool) -> None:
    assert sweep_drafts(founded.data) == 0
    store.save("note:1", WORDS)
    (path,) = _files(founded)
    path.with_name(f".{path.name}.0a1b2c.part").write_bytes(b"half")
    assert sweep_drafts(founded.data) == 1
    assert store.list() == ("note:1",)
