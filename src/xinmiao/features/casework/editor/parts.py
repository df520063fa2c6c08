"""The free text and the parts of the guideline as tabs; a filled one bears a dot."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from xinmiao.features.casework.records import NOTE, PARTS
from xinmiao.kernel.texts import Text, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.text_editors import WordsEditor
from xinmiao.ui.widgets.segmented import SegmentedControl

TABS = (*PARTS, NOTE.homework)


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
        self.tabs.changed.connect(self.turn_to)
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

    def problems(self) -> dict[str, Text]:
        """Return which texts are too long or hold what cannot be kept."""
        found = {name: editor.problem() for name, editor in self._editors.items()}
        return {name: problem for name, problem in found.items() if problem is not None}

    def _noticed(self) -> None:
        self._tell_filled()
        self.changed.emit()

    def _tell_filled(self) -> None:
        for part in TABS:
            button = self.tabs.findChild(QPushButton, f"segment_{part.name}")
            filled = bool(self._editors[part.name].value())
            if isinstance(button, QPushButton):
                button.setText(f"{part.label} •" if filled else str(part.label))
