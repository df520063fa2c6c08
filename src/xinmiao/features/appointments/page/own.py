"""A class teacher's own requests: asking the room for a time, and how far each request came."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from xinmiao.features.appointments import operations
from xinmiao.features.appointments.editor.request import RequestQuestion
from xinmiao.features.appointments.page.columns import request_columns
from xinmiao.features.appointments.records import OwnRequest
from xinmiao.features.roster.operations import list_students
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.page_layout import lay_out
from xinmiao.ui.question_sheet import QuestionSheet
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.messages import EmptyState

DRAFT = "own_appointment_request"


class OwnRequestsPage(Page):
    """What the teacher asked the room for."""

    interests: ClassVar[frozenset[str]] = frozenset({"envelope", "student"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("own_requests")
        self._new = Action("new", _("Ask for a time…"), self.ask, "Ctrl+N", "plus")
        told = _("You see whether a time was given and whom to ask; the room tells the student when and where.")
        self.header = PageHeader(_("My requests for appointments"), told, self._new)
        self.table = RecordTable[OwnRequest](
            request_columns(),
            _("My requests for appointments"),
            id_of=lambda one: one.id,
            type_ahead=lambda one: one.student,
            name="own_request_table",
        )
        empty = _("Nothing asked for yet. When a student would like to talk to the room, ask for a time here.")
        self.table.set_empty(EmptyState(empty, _("Ask for a time…"), self.ask, icon="calendar-clock"))
        self.sheet = QuestionSheet(self, context, name="request_sheet")
        lay_out(self, self.header, self.table, padded=True)
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Ask for the own requests."""
        self.context.tasks.run(operations.list_own_requests.bind(), self.table.set_rows, owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done here."""
        return (
            self._new,
            Action("save", _("Save"), self.sheet.confirm, icon="save", enabled=lambda: self.sheet.asking),
        )

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr(
            "Ctrl+N asks the room for a time for one of your students. It is sealed so that only you and the"
            " counsellors can read it. When somebody is in danger, telephone first."
        )

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self.sheet.flush()
        return True

    def ask(self) -> None:
        """Fetch the own students, then ask."""
        self.context.tasks.run(list_students.bind(), self._ask, owner=self)

    def _ask(self, students: tuple[StudentLine, ...]) -> None:
        question = RequestQuestion(self.context, students)

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.send_request.bind(question.written(values))

        self.sheet.ask(_("Ask the room for a time"), question, bind, done=self._sent, draft_key=DRAFT)

    def _sent(self, _id: str) -> None:
        self.context.notices.inform(_("Sent. The room gets it at its next sign-in."))
        self.reload()
