"""One setting on the settings page: label, help, editor, what became of the last change.

Owns when a change counts as made: a choice at once, a number when typing pauses or the keyboard leaves. Keeping it is
the page's affair.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from xinmiao.kernel.fields import AnyField, ChoiceField
from xinmiao.kernel.settings import Setting
from xinmiao.kernel.texts import Text, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.form import editor_for
from xinmiao.ui.widgets.buttons import LinkButton
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.icon_label import IconLabel
from xinmiao.ui.widgets.labels import label

TYPING_PAUSE_MS = 700


class SettingRow(QWidget):
    """A declared setting with its editor; `editable` is false for who may only read it."""

    wanted = Signal(object)
    """The value the user chose."""

    def __init__(self, setting: Setting, value: Any, *, editable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        self._value = value
        self._before: Any = None
        self.setObjectName(f"setting_{setting.name}")
        self.editor = editor_for(setting.field, self)
        self.editor.set_value(value)
        self.editor.setEnabled(editable)
        self.field_row = FieldRow(setting.field.label, self.editor, setting.field.help or "", name="setting_field")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(0 if isinstance(setting.field, ChoiceField) else TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.take)
        self.editor.changed.connect(self._pause.start)
        self._saved = _Saved(self)
        self._undo = self._link("undo", tr("Undo"), self._take_back)
        self._reset = self._link("reset", "", self._to_default)
        self._editable = editable
        self._lay_out()
        self._tell()

    @property
    def value(self) -> Any:
        """Return the value in force."""
        return self._value

    @property
    def before(self) -> Any:
        """Return the value before the last change, or None."""
        return self._before

    def matches(self, words: str) -> bool:
        """Return whether every word stands in label, help or one of the choices."""
        text = _searched(self.setting.field)
        return all(word in text for word in words.casefold().split())

    def show_value(self, value: Any) -> None:
        """Show the value in force, unless the user is typing another."""
        if value != self._value:
            self.forget_change()
        self._value = value
        if not self._pause.isActive():
            self.editor.set_value(value)
        self._tell()

    def show_saved(self, value: Any, before: Any) -> None:
        """Say quietly that the change is kept, and offer to take it back."""
        self._value, self._before = value, before
        self.field_row.set_error(None)
        self.editor.set_value(value)
        self._saved.show()
        self._tell()

    def refuse(self, problem: Text | str) -> None:
        """Say why a change was not kept; what is typed stays."""
        self.field_row.set_error(problem)

    def take(self) -> None:
        """Take what stands in the editor, when it differs and can be taken."""
        self._pause.stop()
        problem = self.editor.problem()
        self.field_row.set_error(problem)
        if problem is None and self.editor.value() != self._value:
            self.wanted.emit(self.editor.value())

    def forget_change(self) -> None:
        """Take the confirmation away: another setting was changed."""
        self._before = None
        self._saved.hide()
        self._tell()

    def _take_back(self) -> None:
        self.wanted.emit(self._before)

    def _to_default(self) -> None:
        self.wanted.emit(self.setting.default)

    def _tell(self) -> None:
        self._undo.setVisible(self._before is not None)
        shown = self.setting.field.show(self.setting.default)
        self._reset.setText(tr("Back to {value}", value=shown))
        self._reset.setAccessibleName(tr("Back to {value}", value=shown))
        self._reset.setVisible(self._editable and self._value != self.setting.default)

    def _link(self, name: str, words: str, clicked: Any) -> LinkButton:
        made = LinkButton(words, parent=self)
        made.setObjectName(f"{name}_{self.setting.field.name}")
        made.clicked.connect(lambda _checked=False: clicked())
        return made

    def _lay_out(self) -> None:
        look = theme.current()
        foot = QHBoxLayout()
        foot.setSpacing(look.size("space-l"))
        for widget in (self._saved, self._undo, self._reset):
            foot.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.field_row)
        column.addLayout(foot)
        self._saved.hide()


class _Saved(QWidget):
    """The quiet word after a change."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("setting_saved")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().size("space-xs"))
        row.addWidget(IconLabel("circle-check", "accent", 14))
        words: QLabel = label(tr("Kept"), "secondary")
        row.addWidget(words)


def _searched(field: AnyField) -> str:
    choices = [str(words) for _choice, words in field.labels] if isinstance(field, ChoiceField) else []
    return " ".join([str(field.label), str(field.help or ""), *choices]).casefold()
