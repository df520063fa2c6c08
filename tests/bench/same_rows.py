"""The rows one save writes, seen from outside, so that a floor can write the same ones raw.

Owns the watching of the statements that change a file and their repetition with fresh keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event

from xinmiao.app.workspace import Workspace

_WRITES = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True)
class WrittenRows:
    """Statements with their values, in order."""

    statements: tuple[tuple[str, tuple[Any, ...]], ...]

    @property
    def told(self) -> str:
        """Return which tables are written, and how often."""
        tables = Counter(_table_of(sql) for sql, _values in self.statements)
        return ", ".join(f"{count} {table}" for table, count in tables.items())

    def again(self, number: int) -> list[list[Any]]:
        """Return the statements for one more save; keys that must be new are made so."""
        return [[sql, [_jsonable(each) for each in _fresh(sql, values, number)]] for sql, values in self.statements]


def rows_of_last_save(workspace: Workspace, save: Callable[[], None]) -> WrittenRows:
    """Save once and return what was written."""
    seen: list[tuple[str, tuple[Any, ...]]] = []

    def note(
        _connection: object, _cursor: object, statement: str, parameters: Any, _context: object, _many: object
    ) -> None:
        if statement.lstrip().upper().startswith(_WRITES):
            seen.append((statement, tuple(parameters)))

    engine = workspace.database.engine
    event.listen(engine, "before_cursor_execute", note)
    save()
    event.remove(engine, "before_cursor_execute", note)
    return WrittenRows(tuple(seen))


def _fresh(sql: str, values: tuple[Any, ...], number: int) -> tuple[Any, ...]:
    """Give entries of the trail numbers far beyond those of the corpus; other rows may be written again."""
    table = _table_of(sql)
    if table == "audit_entry":
        return (10_000_000 + number, *values[1:])
    if table == "audit_subject":
        return (*values[:-1], 10_000_000 + number)
    return values


def _table_of(sql: str) -> str:
    words = sql.replace("(", " ").split()
    name = words[1] if words[0].upper() == "UPDATE" else words[2]
    return name.split(".")[-1].strip('"')


def _jsonable(value: Any) -> Any:
    return {"hex": value.hex()} if isinstance(value, bytes) else value
