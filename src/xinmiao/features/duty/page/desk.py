"""What lies before the page of duty: the week shown, the term, and what was asked to be opened."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from xinmiao.features.duty import operations
from xinmiao.features.duty.page.list_view import ShiftList
from xinmiao.features.duty.page.week_view import WeekView
from xinmiao.features.duty.records import Gap, RosterRequest, RosterView, ShiftView
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.features.school_calendar.records import DayFrame
from xinmiao.kernel.school_days import SchoolDays, monday_of
from xinmiao.ui.page import Page

_WEEK = timedelta(days=6)
_STEP = timedelta(days=7)
_TERM = timedelta(days=130)
"""How far is looked ahead where no term is entered."""


class DutyDesk:
    """Asks for rosters and hands them to the views of one page; `opened` is told which shift is wanted."""

    def __init__(self, page: Page, week: WeekView, term: ShiftList, own: ShiftList) -> None:
        self._page, self._context = page, page.context
        self._week, self._term, self._own = week, term, own
        self._today = self._context.clock.today()
        self.monday = monday_of(self._today)
        self.span = (self._today, self._today + _TERM)
        self.own_staff: str | None = None
        self.wanted = ""
        self._shifts: tuple[ShiftView, ...] = ()

    def load(self) -> None:
        """Ask for the week and the term."""
        self._today = self._context.clock.today()
        self.load_week()
        self._context.tasks.run(calendar.get_school_days.bind(), self._take_days, owner=self._page)

    def load_week(self) -> None:
        """Ask for the week shown."""
        first, last = self.monday, self.monday + _WEEK

        def ask_frames(roster: RosterView) -> None:
            bound = calendar.school_day_frames.bind(first, last)
            self._context.tasks.run(bound, partial(self._take_week, roster), owner=self._page)

        self._context.tasks.run(operations.get_roster.bind(first, last), ask_frames, owner=self._page)

    def turn_week(self, step: int) -> None:
        """Show the week before or after, or with 0 the present one."""
        self.monday = monday_of(self._today) if not step else self.monday + step * _STEP
        self.load_week()

    def shift(self, shift_id: str) -> ShiftView | None:
        """Return a shift that is shown somewhere, or None."""
        week = self._week.roster
        known = (*(week.shifts if week else ()), *self._shifts)
        return next((each for each in known if each.id == shift_id), None)

    def gap_of(self, shift_id: str) -> Gap | None:
        """Return what is doubtful about a shift of the week, or None."""
        week = self._week.roster
        return next((gap for gap in (week.gaps if week else ()) if gap.shift_id == shift_id), None)

    def request(self) -> RosterRequest:
        """Return the days of the term that are left."""
        return RosterRequest(max(self._today, self.span[0]), self.span[1])

    def show_wanted(self) -> None:
        """Open what was asked for before the shifts were there."""
        if self.wanted and (shift := self.shift(self.wanted)) is not None:
            self.wanted = ""
            self._term.opened.emit(shift.id)

    def _take_week(self, roster: RosterView, frames: tuple[DayFrame, ...]) -> None:
        self._week.show_week(roster, frames)
        self.show_wanted()

    def _take_days(self, days: SchoolDays) -> None:
        term = next((term for term in days.terms if term.last >= self._today), None)
        self.span = (self._today, self._today + _TERM) if term is None else (term.first, term.last)
        self._context.tasks.run(operations.get_roster.bind(*self.span), self._take_term, owner=self._page)

    def _take_term(self, roster: RosterView) -> None:
        self._shifts, self.own_staff = roster.shifts, roster.own_staff_id
        self._term.show_shifts(roster.shifts)
        self._own.show_shifts([shift for shift in roster.shifts if shift.staff_id == roster.own_staff_id])
        self.show_wanted()
