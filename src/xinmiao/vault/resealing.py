"""Sealing again what history rows hold: a record's past is restricted with it.

History is append-only by trigger. This is the one place that rewrites it: the triggers go and come back
inside the operation's own transaction, the values stay the same, only who can read them changes. So are envelopes
that counsellors wrote about such a record for others. With
`secure_delete` the pages are overwritten; copies made before (backups) still hold the old text.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from xinmiao.kernel.records import DataFile
from xinmiao.vault import search
from xinmiao.vault.audit import SCHEMA_PREFIX, append_only_triggers
from xinmiao.vault.base import plain_value
from xinmiao.vault.envelopes import RECOVERY_NAME, Circle, is_stale, post, read_envelope
from xinmiao.vault.history import CounsellingRevision
from xinmiao.vault.keys.records import Standing
from xinmiao.vault.sealed_rows import Sealable, nothing_of, sealed_names
from xinmiao.vault.unit import Unit

_TABLE = "revision"


def restrict_records(unit: Unit, records: Sequence[Sealable], circle: Circle | None) -> None:
    """Seal records and their past to `circle`, or put the records back in the clear with None.

    What was sealed of the past stays sealed to those who were named then when a restriction is lifted.

    Raises:
        Restricted: one of them does not open for this account.
    """
    for record in records:
        unit.seals.restrict(record, circle)
    unit.db.flush()
    if circle is None:
        return
    post.narrow(unit, [record.id for record in records], circle.accounts)
    rewritten = [change for record in records for change in _resealed(unit, record, circle)]
    connection = unit.db.connection()
    prefix = SCHEMA_PREFIX[DataFile.COUNSELLING]
    unit.database.guard.lift_for_copy()
    try:
        for verb in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER {prefix}.{_TABLE}_no_{verb}")
        for row, content in rewritten:
            connection.exec_driver_sql(f"UPDATE {prefix}.{_TABLE} SET content = ? WHERE row = ?", (content, row))  # noqa: S608 -- constants
        for trigger in append_only_triggers(DataFile.COUNSELLING, (_TABLE,)):
            connection.exec_driver_sql(trigger)
        search.purge(connection)
    finally:
        unit.database.guard.restore()


def wants_sealing_again(unit: Unit, record: Sealable) -> bool:
    """Return whether a record that opens for this account is sealed to a key that is not in use any more."""
    if record.sealed is None or unit.seals.is_closed(record):
        return False
    return is_stale(read_envelope(record.sealed), present_circle(unit, record), unit.custody.vault)


def present_circle(unit: Unit, record: Sealable) -> Circle:
    """Return for whom a restricted record is sealed, without accounts that are closed."""
    envelope = read_envelope(record.sealed or b"")
    active = {entry.id for entry in unit.custody.vault.accounts() if entry.standing is Standing.ACTIVE}
    return Circle(frozenset(active & set(envelope.accounts)), recovery=RECOVERY_NAME in envelope.recipients)


def _resealed(unit: Unit, record: Sealable, circle: Circle) -> list[tuple[int, str]]:
    """Return the history rows of a record with what they hold sealed to `circle`."""
    rows = unit.db.scalars(
        select(CounsellingRevision).where(
            CounsellingRevision.record == record.spec.record, CounsellingRevision.record_id == record.id
        )
    ).all()
    return [(row.row, _content(unit, record, row, circle)) for row in rows]


def _content(unit: Unit, record: Sealable, row: CounsellingRevision, circle: Circle) -> str:
    model, kept = type(record), json.loads(row.content)
    values: dict[str, Any] = unit.seals.values_of(record, kept)
    names = sealed_names(model)
    sealed = unit.seals.seal_values(record, {name: values.get(name) for name in names}, circle, row.version)
    nothing = {name: plain_value(nothing_of(model, name)) for name in names}
    return json.dumps({**kept, **nothing, "sealed": sealed.hex()}, ensure_ascii=False, sort_keys=True)
