"""The third step: every row with its state and reason; bad rows are left out, conflicts decided.

Owns the list, its filters and the keys. The decisions themselves are kept in `import_state`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.roster.page.import_detail import RowDetail
from xinmiao.features.roster.page.import_state import Decision, ImportState
from xinmiao.features.roster.page.import_table import (
    ALL,
    LEFT_OUT,
    UNDECIDED,
    BoxDelegate,
    row_columns,
    row_id,
    state_filters,
)
from xinmiao.features.roster.page.layout import IMPORT_SPLIT, IMPORT_TABLE
from xinmiao.features.roster.sheet.planned import PlannedRow
from xinmiao.kernel.texts import _
from xinmiao.ui import theme
from xinmiao.ui.actions import Action, q_action
from xinmiao.ui.page import Settings
from xinmiao.ui.tables.model import RecordModel
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.chips import FilterBar
from xinmiao.ui.widgets.list_detail import ListDetail

_TABLE_PX = 820


class RowsStep(QWidget):
    """The trial run."""

    decided = Signal()
    """A decision was taken or taken back."""
    retry_wanted = Signal()
    """It was said whom a row means, so that the trial run is to be made again."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("import_rows")
        self._state: ImportState | None = None
        self._settings = settings
        self.filters = FilterBar(exclusive=True, name="state_filters")
        self.exclude_all = Button(_("Leave out all bad rows"), name="exclude_all", clicked=self._exclude_all)
        self.table: RecordTable[PlannedRow] = RecordTable(
            row_columns(self.decision),
            _("Rows of the trial run"),
            id_of=row_id,
            type_ahead=lambda row: row.values.name,
            many=True,
            name="import_table",
        )
        self.table.set_delegate(BoxDelegate(cast("RecordModel[PlannedRow]", self.table.model()), self, self.decision))
        self.detail = RowDetail()
        self.split = _lay_out(self)
        self._connect()

    def show_state(self, state: ImportState) -> None:
        """Show a trial run; what needs a decision comes first."""
        self._state = state
        self.table.set_rows(state.rows)
        self._refresh_filters()
        self.filters.choose({UNDECIDED if state.undecided() else ALL})
        self._filter()
        self._go(0)

    def decision(self, row: PlannedRow) -> Decision:
        """Return what becomes of a row."""
        return Decision.NOTHING if self._state is None else self._state.decision(row)

    def exclude(self, rows: Iterable[PlannedRow]) -> None:
        """Leave rows out; when all of them are left out already, take them back."""
        if self._state is not None and self._state.toggle_excluded(tuple(rows)):
            self._decided()

    def accept(self, rows: Iterable[PlannedRow]) -> None:
        """Take conflicts as they are; once more takes it back."""
        if self._state is not None and self._state.toggle_accepted(tuple(rows)):
            self._decided()

    def _exclude_all(self) -> None:
        if self._state is not None:
            self._state.exclude(self._state.bad())
            self._decided()

    def _decided(self) -> None:
        place = max(self.table.currentIndex().row(), 0)
        self._refresh_filters()
        self._filter()
        if not self.table.count() and self.filters.chosen() == {UNDECIDED}:
            self.filters.choose({ALL})
            self._filter()
            place = 0
        if self.table.current_record() is None:
            self._go(place)
        self._show_current()
        self.decided.emit()

    def _go(self, place: int) -> None:
        if self.table.count():
            self.table.go(min(place, self.table.count() - 1))
        self._show_current()

    def _refresh_filters(self) -> None:
        if self._state is None:
            return
        self.filters.set_filters(state_filters(self._state))
        self.exclude_all.setEnabled(bool(self._state.bad()))

    def _filter(self) -> None:
        chosen = next(iter(self.filters.chosen()), ALL)
        if chosen == ALL:
            self.table.set_filter(None)
        elif chosen == UNDECIDED:
            self.table.set_filter(lambda row: self.decision(row) is Decision.UNDECIDED)
        else:
            self.table.set_filter(lambda row: row.state.value == chosen)
        self._show_current()

    def _show_current(self) -> None:
        row = self.table.current_record()
        if row is None or self._state is None:
            self.detail.show_nothing()
        else:
            self.detail.show_row(row, self._state)

    def _clicked(self, index: QModelIndex) -> None:
        row = self.table.current_record()
        if row is not None and index.column() == LEFT_OUT:
            self.exclude((row,))

    def _actions(self) -> tuple[Action, ...]:
        return (
            Action("accept", _("Accept the conflict"), self._accept_chosen, "Return", "check"),
            Action(
                "exclude", _("Leave out or take back"), lambda: self.exclude(self.table.chosen_records()), "Space", "x"
            ),
        )

    def _accept_chosen(self) -> None:
        self.accept(self.table.chosen_records())

    def _exclude_chosen(self) -> None:
        self.exclude(self.table.chosen_records())

    def _choose(self, value: str) -> None:
        row = self.table.current_record()
        if row is not None and self._state is not None:
            self._state.choose(row, value)
            self.retry_wanted.emit()

    def _choose_again(self) -> None:
        row = self.table.current_record()
        if row is not None and self._state is not None:
            self._state.choose_again(row)
            self.retry_wanted.emit()

    def _keep(self, name: str, on: bool) -> None:  # noqa: FBT001 -- a signal's argument
        row = self.table.current_record()
        if row is not None and self._state is not None:
            self._state.keep(row, name, on=on)
            self._decided()

    def _connect(self) -> None:
        self.table.set_actions(self._actions())
        exclude = q_action(self._actions()[1], self.table)
        exclude.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.table.addAction(exclude)
        self.table.opened.connect(lambda _id: self._accept_chosen())
        self.table.clicked.connect(self._clicked)
        self.table.current_changed.connect(lambda _id: self._show_current())
        self.table.restore(dict(self._settings.value(IMPORT_TABLE)))
        self.table.shape_changed.connect(lambda: self._settings.store(IMPORT_TABLE, self.table.table_state()))
        self.split.restore(dict(self._settings.value(IMPORT_SPLIT)))
        self.split.splitterMoved.connect(lambda _pos, _at: self._settings.store(IMPORT_SPLIT, self.split.state()))
        self.filters.changed.connect(lambda _names: self._filter())
        self.detail.accept_wanted.connect(self._accept_chosen)
        self.detail.exclude_wanted.connect(self._exclude_chosen)
        self.detail.choice_wanted.connect(self._choose)
        self.detail.choice_back_wanted.connect(self._choose_again)
        self.detail.keep_wanted.connect(self._keep)


def _lay_out(step: RowsStep) -> ListDetail:
    space = theme.current().size
    column = QVBoxLayout(step)
    column.setContentsMargins(space("space-xl"), space("space-s"), 0, 0)
    column.setSpacing(space("space-m"))
    head = QHBoxLayout()
    head.setContentsMargins(0, 0, space("space-xl"), 0)
    head.setSpacing(space("space-m"))
    head.addWidget(step.filters, 1)
    head.addWidget(step.exclude_all, 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(head)
    left = QWidget()
    table = QVBoxLayout(left)
    table.setContentsMargins(0, 0, space("space-m"), space("space-m"))
    table.addWidget(step.table)
    split = ListDetail(left, step.detail, width=_TABLE_PX, name="import_split")
    column.addWidget(split, 1)
    return split
