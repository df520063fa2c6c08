"""Editors for closed lists and for yes and no."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from xinmiao.kernel.fields import BooleanField, ChoiceField
from xinmiao.ui import theme
from xinmiao.ui.forms.editor import FieldEditor
from xinmiao.ui.widgets.combo import Combo
from xinmiao.ui.widgets.segmented import SegmentedControl

SEGMENTS = 4
"""Up to so many choices stand side by side."""


class SegmentEditor(FieldEditor):
    """A few choices side by side; an optional one can be taken back."""

    def __init__(self, field: ChoiceField[Any], parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._choice_field = field
        choices = [(choice.value, label) for choice, label in field.labels]
        self.control = SegmentedControl(choices, field.label, clearable=not field.required)
        self.take(self.control)
        self.column.addWidget(self.control, 0, Qt.AlignmentFlag.AlignLeft)
        self.control.changed.connect(lambda _name: self.changed.emit())

    def value(self) -> StrEnum | None:
        """Return the choice, or None."""
        name = self.control.value()
        return self._choice_field.choices(name) if name else None

    def set_value(self, value: StrEnum | None) -> None:
        """Show a choice."""
        self.control.set_value("" if value is None else value.value)


class ComboEditor(FieldEditor):
    """Many choices in a list that drops down; typing a letter goes to a choice."""

    def __init__(self, field: ChoiceField[Any], parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.combo = Combo()
        self.take(self.combo)
        self.combo.setMinimumWidth(theme.current().px(160))
        self._choices: list[StrEnum | None] = [None, *(choice for choice, _label in field.labels)]
        self.combo.addItem("")
        for _choice, label in field.labels:
            self.combo.addItem(str(label))
        self.column.addWidget(self.combo)
        self.combo.activated.connect(lambda _place: self.changed.emit())

    def value(self) -> StrEnum | None:
        """Return the choice, or None."""
        return self._choices[max(self.combo.currentIndex(), 0)]

    def set_value(self, value: StrEnum | None) -> None:
        """Show a choice."""
        self.combo.setCurrentIndex(self._choices.index(value))


class TickEditor(FieldEditor):
    """Yes or no as a box to tick; a value that nobody has given stays None until the box is touched."""

    def __init__(self, field: BooleanField, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._given: bool | None = None
        self.box = QCheckBox(str(field.label))
        self.take(self.box)
        self.column.addWidget(self.box)
        self.box.clicked.connect(self._clicked)

    def value(self) -> bool | None:
        """Return the answer, or None."""
        return self._given

    def set_value(self, value: bool | None) -> None:  # noqa: FBT001 -- a value, not a switch
        """Show an answer."""
        self._given = value
        self.box.setChecked(bool(value))

    def _clicked(self, on: bool) -> None:  # noqa: FBT001 -- a signal's value
        self._given = on
        self.changed.emit()
