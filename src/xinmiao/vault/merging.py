"""Making two records one, and two of one again: every row that refers to either of them, whoever's table it is.

Owns the finding of those rows, derived from the declared references, and the account of what was done, by which
it is undone. Which records may become one is the feature's affair.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import UniqueConstraint, inspect, select

from xinmiao.kernel.errors import RuleBroken
from xinmiao.kernel.fields import BinaryField, ReferenceField, TextField
from xinmiao.kernel.operations import Change
from xinmiao.kernel.texts import _
from xinmiao.vault.base import CounsellingBase, SchoolBase, Versioned, plain_value, value_of_plain
from xinmiao.vault.earlier import restore, values_now
from xinmiao.vault.merge_rules import MergeWay
from xinmiao.vault.sealed_rows import Sealable
from xinmiao.vault.unit import OF_EVERYBODY, Unit

M = TypeVar("M", bound=Versioned)
Fields = dict[str, tuple[Any, Any]]
_OF = ("of_kind", "of_id")


@dataclass
class Account:
    """What a merge did, as JSON can hold it."""

    changed: dict[tuple[str, str], Fields] = field(default_factory=dict)
    """By kind and id: the fields changed, each before and after."""
    removed: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Kind and values, stamps included, of each row that is gone."""

    def plain(self) -> dict[str, Any]:
        """Return it for keeping."""
        changed = [[kind, row, fields] for (kind, row), fields in self.changed.items()]
        return {"changed": changed, "removed": [list(one) for one in self.removed]}

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> Account:
        """Return a kept one."""
        changed = {
            (kind, row): {name: (before, after) for name, (before, after) in fields.items()}
            for kind, row, fields in plain["changed"]
        }
        return cls(changed, [(kind, values) for kind, values in plain["removed"]])


@dataclass(frozen=True)
class Kept:
    """A row that an undoing left as somebody made it after the merge: its kind, id and which fields."""

    change: Change
    fields: tuple[str, ...]


def mapped() -> Iterator[type[Versioned]]:
    """Yield every mapped class of records."""
    for base in (SchoolBase, CounsellingBase):
        for mapper in base.registry.mappers:
            if issubclass(mapper.class_, Versioned):
                yield mapper.class_


def references_to(kind: str) -> tuple[tuple[type[Versioned], str], ...]:
    """Return every declared field that refers to records of a kind."""
    found = [
        (model, each.name)
        for model in mapped()
        for each in model.spec.fields
        if isinstance(each, ReferenceField) and each.record == kind
    ]
    return tuple(sorted(found, key=lambda one: (one[0].__tablename__, one[1])))


def unique_with(model: type[Versioned], name: str) -> tuple[tuple[str, ...], ...]:
    """Return the other columns of each unique constraint that holds `name`."""
    constraints = [
        tuple(column.name for column in each.columns)
        for each in inspect(model).local_table.constraints
        if isinstance(each, UniqueConstraint)
    ]
    return tuple(tuple(other for other in names if other != name) for names in constraints if name in names)


def rows_about(unit: Unit, model: type[M], name: str, record_id: str) -> list[M]:
    """Return the rows of everybody whose field `name` is the record."""
    statement = select(model).where(getattr(model, name) == record_id).order_by(model.id)
    return list(unit.db.scalars(statement.execution_options(**{OF_EVERYBODY: True})))


def count_about(unit: Unit, kind: str, record_id: str) -> Counter[str]:
    """Return how many rows of each kind refer to a record."""
    found: Counter[str] = Counter()
    for model, name in references_to(kind):
        found[model.spec.record] += len(rows_about(unit, model, name, record_id))
    return +found


class Merger:
    """One merge: `survivor` stays, the other record is taken out, and everything that refers to it follows."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self.account = Account()
        self._ways: dict[MergeWay, Callable[[Versioned, str, str], None]] = {
            MergeWay.MOVE: self.set,
            MergeWay.COMBINE: self._combine_or_move,
            MergeWay.RENUMBER: self._renumber,
            MergeWay.ONE_OPEN: self._one_open,
            MergeWay.ALIKE: self._alike,
        }

    def set(self, row: Versioned, name: str, value: Any) -> None:
        """Change one field and keep what it was."""
        before = getattr(row, name)
        if before == value:
            return
        fields = self.account.changed.setdefault((row.spec.record, row.id), {})
        first = fields[name][0] if name in fields else plain_value(before)
        setattr(row, name, value)
        fields[name] = (first, plain_value(value))

    def follow(self, row: Versioned, name: str, to: str) -> None:
        """Let one row refer to another record, in the way its table declares."""
        self._ways[row.merging.way](row, name, to)

    def merge(self, survivor: Versioned, other: Versioned) -> None:
        """Let everything follow from `other` to `survivor`, then take `other` out; refused by `vault.holds`."""
        self._unit.holds.require_free((survivor.id, other.id))
        kind = survivor.spec.record
        for model, name in references_to(kind):
            for row in rows_about(self._unit, model, name, other.id):
                _require_open(self._unit, row)
                self.follow(row, name, survivor.id)
        for model in mapped():
            if model.merged_in_words:
                self._follow_in_words(model, other.id, survivor.id)
        self._follow_of(kind, other.id, survivor.id)
        self._remove(other)

    def fill(self, survivor: Versioned, other: Versioned) -> None:
        """Give the survivor what it does not have; two different long texts are joined, so that none is lost."""
        for each in survivor.spec.fields:
            if isinstance(each, ReferenceField | BinaryField):
                continue
            mine, theirs = getattr(survivor, each.name), getattr(other, each.name)
            if mine in {None, ""} and theirs not in {None, ""}:
                self.set(survivor, each.name, theirs)
            elif isinstance(each, TextField) and each.multiline and theirs not in {None, "", mine}:
                joined = f"{mine}\n{theirs}"
                if each.problem(joined) is None:
                    self.set(survivor, each.name, joined)

    def _combine_or_move(self, row: Versioned, name: str, to: str) -> None:
        for others in unique_with(type(row), name):
            mine = rows_about(self._unit, type(row), name, to)
            twin = next((each for each in mine if all(getattr(each, n) == getattr(row, n) for n in others)), None)
            if twin is not None:
                self.fill(twin, row)
                self.merge(twin, row)
                return
        self.set(row, name, to)

    def _renumber(self, row: Versioned, name: str, to: str) -> None:
        [number] = row.merging.by
        taken = [getattr(each, number) for each in rows_about(self._unit, type(row), name, to)]
        if getattr(row, number) in taken:
            self.set(row, number, max(taken) + 1)
        self.set(row, name, to)
        self._unit.db.flush()

    def _one_open(self, row: Versioned, name: str, to: str) -> None:
        [until] = row.merging.by
        has_open = any(getattr(each, until) is None for each in rows_about(self._unit, type(row), name, to))
        if has_open and getattr(row, until) is None:
            self.set(row, until, self._unit.clock.today())
        self.set(row, name, to)

    def _alike(self, row: Versioned, name: str, to: str) -> None:
        for each in rows_about(self._unit, type(row), name, to):
            if all((getattr(each, by) or "") == (getattr(row, by) or "") for by in row.merging.by):
                self.fill(each, row)
                self.merge(each, row)
                return
        self.set(row, name, to)

    def _follow_of(self, kind: str, old: str, new: str) -> None:
        """Follow rows that hang on a record of any kind."""
        for model in mapped():
            if not all(hasattr(model, name) for name in _OF):
                continue
            for row in rows_about(self._unit, model, "of_id", old):
                if getattr(row, "of_kind") == kind:  # noqa: B009 -- not every record has it
                    self._combine_or_move(row, "of_id", new)

    def _follow_in_words(self, model: type[Versioned], old: str, new: str) -> None:
        for name in model.merged_in_words:
            column = getattr(model, name)
            statement = select(model).where(column.contains(old)).execution_options(**{OF_EVERYBODY: True})
            for row in self._unit.db.scalars(statement):
                self.set(row, name, getattr(row, name).replace(old, new))

    def _remove(self, row: Versioned) -> None:
        values = values_now(row)
        for name, (before, _after) in self.account.changed.pop((row.spec.record, row.id), {}).items():
            values[name] = before
        stamps = {"version": row.version, "created_at": plain_value(row.created_at), "created_by": row.created_by}
        self.account.removed.append((row.spec.record, values | stamps))
        self._unit.db.delete(row)


def undo(unit: Unit, account: Account) -> tuple[Kept, ...]:
    """Put back what a merge removed and changed; fields that somebody changed since stay as they are, and are told."""
    models = {model.spec.record: model for model in mapped()}
    for kind, values in reversed(account.removed):
        stamps = {name: values[name] for name in ("version", "created_at", "created_by")}
        record = models[kind]()
        restore(record, values, [name for name in values if name not in stamps])
        unit.put_back(record, stamps["version"], datetime.fromisoformat(stamps["created_at"]), stamps["created_by"])
    unit.db.flush()
    kept: list[Kept] = []
    for (kind, row_id), fields in account.changed.items():
        statement = select(models[kind]).where(models[kind].id == row_id)
        row = unit.db.scalar(statement.execution_options(**{OF_EVERYBODY: True}))
        if row is None:
            kept.append(Kept(Change(kind, row_id), ()))
            continue
        _require_open(unit, row)
        other = _put_back(row, fields)
        if other:
            kept.append(Kept(Change(kind, row_id), other))
    return tuple(kept)


def added_since(unit: Unit, kind: str, record_id: str, since: datetime, without: Collection[Change]) -> list[Versioned]:
    """Return the rows about a record that were made after a moment."""
    found = {
        row.id: row
        for model, name in references_to(kind)
        for row in rows_about(unit, model, name, record_id)
        if row.created_at > since and Change(row.spec.record, row.id) not in without
    }
    return sorted(found.values(), key=lambda row: (row.created_at, row.id))


def give(unit: Unit, rows: Collection[Versioned], kind: str, old: str, new: str) -> None:
    """Let rows about one record be about another."""
    merger = Merger(unit)
    for row in rows:
        for model, name in references_to(kind):
            if isinstance(row, model) and getattr(row, name) == old:
                _require_open(unit, row)
                merger.follow(row, name, new)


def _put_back(row: Versioned, fields: Fields) -> tuple[str, ...]:
    """Put back the fields that still say what the merge wrote; return the others."""
    same = [name for name, (_before, after) in fields.items() if plain_value(getattr(row, name)) == after]
    for name in same:
        setattr(row, name, value_of_plain(type(row), name, fields[name][0]))
    return tuple(name for name in fields if name not in same)


def _require_open(unit: Unit, row: Versioned) -> None:
    """Refuse where a restricted record would have to follow unseen."""
    if isinstance(row, Sealable) and unit.seals.is_closed(row):
        raise RuleBroken(
            _("A restricted case belongs to one of the two; your account is not named for it."),
            _("Ask a colleague who is named there to do this."),
            code="E-RESTRICTED",
        )
