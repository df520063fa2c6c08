"""What is asked of the trail, and the read models it is shown by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from xinmiao.features.audit_trail.records.deeds import DeedKind
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.texts import Text, _

FILE_LABELS: dict[DataFile, Text] = {
    DataFile.SCHOOL: _("School file"),
    DataFile.COUNSELLING: _("Counselling file"),
}


@dataclass(frozen=True)
class TrailFilter:
    """Which entries are asked for; days are local and both included, nothing said means all."""

    since: date | None = None
    until: date | None = None
    account: str = ""
    kinds: frozenset[DeedKind] = frozenset()
    student_id: str = ""


@dataclass(frozen=True)
class ChangeLine:
    """What an entry says was written of one kind of record: how many, and which fields by their labels."""

    record_label: Text
    count: int
    fields: tuple[Text, ...]


@dataclass(frozen=True)
class TrailLine:
    """One entry as people read it."""

    id: str
    data_file: DataFile
    seq: int
    at: datetime
    account_label: str
    action: str
    words: Text
    kind: DeedKind
    student_id: str = ""
    student_name: str = ""
    student_class: str = ""
    about: tuple[Text | str, ...] = ()
    """The other records an entry is about: their kinds, or the label of an account."""
    changes: tuple[ChangeLine, ...] = ()
    facts: tuple[tuple[Text, Text | str], ...] = ()
    """Further counts, codes and names of files, each with its label."""

    @property
    def who_about(self) -> str:
        """Return the student with the class, or an empty text."""
        return " · ".join(part for part in (self.student_name, self.student_class) if part)


@dataclass(frozen=True)
class TrailPage:
    """Entries, the newest first; `after` goes back into the query for the older ones, None for none."""

    lines: tuple[TrailLine, ...]
    after: Any
    accounts: tuple[tuple[str, str], ...]
    """Accounts to filter by: id and label; empty for who sees only his own acts."""
    read_only: bool
    """The files are open for reading only, and what is read now is not recorded."""


@dataclass(frozen=True)
class TrailCounts:
    """How many entries of each kind all accounts left in a period; kinds without one are left out, no person named.

    `whole` is false for who cannot open the counselling file: what was done in it is not in the counts.
    """

    kinds: tuple[tuple[DeedKind, int], ...]
    whole: bool


@dataclass(frozen=True)
class AccessDeed:
    """What one person did on one day with one student's records: how often, first and last time."""

    id: str
    day: date
    account_label: str
    words: Text
    kind: DeedKind
    first: datetime
    last: datetime
    count: int
    opens_day: bool
    """Whether it is the first of its day in the list."""


@dataclass(frozen=True)
class AccessRecord:
    """Who has opened one student's file, the newest day first."""

    student: StudentLine
    deeds: tuple[AccessDeed, ...]
    entries: int
    is_whole: bool
    """False when older entries were left out."""
    read_only: bool
    head: PaperHead


@dataclass(frozen=True)
class TrailPrint:
    """A filtered list to be printed."""

    lines: tuple[TrailLine, ...]
    is_whole: bool
    head: PaperHead


@dataclass(frozen=True)
class ChainVerdict:
    """What the check found of one file's chain; `seq` is the first bad entry, 0 when the chain holds.

    `at` is when that entry says it was written; `after` when the last good one was.
    """

    data_file: DataFile
    entries: int
    anchored_at: datetime | None
    seq: int = 0
    cut: bool = False
    at: datetime | None = None
    after: datetime | None = None

    @property
    def holds(self) -> bool:
        """Return whether every entry is as it was written."""
        return self.seq == 0


class ChainState(StrEnum):
    """How a code on a paper stands to the trail of today."""

    HOLDS = "holds"
    BROKEN = "broken"
    CHANGED = "changed"
    MISSING = "missing"
    CLOSED = "closed"


@dataclass(frozen=True)
class AnchorAnswer:
    """What a code on a paper says: the entry it names, and whether that entry is still the same."""

    state: ChainState
    data_file: DataFile
    seq: int
    at: datetime | None
    broken_at: int = 0
    """The first bad entry before it, when the chain is broken."""
