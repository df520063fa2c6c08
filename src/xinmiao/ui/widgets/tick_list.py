"""Boxes to tick under one another, for a choice of several."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from xinmiao.ui import theme
from xinmiao.ui.widgets.labels import label


class TickList(QWidget):
    """Boxes to tick, each with a line of help."""

    changed = Signal()

    def __init__(self, choices: Iterable[tuple[str, str, str]], name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._boxes: dict[str, QCheckBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.offer(choices)

    def offer(self, choices: Iterable[tuple[str, str, str]]) -> None:
        """Offer other choices: key, words, help; nothing is ticked."""
        self._boxes.clear()
        while (item := self._column.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        for key, words, help_ in choices:
            box = QCheckBox(words)
            box.setObjectName(f"{self.objectName()}_{key}")
            box.toggled.connect(self.changed)
            self._column.addWidget(box)
            self._boxes[key] = box
            if help_:
                told = label(help_, "secondary", wrap=True)
                told.setContentsMargins(theme.current().px(26), 0, 0, theme.current().size("space-s"))
                self._column.addWidget(told)
        self.setFocusProxy(next(iter(self._boxes.values()), None))

    def chosen(self) -> tuple[str, ...]:
        """Return the keys ticked."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def choose(self, keys: Iterable[str]) -> None:
        """Tick exactly these."""
        wanted = set(keys)
        for key, box in self._boxes.items():
            box.setChecked(key in wanted)
