"""The model behind a record table: rows, their order, the filter.

Owns which rows are shown and in what order. Holds the rows themselves and two lists of numbers; sort keys
are computed once per column and kept until the rows change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from xinmiao.ui.tables.columns import Column

R = TypeVar("R")
AnyIndex = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


class RecordModel(QAbstractTableModel, Generic[R]):
    """Rows of any frozen read model, seen through columns."""

    def __init__(self, columns: Sequence[Column[R]], id_of: Callable[[R], str] | None = None) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.id_of: Callable[[R], str] = id_of or attrgetter("id")
        self._rows: Sequence[R] = ()
        self._shown: list[int] = []
        self._keys: dict[int, list[tuple[bool, Any]]] = {}
        self._filter: Callable[[R], bool] | None = None
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self._places: dict[str, int] | None = None

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show other rows, in the order and with the filter in use."""
        self.beginResetModel()
        self._rows = rows
        self._keys.clear()
        self._arrange()
        self.endResetModel()

    def set_filter(self, keep: Callable[[R], bool] | None) -> None:
        """Show only rows for which `keep` is true; None shows all."""
        self.beginResetModel()
        self._filter = keep
        self._arrange()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 gives the order the rows came in."""
        self.beginResetModel()
        self._sorted = (column, order) if 0 <= column < len(self.columns) else None
        self._arrange()
        self.endResetModel()

    @property
    def filtered(self) -> bool:
        """Return whether rows are hidden by a filter."""
        return len(self._shown) < len(self._rows)

    def all_rows(self) -> Sequence[R]:
        """Return every row, hidden ones too, in the order they came."""
        return self._rows

    def record(self, place: int) -> R:
        """Return the row that stands at `place`."""
        return self._rows[self._shown[place]]

    def shown_records(self) -> list[R]:
        """Return the rows on screen in their order, e.g. for printing the list."""
        return [self._rows[number] for number in self._shown]

    def place_of(self, record_id: str) -> int:
        """Return where the row with this id stands, or -1."""
        if self._places is None:
            self._places = {self.id_of(self._rows[number]): place for place, number in enumerate(self._shown)}
        return self._places.get(record_id, -1)

    def rowCount(self, parent: AnyIndex = _NO_PARENT) -> int:  # noqa: N802 -- Qt's name
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: AnyIndex = _NO_PARENT) -> int:  # noqa: N802 -- Qt's name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words, and both its lines for screen readers and hints."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.words(self.record(index.row()))
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self._whole(column, self.record(index.row()))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(  # noqa: N802 -- Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's label."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self.columns[section].label)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_ALIGN[self.columns[section].align] | Qt.AlignmentFlag.AlignVCenter)
        return None

    @staticmethod
    def _whole(column: Column[R], row: R) -> str:
        chip = column.chip(row) if column.chip else None
        first = str(chip.word) if chip else column.words(row)
        second = column.secondary(row) if column.secondary else ""
        return f"{first}\n{second}".strip()

    def _arrange(self) -> None:
        self._places = None
        rows, keep = self._rows, self._filter
        shown = list(range(len(rows))) if keep is None else [number for number, row in enumerate(rows) if keep(row)]
        if self._sorted is not None:
            column, order = self._sorted
            keys = self._keys_of(column)
            descending = order is Qt.SortOrder.DescendingOrder
            filled = [number for number in shown if not keys[number][0]]
            empty = [number for number in shown if keys[number][0]]
            filled.sort(key=lambda number: keys[number][1], reverse=descending)
            shown = filled + empty
        self._shown = shown

    def _keys_of(self, column: int) -> list[tuple[bool, Any]]:
        if column not in self._keys:
            key = self.columns[column].key
            self._keys[column] = [(value is None or value == "", value) for value in map(key, self._rows)]
        return self._keys[column]
