"""A question with three answers: not asked, asked and there is none, there is (with words).

It starts at "not asked", so that an empty box reads as "nobody asked", never as "no".
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.segmented import SegmentedControl

NOT_ASKED, ASKED_NONE, PRESENT = "not_asked", "none", "present"
_WORDS = (_("not asked"), _("asked, none"), _("yes"))


class ThreeValued(QWidget):
    """One risk item. Keys 1, 2, 3 answer; "there is" opens the words beside it and goes there."""

    changed = Signal()

    def __init__(
        self,
        words: Text | str,
        *,
        names: tuple[str, str, str] = (NOT_ASKED, ASKED_NONE, PRESENT),
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._names = names
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().size("space-s"))
        self.control = SegmentedControl(tuple(zip(names, _WORDS, strict=True)), words, name=f"{name}_answer")
        self.control.setToolTip(tr("Keys 1, 2, 3"))
        row.addWidget(self.control, 0, Qt.AlignmentFlag.AlignTop)
        self.line = QLineEdit()
        self.line.setObjectName(f"{name}_words")
        self.line.setMaxLength(1000)
        self.line.setPlaceholderText(tr("In what words?"))
        self.line.setAccessibleName(tr("{what}: in what words", what=words))
        row.addWidget(self.line, 1)
        self.setFocusProxy(self.control)
        self.set_value(names[0])
        self.control.changed.connect(self._answered)
        self.line.textEdited.connect(lambda _text: self.changed.emit())

    def value(self) -> str:
        """Return the answer, one of the three names."""
        return self.control.value()

    def words(self) -> str:
        """Return the words; empty unless the answer is the third."""
        return self.line.text().strip() if self.value() == self._names[2] else ""

    def set_value(self, name: str, words: str = "") -> None:
        """Show an answer and its words."""
        self.control.set_value(name)
        self.line.setText(words)
        self._room_for_words()

    def needs_words(self) -> bool:
        """Return whether the third answer stands there without words."""
        return self.value() == self._names[2] and not self.words()

    def row(self, words: Text | str, help_: Text | str = "") -> FieldRow:
        """Return a field row around this widget."""
        return FieldRow(words, self, help_, name=f"{self.objectName()}_row")

    def _answered(self, name: str) -> None:
        self._room_for_words()
        if name == self._names[2]:
            self.line.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()

    def _room_for_words(self) -> None:
        shown = self.value() == self._names[2]
        policy = self.line.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.line.setSizePolicy(policy)
        self.line.setVisible(shown)
