"""A class at a glance: one cell for each person, a mark in it set by one key, everything reached by the keyboard.

Owns moving, marking, jumping to a number, and taking marks back. What a mark means, and keeping it, is the page's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from xinmiao.kernel.texts import Text, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.chips import Chip, chip_size, paint_chip

COLUMNS = 3
_ROW_PX = 32
_NUMBER_PX = 34
_DIGITS_END_MS = 900
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class MarkKind:
    """One mark: its value, its words and tone, and the letter that sets it."""

    value: str
    words: Text
    tone: str
    key: str


@dataclass(frozen=True)
class MarkedPerson:
    """Who stands in a cell."""

    id: str
    number: str
    name: str


class _Model(QAbstractTableModel):
    """People down the columns, as a class list is read."""

    def __init__(self, kinds: Sequence[MarkKind]) -> None:
        super().__init__()
        self.kinds = {kind.value: kind for kind in kinds}
        self.people: tuple[MarkedPerson, ...] = ()
        self.marks: dict[str, str] = {}

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802 -- Qt's name
        """Return how many fit into one column."""
        if parent is not None and parent.isValid():
            return 0
        return -(-len(self.people) // COLUMNS)

    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: N802 -- Qt's name
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else COLUMNS

    def place(self, index: _Index) -> int:
        """Return which person a cell is of; beyond the last one, nobody."""
        return index.column() * self.rowCount() + index.row() if index.isValid() else -1

    def index_of(self, place: int) -> QModelIndex:
        """Return the cell of a person."""
        rows = self.rowCount()
        return self.index(place % rows, place // rows) if rows else QModelIndex()

    def person(self, index: _Index) -> MarkedPerson | None:
        """Return who stands in a cell."""
        place = self.place(index)
        return self.people[place] if 0 <= place < len(self.people) else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says, to the eye and to a screen reader."""
        person = self.person(index)
        if person is None or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return person.name
        words = str(self.kinds[self.marks[person.id]].words)
        return tr(" · ").join(part for part in (person.number, person.name, words) if part)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let nobody step where nobody stands."""
        if self.person(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def show(self, people: Sequence[MarkedPerson], marks: Mapping[str, str]) -> None:
        """Show other people."""
        self.beginResetModel()
        self.people, self.marks = tuple(people), dict(marks)
        self.endResetModel()

    def put(self, marks: Mapping[str, str]) -> None:
        """Change marks."""
        self.marks |= marks
        if self.people:
            last = self.index(self.rowCount() - 1, COLUMNS - 1)
            self.dataChanged.emit(self.index(0, 0), last)


class _Delegate(QStyledItemDelegate):
    """Number, name, and the mark as a chip at the right."""

    def __init__(self, model: _Model, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one cell."""
        person = self._model.person(index)
        if person is None:
            return
        look = theme.current()
        rect = QRectF(option.rect)  # type: ignore[attr-defined]  # the stubs know no fields of style options
        current = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]  # as above
        painter.save()
        if current:
            painter.fillRect(rect, look.colour("accent-soft"))
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        inner = rect.adjusted(look.size("space-s"), 0, -look.size("space-s"), 0)
        kind = self._model.kinds[self._model.marks[person.id]]
        chip = Chip(kind.words, kind.tone)
        size = chip_size(chip)
        paint_chip(
            painter,
            QRectF(inner.right() - size.width(), inner.center().y() - size.height() / 2, size.width(), size.height()),
            chip,
        )
        self._words(painter, inner.adjusted(0, 0, -size.width() - look.size("space-s"), 0), person)
        painter.restore()

    def _words(self, painter: QPainter, inner: QRectF, person: MarkedPerson) -> None:
        look, middle = theme.current(), Qt.AlignmentFlag.AlignVCenter
        number = QRectF(inner.left(), inner.top(), look.px(_NUMBER_PX) - look.size("space-s"), inner.height())
        painter.setFont(look.font("secondary"))
        painter.setPen(look.colour("muted"))
        painter.drawText(number, int(Qt.AlignmentFlag.AlignRight | middle), person.number)
        name = inner.adjusted(look.px(_NUMBER_PX), 0, 0, 0)
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("text"))
        metrics = QFontMetrics(look.font("body"))
        shown = metrics.elidedText(person.name, Qt.TextElideMode.ElideRight, int(name.width()))
        painter.drawText(name, int(Qt.AlignmentFlag.AlignLeft | middle), shown)


class MarkGrid(QTableView):
    """Arrows move, digits go to a number, the letter of a mark sets it, Ctrl+Z takes the last one back."""

    marked = Signal()
    """A mark was set or taken back by the user."""

    def __init__(self, kinds: Sequence[MarkKind], words: Text | str, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(str(words))
        self._model = _Model(kinds)
        self._by_key = {kind.key: kind.value for kind in kinds}
        self._undo: list[dict[str, str]] = []
        self._digits = ""
        self._digits_end = QTimer(self)
        self._digits_end.setSingleShot(True)
        self._digits_end.setInterval(_DIGITS_END_MS)
        self._digits_end.timeout.connect(self._forget_digits)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self._model, self))
        self._dress()

    # what stands there

    def show_people(self, people: Sequence[MarkedPerson], marks: Mapping[str, str]) -> None:
        """Show people with their marks; what could be taken back is forgotten."""
        self._undo.clear()
        self._model.show(people, marks)
        if people:
            self.setCurrentIndex(self._model.index_of(0))

    def marks(self) -> dict[str, str]:
        """Return the mark of everybody, by id."""
        return dict(self._model.marks)

    def put_marks(self, marks: Mapping[str, str]) -> None:
        """Set marks as the user would, in one step that can be taken back."""
        wanted = {each: value for each, value in marks.items() if self._model.marks.get(each, value) != value}
        if wanted:
            self._undo.append({each: self._model.marks[each] for each in wanted})
            self._model.put(wanted)
            self.marked.emit()

    def mark_all(self, value: str, *, where: Callable[[str], bool]) -> None:
        """Set a mark for everybody whose present mark fits."""
        self.put_marks({each: value for each, now in self._model.marks.items() if where(now)})

    def take_back(self) -> None:
        """Take the last step back."""
        if self._undo:
            self._model.put(self._undo.pop())
            self.marked.emit()

    def current_id(self) -> str:
        """Return who is in focus, or an empty text."""
        person = self._model.person(self.currentIndex())
        return "" if person is None else person.id

    # the hand

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Move, mark, jump; everything else is the window's."""
        letter = event.text().upper()
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif plain and letter in self._by_key:
            if person := self.current_id():
                self.put_marks({person: self._by_key[letter]})
        elif plain and letter.isdecimal() and letter.isascii():
            self._go_to(letter)
        elif event.modifiers() == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_Z:
            self.take_back()
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        """Go on at the head of the next column."""
        place = self._model.place(self.currentIndex()) + by
        if 0 <= place < len(self._model.people):
            self.setCurrentIndex(self._model.index_of(place))

    def _go_to(self, digit: str) -> None:
        """Go to the number typed; digits that follow quickly belong to it."""
        self._digits += digit
        self._digits_end.start()
        for place, person in enumerate(self._model.people):
            if person.number == self._digits.lstrip("0"):
                self.setCurrentIndex(self._model.index_of(place))
                return

    def _forget_digits(self) -> None:
        self._digits = ""

    def _dress(self) -> None:
        look = theme.current()
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)  # letters are marks, also in Chinese
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(look.px(_ROW_PX))
        self.verticalHeader().setMinimumSectionSize(look.px(_ROW_PX))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
