"""Words on the screen: headings, quiet words, words that shorten themselves, large numbers.

Owns `Words`, what every component takes as text, and the label kinds of the type scale.
"""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from xinmiao.kernel.texts import Text
from xinmiao.ui import icons, theme
from xinmiao.ui.widgets.buttons import LinkButton

Words = Text | str
"""A lazy text, or words that come from a record."""


def label(words: Words, kind: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """Return a label; `kind` is a step of the style sheet: title, section, strong, secondary, muted, hint, error."""
    made = QLabel(str(words), parent)
    made.setProperty("textFormat", "PlainText")
    made.setWordWrap(wrap)
    if kind:
        made.setProperty("type", kind)
    return made


class ElidedLabel(QWidget):
    """One line that ends in … when there is no room; the whole stands in its hint."""

    def __init__(
        self, words: Words = "", kind: str = "body", token: str = icons.TEXT, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text = str(words)
        self._font_role = kind
        self._bold = kind in {"title", "section", "number"}
        self._token = token
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._refresh()

    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def set_text(self, words: Words) -> None:
        """Show other words."""
        self._text = str(words)
        self._refresh()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Return the size of the whole line."""
        return QSize(self._width() + 1, round(self._metrics_height() * 1.2))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Return the room for a few characters."""
        return QSize(min(self._width() + 1, theme.current().px(48)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Draw the line, shortened to the width there is."""
        del event
        painter = QPainter(self)
        look = theme.current()
        painter.setFont(look.font(self._font_role, bold=self._bold))
        painter.setPen(look.colour(self._token))
        shown = painter.fontMetrics().elidedText(self._text, QtCore.Qt.TextElideMode.ElideRight, self.width())
        sides = QtCore.Qt.AlignmentFlag
        painter.drawText(self.rect(), int(sides.AlignVCenter | sides.AlignLeft), shown)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Say the whole in the hint only when it is shortened."""
        super().resizeEvent(event)
        self.setToolTip(self._text if self._width() > self.width() else "")

    def _refresh(self) -> None:
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def _width(self) -> int:
        font = theme.current().font(self._font_role, bold=self._bold)
        return QFontMetrics(font).horizontalAdvance(self._text)

    def _metrics_height(self) -> int:
        return (
            self.fontMetrics().height()
            if self._font_role == "body"
            else round(theme.current().size(self._font_role) * 1.4)
        )


class BigNumber(QWidget):
    """A number of Today with what it counts; click or Enter opens the records behind it."""

    opened = Signal()

    def __init__(
        self, number: Words, caption: Words, *, token: str = icons.TEXT, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._caption = str(caption)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._number = ElidedLabel(number, "number", token)
        layout.addWidget(self._number)
        self._link = LinkButton(caption)
        self._link.clicked.connect(self.opened)
        layout.addWidget(self._link, 0, QtCore.Qt.AlignmentFlag.AlignLeft)
        self.set_number(number)

    def set_number(self, number: Words) -> None:
        """Show another number."""
        self._number.set_text(number)
        self._link.setAccessibleName(f"{number} {self._caption}")
