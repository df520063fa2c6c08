"""What every field editor offers a form, whatever it looks like."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.kernel.fields import AnyField
from xinmiao.kernel.texts import Text


class FieldEditor(QWidget):
    """Edits the value of one field. Setting a value from code emits nothing."""

    changed = Signal()
    """The user changed the value."""

    def __init__(self, field: AnyField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.setObjectName(f"editor_{field.name}")
        self.setAccessibleName(str(field.label))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(2)

    def value(self) -> Any:
        """Return the value; None when empty or when what is typed is no value of the field."""
        raise AssertionError(type(self))  # every editor says how

    def set_value(self, value: Any) -> None:
        """Show a value."""
        del value
        raise AssertionError(type(self))  # every editor says how

    def problem(self) -> Text | None:
        """Return what is wrong with what stands there, typing mistakes first; None when all is well."""
        return self.field.problem(self.value())

    def take(self, widget: QWidget, name: str = "") -> None:
        """Make `widget` the one that is typed in: name, focus and accessible name."""
        widget.setObjectName(name or self.field.name)
        widget.setAccessibleName(str(self.field.label))
        self.setFocusProxy(widget)
        self.setFocusPolicy(widget.focusPolicy())
