"""What the principal signs: requests for a file, one after the other, without a word out of the file."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from xinmiao.features.file_access import operations
from xinmiao.features.file_access.editor.questions import signing_question
from xinmiao.features.file_access.editor.reading import AccessReading
from xinmiao.features.file_access.page.columns import approval_columns
from xinmiao.features.file_access.records import Approval, ApprovalLine
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.page_layout import lay_out
from xinmiao.ui.question_sheet import QuestionSheet
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.list_detail import ListDetail
from xinmiao.ui.widgets.messages import EmptyState


class SigningPage(Page):
    """Opened alone, or with the id of what is to be signed."""

    interests: ClassVar[frozenset[str]] = frozenset({"envelope"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("file_access_signing")
        self._wanted = ""
        self._approve = Action(
            "approve", _("Approve…"), partial(self._ask, Approval.APPROVED), "", "check", self._waits
        )
        self._deny = Action("deny", _("Do not approve…"), partial(self._ask, Approval.DENIED), "", "x", self._waits)
        told = _("Who asks to see a student’s counselling file. Nothing of it is given without your signature.")
        self.header = PageHeader(_("File access to sign"), told)
        self.table = RecordTable[ApprovalLine](
            approval_columns(),
            _("File access to sign"),
            id_of=lambda line: line.id,
            type_ahead=lambda line: line.request.applicant,
            name="signing_table",
        )
        self.table.set_empty(EmptyState(_("Nothing was laid before you."), icon="file-text"))
        self.reading = AccessReading()
        self.sheet = QuestionSheet(self, context, name="signing_sheet")
        lay_out(self, self.header, ListDetail(self.table, self.reading, width=560, name="signing_split"), padded=True)
        self.table.current_changed.connect(lambda _id: self._show_line())
        self.setFocusProxy(self.table)

    def open_record(self, record_id: str) -> None:
        """Go to one of them."""
        self._wanted = record_id
        self.table.select(record_id)

    def reload(self) -> None:
        """Ask for what was laid before the principal."""
        self.context.tasks.run(operations.list_approvals.bind(), self._show, owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done here."""
        save = Action("save", _("Save"), self.sheet.confirm, icon="save", enabled=lambda: self.sheet.asking)
        return (self._approve, self._deny, save)

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr(
            "You decide whether something of a file is given; what, the counsellor writes down. Your decision is signed"
            " with your account. A signature on paper counts as much."
        )

    def may_leave(self) -> bool:
        """Let go at once."""
        self.sheet.flush()
        return True

    def _show(self, lines: tuple[ApprovalLine, ...]) -> None:
        self.table.set_rows(lines)
        if self._wanted:
            self.table.select(self._wanted)
            self._wanted = ""
        elif self.table.current_record() is None and lines:
            self.table.go(0)
        self._show_line()

    def _show_line(self) -> None:
        line = self.table.current_record()
        if line is None:
            self.reading.clear()
        else:
            self.reading.show_request(line)
        waits = self._waits()
        self.header.set_actions(self._approve if waits else None, (self._deny,) if waits else ())

    def _waits(self) -> bool:
        line = self.table.current_record()
        return line is not None and line.signature is None

    def _ask(self, approval: Approval) -> None:
        line = self.table.current_record()
        if line is None:
            return

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.sign_access.bind(line.id, line.version, approval, values["approval_words"] or "")

        title = _("Approve") if approval is Approval.APPROVED else _("Do not approve")
        self.sheet.ask(title, signing_question(line, title), bind, done=self._signed)

    def _signed(self, _none: None) -> None:
        self.context.notices.inform(_("Signed. The room gets it at its next sign-in."))
        self.reload()
