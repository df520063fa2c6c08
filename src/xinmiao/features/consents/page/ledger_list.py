"""The list of the ledger: consents by kind and state. Owns what is filtered out and which line is in focus."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.consents.page.columns import ledger_columns
from xinmiao.features.consents.records import CONSENT, KIND_LABELS, ConsentState, ConsentView
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.chips import Filter, FilterBar
from xinmiao.ui.widgets.combo import Combo
from xinmiao.ui.widgets.messages import EmptyState

_OPEN, _GIVEN, _AGAINST = "open", "given", "against"
_STATES = {
    _OPEN: {ConsentState.ASKED},
    _GIVEN: {ConsentState.GIVEN},
    _AGAINST: {ConsentState.REFUSED, ConsentState.WITHDRAWN},
}


class LedgerList(QWidget):
    """Kind and state above, the table below."""

    collect_wanted = Signal()
    """Nothing is noted yet, and the slips of a class are to be collected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = ""
        self.kind = Combo(CONSENT.kind.label, name="ledger_kind")
        self.kind.addItems([tr("All kinds"), *(str(words) for _kind, words in KIND_LABELS)])
        self.kind.activated.connect(lambda _place: self._filter())
        self.filters = FilterBar(_filters(()), name="consent_filters")
        self.filters.changed.connect(lambda _chosen: self._filter())
        self.table = RecordTable[ConsentView](
            ledger_columns(),
            _("Consents"),
            id_of=lambda view: view.id,
            type_ahead=lambda view: view.student.name,
            name="consent_table",
        )
        told = _("No consent noted this school year. Collect the slips of a class, or note a single one.")
        self.table.set_empty(EmptyState(told, _("Collect slips…"), self.collect_wanted.emit, icon="signature"))
        self._lay_out()
        self.setFocusProxy(self.table)

    @property
    def current(self) -> ConsentView | None:
        """Return the consent in focus."""
        return self.table.current_record()

    def want(self, consent_id: str) -> None:
        """Go to a consent once it is there."""
        self._wanted = consent_id

    def show_consents(self, views: tuple[ConsentView, ...]) -> None:
        """Show the consents of the school year; the line in focus stays."""
        self.filters.set_filters(_filters(views))
        self.table.set_rows(views)
        self._filter()
        if self._wanted and self.table.select(self._wanted):
            self._wanted = ""
        elif self.table.current_record() is None and self.table.count():
            self.table.go(0)

    def _filter(self) -> None:
        chosen = self.filters.chosen()
        states = {state for name in chosen for state in _STATES[name]}
        place = self.kind.currentIndex()
        kind = KIND_LABELS[place - 1][0] if place > 0 else None

        def keep(view: ConsentView) -> bool:
            return (not states or view.state in states) and kind in {None, view.form.kind}

        self.table.set_filter(keep)

    def _lay_out(self) -> None:
        space = theme.current().size
        row = QHBoxLayout()
        row.setSpacing(space("space-l"))
        row.addWidget(self.kind)
        row.addWidget(self.filters)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space("space-s"))
        column.addLayout(row)
        column.addWidget(self.table, 1)


def _filters(views: tuple[ConsentView, ...]) -> tuple[Filter, ...]:
    words = {_OPEN: _("Not answered yet"), _GIVEN: _("Agreed"), _AGAINST: _("Not agreed or withdrawn")}
    return tuple(Filter(name, text, sum(view.state in _STATES[name] for view in views)) for name, text in words.items())
