"""Surfaces: cards, sections with a title, hairlines, and the page's scrolling column."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from xinmiao.kernel.texts import Text
from xinmiao.ui import theme
from xinmiao.ui.widgets.labels import label


class Hairline(QFrame):
    """A line of one pixel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "hairline")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class Section(QWidget):
    """A title with what belongs to it below; `body` is the layout to fill."""

    def __init__(
        self, title: Text | str = "", help_: Text | str = "", *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        space = theme.current().size
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(space("space-m"))
        self._head = QHBoxLayout()
        self._head.setSpacing(space("space-s"))
        self._title = label(title, "section", parent=self)
        self._title.setVisible(bool(str(title)))  # without a title the head stands in no layout
        self._head.addWidget(self._title)
        self._head.addStretch(1)
        if str(title):
            outer.addLayout(self._head)
        if str(help_):
            outer.addWidget(label(help_, "secondary", wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(space("space-m"))
        outer.addLayout(self.body)

    def set_title(self, title: Text | str) -> None:
        """Show another title."""
        self._title.setText(str(title))

    def add_action(self, widget: QWidget) -> None:
        """Place a button or link at the right of the title."""
        self._head.addWidget(widget)

    def add(self, item: QWidget | QLayout) -> None:
        """Add a widget or a layout below the others."""
        if isinstance(item, QWidget):
            self.body.addWidget(item)
        else:
            self.body.addLayout(item)


class Card(QFrame):
    """A raised surface with an optional title; what is in it keeps to the top unless it wants the height."""

    def __init__(
        self, title: Text | str = "", help_: Text | str = "", *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("look", "card")
        space = theme.current().size
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(space("space-l"),) * 4)
        self._section = Section(title, help_)
        outer.addWidget(self._section)
        self._tail = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        outer.addItem(self._tail)
        self.body = self._section.body

    def set_title(self, title: Text | str) -> None:
        """Show another title."""
        self._section.set_title(title)

    def add_action(self, widget: QWidget) -> None:
        """Place a button or link at the right of the title."""
        self._section.add_action(widget)

    def add(self, item: QWidget | QLayout) -> None:
        """Add a widget or a layout below the others."""
        self._section.add(item)
        policy = item.sizePolicy() if isinstance(item, QWidget) else None
        if policy is not None and policy.expandingDirections() & Qt.Orientation.Vertical:
            self._tail.changeSize(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)


class PageColumn(QScrollArea):
    """A page's content, scrolling from top to bottom and never sideways; no wider than `reading_width`."""

    def __init__(self, *, reading_width: int = 0, name: str = "page_column", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        look = theme.current()
        holder = QWidget()
        holder.setObjectName("page_column_holder")
        outer = QHBoxLayout(holder)
        margin = look.size("space-xl")
        outer.setContentsMargins(margin, look.size("space-s"), margin, margin)
        self._content = QWidget()
        filled = QVBoxLayout(self._content)
        filled.setContentsMargins(0, 0, 0, 0)
        self.body = QVBoxLayout()
        self.body.setSpacing(look.size("space-xl"))
        filled.addLayout(self.body)
        filled.addStretch(1)
        if reading_width:
            self._content.setMaximumWidth(look.px(reading_width))
        outer.addWidget(self._content)
        if reading_width:
            outer.addStretch(1)
            outer.setStretch(0, 1000)
        self.setWidget(holder)

    def add(self, item: QWidget | QLayout) -> None:
        """Add a widget or a layout below the others."""
        if isinstance(item, QWidget):
            self.body.addWidget(item)
        else:
            self.body.addLayout(item)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Return a small size, so that a page never forces the window wide."""
        return QSize(theme.current().px(320), theme.current().px(160))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Keep the content as wide as the view."""
        super().resizeEvent(event)
        if holder := self.widget():
            holder.setMaximumWidth(self.viewport().width())
