"""All tellings: who was told what about whom, the slip beside the list, and telling somebody now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.documents.late_paper import LatePaper
from xinmiao.features.casework.operations import list_cases
from xinmiao.features.casework.records import CaseLine, CaseState
from xinmiao.features.referrals.records.settings import ROOM_PHONE
from xinmiao.features.roster.operations import student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.features.secrecy_exceptions import operations
from xinmiao.features.secrecy_exceptions.editor.questions import (
    ExceptionQuestion,
    RoleChoice,
    SendQuestion,
    goes_to_accounts,
)
from xinmiao.features.secrecy_exceptions.page.columns import exception_columns
from xinmiao.features.secrecy_exceptions.page.detail import exception_card
from xinmiao.features.secrecy_exceptions.records import (
    SECRECY_EXCEPTION,
    ExceptionForm,
    ExceptionGround,
    ExceptionHow,
    ExceptionView,
    Receiver,
    ReceiverRole,
    SlipPrint,
)
from xinmiao.features.secrecy_exceptions.rules.entries import NEW
from xinmiao.features.settings.operations import get_school_settings
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.question_sheet import QuestionSheet
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.list_detail import ListDetail
from xinmiao.ui.widgets.messages import EmptyState
from xinmiao.ui.widgets.surfaces import PageColumn

if TYPE_CHECKING:
    from xinmiao.documents.paper import Paper

SLIP = _("Minimal slip")


class ExceptionsPage(Page):
    """List and detail. Opened with `new:` and a student's id, it asks whom to tell about him."""

    interests: ClassVar[frozenset[str]] = frozenset({SECRECY_EXCEPTION.record, "student", "envelope"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("secrecy_exceptions")
        self._wanted = ""
        self._view: ExceptionView | None = None
        self._shown: QWidget | None = None
        self._new = Action("new", _("Tell somebody…"), self.ask, "Ctrl+N", "plus")
        self._row_actions = (
            Action("print", _("Print the slip"), self._print, icon="printer", enabled=self._is_open),
            Action("send", _("Send the slip…"), self._ask_receiver, "Ctrl+Return", "mail", self._can_send),
            Action("take_back", _("Take the slip back"), self._take_back, "", "undo-2", self._is_unread),
            Action("correct", _("Correct"), self._correct, "F2", "pen-line", self._is_open),
        )
        told = _("Secrecy gives way only for a ground, to whom must act, and with what he needs.")
        self.header = PageHeader(_("Exceptions to secrecy"), told, self._new, self._row_actions)
        self.table = RecordTable[ExceptionView](
            exception_columns(),
            _("Exceptions to secrecy"),
            id_of=lambda view: view.id,
            type_ahead=lambda view: view.student.name,
            name="exception_table",
        )
        self.table.set_actions(self._row_actions)
        told = _("Nothing was told outside the room. When somebody has to act, write the smallest slip here.")
        self.table.set_empty(EmptyState(told, _("Tell somebody…"), self.ask, icon="shield-alert"))
        self.table.current_changed.connect(lambda _id: self._open_current())
        self.detail = PageColumn(reading_width=520, name="exception_detail")
        self.sheet = QuestionSheet(self, context, name="exception_sheet")
        self._lay_out()
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Ask for the tellings."""
        self.context.tasks.run(operations.list_exceptions.bind(), self._show, owner=self)

    def open_record(self, record_id: str) -> None:
        """Go to one telling, or ask whom to tell about a student."""
        if record_id.startswith(NEW):
            bound = student_lines.bind((record_id.removeprefix(NEW),))
            self.context.tasks.run(bound, self._ask_of, owner=self)
        else:
            self._wanted = record_id
        self._stale = True

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done here."""
        save = Action("save", _("Save"), self.sheet.confirm, icon="save", enabled=lambda: self.sheet.asking)
        return (self._new, *self._row_actions, save)

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr(
            "Ctrl+N asks whom you have to tell; only what this receiver needs is asked and stands on the slip. Print"
            " it, or send it to his account: he opens it once, and you see when. Tell the student first where you can."
        )

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self.sheet.flush()
        return True

    # telling somebody

    def ask(self) -> None:
        """Ask about whom, and whom to tell."""
        self._ask_role(None)

    def _ask_of(self, lines: tuple[StudentLine, ...]) -> None:
        for line in lines:
            self._ask_role(line)

    def _ask_role(self, student: StudentLine | None) -> None:
        choice = RoleChoice(self.context, student)
        choice.chosen.connect(self._role_chosen)
        self.sheet.show_other(_("Tell somebody"), choice)

    def _role_chosen(self, student_id: str, role: ReceiverRole) -> None:
        def found(lines: tuple[StudentLine, ...]) -> None:
            for line in lines:
                self._fetch_more(line, role)

        self.context.tasks.run(student_lines.bind((student_id,)), found, owner=self)

    def _fetch_more(self, student: StudentLine, role: ReceiverRole) -> None:
        def with_cases(cases: tuple[CaseLine, ...]) -> None:
            pairs = [(case.id, case.number) for case in cases if not case.ask]
            settings = get_school_settings.bind((ROOM_PHONE,))
            self.context.tasks.run(settings, partial(self._begin, student, role, pairs), owner=self)

        bound = list_cases.bind(state=CaseState.OPEN, student_id=student.id)
        self.context.tasks.run(bound, with_cases, owner=self)

    def _begin(
        self, student: StudentLine, role: ReceiverRole, cases: list[tuple[str, str]], settings: dict[str, Any]
    ) -> None:
        form = ExceptionForm(
            exception_id=self.context.ids.new(),
            base_version=None,
            student_id=student.id,
            ground=ExceptionGround.SELF_HARM,
            role=role,
            receiver="",
            told_on=self.context.clock.today(),
            how=ExceptionHow.SCREEN if goes_to_accounts(role) else ExceptionHow.SLIP,
            student_told=None,
            decided_by=self.context.actor.label,
            ask=" ".join(part for part in (self.context.actor.label, settings[ROOM_PHONE.name]) if part),
        )
        question = ExceptionQuestion(form, student, cases)
        self._run(question, _("Tell somebody"), f"new_exception:{student.id}:{role.value}")

    def _correct(self) -> None:
        if self._view is not None and self._is_open():
            question = ExceptionQuestion(self._view.form, self._view.student, ())
            self._run(question, _("Correct what was told"), f"exception:{self._view.id}")

    def _run(self, question: ExceptionQuestion, title: Any, draft_key: str) -> None:
        def bind(values: dict[str, Any]) -> Bound[Any]:
            form = question.written(values)
            self._wanted = form.exception_id
            return operations.save_exception.bind(form)

        self.sheet.ask(title, question, bind, done=self._saved, draft_key=draft_key)

    def _saved(self, _version: int) -> None:
        self.context.notices.inform(_("Recorded. Now print the slip, or send it to the account."))
        self.reload()

    # the slip

    def _print(self) -> None:
        if self._view is None:
            return

        def collected(print_: SlipPrint) -> None:
            paper = LatePaper(partial(_paper, print_))
            self.context.papers.show(SLIP, partial(paper.pdf, blanks=True), file_name=f"{SLIP}.pdf")

        self.context.tasks.run(operations.collect_slip_print.bind(self._view.id), collected, owner=self)

    def _ask_receiver(self) -> None:
        view = self._view
        if view is None:
            return

        def found(receivers: tuple[Receiver, ...]) -> None:
            self.sheet.show_other(_("Send the slip"), SendQuestion(receivers, partial(self._send, view)))

        self.context.tasks.run(operations.list_receivers.bind(view.form.role), found, owner=self)

    def _send(self, view: ExceptionView, account: str) -> None:
        def sent(_version: int) -> None:
            self.sheet.put_away()
            self.context.notices.inform(_("Sent. You see here when it was read."))
            self.reload()

        self.context.tasks.run(operations.send_slip.bind(view.id, view.version, account), sent, owner=self)

    def _take_back(self) -> None:
        if self._view is not None:
            bound = operations.take_slip_back.bind(self._view.id, self._view.version)
            self.context.tasks.run(bound, lambda _version: self.reload(), owner=self)

    def _is_open(self) -> bool:
        return self._view is not None and not self._view.is_closed_to_me

    def _can_send(self) -> bool:
        return self._view is not None and self._is_open() and goes_to_accounts(self._view.form.role)

    def _is_unread(self) -> bool:
        view = self._view
        return view is not None and view.sent_at is not None and view.read_at is None

    # what is shown

    def _show(self, views: tuple[ExceptionView, ...]) -> None:
        self.table.set_rows(views)
        if self._wanted and self.table.select(self._wanted):
            self._wanted = ""
        elif self.table.current_record() is None and self.table.count():
            self.table.go(0)
        self._open_current()

    def _open_current(self) -> None:
        """Open the telling in focus; that it was read is recorded."""
        line = self.table.current_record()
        if line is None:
            self._show_one(None)
        elif self._view is None or (self._view.id, self._view.version, self._view.read_at, self._view.sent_at) != (
            line.id,
            line.version,
            line.read_at,
            line.sent_at,
        ):
            self.context.tasks.run(operations.get_exception.bind(line.id), self._show_one, owner=self)

    def _show_one(self, view: ExceptionView | None) -> None:
        self._view = view
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
            self._shown = None
        if view is not None:
            self._shown = exception_card(view)
            self.detail.add(self._shown)
            self._shown.show()

    def _lay_out(self) -> None:
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        lists = QVBoxLayout()
        lists.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-l"))
        lists.addWidget(ListDetail(self.table, self.detail, width=600, name="exception_split"))
        column.addLayout(lists, 1)


def _paper(print_: SlipPrint) -> Paper:
    from xinmiao.features.secrecy_exceptions.prints import slip_paper  # noqa: PLC0415 -- heavy, and only wanted here

    return slip_paper(print_)
