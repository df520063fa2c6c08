"""The facts of a case in a sheet: its numbers, and by whom the student came and what it is about, to be corrected."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.casework.editor.problems import ProblemChoice
from xinmiao.features.casework.records import CASE, CaseSource, CaseState, CaseView
from xinmiao.features.casework.rules.cases import is_late_entry
from xinmiao.kernel.display import show_date, show_datetime
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.choice_editors import ComboEditor
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Hairline


class CaseFactsColumn(QWidget):
    """What is known of a case. The two answers of its opening can be corrected while it is open and one's own."""

    confirmed = Signal(object, object)
    """Source and presenting problems."""

    def __init__(self, context: PageContext, view: CaseView) -> None:
        super().__init__()
        self.setObjectName("case_facts")
        self.view = view
        self.can_write = view.line.is_own and view.line.state is CaseState.OPEN
        self.source = ComboEditor(CASE.source)
        self.source.set_value(view.line.source)
        self.problems = ProblemChoice(context)
        self.problems.ask(view.line.presenting_problems)
        self._rows = {
            "source": FieldRow(CASE.source.label, self.source, CASE.source.help or "", required=True),
            "presenting_problems": self.problems.row(),
        }
        self._lay_out()

    def confirm(self) -> None:
        """Hand both answers over when they are complete."""
        chosen = self.problems.codes()
        values = {"source": self.source.value(), "presenting_problems": chosen}
        wrong = CASE.problems(values, only=values)
        self.refuse(wrong)
        if not wrong:
            self.confirmed.emit(CaseSource(str(values["source"])), chosen)

    def refuse(self, problems: Mapping[str, Text]) -> None:
        """Mark what is wrong."""
        for name, row in self._rows.items():
            row.set_error(problems.get(name))

    def _lay_out(self) -> None:
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(space("space-xl"), space("space-s"), space("space-xl"), space("space-l"))
        column.setSpacing(space("space-m"))
        column.addLayout(_grid(facts_of(self.view)))
        column.addWidget(Hairline())
        for row in self._rows.values():
            row.setEnabled(self.can_write)
            column.addWidget(row)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        if self.can_write:
            buttons.addWidget(
                Button(_("Save"), role="primary", name="save_case_facts", keys="Ctrl+S", clicked=self.confirm)
            )
        else:
            why = _("This case is closed; open it again to correct it.")
            theirs = _("This is a colleague’s case; you can read it.")
            column.addWidget(label(why if self.view.line.is_own else theirs, "secondary", wrap=True))
        column.addLayout(buttons)
        column.addStretch(1)


def facts_of(view: CaseView) -> tuple[tuple[str, str], ...]:
    """Return the numbers of a case with their names; what is not known is left out."""
    line = view.line
    last = "" if line.last_contact is None else show_date(line.last_contact.astimezone().date())
    facts = (
        (str(CASE.counsellor.label), line.counsellor_name),
        (str(CASE.opened_on.label), show_date(line.opened_on)),
        (tr("Late entry at"), _late(view)),
        (str(CASE.paper_number.label), view.paper_number),
        (str(CASE.times_seen.label), tr("{count} (by hand)", count=line.times_on_paper) if line.times_on_paper else ""),
        (str(CASE.last_seen_on.label), show_date(line.last_on_paper)),
        (tr("Intake on"), show_date(view.intake_on)),
        (str(CASE.alias.label), view.alias),
        (str(CASE.identity_joined_at.label), show_datetime(view.identity_joined_at)),
        (str(CASE.identity_reason.label), view.identity_reason),
        (str(CASE.state.label), CASE.state.show(line.state)),
        (tr("Notes"), str(line.notes)),
        (tr("Not signed"), str(line.unsigned) if line.unsigned else ""),
        (tr("Last contact"), last),
        (tr("Next time"), show_date(line.next_on)),
        (str(CASE.closed_on.label), show_date(view.closed_on)),
        (str(CASE.closing_reason.label), CASE.closing_reason.show(view.closing_reason)),
        (str(CASE.closing_effect.label), CASE.closing_effect.show(view.closing_effect)),
        (str(CASE.closing_words.label), view.closing_words),
        (str(CASE.reopening_reason.label), view.reopening_reason),
    )
    return tuple((name, value) for name, value in facts if value)


def _late(view: CaseView) -> str:
    late = view.entered_at is not None and is_late_entry(view.line.opened_on, view.entered_at)
    return show_datetime(view.entered_at) if late else ""


def _grid(facts: tuple[tuple[str, str], ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.current().size("space-l"))
    grid.setVerticalSpacing(theme.current().size("space-xs"))
    grid.setColumnStretch(1, 1)
    for place, (name, value) in enumerate(facts):
        grid.addWidget(label(name, "secondary"), place, 0)
        shown = label(value, wrap=True)
        shown.setAccessibleName(f"{name} {value}")
        grid.addWidget(shown, place, 1)
    return grid
