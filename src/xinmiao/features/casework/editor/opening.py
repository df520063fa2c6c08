"""Opening a case in passing: by whom the student came and what it is about, then the note begins."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.casework.records import CASE, CaseOpening, Problem
from xinmiao.kernel.clock import Ids
from xinmiao.kernel.errors import ValidationFailed
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.choice_editors import ComboEditor
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.chips import Filter, FilterBar
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.surfaces import Card


class CaseOpeningPanel(QWidget):
    """Shown instead of the form while the student has no case of the account."""

    opened = Signal(object)
    """The CaseOpening to run."""

    def __init__(self, ids: Ids) -> None:
        super().__init__()
        self.setObjectName("case_opening")
        self._ids = ids
        self._case_id = self._student_id = ""
        look = theme.current()
        self.source = ComboEditor(CASE.source)
        self.problems = FilterBar(
            tuple(Filter(choice.value, words) for choice, words in CASE.presenting_problems.labels), name="problems"
        )
        self._rows = {
            "source": FieldRow(CASE.source.label, self.source, CASE.source.help or "", required=True),
            "presenting_problems": FieldRow(
                CASE.presenting_problems.label, self.problems, CASE.presenting_problems.help or "", required=True
            ),
        }
        self._card = Card(tr("Open a case"), tr("This student has no open case of yours. Two answers, then you write."))
        for row in self._rows.values():
            self._card.add(row)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(
            Button(_("Open the case and write"), role="primary", name="open_case", clicked=self.try_opening)
        )
        self._card.add(buttons)
        self._card.setMaximumWidth(look.px(640))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.size("space-l"), 0, 0)
        column.addWidget(self._card, 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)
        self.setFocusProxy(self.source)

    def begin(self, student_id: str) -> None:
        """Start for another student."""
        self._student_id, self._case_id = student_id, self._ids.new()
        self.source.set_value(None)
        self.problems.choose(())
        self.refuse(ValidationFailed({}))

    def try_opening(self) -> None:
        """Hand the case over when both questions are answered."""
        source = self.source.value()
        chosen = tuple(Problem(name) for name in self.problems.chosen())
        values = {"source": source, "presenting_problems": chosen}
        wrong = CASE.problems(values, only=values)
        self.refuse(ValidationFailed(wrong))
        if not wrong and source is not None:
            self.opened.emit(CaseOpening(self._case_id, self._student_id, CASE.source.choices(source), chosen))

    def refuse(self, error: ValidationFailed) -> None:
        """Mark what is wrong."""
        for name, row in self._rows.items():
            row.set_error(error.problems.get(name))
