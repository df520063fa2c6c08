"""The agency directory: where students are referred to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from xinmiao.features.referrals import operations
from xinmiao.features.referrals.editor.questions import agency_question
from xinmiao.features.referrals.page.columns import agency_columns
from xinmiao.features.referrals.page.sheet import ReferralSheet
from xinmiao.features.referrals.records import AGENCY, AgencyKind, AgencyLine
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.page_layout import lay_out
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.messages import EmptyState

_TEXTS = ("name", "departments", "phone", "address", "contact", "hours", "note")


class AgenciesPage(Page):
    """Hospitals, county centres and help lines."""

    interests: ClassVar[frozenset[str]] = frozenset({AGENCY.record})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("agencies")
        self._new = Action("new", _("Add an agency…"), self._add, "Ctrl+N", "plus")
        told = _("Where students are referred to, with telephone and hours.")
        self.header = PageHeader(_("Agency directory"), told, self._new)
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.table = RecordTable[AgencyLine](
            agency_columns(),
            _("Agency directory"),
            id_of=lambda line: line.id,
            type_ahead=lambda line: line.name,
            name="agency_table",
        )
        empty = _("No agency yet. Enter the hospitals and the county centre your school refers to.")
        self.table.set_empty(EmptyState(empty, _("Add an agency…"), self._add, icon="map-pin"))
        self.table.opened.connect(lambda _id: self._change())
        self.sheet = ReferralSheet(self, context)
        lay_out(self, self.header, self.table, padded=True)
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Ask for the agencies."""
        self.context.tasks.run(operations.list_agencies.bind(), self.table.set_rows, owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done here."""
        change = Action("open", _("Change"), self._change, "Return", "pen-line", self._has_line)
        save = Action("save", _("Save"), self.sheet.confirm, icon="save", enabled=lambda: self.sheet.asking)
        return (self._new, change, save)

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr("Enter changes an agency. One that is no longer offered stays with the referrals of earlier days.")

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self.sheet.flush()
        return True

    def _has_line(self) -> bool:
        return self.table.current_record() is not None

    def _add(self) -> None:
        self._ask(None)

    def _change(self) -> None:
        if (line := self.table.current_record()) is not None:
            self._ask(line)

    def _ask(self, line: AgencyLine | None) -> None:
        started = line or AgencyLine(self.context.ids.new(), "", AgencyKind.HOSPITAL)

        def bind(values: dict[str, Any]) -> Bound[Any]:
            texts: dict[str, Any] = {name: values[name] or "" for name in _TEXTS}
            kind = values["kind"] or AgencyKind.OTHER
            return operations.save_agency.bind(replace(started, kind=kind, archived=bool(values["archived"]), **texts))

        key = f"agency:{line.id}" if line else "agency:new"
        title = _("Add an agency") if line is None else _("Change an agency")
        self.sheet.ask(title, agency_question(line), bind, done=self._saved, draft_key=key)

    def _saved(self, _version: int) -> None:
        self.context.notices.inform(_("Agency saved."))
