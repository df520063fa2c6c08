"""How most pages are laid out: a head, a bar of filters, a table or a reading."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.ui import theme


def lay_out(page: QWidget, header: QWidget, content: QWidget, bar: Sequence[QWidget] = (), *, padded: bool) -> None:
    """Stack head, bar and content; `padded` content keeps away from the page's sides."""
    space = theme.current().size
    wide = space("space-xl") if padded else 0
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(header)
    if bar:
        row = QHBoxLayout()
        row.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-s"))
        row.setSpacing(space("space-l"))
        for widget in bar:
            row.addWidget(widget)
        row.addStretch(1)
        column.addLayout(row)
    holder = QVBoxLayout()
    holder.setContentsMargins(wide, 0, wide, space("space-l") if padded else 0)
    holder.addWidget(content)
    column.addLayout(holder, 1)
