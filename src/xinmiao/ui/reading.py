"""How one record is read: cards of labels and texts under one another, shown anew whenever it changes."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from xinmiao.ui import theme
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card, PageColumn

Pair = tuple[str, str]
_SHORT = 48
_LABEL_PX = 150


class ReadingColumn(PageColumn):
    """Holds what is read of one record; subclasses put cards and banners."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self.body.setSpacing(theme.current().size("space-m"))
        self._shown: list[QWidget] = []

    def put(self, widget: QWidget) -> None:
        """Add a card or a banner below."""
        self._shown.append(widget)
        self.add(widget)
        widget.show()

    def clear(self) -> None:
        """Show nothing."""
        for widget in self._shown:
            self.body.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._shown.clear()


def fact_card(title: object, pairs: Iterable[Pair], *, name: str = "") -> Card:
    """Return short facts beside their labels, passages below theirs; what is empty is left out."""
    card = Card(str(title), name=name)
    for head, text in pairs:
        if not text:
            continue
        if len(text) > _SHORT or "\n" in text:
            card.add(label(head, "secondary"))
            card.add(label(text, wrap=True))
            continue
        row = QHBoxLayout()
        row.setSpacing(theme.current().size("space-m"))
        words = label(head, "secondary")
        words.setFixedWidth(theme.current().px(_LABEL_PX))
        row.addWidget(words)
        row.addWidget(label(text), 1)
        card.add(row)
    return card
