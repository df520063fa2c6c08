"""The week of duty: the grid with what is missing beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.duty.page.words import gap_line, shift_detail, state_chip
from xinmiao.features.duty.records import RosterView, ShiftView
from xinmiao.features.school_calendar.records import WEEKDAY_LABELS, DayFrame, PeriodKind
from xinmiao.kernel.clock import Clock
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.week_grid import Block, GridDay, GridRow, WeekGrid
from xinmiao.ui.widgets.buttons import Button, IconButton, LinkButton
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card, PageColumn

_WEEK = timedelta(days=7)
_WORKDAYS = 5
_GAPS = 12
_SIDE = 260


class WeekView(QWidget):
    """One week; the page gives roster and frames, the view says what is wanted."""

    paged = Signal(int)
    """Weeks to go; 0 for the present one."""
    wanted = Signal(str)
    """A shift that is to be looked at."""

    def __init__(self, clock: Clock, *, writes: bool) -> None:
        super().__init__()
        self._clock = clock
        self.roster: RosterView | None = None
        self.grid = WeekGrid(_("Duty of the week"), name="duty_grid")
        self.grid.set_editable(writes)
        self.title = label("", "section")
        self.title.setObjectName("week_title")
        self.side = PageColumn(name="duty_side", parent=self)
        self.gaps = Card(_("What is missing"), name="duty_gaps", parent=self)
        self._lines = QVBoxLayout()
        self._nothing = label(_("Nothing is missing this week."), "secondary", parent=self)
        self._nothing.hide()
        self.gaps.add(self._lines)
        self._writes = writes
        self._lay_out()
        self.grid.paged.connect(self.paged)

    def show_week(self, roster: RosterView, frames: Sequence[DayFrame]) -> None:
        """Show the shifts of a week."""
        self.roster = roster
        today = self._clock.today()
        days = _days(roster, {frame.day for frame in frames}, today)
        self.grid.set_days(days)
        self.grid.set_rows(_rows(frames, roster.shifts))
        doubtful = {gap.shift_id for gap in roster.gaps if gap.shift_id}
        self.grid.set_blocks(tuple(self._block(shift, shift.id in doubtful) for shift in roster.shifts))
        local = self._clock.now().astimezone()
        self.grid.set_now(today, local.hour * 60 + local.minute)
        self._begin_at(today)
        self.title.setText(f"{days[0].day.isoformat()} – {days[-1].day.isoformat()}")
        self._show_gaps(roster)

    def _begin_at(self, today: date) -> None:
        """Go to the shifts of today when the week is shown for the first time; later the place is the user's."""
        if self.roster is not None and self.grid.place() is None:
            standing = [shift.id for shift in self.roster.shifts if shift.day == today]
            for shift_id in (*standing[1:2], *standing[:1]):
                self.grid.select(shift_id)

    def _block(self, shift: ShiftView, doubtful: bool) -> Block:  # noqa: FBT001 -- a value
        chip = state_chip(shift, self._clock.now())
        tone, state = ("warn", tr("Needs a decision")) if doubtful else (chip.tone, str(chip.word))
        detail = " · ".join(part for part in (shift.name, shift_detail(shift)) if part)
        return Block(
            shift.id,
            shift.day,
            shift.starts,
            shift.ends,
            shift.person,
            detail,
            "triangle-alert" if doubtful else chip.icon_name,
            tone,
            state if self._writes else "",
            movable=self._writes and shift.signed_in_at is None and shift.day >= self._clock.today(),
        )

    def _show_gaps(self, roster: RosterView) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        for gap in roster.gaps[:_GAPS]:
            self._lines.addWidget(label(gap_line(gap), wrap=True))
            if gap.shift_id:
                link = LinkButton(_("Look at this shift"), name="gap_link")
                link.clicked.connect(partial(self._want, gap.shift_id))
                self._lines.addWidget(link)
        if len(roster.gaps) > _GAPS:
            more = len(roster.gaps) - _GAPS
            self._lines.addWidget(label(ntr("and {count} more", "and {count} more", more), "secondary"))
        self.side.setVisible(self._writes and bool(roster.gaps))
        self._nothing.setVisible(self._writes and not roster.gaps)

    def _want(self, shift_id: str) -> None:
        self.wanted.emit(shift_id)

    def _lay_out(self) -> None:
        space = theme.current().size
        bar = QHBoxLayout()
        before, after = IconButton("chevron-left", tr("Week before")), IconButton("chevron-right", tr("Week after"))
        for button, step in ((before, -1), (after, 1)):
            button.clicked.connect(lambda _on=False, step=step: self.paged.emit(step))
        this = Button(_("This week"), role="quiet", name="this_week", clicked=lambda: self.paged.emit(0))
        for widget in (before, self.title, after, this, self._nothing):
            bar.addWidget(widget)
        bar.addStretch(1)
        left = QVBoxLayout()
        left.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-l"))
        left.addLayout(bar)
        left.addWidget(self.grid, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(left, 3)
        self.side.add(self.gaps)
        self.side.setFixedWidth(theme.current().px(_SIDE))
        self.side.hide()
        if self._writes:
            row.addWidget(self.side)


def _days(roster: RosterView, school_days: set[date], today: date) -> tuple[GridDay, ...]:
    """Return Monday to Friday, and the weekend as far as there is school or somebody stands."""
    standing = {shift.day for shift in roster.shifts}
    week = [roster.first + timedelta(days=place) for place in range(7)]
    last = max((place for place, day in enumerate(week) if day in school_days | standing), default=0)
    return tuple(
        GridDay(
            day,
            str(WEEKDAY_LABELS[day.weekday()][1]),
            f"{day:%m-%d}",
            "" if day in school_days else tr("No school"),
            closed=day not in school_days,
            today=day == today,
        )
        for day in week[: max(last + 1, _WORKDAYS)]
    )


def _rows(frames: Sequence[DayFrame], shifts: Sequence[ShiftView]) -> tuple[GridRow, ...]:
    """Return the periods, or else the times of the shifts."""
    periods = next((frame.periods for frame in frames if frame.periods), ())
    if periods:
        return tuple(GridRow(each.starts, each.ends, each.name, each.kind is PeriodKind.BREAK) for each in periods)
    return tuple(GridRow(*span, "") for span in sorted({(shift.starts, shift.ends) for shift in shifts}))
