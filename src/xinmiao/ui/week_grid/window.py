"""The window of a week grid: what is drawn where, scrolling, the focus, and what a screen reader is told of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSizeF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from xinmiao.kernel.texts import Text, tr
from xinmiao.kernel.times_of_day import show_span
from xinmiao.ui import theme
from xinmiao.ui.week_grid.blocks import Block, Shade, Span
from xinmiao.ui.week_grid.painting import GridPainter, Scene
from xinmiao.ui.week_grid.places import Places


class GridWindow(QAbstractScrollArea):
    """Shows days, rows and blocks with one place or block in focus; mouse and keys are `WeekGrid`'s."""

    current_changed = Signal(str)

    def __init__(self, words: Text | str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("look", "plain")
        self.setAccessibleName(str(words))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.places, self.scene = Places(), Scene()
        self._drawn = GridPainter()
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._follow_scroll())

    def current(self) -> Block | None:
        """Return the block in focus, or None."""
        return self.places.blocks.get(self.scene.current)

    def place(self) -> Span | None:
        """Return the empty place in focus, or where the block in focus stands."""
        return self.scene.cursor

    def go(self, span: Span | None, block_id: str = "") -> None:
        """Put a place, or the block that stands there, in focus."""
        before = self.scene.current
        self.scene.cursor, self.scene.current = span, block_id
        if span is not None:
            self._scroll_to(span)
        self.tell()
        if before != block_id:
            self.current_changed.emit(block_id)
        self.viewport().update()

    def show_ghost(self, span: Span | None) -> None:
        """Draw where something would be laid down; None takes it away."""
        self.scene.ghost = span
        if span is not None:
            self._scroll_to(span)
        self.tell()
        self.viewport().update()

    def words_of(self, block: Block) -> str:
        """Return a block in words, as tips and screen readers have it."""
        day = next((each for each in self.places.days if each.day == block.day), None)
        head = "" if day is None else f"{day.head} {day.number}".strip()
        parts = (head, show_span(*block.shown), block.title, block.detail, block.state)
        return tr(", ").join(part for part in parts if part)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Draw the grid."""
        del event
        self.scene.focused = self.hasFocus()
        painter = QPainter(self.viewport())
        self._drawn.paint(painter, self.places, self.scene)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Take the new size."""
        super().resizeEvent(event)
        self.measure()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Follow a change of theme."""
        super().changeEvent(event)
        drawn: GridPainter | None = getattr(self, "_drawn", None)  # Qt calls this before __init__ is through
        if event.type() == QEvent.Type.StyleChange and drawn is not None:
            drawn.refresh()
            self.places.take_theme()
            self.measure()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Show a block's words where there was no room for them."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            hit = self.places.hit(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.words_of(hit.block) if hit else "", self)
            return True
        return super().viewportEvent(event)

    def measure(self) -> None:
        """Take the size of the window and make room for scrolling."""
        self.places.size = QSizeF(self.viewport().size())
        self.places.measure()
        bar, room = self.verticalScrollBar(), self.viewport().height() - self.places.head
        bar.setRange(0, max(self.places.height - room, 0))
        bar.setPageStep(max(room, 1))
        bar.setSingleStep(theme.current().px(24))
        self._follow_scroll()

    def _follow_scroll(self) -> None:
        self.places.offset = self.verticalScrollBar().value()
        self.viewport().update()

    def _scroll_to(self, span: Span) -> None:
        scale, bar = self.places.scale, self.verticalScrollBar()
        top, bottom = scale.y_of(span.starts), scale.y_of(span.ends)
        room = self.viewport().height() - self.places.head
        if bottom > bar.value() + room:
            bar.setValue(round(min(bottom - room, top)))
        if top < bar.value():
            bar.setValue(round(top))

    def keep_cursor(self) -> None:
        """Stay on the same weekday and row when another week is shown."""
        at = self.scene.cursor
        if at is None or not self.places.days:
            self.scene.cursor = None
            return
        same = next((day.day for day in self.places.days if day.day.weekday() == at.day.weekday()), None)
        self.scene.cursor = Span(same or self.places.days[0].day, at.starts, at.ends)

    def tell(self) -> None:
        """Describe the focus to a screen reader."""
        block, at = self.current(), self.scene.ghost or self.scene.cursor
        if block is not None and self.scene.ghost is None:
            words = self.words_of(block)
        else:
            words = "" if at is None else self._place_words(at)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _place_words(self, at: Span) -> str:
        day = next((each for each in self.places.days if each.day == at.day), None)
        head = "" if day is None else f"{day.head} {day.number}".strip()
        found = next((shade.words for shade in self.places.shown_shades() if _touch(shade, at) and shade.words), "")
        words = tr("{day}, {span}, empty", day=head, span=show_span(at.starts, at.ends))
        return tr(", ").join(part for part in (words, found) if part)


def _touch(shade: Shade, at: Span) -> bool:
    return shade.day == at.day and shade.starts < at.ends and at.starts < shade.ends
