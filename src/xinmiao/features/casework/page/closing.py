"""Closing a case and opening it again, in a sheet beside the caseload."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.casework import operations
from xinmiao.features.casework.records import CASE, CaseClosing, CaseLine, CaseState, CaseView
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.form import Form
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.side_sheet import SideSheet

_CLOSING = ("closed_on", "closing_reason", "closing_effect", "closing_words")
_REOPENING = ("reopening_reason",)


class CaseEndColumn(QWidget):
    """The questions at the end of a case, or the one for opening it again."""

    confirmed = Signal()

    def __init__(self, view: CaseView) -> None:
        super().__init__()
        self.setObjectName("case_end")
        self.view = view
        self.closes = view.line.state is CaseState.OPEN
        names = _CLOSING if self.closes else _REOPENING
        self.form = Form(CASE, names, parent=self)
        verb = _("Close the case") if self.closes else _("Open the case again")
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(space("space-xl"), space("space-s"), space("space-xl"), space("space-l"))
        column.setSpacing(space("space-m"))
        for name in names:
            column.addWidget(self.form.row(name))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(Button(verb, role="primary", name="confirm_case_end", clicked=self.confirmed.emit))
        column.addLayout(buttons)
        column.addStretch(1)

    def missing(self) -> dict[str, object]:
        """Return the choices that are still to be made."""
        values = self.form.values()
        return {name: value for name, value in values.items() if name in _CHOICES and value is None}


_CHOICES = frozenset({"closing_reason", "closing_effect"})


class CaseEnds:
    """Opens the sheet for the case in focus and runs what it confirms."""

    def __init__(self, context: PageContext, host: QWidget) -> None:
        self._context = context
        self._host = host
        self.sheet = SideSheet(host, name="case_sheet")

    def ask(self, case: CaseLine | None) -> None:
        """Ask how a case ended, or why a closed one is opened again."""
        if case is not None and case.is_own:
            self._context.tasks.run(operations.get_case.bind(case.id), self._open, owner=self._host)

    def _open(self, view: CaseView) -> None:
        column = CaseEndColumn(view)
        column.confirmed.connect(partial(self._confirm, column))
        student = view.line.student.name
        self.sheet.open_sheet(tr("{name} · {number}", name=student, number=view.line.number), column)

    def _confirm(self, column: CaseEndColumn) -> None:
        if column.missing():
            column.form.show_problems({name: _("Please choose one of the list.") for name in column.missing()})
            return
        values, case = column.form.values(), column.view
        if column.closes:
            closing = CaseClosing(
                values["closing_reason"],
                values["closing_effect"],
                values["closing_words"] or "",
                values["closed_on"],
            )
            bound = operations.close_case.bind(case.id, case.version, closing)
        else:
            bound = operations.reopen_case.bind(case.id, case.version, values["reopening_reason"] or "")
        self._context.tasks.run(bound, self._done, partial(self._refused, column), owner=column)

    def _done(self, _version: int) -> None:
        self.sheet.close_sheet()

    def _refused(self, column: CaseEndColumn, error: AppError) -> None:
        if isinstance(error, ValidationFailed):
            column.form.show_problems(error.problems)
        else:
            self._context.notices.error(error)
