"""When, where and in which form a talk was held: one line at the head of the editor."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from xinmiao.features.casework.records import NOTE
from xinmiao.features.casework.rules.notes import minutes
from xinmiao.kernel.clock import Clock
from xinmiao.kernel.display import show_datetime, show_minutes, show_time
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.kernel.typed_dates import parse_datetime
from xinmiao.ui import theme
from xinmiao.ui.forms.choice_editors import ComboEditor
from xinmiao.ui.forms.date_editors import MomentEditor
from xinmiao.ui.forms.editor import FieldEditor
from xinmiao.ui.forms.text_editors import LineEditor
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.labels import label


class EndEditor(FieldEditor):
    """The end of a talk: a time alone is one of the day it began on."""

    def __init__(self, start: MomentEditor, clock: Clock) -> None:
        super().__init__(NOTE.ended_at)
        self._start, self._clock = start, clock
        self.line = QLineEdit()
        self.take(self.line)
        self.line.setMaxLength(64)
        self.line.setFixedWidth(theme.current().px(96))
        self.line.setPlaceholderText(tr("10:50"))
        self.now = Button(_("Now"), name="ended_now", clicked=self._end_now)
        self.now.setToolTip(tr("The talk ended just now"))
        row = QHBoxLayout()
        row.setSpacing(theme.current().size("space-xs"))
        row.addWidget(self.line)
        row.addWidget(self.now)
        self.column.addLayout(row)
        self.line.textEdited.connect(lambda _text: self.changed.emit())

    def value(self) -> datetime | None:
        """Return the moment, or None."""
        start = self._start.value()
        day = self._clock.today() if start is None else start.astimezone().date()
        return parse_datetime(self.line.text(), today=day)

    def set_value(self, value: datetime | None) -> None:
        """Show the time, with its day when that is not the day of the start."""
        start = self._start.value()
        same_day = value is not None and start is not None and value.astimezone().date() == start.astimezone().date()
        self.line.setText(show_time(value) if same_day else show_datetime(value))

    def problem(self) -> Text | None:
        """Say what is wrong with the typing."""
        if self.line.text().strip() and self.value() is None:
            return _("Please type a time such as 10:50.")
        return super().problem()

    def _end_now(self) -> None:
        self.set_value(self._clock.now())
        self.changed.emit()


class WhenLine(QWidget):
    """Start, end, length, place, form."""

    changed = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.setObjectName("when_line")
        look = theme.current()
        self.start = MomentEditor(NOTE.started_at)
        self.start.line.setFixedWidth(look.px(136))
        self.end = EndEditor(self.start, clock)
        self.place = LineEditor(NOTE.place)
        self.place.setMaximumWidth(look.px(180))
        self.form = ComboEditor(NOTE.form)
        self.form.combo.setMinimumWidth(max(look.px(96), self.form.combo.sizeHint().width()))
        self._length = label("", "secondary")
        self._length.setObjectName("length")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.size("space-s"))
        for editor in self._editors:
            words = label(editor.field.label, "muted")
            words.setBuddy(editor)
            row.addWidget(words)
            row.addWidget(editor)
            if editor is self.end:
                row.addWidget(self._length)
            row.addSpacing(look.size("space-m"))
        row.addStretch(1)
        for editor in self._editors:
            editor.changed.connect(self._noticed)

    @property
    def _editors(self) -> tuple[FieldEditor, ...]:
        return (self.start, self.end, self.place, self.form)

    def values(self) -> dict[str, Any]:
        """Return the values by field name."""
        return {
            "started_at": self.start.value(),
            "ended_at": self.end.value(),
            "place": self.place.value() or "",
            "form": self.form.value(),
        }

    def set_values(self, values: dict[str, Any]) -> None:
        """Show values, the start first: the end is shown beside its day."""
        for editor in self._editors:
            editor.set_value(values[editor.field.name])
        self._tell_length()

    def problems(self) -> dict[str, Text]:
        """Return what is typed and is no value."""
        found = {editor.field.name: editor.problem() for editor in self._editors}
        return {name: problem for name, problem in found.items() if problem is not None}

    def focus(self, name: str) -> None:
        """Go to a field."""
        next(editor for editor in self._editors if editor.field.name == name).setFocus(Qt.FocusReason.OtherFocusReason)

    def _noticed(self) -> None:
        self._tell_length()
        self.changed.emit()

    def _tell_length(self) -> None:
        length = minutes(self.start.value(), self.end.value())
        self._length.setText("" if length is None or length <= 0 else show_minutes(length))
