"""What is done on Today: tasks put aside, reminders made, finished and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Protocol

from xinmiao.features.today import operations
from xinmiao.features.today.page.adding import ReminderAdder
from xinmiao.features.today.page.aside import AsideList
from xinmiao.features.today.page.dismissing import DismissForm
from xinmiao.features.today.records import AsideView, ReminderView, TodayView
from xinmiao.features.today.rules import draft_key
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.tasks import Task
from xinmiao.kernel.texts import Text, _, ntr
from xinmiao.ui.notices import Choice, Question
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.undo_toast import UndoToast
from xinmiao.ui.widgets.side_sheet import SideSheet


class _Marked(Protocol):
    def show_problems(self, problems: Mapping[str, Text]) -> None: ...


class Deeds:
    """Runs the page's commands and says how they ended."""

    def __init__(self, context: PageContext, page: Page, sheet: SideSheet, toast: UndoToast) -> None:
        self._context = context
        self._page = page
        self._sheet = sheet
        self._toast = toast

    def open_dismissal(self, view: TodayView | None, task: Task | None) -> None:
        """Ask which tasks are put aside, and why."""
        if view is None:
            return
        form = DismissForm(view.tasks, task)
        form.wanted.connect(lambda tasks, reason: self._dismiss(form, tasks, reason))
        self._sheet.open_sheet(_("Put aside"), form)

    def open_aside(self, view: TodayView | None) -> None:
        """Show what was put aside, to be taken back."""
        if view is None:
            return
        listing = AsideList(view.aside)
        listing.back_wanted.connect(self._take_back)
        self._sheet.open_sheet(_("Put aside"), listing)

    def _take_back(self, aside: AsideView) -> None:
        def taken(_none: None) -> None:
            self._sheet.close_sheet()
            self._context.notices.inform(_("The task stands on Today again."))

        self._context.tasks.run(operations.take_back_dismissal.bind(aside.id), taken, owner=self._page)

    def ask_discard(self, task: Task) -> None:
        """Ask once, then throw the draft away and look again."""

        def discarded(_none: None) -> None:
            self._context.notices.inform(_("Draft thrown away."))
            self._page.reload()

        def answered(answer: str) -> None:
            if answer == "discard":
                bound = operations.discard_draft.bind(draft_key(task))
                self._context.tasks.run(bound, discarded, owner=self._page)

        question = Question(
            _("Throw this draft away?"),
            _("What was typed and not saved is gone then. That it was thrown away is recorded."),
            (Choice("discard", _("Throw away"), destructive=True), Choice("keep", _("Keep it"))),
            default="keep",
        )
        self._context.notices.ask(question, answered, self._page)

    def finish(self, reminder: ReminderView) -> None:
        """Mark a reminder as done; the toast takes it back."""

        def finished(_none: None) -> None:
            self._toast.say(_("Done: {line}").format(line=reminder.line), partial(self._reopen, reminder))

        self._context.tasks.run(operations.finish_reminder.bind(reminder.id), finished, owner=self._page)

    def add(self, adder: ReminderAdder, line: str, due_on: date, student: str | None) -> None:
        """Save a reminder and be ready for the next."""

        def added(_id: str) -> None:
            adder.clear()
            adder.begin()
            self._context.notices.inform(_("Reminder saved."))

        bound = operations.add_reminder.bind(line, due_on, student)
        self._context.tasks.run(bound, added, partial(self._refused, adder), owner=adder)

    def _reopen(self, reminder: ReminderView) -> None:
        self._context.tasks.run(operations.reopen_reminder.bind(reminder.id), owner=self._page)

    def _dismiss(self, form: DismissForm, tasks: tuple[Task, ...], reason: str) -> None:
        def dismissed(_none: None) -> None:
            self._sheet.close_sheet()
            self._context.notices.inform(ntr("{count} task put aside.", "{count} tasks put aside.", len(tasks)))

        bound = operations.dismiss_tasks.bind(tasks, reason)
        self._context.tasks.run(bound, dismissed, partial(self._refused, form), owner=form)

    def _refused(self, form: _Marked, error: AppError) -> None:
        if isinstance(error, ValidationFailed):
            form.show_problems(error.problems)
        else:
            self._context.notices.error(error)
