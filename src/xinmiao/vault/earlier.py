"""What records were in an earlier version, read out of their revisions: for undoing what was one act.

Owns the reading. Which version is meant, and what becomes of it, is the asker's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import func, inspect, select

from xinmiao.kernel.operations import Change
from xinmiao.kernel.records import DataFile
from xinmiao.vault.base import STAMPS, Versioned, file_of_class, plain_value, value_of_plain
from xinmiao.vault.history import CounsellingRevision, RevisionColumns, SchoolRevision
from xinmiao.vault.unit import Unit

_AT_ONCE = 900
_REVISIONS: tuple[type[RevisionColumns], ...] = (SchoolRevision, CounsellingRevision)

Values = dict[str, Any]


def last_revisions(unit: Unit) -> dict[type, int]:
    """Return the newest revision row of each file; what a unit writes afterwards has a higher one."""
    return {model: unit.db.scalar(select(func.max(model.row))) or 0 for model in _REVISIONS}


def first_versions_since(unit: Unit, last: Mapping[type, int]) -> dict[Change, tuple[int, int]]:
    """Return, for each record changed since `last_revisions`, its version before all of it and its version now."""
    found: dict[Change, tuple[int, int]] = {}
    for model in _REVISIONS:
        rows = unit.db.execute(
            select(model.record, model.record_id, func.min(model.version), func.max(model.version))
            .where(model.row > last[model])
            .group_by(model.record, model.record_id)
        )
        found |= {Change(record, record_id): (first, newest + 1) for record, record_id, first, newest in rows}
    return found


def values_now(record: Versioned) -> Values:
    """Return what a record is, as a revision row would keep it."""
    names = [attribute.key for attribute in inspect(type(record)).column_attrs]
    return {name: plain_value(getattr(record, name)) for name in names if name not in STAMPS}


def values_then(unit: Unit, model: type[Versioned], versions: Mapping[str, int]) -> dict[str, Values]:
    """Return, by id, what records were in the given versions; those whose revision is gone are missing."""
    counselling = file_of_class(model) is DataFile.COUNSELLING
    revision: type[RevisionColumns] = CounsellingRevision if counselling else SchoolRevision
    found: dict[str, Values] = {}
    for ids in portions(versions):
        statement = select(revision).where(revision.record == model.spec.record, revision.record_id.in_(ids))
        for row in unit.db.scalars(statement):
            if row.version == versions[row.record_id]:
                found[row.record_id] = json.loads(row.content)
    return found


def restore(record: Versioned, values: Mapping[str, Any], names: Iterable[str]) -> None:
    """Give a record back the values its fields `names` had."""
    for name in names:
        setattr(record, name, value_of_plain(type(record), name, values[name]))


def portions(ids: Iterable[str]) -> Iterator[list[str]]:
    """Yield ids in lists that one statement can ask for."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]
