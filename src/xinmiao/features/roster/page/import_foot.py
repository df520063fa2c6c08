"""The foot of the import: what is still to be decided, what would be written, back and on.

Owns the sentence and the two buttons.
"""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.roster.page.import_state import ImportState
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.icon_label import IconLabel
from xinmiao.ui.widgets.labels import ElidedLabel
from xinmiao.ui.widgets.surfaces import Hairline

_CLASSES_NAMED = 6


class ImportFoot(QWidget):
    """Always in the same place, so that the hand finds it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import_foot")
        space = theme.current().size
        self._icon = IconLabel("circle-check", "accent", 16)
        self.said = ElidedLabel("", "body")
        self.said.setObjectName("import_said")
        self.back = Button(_("Previous step"), name="import_back")
        self.go_on = Button(_("Next"), role="primary", name="import_next", keys="Ctrl+S")
        self.go_on.setAutoDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        row = QHBoxLayout()
        row.setContentsMargins(space("space-xl"), space("space-m"), space("space-xl"), space("space-m"))
        row.setSpacing(space("space-s"))
        row.addWidget(self._icon)
        row.addWidget(self.said, 1)
        row.addWidget(self.back)
        row.addWidget(self.go_on)
        column.addLayout(row)

    def show_busy(self, words: str) -> None:
        """Say what is being done; both buttons wait."""
        self._say(words, "clock", "muted")
        self.back.setEnabled(False)
        self.go_on.setEnabled(False)

    def show_state(self, state: ImportState, *, trial: bool) -> None:
        """Say how things stand."""
        self.back.setEnabled(True)
        if trial:
            self._show_trial(state)
        else:
            self._show_columns(state)

    def _show_columns(self, state: ImportState) -> None:
        read = sum(len(state.mapping(group).columns) for group in state.groups())
        ready = not state.without_name()
        self.go_on.setText(tr("Next: trial run"))
        self.go_on.setEnabled(ready)
        if ready:
            self._say(ntr("{count} column is read", "{count} columns are read", read), "circle-check", "accent")
        else:
            self._say(tr("Choose the column of names first."), "circle-alert", "warn")

    def _show_trial(self, state: ImportState) -> None:
        undecided = len(state.undecided())
        added, updated = state.numbers()
        total = added + updated
        words = ntr(
            "Write {count} student: {added} new, {updated} updated",
            "Write {count} students: {added} new, {updated} updated",
            total,
            added=added,
            updated=updated,
        )
        self.go_on.setText(words if total else tr("Nothing to write: to the list of students"))
        self.go_on.setEnabled(not undecided)
        if undecided:
            self._say(
                ntr("{count} row is to be decided", "{count} rows are to be decided", undecided), "circle-alert", "warn"
            )
        elif total:
            self._say(_classes_words(state), "circle-check", "accent")
        else:
            self._say(tr("The sheet brings nothing new."), "circle-check", "accent")

    def _say(self, words: str, icon: str, token: str) -> None:
        self._icon.set_icon(icon, token)
        self.said.set_text(words)


def _classes_words(state: ImportState) -> str:
    names = [name.shown() for name in state.new_classes()]
    if not names:
        return tr("Everything is decided.")
    named = tr(", ").join(names[:_CLASSES_NAMED])
    return ntr(
        "{count} class is added: {names}",
        "{count} classes are added: {names}",
        len(names),
        names=named if len(names) <= _CLASSES_NAMED else f"{named} …",
    )
