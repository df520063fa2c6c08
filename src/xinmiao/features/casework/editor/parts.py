"""The free text and the parts of the guideline as tabs; a filled one bears a dot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from xinmiao.features.casework.records import NOTE, PARTS
from xinmiao.kernel.texts import Text, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.text_editors import WordsEditor
from xinmiao.ui.widgets.segmented import SegmentedControl

TABS = (*PARTS, NOTE.homework)
_KEY = re.compile(r"[a-z0-9]+$|\S$", re.IGNORECASE)


class PartTabs(QWidget):
    """Tabs above one large field. Ctrl+Tab and Ctrl+Shift+Tab turn to the next and the one before."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("note_parts")
        self.tabs = SegmentedControl([(part.name, part.label) for part in TABS], tr("Parts of the note"), name="tabs")
        self._editors = {part.name: WordsEditor(part, lines=3) for part in TABS}
        self._pages = QStackedWidget()
        for editor in self._editors.values():
            editor.area.setPlaceholderText(str(editor.field.help or ""))
            self._pages.addWidget(editor)
            editor.changed.connect(self._noticed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-s"))
        column.addWidget(self.tabs)
        column.addWidget(self._pages, 1)
        self.tabs.changed.connect(self._turned_by_key)
        for part in TABS:
            if isinstance(button := self.tabs.findChild(QPushButton, f"segment_{part.name}"), QPushButton):
                button.clicked.connect(partial(self._turned_by_click, part.name))
        self.turn_to(TABS[0].name, focus=False)

    def values(self) -> dict[str, str]:
        """Return the texts by field name."""
        return {name: editor.value() or "" for name, editor in self._editors.items()}

    def set_values(self, values: dict[str, str]) -> None:
        """Show texts; the first filled part comes to the front."""
        for name, editor in self._editors.items():
            editor.set_value(values[name])
        self._tell_filled()
        filled = (name for name in self._editors if values[name])
        self.turn_to(next(filled, TABS[0].name), focus=False)

    def turn_to(self, name: str, *, focus: bool = True) -> None:
        """Bring a part to the front."""
        self.tabs.set_value(name)
        self._pages.setCurrentWidget(self._editors[name])
        self.setFocusProxy(self._editors[name])
        if focus:
            self._editors[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def turn(self, step: int) -> None:
        """Turn to the next part or the one before."""
        names = [part.name for part in TABS]
        self.turn_to(names[(names.index(self.tabs.value()) + step) % len(names)])

    def put_in(self, words: str, *, before: int = 0) -> None:
        """Put words where the cursor stands in the part in front, in place of `before` characters before it."""
        cursor = self._editors[self.tabs.value()].area.textCursor()
        cursor.movePosition(cursor.MoveOperation.Left, cursor.MoveMode.KeepAnchor, before)
        cursor.insertText(words)
        self._editors[self.tabs.value()].area.setTextCursor(cursor)
        self.turn_to(self.tabs.value())

    def typed_key(self) -> str:
        """Return the letters before the cursor, back to the last blank: the short key of a phrase perhaps."""
        cursor = self._editors[self.tabs.value()].area.textCursor()
        words = cursor.block().text()[: cursor.positionInBlock()]
        return "" if not words or words[-1].isspace() else _KEY.findall(words)[-1]

    def add_texts(self, texts: Mapping[str, str]) -> None:
        """Put the texts of a template below what stands in the parts already."""
        for name, text in texts.items():
            there = self._editors[name].value()
            self._editors[name].set_value(f"{there}\n{text}" if there else text)
        self._noticed()
        if texts:
            self.turn_to(next(iter(texts)))

    def problems(self) -> dict[str, Text]:
        """Return which texts are too long or hold what cannot be kept."""
        found = {name: editor.problem() for name, editor in self._editors.items()}
        return {name: problem for name, problem in found.items() if problem is not None}

    def _turned_by_key(self, name: str) -> None:
        """Keep the keyboard on the tabs while they are gone through by keys."""
        self.turn_to(name, focus=False)

    def _turned_by_click(self, name: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self.turn_to(name)

    def _noticed(self) -> None:
        self._tell_filled()
        self.changed.emit()

    def _tell_filled(self) -> None:
        for part in TABS:
            button = self.tabs.findChild(QPushButton, f"segment_{part.name}")
            filled = bool(self._editors[part.name].value())
            if isinstance(button, QPushButton):
                button.setText(f"{part.label} •" if filled else str(part.label))
