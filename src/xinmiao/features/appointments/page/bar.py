"""The bar above the appointments: which view, which days, whose appointments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.kernel.school_days import TeachingWeek, monday_of
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button, IconButton
from xinmiao.ui.widgets.combo import Combo
from xinmiao.ui.widgets.flow import FlowLayout
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.segmented import SegmentedControl

_WEEK = 7
_WORKDAYS = 5
_ONE = 2
"""One counsellor, and everybody."""


class View(StrEnum):
    """How appointments are looked at."""

    WEEK = "week"
    DAY = "day"
    LIST = "list"
    WAITING = "waiting"


CALENDARS = frozenset({View.WEEK, View.DAY})


class ViewBar(QWidget):
    """Tells when another view, another day or another counsellor is wanted; `day` is the day in front."""

    turned = Signal()
    """Another view, day or counsellor."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.setObjectName("appointment_bar")
        self.today, self.day = today, today
        views = [
            (View.WEEK.value, _("Week view")),
            (View.DAY.value, _("Day view")),
            (View.LIST.value, _("List view")),
            (View.WAITING.value, _("Waiting list")),
        ]
        self._views = SegmentedControl(views, _("View"), name="appointment_view")
        self._views.set_value(View.WEEK.value)
        self._before = IconButton("chevron-left", _("Earlier (Page Up)"), name="earlier")
        self._after = IconButton("chevron-right", _("Later (Page Down)"), name="later")
        self._now = Button(_("Today"), name="to_today", keys="Ctrl+Home", clicked=self.to_today)
        self._words = label("", "section")
        self._words.setObjectName("shown_days")
        self.counsellors = Combo(_("Whose appointments"), name="whose")
        self._accounts: list[str] = []
        self._days = QWidget()
        self._lay_out()
        self._views.changed.connect(lambda _view: self._turn())
        self._before.clicked.connect(lambda: self.step(-1))
        self._after.clicked.connect(lambda: self.step(1))
        self.counsellors.activated.connect(lambda _place: self.turned.emit())

    @property
    def view(self) -> View:
        """Return the view in front."""
        return View(self._views.value())

    @property
    def account(self) -> str:
        """Return whose appointments are looked at; empty for everybody's."""
        place = self.counsellors.currentIndex()
        return self._accounts[place] if 0 <= place < len(self._accounts) else ""

    def show_view(self, view: View, day: date | None = None) -> None:
        """Turn to a view, and to a day when one is named."""
        self._views.set_value(view.value)
        self.day = day or self.day
        self._turn()

    def to_today(self) -> None:
        """Turn to today."""
        self.day = self.today
        self._turn()

    def step(self, steps: int) -> None:
        """Turn to the weeks or days after, or before."""
        self.day += timedelta(days=steps * (1 if self.view is View.DAY else _WEEK))
        self._turn()

    def offer(self, counsellors: Sequence[tuple[str, str]], own: str) -> None:
        """Offer the counsellors by account and name, everybody last; the choice stays, at first it is `own`."""
        kept = self.account if self._accounts else own
        self._accounts = [account for account, _name in counsellors] + [""]
        self.counsellors.clear()
        self.counsellors.addItems([*(name for _account, name in counsellors), tr("All counsellors")])
        self.counsellors.setCurrentIndex(self._accounts.index(kept) if kept in self._accounts else 0)
        self.counsellors.setVisible(self.view is not View.WAITING and len(counsellors) > 1)

    def show_days(self, days: Sequence[date], week: TeachingWeek | None) -> None:
        """Say which days are shown: the dates, and the teaching week."""
        first, last = days[0], days[-1]
        if first == last:
            dates = tr("{month}/{day}", month=first.month, day=first.day)
        else:
            dates = tr(
                "{month}/{day} – {last_month}/{last_day}",
                month=first.month,
                day=first.day,
                last_month=last.month,
                last_day=last.day,
            )
        year = "" if first.year == self.today.year else tr("{year} ", year=first.year)
        number = "" if week is None else tr("week {number}", number=week.number)
        self._words.setText(tr(" · ").join(part for part in (f"{year}{dates}", number) if part))

    def _turn(self) -> None:
        self._days.setVisible(self.view in CALENDARS)
        self.counsellors.setVisible(self.view is not View.WAITING and len(self._accounts) > _ONE)
        self.turned.emit()

    def _lay_out(self) -> None:
        space = theme.current().size
        days = QHBoxLayout(self._days)
        days.setContentsMargins(0, 0, 0, 0)
        days.setSpacing(space("space-xs"))
        turning: tuple[QWidget, ...] = (self._before, self._now, self._after)
        for widget in turning:
            days.addWidget(widget)
        days.addSpacing(space("space-s"))
        days.addWidget(self._words)
        flow = FlowLayout(spacing=space("space-m"))
        for widget in (self._views, self._days, self.counsellors):
            flow.addWidget(widget)
        holder = QVBoxLayout(self)
        holder.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-s"))
        holder.addLayout(flow)


def days_shown(view: View, day: date, *, weekend: bool) -> tuple[date, ...]:
    """Return the days of a calendar view: one, the five of its week, or seven when something stands at its end."""
    if view is View.DAY:
        return (day,)
    monday = monday_of(day)
    return tuple(monday + timedelta(days=step) for step in range(_WEEK if weekend else _WORKDAYS))
