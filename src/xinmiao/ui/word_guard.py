"""The word guard under a text: underlines what should not leave the room, and offers neutral words.

Owns how it looks and one-click replacement. What is found is decided by the function handed in
(`documents.word_guard.find`). It warns and never blocks: nothing here knows of saving.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from xinmiao.kernel.texts import Text, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.flow import FlowLayout
from xinmiao.ui.widgets.icon_label import IconLabel
from xinmiao.ui.widgets.labels import label

_SETTLE_MS = 150
_MOST_SHOWN = 4


class FoundWord(Protocol):
    """A word in a text, `start` and `end` counted in characters."""

    @property
    def start(self) -> int:
        """Return where it begins."""
        ...

    @property
    def end(self) -> int:
        """Return where it ends."""
        ...

    @property
    def word(self) -> str:
        """Return the word as it stands there."""
        ...

    @property
    def reason(self) -> Text:
        """Return why it was found."""
        ...

    @property
    def proposals(self) -> tuple[str, ...]:
        """Return what could stand instead."""
        ...


FindWords = Callable[[str], Sequence[FoundWord]]


class WordGuard(QWidget):
    """Watches one text; out of sight while nothing is found. In a single line, words are named and not underlined."""

    def __init__(self, area: QPlainTextEdit | QLineEdit, find: FindWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("word_guard")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._area, self._find = area, find
        self._shown: tuple[tuple[str, tuple[str, ...]], ...] = ()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.current().size("space-s"))
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.look)
        area.textChanged.connect(self._settle.start)
        self.hide()
        self.look()

    def look(self) -> None:
        """Look at the text now."""
        text = self._text()
        hits = self._find(text)
        if isinstance(self._area, QPlainTextEdit):
            self._area.setExtraSelections([_underline(self._area, text, hit) for hit in hits])
        first: dict[str, FoundWord] = {}
        for hit in hits:
            first.setdefault(hit.word, hit)
        words = tuple((hit.word, hit.proposals) for hit in first.values())
        if words != self._shown:
            self._shown = words
            self._show(tuple(first.values()))

    def words(self) -> tuple[str, ...]:
        """Return the words found, each once."""
        return tuple(word for word, _proposals in self._shown)

    def replace(self, word: str, proposal: str) -> None:
        """Put `proposal` wherever `word` was found; one step that can be undone."""
        text = self._text()
        hits = [hit for hit in self._find(text) if hit.word == word]
        if isinstance(self._area, QPlainTextEdit):
            cursor = QTextCursor(self._area.document())
            cursor.beginEditBlock()
            for hit in reversed(hits):
                _select(cursor, text, hit)
                cursor.insertText(proposal)
            cursor.endEditBlock()
        else:
            for hit in reversed(hits):
                self._area.setSelection(_units(text[: hit.start]), _units(text[hit.start : hit.end]))
                self._area.insert(proposal)
            self._area.textEdited.emit(self._area.text())  # a form takes only this for the user's hand
        self.look()
        self._area.setFocus()

    def _text(self) -> str:
        return self._area.toPlainText() if isinstance(self._area, QPlainTextEdit) else self._area.text()

    def _show(self, hits: tuple[FoundWord, ...]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for hit in hits[:_MOST_SHOWN]:
            self._rows.addWidget(self._row(hit))
        if (more := len(hits) - _MOST_SHOWN) > 0:
            self._rows.addWidget(label(ntr("{count} more word", "{count} more words", more), "secondary"))
        self.setVisible(bool(hits))

    def _row(self, hit: FoundWord) -> QWidget:
        space = theme.current().size
        row = QWidget(self)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space("space-xs"))
        why = QHBoxLayout()
        why.setSpacing(space("space-s"))
        why.addWidget(IconLabel("triangle-alert", "watch", 16))
        why.addWidget(label(tr("“{word}”: {why}. Perhaps:", word=hit.word, why=hit.reason), "secondary", wrap=True), 1)
        column.addLayout(why)
        chips = FlowLayout(spacing=space("space-s"))
        for number, proposal in enumerate(hit.proposals):
            chips.addWidget(self._chip(hit.word, proposal, number))
        column.addLayout(chips)
        return row

    def _chip(self, word: str, proposal: str, number: int) -> QWidget:
        chip = Button(proposal, name=f"propose_{word}_{number}", parent=self)
        chip.setProperty("role", "chip")
        chip.setAccessibleName(tr("Write “{proposal}” instead of “{word}”", proposal=proposal, word=word))
        chip.setToolTip(chip.accessibleName())
        chip.clicked.connect(partial(self._chosen, word, proposal))
        return chip

    def _chosen(self, word: str, proposal: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self.replace(word, proposal)


def _underline(area: QPlainTextEdit, text: str, hit: FoundWord) -> QTextEdit.ExtraSelection:
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    look.setUnderlineColor(theme.current().colour("watch"))
    look.setBackground(theme.current().tone_soft("watch"))
    cursor = QTextCursor(area.document())
    _select(cursor, text, hit)
    marked = QTextEdit.ExtraSelection()
    marked.cursor, marked.format = cursor, look  # type: ignore[attr-defined]
    return marked


def _select(cursor: QTextCursor, text: str, hit: FoundWord) -> None:
    """Select a hit; Qt counts in UTF-16, where rare characters are two."""
    cursor.setPosition(_units(text[: hit.start]))
    cursor.setPosition(_units(text[: hit.end]), QTextCursor.MoveMode.KeepAnchor)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
