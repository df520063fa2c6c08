"""The shape of a table: order, width, visibility and sorting of its columns, changed by hand and remembered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from xinmiao.ui import theme
from xinmiao.ui.tables.columns import Column

_SMALLEST = 0.75
"""How far columns shrink before the table scrolls sideways."""


class ColumnShape(QObject):
    """Belongs to one table's header. Widths are kept as at 100 %."""

    changed = Signal()
    sorted = Signal(int, Qt.SortOrder)

    def __init__(self, table: QTableView, columns: Sequence[Column[Any]]) -> None:
        super().__init__(table)
        self._table, self._columns = table, tuple(columns)
        self._names = [column.name for column in self._columns]
        self._fitting = False
        self._by_hand: set[str] = set()
        header = self._header = table.horizontalHeader()
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(theme.current().px(48))
        header.setFixedHeight(theme.current().px(36))
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        for number, column in enumerate(self._columns):
            header.resizeSection(number, theme.current().px(column.width))
            header.setSectionHidden(number, not column.shown)
        header.sectionMoved.connect(lambda _section, _old, _new: self.changed.emit())
        header.sectionResized.connect(self._resized)
        header.sortIndicatorChanged.connect(self._sort_chosen)
        header.customContextMenuRequested.connect(self._offer_columns)

    def first_shown(self) -> int:
        """Return the number of the leftmost column on screen."""
        order = (self._header.logicalIndex(place) for place in range(len(self._columns)))
        return next((number for number in order if not self._header.isSectionHidden(number)), 0)

    def state(self) -> dict[str, Any]:
        """Return the shape as plain names and numbers."""
        header, scale = self._header, theme.current().scale
        order = [self._names[header.logicalIndex(place)] for place in range(len(self._names))]
        sort = header.sortIndicatorSection()
        ascending = header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        return {
            "order": order,
            "widths": {
                name: round(header.sectionSize(self._names.index(name)) / scale) for name in sorted(self._by_hand)
            },
            "hidden": [name for number, name in enumerate(self._names) if header.isSectionHidden(number)],
            "sort": [self._names[sort], "up" if ascending else "down"] if 0 <= sort < len(self._names) else [],
        }

    def restore(self, kept: dict[str, Any]) -> None:
        """Take a kept shape; what is not understood is left out."""
        header = self._header
        header.blockSignals(True)  # noqa: FBT003 -- Qt's signature
        known = [name for name in kept.get("order", ()) if name in self._names]
        for place, name in enumerate(known):
            header.moveSection(header.visualIndex(self._names.index(name)), place)
        for name, width in dict(kept.get("widths", {})).items():
            if name in self._names and isinstance(width, int) and width > 0:
                self._by_hand.add(name)
                header.resizeSection(self._names.index(name), theme.current().px(width))
        hidden = set(kept.get("hidden", ()))
        if "hidden" in kept and not hidden >= set(self._names):
            for number, name in enumerate(self._names):
                header.setSectionHidden(number, name in hidden)
        header.blockSignals(False)  # noqa: FBT003 -- Qt's signature
        self._restore_sort(kept.get("sort", ()))
        self.fit()

    def fit(self) -> None:
        """Fill the width: columns that stretch share what is left; all shrink a little where there is too little."""
        shown = [number for number in range(len(self._columns)) if not self._header.isSectionHidden(number)]
        free = [number for number in shown if self._names[number] not in self._by_hand]
        loose = [number for number in free if self._columns[number].stretch]
        if not loose:
            return
        look = theme.current()
        wanted = {number: look.px(self._columns[number].width) for number in free}
        taken = sum(self._header.sectionSize(number) for number in shown if number not in wanted)
        room = self._table.viewport().width() - taken
        states = sum(width for number, width in wanted.items() if self._columns[number].chip)  # their words stay whole
        factor = min(1.0, max((room - states) / max(sum(wanted.values()) - states, 1), _SMALLEST))
        least = {number: self._header.sectionSizeHint(number) for number in wanted}  # its heading stays whole
        sizes = {
            number: max(width if self._columns[number].chip else int(width * factor), least[number])
            for number, width in wanted.items()
        }
        rest = sorted(set(free) - set(loose), key=lambda number: bool(self._columns[number].chip))
        for number in (*loose, *rest):  # what headings took is given by the columns that stretch, at last by states
            over = max(sum(sizes.values()) - room, 0)
            sizes[number] = max(sizes[number] - over, int(wanted[number] * _SMALLEST), least[number])
        spare = max(room - sum(sizes.values()), 0)
        for place, number in enumerate(loose):
            sizes[number] += spare // len(loose) + (spare % len(loose) if place == 0 else 0)
        self._fitting = True
        for number, size in sizes.items():
            self._header.resizeSection(number, size)
        self._fitting = False

    def _restore_sort(self, sort: Sequence[str]) -> None:
        match list(sort):
            case [str(name), "up" | "down" as way] if name in self._names:
                order = Qt.SortOrder.AscendingOrder if way == "up" else Qt.SortOrder.DescendingOrder
                self._header.setSortIndicator(self._names.index(name), order)
            case _:
                pass

    def _resized(self, section: int, old: int, new: int) -> None:
        if self._fitting or not old or not new or not self._table.isVisible():
            return
        self._by_hand.add(self._names[section])
        self.changed.emit()

    def _sort_chosen(self, section: int, order: Qt.SortOrder) -> None:
        self.sorted.emit(section, order)
        self.changed.emit()

    def _offer_columns(self, where: QPoint) -> None:
        menu = QMenu(self._table)
        menu.setObjectName("columns_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, column in enumerate(self._columns):
            entry = QAction(str(column.label), menu)
            entry.setCheckable(True)
            entry.setChecked(not self._header.isSectionHidden(number))
            entry.setEnabled(number != 0)
            entry.toggled.connect(lambda shown, which=number: self._show_column(which, shown=shown))
            menu.addAction(entry)
        menu.popup(self._header.viewport().mapToGlobal(where))

    def _show_column(self, number: int, *, shown: bool) -> None:
        self._header.setSectionHidden(number, not shown)
        self.fit()
        self.changed.emit()
