"""All requests for a file, the open ones first."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from xinmiao.features.file_access import operations
from xinmiao.features.file_access.page.columns import access_columns
from xinmiao.features.file_access.page.printing import FORM, show_form
from xinmiao.features.file_access.records import FILE_ACCESS, PRESERVATION_HOLD, SETTLED, AccessView
from xinmiao.features.file_access.rules.due import PAGE
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.page_layout import lay_out
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.chips import Filter, FilterBar
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.messages import EmptyState

_OPEN, _SETTLED = "open", "settled"


class AccessesPage(Page):
    """Who asked to see a file, and where each request stands."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {FILE_ACCESS.record, PRESERVATION_HOLD.record, "student", "student_details"}
    )

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("file_access")
        find = context.navigator.find_student
        self._new = Action("new", _("Find the student…"), find, "Ctrl+N", "search")
        self._form = Action("form", FORM, partial(show_form, context), icon="file-text")
        told = _("Who asked to see a student’s file, what was decided, and what was given.")
        self.header = PageHeader(_("File access"), told, self._new, (self._form,))
        self.filters = FilterBar((), name="file_access_filters")
        self.table = RecordTable[AccessView](
            access_columns(),
            _("File access"),
            id_of=lambda view: view.id,
            type_ahead=lambda view: view.student.name,
            name="file_access_table",
        )
        empty = _("Nobody asked to see a file yet. Find the student, and register the request on his page.")
        self.table.set_empty(EmptyState(empty, _("Find the student…"), find, icon="file-text"))
        self.table.opened.connect(self._open)
        self.filters.changed.connect(lambda _chosen: self._filter())
        lay_out(self, self.header, self.table, (self.filters,), padded=True)
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Ask for the requests."""
        self.context.tasks.run(operations.list_accesses.bind(), self._show, owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done here."""
        return (self._new, self._form)

    def help_text(self) -> str:
        """Return the help of the list."""
        return tr(
            "A request is registered on the student’s page. From 14 on the student is asked, the principal signs, and"
            " accepting preserves the file: nothing of it is deleted, merged or overwritten until two persons lift it."
        )

    def _show(self, views: tuple[AccessView, ...]) -> None:
        self.table.set_rows(views)
        kinds = Counter(_kind(view) for view in views)
        words = ((_OPEN, _("Not settled")), (_SETTLED, _("Settled")))
        self.filters.set_filters(tuple(Filter(name, word, kinds[name]) for name, word in words))
        self._filter()

    def _filter(self) -> None:
        chosen = self.filters.chosen()
        self.table.set_filter((lambda view: _kind(view) in chosen) if chosen else None)

    def _open(self, record_id: str) -> None:
        self.context.navigator.open(Target(PAGE, record_id))


def _kind(view: AccessView) -> str:
    return _SETTLED if view.state in SETTLED else _OPEN
