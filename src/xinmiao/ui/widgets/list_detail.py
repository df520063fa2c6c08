"""List on the left, what is chosen on the right, with a width that is remembered."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QSplitter, QVBoxLayout, QWidget

from xinmiao.ui import theme


class ListDetail(QSplitter):
    """The split of list and detail; `state` and `restore` keep its width."""

    def __init__(
        self,
        listing: QWidget,
        detail: QWidget,
        *,
        width: int = 360,
        name: str = "list_detail",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName(name)
        look = theme.current()
        left = _off_the_line(listing) if isinstance(listing, QAbstractItemView) else listing
        self.addWidget(left)
        self.addWidget(detail)
        left.setMinimumWidth(look.px(220))
        detail.setMinimumWidth(look.px(320))
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self._wanted = look.px(width)
        self.setSizes([self._wanted, 10 * self._wanted])

    def state(self) -> dict[str, object]:
        """Return what is to be kept: the width of the list at 100 %."""
        return {"width": round(self.sizes()[0] / theme.current().scale)}

    def restore(self, kept: dict[str, object]) -> None:
        """Take a kept width; anything else is ignored."""
        width = kept.get("width")
        if isinstance(width, int) and width > 0:
            pixels = theme.current().px(width)
            self.setSizes([pixels, max(self.width() - pixels, theme.current().px(320))])


def _off_the_line(table: QWidget) -> QWidget:
    """Return a bare table with a little room at its right: its frame and the line between would be one thick line."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, theme.current().size("space-s"), 0)
    column.addWidget(table)
    return holder
