"""Selection and scroll position of a table, kept by the ids of records while rows come, go and move."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex

from xinmiao.ui.tables.model import RecordModel
from xinmiao.ui.tables.row_view import RowView

R = TypeVar("R")
MOVE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_MORE = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class KeptPlace(Generic[R]):
    """Belongs to one table; `index` gives the cell to focus in a row."""

    def __init__(self, view: RowView, records: RecordModel[R], index: Callable[[int], QModelIndex]) -> None:
        self._view, self._records, self._index = view, records, index

    def through(self, change: Callable[[], None]) -> None:
        """Run `change`, which resets the model, and go back to where the user was."""
        view = self._view
        selection = view.selectionModel()
        chosen = [self.id_at(index.row()) for index in selection.selectedRows()]
        current = self.id_at(view.currentIndex().row())
        offset = view.verticalScrollBar().value()
        view.hover(-1)
        selection.blockSignals(True)  # noqa: FBT003 -- Qt's signature
        change()
        place = self._records.place_of(current) if current else -1
        if place >= 0:
            selection.setCurrentIndex(self._index(place), MOVE)
        for other in chosen:
            if (found := self._records.place_of(other)) >= 0 and found != place:
                selection.select(self._index(found), _MORE)
        selection.blockSignals(False)  # noqa: FBT003 -- Qt's signature
        view.verticalScrollBar().setValue(offset)
        view.viewport().update()

    def id_at(self, place: int) -> str:
        """Return the id of the record at `place`; empty where there is none."""
        return self._records.id_of(self._records.record(place)) if place >= 0 else ""
