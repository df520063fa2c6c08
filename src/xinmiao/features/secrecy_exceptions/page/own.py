"""Slips for me: what the counselling room has to tell the account, opened once, with a receipt."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.secrecy_exceptions import operations
from xinmiao.features.secrecy_exceptions.editor.questions import SlipPreview
from xinmiao.features.secrecy_exceptions.page.columns import own_columns
from xinmiao.features.secrecy_exceptions.records import OwnSlip, Slip
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.list_detail import ListDetail
from xinmiao.ui.widgets.messages import EmptyState
from xinmiao.ui.widgets.surfaces import PageColumn


class OwnSlipsPage(Page):
    """A list of days and senders; Enter opens a slip, once. It stays in front until the page is left."""

    interests: ClassVar[frozenset[str]] = frozenset({"envelope"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("own_slips")
        self._shown: QWidget | None = None
        self._open = Action("open", _("Open the slip"), self._open_current, "Return", "mail", self._is_unread)
        told = _("A slip opens once. Read it in a quiet moment, do what it says, and speak of it to nobody.")
        self.header = PageHeader(_("Slips for me"), told, self._open)
        self.table = RecordTable[OwnSlip](
            own_columns(), _("Slips for me"), id_of=lambda slip: slip.id, name="own_slip_table"
        )
        empty = _("Nothing for you. When you can do something for a student, the counselling room tells you here.")
        self.table.set_empty(EmptyState(empty, icon="mail"))
        self.table.opened.connect(lambda _id: self._open_current())
        self.detail = PageColumn(reading_width=520, name="own_slip_detail")
        self._lay_out()
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Ask for the own slips; one that is open stays."""
        self.context.tasks.run(operations.list_own_slips.bind(), self._show, owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return opening."""
        return (self._open,)

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr(
            "Enter opens a slip. The room sees that you read it. It opens once; when you need it again, ask the room."
        )

    def may_leave(self) -> bool:
        """Take what was open off the screen."""
        self._put_away()
        return True

    def _show(self, slips: tuple[OwnSlip, ...]) -> None:
        self.table.set_rows(slips)
        if self.table.current_record() is None and self.table.count():
            self.table.go(0)

    def _is_unread(self) -> bool:
        slip = self.table.current_record()
        return slip is not None and slip.read_at is None

    def _open_current(self) -> None:
        slip = self.table.current_record()
        if slip is not None and slip.read_at is None:
            self.context.tasks.run(operations.read_slip.bind(slip.id), partial(self._show_slip, slip), owner=self)
        elif slip is not None:
            self.context.notices.inform(_("This slip was opened already. Ask the counselling room to send it again."))

    def _show_slip(self, slip: OwnSlip, said: Slip) -> None:
        self._put_away()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-m"))
        column.addWidget(label(tr("From {name}", name=slip.sender), "section"))
        preview = SlipPreview()
        preview.show_slip(said)
        column.addWidget(preview)
        told = _("It is gone from the screen when you leave this page. Please do not copy it or pass it on.")
        column.addWidget(label(told, "secondary", wrap=True))
        column.addStretch(1)
        self._shown = holder
        self.detail.add(holder)
        holder.show()

    def _put_away(self) -> None:
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
            self._shown = None

    def _lay_out(self) -> None:
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        lists = QVBoxLayout()
        lists.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-l"))
        lists.addWidget(ListDetail(self.table, self.detail, width=500, name="own_slip_split"))
        column.addLayout(lists, 1)
