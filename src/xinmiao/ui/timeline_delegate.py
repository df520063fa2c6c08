"""How a timeline is drawn: month headings, a date gutter, the kind's icon on a line, title, excerpt, person."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from xinmiao.kernel.display import show_time
from xinmiao.kernel.texts import Text, _
from xinmiao.kernel.timeline import TimelineEntry
from xinmiao.ui import icons, theme
from xinmiao.ui.timeline_model import Month, Row, TimelineRole
from xinmiao.ui.widgets.chips import Chip, chip_size, paint_chip

WEEKDAYS: tuple[Text, ...] = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
_EXCERPT, _REMEMBERED = 400, 4000
_GUTTER, _ICON_PLACE, _TEXT_AT, _RIGHT = 64, 78, 104, 16
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
_RIGHTWARDS = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine)


class Excerpts:
    """Breaks excerpts into lines of a font, and remembers how."""

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._broken: dict[tuple[str, int], list[str]] = {}

    def lines(self, entry: TimelineEntry, width: int) -> list[str]:
        """Return at most two lines of the excerpt; breaking is remembered, a search asks for it at every letter."""
        key = (entry.excerpt[:_EXCERPT], width)
        if key not in self._broken:
            if len(self._broken) > _REMEMBERED:
                self._broken.clear()
            self._broken[key] = self._break(*key)
        return self._broken[key]

    def _break(self, excerpt: str, width: int) -> list[str]:
        """Return one or two lines; the second ends in … when there is more."""
        words = " ".join(excerpt.split())
        if not words or width <= 0:
            return []
        metrics = QFontMetrics(self._font)
        if metrics.horizontalAdvance(words) <= width:
            return [words]
        layout = QTextLayout(words, self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(width)
        cut = line.textLength()
        layout.endLayout()
        rest = metrics.elidedText(words[cut:].lstrip(), Qt.TextElideMode.ElideRight, width)
        return [words[:cut], rest] if rest else [words[:cut]]


class TimelineDelegate(QStyledItemDelegate):
    """Paints the lines of a timeline."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self.refresh()

    def refresh(self) -> None:
        """Take fonts and measures of the theme in use."""
        look = self._look = theme.current()
        self._excerpts = Excerpts(self._look.font("body"))
        self._body, self._strong = look.font("body"), look.font("body", bold=True)
        self._small, self._section = look.font("secondary"), look.font("section", bold=True)
        self._line = round(QFontMetrics(self._body).height() * 1.15)
        self._widest = QFontMetrics(self._body).horizontalAdvance("\u4e2d")
        self._head, self._month, self._late = look.px(12 + 22 + 12), look.px(44), look.px(18)
        self._aside = look.px(_TEXT_AT + _RIGHT)

    def sizeHint(  # noqa: N802 -- Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return a line's height; it depends on how much there is to say."""
        del option
        line = index.data(TimelineRole.ROW)
        width = self._view.viewport().width()
        if isinstance(line, Month):
            return QSize(width, self._month)
        height = self._head + self._lines_of(line.entry, width) * self._line
        return QSize(width, height + self._late if line.recorded_late else height)

    def _lines_of(self, entry: TimelineEntry, width: int) -> int:
        """Return for how many lines of the excerpt there is room: nothing is broken before it is painted."""
        if not entry.excerpt:
            return 0
        return 1 if len(entry.excerpt) * self._widest <= width - self._aside else 2

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one line."""
        rect = QRectF(option.rect)  # type: ignore[attr-defined]  # the stubs know no fields of style options
        line = index.data(TimelineRole.ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, Month):
            self._paint_month(painter, rect, line.words)
        else:
            state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # as above
            self._paint_ground(painter, rect, state)
            self._paint_gutter(painter, rect, line)
            self._paint_entry(painter, rect, line)
        painter.restore()

    def _paint_month(self, painter: QPainter, rect: QRectF, words: str) -> None:
        look = self._look
        painter.setFont(self._section)
        painter.setPen(look.colour("text"))
        inner = rect.adjusted(look.px(12), look.px(8), -look.px(_RIGHT), 0)
        painter.drawText(inner, _LEFT, words)
        start = inner.left() + QFontMetrics(self._section).horizontalAdvance(words) + look.px(12)
        painter.setPen(look.colour("line"))
        painter.drawLine(QPointF(start, inner.center().y()), QPointF(inner.right(), inner.center().y()))

    def _paint_ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if not selected and not hovered:
            return
        painter.setPen(self._look.colour("accent") if selected and self._view.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("accent-soft" if selected else "hover"))
        ground = rect.adjusted(self._look.px(_GUTTER - 6), 1.5, -self._look.px(4), -1.5)
        painter.drawRoundedRect(ground, self._look.size("radius"), self._look.size("radius"))

    def _paint_gutter(self, painter: QPainter, rect: QRectF, row: Row) -> None:
        look = self._look
        axis = rect.left() + look.px(_ICON_PLACE)
        top = rect.top() + look.px(23)
        painter.setPen(look.colour("line"))
        end = rect.bottom() - look.px(4) if row.last_of_month else rect.bottom() + look.px(6)
        painter.drawLine(QPointF(axis, top), QPointF(axis, end))
        side = look.px(24)
        circle = QRectF(axis - side / 2, top - side / 2, side, side)
        painter.setPen(look.colour("line"))
        painter.setBrush(look.colour("raised"))
        painter.drawEllipse(circle)
        inset = look.px(5)
        icons.paint(painter, row.entry.icon or "circle", circle.adjusted(inset, inset, -inset, -inset), "accent")
        if not row.first_of_day:
            return
        local = row.entry.happened_at.astimezone()
        number = QRectF(rect.left(), top - look.px(13), look.px(_GUTTER - 14), look.px(20))
        painter.setFont(self._section)
        painter.setPen(look.colour("text"))
        painter.drawText(number, _RIGHTWARDS, str(local.day))
        painter.setFont(self._small)
        painter.setPen(look.colour("muted"))
        painter.drawText(number.translated(0, look.px(18)), _RIGHTWARDS, str(WEEKDAYS[local.weekday()]))

    def _paint_entry(self, painter: QPainter, rect: QRectF, row: Row) -> None:
        look, entry = self._look, row.entry
        left, right = rect.left() + look.px(_TEXT_AT), rect.right() - look.px(_RIGHT)
        head = QRectF(left, rect.top() + look.px(12), right - left, look.px(22))
        self._paint_head(painter, head, entry)
        painter.setFont(self._body)
        painter.setPen(look.colour("muted"))
        y = head.bottom()
        for words in self._excerpts.lines(entry, int(right - left)):
            painter.drawText(QRectF(left, y, right - left, self._line), _LEFT, words)
            y += self._line
        if row.recorded_late:
            painter.setFont(self._small)
            side = look.px(14)
            icons.paint(painter, "history", QRectF(left, y + look.px(2), side, side), "muted")
            painter.setPen(look.colour("muted"))
            place = QRectF(left + side + look.px(4), y, right - left, look.px(18))
            painter.drawText(place, _LEFT, row.late_words)

    def _paint_head(self, painter: QPainter, head: QRectF, entry: TimelineEntry) -> None:
        look = self._look
        right = head.right()
        for words in (entry.person, show_time(entry.happened_at)):
            painter.setFont(self._small)
            painter.setPen(look.colour("muted"))
            wide = QFontMetrics(self._small).horizontalAdvance(words)
            painter.drawText(QRectF(right - wide, head.top(), wide + 1, head.height()), _LEFT, words)
            right -= wide + look.px(12) if words else 0
        if entry.state:
            chip = Chip(entry.state, entry.state_tone)
            size = chip_size(chip)
            place = QRectF(right - size.width(), head.center().y() - size.height() / 2, size.width(), size.height())
            paint_chip(painter, place, chip)
            right -= size.width() + look.px(12)
        painter.setFont(self._small)
        kind = str(entry.kind_label)
        wide = QFontMetrics(self._small).horizontalAdvance(kind)
        painter.setPen(look.colour("accent"))
        painter.drawText(QRectF(head.left(), head.top(), wide + 1, head.height()), _LEFT, kind)
        painter.setFont(self._strong)
        painter.setPen(look.colour("text"))
        title = QRectF(head.left() + wide + look.px(8), head.top(), 0, head.height())
        title.setRight(right)
        shown = QFontMetrics(self._strong).elidedText(entry.title, Qt.TextElideMode.ElideRight, int(title.width()))
        painter.drawText(title, _LEFT, shown)
