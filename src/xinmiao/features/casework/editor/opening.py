"""Opening a case in passing: by whom the student came and what it is about, then the note begins."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.casework import operations
from xinmiao.features.casework.editor.problems import ProblemChoice
from xinmiao.features.casework.editor.who_may_open import WhoMayOpen
from xinmiao.features.casework.records import CASE, CaseOpening
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.choice_editors import ComboEditor
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.surfaces import Card


class CaseOpeningPanel(QWidget):
    """Shown instead of the form while the student has no case of the account."""

    opened = Signal(str)
    """The id of the case that was opened."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("case_opening")
        self._context = context
        self._case_id = self._student_id = ""
        self.source = ComboEditor(CASE.source)
        self.problems = ProblemChoice(context)
        self.who = WhoMayOpen(context)
        self.problems.changed.connect(self.who.follow)
        self._rows = {
            "source": FieldRow(CASE.source.label, self.source, CASE.source.help or "", required=True),
            "presenting_problems": self.problems.row(),
            "accounts": self.who.row(),
        }
        self._lay_out()
        self.setFocusProxy(self.source)

    def _lay_out(self) -> None:
        look = theme.current()
        card = Card(tr("Open a case"), tr("This student has no open case of yours. Two answers, then you write."))
        for row in self._rows.values():
            card.add(row)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(
            Button(_("Open the case and write"), role="primary", name="open_case", clicked=self.try_opening)
        )
        card.add(buttons)
        card.setMaximumWidth(look.px(640))
        column = QVBoxLayout(self)
        column.setContentsMargins(look.size("space-xl"), look.size("space-s"), look.size("space-xl"), 0)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)

    def begin(self, student_id: str) -> None:
        """Start for another student."""
        self._student_id, self._case_id = student_id, self._context.ids.new()
        self.source.set_value(None)
        self.problems.ask()
        self.who.ask()
        self._mark({})

    def try_opening(self) -> None:
        """Hand the case over when both questions are answered."""
        source = self.source.value()
        chosen = self.problems.codes()
        values = {"source": source, "presenting_problems": chosen}
        wrong = CASE.problems(values, only=values)
        self._mark(wrong)
        if not wrong and source is not None:
            by, who = CASE.source.choices(source), self.who.accounts()
            opening = CaseOpening(self._case_id, self._student_id, by, chosen, accounts=who)
            bound = operations.open_case.bind(opening)
            self._context.tasks.run(bound, self.opened.emit, self._refused, owner=self)

    def _refused(self, error: AppError) -> None:
        if isinstance(error, ValidationFailed):
            self._mark(error.problems)
        else:
            self._context.notices.error(error)

    def _mark(self, problems: Mapping[str, Text]) -> None:
        for name, row in self._rows.items():
            row.set_error(problems.get(name))
