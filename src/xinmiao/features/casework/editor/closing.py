"""What a note asks at its end, and no more: next time, who was told, did the level change, a reminder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from xinmiao.features.casework.records import NOTE
from xinmiao.features.today.records import REMINDER
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.kernel.typed_dates import parse_next
from xinmiao.ui import theme
from xinmiao.ui.forms.date_editors import DayEditor
from xinmiao.ui.forms.text_editors import LineEditor
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.segmented import SegmentedControl

_YES, _NO = "yes", "no"


class ClosingQuestions(QWidget):
    """Two lines of answers."""

    changed = Signal()

    def __init__(self, start: Callable[[], datetime]) -> None:
        """`start` says when this talk began: the same time next week is counted from there."""
        super().__init__()
        self.setObjectName("closing_questions")
        self._start = start
        self.next_time = LineEditor(NOTE.next_time)
        self.next_on = DayEditor(NOTE.next_on)
        self.told_whom = LineEditor(NOTE.told_whom)
        self.reminder = LineEditor(REMINDER.line)
        self.reminder.line.setObjectName("reminder")
        self.reminder_on = DayEditor(REMINDER.due_on)
        self.reminder_on.line.setObjectName("reminder_on")
        self.level = SegmentedControl(
            ((_NO, _("No")), (_YES, _("Yes"))), NOTE.level_changed.label, clearable=True, name="level_changed"
        )
        self.next_time.line.editingFinished.connect(self._understand)
        self.next_time.line.setPlaceholderText(tr("same time next week"))
        self.told_whom.line.setPlaceholderText(tr("class teacher, or nobody"))
        self._lay_out()
        for editor in self._editors:
            editor.changed.connect(self.changed)
        self.level.changed.connect(lambda _name: self.changed.emit())

    def _lay_out(self) -> None:
        look = theme.current()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.size("space-s"))
        grid.setVerticalSpacing(look.size("space-s"))
        for line, (words, first, day, more, widget) in enumerate(
            (
                (NOTE.next_time.label, self.next_time, self.next_on, NOTE.told_whom.label, self.told_whom),
                (REMINDER.label, self.reminder, self.reminder_on, NOTE.level_changed.label, self.level),
            )
        ):
            grid.addWidget(label(words, "muted"), line, 0)
            grid.addWidget(first, line, 1)
            grid.addWidget(day, line, 2)
            words_more = label(more, "muted")
            if widget is self.level:
                self._level_words = words_more
            grid.addWidget(words_more, line, 4)
            grid.addWidget(widget, line, 5, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(1, 3)
        grid.setColumnMinimumWidth(3, look.size("space-m"))
        grid.setColumnStretch(5, 4)

    @property
    def _editors(self) -> tuple[LineEditor | DayEditor, ...]:
        return (self.next_time, self.next_on, self.told_whom, self.reminder, self.reminder_on)

    def values(self) -> dict[str, Any]:
        """Return the note's answers by field name."""
        return {
            "next_time": self.next_time.value() or "",
            "next_on": self.next_on.value(),
            "told_whom": self.told_whom.value() or "",
            "level_changed": {_YES: True, _NO: False}.get(self.level.value()),
        }

    def set_values(self, values: dict[str, Any]) -> None:
        """Show answers."""
        for editor in (self.next_time, self.next_on, self.told_whom):
            editor.set_value(values[editor.field.name])
        changed = values["level_changed"]
        self.level.set_value("" if changed is None else _YES if changed else _NO)

    def _understand(self) -> None:
        """Put the day that was meant into its field, and the time in place of the words; a day chosen by hand stays."""
        day, at = parse_next(self.next_time.line.text(), like=self._start())
        if self.next_on.value() not in {None, day} or (day is None and at is None):
            return
        if day is not None:
            self.next_on.set_value(day)
        self.next_time.set_value(None if at is None else f"{at:%H:%M}")
        self.changed.emit()

    def remind_today(self, words: str, today: date) -> None:
        """Put a reminder for today beside what stands there already."""
        there = self.reminder.value()
        self.reminder.set_value(tr("{first}; {second}", first=there, second=words) if there else words)
        self.reminder_on.set_value(today)
        self.changed.emit()
        self.reminder.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_told(self, words: str) -> None:
        """Add who was told to what stands there, and go there to go on."""
        there = self.told_whom.value()
        self.told_whom.set_value(tr("{first}; {second}", first=there, second=words) if there else words)
        self.changed.emit()
        self.told_whom.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_level(self, *, shown: bool) -> None:
        """Show or hide the question after the level."""
        for widget in (self._level_words, self.level):
            widget.setVisible(shown)

    def problems(self) -> dict[str, Text]:
        """Return what is typed and is no value; what is empty is left to the operation."""
        typed: dict[str, LineEditor | DayEditor] = {
            "next_time": self.next_time,
            "next_on": self.next_on,
            "told_whom": self.told_whom,
            "reminder": self.reminder,
            "reminder_on": self.reminder_on,
        }
        found = {name: editor.problem() for name, editor in typed.items() if editor.line.text().strip()}
        return {name: problem for name, problem in found.items() if problem is not None}

    def focus(self, name: str) -> None:
        """Go to a field."""
        widget = getattr(self, "level" if name == "level_changed" else name)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
