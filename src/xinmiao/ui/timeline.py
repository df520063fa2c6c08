"""The timeline of a student: filters, search and the list of entries by month.

Owns what the user does with it. Entries come from the features through `kernel.timeline`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QVBoxLayout, QWidget

from xinmiao.kernel.school_year import term_start, year_start
from xinmiao.kernel.texts import _, tr
from xinmiao.kernel.timeline import TimelineEntry
from xinmiao.ui import theme
from xinmiao.ui.timeline_delegate import TimelineDelegate
from xinmiao.ui.timeline_model import TimelineModel
from xinmiao.ui.widgets.chips import Filter, FilterBar
from xinmiao.ui.widgets.inputs import SearchField
from xinmiao.ui.widgets.messages import EmptyState
from xinmiao.ui.widgets.segmented import SegmentedControl


class TimelineList(QListView):
    """The painted list; Up and Down skip the headings, Enter and a click open."""

    chosen = Signal(object)
    """The TimelineEntry to open."""

    def __init__(self, entries: TimelineModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries = entries
        self.setObjectName("timeline_list")
        self.setProperty("look", "plain")
        self.setAccessibleName(tr("Timeline"))
        self.setModel(entries)
        self._drawn = TimelineDelegate(self)
        self.setItemDelegate(self._drawn)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.clicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Move by Up and Down, open with Enter; leave other keys to the page."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.step(step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Home:
            self._go(0, 1)
        elif event.key() == Qt.Key.Key_End:
            self._go(self._entries.rowCount() - 1, -1)
        elif event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def step(self, step: int) -> None:
        """Go to the next entry in a direction."""
        self._go(self.currentIndex().row() + step, step)

    def _go(self, place: int, step: int) -> None:
        """Go to the entry at a place, or to the next one in a direction: the line of a month opens nothing."""
        while 0 <= place < self._entries.rowCount():
            index = self._entries.index(place)
            if self._entries.entry_at(index) is not None:
                self.setCurrentIndex(index)
                return
            place += step

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Break the excerpts anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Follow a change of theme."""
        super().changeEvent(event)
        drawn: TimelineDelegate | None = getattr(self, "_drawn", None)  # Qt calls this before __init__ is through
        if event.type() == QEvent.Type.StyleChange and drawn is not None:
            drawn.refresh()
            self.scheduleDelayedItemsLayout()

    def _open(self, index: QModelIndex) -> None:
        entry = self._entries.entry_at(index)
        if entry is not None:
            self.chosen.emit(entry)


_TERM, _YEAR, _EVER = "term", "year", "ever"
_PERIODS = ((_TERM, _("This term")), (_YEAR, _("This school year")), (_EVER, _("All the time")))


class TimelineView(QWidget):
    """Filters, search and list."""

    opened = Signal(object)
    """The Target of the entry that was clicked or entered."""

    def __init__(
        self, today: Callable[[], date] | None = None, *, name: str = "timeline", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._today = today
        self._other: QWidget | None = None
        self._model = TimelineModel()
        self._model.setParent(self)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-s"))
        self.filters = FilterBar(name="timeline_filters")
        self.search = SearchField(tr("Search in the timeline"), name="timeline_search")
        self.period = SegmentedControl(_PERIODS, tr("Period"), name="timeline_period")
        self.period.set_value(_EVER)
        column.addLayout(self._head())
        self.period.setVisible(today is not None)
        self.list = TimelineList(self._model, self)
        column.addWidget(self.list, 1)
        self._empty = EmptyState(tr("Nothing has been written down yet."), icon="history", parent=self.list)
        self._not_found = EmptyState(tr("Nothing fits these filters."), icon="list-filter", parent=self.list)
        self._connect()
        self.set_entries(())

    def set_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Show other entries; the one in focus stays in focus when it is still there."""
        if entries and tuple(entries) == tuple(self._model.entries):
            return
        counts = Counter(entry.kind for entry in entries)
        labels = {entry.kind: entry.kind_label for entry in entries}
        self.filters.set_filters([Filter(kind, labels[kind], counts[kind]) for kind in labels])
        self.filters.setVisible(len(labels) > 1)
        self._keep_place(lambda: self._model.set_entries(entries))
        self._refilter()

    def count(self) -> int:
        """Return how many entries are on screen."""
        lines = (self._model.index(place) for place in range(self._model.rowCount()))
        return sum(self._model.entry_at(index) is not None for index in lines)

    def current_entry(self) -> TimelineEntry | None:
        """Return the entry in focus, or None."""
        return self._model.entry_at(self.list.currentIndex())

    def set_empty(self, empty: EmptyState) -> None:
        """Say this where nothing has happened yet."""
        self._empty.deleteLater()
        empty.setParent(self.list)
        self._empty = empty
        self._place_empty()

    def show_instead(self, other: QWidget | None) -> None:
        """Show `other` where the list stands, such as hits of a search; None shows the list again."""
        if self._other is not None and self._other is not other:
            self._other.hide()
        if other is not None and other is not self._other:
            self._column.addWidget(other)
        self._other = other
        self.list.setVisible(other is None)
        if other is not None:
            other.show()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Keep the empty state in the middle."""
        super().resizeEvent(event)
        self._place_empty()

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(theme.current().size("space-m"))
        head.addWidget(self.filters, 1)
        head.addWidget(self.period, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _connect(self) -> None:
        self.filters.changed.connect(lambda _chosen: self._refilter())
        self.search.searched.connect(lambda _words: self._refilter())
        self.period.changed.connect(lambda _name: self._refilter())
        self.search.go_down.connect(self._go_down)
        self.list.chosen.connect(lambda entry: self.opened.emit(entry.target))

    def _refilter(self) -> None:
        words = self.search.text().strip()
        self._keep_place(lambda: self._model.set_filter(self.filters.chosen(), words, self._since()))
        self._place_empty()

    def _since(self) -> date | None:
        if self._today is None or self.period.value() == _EVER:
            return None
        today = self._today()
        return term_start(today) if self.period.value() == _TERM else year_start(today)

    def _keep_place(self, change: Callable[[], None]) -> None:
        entry = self.current_entry()
        change()
        place = self._model.place_of(entry) if entry is not None else -1
        if place >= 0:
            self.list.setCurrentIndex(self._model.index(place))

    def _go_down(self) -> None:
        if self._other is not None:
            self._other.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.current_entry() is None:
            self.list.step(1)

    def _place_empty(self) -> None:
        self._empty.setGeometry(self.list.rect())
        nothing = self._model.rowCount() == 0
        filtered = bool(self._model.entries)
        self._empty.setVisible(nothing and not filtered)
        self._not_found.setGeometry(self.list.rect())
        self._not_found.setVisible(nothing and filtered)
