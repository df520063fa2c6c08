"""The access record of one student: who has opened this file, day by day."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.audit_trail import operations
from xinmiao.features.audit_trail.page.looks import access_columns
from xinmiao.features.audit_trail.page.papers import access_record_pdf
from xinmiao.features.audit_trail.records import AccessDeed, AccessRecord
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.messages import Banner, EmptyState


class AccessRecordPage(Page):
    """Who has opened, written and printed what of one student. Opened with the student's id."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_access_record")
        self._student_id = ""
        self._record: AccessRecord | None = None
        self.header = PageHeader(_("Access record"))
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.header.set_actions(self._print_action())
        self.table: RecordTable[AccessDeed] = RecordTable(
            access_columns(), _("Access record"), compact=True, name="access_record"
        )
        self.table.horizontalHeader().setSectionsClickable(False)  # a day stands at its first row only
        self.table.set_empty(EmptyState(_("Nobody has opened this file yet."), icon="eye"))
        self._read_only = _banner(_("The files are open for reading only: what is read now is not recorded."))
        self._older = _banner(_("This student has more entries; the older ones are in the audit trail."))
        self._lay_out()

    def open_record(self, record_id: str) -> None:
        """Show another student."""
        if record_id != self._student_id:
            self._student_id, self._record = record_id, None
            self.table.set_rows(())
            self.header.set_title(_("Access record"))
        self._stale = False
        self.reload()

    def reload(self) -> None:
        """Ask who has opened the file."""
        if self._student_id:
            bound = operations.access_record.bind(self._student_id)
            self.context.tasks.run(bound, partial(self._take, self._student_id), owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Offer printing."""
        return (self._print_action(),)

    def help_text(self) -> str:
        """Say what stands here."""
        return tr(
            "Each line tells what one person did with this student’s records on one day, and how often. Opening this"
            " page is an entry, too. The whole trail with its filters is under Audit trail."
        )

    def _print_action(self) -> Action:
        return Action("print", _("Print"), self._print, icon="printer", enabled=lambda: self._record is not None)

    def _take(self, student_id: str, record: AccessRecord) -> None:
        if student_id != self._student_id:
            return
        self._record = record
        student = record.student
        entries = ntr("{count} entry", "{count} entries", record.entries)
        said = tr(" · ").join(part for part in (student.class_label, entries) if part)
        self.header.set_title(tr("Who has opened the file of {name}", name=student.name), said)
        self._read_only.setVisible(record.read_only)
        self._older.setVisible(not record.is_whole)
        self.table.set_rows(record.deeds)

    def _print(self) -> None:
        bound = operations.print_access_record.bind(self._student_id)
        self.context.tasks.run(bound, self._show_paper, owner=self)

    def _show_paper(self, record: AccessRecord) -> None:
        self.context.papers.show(_("Access record"), partial(access_record_pdf, record), owner=self)

    def _lay_out(self) -> None:
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        inside = QVBoxLayout()
        inside.setContentsMargins(space("space-xl"), space("space-s"), space("space-xl"), space("space-xl"))
        inside.setSpacing(space("space-m"))
        for widget in (self._read_only, self._older):
            inside.addWidget(widget)
        inside.addWidget(self.table, 1)
        column.addLayout(inside, 1)
        self.setFocusProxy(self.table)


def _banner(words: object) -> Banner:
    banner = Banner("warning", str(words), dismissible=False)
    banner.hide()
    return banner
