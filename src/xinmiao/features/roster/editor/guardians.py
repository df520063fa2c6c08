"""Guardians of a student as rows that are added and removed.

Owns the rows; an empty one is nobody. Saving is the editor's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.roster.records import GUARDIAN, GuardianView
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.drafting import put_back, taken
from xinmiao.ui.forms.form import Form
from xinmiao.ui.forms.text_editors import WordsEditor
from xinmiao.ui.widgets.buttons import Button, IconButton
from xinmiao.ui.widgets.labels import label

NAMES = ("name", "relation", "phone", "reachable", "is_legal_guardian", "no_contact", "note")
_NOBODY = dict.fromkeys(NAMES)


class GuardianCard(QFrame):
    """One guardian."""

    changed = Signal()
    removed = Signal()

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"guardian_{number}")
        self.setProperty("look", "card")
        self.known: dict[str, Any] = {}
        """Id and version of a guardian who is saved already."""
        note = WordsEditor(GUARDIAN.note, self, lines=2)
        self.form = Form(GUARDIAN, NAMES, editors={"note": note}, parent=self)
        for name in NAMES:
            self._rename(name, number)
        self._lay_out(number)
        self.form.changed.connect(self.changed)

    def values(self) -> dict[str, Any]:
        """Return what is saved of the guardian."""
        return {**self.known, **self.form.values()}

    @property
    def empty(self) -> bool:
        """Return whether nothing is known of anybody here."""
        return not self.known and all(value in {None, ""} for value in self.form.values().values())

    def plain(self) -> dict[str, Any]:
        """Return what a draft keeps of it."""
        return {**self.known, **taken(self.form)}

    def show_plain(self, values: Mapping[str, Any]) -> None:
        """Show what a draft kept."""
        self.known = {key: values[key] for key in ("id", "version") if values.get(key)}
        put_back(self.form, values)

    def _rename(self, name: str, number: int) -> None:
        typed_in = self.form.editor(name).focusProxy()
        if typed_in is not None:
            typed_in.setObjectName(f"guardian_{number}_{name}")

    def _lay_out(self, number: int) -> None:
        look = theme.current()
        grid = QGridLayout(self)
        grid.setContentsMargins(*(look.size("space-m"),) * 4)
        grid.setHorizontalSpacing(look.size("space-m"))
        grid.setVerticalSpacing(look.size("space-m"))
        head = QHBoxLayout()
        head.addWidget(label(tr("Guardian {number}", number=number), "secondary"), 1)
        remove = IconButton("trash-2", tr("Remove guardian {number}", number=number), name=f"guardian_{number}_remove")
        remove.clicked.connect(self.removed)
        head.addWidget(remove)
        grid.addLayout(head, 0, 0, 1, 2)
        for place, name in enumerate(("name", "relation", "phone", "reachable")):
            grid.addWidget(self.form.row(name), 1 + place // 2, place % 2)
        for place, name in enumerate(("is_legal_guardian", "no_contact")):
            grid.addWidget(self.form.editor(name), 3, place)
        grid.addWidget(self.form.row("note"), 4, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)


class GuardianCards(QWidget):
    """All guardians, and the button that adds one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guardians")
        self.cards: list[GuardianCard] = []
        self._opened: list[dict[str, Any]] = []
        self._made = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().size("space-m"))
        self.add_button = Button(_("Add a guardian"), icon="plus", name="add_guardian", clicked=self._add_by_hand)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def open(self, guardians: Sequence[GuardianView]) -> None:
        """Show these and count them as unchanged."""
        self.show_plain(tuple({name: getattr(one, name) for name in ("id", "version", *NAMES)} for one in guardians))
        self._opened = self._significant()

    def show_plain(self, guardians: Sequence[Mapping[str, Any]]) -> None:
        """Show what a draft kept."""
        for card in tuple(self.cards):
            self._take_away(card)
        self._made = 0
        for values in guardians:
            self._add().show_plain({**_NOBODY, **values})

    def plain(self) -> list[dict[str, Any]]:
        """Return what a draft keeps."""
        return [card.plain() for card in self.cards]

    def values(self) -> tuple[dict[str, Any], ...]:
        """Return what is saved; empty rows are nobody."""
        return tuple(card.values() for card in self.cards if not card.empty)

    @property
    def dirty(self) -> bool:
        """Return whether anything differs from what was opened."""
        return self._significant() != self._opened

    def check(self) -> bool:
        """Mark what is wrong and go to the first of it; True when all is well."""
        marked = [card for card in reversed(self.cards) if not card.form.check()]
        return not marked

    def _significant(self) -> list[dict[str, Any]]:
        return [card.plain() for card in self.cards if not card.empty]

    def _add(self) -> GuardianCard:
        self._made += 1
        card = GuardianCard(self._made)
        card.changed.connect(self.changed)
        card.removed.connect(lambda: self._remove_by_hand(card))
        self.cards.append(card)
        self._column.insertWidget(self._column.count() - 1, card)
        card.show()
        return card

    def _add_by_hand(self) -> None:
        self._add().form.focus("name")
        self.changed.emit()

    def _remove_by_hand(self, card: GuardianCard) -> None:
        self._take_away(card)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _take_away(self, card: GuardianCard) -> None:
        self.cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()
