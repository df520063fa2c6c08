"""Growing lists: rows that are added, moved and removed by keyboard, with the removal taken back by one key.

Owns the keys and the order. What a row asks is the business of its maker.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.documents import word_guard
from xinmiao.kernel.records import RecordSpec
from xinmiao.kernel.texts import Text, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.drafting import put_back, taken
from xinmiao.ui.forms.editor import FieldEditor
from xinmiao.ui.forms.form import Form
from xinmiao.ui.forms.guarding import guards_under
from xinmiao.ui.widgets.buttons import Button, IconButton
from xinmiao.ui.widgets.labels import label

Place = tuple[str, int, int, int]
"""A field's name, its line, its column, and over how many columns it goes."""
_KEYS = {"up": "Ctrl+Shift+Up", "down": "Ctrl+Shift+Down", "remove": "Ctrl+Shift+Delete"}
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class GrowingRow(QFrame):
    """One row: its number, its fields, and the buttons that move and remove it."""

    wish = Signal(str)
    """up, down, remove or add."""
    changed = Signal()

    def __init__(
        self, row_id: str, spec: RecordSpec, places: Sequence[Place], editors: Mapping[str, FieldEditor], what: Text
    ) -> None:
        super().__init__()
        self.row_id, self._what = row_id, what
        self.setObjectName(f"row_{spec.record}")
        self.setProperty("look", "card")
        self.form = Form(spec, tuple(place[0] for place in places), editors=editors, parent=self)
        self.form.changed.connect(self.changed)
        self._number = label("", "strong")
        self._buttons = {
            "up": IconButton("arrow-up", tr("Move up (Ctrl+Shift+Up)"), name="row_up"),
            "down": IconButton("arrow-down", tr("Move down (Ctrl+Shift+Down)"), name="row_down"),
            "remove": IconButton("trash-2", tr("Remove (Ctrl+Shift+Delete)"), name="row_remove"),
        }
        for wish, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, wish=wish: self.wish.emit(wish))
            keys = QShortcut(QKeySequence(_KEYS[wish]), self)  # the fields would take the keys for themselves
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(lambda wish=wish: self.wish.emit(wish))
        self._lay_out(places)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Add the next row with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and event.modifiers() in _PLAIN:
            self.wish.emit("add")
        else:
            super().keyPressEvent(event)

    def show_place(self, place: int, count: int) -> None:
        """Show the number, and which ways the row can go."""
        self._number.setText(str(place + 1))
        self.setAccessibleName(tr("{what} {number} of {count}", what=str(self._what), number=place + 1, count=count))
        self._buttons["up"].setEnabled(place > 0)
        self._buttons["down"].setEnabled(place + 1 < count)

    def _lay_out(self, places: Sequence[Place]) -> None:
        space = theme.current().size
        grid = QGridLayout()
        grid.setHorizontalSpacing(space("space-m"))
        grid.setVerticalSpacing(space("space-s"))
        for name, line, column, span in places:
            grid.addWidget(self.form.row(name, help_=""), line, column, 1, span)
            self.form.editor(name).setToolTip(str(self.form.model.spec.field(name).help or ""))
        side = QVBoxLayout()
        side.setSpacing(0)
        for button in self._buttons.values():
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes through the fields; the keys do the rest
            side.addWidget(button)
        side.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(space("space-m"),) * 4)
        row.setSpacing(space("space-m"))
        row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        fields = QVBoxLayout()
        fields.setSpacing(space("space-s"))
        fields.addLayout(grid)
        for name, _line, _column, _span in places:
            for guard in guards_under(self.form.editor(name), word_guard.find):
                fields.addWidget(guard)
        row.addLayout(fields, 1)
        row.addLayout(side)


class GrowingRows(QWidget):
    """A list of rows with a button to add one; a removed row comes back by the button that then has the keyboard."""

    changed = Signal()

    def __init__(self, make: Callable[[str], GrowingRow], new_id: Callable[[], str], add: Text, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._make, self._new_id = make, new_id
        self.rows: list[GrowingRow] = []
        self._removed: tuple[int, str, dict[str, Any]] | None = None
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space("space-s"))
        self._place = QVBoxLayout()
        self._place.setSpacing(space("space-s"))
        column.addLayout(self._place)
        self._problem = label("", "error", wrap=True)
        self._problem.setObjectName(f"{name}_problem")
        column.addWidget(self._problem)
        foot = QHBoxLayout()
        self.add_button = Button(add, icon="plus", name=f"{name}_add", clicked=self.add)
        self.undo_button = Button(
            tr("Bring the removed row back"), role="quiet", icon="undo-2", name=f"{name}_undo", clicked=self.undo
        )
        foot.addWidget(self.add_button)
        foot.addWidget(self.undo_button)
        foot.addStretch(1)
        column.addLayout(foot)
        self._problem.hide()
        self.undo_button.hide()

    def show_rows(self, rows: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
        """Show rows by id and values; what stood there goes."""
        for row in self.rows:
            self._take_away(row)
        self.rows = []
        self._forget_removed()
        for row_id, values in rows:
            self._insert(len(self.rows), row_id).form.set_values(values)
        self._number()

    def add(self, after: GrowingRow | None = None) -> None:
        """Add an empty row at the end or after another, and go to its first field."""
        place = len(self.rows) if after is None else self.rows.index(after) + 1
        row = self._insert(place, self._new_id())
        self._number()
        row.form.focus(row.form.model.names[0])
        self.changed.emit()

    def undo(self) -> None:
        """Bring the row back that was removed last, where it stood."""
        if self._removed is None:
            return
        place, row_id, values = self._removed
        row = self._insert(min(place, len(self.rows)), row_id)
        put_back(row.form, values)
        self._forget_removed()
        self._number()
        row.form.focus(row.form.model.names[0])
        self.changed.emit()

    def plain(self) -> list[dict[str, Any]]:
        """Return what stands in the rows as plain data, for a draft."""
        return [{"id": row.row_id, **taken(row.form)} for row in self.rows]

    def put_back(self, plain: Sequence[Mapping[str, Any]]) -> None:
        """Show what `plain` gave."""
        self.show_rows(())
        for values in plain:
            put_back(self._insert(len(self.rows), str(values.get("id") or self._new_id())).form, values)
        self._number()

    def show_problems(self, whole: Text | None, of_rows: Mapping[str, Mapping[str, Text]]) -> bool:
        """Mark what is wrong with the list and with its rows; go to the first. Return whether anything is."""
        self._problem.setText("" if whole is None else str(whole))
        self._problem.setVisible(whole is not None)
        marked = [row for row in self.rows if of_rows.get(row.row_id)]
        for row in reversed(self.rows):
            row.form.show_problems(of_rows.get(row.row_id, {}))
        if whole is not None and not marked:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(marked) or whole is not None

    def _insert(self, place: int, row_id: str) -> GrowingRow:
        row = self._make(row_id)
        row.wish.connect(lambda wish, row=row: self._wished(row, wish))
        row.changed.connect(self.changed)
        self.rows.insert(place, row)
        self._place.insertWidget(place, row)
        row.show()
        return row

    def _wished(self, row: GrowingRow, wish: str) -> None:
        if wish == "add":
            self.add(row)
        elif wish == "remove":
            self._remove(row)
        else:
            self._move(row, -1 if wish == "up" else 1)

    def _move(self, row: GrowingRow, step: int) -> None:
        here = self.rows.index(row)
        if not 0 <= here + step < len(self.rows):
            return
        focus = row.focusWidget()
        self.rows.insert(here + step, self.rows.pop(here))
        self._place.removeWidget(row)
        self._place.insertWidget(here + step, row)
        self._number()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _remove(self, row: GrowingRow) -> None:
        place = self.rows.index(row)
        self._removed = (place, row.row_id, taken(row.form))
        self.rows.remove(row)
        self._take_away(row)
        self._number()
        self.undo_button.show()
        self.undo_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _take_away(self, row: GrowingRow) -> None:
        self._place.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _forget_removed(self) -> None:
        self._removed = None
        self.undo_button.hide()

    def _number(self) -> None:
        for place, row in enumerate(self.rows):
            row.show_place(place, len(self.rows))
        for before, after in zip(self.rows, self.rows[1:], strict=False):
            QWidget.setTabOrder(_last_field(before), _first_field(after))


def _fields(row: GrowingRow) -> list[QWidget]:
    found = (row.form.editor(name).focusProxy() for name in row.form.model.names)
    return [widget for widget in found if widget is not None]


def _first_field(row: GrowingRow) -> QWidget:
    return _fields(row)[0]


def _last_field(row: GrowingRow) -> QWidget:
    return _fields(row)[-1]
