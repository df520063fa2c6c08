"""The search box of the top bar: finds anyone from anywhere by name, pinyin, initials, class or number.

Owns the box, its list and its keys. Who is found is told by a `finder` in memory, which must answer at once
(16 ms for 6,000 people); opening is told by signals.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QFocusEvent, QFontMetrics, QHideEvent, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from xinmiao.kernel.texts import tr
from xinmiao.ui import icons, theme

SHOWN = 8
_ROW_PX = 46
_LEAST_WIDTH_PX = 360
_DETAIL_ROLE = Qt.ItemDataRole.UserRole + 1
_ID_ROLE = Qt.ItemDataRole.UserRole
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Found:
    """One person found: what is opened, and the two lines shown."""

    id: str
    title: str
    detail: str


Finder = Callable[[str, int], Sequence[Found]]
"""Called with what was typed and the greatest number wanted; answers from memory, best match first."""


def nobody(_typed: str, _most: int) -> Sequence[Found]:
    """Find nobody: where no students are kept."""
    return ()


class _TwoLines(QStyledItemDelegate):
    """Draws name and detail under one another."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802, ARG002 -- Qt's signature
        """Return the height of two lines."""
        return QSize(_LEAST_WIDTH_PX, theme.current().px(_ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        look: Any = QStyleOptionViewItem(option)  # Any: the stubs do not know the fields of style options
        self.initStyleOption(look, index)
        title, look.text = look.text, ""
        look.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, look, painter, look.widget)
        area = look.rect.adjusted(12, 5, -12, -5)
        metrics = QFontMetrics(look.font)
        painter.save()
        for role, text, base in (
            (QPalette.ColorRole.Text, title, area.top() + metrics.ascent()),
            (QPalette.ColorRole.PlaceholderText, str(index.data(_DETAIL_ROLE)), area.bottom() - metrics.descent()),
        ):
            painter.setPen(look.palette.color(role))
            painter.drawText(area.left(), base, metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width()))
        painter.restore()


class SearchBox(QLineEdit):
    """One line and, below it, up to eight people."""

    chosen = Signal(str)
    note_wanted = Signal(str)
    left = Signal()

    _for_note = False

    def __init__(self, finder: Finder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finder = finder
        self.setObjectName("search_box")
        self.setClearButtonEnabled(True)
        for clear in self.findChildren(QAction):
            icons.set_icon(clear, "x", "muted")
        glass = self.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        icons.set_icon(glass, "search", "muted")
        self.setAccessibleName(tr("Find a student"))
        self._ask_plainly()
        self.setToolTip(tr("Enter opens, Ctrl+Enter writes a note, Esc closes"))
        self.list = QListWidget(self.window())
        self.list.setObjectName("search_list")
        self.list.setAccessibleName(tr("Students found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_TwoLines(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._clicked)
        self.list.hide()
        self.textEdited.connect(self._look)
        self.destroyed.connect(self.list.deleteLater)

    def ask_for_note(self) -> None:
        """Take the keyboard; until the box is left, Enter writes a note for the student chosen."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()
        self._for_note = True
        self.setPlaceholderText(tr("Whom is the note about? Name, pinyin, class, number"))

    def refresh(self) -> None:
        """Look again for what is typed, after records changed."""
        if self.list.isVisible():
            self._look(self.text())

    def put_away(self) -> None:
        """Forget what was typed and found: another place was opened."""
        self.clear()
        self._close()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Move in the list, open, write a note, close."""
        key = event.key()
        if key in _MOVES and self.list.isVisible():
            count = self.list.count()
            self.list.setCurrentRow((self.list.currentRow() + _MOVES[Qt.Key(key)]) % count)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            wants_note = self._for_note or bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._choose(self.list.currentItem(), self.note_wanted if wants_note else self.chosen)
        elif key == Qt.Key.Key_Escape:
            self.put_away()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Close the list; it never takes the focus itself."""
        super().focusOutEvent(event)
        self._ask_plainly()
        self._close()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 -- Qt's name
        """Take the list away with the box: behind a curtain or a lock no name may stay on the screen."""
        super().hideEvent(event)
        self.put_away()

    def _look(self, typed: str) -> None:
        found = self._finder(typed.strip(), SHOWN) if typed.strip() else ()
        self.list.clear()
        for person in found:
            row = QListWidgetItem(person.title, self.list)
            row.setData(_ID_ROLE, person.id)
            row.setData(_DETAIL_ROLE, person.detail)
            row.setData(Qt.ItemDataRole.AccessibleTextRole, f"{person.title} {person.detail}")
        if typed.strip() and not found:
            row = QListWidgetItem(tr("Nobody found"), self.list)
            row.setData(_DETAIL_ROLE, tr("Try one or two characters of the name, or initials."))
            row.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.setCurrentRow(0)
        self._place()

    def _place(self) -> None:
        """Lay the list under the box, over everything else of the window."""
        if self.list.parentWidget() is not self.window():
            self.list.setParent(self.window())  # the box was made before it stood in its window
        rows = self.list.count()
        corner = self.mapTo(self.window(), QPoint(0, self.height() + 4))
        self.list.setGeometry(
            corner.x(), corner.y(), max(self.width(), _LEAST_WIDTH_PX), rows * theme.current().px(_ROW_PX) + 8
        )
        self.list.setVisible(rows > 0)
        self.list.raise_()

    def _clicked(self, row: QListWidgetItem) -> None:
        self._choose(row, self.note_wanted if self._for_note else self.chosen)

    def _choose(self, row: QListWidgetItem | None, told: SignalInstance) -> None:
        if row is None or not row.data(_ID_ROLE) or not self.list.isVisible():
            return
        record = str(row.data(_ID_ROLE))
        self.put_away()
        told.emit(record)

    def _ask_plainly(self) -> None:
        self._for_note = False
        self.setPlaceholderText(tr("Find a student: name, pinyin, class, number (Ctrl+K)"))

    def _close(self) -> None:
        self.list.hide()
        self.list.clear()
