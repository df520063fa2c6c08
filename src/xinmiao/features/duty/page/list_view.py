"""Shifts as a table: of the whole term, or one's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.duty.page.words import day_words, shift_detail, state_chip
from xinmiao.features.duty.records import ShiftView
from xinmiao.kernel.clock import Clock
from xinmiao.kernel.texts import Text, _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.combo import Combo
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import EmptyState


class ShiftList(QWidget):
    """A table of shifts, with a choice of the person where all are shown."""

    opened = Signal(str)

    def __init__(self, clock: Clock, words: Text, empty: Text, *, name: str, everybody: bool, makes: bool) -> None:
        super().__init__()
        self.setObjectName(name)
        self._shifts: tuple[ShiftView, ...] = ()
        columns = _columns(clock.now(), makes=makes)
        self.table: RecordTable[ShiftView] = RecordTable(columns, words, compact=True, name=f"{name}_table")
        self.table.set_empty(EmptyState(empty, icon="calendar-clock"))
        self.person = Combo(tr("Who stands"), name=f"{name}_person", parent=self)
        self.person.setVisible(everybody)
        self.counts = label("", "secondary", wrap=True)
        self.counts.setObjectName(f"{name}_counts")
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-l"))
        column.setSpacing(space("space-s"))
        column.addWidget(self.counts)
        if everybody:
            column.addWidget(self.person)
            self.person.setMaximumWidth(theme.current().px(260))
        column.addWidget(self.table, 1)
        self.table.opened.connect(self.opened)
        self.person.activated.connect(lambda _place: self._narrow())

    def show_shifts(self, shifts: Sequence[ShiftView]) -> None:
        """Show these shifts; the person chosen stays chosen."""
        self._shifts = tuple(shifts)
        chosen = self.person.currentText()
        names = sorted({shift.person for shift in shifts})
        self.person.clear()
        self.person.addItems([tr("Everybody"), *names])
        self.person.setCurrentIndex(max(self.person.findText(chosen), 0))
        self.counts.setText(_counted(self._shifts))
        self._narrow()

    def _narrow(self) -> None:
        name = self.person.currentText() if self.person.currentIndex() > 0 else ""
        self.table.set_rows([shift for shift in self._shifts if not name or shift.person == name])


def _counted(shifts: Iterable[ShiftView]) -> str:
    counts: dict[str, int] = {}
    for shift in shifts:
        counts[shift.person] = counts.get(shift.person, 0) + 1
    parts = [
        ntr("{name} {count} shift", "{name} {count} shifts", count, name=name) for name, count in sorted(counts.items())
    ]
    return " · ".join(parts)


def _columns(now: datetime, *, makes: bool) -> tuple[Column[ShiftView], ...]:
    found: list[Column[ShiftView]] = [
        Column("day", _("Day"), lambda shift: day_words(shift.day), width=150, strong=True),
        Column("span", _("Time"), lambda shift: shift.span, width=120),
        Column("name", _("Shift"), lambda shift: shift.name, width=130),
        Column("person", _("Who stands"), lambda shift: shift.person, width=130),
        Column("detail", _("Place of the shift"), shift_detail, width=180, stretch=True),
    ]
    if makes:
        found.append(
            Column(
                "state",
                _("State"),
                lambda shift: str(state_chip(shift, now).word),
                chip=lambda shift: state_chip(shift, now),
                width=140,
            )
        )
    return tuple(found)
