"""The cards beside the week: period tables, opening hours, rooms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.school_calendar.records import (
    PERIOD_TABLE,
    WEEKDAY_LABELS,
    HoursView,
    PeriodTableView,
    RoomView,
)
from xinmiao.kernel.texts import Text, _, n_, tr
from xinmiao.kernel.times_of_day import show_span
from xinmiao.ui.widgets.buttons import IconButton
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card


class _ListCard(Card):
    """A card whose lines are made anew."""

    def __init__(self, title: Text, *, name: str) -> None:
        super().__init__(title, name=name)
        holder = QWidget()
        self._lines = QVBoxLayout(holder)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self.add(holder)

    def clear(self) -> None:
        """Take all lines out."""
        while (item := self._lines.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()

    def line(self, words: str, second: str, buttons: Sequence[IconButton] = ()) -> None:
        """Add a line of two rows with buttons at its end."""
        holder = QWidget()
        row, column = QHBoxLayout(holder), QVBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(words, wrap=True))
        if second:
            column.addWidget(label(second, "secondary", wrap=True))
        row.addLayout(column, 1)
        for button in buttons:
            row.addWidget(button)
        self._lines.addWidget(holder)


class TablesCard(_ListCard):
    """Period tables, the newest first; the one in force is named so."""

    def __init__(
        self,
        edit: Callable[[PeriodTableView], None],
        remove: Callable[[PeriodTableView], None],
        *,
        writes: bool,
    ) -> None:
        super().__init__(_("Period tables"), name="tables_card")
        self._edit, self._remove, self._writes = edit, remove, writes

    def show_tables(self, tables: Sequence[PeriodTableView], in_force: PeriodTableView | None) -> None:
        """Show them."""
        self.clear()
        if not tables:
            self.line(tr("No period table yet: times snap to hours."), "")
        for table in tables:
            stage = PERIOD_TABLE.stage.show(table.stage) or tr("Whole school")
            parts = [table.valid_from.isoformat(), stage, str(_periods(table))]
            if table is in_force:
                parts.append(tr("in force"))
            self.line(table.name, " · ".join(parts), self._buttons(table) if self._writes else ())

    def _buttons(self, table: PeriodTableView) -> tuple[IconButton, ...]:
        change = IconButton("pen-line", tr("Change {name}", name=table.name), name="edit_table")
        change.clicked.connect(partial(_call, self._edit, table))
        remove = IconButton("trash-2", tr("Remove {name}", name=table.name), name="remove_table")
        remove.clicked.connect(partial(_call, self._remove, table))
        return change, remove


class HoursCard(_ListCard):
    """Opening hours by weekday."""

    def __init__(self, edit: Callable[[], None], *, writes: bool) -> None:
        super().__init__(_("Opening hours"), name="hours_card")
        if writes:
            change = IconButton("pen-line", tr("Change opening hours"), name="edit_hours")
            change.clicked.connect(lambda _checked: edit())
            self.add_action(change)

    def show_hours(self, hours: Sequence[HoursView]) -> None:
        """Show them."""
        self.clear()
        if not hours:
            self.line(tr("No opening hours yet."), "")
        for weekday, words in WEEKDAY_LABELS:
            spans = [show_span(each.starts, each.ends) for each in hours if each.weekday is weekday]
            if spans:
                self.line(f"{words}　{tr(', ').join(spans)}", "")


class RoomsCard(_ListCard):
    """Rooms with the days on which they are closed."""

    def __init__(self, edit: Callable[[RoomView], None], *, writes: bool) -> None:
        super().__init__(_("Rooms"), name="rooms_card")
        self._edit, self._writes = edit, writes

    def show_rooms(self, rooms: Sequence[RoomView], today: date, until: date) -> None:
        """Show them, with what is closed now or soon."""
        self.clear()
        if not rooms:
            self.line(tr("No room yet."), "")
        for room in rooms:
            change = IconButton("pen-line", tr("Change {name}", name=room.name), name="edit_room")
            change.clicked.connect(partial(_call, self._edit, room))
            self.line(room.name, _room_words(room, today, until), (change,) if self._writes else ())


def _call(deed: Callable[..., None], what: object, *_checked: object) -> None:
    deed(what)


def _periods(table: PeriodTableView) -> Text:
    return n_("{count} period", "{count} periods", len(table.periods))


def _room_words(room: RoomView, today: date, until: date) -> str:
    places = "" if room.capacity is None else str(n_("{count} place", "{count} places", room.capacity))
    parts = [room.place, places, "" if room.in_use else tr("not in use")]
    parts += [
        tr(
            "closed {first} to {last}: {reason}",
            first=closing.first_day.isoformat(),
            last=closing.last_day.isoformat(),
            reason=closing.reason,
        )
        for closing in room.closings
        if closing.last_day >= today and closing.first_day <= until
    ]
    return " · ".join(part for part in parts if part)
