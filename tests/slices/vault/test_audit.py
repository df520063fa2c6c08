"""The audit chain: what somebody with the key of the file can change, and where it shows."""

from __future__ import annotations

from typing import Any

import pytest

from slices.vault.ground import COUNSELLOR, Ground, save_leaf
from xinmiao.kernel.records import DataFile
from xinmiao.vault import audit
from xinmiao.vault.audit import ChainFault, ChainHead
from xinmiao.vault.database import Database
from xinmiao.vault.engine import FILE_NAMES, connect

COUNSELLING = DataFile.COUNSELLING


@pytest.fixture
def anchor(ground: Ground) -> ChainHead:
    """Write five entries, close, and return the head to compare with later."""
    database = ground.open()
    for number in range(1, 6):
        database.run(COUNSELLOR, save_leaf.bind(f"l-{number}", "一片"))
    head = database.chain_heads()[COUNSELLING]
    database.close()
    return head


def _tamper(ground: Ground, *statements: str) -> None:
    """Change the file as its key holder can with any SQL tool: triggers dropped first."""
    raw = connect(ground.path(COUNSELLING), ground.keys[COUNSELLING])
    for table in ("audit_entry", "audit_subject"):
        for verb in ("update", "delete"):
            raw.execute(f"DROP TRIGGER {table}_no_{verb}")
    for statement in statements:
        raw.execute(statement)
    raw.close()


def _verify(ground: Ground, anchor: ChainHead | None = None, key: bytes | None = None) -> ChainFault | None:
    database = ground.open(read_only=True)
    try:
        with database.engine.connect() as connection:
            return audit.verify(connection, COUNSELLING, key or ground.audit_keys[COUNSELLING], anchor=anchor)
    finally:
        database.close()


def test_an_untouched_chain_holds(ground: Ground, anchor: ChainHead) -> None:
    assert anchor.seq == 5
    assert _verify(ground, anchor) is None


def test_a_chain_that_went_on_after_the_anchor_holds(ground: Ground, anchor: ChainHead) -> None:
    database = ground.open()
    database.run(COUNSELLOR, save_leaf.bind("l-6", "一片"))
    database.close()
    assert _verify(ground, anchor) is None


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        ("UPDATE audit_entry SET account = 'somebody' WHERE seq = 3", 3),
        ("UPDATE audit_entry SET action = 'x' WHERE seq = 1", 1),
        ("UPDATE audit_entry SET at = '2020' WHERE seq = 5", 5),
        ("UPDATE audit_entry SET detail = replace(detail, 'l-2', 'l-9') WHERE seq = 2", 2),
        ("UPDATE audit_entry SET mac = zeroblob(32) WHERE seq = 4", 4),
        ("DELETE FROM audit_entry WHERE seq = 3", 3),
        ("DELETE FROM audit_entry WHERE seq = 1", 1),
        ("UPDATE audit_entry SET seq = 9 WHERE seq = 5", 5),
        ("INSERT INTO audit_entry SELECT 6, at, account, action, detail, mac FROM audit_entry WHERE seq = 5", 6),
    ],
)
def test_a_change_is_found_with_its_first_bad_number(
    ground: Ground, anchor: ChainHead, statement: str, seq: int
) -> None:
    _tamper(ground, statement)
    assert _verify(ground) == ChainFault(COUNSELLING, seq)


def test_a_cut_tail_is_seen_only_against_the_anchor(ground: Ground, anchor: ChainHead) -> None:
    _tamper(ground, "DELETE FROM audit_entry WHERE seq > 3")
    assert _verify(ground) is None
    assert _verify(ground, anchor) == ChainFault(COUNSELLING, 4, cut=True)


def test_an_emptied_chain_is_seen_against_the_anchor(ground: Ground, anchor: ChainHead) -> None:
    _tamper(ground, "DELETE FROM audit_entry")
    assert _verify(ground, anchor) == ChainFault(COUNSELLING, 1, cut=True)


def test_a_chain_rewritten_with_the_key_is_seen_against_the_anchor(ground: Ground, anchor: ChainHead) -> None:
    _tamper(ground, "DELETE FROM audit_entry", "DELETE FROM audit_subject")
    database = ground.open()
    for number in range(6, 12):
        database.run(COUNSELLOR, save_leaf.bind(f"l-{number}", "一片"))
    database.close()
    assert _verify(ground) is None
    assert _verify(ground, anchor) == ChainFault(COUNSELLING, 5)


def test_a_chain_under_another_key_does_not_hold(ground: Ground, anchor: ChainHead) -> None:
    assert _verify(ground, key=bytes(32)) == ChainFault(COUNSELLING, 1)


def test_an_empty_chain_has_number_0(database: Database) -> None:
    assert database.chain_heads() == dict.fromkeys(DataFile, ChainHead(0, bytes(32)))
    assert sorted(FILE_NAMES) == sorted(DataFile)


def test_the_entries_of_both_files_are_separate_chains(ground: Ground) -> None:
    database = ground.open()
    database.record("a", "account.signed_in")
    database.record("a", "student.opened", subjects=(("student", "s-1"), ("student", "s-1")))
    heads = database.chain_heads()
    subjects: Any = database.raw.execute("SELECT * FROM counselling.audit_subject").fetchall()
    database.close()
    assert [heads[data_file].seq for data_file in (DataFile.SCHOOL, COUNSELLING)] == [1, 1]
    assert [tuple(row) for row in subjects] == [("student", "s-1", 1)]
