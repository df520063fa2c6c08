"""Asked twice inside a unit that reads: answered once; what is audited, or asked while writing, is run again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event, select

from slices.vault.ground import COUNSELLOR, Leaf, Pot, open_leaf, save_leaf
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.vault.answers import once_a_unit
from xinmiao.vault.database import Database
from xinmiao.vault.unit import Unit


@query(requires=Permission.STUDENT_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a test"))
def words_by_id(unit: Unit, size: int | None = None) -> dict[str, str]:
    """Return the words of all leaves."""
    found = select(Leaf) if size is None else select(Leaf).where(Leaf.size == size)
    return {leaf.id: leaf.words for leaf in unit.db.scalars(found)}


@query(requires=Permission.STUDENT_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a test"))
def asks_twice(unit: Unit) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Ask the same twice, spoil the first answer, and ask something else."""
    first = unit.run(words_by_id.bind())
    first["l-9"] = "不在文件里"
    return first, unit.run(words_by_id.bind()), unit.run(words_by_id.bind(size=3))


@query(requires=Permission.COUNSELLING_NOTE_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a test"))
def opens(unit: Unit) -> str:
    """Open a leaf, which leaves an entry."""
    return unit.run(open_leaf.bind("l-1"))


@query(requires=Permission.COUNSELLING_NOTE_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a test"))
def opens_twice(unit: Unit) -> tuple[str, str]:
    """Ask twice for what opens a leaf."""
    return unit.run(opens.bind()), unit.run(opens.bind())


@command(requires=Permission.COUNSELLING_NOTE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="leaves.saved")
def asks_saves_asks(unit: Unit) -> tuple[int, int]:
    """Ask, save, and ask again."""
    before = len(unit.run(words_by_id.bind()))
    unit.run(save_leaf.bind("l-2", "第二片"))
    return before, len(unit.run(words_by_id.bind()))


@contextmanager
def statements(database: Database, table: str = "test_leaf") -> Iterator[list[str]]:
    """Collect the selects of a table that are sent to the file."""
    sent: list[str] = []

    def note(*told: object) -> None:
        if table in str(told[2]) and str(told[2]).startswith("SELECT"):
            sent.append(str(told[2]))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def test_the_same_question_is_read_once_and_another_is_read(database: Database) -> None:
    database.run(COUNSELLOR, save_leaf.bind("l-1", "第一片"))
    with statements(database) as sent:
        first, second, other = database.run(COUNSELLOR, asks_twice.bind()).value
    assert (len(sent), second, other) == (2, {"l-1": "第一片"}, {})
    assert set(first) == {"l-1", "l-9"}


def test_the_next_unit_reads_anew(database: Database) -> None:
    database.run(COUNSELLOR, save_leaf.bind("l-1", "第一片"))
    database.run(COUNSELLOR, asks_twice.bind())
    database.run(COUNSELLOR, save_leaf.bind("l-2", "第二片"))
    assert set(database.run(COUNSELLOR, asks_twice.bind()).value[1]) == {"l-1", "l-2"}


def test_what_leaves_an_entry_is_run_each_time(database: Database) -> None:
    database.run(COUNSELLOR, save_leaf.bind("l-1", "第一片"))
    with statements(database) as sent:
        assert database.run(COUNSELLOR, opens_twice.bind()).value == ("第一片", "第一片")
    assert sent
    rows = database.raw.execute("SELECT count(*) FROM counselling.audit_entry WHERE action = 'leaf.opened'").fetchone()
    assert rows[0] == 1  # the second of the same minute is not written twice (`READ_ENTRY_INTERVAL`)


def test_a_unit_that_writes_finds_what_it_wrote(database: Database) -> None:
    database.run(COUNSELLOR, save_leaf.bind("l-1", "第一片"))
    assert database.run(COUNSELLOR, asks_saves_asks.bind()).value == (1, 2)


@once_a_unit
def pots(unit: Unit) -> tuple[str, ...]:
    """Return the ids of all pots."""
    return tuple(unit.db.scalars(select(Pot.id).order_by(Pot.id)))


@command(requires=Permission.COUNSELLING_NOTE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="leaves.saved")
def reads_between_writings(unit: Unit) -> list[tuple[str, ...]]:
    """Read twice, lay a pot ready and read, write many at once and read."""
    found = [pots(unit), pots(unit)]
    unit.db.add(Pot(id="p-1", colour="红"))
    found.append(pots(unit))
    unit.add_many(Pot, [{"id": "p-2", "colour": "白"}])
    return [*found, pots(unit)]


def test_what_is_read_once_a_unit_is_read_again_after_each_writing(database: Database) -> None:
    with statements(database, "test_pot") as sent:
        found = database.run(COUNSELLOR, reads_between_writings.bind()).value
    assert found == [(), (), ("p-1",), ("p-1", "p-2")]
    assert len(sent) == 3
