"""The record table: a view over many records that keeps its selection, its columns and the user's hand.

Owns keyboard, mouse, selection by id and the remembered shape. Does not load records: a page gives them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QWidget

from xinmiao.kernel.texts import Text, tr
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.delegate import CellDelegate
from xinmiao.ui.tables.kept_place import MOVE, KeptPlace
from xinmiao.ui.tables.model import RecordModel
from xinmiao.ui.tables.row_view import RowView
from xinmiao.ui.tables.shape import ColumnShape
from xinmiao.ui.widgets.messages import EmptyState

R = TypeVar("R")


class RecordTable(RowView, Generic[R]):
    """A table of records. Rows are two lines high unless `compact`."""

    opened = Signal(str)
    """Double click or Enter: the record's id."""
    current_changed = Signal(str)
    """The row in focus became another: its id, or empty."""
    shape_changed = Signal()
    """Order, width or sorting of columns was changed by the user; keep `table_state()`."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        label: Text | str,
        *,
        id_of: Callable[[R], str] | None = None,
        type_ahead: Callable[[R], str] | None = None,
        compact: bool = False,
        many: bool = False,
        name: str = "record_table",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, compact=compact, many=many)
        self.setObjectName(name)
        self.setAccessibleName(str(label))
        self._records: RecordModel[R] = RecordModel(columns, id_of)
        self._type_ahead = type_ahead or columns[0].words
        self._current_id = ""
        self._empty: EmptyState | None = None
        self._nothing_found = EmptyState(tr("Nothing fits these filters."), icon="list-filter", parent=self.viewport())
        self._nothing_found.hide()
        self.setModel(self._records)
        self.set_delegate(CellDelegate(self._records, self))
        self._place = KeptPlace(self, self._records, self._index)
        self.shape = ColumnShape(self, self._records.columns)
        self.shape.changed.connect(self.shape_changed)
        self.shape.sorted.connect(self._sort)
        self.doubleClicked.connect(self._open_index)
        self.selectionModel().currentRowChanged.connect(lambda _new, _old: self._tell_current())

    # what is shown

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show other records; selection and scroll position stay with the records they were on."""
        self._keep_place(lambda: self._records.set_rows(rows))

    def set_filter(self, keep: Callable[[R], bool] | None) -> None:
        """Show only records for which `keep` is true; None shows all."""
        self._keep_place(lambda: self._records.set_filter(keep))

    def set_empty(self, empty: EmptyState) -> None:
        """Say this where there are no records at all."""
        if self._empty is not None:
            self._empty.deleteLater()
        empty.setParent(self.viewport())
        self._empty = empty
        self._place_empty()

    def count(self) -> int:
        """Return how many records are on screen."""
        return self._records.rowCount()

    def shown_records(self) -> list[R]:
        """Return the records on screen in their order."""
        return self._records.shown_records()

    # the hand

    def current_record(self) -> R | None:
        """Return the record in focus, or None."""
        index = self.currentIndex()
        return self._records.record(index.row()) if index.isValid() else None

    def chosen_records(self) -> list[R]:
        """Return the selected records in their order on screen."""
        return [self._records.record(index.row()) for index in sorted(self.selectionModel().selectedRows())]

    def select(self, record_id: str) -> bool:
        """Go to the record with this id; False when it is not on screen."""
        place = self._records.place_of(record_id)
        if place < 0:
            return False
        self.selectionModel().setCurrentIndex(self._index(place), MOVE)
        self.scrollTo(self.currentIndex())
        return True

    def table_state(self) -> dict[str, Any]:
        """Return order, widths, hidden columns and sorting, to be kept per user."""
        return self.shape.state()

    def restore(self, kept: dict[str, Any]) -> None:
        """Take a kept state; names that no longer exist are left out."""
        self.shape.restore(kept)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Open with Enter; never copy people's data by Ctrl+C."""
        if event.matches(QKeySequence.StandardKey.Copy):
            event.accept()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._open_index(self.currentIndex())
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and self.count():
            self.go(0 if event.key() == Qt.Key.Key_Home else self.count() - 1)
        elif event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Give columns that stretch the room there is."""
        super().resizeEvent(event)
        self.shape.fit()
        self._place_empty()

    def words_to_type(self, place: int) -> str:
        """Return what typing a few letters goes to."""
        return self._type_ahead(self._records.record(place))

    def go(self, place: int) -> None:
        """Go to the row at `place`."""
        self.selectionModel().setCurrentIndex(self._index(place), MOVE)
        self.scrollTo(self.currentIndex())

    def _index(self, place: int) -> QModelIndex:
        return self._records.index(place, self.shape.first_shown())

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self._keep_place(lambda: self._records.sort(column, order))

    def _keep_place(self, change: Callable[[], None]) -> None:
        self._place.through(change)
        self._place_empty()
        self._tell_current()

    def _tell_current(self) -> None:
        record_id = self._place.id_at(self.currentIndex().row())
        if record_id != self._current_id:
            self._current_id = record_id
            self.current_changed.emit(record_id)

    def _open_index(self, index: QModelIndex) -> None:
        self.opened.emit(self._place.id_at(index.row()))

    def _place_empty(self) -> None:
        nothing = self.count() == 0
        filtered = nothing and self._records.filtered
        for state, shown in ((self._nothing_found, filtered), (self._empty, nothing and not filtered)):
            if state is not None:
                state.setGeometry(self.viewport().rect())
                state.setVisible(shown)
