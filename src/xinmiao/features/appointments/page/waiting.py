"""The waiting list: who waits by urgency and time; one press gives a time."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.appointments import operations
from xinmiao.features.appointments.editor.waiting import WaitingQuestion, closing_question, draft_of
from xinmiao.features.appointments.page.columns import waiting_columns
from xinmiao.features.appointments.page.forms import AppointmentForms, Start
from xinmiao.features.appointments.records import AppointmentDraft, WaitingDraft, WaitingView
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import Text, _
from xinmiao.ui import theme
from xinmiao.ui.page import PageContext
from xinmiao.ui.question_sheet import QuestionSheet
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.messages import EmptyState

NEW_DRAFT = "new_waiting"


class WaitingPanel(QWidget):
    """The list with what is done with the entry in focus; Enter gives it a time."""

    def __init__(self, context: PageContext, sheet: QuestionSheet, forms: AppointmentForms) -> None:
        super().__init__()
        self._context, self._sheet, self._forms = context, sheet, forms
        self.setObjectName("waiting_panel")
        self.table = RecordTable[WaitingView](
            waiting_columns(),
            _("Waiting list"),
            id_of=lambda view: view.id,
            type_ahead=lambda view: view.client,
            name="waiting_table",
        )
        told = _("Nobody waits. Whoever cannot get a time at once is kept here, the urgent ones first.")
        self.table.set_empty(EmptyState(told, _("Put on the waiting list…"), partial(self.ask, ""), icon="clock"))
        self.table.opened.connect(lambda _id: self.give_time())
        self._buttons = (
            Button(_("Give a time…"), icon="calendar-clock", name="give_time", clicked=self.give_time),
            Button(_("Change the entry…"), icon="pen-line", name="change_waiting", clicked=self.change),
            Button(_("Take off the list…"), icon="x", name="close_waiting", clicked=self.close_entry),
        )
        self.table.current_changed.connect(lambda _id: self._offer())
        self._lay_out()
        self.setFocusProxy(self.table)

    def show_waiting(self, found: tuple[WaitingView, ...]) -> None:
        """Show who waits."""
        self.table.set_rows(found)
        if found and self.table.current_record() is None:
            self.table.go(0)
        self._offer()

    def ask(self, student_id: str, client: str = "") -> None:
        """Ask whom to put on the list."""
        question = WaitingQuestion(
            self._context, WaitingDraft(self._context.ids.new(), student_id=student_id or None), client
        )
        self._ask(_("Put on the waiting list"), question, _("On the waiting list."), NEW_DRAFT)

    def change(self) -> None:
        """Change the entry in focus."""
        if (view := self._current()) is not None:
            client = f"{view.client}  {view.class_label}".strip()
            question = WaitingQuestion(self._context, draft_of(view), client)
            self._ask(client, question, _("Saved."), f"waiting:{view.id}")

    def give_time(self) -> None:
        """Open the form of an appointment for the entry in focus."""
        if (view := self._current()) is None:
            return
        draft = AppointmentDraft(
            self._context.ids.new(),
            None,
            None,
            None,
            student_id=view.student_id,
            case_id=view.case_id,
            alias=view.alias,
            counsellor=self._context.actor.account,
            note=view.note,
            asked_by=view.asked_by,
        )
        self._forms.begin(Start(draft, f"{view.client}  {view.class_label}".strip(), waiting=view))

    def close_entry(self) -> None:
        """Ask why the entry in focus is taken off the list."""
        if (view := self._current()) is None:
            return

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.close_waiting.bind(view.id, view.version, values["closed_reason"] or "")

        done = partial(self._said, _("Taken off the waiting list."))
        self._sheet.ask(view.client, closing_question(), bind, done=done)

    def _ask(self, title: Text | str, question: WaitingQuestion, said: Text, key: str) -> None:
        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.save_waiting.bind(question.draft(values))

        self._sheet.ask(title, question, bind, done=partial(self._said, said), draft_key=key)

    def _current(self) -> WaitingView | None:
        view = self.table.current_record()
        return None if view is None or view.is_closed_to_me else view

    def _offer(self) -> None:
        for button in self._buttons:
            button.setEnabled(self._current() is not None)

    def _said(self, words: Text, _value: object) -> None:
        self._context.notices.inform(words)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.current().size("space-s"))
        for button in self._buttons:
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-s"))
        column.addWidget(self.table, 1)
        column.addLayout(row)
