"""The page Today itself: who sees which cards, what is asked, what is printed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.accounts import operations as accounts
from xinmiao.features.light_plans.operations import light_plan_counts
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import ClassLine
from xinmiao.features.school_calendar.operations import teaching_week_of
from xinmiao.features.today import operations
from xinmiao.features.today.page.classes import OwnClasses
from xinmiao.features.today.page.deeds import Deeds
from xinmiao.features.today.page.heading import date_words, today_header
from xinmiao.features.today.page.overview import Overview
from xinmiao.features.today.page.printing import show_today_paper
from xinmiao.features.today.page.reminder_list import ReminderList
from xinmiao.features.today.page.task_list import TaskList
from xinmiao.features.today.records import ReminderView, TodayView
from xinmiao.kernel.access import Permission, Role
from xinmiao.kernel.operations import Change
from xinmiao.kernel.school_days import TeachingWeek
from xinmiao.kernel.tasks import Target, Task
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.record_panel import RecordPanels
from xinmiao.ui.undo_toast import UndoToast
from xinmiao.ui.widgets.side_sheet import SideSheet
from xinmiao.ui.widgets.surfaces import PageColumn

_REMINDERS_PX = 372
_LEADS = frozenset({Role.GRADE_HEAD, Role.MORAL_OFFICE, Role.PRINCIPAL})
_HERE = "today"


class TodayPage(Page):
    """What is next. Every feature contributes its tasks; each is done where it leads."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_today")
        may = context.actor.may
        self._own_reminders = may(Permission.REMINDER_OWN)
        self._teaches = Role.CLASS_TEACHER in context.actor.roles
        self.view: TodayView | None = None
        self.header = today_header(context, self._begin_reminder)
        self.tasks = TaskList(may_dismiss=self._own_reminders)
        self.reminders = ReminderList(context.finder, context.clock.today()) if self._own_reminders else None
        self.classes = OwnClasses() if self._teaches else None
        self.overview = Overview(context.actor) if context.actor.roles & _LEADS and not self._own_reminders else None
        self.panels = RecordPanels(context, _HERE, self)
        self.sheet = SideSheet(self, name="today_sheet")
        self.toast = UndoToast(self)
        self._deeds = Deeds(context, self, self.sheet, self.toast)
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        """Ask for tasks, reminders and classes."""
        sources = tuple(source for feature in self.context.features for source in feature.tasks)
        self.context.tasks.run(operations.get_today.bind(sources), self.show_view, owner=self)
        self.context.tasks.run(teaching_week_of.bind(self.context.clock.today()), self._show_week, owner=self)
        self.panels.show_record(_HERE)
        if self.classes is not None:
            self.context.tasks.run(roster.list_classes.bind(), self._show_classes, owner=self)
        if self.overview is not None:
            self.context.tasks.run(roster.list_classes.bind(), self.overview.show_classes, owner=self)
            self.context.tasks.run(accounts.whom_to_ask.bind(), self.overview.show_whom_to_ask, owner=self)
            if self.context.actor.may(Permission.LIGHT_PLAN_COUNT):
                self.context.tasks.run(light_plan_counts.bind(), self.overview.show_light_plans, owner=self)

    def note_changes(self, changes: frozenset[Change]) -> None:
        """Look again after any change: tasks come from every record."""
        if changes and self.isVisible():
            self.reload()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 -- Qt's name
        """Look again when shown the next time; keys and backups change without a record."""
        super().hideEvent(event)
        self._stale = True

    def page_actions(self) -> tuple[Action, ...]:
        """Offer a reminder, a note, the student search, and the day on paper."""
        found = [] if self.overview else [Action("print", _("Print today"), self.print_day, icon="printer")]
        if self.reminders is not None:
            found += [
                Action("new", _("Add reminder"), self.reminders.adder.begin, icon="bell"),
                Action("undo", _("Undo"), self.toast.undo, "Ctrl+Z", "undo-2", self.toast.isVisible),
            ]
        return tuple(found)

    def help_text(self) -> str:
        """Say where tasks come from."""
        return tr(
            "Tasks are derived from the records and go away when the thing is done. Enter opens the place where it is"
            " done; Del puts a task aside with a reason. Reminders are your own lines; Space marks one as done."
        )

    def print_day(self) -> None:
        """Show the day on one page."""
        if self.view is not None:
            show_today_paper(self.context, self.view, self)

    def _show_week(self, week: TeachingWeek | None) -> None:
        self.header.set_title(date_words(self.context.clock.today(), week))

    def show_view(self, view: TodayView) -> None:
        """Show tasks and reminders."""
        self.view = view
        calm = _("Everything for today is done; you may lock the door.")
        waiting = _("No tasks. The reminders are still to be done.")
        self.tasks.set_tasks(view.tasks, all_done=calm if view.is_clear else waiting, aside=len(view.aside))
        if self.reminders is not None:
            self.reminders.set_reminders(view.reminders, view.coming_reminders)
            if self.reminders.coming_open:
                self._ask_coming()
        has_other = self.classes is not None or self.overview is not None
        self.tasks.setVisible(bool(view.tasks) or not has_other or self._own_reminders)

    def _show_classes(self, classes: tuple[ClassLine, ...]) -> None:
        if self.classes is not None:
            own = self.context.actor.class_ids
            self.classes.set_classes([line for line in classes if line.id in own])

    def _ask_coming(self) -> None:
        def show(found: tuple[ReminderView, ...]) -> None:
            if self.reminders is not None:
                today = self.context.clock.today()
                self.reminders.set_coming([reminder for reminder in found if reminder.due_on > today])

        self.context.tasks.run(operations.list_reminders.bind(), show, owner=self)

    def _begin_reminder(self) -> None:
        if self.reminders is not None:
            self.reminders.adder.begin()

    def _connect(self) -> None:
        self.tasks.opened.connect(self._open_task)
        self.tasks.discard_wanted.connect(self._deeds.ask_discard)
        self.tasks.aside_wanted.connect(lambda task: self._deeds.open_dismissal(self.view, task))
        self.tasks.aside_list_wanted.connect(lambda: self._deeds.open_aside(self.view))
        if self.reminders is not None:
            adder = self.reminders.adder
            self.reminders.done.connect(self._deeds.finish)
            self.reminders.coming_wanted.connect(self._ask_coming)
            adder.wanted.connect(lambda line, due_on, student: self._deeds.add(adder, line, due_on, student))
        if self.classes is not None:
            self.classes.opened.connect(lambda class_id: self._open(Target("students", class_id)))
        if self.overview is not None:
            self.overview.opened.connect(lambda group: self._open(Target("students", group)))

    def _open_task(self, task: Task) -> None:
        if task.target.page == _HERE:  # a draft whose place nobody knows any more
            self._deeds.ask_discard(task)
        else:
            self._open(task.target)

    def _open(self, target: Target) -> None:
        self.context.navigator.open(target)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        cards: list[QWidget] = [card for card in (self.classes, self.tasks) if card is not None]
        if self.overview is not None:
            for card in reversed(cards):
                self.overview.put_first(card)
            if self.panels.panels:
                self.overview.aside.add(self.panels)
            column.addWidget(self.overview, 1)
            return
        row = QHBoxLayout()
        row.setSpacing(theme.current().size("space-l"))
        row.addLayout(_stacked(cards), 1)
        beside: list[QWidget] = [card for card in (self.panels if self.panels.panels else None, self.reminders) if card]
        for card in beside:
            card.setFixedWidth(theme.current().px(_REMINDERS_PX))
        if beside:
            row.addLayout(_stacked(beside))
        area = PageColumn()
        area.add(row)
        column.addWidget(area, 1)


def _stacked(cards: Iterable[QWidget]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(theme.current().size("space-l"))
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return column
