"""Dated rows of life events: when, as well as it is known, and what."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from xinmiao.features.casework.records import LifeEvent
from xinmiao.features.casework.rules.intake import events_of, events_text
from xinmiao.kernel.fields import TextField
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.editor import FieldEditor
from xinmiao.ui.widgets.buttons import Button, IconButton

MOST_ROWS = 20


class EventsEditor(FieldEditor):
    """Edits the rows as one value; the last row is always there to be typed in."""

    def __init__(self, field: TextField) -> None:
        super().__init__(field)
        self._rows: list[_Row] = []
        self._place = QVBoxLayout()
        self._place.setSpacing(theme.current().size("space-xs"))
        self.column.addLayout(self._place)
        foot = QHBoxLayout()
        self._more = Button(_("Another event"), icon="plus", name="add_event", clicked=self._add_and_go)
        foot.addWidget(self._more)
        foot.addStretch(1)
        self.column.addLayout(foot)
        self.set_value(None)

    def value(self) -> str | None:
        """Return the rows that say something, or None."""
        return events_text(row.said() for row in self._rows) or None

    def set_value(self, value: str | None) -> None:
        """Show rows, and an empty one when there are none."""
        for row in list(self._rows):
            self._take_away(row)
        for event in events_of(value or "") or (LifeEvent("", ""),):
            self._add(event)

    def _add(self, event: LifeEvent) -> _Row:
        row = _Row(event, len(self._rows) + 1)
        for line in (row.when, row.what):
            line.textEdited.connect(lambda _text: self.changed.emit())
        row.remove.clicked.connect(lambda: self._removed(row))
        self._rows.append(row)
        self._place.addWidget(row)
        self.setFocusProxy(self._rows[0].when)
        self._more.setEnabled(len(self._rows) < MOST_ROWS)
        return row

    def _add_and_go(self) -> None:
        self._add(LifeEvent("", "")).when.setFocus()

    def _removed(self, row: _Row) -> None:
        self._take_away(row)
        if not self._rows:
            self._add(LifeEvent("", ""))
        self.changed.emit()

    def _take_away(self, row: _Row) -> None:
        self._rows.remove(row)
        self._place.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._more.setEnabled(len(self._rows) < MOST_ROWS)


class _Row(QWidget):
    """One event."""

    def __init__(self, event: LifeEvent, number: int) -> None:
        super().__init__()
        self.when, self.what = QLineEdit(event.when), QLineEdit(event.what)
        self.remove = IconButton("x", tr("Remove this row"), name=f"remove_event_{number}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for line, words, name, length in (
            (self.when, tr("When"), "when", 40),
            (self.what, tr("What happened"), "what", 200),
        ):
            line.setObjectName(f"event_{name}_{number}")
            line.setAccessibleName(tr("{what}, row {number}", what=words, number=number))
            line.setPlaceholderText(words)
            line.setMaxLength(length)
        self.when.setFixedWidth(theme.current().px(120))
        row.addWidget(self.when)
        row.addWidget(self.what, 1)
        row.addWidget(self.remove)

    def said(self) -> LifeEvent:
        """Return what stands in the row."""
        return LifeEvent(self.when.text(), self.what.text())
