"""What is done with the minimal slip of a telling: printed, sent to an account, taken back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from xinmiao.documents.late_paper import LatePaper
from xinmiao.features.secrecy_exceptions import operations
from xinmiao.features.secrecy_exceptions.editor.questions import SendQuestion
from xinmiao.features.secrecy_exceptions.records import ExceptionView, Receiver, SlipPrint
from xinmiao.kernel.texts import _
from xinmiao.ui.page import PageContext
from xinmiao.ui.question_sheet import QuestionSheet

if TYPE_CHECKING:
    from xinmiao.documents.paper import Paper

SLIP = _("Minimal slip")


class SlipDeeds(QObject):
    """Printing, sending and taking back."""

    changed = Signal()
    """The slip was sent or taken back."""

    def __init__(self, context: PageContext, sheet: QuestionSheet, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._sheet, self._page = context, sheet, page

    def print_slip(self, view: ExceptionView) -> None:
        """Show the slip as a paper."""

        def collected(print_: SlipPrint) -> None:
            paper = LatePaper(partial(_paper, print_))
            self._context.papers.show(SLIP, partial(paper.pdf, blanks=True), file_name=f"{SLIP}.pdf")

        self._context.tasks.run(operations.collect_slip_print.bind(view.id), collected, owner=self._page)

    def ask_receiver(self, view: ExceptionView) -> None:
        """Ask to whose account the slip goes."""

        def found(receivers: tuple[Receiver, ...]) -> None:
            self._sheet.show_other(_("Send the slip"), SendQuestion(receivers, partial(self._send, view)))

        self._context.tasks.run(operations.list_receivers.bind(view.form.role), found, owner=self._page)

    def take_back(self, view: ExceptionView) -> None:
        """Take back a slip that nobody has read."""
        bound = operations.take_slip_back.bind(view.id, view.version)
        self._context.tasks.run(bound, lambda _version: self.changed.emit(), owner=self._page)

    def _send(self, view: ExceptionView, account: str) -> None:
        def sent(_version: int) -> None:
            self._sheet.put_away()
            self._context.notices.inform(_("Sent. You see here when it was read."))
            self.changed.emit()

        self._context.tasks.run(operations.send_slip.bind(view.id, view.version, account), sent, owner=self._page)


def _paper(print_: SlipPrint) -> Paper:
    from xinmiao.features.secrecy_exceptions.prints import slip_paper  # noqa: PLC0415 -- heavy, and only wanted here

    return slip_paper(print_)
