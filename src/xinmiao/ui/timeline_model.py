"""The rows of a timeline: entries newest first, with a heading for every month.

Owns order, grouping and filtering; knows nothing of how it looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import cached_property
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.texts import tr
from xinmiao.kernel.timeline import TimelineEntry

AnyIndex = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_LATE = timedelta(days=1)


class TimelineRole(IntEnum):
    """Roles of the model beyond Qt's own."""

    ROW = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True)
class Month:
    """A heading."""

    year: int
    month: int

    @property
    def words(self) -> str:
        """Return the heading, e.g. 2026年11月."""
        return tr("{year}-{month}", year=self.year, month=f"{self.month:02d}")


@dataclass(frozen=True)
class Row:
    """An entry with what depends on its neighbours: whether it is the first of its day and the last of its month."""

    entry: TimelineEntry
    first_of_day: bool
    last_of_month: bool

    @property
    def recorded_late(self) -> bool:
        """Return whether it was written down more than a day after it happened."""
        return self.entry.recorded_at - self.entry.happened_at > _LATE

    @property
    def late_words(self) -> str:
        """Return the second time, or an empty string."""
        return tr("recorded {moment}", moment=show_datetime(self.entry.recorded_at)) if self.recorded_late else ""


class TimelineModel(QAbstractListModel):
    """Headings and entries in one list."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[_Known] = []
        self._lines: list[Month | Row] = []
        self._kinds: frozenset[str] = frozenset()
        self._words = ""
        self._since: date | None = None

    def set_entries(self, entries: Iterable[TimelineEntry]) -> None:
        """Show other entries."""
        self.beginResetModel()
        ordered = sorted(entries, key=lambda entry: entry.happened_at, reverse=True)
        self._all = [_Known(entry, entry.happened_at.astimezone().date()) for entry in ordered]
        self._arrange()
        self.endResetModel()

    def set_filter(self, kinds: frozenset[str], words: str, since: date | None = None) -> None:
        """Show entries of `kinds` (all when empty) since a day (or ever) that hold every one of `words`."""
        if (kinds, words, since) == (self._kinds, self._words, self._since):
            return
        self.beginResetModel()
        self._kinds, self._words, self._since = kinds, words, since
        self._arrange()
        self.endResetModel()

    @property
    def entries(self) -> Sequence[TimelineEntry]:
        """Return all entries, newest first."""
        return [known.entry for known in self._all]

    def line(self, place: int) -> Month | Row:
        """Return what stands at `place`."""
        return self._lines[place]

    def entry_at(self, index: AnyIndex) -> TimelineEntry | None:
        """Return the entry at `index`; None for a heading or nowhere."""
        line = self._lines[index.row()] if index.isValid() else None
        return line.entry if isinstance(line, Row) else None

    def place_of(self, entry: TimelineEntry) -> int:
        """Return where the entry that opens the same target stands, or -1."""
        same = (place for place, line in enumerate(self._lines) if isinstance(line, Row) and _same(line.entry, entry))
        return next(same, -1)

    def month_at(self, place: int) -> str:
        """Return the heading that `place` stands under."""
        line = self._lines[place]
        if isinstance(line, Month):
            return line.words
        local = line.entry.happened_at.astimezone()
        return Month(local.year, local.month).words

    def rowCount(self, parent: AnyIndex = _NO_PARENT) -> int:  # noqa: N802 -- Qt's name
        """Return how many lines there are, headings included."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a line's words."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == TimelineRole.ROW:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return line.words if isinstance(line, Month) else spoken(line)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Return that headings cannot be chosen."""
        if index.isValid() and isinstance(self._lines[index.row()], Month):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def _arrange(self) -> None:
        words = self._words.casefold().split()
        kept = [known for known in self._all if self._fits(known, words)]
        lines: list[Month | Row] = []
        last_month = last_day = None
        for place, known in enumerate(kept):
            day, month = known.day, (known.day.year, known.day.month)
            if month != last_month:
                lines.append(Month(*month))
            following = kept[place + 1].day if place + 1 < len(kept) else None
            ends = following is None or (following.year, following.month) != month
            lines.append(Row(known.entry, day != last_day, ends))
            last_month, last_day = month, day
        self._lines = lines

    def _fits(self, known: _Known, words: Sequence[str]) -> bool:
        if self._kinds and known.entry.kind not in self._kinds:
            return False
        if self._since is not None and known.day < self._since:
            return False
        return not words or all(word in known.whole for word in words)


class _Known:
    """An entry with what filters ask of it again and again: its local day, and its words in small letters."""

    def __init__(self, entry: TimelineEntry, day: date) -> None:
        self.entry, self.day = entry, day

    @cached_property
    def whole(self) -> str:
        entry = self.entry
        return f"{entry.kind_label} {entry.title} {entry.excerpt} {entry.person} {entry.state}".casefold()


def _same(one: TimelineEntry, other: TimelineEntry) -> bool:
    return (one.kind, one.target) == (other.kind, other.target)


def spoken(row: Row) -> str:
    """Return an entry in one sentence, for screen readers and hints."""
    entry = row.entry
    parts = (
        show_datetime(entry.happened_at),
        str(entry.kind_label),
        entry.title,
        entry.excerpt,
        entry.person,
        entry.state,
        row.late_words,
    )
    return ", ".join(part for part in parts if part)
