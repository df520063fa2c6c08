"""A plain table of rows: how it looks, the row under the mouse, type-ahead, the right-click menu.

Knows rows only by their place; what they hold is the record table's.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from xinmiao.ui import theme
from xinmiao.ui.actions import Action, fill_menu
from xinmiao.ui.tables.delegate import CellDelegate

_TYPING_PAUSE_MS = 1000


class RowView(QTableView):
    """A table in which whole rows are lit, chosen and opened."""

    def __init__(self, parent: QWidget | None = None, *, compact: bool = False, many: bool = False) -> None:
        super().__init__(parent)
        self._typed, self._typing = "", QElapsedTimer()
        self._actions: tuple[Action, ...] = ()
        self._menu: QMenu | None = None
        self._cells: CellDelegate | None = None
        self._dress(compact=compact, many=many)

    def set_delegate(self, cells: CellDelegate) -> None:
        """Draw cells by `cells`."""
        self._cells = cells
        self.setItemDelegate(cells)

    def set_actions(self, actions: Sequence[Action]) -> None:
        """Offer these in the right-click menu; keys are answered by the page."""
        self._actions = tuple(actions)
        if self._menu is not None:
            self._menu.deleteLater()
            self._menu = None

    def sortByColumn(self, column: int, order: Qt.SortOrder) -> None:  # noqa: N802 -- Qt's name
        """Order by a column as if its heading was clicked; Qt would sort past the kept selection."""
        self.horizontalHeader().setSortIndicator(column, order)

    def words_to_type(self, place: int) -> str:
        """Return what typing a few letters goes to."""
        return str(self.model().index(place, 0).data() or "")

    def go(self, place: int) -> None:
        """Go to the row at `place`."""
        self.setCurrentIndex(self.model().index(place, 0))

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 -- Qt's name
        """Go to the next row whose type-ahead words begin with what is being typed."""
        fresh = not self._typing.isValid() or self._typing.elapsed() > _TYPING_PAUSE_MS
        self._typed = (search if fresh else self._typed + search).casefold()
        self._typing.restart()
        total = self.model().rowCount()
        start = max(self.currentIndex().row(), 0) + (1 if fresh and self.currentIndex().isValid() else 0)
        for step in range(total):
            place = (start + step) % total
            if self.words_to_type(place).casefold().startswith(self._typed):
                self.go(place)
                return

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 -- Qt's name
        """Offer the page's actions at the mouse, or at the row when the menu key was used."""
        if not self._actions or not self.currentIndex().isValid():
            return
        if self._menu is None:
            self._menu = QMenu(self)
            self._menu.setObjectName("table_menu")
            fill_menu(self._menu, self._actions)
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        row = self.visualRect(self.currentIndex()).bottomLeft() + QPoint(16, 0)
        self._menu.popup(self.viewport().mapToGlobal(row) if by_key else event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Light the row under the mouse."""
        self.hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Light no row."""
        self.hover(-1)
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Follow a change of theme."""
        super().changeEvent(event)
        cells: CellDelegate | None = getattr(self, "_cells", None)  # Qt calls this before __init__ is through
        if event.type() == QEvent.Type.StyleChange and cells is not None:
            cells.refresh()

    def hover(self, place: int) -> None:
        """Light the row at `place`; -1 lights none."""
        if self._cells is None or place == self._cells.hovered:
            return
        for row in (self._cells.hovered, place):
            if row >= 0:
                top, height = self.rowViewportPosition(row), self.rowHeight(row)
                self.viewport().update(0, top, self.viewport().width(), height)
        self._cells.hovered = place

    def _dress(self, *, compact: bool, many: bool) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.ExtendedSelection if many else modes.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(theme.current().size("row-compact"))
        rows.setDefaultSectionSize(theme.current().size("row-compact" if compact else "row"))
