"""How a cell is drawn: one or two lines, a state chip, hover and selection over the whole row."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from xinmiao.ui import theme
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.model import RecordModel
from xinmiao.ui.widgets.chips import chip_size, paint_chip

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of a record table."""

    def __init__(self, model: RecordModel[Any], parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.hovered = -1
        self.refresh()

    def refresh(self) -> None:
        """Take fonts and measures of the theme in use."""
        look = theme.current()
        self._look = look
        self._body, self._strong = look.font("body"), look.font("body", bold=True)
        self._small = look.font("secondary")
        self._body_metrics, self._strong_metrics = QFontMetrics(self._body), QFontMetrics(self._strong)
        self._small_metrics = QFontMetrics(self._small)
        self._margin = look.size("space-m")

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        column = self._model.columns[index.column()]
        record = self._model.record(index.row())
        rect = QRectF(option.rect)  # type: ignore[attr-defined]  # the stubs know no fields of style options
        self._ground(painter, rect, option, index)
        inner = rect.adjusted(self._margin, 0, -self._margin, 0)
        chip = column.chip(record) if column.chip is not None else None
        if chip is not None:
            size = chip_size(chip)
            place = QRectF(inner.left(), inner.center().y() - size.height() / 2, 0, size.height())
            place.setWidth(min(float(size.width()), inner.width()))
            paint_chip(painter, place, chip)
        elif column.chip is None or column.words(record):
            self._words(painter, inner, column, record)

    def _ground(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]  # as above
        if selected:
            painter.fillRect(rect, self._look.colour("accent-soft"))
        elif index.row() == self.hovered:
            painter.fillRect(rect, self._look.colour("hover"))
        painter.setPen(self._look.colour("line"))
        bottom = rect.bottom() - 0.5
        painter.drawLine(QPointF(rect.left(), bottom), QPointF(rect.right(), bottom))
        if selected and rect.left() <= 0:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), self._look.colour("accent"))

    def _words(self, painter: QPainter, inner: QRectF, column: Column[Any], record: Any) -> None:
        second = column.secondary(record) if column.secondary is not None else ""
        metrics = self._strong_metrics if column.strong else self._body_metrics
        align = int(_ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        first_rect = inner
        width = int(inner.width())
        if second and inner.height() >= self._look.px(40):
            first_rect = QRectF(inner.left(), inner.top() + self._look.px(4), width, self._look.px(20))
            second_rect = QRectF(inner.left(), first_rect.bottom() - 1, width, self._look.px(18))
            painter.setFont(self._small)
            painter.setPen(self._look.colour("muted"))
            shown = self._small_metrics.elidedText(second, Qt.TextElideMode.ElideRight, width)
            painter.drawText(second_rect, align, shown)
        painter.setFont(self._strong if column.strong else self._body)
        painter.setPen(self._look.colour("text"))
        shown = metrics.elidedText(column.words(record), Qt.TextElideMode.ElideRight, width)
        painter.drawText(first_rect, align, shown)
