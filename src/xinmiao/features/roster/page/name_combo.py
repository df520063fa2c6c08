"""A name of the staff chosen in a grid: letters go to the next name that begins with them in pinyin."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel

from xinmiao.features.staff.records import StaffLine
from xinmiao.kernel.texts import tr
from xinmiao.ui.widgets.combo import Combo

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


def fill_names(model: QStandardItemModel, staff: Iterable[StaffLine]) -> None:
    """Put the names into the one model all boxes of a grid share, nobody before them."""
    model.clear()
    model.appendRow(QStandardItem(tr("nobody yet")))
    for line in staff:
        item = QStandardItem(line.name)
        item.setData(line.id, Qt.ItemDataRole.UserRole)
        item.setData(line.initials.lower(), _INITIALS)
        model.appendRow(item)
