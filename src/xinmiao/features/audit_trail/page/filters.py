"""The filters above the list: kinds as chips, period, account, student.

Owns what is chosen and how it is said in words; asking is the page's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.audit_trail.records import KIND_LABELS, DeedKind, TrailFilter
from xinmiao.kernel.fields import DateField
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.date_editors import DayEditor
from xinmiao.ui.search_box import Finder, Found, SearchBox
from xinmiao.ui.widgets.chips import Filter, FilterBar
from xinmiao.ui.widgets.combo import Combo
from xinmiao.ui.widgets.labels import label

PERIODS: tuple[tuple[str, Text, int | None], ...] = (
    ("all", _("Whole time"), None),
    ("today", _("Today"), 0),
    ("week", _("Last 7 days"), 6),
    ("month", _("Last 30 days"), 29),
    ("year", _("Last 365 days"), 364),
    ("days", _("From … to …"), None),
)
"""Name, label, and how many days before today the period begins."""
SINCE = DateField(label=_("First day"))
UNTIL = DateField(label=_("Last day"))


class StudentFilter(SearchBox):
    """A search box that keeps the student chosen; emptied, it filters by nobody."""

    student_changed = Signal(str)

    def __init__(self, finder: Finder, parent: QWidget | None = None) -> None:
        self._names: dict[str, str] = {}
        self._student = ""
        super().__init__(self._remembering(finder), parent)
        self.setObjectName("trail_student")
        self.setAccessibleName(tr("Student"))
        self.setToolTip(tr("Only entries about this student"))
        self.setPlaceholderText(tr("All students"))
        self.chosen.connect(self._take)
        self.textChanged.connect(self._emptied)

    def student(self) -> str:
        """Return the id of the student chosen, or an empty text."""
        return self._student

    def name_of_student(self) -> str:
        """Return the name of the student chosen, or an empty text."""
        return self._names.get(self._student, "")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Empty the box with Esc while no list is open."""
        if event.key() == Qt.Key.Key_Escape and not self.list.isVisible() and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _ask_plainly(self) -> None:
        """Keep the own hint when the box is left."""

    def _remembering(self, finder: Finder) -> Finder:
        def find(typed: str, most: int) -> Sequence[Found]:
            found = finder(typed, most)
            self._names |= {person.id: person.title for person in found}
            return found

        return find

    def _take(self, student: str) -> None:
        self._student = student
        self.setText(self._names[student])
        self.student_changed.emit(student)

    def _emptied(self, text: str) -> None:
        if not text and self._student:
            self._student = ""
            self.student_changed.emit("")


class TrailFilters(QWidget):
    """All filters; `changed` tells that something else is wanted."""

    changed = Signal()

    def __init__(self, finder: Finder, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trail_filters")
        self._today = today
        self.kinds = FilterBar([Filter(kind.value, words) for kind, words in KIND_LABELS.items()], name="trail_kinds")
        self.period = Combo(_("Period"), name="trail_period")
        for name, words, _days in PERIODS:
            self.period.addItem(str(words), name)
        self.account = Combo(_("Account"), name="trail_account")
        self.account.addItem(tr("All accounts"), "")
        self.account.hide()
        self.student = StudentFilter(finder, self)
        self.since, self.until = DayEditor(SINCE), DayEditor(UNTIL)
        self._days = QWidget()
        self._lay_out()
        self.kinds.changed.connect(lambda _names: self.changed.emit())
        self.period.activated.connect(lambda _index: self._period_chosen())
        self.account.activated.connect(lambda _index: self.changed.emit())
        self.student.student_changed.connect(lambda _id: self.changed.emit())
        for editor in (self.since, self.until):
            editor.line.editingFinished.connect(self._days_typed)
            editor.changed.connect(self._days_typed)

    def asked(self) -> TrailFilter:
        """Return what is chosen."""
        since, until = self._span()
        return TrailFilter(
            since=since,
            until=until,
            account=str(self.account.currentData() or ""),
            kinds=frozenset(DeedKind(name) for name in self.kinds.chosen()),
            student_id=self.student.student(),
        )

    def in_words(self) -> str:
        """Return what is chosen as a sentence for the printed list."""
        since, until = self._span()
        kinds = [str(KIND_LABELS[kind]) for kind in DeedKind if kind.value in self.kinds.chosen()]
        span = tr("{since} to {until}", since=since or "…", until=until or self._today)
        parts = (
            span if since or until else tr("Whole time"),
            tr(", ").join(kinds) or tr("All kinds"),
            self.account.currentText() if self.account.isVisibleTo(self) else "",
            self.student.name_of_student() or tr("All students"),
        )
        return tr(" · ").join(part for part in parts if part)

    def offer_accounts(self, accounts: Sequence[tuple[str, str]]) -> None:
        """Offer accounts to filter by; none hides the choice."""
        self.account.setVisible(bool(accounts))
        if [self.account.itemData(index) for index in range(1, self.account.count())] == [each[0] for each in accounts]:
            return
        kept = self.account.currentData()
        self.account.clear()
        self.account.addItem(tr("All accounts"), "")
        for account, words in accounts:
            self.account.addItem(words, account)
        self.account.setCurrentIndex(max(self.account.findData(kept), 0))

    def _span(self) -> tuple[date | None, date | None]:
        name = self.period.currentData()
        if name == "days":
            return self.since.value(), self.until.value()
        days = next(days for period, _words, days in PERIODS if period == name)
        return (None if days is None else self._today - timedelta(days=days)), None

    def _period_chosen(self) -> None:
        own = self.period.currentData() == "days"
        self._days.setVisible(own)
        if own and self.since.value() is None:
            self.since.set_value(self._today - timedelta(days=29))
            self.until.set_value(self._today)
        self.changed.emit()

    def _days_typed(self) -> None:
        if self.since.problem() is None and self.until.problem() is None:
            self.changed.emit()

    def _lay_out(self) -> None:
        space = theme.current().size("space-s")
        days = QHBoxLayout(self._days)
        days.setContentsMargins(0, 0, 0, 0)
        for widget in (label(SINCE.label, "secondary"), self.since, label(UNTIL.label, "secondary"), self.until):
            days.addWidget(widget)
        days.addStretch(1)
        self._days.hide()
        row = QHBoxLayout()
        row.setSpacing(space)
        for combo in (self.period, self.account):
            combo.setMinimumWidth(theme.current().px(136))
            row.addWidget(combo)
        self.student.setFixedWidth(theme.current().px(200))
        row.addWidget(self.student)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space)
        column.addLayout(row)
        column.addWidget(self._days)
        column.addWidget(self.kinds)
