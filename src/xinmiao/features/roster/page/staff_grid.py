"""One member of the staff to each row of a grid: Tab goes down, letters go to a name, one button saves the page.

Owns the grid, its choices and how such a page is laid out; whose rows they are and what is saved is the page's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from xinmiao.features.staff.records import StaffLine
from xinmiao.kernel.texts import tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.combo import Combo
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Hairline, PageColumn

READING_PX = 720
_INITIALS = Qt.ItemDataRole.UserRole + 1


class NameCombo(Combo):
    """A name of the staff; a letter goes to the next name that begins with it in pinyin."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Go by the first letter of the pinyin."""
        letter = event.text().lower()
        if not (letter.isascii() and letter.isalpha()) or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        for step in range(1, self.count() + 1):
            place = (self.currentIndex() + step) % self.count()
            if str(self.itemData(place, _INITIALS) or "").startswith(letter):
                self.setCurrentIndex(place)
                self.activated.emit(place)
                return


@dataclass(frozen=True)
class GridRow:
    """Somebody or something a member of the staff is chosen for."""

    id: str
    words: tuple[str, ...]
    """What stands before the choice; the last is the name."""
    asked: str
    """What is chosen, for a screen reader."""
    name: str
    """The object name of the choice."""
    staff_id: str
    """Who is recorded; empty for nobody."""


class StaffGrid(QWidget):
    """The choices; what was chosen and not saved stays through a reload."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = theme.current().size
        self.names = QStandardItemModel(self)
        """The one model all boxes share, nobody first."""
        self.choices: dict[str, NameCombo] = {}
        self._rows: tuple[GridRow, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(space("space-l"))
        self._grid.setVerticalSpacing(space("space-s"))

    def changes(self) -> tuple[tuple[str, str], ...]:
        """Return row and staff member of each choice that differs from what is recorded."""
        chosen = ((row, str(self.choices[row.id].currentData() or "")) for row in self._rows)
        return tuple((row.id, staff) for row, staff in chosen if staff and staff != row.staff_id)

    def set_staff(self, staff: Iterable[StaffLine]) -> None:
        """Take the names; choices are to be set again with `set_rows`."""
        self.names.clear()
        self.names.appendRow(QStandardItem(tr("nobody yet")))
        for line in staff:
            item = QStandardItem(line.name)
            item.setData(line.id, Qt.ItemDataRole.UserRole)
            item.setData(line.initials.lower(), _INITIALS)
            self.names.appendRow(item)

    def set_rows(self, rows: Sequence[GridRow], kept: dict[str, str], empty: str = "") -> None:
        """Show the rows; `kept` are choices that were not saved, `empty` says that there is no row."""
        if tuple(self.choices) != tuple(row.id for row in rows) or not rows:
            self._make(rows, empty)
        self._rows = tuple(rows)
        for row in rows:
            combo = self.choices[row.id]
            wanted = kept.get(row.id) or row.staff_id
            combo.setCurrentIndex(max(combo.findData(wanted), 0) if wanted else 0)
        self.chosen.emit()

    def give_the_rest(self, place: int) -> None:
        """Choose the name at `place` wherever nobody is chosen."""
        for combo in self.choices.values():
            if not combo.currentData():
                combo.setCurrentIndex(place)
        self.chosen.emit()

    def _make(self, rows: Sequence[GridRow], empty: str) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.choices = {}
        for place, row in enumerate(rows):
            combo = NameCombo(row.asked, name=row.name)
            combo.setModel(self.names)
            combo.activated.connect(lambda _place: self.chosen.emit())
            self.choices[row.id] = combo
            for column, words in enumerate(row.words):
                self._grid.addWidget(label(words, "strong" if column == len(row.words) - 1 else "muted"), place, column)
            self._grid.addWidget(combo, place, len(row.words))
            self._grid.setColumnStretch(len(row.words), 1)
        if not rows and empty:
            self._grid.addWidget(label(empty, "muted"), 0, 0)


def lay_out_grid(page: QWidget, header: PageHeader, body: PageColumn, said: QLabel, save: Button) -> None:
    """Stack head, body and, at the foot, what would change beside the button that saves."""
    space = theme.current().size
    wide = space("space-xl")
    foot = QHBoxLayout()
    foot.setContentsMargins(wide, space("space-m"), wide, space("space-m"))
    foot.addWidget(said, 1)
    foot.addWidget(save)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(header)
    whole.addWidget(body, 1)
    whole.addWidget(Hairline())
    whole.addLayout(foot)
