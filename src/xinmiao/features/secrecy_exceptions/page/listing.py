"""All tellings: who was told what about whom, the slip beside the list, and telling somebody now."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.secrecy_exceptions import operations
from xinmiao.features.secrecy_exceptions.editor.questions import goes_to_accounts
from xinmiao.features.secrecy_exceptions.page.asking import Telling
from xinmiao.features.secrecy_exceptions.page.columns import exception_columns
from xinmiao.features.secrecy_exceptions.page.detail import exception_card
from xinmiao.features.secrecy_exceptions.page.slips import SlipDeeds
from xinmiao.features.secrecy_exceptions.records import SECRECY_EXCEPTION, ExceptionView
from xinmiao.features.secrecy_exceptions.rules.entries import NEW
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


class ExceptionsPage(Page):
    """List and detail. Opened with `new:` and a student's id, it asks whom to tell about him."""

    interests: ClassVar[frozenset[str]] = frozenset({SECRECY_EXCEPTION.record, "student", "envelope"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("secrecy_exceptions")
        self._wanted = ""
        self._view: ExceptionView | None = None
        self._shown: QWidget | None = None
        self.sheet = QuestionSheet(self, context, name="exception_sheet")
        self.telling = Telling(context, self.sheet, self)
        self.telling.saved.connect(self._saved)
        self.slips = SlipDeeds(context, self.sheet, self)
        self.slips.changed.connect(self.reload)
        self._new = Action("new", _("Tell somebody…"), self.telling.ask, "Ctrl+N", "plus")
        self._row_actions = self._deeds()
        told = _("Secrecy gives way only for a ground, to whom must act, and with what he needs.")
        self.header = PageHeader(_("Exceptions to secrecy"), told, self._new, self._row_actions)
        self.table = self._table()
        self.detail = PageColumn(reading_width=520, name="exception_detail")
        _lay_out(self)
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Ask for the tellings."""
        self.context.tasks.run(operations.list_exceptions.bind(), self._show, owner=self)

    def open_record(self, record_id: str) -> None:
        """Go to one telling, or ask whom to tell about a student."""
        if record_id.startswith(NEW):
            self.telling.ask_of(record_id.removeprefix(NEW))
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

    def _deeds(self) -> tuple[Action, ...]:
        slips = self.slips
        return (
            Action("print", _("Print the slip"), self._on(slips.print_slip), icon="printer", enabled=self._is_open),
            Action("send", _("Send the slip…"), self._on(slips.ask_receiver), "Ctrl+Return", "mail", self._can_send),
            Action("take_back", _("Take the slip back"), self._on(slips.take_back), "", "undo-2", self._is_unread),
            Action("correct", _("Correct"), self._on(self.telling.correct), "F2", "pen-line", self._is_open),
        )

    def _on(self, deed: Callable[[ExceptionView], None]) -> Callable[[], None]:
        """Return the deed on the telling in front."""

        def done() -> None:
            if self._view is not None and self._is_open():
                deed(self._view)

        return done

    def _is_open(self) -> bool:
        return self._view is not None and not self._view.is_closed_to_me

    def _can_send(self) -> bool:
        return self._view is not None and self._is_open() and goes_to_accounts(self._view.form.role)

    def _is_unread(self) -> bool:
        view = self._view
        return view is not None and view.sent_at is not None and view.read_at is None

    def _table(self) -> RecordTable[ExceptionView]:
        table = RecordTable[ExceptionView](
            exception_columns(),
            _("Exceptions to secrecy"),
            id_of=lambda view: view.id,
            type_ahead=lambda view: view.student.name,
            name="exception_table",
        )
        table.set_actions(self._row_actions)
        told = _("Nothing was told outside the room. When somebody has to act, write the smallest slip here.")
        table.set_empty(EmptyState(told, _("Tell somebody…"), self.telling.ask, icon="shield-alert"))
        table.current_changed.connect(lambda _id: self._open_current())
        return table

    def _saved(self, exception_id: str) -> None:
        self._wanted = exception_id
        self.reload()

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


def _lay_out(page: ExceptionsPage) -> None:
    space = theme.current().size
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(page.header)
    lists = QVBoxLayout()
    lists.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-l"))
    lists.addWidget(ListDetail(page.table, page.detail, width=600, name="exception_split"))
    column.addLayout(lists, 1)
