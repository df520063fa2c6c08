"""A list that drops down: rows of full height, and a wheel that changes nothing by accident."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from xinmiao.kernel.texts import Text


class Combo(QComboBox):
    """Use this instead of QComboBox, whose rows the style sheet cannot reach."""

    def __init__(self, words: Text | str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(str(words))
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(12)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 -- Qt's name
        """Scroll the page instead, unless the list has the keyboard."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class IdCombo(Combo):
    """A list of things by their ids, with an empty first row until one is chosen."""

    def __init__(self, words: Text | str, pairs: Sequence[tuple[str, str]], *, name: str) -> None:
        super().__init__(words, name=name)
        self._ids: tuple[str, ...] = ("",)
        self.set_pairs(pairs)

    def set_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Offer other things; nothing is chosen."""
        self.clear()
        self._ids = ("", *(each for each, _words in pairs))
        self.addItems(["", *(text for _id, text in pairs)])

    def chosen(self) -> str:
        """Return the id of what is chosen, or an empty text."""
        return self._ids[max(self.currentIndex(), 0)]

    def choose(self, wanted: str) -> None:
        """Choose by id; what is not offered leaves the choice as it is."""
        if wanted in self._ids:
            self.setCurrentIndex(self._ids.index(wanted))
