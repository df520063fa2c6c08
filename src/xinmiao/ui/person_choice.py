"""A field in which one person is chosen: the search box that keeps who was chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from xinmiao.kernel.texts import Text
from xinmiao.ui.search_box import Finder, Found, SearchBox


class PersonChoice(SearchBox):
    """Found by name, pinyin, class or number; typing on after a choice takes the choice back."""

    changed = Signal()

    def __init__(self, finder: Finder, words: Text | str, *, name: str, parent: QWidget | None = None) -> None:
        self._names: dict[str, str] = {}
        self._person = ""
        self._words = str(words)
        super().__init__(self._remembering(finder), parent)
        self.setObjectName(name)
        self.setAccessibleName(self._words)
        self.setPlaceholderText(self._words)
        self.chosen.connect(self._take)
        self.textEdited.connect(self._typed)

    def person(self) -> str:
        """Return the id of who was chosen, or an empty text."""
        return self._person

    def show_person(self, person: str, words: str = "") -> None:
        """Show somebody as chosen, without a signal; nobody when the id is empty, or known by no words."""
        if words:
            self._names[person] = words
        self._person = person if person in self._names else ""
        self.setText(self._names.get(self._person, ""))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 -- Qt's name
        """Show again who was chosen, whose name was taken off the screen with the box."""
        super().showEvent(event)
        if self._person:
            self.setText(self._names[self._person])

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Keep the own hint when the box is left."""
        super().focusOutEvent(event)
        self.setPlaceholderText(self._words)

    def _remembering(self, finder: Finder) -> Finder:
        def find(typed: str, most: int) -> Sequence[Found]:
            found = finder(typed, most)
            self._names |= {person.id: f"{person.title}  {person.detail}".strip() for person in found}
            return found

        return find

    def _take(self, person: str) -> None:
        self._person = person
        self.setText(self._names[person])
        self.changed.emit()

    def _typed(self, _text: str) -> None:
        if self._person:
            self._person = ""
            self.changed.emit()
