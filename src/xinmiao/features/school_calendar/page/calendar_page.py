"""The page of the school's calendar: the year day by day, terms, and the list of the school's own days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.school_calendar import operations
from xinmiao.features.school_calendar.page.affected import AffectedList
from xinmiao.features.school_calendar.page.day_forms import OwnDayForm, TermForm
from xinmiao.features.school_calendar.page.exchange import Exchange
from xinmiao.features.school_calendar.page.words import day_words, own_dates, own_words
from xinmiao.features.school_calendar.page.year_grid import YearGrid
from xinmiao.features.school_calendar.records import CalendarView, OwnDayView, TermView
from xinmiao.features.school_calendar.rules import days
from xinmiao.kernel.access import Permission
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.school_days import SchoolDays
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.kernel.typed_dates import parse_date
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.sheet_form import SheetForm
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.list_detail import ListDetail
from xinmiao.ui.widgets.side_sheet import SideSheet

_HELP = _(
    "Arrows go from day to day, Page Up and Page Down by four weeks, Home to today; Enter says what a day is."
    " What the school says itself stands above the official days. Nothing booked is moved: it is listed."
)
_COLUMNS: tuple[Column[OwnDayView], ...] = (
    Column("title", _("Own day"), lambda own: own.title, secondary=own_words, width=150),
    Column("dates", _("When"), own_dates, width=200, stretch=True),
)


class CalendarPage(Page):
    """The calendar of the school year with its list beside it."""

    interests: ClassVar[frozenset[str]] = frozenset({"term", "own_day", "official_year"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_school_calendar")
        self._writes = context.actor.may(Permission.CALENDAR_WRITE)
        self.view: CalendarView | None = None
        self.header = PageHeader(_("School calendar"), " ")
        self.grid = YearGrid(context.clock.today())
        self.line = label("", "secondary", wrap=True)
        self.own = RecordTable(_COLUMNS, _("The school’s own days"), name="own_days")
        self.affected = AffectedList(context)
        self.sheet = SideSheet(self, name="calendar_sheet")
        self.files = Exchange(self, self.sheet, lambda: () if self.view is None else self.view.own, self._since)
        self._lay_out()
        self.grid.chosen.connect(self.set_day)
        self.grid.current_changed.connect(lambda _day: self._tell())
        self.own.opened.connect(lambda _id: self._correct())
        self.own.current_changed.connect(lambda _id: self._show_own())
        self.setFocusProxy(self.grid)

    def reload(self) -> None:
        """Ask for the calendar."""
        self.context.tasks.run(operations.get_calendar.bind(), self._take, owner=self)

    def open_record(self, record_id: str) -> None:
        """Go to a day."""
        day = parse_date(record_id, today=self.context.clock.today())
        if day is not None:
            self.grid.go(day)

    def page_actions(self) -> tuple[Action, ...]:
        """Offer to say what a day is, and the terms."""
        if not self._writes:
            return ()
        terms = () if self.view is None else self.view.terms
        correct = tuple(
            Action(
                f"term_{place}",
                _("Change the term from {day}").format(day=term.first_day.isoformat()),
                partial(self.set_term, term),
                icon="pen-line",
            )
            for place, term in enumerate(terms[-4:])
        )
        return (
            Action("new", _("Say what this day is"), lambda: self.set_day(self.grid.current), icon="calendar-days"),
            Action("add_term", _("Add a term"), partial(self.set_term, None), icon="plus"),
            Action("remove_own_day", _("Remove the chosen own day"), self._remove, icon="trash-2"),
            *correct,
            Action("read_file", _("Read a calendar file"), self.files.choose, icon="upload"),
            *self._saving(),
        )

    def _saving(self) -> tuple[Action, ...]:
        if not self.context.actor.may(Permission.CALENDAR_EXPORT):
            return ()
        return (Action("save_file", _("Save as a calendar file"), self.files.save, icon="download"),)

    def help_text(self) -> str:
        """Say what counts as a school day, and how the calendar is gone round."""
        return str(_HELP)

    def set_day(self, day: date) -> None:
        """Say what a day is: the school's own day that is there, or a new one."""
        if not self._writes or self.view is None:
            return
        opened = next((own for own in self.view.own if own.covers(day)), None)
        self._edit(opened, day)

    def set_term(self, opened: TermView | None) -> None:
        """Add or change a term."""
        form = TermForm(opened)
        self._open(_("Term"), form, lambda: self._ask(form, operations.save_term.bind(form.view())))

    def _edit(self, opened: OwnDayView | None, day: date) -> None:
        form = OwnDayForm(opened, day)
        self._open(_("What this day is"), form, lambda: self._ask(form, operations.save_own_day.bind(form.view())))

    def _correct(self) -> None:
        own = self.own.current_record()
        if own is not None and self._writes:
            self._edit(own, own.first_day)

    def _remove(self) -> None:
        own = self.own.current_record()
        if own is not None:
            self.context.tasks.run(operations.remove_own_day.bind(own), self._since(), owner=self)

    def _show_own(self) -> None:
        own = self.own.current_record()
        if own is not None and self.own.hasFocus():
            self.grid.go(own.first_day)

    def _open(self, title: Text, form: SheetForm, run: Callable[[], object]) -> None:
        form.wanted.connect(run)
        self.sheet.open_sheet(title, form)

    def _ask(self, form: SheetForm, bound: Bound[Any]) -> None:
        then = self._since(self.sheet.close_sheet)
        self.context.tasks.run(bound, then, form.refused, owner=form)

    def _since(self, first: Callable[[], object] = lambda: None) -> Callable[[object], None]:
        """Return what to do once a change is made: `first`, then list what stands on days that were otherwise."""
        return self.affected.since(SchoolDays() if self.view is None else self.view.days, first)

    def _take(self, view: CalendarView) -> None:
        self.view = view
        self.own.set_rows(view.own)
        self.grid.set_days(partial(days.day_view, view.days, view.own))
        actions = self.page_actions()
        self.header.set_actions(actions[0] if actions else None, actions[1:])
        self.affected.show_official(view.changes, writes=self._writes)

    def _tell(self) -> None:
        if self.view is None:
            return
        shown = days.day_view(self.view.days, self.view.own, self.grid.current)
        self.line.setText(day_words(shown))
        year = self.grid.current.year
        self.unknown.setVisible(not shown.official_known)
        self.unknown.setText(
            tr(
                "The official holidays of {year} are not known: only weekends count as free."
                " Please enter days off and make-up days.",
                year=year,
            )
        )

    def _lay_out(self) -> None:
        space = theme.current().size
        self.unknown = label("", "secondary", wrap=True)
        self.unknown.setObjectName("official_unknown")
        self.unknown.hide()
        listing, detail = QWidget(), QWidget()
        left, right = QVBoxLayout(listing), QVBoxLayout(detail)
        left.setContentsMargins(space("space-xl"), 0, space("space-m"), space("space-l"))
        right.setContentsMargins(space("space-m"), 0, space("space-xl"), space("space-l"))
        left.addWidget(self.line)
        left.addWidget(self.unknown)
        left.addWidget(self.grid, 1)
        right.addWidget(label(_("The school’s own days"), "section"))
        right.addWidget(self.own, 1)
        right.addWidget(self.affected)
        times = Button(_("Periods and rooms"), icon="clock", name="open_times", clicked=self._open_times)
        self.header.add_widget(times)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space("space-s"))
        column.addWidget(self.header)
        column.addWidget(ListDetail(listing, detail, width=space("space-xxl") * 24), 1)

    def _open_times(self) -> None:
        self.context.navigator.open(Target("school_times"))
