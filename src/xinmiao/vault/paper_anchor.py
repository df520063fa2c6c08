"""The code at the foot of a paper: which entry of the audit trail was the last one when it was made.

A chain can be written anew by whoever holds its key, and so can what the program remembers of it; a paper in a
binder cannot. The code spells the chain, the number of its last entry and 64 bits of that entry's HMAC. It says
nothing about any person, and it is spelled so that a slip in copying it is called a slip.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.records import DataFile
from xinmiao.vault import audit, trail
from xinmiao.vault.keys.codes import decode, encode
from xinmiao.vault.unit import Unit

_SEQ_BYTES = 4
_MAC_BYTES = 8
_COUNSELLING_BIT = 1 << 31


class Fit(StrEnum):
    """How a code on a paper stands to the chain of today."""

    HOLDS = "holds"
    """The entry is there, unchanged."""
    CHANGED = "changed"
    """There is another entry with this number: what was before the paper was written anew."""
    MISSING = "missing"
    """The chain ends before this number."""
    CLOSED = "closed"
    """The code belongs to the file this account cannot open."""


@dataclass(frozen=True)
class AnchorFound:
    """What a code says: entry `seq` of a file, written `at`; `fault` is a break in the chain before it."""

    fit: Fit
    data_file: DataFile
    seq: int
    at: datetime | None = None
    fault: audit.ChainFault | None = None


def code_for(unit: Unit, data_file: DataFile) -> str:
    """Return the code for a paper that is being made, or an empty text while the chain has no entry."""
    head = audit.head(unit.db.connection(), data_file)
    return spell(data_file, head) if head.seq else ""


def head_for(unit: Unit, data_file: DataFile | None = None) -> PaperHead:
    """Return the head of a paper that is being made; the code is of the counselling file where that is open."""
    if data_file is None:
        data_file = DataFile.COUNSELLING if DataFile.COUNSELLING in unit.database.files else DataFile.SCHOOL
    return PaperHead(unit.database.school_name, unit.actor.label, unit.clock.now(), code_for(unit, data_file))


def spell(data_file: DataFile, head: audit.ChainHead) -> str:
    """Return the code of a chain's last entry."""
    number = head.seq | (_COUNSELLING_BIT if data_file is DataFile.COUNSELLING else 0)
    return encode(number.to_bytes(_SEQ_BYTES, "big") + head.mac[:_MAC_BYTES])


def read(typed: str) -> tuple[DataFile, int, bytes]:
    """Return the file, the number of the entry and the first bytes of its HMAC.

    Raises:
        TypingSlip: the code was not copied rightly; the group is named.
    """
    content = decode(typed, _SEQ_BYTES + _MAC_BYTES)
    number = int.from_bytes(content[:_SEQ_BYTES], "big")
    data_file = DataFile.COUNSELLING if number & _COUNSELLING_BIT else DataFile.SCHOOL
    return data_file, number & ~_COUNSELLING_BIT, content[_SEQ_BYTES:]


def find(unit: Unit, typed: str) -> AnchorFound:
    """Compare a code on a paper with the chain, and the chain up to there with itself.

    Raises:
        TypingSlip: the code was not copied rightly; the group is named.
    """
    data_file, seq, start = read(typed)
    if data_file not in unit.database.files:
        return AnchorFound(Fit.CLOSED, data_file, seq)
    stored = audit.mac_of(unit.db.connection(), data_file, seq)
    if stored is None:
        return AnchorFound(Fit.MISSING, data_file, seq)
    at = trail.moment_of(unit, data_file, seq)
    if stored[:_MAC_BYTES] != start:
        return AnchorFound(Fit.CHANGED, data_file, seq, at)
    fault = audit.verify(unit.db.connection(), data_file, unit.database.audit_key(data_file))
    return AnchorFound(Fit.HOLDS, data_file, seq, at, fault if fault is not None and fault.seq <= seq else None)


def verify_chain(unit: Unit, data_file: DataFile, anchor: audit.ChainHead | None) -> audit.ChainFault | None:
    """Recompute a chain inside the unit; see `audit.verify`."""
    return audit.verify(unit.db.connection(), data_file, unit.database.audit_key(data_file), anchor=anchor)
