"""A choice of a few, side by side: one tab stop, Left and Right or the digits choose."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from xinmiao.kernel.texts import Text


class SegmentedControl(QWidget):
    """Choices by name. With `clearable`, choosing the chosen one again or Delete takes the choice back."""

    changed = Signal(str)
    """The name chosen by the user, or empty."""

    def __init__(
        self,
        choices: Sequence[tuple[str, Text | str]],
        label: Text | str = "",
        *,
        clearable: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("look", "segmented")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._clearable = clearable
        self._label = str(label)
        self._buttons: dict[str, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(2)
        for choice, words in choices:
            layout.addWidget(self._segment(choice, words))
        self._tell()

    def value(self) -> str:
        """Return the chosen name, or an empty string."""
        return next((name for name, button in self._buttons.items() if button.isChecked()), "")

    def set_value(self, name: str) -> None:
        """Choose `name` (nothing when empty), without a signal."""
        for choice, button in self._buttons.items():
            button.setChecked(choice == name)
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Choose by Left, Right, digits; Delete takes the choice back where that is allowed."""
        names = list(self._buttons)
        here = names.index(self.value()) if self.value() else -1
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            step = 1 if key is Qt.Key.Key_Right else -1
            self._choose(names[(here + step) % len(names)] if here >= 0 else names[0])
        elif event.text().isdigit() and 0 < int(event.text()) <= len(names):
            self._choose(names[int(event.text()) - 1])
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self._clearable:
            self._choose("")
        else:
            super().keyPressEvent(event)

    def _segment(self, choice: str, words: Text | str) -> QPushButton:
        button = QPushButton(str(words), self)
        button.setProperty("role", "segment")
        button.setObjectName(f"segment_{choice}")
        button.setAccessibleName(f"{self._label} {words}".strip())
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda checked, name=choice: self._clicked(name, still=checked))
        self._buttons[choice] = button
        return button

    def _clicked(self, name: str, *, still: bool) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if still or self._clearable:
            self._choose(name if still else "")
        else:
            self.set_value(name)

    def _choose(self, name: str) -> None:
        self.set_value(name)
        self.changed.emit(name)

    def _tell(self) -> None:
        chosen = self._buttons.get(self.value())
        self.setAccessibleName(self._label)
        self.setAccessibleDescription(chosen.text() if chosen else "")
