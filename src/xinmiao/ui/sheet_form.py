"""What forms in a side sheet have in common: rows under one another, one button, errors in place."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.texts import Text, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button, Role
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.inputs import PasswordField
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import Banner

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class SheetForm(QWidget):
    """A form in a side sheet. Ctrl+Enter presses its button from anywhere, Enter from a line."""

    code_row = ""
    """The row in which a typing slip in a code of the recovery sheet is marked."""
    wanted = Signal()
    """Everything that can be checked here holds; the page runs the command."""

    def __init__(self, name: str, words: Text | str, *, role: Role = "primary", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.rows: dict[str, FieldRow] = {}
        self._busy = False
        space = theme.current().size
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-xl"))
        outer.setSpacing(space("space-l"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        self.body = QVBoxLayout(holder)
        self.body.setContentsMargins(0, 0, space("space-xs"), 0)
        self.body.setSpacing(space("space-l"))
        area.setWidget(holder)
        for ground in (holder, area.viewport()):
            ground.setAutoFillBackground(False)  # the sheet's own ground is seen
        outer.addWidget(area, 1)
        self._problem = QVBoxLayout()
        outer.addLayout(self._problem)
        self.button = Button(words, role=role, name=f"{name}_button", keys="Ctrl+Enter", clicked=self.press)
        outer.addWidget(self.button)

    def say(self, words: Text | str, kind: str = "muted") -> None:
        """Add a paragraph."""
        self.body.addWidget(label(words, kind, wrap=True))

    def add_row(
        self, name: str, words: Text | str, editor: QWidget, help_: Text | str = "", *, required: bool = True
    ) -> FieldRow:
        """Add a field with its label, help and place for an error."""
        row = FieldRow(words, editor, help_, required=required, name=f"row_{name}")
        self.rows[name] = row
        self.body.addWidget(row)
        return row

    def add_line(self, name: str, words: Text | str, help_: Text | str = "", *, most: int = 200) -> QLineEdit:
        """Add one line of words."""
        line = QLineEdit()
        line.setObjectName(name)
        line.setMaxLength(most)
        line.returnPressed.connect(self.press)
        self.add_row(name, words, line, help_)
        return line

    def add_password(self, name: str, words: Text | str, help_: Text | str = "") -> PasswordField:
        """Add a password."""
        field = PasswordField(words, name=name)
        field.entered.connect(self.press)
        self.add_row(name, words, field, help_)
        return field

    def end(self) -> None:
        """Everything was added."""
        self.body.addStretch(1)

    def check(self) -> dict[str, Text]:
        """Return what is wrong, by the names of the rows; forms override this."""
        return {}

    def press(self) -> None:
        """Check, then tell; nothing while a command is running."""
        if self._busy:
            return
        problems = self.check()
        self.show_problems(problems)
        if not problems:
            self.set_busy(busy=True)
            self.wanted.emit()

    def set_busy(self, *, busy: bool) -> None:
        """Show that the command is running; deriving a key takes about a second."""
        self._busy = busy
        self.button.setEnabled(not busy)

    def refused(self, error: AppError) -> None:
        """Show in place why it did not work; what was typed stays."""
        self.set_busy(busy=False)
        problems = dict(error.problems) if isinstance(error, ValidationFailed) else {}
        if "code" in problems and self.code_row:
            problems[self.code_row] = problems.pop("code")
        if problems and set(problems) <= set(self.rows):
            self.show_problems(problems)
            return
        self.show_problems({})
        said = next(iter(problems.values()), error.message)
        banner = Banner("error", said, tr("{next_step} ({code})", next_step=error.next_step, code=error.code))
        banner.setObjectName("form_problem")
        banner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)  # long words take two lines
        self._problem.addWidget(banner)
        banner.show()

    def show_problems(self, problems: Mapping[str, Text]) -> None:
        """Mark these rows and no others, and go to the first."""
        while (item := self._problem.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        for name, row in self.rows.items():
            row.set_error(problems.get(name))
        first = next((row for name, row in self.rows.items() if name in problems), None)
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Press the button with Ctrl+Enter."""
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.press()
        else:
            super().keyPressEvent(event)
