"""One row of the trial run in full: where it stands, why, what is recorded and what the sheet says.

Owns how a row is shown; what is done with it is the step's.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.roster.page import import_words as words
from xinmiao.features.roster.page.import_state import Decision
from xinmiao.features.roster.sheet.planned import PlannedRow, RowState
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import PageColumn


class RowDetail(QWidget):
    """The row in focus."""

    accept_wanted = Signal()
    exclude_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import_detail")
        space = theme.current().size
        self.accept = Button(
            _("Accept"), icon="check", name="row_accept", keys="Enter", clicked=self.accept_wanted.emit
        )
        self.accept.setToolTip(tr("Accept the conflict (Enter)"))
        self.exclude = Button(_("Leave out"), name="row_exclude", clicked=self.exclude_wanted.emit)
        self.exclude.setToolTip(tr("Leave out or take back (Space)"))
        self._body: PageColumn | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._place = QVBoxLayout()
        self._column.addLayout(self._place, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(space("space-xl"), space("space-s"), space("space-xl"), space("space-m"))
        foot.setSpacing(space("space-s"))
        foot.addWidget(self.accept)
        foot.addWidget(self.exclude)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say that no row is in focus."""
        body = self._fresh()
        body.add(label(tr("Choose a row to see what would happen to it."), "muted", wrap=True))
        self.accept.hide()
        self.exclude.hide()

    def show_row(self, row: PlannedRow, decision: Decision, labels: Mapping[str, str]) -> None:
        """Show a row and what has been decided of it."""
        body = self._fresh()
        body.add(self._head(row, decision))
        reason = label(str(row.reason), wrap=True)
        reason.setObjectName("row_reason")
        body.add(reason)
        entries = words.comparison(row, labels)
        if entries:
            body.add(_grid(entries, known=row.match is not None))
        self.accept.setVisible(row.state is RowState.CONFLICT)
        self.accept.setText(tr("Take back") if decision is Decision.ACCEPTED else tr("Accept"))
        self.exclude.setVisible(row.state is not RowState.UNCHANGED)
        self.exclude.setText(tr("Take back") if decision is Decision.EXCLUDED else tr("Leave out"))

    def _head(self, row: PlannedRow, decision: Decision) -> QVBoxLayout:
        space = theme.current().size
        head = QVBoxLayout()
        head.setSpacing(space("space-xs"))
        name = label(words.name_words(row), "section", wrap=True)
        name.setObjectName("row_name")
        head.addWidget(name)
        place = " · ".join(part for part in (words.class_words(row), words.place_words(row)) if part)
        head.addWidget(label(place, "secondary", wrap=True))
        chips = QHBoxLayout()
        chips.setSpacing(space("space-s"))
        state = words.state_chip(row.state)
        chips.addWidget(StatusChip(state.word, state.tone, icon=state.icon))
        told = label(words.DECISION_LABELS[decision], "secondary")
        told.setObjectName("row_decision")
        chips.addWidget(told)
        chips.addStretch(1)
        head.addSpacing(space("space-xs"))
        head.addLayout(chips)
        return head

    def _fresh(self) -> PageColumn:
        if self._body is not None:
            self._place.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = PageColumn(name="row_detail")
        self._body.body.setSpacing(theme.current().size("space-m"))
        self._place.addWidget(self._body)
        self._body.show()
        return self._body


def _grid(entries: list[tuple[str, str, str]], *, known: bool) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, theme.current().size("space-s"), 0, 0)
    grid.setHorizontalSpacing(theme.current().size("space-m"))
    grid.setVerticalSpacing(theme.current().size("space-s"))
    if known:
        for at, title in enumerate(("", tr("Recorded"), tr("In the sheet"))):
            grid.addWidget(label(title, "secondary"), 0, at)
    for line, (name, before, now) in enumerate(entries, 1):
        grid.addWidget(label(name, "secondary", wrap=True), line, 0, Qt.AlignmentFlag.AlignTop)
        if known:
            grid.addWidget(label(before or "—", "muted", wrap=True), line, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(now, "strong" if known else "", wrap=True), line, 2, Qt.AlignmentFlag.AlignTop)
    for at, stretch in enumerate((2, 3 if known else 0, 3)):
        grid.setColumnStretch(at, stretch)
    return holder
