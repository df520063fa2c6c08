"""Appointments as a list, with filters for what is to be settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.appointments.page.columns import appointment_columns
from xinmiao.features.appointments.records import AppointmentState, AppointmentView
from xinmiao.kernel.texts import _
from xinmiao.ui import theme
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.chips import Filter, FilterBar
from xinmiao.ui.widgets.messages import EmptyState

COMING, REQUESTED, UNSETTLED, OVER, CANCELLED = "coming", "requested", "unsettled", "over", "cancelled"
_FILTERS = (
    (COMING, _("Coming")),
    (REQUESTED, _("To be confirmed")),
    (UNSETTLED, _("Outcome missing")),
    (OVER, _("Over")),
    (CANCELLED, _("Cancelled")),
)


class AppointmentList(QWidget):
    """The list; it opens with what is coming."""

    opened = Signal(str)

    def __init__(self, begin: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("appointment_list")
        self.filters = FilterBar((), name="appointment_filters")
        self.table = RecordTable[AppointmentView](
            appointment_columns(),
            _("Appointments"),
            id_of=lambda view: view.id,
            type_ahead=lambda view: view.client,
            name="appointment_table",
        )
        told = _("No appointments in these weeks. Book one here or draw it in the calendar.")
        self.table.set_empty(EmptyState(told, _("Book an appointment…"), begin, icon="calendar-clock"))
        self.table.opened.connect(self.opened)
        self.filters.changed.connect(lambda _chosen: self._filter())
        self._today = date.min
        self.show_appointments((), date.min)
        self.filters.choose({COMING, REQUESTED, UNSETTLED})
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-s"))
        column.addWidget(self.filters)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def show_appointments(self, views: tuple[AppointmentView, ...], today: date) -> None:
        """Show these."""
        self._today = today
        counts = Counter(self._group(view) for view in views)
        self.filters.set_filters([Filter(name, words, counts[name]) for name, words in _FILTERS])
        self.table.set_rows(views)
        self._filter()

    def choose(self, group: str) -> None:
        """Show one group only."""
        self.filters.choose({group})
        self._filter()

    def _filter(self) -> None:
        chosen = self.filters.chosen()
        self.table.set_filter(lambda view: not chosen or self._group(view) in chosen)

    def _group(self, view: AppointmentView) -> str:
        if view.is_cancelled:
            return CANCELLED
        if view.is_unresolved:
            return UNSETTLED
        if view.has_outcome or view.day < self._today:
            return OVER
        return REQUESTED if view.state is AppointmentState.REQUESTED else COMING
