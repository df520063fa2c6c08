"""The page of times and rooms: own lessons in the week, period tables, opening hours, rooms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.school_calendar import operations
from xinmiao.features.school_calendar.page.affected import AffectedList
from xinmiao.features.school_calendar.page.period_form import PeriodTableForm
from xinmiao.features.school_calendar.page.time_cards import HoursCard, RoomsCard, TablesCard
from xinmiao.features.school_calendar.page.time_forms import HoursForm, LessonForm, RoomForm, new_lesson
from xinmiao.features.school_calendar.page.week import lesson_blocks, period_rows, plain_week
from xinmiao.features.school_calendar.records import WEEKDAYS, PeriodTableView, RoomView, TimesView
from xinmiao.features.school_calendar.rules.times import table_on
from xinmiao.kernel.access import Permission
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.school_days import monday_of
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.sheet_form import SheetForm
from xinmiao.ui.week_grid import WeekGrid
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.side_sheet import SideSheet
from xinmiao.ui.widgets.surfaces import PageColumn


class TimesPage(Page):
    """The week of own lessons, with tables, hours and rooms beside it."""

    interests: ClassVar[frozenset[str]] = frozenset({"period_table", "period", "own_lesson", "opening_hours", "room"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_school_times")
        self._writes = context.actor.may(Permission.CALENDAR_WRITE)
        self._teaches = context.actor.may(Permission.OWN_LESSON_WRITE)
        self.view: TimesView | None = None
        self.header = PageHeader(_("Periods and rooms"), _("What times mean here, and where."))
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.grid = WeekGrid(_("Own lessons of the week"), name="lesson_grid")
        self.grid.set_editable(self._teaches)
        self.tables = TablesCard(self.edit_table, self._remove_table, writes=self._writes)
        self.hours = HoursCard(self.edit_hours, writes=self._writes)
        self.rooms = RoomsCard(self.edit_room, writes=self._writes)
        self.affected = AffectedList(context)
        self.sheet = SideSheet(self, width=560, name="times_sheet")
        self._lay_out()
        self.grid.created.connect(self._add_lesson)
        self.grid.moved.connect(self._move_lesson)
        self.grid.opened.connect(self._open_lesson)
        self.grid.removed.connect(self._remove_lesson)
        self.setFocusProxy(self.grid)

    def reload(self) -> None:
        """Ask for everything."""
        self.context.tasks.run(operations.get_times.bind(), self._take, owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Offer a new table and a new room."""
        if not self._writes:
            return ()
        return (
            Action("new", _("Add a period table"), partial(self.edit_table, None), icon="plus"),
            Action("add_room", _("Add a room"), partial(self.edit_room, None), icon="plus"),
            Action("edit_hours", _("Change opening hours"), self.edit_hours, icon="clock"),
        )

    def help_text(self) -> str:
        """Say how lessons are put into the week, and which table is in force."""
        return tr(
            "In force is the newest table whose date has come; one of a stage stands before one of the school."
            " Lessons: draw with the mouse or press Enter on a place; Ctrl and arrows carry one, Delete takes it out."
        )

    def edit_table(self, opened: PeriodTableView | None) -> None:
        """Add or change a period table."""
        form = PeriodTableForm(opened, self.context.clock.today())

        def run() -> None:
            self.affected.ask(operations.affected_by_table, form.view())
            self._ask(form, operations.save_period_table.bind(form.view()))

        self._open(_("Period table"), form, run)

    def edit_hours(self) -> None:
        """Change the opening hours."""
        form = HoursForm(() if self.view is None else self.view.hours)
        self._open(_("Opening hours"), form, lambda: self._ask(form, operations.save_hours.bind(form.hours())))

    def edit_room(self, opened: RoomView | None) -> None:
        """Add or change a room."""
        form = RoomForm(opened)

        def run() -> None:
            self.affected.ask(operations.affected_by_room, form.view())
            self._ask(form, operations.save_room.bind(form.view()))

        self._open(_("Room"), form, run)

    def _remove_table(self, opened: PeriodTableView) -> None:
        self.context.tasks.run(operations.remove_period_table.bind(opened), owner=self)

    def _add_lesson(self, day: date, starts: int, ends: int) -> None:
        rows = self.grid.places.rows
        period = next((str(row.label) for row in rows if (row.starts, row.ends) == (starts, ends)), "")
        self._edit_lesson(new_lesson(day, (starts, ends), period, self.context.clock.today()))

    def _open_lesson(self, lesson_id: str) -> None:
        found = self._lesson(lesson_id)
        if found is not None and self._teaches:
            self._edit_lesson(found)

    def _edit_lesson(self, lesson: Any) -> None:
        form = LessonForm(lesson)
        self._open(_("Own lesson"), form, lambda: self._ask(form, operations.save_lesson.bind(form.view())))

    def _move_lesson(self, lesson_id: str, day: date, starts: int, ends: int) -> None:
        found = self._lesson(lesson_id)
        if found is not None:
            rows = self.grid.places.rows
            period = next((str(row.label) for row in rows if (row.starts, row.ends) == (starts, ends)), "")
            moved = replace(found, weekday=WEEKDAYS[day.weekday()], starts=starts, ends=ends, period=period)
            self.context.tasks.run(operations.save_lesson.bind(moved), owner=self)

    def _remove_lesson(self, lesson_id: str) -> None:
        found = self._lesson(lesson_id)
        if found is not None:
            self.context.tasks.run(operations.remove_lesson.bind(found), owner=self)

    def _lesson(self, lesson_id: str) -> Any:
        lessons = () if self.view is None else self.view.lessons
        return next((lesson for lesson in lessons if lesson.id == lesson_id), None)

    def _open(self, title: Text, form: SheetForm, run: Callable[[], object]) -> None:
        form.wanted.connect(run)
        self.sheet.open_sheet(title, form)

    def _ask(self, form: SheetForm, bound: Bound[Any]) -> None:
        self.context.tasks.run(bound, lambda _done: self.sheet.close_sheet(), form.refused, owner=form)

    def _take(self, view: TimesView) -> None:
        self.view = view
        today = self.context.clock.today()
        table = table_on(view.tables, today, None) or next(iter(view.tables), None)
        monday = monday_of(today)
        self.grid.set_days(plain_week(monday, view.lessons))
        self.grid.set_rows(period_rows(table))
        self.grid.set_blocks(lesson_blocks(view.lessons, view.tables, today))
        self.tables.show_tables(view.tables, table)
        self.hours.show_hours(view.hours)
        self.rooms.show_rooms(view.rooms, today, today + timedelta(days=60))

    def _lay_out(self) -> None:
        space = theme.current().size
        left, right = QVBoxLayout(), PageColumn(name="times_cards")
        left.setContentsMargins(space("space-xl"), 0, 0, space("space-l"))
        words = _("Own lessons") if self._teaches else _("The week by the table in force")
        left.addWidget(label(words, "section"))
        left.addWidget(self.grid, 1)
        for card in (self.affected, self.tables, self.hours, self.rooms):
            right.add(card)
        actions = self.page_actions()
        self.header.set_actions(actions[0] if actions else None, actions[1:])
        row = QHBoxLayout()
        row.addLayout(left, 3)
        row.addWidget(right, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.header)
        column.addLayout(row, 1)
