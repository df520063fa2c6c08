"""The calendar of appointments: the grid on its ground, and what could not be read beside it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.appointments.page.bar import View, ViewBar, days_shown
from xinmiao.features.appointments.page.blocks import block_of
from xinmiao.features.appointments.page.ground import Ground
from xinmiao.features.appointments.records import AppointmentWeek
from xinmiao.features.appointments.rules.checking import minute_of
from xinmiao.features.school_calendar import operations as school
from xinmiao.features.school_calendar.records import BusySpan, DayTimes, RoomView
from xinmiao.features.school_calendar.records import CalendarView as SchoolCalendar
from xinmiao.kernel.school_days import monday_of
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.page import PageContext
from xinmiao.ui.week_grid import Block, WeekGrid
from xinmiao.ui.widgets.labels import label

_WORKDAYS = 5
_LATER = timedelta(days=6)


class CalendarView(QWidget):
    """Asks the school's calendar for the ground of the days shown; appointments are handed in."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("calendar_view")
        self._context = context
        self._bar: ViewBar | None = None
        self._accounts: tuple[str, ...] = ()
        self._ground: Ground | None = None
        self._week: AppointmentWeek | None = None
        self._whose, self._wanted = False, ""
        self.grid = WeekGrid(_("Appointments of the week"), name="appointment_grid")
        self.told = label("", "secondary", wrap=True)
        self.told.setObjectName("calendar_told")
        self.told.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-xs"))
        column.addWidget(self.told)
        column.addWidget(self.grid, 1)

    def span(self, bar: ViewBar) -> tuple[date, date]:
        """Return the first and the last day to be asked for: a week is asked for as a whole."""
        if bar.view is View.DAY:
            return bar.day, bar.day
        monday = monday_of(bar.day)
        return monday, monday + _LATER

    def turn(self, bar: ViewBar, accounts: tuple[str, ...]) -> None:
        """Ask for the ground of the days of the bar."""
        self._bar, self._accounts = bar, accounts
        asked = self.span(bar)
        self._context.tasks.run(school.get_calendar.bind(), partial(self._take_calendar, asked), owner=self)

    def want(self, appointment_id: str) -> None:
        """Put an appointment in focus once it is shown."""
        self._wanted = appointment_id
        self._focus_wanted()

    def show_week(self, week: AppointmentWeek, *, whose: bool) -> None:
        """Show appointments; `whose` names their counsellors."""
        self._week, self._whose = week, whose
        if self._ground is not None and self._shows_end() == self._shows_weekend:
            self._show_blocks()
        else:
            self._show_all()

    def show_now(self) -> None:
        """Draw the line of the present moment."""
        now = self._context.clock.now()
        self.grid.set_now(now.astimezone().date(), minute_of(now))

    _shows_weekend = False

    def _take_calendar(self, asked: tuple[date, date], calendar: SchoolCalendar) -> None:
        days = tuple(asked[0] + timedelta(days=step) for step in range((asked[1] - asked[0]).days + 1))

        def with_rooms(times: tuple[DayTimes, ...], rooms: tuple[RoomView, ...]) -> None:
            self._take_lessons(asked, Ground(calendar, times, rooms), self._accounts)

        def with_times(times: tuple[DayTimes, ...]) -> None:
            self._context.tasks.run(school.list_rooms.bind(), partial(with_rooms, times), owner=self)

        self._context.tasks.run(school.times_on.bind(days), with_times, owner=self)

    def _take_lessons(self, asked: tuple[date, date], ground: Ground, left: tuple[str, ...]) -> None:
        """Ask for the lessons of one counsellor after the other, then show everything."""
        if not left:
            if self._bar is not None and asked == self.span(self._bar):
                self._ground = ground
                self._show_all()
            return

        def with_lessons(found: tuple[BusySpan, ...]) -> None:
            more = Ground(ground.calendar, ground.times, ground.rooms, (*ground.lessons, *found))
            self._take_lessons(asked, more, left[1:])

        self._context.tasks.run(school.counsellor_busy.bind(left[0], *asked), with_lessons, owner=self)

    def _shows_end(self) -> bool:
        """Return whether something stands on the weekend, or there is school."""
        if self._ground is None:
            return False
        days = self._ground.calendar.days
        taken = {} if self._week is None else {each.day for each in self._week.appointments}
        ends = [each.day for each in self._ground.times if each.day.weekday() >= _WORKDAYS]
        return any(day in taken or days.is_school_day(day) for day in ends)

    def _show_all(self) -> None:
        if self._ground is None or self._bar is None:
            return
        self._shows_weekend = self._shows_end()
        shown = days_shown(self._bar.view, self._bar.day, weekend=self._shows_weekend)
        columns = {column.day: column for column in self._ground.days(self._context.clock.today())}
        self._bar.show_days(shown, self._ground.calendar.days.teaching_week_of(shown[0]))
        self.grid.set_days([columns[day] for day in shown if day in columns])
        self.grid.set_rows(self._ground.rows())
        self.grid.set_shades(self._ground.shades())
        self._show_blocks()
        self.show_now()

    def _show_blocks(self) -> None:
        if self._ground is None:
            return
        views = () if self._week is None else self._week.appointments
        found: list[Block] = [block_of(view, whose=self._whose) for view in views]
        self.grid.set_blocks([*self._ground.blocks(found, several=len(self._accounts) > 1), *found])
        self._focus_wanted()
        self._tell()

    def _focus_wanted(self) -> None:
        if self._wanted in self.grid.places.blocks:
            self.grid.select(self._wanted)
            self._wanted = ""

    def _tell(self) -> None:
        """Say what the calendar cannot show."""
        told = []
        if self._week is not None and self._week.broken:
            count = len(self._week.broken)
            told.append(
                ntr(
                    "{count} appointment has a day or time that cannot be read; look under Data care.",
                    "{count} appointments have a day or time that cannot be read; look under Data care.",
                    count,
                )
            )
        year = None if self._ground is None else self._ground.unknown_year()
        if year is not None:
            told.append(tr("The official holidays of {year} are not known: only weekends count as free.", year=year))
        self.told.setText(" ".join(told))
        self.told.setVisible(bool(told))
