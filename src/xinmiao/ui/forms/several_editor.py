"""Several of a closed list as chips that are switched on and off."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from PySide6.QtWidgets import QWidget

from xinmiao.kernel.fields import ChoicesField
from xinmiao.ui.forms.editor import FieldEditor
from xinmiao.ui.widgets.chips import Filter, FilterBar


class ChoicesEditor(FieldEditor):
    """The choices of a field side by side."""

    def __init__(self, field: ChoicesField[Any], parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._choices_field = field
        self.bar = FilterBar([Filter(choice.value, label) for choice, label in field.labels], name=field.name)
        self.setFocusProxy(self.bar)
        self.column.addWidget(self.bar)
        self.bar.changed.connect(lambda _chosen: self.changed.emit())

    def value(self) -> tuple[StrEnum, ...] | None:
        """Return what is switched on, in the list's order."""
        field = self._choices_field
        return field.in_order(field.choices(name) for name in self.bar.chosen()) or None

    def set_value(self, value: Iterable[StrEnum | str] | None) -> None:
        """Switch these on."""
        self.bar.choose({str(getattr(choice, "value", choice)) for choice in value or ()})
