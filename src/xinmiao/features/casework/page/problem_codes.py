"""The school's list of presenting problems: add, rename, retire, offer again."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.casework import operations
from xinmiao.features.casework.records import CASE, PROBLEM_CODE, CodeState, ProblemLine
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.forms.text_editors import LineEditor
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.chips import Chip
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.side_sheet import SideSheet


class ProblemCodesPage(Page):
    """Every code there ever was, those in use first."""

    interests: ClassVar[frozenset[str]] = frozenset({PROBLEM_CODE.record, CASE.record})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("problem_codes")
        self.table = RecordTable[ProblemLine](
            _columns(), _("Presenting problems"), id_of=lambda line: line.code, compact=True, name="problem_codes_table"
        )
        told = _("What can be chosen when a case is opened. A case keeps the name of its day.")
        self.header = PageHeader(_("Presenting problems"), told, self._add(), self._on_a_row())
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.sheet = SideSheet(self, name="problem_sheet")
        self.table.set_actions(self._on_a_row())
        self.table.opened.connect(lambda _code: self._ask_rename())
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        lists = QVBoxLayout()
        lists.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-l"))
        lists.addWidget(self.table)
        column.addLayout(lists, 1)
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Ask for the list."""
        self.context.tasks.run(operations.list_problems.bind(counted=True), self.table.set_rows, owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return adding and what can be done with the code in focus."""
        return (self._add(), *self._on_a_row())

    def help_text(self) -> str:
        """Return the help of the list."""
        return tr(
            "A code that was used is never changed: renaming makes a new one for new cases, and the old cases keep the"
            " old name. In numbers both count together. A retired code is no longer offered and can be brought back."
        )

    def _add(self) -> Action:
        return Action("new", _("Add a problem"), self._ask_add, icon="plus")

    def _on_a_row(self) -> tuple[Action, ...]:
        return (
            Action("rename_problem", _("Rename…"), self._ask_rename, "F2", "pen-line", self._is(CodeState.IN_USE)),
            Action("retire_problem", _("Offer no longer"), self._retire, "", "archive", self._is(CodeState.IN_USE)),
            Action(
                "restore_problem", _("Offer again"), self._restore, "", "archive-restore", self._is(CodeState.RETIRED)
            ),
        )

    def _is(self, state: CodeState) -> partial[bool]:
        return partial(self._has_state, state)

    def _has_state(self, state: CodeState) -> bool:
        line = self.table.current_record()
        return line is not None and line.state is state and not self.sheet.isVisible()

    def _ask_add(self) -> None:
        column = _NameColumn(_("Short and neutral; it stands in lists and numbers."), "", _("Add"))
        column.confirmed.connect(lambda words: self._run(operations.add_problem.bind(words), column))
        self.sheet.open_sheet(_("Add a problem"), column)

    def _ask_rename(self) -> None:
        line = self.table.current_record()
        if line is None or line.state is not CodeState.IN_USE:
            return
        told = _("New cases get the new name; {count} that are there keep the old one.").format(count=line.cases)
        column = _NameColumn(told, str(line.words), _("Rename"))
        column.confirmed.connect(lambda words: self._run(operations.rename_problem.bind(line.code, words), column))
        self.sheet.open_sheet(tr("Rename “{words}”", words=line.words), column)

    def _retire(self) -> None:
        if (line := self.table.current_record()) is not None:
            self._run(operations.retire_problem.bind(line.code))

    def _restore(self) -> None:
        if (line := self.table.current_record()) is not None:
            self._run(operations.restore_problem.bind(line.code))

    def _run(self, bound: Bound[Any], column: _NameColumn | None = None) -> None:
        def done(_value: object) -> None:
            self.sheet.close_sheet()
            self.context.notices.inform(_("Saved."))

        def refused(error: AppError) -> None:
            if column is not None and isinstance(error, ValidationFailed):
                column.refuse(error)
            else:
                self.context.notices.error(error)

        self.context.tasks.run(bound, done, refused, owner=self)


class _NameColumn(QWidget):
    """Asks for one name."""

    confirmed = Signal(str)

    def __init__(self, told: Text, words: str, verb: Text) -> None:
        super().__init__()
        self.setObjectName("problem_name")
        self.words = LineEditor(PROBLEM_CODE.words)
        self.words.set_value(words)
        self.words.line.returnPressed.connect(self._confirm)
        self._row = FieldRow(PROBLEM_CODE.words.label, self.words, PROBLEM_CODE.words.help or "", required=True)
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(space("space-xl"), space("space-s"), space("space-xl"), space("space-l"))
        column.setSpacing(space("space-m"))
        column.addWidget(label(told, "muted", wrap=True))
        column.addWidget(self._row)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(Button(verb, role="primary", name="confirm_problem", clicked=self._confirm))
        column.addLayout(buttons)
        column.addStretch(1)

    def refuse(self, error: ValidationFailed) -> None:
        """Mark the name."""
        self._row.set_error(error.problems.get("words"))

    def _confirm(self) -> None:
        self.confirmed.emit(self.words.value() or "")


def _columns() -> tuple[Column[ProblemLine], ...]:
    return (
        Column("words", PROBLEM_CODE.words.label, lambda line: str(line.words), width=320, stretch=True),
        Column("state", PROBLEM_CODE.state.label, lambda line: line.state, lambda _state: "", 180, chip=_chip),
        Column("cases", _("Cases"), lambda line: line.cases, width=100, align="right"),
    )


def _chip(line: ProblemLine) -> Chip | None:
    if line.state is CodeState.IN_USE:
        return None
    return Chip(PROBLEM_CODE.state.show(line.state), "")
