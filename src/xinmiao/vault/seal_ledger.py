"""Which envelope of a restricted record is the last one: its fingerprint stands in the chained audit trail.

A signed envelope cannot say that a newer one existed, nor that its author was entitled. A counsellor who is
not named could, with a hex editor, put back an older genuine one or one of his own that names himself. The
program writes the fingerprint of each envelope into the audit entry of the command that sealed it; `find_altered`
compares. To hide a swap he would have to rewrite the chain, and the heads that others signed at their sign-out,
the backups and the papers stand against that. So it is evident, not impossible: a secret for each case would
only move the question to who keeps its latest version. What he gains is words written into the case between
his swap and the next sign-in of any counsellor, who is told.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, select

from xinmiao.kernel.records import DataFile
from xinmiao.vault.audit import SCHEMA_PREFIX, SEALS_NAMED
from xinmiao.vault.base import CounsellingBase

if TYPE_CHECKING:
    from xinmiao.vault.sealed_rows import Sealable
    from xinmiao.vault.unit import Unit

SEALED = "sealed"
"""Under this name the detail of an audit entry holds the fingerprints by record; "" where it was opened to all."""
_BYTES = 16


class SealLedger:
    """The envelopes that one unit of work made or took away."""

    def __init__(self) -> None:
        self._noted: dict[str, str] = {}

    def note(self, record: Sealable) -> None:
        """Note the present envelope of a record, or that it has none any more."""
        self._noted[_key(record.spec.record, record.id)] = fingerprint_of(record.sealed)

    def detail(self, data_file: DataFile) -> dict[str, object]:
        """Return what the audit entry of a file says of them."""
        return {SEALED: dict(self._noted)} if self._noted and data_file is DataFile.COUNSELLING else {}


def fingerprint_of(sealed: bytes | None) -> str:
    """Return the short name of an envelope; empty for none."""
    return "" if sealed is None else hashlib.sha256(sealed).digest()[:_BYTES].hex()


def find_altered(unit: Unit, models: tuple[type[Sealable], ...]) -> tuple[tuple[str, str], ...]:
    """Return kind and id of the records whose envelope is not the one last recorded; opens nothing.

    Past the row scope on purpose: every envelope is compared, whoever asks, and only kinds and ids come back.
    """
    connection = unit.db.connection()
    recorded = _recorded(connection)
    altered = []
    for model in models:
        for record_id, sealed in connection.execute(_envelopes(model)):
            if recorded.get(_key(model.spec.record, record_id), "") != fingerprint_of(sealed):
                altered.append((model.spec.record, record_id))
    return tuple(sorted(altered))


def _envelopes(model: type[Sealable]) -> Select[Any]:
    table = CounsellingBase.metadata.tables[f"counselling.{model.__tablename__}"]
    return select(table.c.id, table.c.sealed)


def _recorded(connection: Connection) -> dict[str, str]:
    found: dict[str, str] = {}
    statement = (
        f"SELECT detail FROM {SCHEMA_PREFIX[DataFile.COUNSELLING]}.audit_entry"  # noqa: S608 -- constants
        f" INDEXED BY ix_audit_entry_seals WHERE {SEALS_NAMED} ORDER BY seq"
    )
    for (detail,) in connection.exec_driver_sql(statement):
        found |= json.loads(detail).get(SEALED, {})
    return found


def _key(record: str, record_id: str) -> str:
    return f"{record}:{record_id}"
