"""The page of the whole trail: filters, list, one entry beside it, the check, the printed list."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.audit_trail import operations, rules
from xinmiao.features.audit_trail.page.checks import CodeCheck, VerdictPlace
from xinmiao.features.audit_trail.page.counts import CountsCard
from xinmiao.features.audit_trail.page.detail import EntryDetail
from xinmiao.features.audit_trail.page.filters import TrailFilters
from xinmiao.features.audit_trail.page.looks import trail_columns
from xinmiao.features.audit_trail.page.papers import trail_pdf
from xinmiao.features.audit_trail.records import ChainVerdict, TrailFilter, TrailLine, TrailPage, TrailPrint
from xinmiao.kernel.access import Permission
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.list_detail import ListDetail
from xinmiao.ui.widgets.messages import Banner, EmptyState
from xinmiao.ui.widgets.side_sheet import SideSheet
from xinmiao.ui.widgets.surfaces import PageColumn


class AuditTrailPage(Page):
    """Who did and opened what."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_audit_trail")
        may = context.actor.may
        self._may_check = may(Permission.AUDIT_CHECK)
        self._is_told_counts = may(Permission.AUDIT_COUNT) and not rules.sees_all(context.actor)
        self._lines: tuple[TrailLine, ...] = ()
        self._after: Any = None
        self._shown: TrailFilter | None = None
        self.filters = TrailFilters(context.finder, context.clock.today())
        self.verdict = VerdictPlace()
        self.counts = CountsCard()
        self.table: RecordTable[TrailLine] = RecordTable(trail_columns(), _("Audit trail"), compact=True, name="trail")
        self.table.set_empty(EmptyState(_("No entry fits these filters."), icon="scroll-text"))
        open_access = self._open_access if may(Permission.ACCESS_RECORD_READ) else None
        self.detail = EntryDetail(open_access)
        self._read_only = Banner(
            "warning",
            _("The files are open for reading only: what is read now is not recorded."),
            dismissible=False,
            name="read_only_banner",
        )
        self._read_only.hide()
        self.sheet = SideSheet(self, name="trail_sheet")
        self._lay_out()
        self.filters.changed.connect(self._ask)
        self.table.current_changed.connect(lambda _id: self.detail.show_line(self.table.current_record()))

    def reload(self) -> None:
        """Ask for the newest entries; what is read elsewhere meanwhile is there when the page is opened again."""
        self._shown = None
        self._ask()

    def open_record(self, record_id: str) -> None:
        """The page has no records of its own; it is shown as a whole."""
        del record_id
        self._stale = True

    def page_actions(self) -> tuple[Action, ...]:
        """Offer printing the list, and the checks."""
        return (self._print_action(), *self._checks())

    def help_text(self) -> str:
        """Say what the trail is and what the check proves."""
        return tr(
            "Every sign-in, opening, writing, printing and refusal leaves an entry that nobody can change unseen. The"
            " check computes the whole chain anew and compares it with what the key file remembers; the code at the"
            " foot of a paper proves the trail even against somebody who holds all keys."
        )

    def _print_action(self) -> Action:
        return Action("print", _("Print the list"), self._print, icon="printer", enabled=lambda: bool(self._lines))

    def _checks(self) -> tuple[Action, ...]:
        if not self._may_check:
            return ()
        return (
            Action("verify_trail", _("Verify"), self._verify, icon="shield-check"),
            Action("compare_paper", _("Compare a paper…"), self._compare, icon="file-text"),
        )

    def _ask(self) -> None:
        asked = self.filters.asked()
        if asked != self._shown:
            self._shown = asked
            self.context.tasks.run(operations.list_trail.bind(asked), partial(self._take, asked, ()), owner=self)
            if self._is_told_counts:
                bound = operations.count_trail.bind(asked.since, asked.until)
                self.context.tasks.run(bound, self.counts.show_counts, owner=self)

    def _ask_older(self) -> None:
        if self._shown is not None and self._after is not None:
            bound = operations.list_trail.bind(self._shown, after=self._after)
            self._after = None
            self.context.tasks.run(bound, partial(self._take, self._shown, self._lines), owner=self)

    def _take(self, asked: TrailFilter, before: tuple[TrailLine, ...], page: TrailPage) -> None:
        if asked != self._shown:
            return
        self._lines, self._after = (*before, *page.lines), page.after
        self.filters.offer_accounts(page.accounts)
        self._read_only.setVisible(page.read_only)
        self.table.set_rows(self._lines)
        if not before and self._lines:
            self.table.select(self._lines[0].id)
        self._older.setVisible(page.after is not None)
        shown = ntr("{count} entry shown", "{count} entries shown", len(self._lines))
        self._count.setText(shown)
        self.detail.show_line(self.table.current_record())

    def _verify(self) -> None:
        self.verdict.clear()
        self.context.tasks.run(operations.verify_trail.bind(), self._tell, owner=self)

    def _tell(self, verdicts: tuple[ChainVerdict, ...]) -> None:
        self.verdict.show_verdicts(verdicts)
        self.reload()

    def _compare(self) -> None:
        content = CodeCheck(self.context)
        self.sheet.open_sheet(_("Compare a paper with the trail"), content)
        content.code.setFocus()

    def _print(self) -> None:
        words = self.filters.in_words()
        bound = operations.collect_trail_print.bind(self.filters.asked())
        self.context.tasks.run(bound, partial(self._show_paper, words), owner=self)

    def _show_paper(self, words: str, view: TrailPrint) -> None:
        self.context.papers.show(_("Audit trail"), partial(trail_pdf, view, words), owner=self)

    def _open_access(self, student_id: str) -> None:
        self.context.navigator.open(Target("access_record", student_id))

    def _lay_out(self) -> None:
        space = theme.current().size
        checks = self._checks()
        self.header = PageHeader(
            _("Audit trail"),
            _("Who did and opened what; nothing in it can be changed unseen."),
            checks[0] if checks else None,
            (self._print_action(), *checks[1:]),
        )
        listing = QWidget()
        inside = QVBoxLayout(listing)
        inside.setContentsMargins(space("space-xl"), space("space-s"), space("space-l"), space("space-l"))
        inside.setSpacing(space("space-m"))
        for widget in (self._read_only, self.verdict, self.filters, self.counts):
            inside.addWidget(widget)
        inside.addWidget(self.table, 1)
        inside.addLayout(self._foot())
        side = PageColumn()
        side.add(self.detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(ListDetail(listing, side, width=840), 1)
        self.setFocusProxy(self.table)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._count = label("", "secondary")
        self._count.setObjectName("trail_count")
        row.addWidget(self._count)
        row.addStretch(1)
        self._older = Button(_("Show older ones"), icon="chevron-down", name="show_older", clicked=self._ask_older)
        self._older.hide()
        row.addWidget(self._older)
        return row
