"""The hand-overs of cases: the list, a new one, and one in full with its paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.casework import operations
from xinmiao.features.casework.editor.handed import HandedColumn, answer_of
from xinmiao.features.casework.editor.handing import DRAFT, HandingColumn
from xinmiao.features.casework.page.case_papers import handover_question
from xinmiao.features.casework.records import (
    CASE,
    HANDED_CASE,
    HANDOVER,
    CaseLine,
    CaseState,
    HandoverLine,
    HandoverOrder,
    HandoverView,
    PaperSignatures,
    Taker,
)
from xinmiao.kernel.display import show_date
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.texts import _, n_, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.record_panel import PanelSheet
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.chips import Chip
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.messages import EmptyState
from xinmiao.ui.widgets.side_sheet import SideSheet

_WIDE = 620


class HandoversPage(Page):
    """Opened with the id of a hand-over, or `new:` and the case that begins ticked."""

    interests: ClassVar[frozenset[str]] = frozenset({HANDOVER.record, HANDED_CASE.record, CASE.record, "student"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("case_handovers")
        told = _("Who handed which cases to whom, and what the students said.")
        self.panels = PanelSheet(context, self, HANDOVER.record)
        self.header = PageHeader(_("Hand-over of cases"), told, self._new(), self._on_a_row())
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.table = _table()
        self.sheet = SideSheet(self, width=_WIDE, ask_first=True, name="handover_sheet")
        self.sheet.close_asked.connect(self._put_away)
        self._column: HandingColumn | None = None
        self._view: HandoverView | None = None
        self.table.set_actions((self._open_action(), *self._on_a_row()))
        self.table.opened.connect(self._ask)
        _lay_out(self)
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Ask for the list."""
        self.context.tasks.run(operations.list_handovers.bind(), self._show_lines, owner=self)

    def open_record(self, record_id: str) -> None:
        """Show a hand-over, or begin one; `new:` may name the case that begins ticked."""
        wish, colon, rest = record_id.partition(":")
        if colon:
            self._begin(frozenset({rest}) if wish == "new" and rest else frozenset())
        else:
            self._ask(record_id)

    def page_actions(self) -> tuple[Action, ...]:
        """Return beginning one, printing, and saving what is open."""
        save = Action("save", _("Save"), self._confirm, icon="save", enabled=lambda: self._column is not None)
        return (self._new(), save, *self._on_a_row())

    def help_text(self) -> str:
        """Return the help of the hand-overs."""
        return tr(
            "A hand-over is all or nothing: the new counsellor writes in the cases from that day on, and the record"
            " keeps how each case stood. Three people sign on paper; who signed is recorded afterwards. Each student in"
            " care is asked whether the newcomer may read earlier notes."
        )

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        if self._column is not None:
            self._column.put_away()
        return True

    def _new(self) -> Action:
        return Action("new", _("Hand cases over"), partial(self._begin, frozenset()), icon="arrow-right-left")

    def _open_action(self) -> Action:
        return Action("open", _("Open"), lambda: self._ask(self._current()), "Return", "arrow-right", self._is_there)

    def _on_a_row(self) -> tuple[Action, ...]:
        return (
            Action("print", _("Print…"), self._ask_print, icon="printer", enabled=self._is_there),
            *self.panels.action(_("Attachments"), lambda: self._current() or None),
        )

    def _current(self) -> str:
        return line.id if (line := self.table.current_record()) is not None else ""

    def _is_there(self) -> bool:
        return bool(self._current())

    def _show_lines(self, lines: tuple[HandoverLine, ...]) -> None:
        self.table.set_rows(lines)
        if self.table.current_record() is None and self.table.count():
            self.table.go(0)

    # a new one

    def _begin(self, chosen: frozenset[str]) -> None:
        _load_new(self, partial(self._show_new, chosen))

    def _show_new(
        self, chosen: frozenset[str], takers: tuple[Taker, ...], cases: list[CaseLine], draft: bytes | None
    ) -> None:
        self._put_away()
        self._column = HandingColumn(self.context, takers, cases, chosen, draft)
        self._column.confirmed.connect(self._hand_over)
        self.sheet.open_sheet(_("Hand cases over"), self._column)

    def _confirm(self) -> None:
        if self._column is not None:
            self._column.confirm()

    def _hand_over(self, order: HandoverOrder) -> None:
        self.context.tasks.run(operations.hand_over_cases.bind(order), self._handed, self._refused, owner=self)

    def _handed(self, handover_id: str) -> None:
        if self._column is not None:
            self._column.keeper.discard()
        self._column = None
        self.sheet.close_sheet()
        self.context.notices.inform(_("Handed over. Print the paper and let it be signed."))
        self._ask(handover_id)

    def _refused(self, error: AppError) -> None:
        if self._column is not None and isinstance(error, ValidationFailed):
            self._column.refuse(error.problems)
        else:
            self.context.notices.error(error)

    def _put_away(self) -> None:
        column, self._column = self._column, None
        if column is not None and column.put_away():
            self.context.notices.inform(_("Kept as a draft; it is there when you open this again."))
        self.sheet.close_sheet()

    # one in full

    def _ask(self, handover_id: str) -> None:
        self.context.tasks.run(operations.get_handover.bind(handover_id), self._show, owner=self)

    def _show(self, view: HandoverView) -> None:
        self._put_away()
        self.table.select(view.line.id)
        column = HandedColumn(view)
        column.answered.connect(self._answered)
        column.signed.connect(partial(self._signed, view, column))
        self.sheet.open_sheet(_("Hand-over of cases"), column)

    def _answered(self, item_id: str, version: int, answer: str) -> None:
        bound = operations.record_reading.bind(item_id, version, answer_of(answer), None)
        self.context.tasks.run(bound, lambda _version: self._ask(self._current()), owner=self)

    def _signed(self, view: HandoverView, column: HandedColumn, signed: PaperSignatures) -> None:
        def done(_version: int) -> None:
            self.context.notices.inform(_("Signatures recorded."))
            self._ask(view.line.id)

        def refused(error: AppError) -> None:
            if isinstance(error, ValidationFailed):
                column.refuse(error)
            else:
                self.context.notices.error(error)

        bound = operations.record_paper_signatures.bind(view.line.id, view.version, signed)
        self.context.tasks.run(bound, done, refused, owner=column)

    def _ask_print(self) -> None:
        def found(view: HandoverView) -> None:
            self._put_away()
            question = handover_question(self.context, view, self.sheet.close_sheet)
            self.sheet.open_sheet(_("Print the hand-over"), question)

        self.context.tasks.run(operations.get_handover.bind(self._current()), found, owner=self)


def _load_new(page: HandoversPage, loaded: Callable[[tuple[Taker, ...], list[CaseLine], bytes | None], None]) -> None:
    """Ask for who may take cases over, the own open ones and the draft, one after the other."""
    context = page.context

    def cases_found(takers: tuple[Taker, ...], cases: tuple[CaseLine, ...]) -> None:
        own = [case for case in cases if case.is_own]
        context.drafts.load(DRAFT, partial(loaded, takers, own), owner=page)

    def takers_found(takers: tuple[Taker, ...]) -> None:
        asked = operations.list_cases.bind(state=CaseState.OPEN)
        context.tasks.run(asked, partial(cases_found, takers), owner=page)

    context.tasks.run(operations.list_takers.bind(), takers_found, owner=page)


def _table() -> RecordTable[HandoverLine]:
    table = RecordTable[HandoverLine](_columns(), _("Hand-over of cases"), id_of=lambda line: line.id, name="handovers")
    empty = _("No case was handed over yet. When a counsellor leaves, the cases are handed over here.")
    table.set_empty(EmptyState(empty, icon="arrow-right-left"))
    return table


def _columns() -> tuple[Column[HandoverLine], ...]:
    return (
        Column("on_date", HANDOVER.on_date.label, lambda line: line.on_date, show_date, 140, strong=True),
        Column("giver", HANDOVER.giver_name.label, lambda line: line.giver_name, width=150),
        Column("taker", HANDOVER.taker_name.label, lambda line: line.taker_name, width=150),
        Column("cases", _("Cases"), lambda line: line.cases, width=90, align="right"),
        Column("state", _("State"), lambda line: line.unanswered, lambda _count: "", 190, chip=_chip),
        Column("reason", HANDOVER.reason.label, lambda line: line.reason, width=240, stretch=True),
    )


def _chip(line: HandoverLine) -> Chip | None:
    if not line.signed_names:
        return Chip(_("Not signed on paper"), "watch", "signature")
    if line.unanswered:
        return Chip(n_("{count} not answered", "{count} not answered", line.unanswered), "calm")
    return None


def _lay_out(page: HandoversPage) -> None:
    space = theme.current().size
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(page.header)
    lists = QVBoxLayout()
    lists.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-l"))
    lists.addWidget(page.table)
    column.addLayout(lists, 1)
