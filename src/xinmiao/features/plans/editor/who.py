"""Who carries a measure: a colleague of the list, or free words such as mother."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter

from xinmiao.features.plans.records import MEASURE
from xinmiao.ui.forms.text_editors import LineEditor


class People:
    """The names offered, and whose they are; one for all rows of a plan."""

    def __init__(self) -> None:
        self.names = QStringListModel()
        self._ids: dict[str, str] = {}

    def take(self, staff: Mapping[str, str]) -> None:
        """Offer the colleagues, by id; a name that two of them bear names nobody."""
        names = list(staff.values())
        self._ids = {name: staff_id for staff_id, name in staff.items() if names.count(name) == 1}
        self.names.setStringList(sorted(set(names)))

    def id_of(self, name: str) -> str:
        """Return the staff member of this name, or an empty string for free words."""
        return self._ids.get(name, "")


class WhoEditor(LineEditor):
    """One line; typing offers colleagues whose names hold what was typed."""

    def __init__(self, people: People) -> None:
        super().__init__(MEASURE.who)
        completer = QCompleter(people.names, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.line.setCompleter(completer)
        completer.activated.connect(lambda _name: self.changed.emit())
