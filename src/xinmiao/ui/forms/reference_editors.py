"""Editors of references: one of a list of records that the page offers, or a person who is found.

They know ids and words, no records: what is offered is the page's.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from xinmiao.kernel.fields import ReferenceField
from xinmiao.kernel.texts import Text
from xinmiao.ui import theme
from xinmiao.ui.forms.editor import FieldEditor
from xinmiao.ui.person_choice import PersonChoice
from xinmiao.ui.search_box import Finder
from xinmiao.ui.widgets.combo import Combo


class ReferenceEditor(FieldEditor):
    """A record out of a list that drops down; a value that is not offered (yet) is kept and shown once it is."""

    def __init__(self, field: ReferenceField, nothing: Text | str = "", parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.combo = Combo()
        self.take(self.combo)
        self.combo.setMinimumWidth(theme.current().px(160))
        self._nothing = str(nothing)
        self._ids: list[str | None] = [None]
        self._value: str | None = None
        self.combo.addItem(self._nothing)
        self.column.addWidget(self.combo)
        self.combo.activated.connect(self._chosen)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer records by id and words; what was chosen stays."""
        kept = self._value
        self._ids = [None, *(each for each, _words in choices)]
        self.combo.clear()
        self.combo.addItems([self._nothing, *(words for _id, words in choices)])
        self.set_value(kept)

    def value(self) -> str | None:
        """Return the id, or None."""
        return self._value

    def set_value(self, value: str | None) -> None:
        """Show a record."""
        self._value = value
        self.combo.setCurrentIndex(self._ids.index(value) if value in self._ids else 0)

    def _chosen(self, place: int) -> None:
        self._value = self._ids[place]
        self.changed.emit()


class PersonEditor(FieldEditor):
    """A person, found by name, pinyin, class or number."""

    def __init__(self, field: ReferenceField, finder: Finder, words: Text | str, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.choice = PersonChoice(finder, words, name=field.name)
        self.setFocusProxy(self.choice)
        self.setFocusPolicy(self.choice.focusPolicy())
        self.column.addWidget(self.choice)
        self.choice.changed.connect(self.changed)

    def value(self) -> str | None:
        """Return the id, or None."""
        return self.choice.person() or None

    def set_value(self, value: str | None) -> None:
        """Show a person who was found or shown before; nobody for anybody else."""
        self.choice.show_person(value or "")

    def show_person(self, person: str, words: str) -> None:
        """Show somebody by name."""
        self.choice.show_person(person, words)
