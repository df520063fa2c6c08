"""The editor of a time of day: typed as 8:05 or 805, shown as 08:05 once it is left."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from xinmiao.kernel.texts import Text
from xinmiao.kernel.times_of_day import TimeOfDayField
from xinmiao.ui.forms.editor import FieldEditor
from xinmiao.ui.forms.text_editors import parsed_or_none, typing_problem


class TimeEditor(FieldEditor):
    """A time of day; the value is minutes since midnight."""

    def __init__(self, field: TimeOfDayField, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._time_field = field
        self.line = QLineEdit()
        self.line.setMaxLength(12)
        self.line.setPlaceholderText("08:05")
        self.take(self.line)
        self.column.addWidget(self.line)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.editingFinished.connect(self._tidy)

    def value(self) -> int | None:
        """Return the minutes, or None."""
        return parsed_or_none(self._time_field, self.line.text())

    def set_value(self, value: int | None) -> None:
        """Show a time."""
        self.line.setText(self.field.show(value))

    def problem(self) -> Text | None:
        """Say what is wrong with the typing, else what the field says."""
        return typing_problem(self.field, self.line.text()) or super().problem()

    def _tidy(self) -> None:
        value = self.value()
        if value is not None:
            self.set_value(value)
