"""The unit of work: permission, audit, conflict, revisions, index, all in one transaction."""

from __future__ import annotations

import json
from typing import Any

import pytest

from doubles import FrozenClock
from slices.vault.ground import (
    COUNSELLOR,
    TEACHER,
    Ground,
    Leaf,
    Pot,
    change_leaf,
    open_leaf,
    remove_leaf,
    save_leaf,
    save_plant,
    save_pot,
    search_leaves,
)
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, Locked, NotFound, PermissionDenied, ReadOnly
from xinmiao.kernel.operations import Change, NotAudited, command, query
from xinmiao.kernel.records import DataFile
from xinmiao.vault.database import Database
from xinmiao.vault.unit import Unit


def _rows(database: Database, question: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in database.raw.execute(question).fetchall()]


def _actions(database: Database, schema: str = "counselling") -> list[str]:
    return [row[0] for row in _rows(database, f"SELECT action FROM {schema}.audit_entry ORDER BY seq")]  # noqa: S608


@query(requires=Permission.COUNSELLING_NOTE_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a test"))
def writes_in_a_query(unit: Unit) -> None:
    """Do what a query must not."""
    unit.db.add(Leaf(id="l-9", words="不该写"))


@query(requires=Permission.STUDENT_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a test"))
def asks_for_more(unit: Unit) -> str:
    """Ask, as anybody may, and open what only counsellors may."""
    return unit.run(open_leaf.bind("l-1"))


@command(requires=Permission.COUNSELLING_NOTE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="leaves.saved")
def saves_two(unit: Unit, second: str) -> None:
    """Save two leaves by running another operation."""
    unit.run(save_leaf.bind("l-1", "第一片"))
    unit.run(save_leaf.bind("l-2", "第二片"))
    if second == "fail":
        raise NotFound


@query(requires=Permission.STUDENT_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a test"))
def command_in_a_query(unit: Unit) -> None:
    """Run a command inside a query."""
    unit.run(save_leaf.bind("l-1", "不该写"))


def test_saving_stamps_version_author_and_time(database: Database, clock: FrozenClock) -> None:
    outcome = database.run(COUNSELLOR, save_leaf.bind("l-1", "他说睡不着"))

    assert outcome.changes == {Change("leaf", "l-1")}
    rows = _rows(database, "SELECT version, created_by, changed_by, created_at FROM counselling.test_leaf")
    assert rows == [(1, "a-counsellor", "a-counsellor", "2026-11-23T02:05:00.000000+00:00")]


def test_a_change_keeps_the_earlier_values_and_names_the_changed_fields(database: Database) -> None:
    database.run(COUNSELLOR, save_leaf.bind("l-1", "早先的话"))
    version = database.run(COUNSELLOR, change_leaf.bind("l-1", "后来的话", 1)).value

    assert version == 2
    (revision,) = _rows(
        database, "SELECT record, record_id, version, account, content, deleted FROM counselling.revision"
    )
    assert revision[:4] == ("leaf", "l-1", 1, "a-counsellor")
    assert json.loads(revision[4]) == {"id": "l-1", "words": "早先的话", "size": None}
    assert revision[5] == 0
    detail = json.loads(_rows(database, "SELECT detail FROM counselling.audit_entry ORDER BY seq DESC LIMIT 1")[0][0])
    assert detail["changes"] == {"leaf": {"count": 1, "ids": ["l-1"], "fields": ["words"]}}


def test_the_audit_trail_holds_no_word_of_the_record(database: Database) -> None:
    database.run(COUNSELLOR, save_leaf.bind("l-1", "秘密的话"))
    database.run(COUNSELLOR, change_leaf.bind("l-1", "另一句秘密", 1))

    told = "".join(row[0] for row in _rows(database, "SELECT detail FROM counselling.audit_entry"))
    assert "秘密" not in told


def test_a_deleted_record_leaves_its_values_as_a_revision_and_no_index(database: Database) -> None:
    database.run(COUNSELLOR, save_leaf.bind("l-1", "要删的话"))
    database.run(COUNSELLOR, remove_leaf.bind("l-1"))

    revision = _rows(database, "SELECT content, deleted FROM counselling.revision")
    assert json.loads(revision[0][0])["words"] == "要删的话"
    assert revision[0][1] == 1
    assert database.run(COUNSELLOR, search_leaves.bind("要删")).value == ()


def test_an_editor_that_started_from_an_older_version_is_told_of_the_conflict(database: Database) -> None:
    database.run(COUNSELLOR, save_leaf.bind("l-1", "第一版"))
    database.run(COUNSELLOR, change_leaf.bind("l-1", "第二版", 1))

    with pytest.raises(Conflict):
        database.run(COUNSELLOR, change_leaf.bind("l-1", "迟到的第二版", 1))
    assert _rows(database, "SELECT words, version FROM counselling.test_leaf") == [("第二版", 2)]


def test_of_two_connections_one_saves_and_the_other_meets_the_conflict(ground: Ground) -> None:
    first, second = ground.open(), ground.open()
    try:
        first.run(COUNSELLOR, save_leaf.bind("l-1", "第一版"))
        second.run(COUNSELLOR, change_leaf.bind("l-1", "第二位的话", 1))
        with pytest.raises(Conflict):
            first.run(COUNSELLOR, change_leaf.bind("l-1", "第一位的话", 1))
        assert first.run(COUNSELLOR, open_leaf.bind("l-1")).value == "第二位的话"
    finally:
        first.close()
        second.close()


def test_a_file_held_by_another_connection_is_named_as_busy(ground: Ground) -> None:
    first, second = ground.open(), ground.open()
    first.raw.set_busy_timeout(0.01)
    try:
        second.guard.lift_for_copy()
        second.raw.execute("BEGIN IMMEDIATE")
        with pytest.raises(Locked):
            first.run(COUNSELLOR, save_pot.bind("p-1", "red", "7-1"))
        second.raw.execute("ROLLBACK")
    finally:
        first.close()
        second.close()


def test_setting_the_same_value_again_is_no_change(database: Database) -> None:
    database.run(COUNSELLOR, save_leaf.bind("l-1", "同样的话"))
    outcome = database.run(COUNSELLOR, change_leaf.bind("l-1", "同样的话", 1))

    assert outcome.value == 1
    assert outcome.changes == frozenset()
    assert _rows(database, "SELECT * FROM counselling.revision") == []


def test_a_refusal_is_refused_and_recorded(database: Database) -> None:
    with pytest.raises(PermissionDenied):
        database.run(TEACHER, open_leaf.bind("l-1"))

    assert _rows(database, "SELECT account, action, detail FROM main.audit_entry") == [
        ("a-teacher", "operation.refused", '{"operation": "test.open_leaf", "subjects": []}')
    ]


def test_a_refusal_inside_another_operation_is_recorded_too(database: Database) -> None:
    database.run(COUNSELLOR, save_leaf.bind("l-1", "秘密"))
    with pytest.raises(PermissionDenied):
        database.run(TEACHER, asks_for_more.bind())

    assert _rows(database, "SELECT account, action FROM main.audit_entry") == [("a-teacher", "operation.refused")]


def test_a_nested_reading_is_recorded_though_the_outer_query_needs_no_entry(database: Database) -> None:
    database.run(COUNSELLOR, save_leaf.bind("l-1", "一片"))
    assert database.run(COUNSELLOR, asks_for_more.bind()).value == "一片"

    assert _actions(database) == ["leaf.saved", "leaf.opened"]


def test_nested_commands_share_the_transaction_and_have_their_own_entries(database: Database) -> None:
    database.run(COUNSELLOR, saves_two.bind("succeed"))

    assert _actions(database) == ["leaf.saved", "leaf.saved", "leaves.saved"]


def test_a_failure_after_nested_commands_leaves_nothing(database: Database) -> None:
    with pytest.raises(NotFound):
        database.run(COUNSELLOR, saves_two.bind("fail"))

    assert _rows(database, "SELECT id FROM counselling.test_leaf") == []
    assert _actions(database) == []
    assert database.run(COUNSELLOR, search_leaves.bind("第一")).value == ()


def test_a_query_that_writes_is_a_fault_of_ours_and_writes_nothing(database: Database) -> None:
    for wrong in (writes_in_a_query.bind(), command_in_a_query.bind()):
        with pytest.raises(AssertionError):
            database.run(COUNSELLOR, wrong)
    assert _rows(database, "SELECT id FROM counselling.test_leaf") == []


def test_reading_the_same_record_again_within_ten_minutes_adds_no_entry(database: Database, clock: FrozenClock) -> None:
    for leaf_id in ("l-1", "l-2"):
        database.run(COUNSELLOR, save_leaf.bind(leaf_id, "一片"))
    database.run(COUNSELLOR, open_leaf.bind("l-1"))
    clock.advance(minutes=9, seconds=59)
    database.run(COUNSELLOR, open_leaf.bind("l-1"))
    database.run(COUNSELLOR, open_leaf.bind("l-2"))
    clock.advance(seconds=2)
    database.run(COUNSELLOR, open_leaf.bind("l-1"))

    entries = _rows(
        database,
        "SELECT e.action, s.record_id FROM counselling.audit_entry e JOIN counselling.audit_subject s USING (seq)"
        " WHERE e.action = 'leaf.opened' ORDER BY seq",
    )
    assert entries == [("leaf.opened", "l-1"), ("leaf.opened", "l-2"), ("leaf.opened", "l-1")]


def test_a_unit_over_both_files_tells_school_db_nothing_of_the_counselling_side(database: Database) -> None:
    database.run(COUNSELLOR, save_plant.bind("x-1", "秘密"))

    told = _rows(database, "SELECT detail FROM main.audit_entry")
    assert [json.loads(row[0]) for row in told] == [
        {"changes": {"pot": {"count": 1, "ids": ["x-1"], "fields": []}}, "subjects": []}
    ]
    assert _rows(database, "SELECT * FROM main.audit_subject") == []
    kept = json.loads(_rows(database, "SELECT detail FROM counselling.audit_entry")[0][0])
    assert kept["subjects"] == [["leaf", "x-1"]]
    assert set(kept["changes"]) == {"leaf"}


def test_a_unit_over_both_files_leaves_one_pair_id_in_each(database: Database) -> None:
    before = _rows(database, "SELECT pair FROM main.file_state")
    database.run(COUNSELLOR, save_plant.bind("x-1", "秘密"))

    after = _rows(database, "SELECT m.pair, c.pair FROM main.file_state m, counselling.file_state c")
    assert after[0][0] == after[0][1]
    assert after[0][0] != before[0][0]


def test_only_the_written_file_is_counted(database: Database) -> None:
    database.run(COUNSELLOR, save_leaf.bind("l-1", "一片"))
    database.run(COUNSELLOR, save_leaf.bind("l-2", "一片"))

    assert database.counters() == {DataFile.SCHOOL: 0, DataFile.COUNSELLING: 2}


def test_a_read_only_opening_reads_and_refuses_to_write(ground: Ground) -> None:
    first = ground.open()
    first.run(COUNSELLOR, save_leaf.bind("l-1", "一片"))
    first.close()
    database = ground.open(read_only=True)
    try:
        assert database.run(COUNSELLOR, open_leaf.bind("l-1")).value == "一片"
        with pytest.raises(ReadOnly):
            database.run(COUNSELLOR, save_leaf.bind("l-2", "一片"))
        assert database.counters()[DataFile.COUNSELLING] == 1
    finally:
        database.close()


def test_a_record_that_is_not_there_is_said_so(database: Database) -> None:
    with pytest.raises(NotFound):
        database.run(COUNSELLOR, open_leaf.bind("nobody"))
    assert _actions(database) == []


@command(requires=Permission.COUNSELLING_NOTE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="pots.saved")
def saves_pots_both_ways(unit: Unit) -> frozenset[Change]:
    """Save one pot by itself and two at once."""
    unit.db.add(Pot(id="p-1", colour="红"))
    unit.add_many(Pot, [{"id": "p-2", "colour": "红"}, {"id": "p-3", "colour": "红", "shelf": None}])
    unit.add_many(Pot, [])
    unit.db.flush()
    return unit.added


@command(requires=Permission.COUNSELLING_NOTE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="leaves.saved")
def saves_leaves_at_once(unit: Unit) -> None:
    """Save a searched record past its index."""
    unit.add_many(Leaf, [{"id": "l-1", "words": "字"}])


@query(requires=Permission.STUDENT_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a test"))
def adds_many_in_a_query(unit: Unit) -> None:
    """Do what a query must not."""
    unit.add_many(Pot, [{"id": "p-9", "colour": "红"}])


@command(requires=Permission.COUNSELLING_NOTE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="pots.removed")
def removes_pots_both_ways(unit: Unit) -> None:
    """Remove one pot by itself and two at once, and one that is not there."""
    unit.db.delete(unit.get(Pot, "p-1"))
    unit.delete_many(Pot, ["p-2", "p-3", "nobody"])


@command(requires=Permission.COUNSELLING_NOTE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="leaves.removed")
def removes_leaves_at_once(unit: Unit) -> None:
    """Remove a searched record past its index."""
    unit.delete_many(Leaf, ["l-1"])


@query(requires=Permission.STUDENT_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a test"))
def removes_many_in_a_query(unit: Unit) -> None:
    """Do what a query must not."""
    unit.delete_many(Pot, ["p-1"])


def test_records_deleted_at_once_leave_the_same_traces_as_others(database: Database) -> None:
    database.run(COUNSELLOR, saves_pots_both_ways.bind())
    outcome = database.run(COUNSELLOR, removes_pots_both_ways.bind())
    assert _rows(database, "SELECT * FROM test_pot") == []
    kept = _rows(database, "SELECT record, version, account, at, deleted, content FROM revision ORDER BY record_id")
    plain = {json.dumps([*row[:5], {**json.loads(row[5]), "id": ""}]) for row in kept}
    assert (len(kept), len(plain)) == (3, 1)
    assert [json.loads(row[5])["id"] for row in kept] == ["p-1", "p-2", "p-3"]
    assert outcome.changes == frozenset(Change("pot", f"p-{number}") for number in (1, 2, 3))
    detail = json.loads(_rows(database, "SELECT detail FROM audit_entry ORDER BY seq DESC LIMIT 1")[0][0])
    assert detail["changes"] == {"pot": {"count": 3, "ids": ["p-1", "p-2", "p-3"], "fields": []}}


@pytest.mark.parametrize("operation", [removes_leaves_at_once, removes_many_in_a_query])
def test_what_cannot_be_deleted_at_once_is_refused(database: Database, operation: Any) -> None:
    with pytest.raises(AssertionError):
        database.run(COUNSELLOR, operation.bind())


def test_records_added_at_once_are_rows_like_others_and_traced_alike(database: Database) -> None:
    outcome = database.run(COUNSELLOR, saves_pots_both_ways.bind())
    rows = _rows(database, "SELECT * FROM test_pot ORDER BY id")
    assert len({tuple(value for value in row if value not in {"p-1", "p-2", "p-3"}) for row in rows}) == 1
    assert len(rows) == 3
    every = frozenset(Change("pot", f"p-{number}") for number in (1, 2, 3))
    assert outcome.value == every
    assert outcome.changes == every
    detail = json.loads(_rows(database, "SELECT detail FROM audit_entry ORDER BY seq DESC LIMIT 1")[0][0])
    assert detail["changes"] == {"pot": {"count": 3, "ids": ["p-1", "p-2", "p-3"], "fields": []}}


def test_what_is_searched_is_not_added_past_its_index(database: Database) -> None:
    with pytest.raises(AssertionError):
        database.run(COUNSELLOR, saves_leaves_at_once.bind())
    assert _rows(database, "SELECT count(*) FROM counselling.test_leaf") == [(0,)]


def test_a_query_adds_nothing_at_once(database: Database) -> None:
    with pytest.raises(AssertionError):
        database.run(COUNSELLOR, adds_many_in_a_query.bind())
    assert _rows(database, "SELECT count(*) FROM test_pot") == [(0,)]
