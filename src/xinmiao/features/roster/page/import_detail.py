"""One row of the trial run in full: where it stands, why, what is recorded and what the sheet says.

Owns how a row is shown; what is done with it is the step's.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from xinmiao.features.roster.page import import_words as words
from xinmiao.features.roster.page.import_state import Decision, ImportState
from xinmiao.features.roster.sheet.planned import PlannedRow, RowState
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import PageColumn

_KEEPING = frozenset({RowState.UPDATED, RowState.CONFLICT})
"""States in which a field may stay as it is recorded."""
_BOX_PX = 32
"""The height of a tick box, in whose middle its words stand."""


class RowDetail(QWidget):
    """The row in focus."""

    accept_wanted = Signal()
    exclude_wanted = Signal()
    choice_wanted = Signal(str)
    """Whom the row means: the value of a `ChoiceOffered`."""
    choice_back_wanted = Signal()
    keep_wanted = Signal(str, bool)
    """A field, and whether what is recorded stays."""

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

    def show_row(self, row: PlannedRow, state: ImportState) -> None:
        """Show a row and what has been decided of it."""
        decision = state.decision(row)
        body = self._fresh()
        body.add(self._head(row, decision))
        reason = label(str(row.reason), wrap=True)
        reason.setObjectName("row_reason")
        body.add(reason)
        if row.offered and decision not in {Decision.EXCLUDED, Decision.ACCEPTED}:
            body.add(self._choices(row))
        elif state.was_chosen(row):
            again = Button(_("Choose again"), name="choose_again", clicked=self.choice_back_wanted.emit)
            body.add(_left(again))
        entries = words.comparison(row, words.class_labels(state))
        if entries:
            body.add(self._grid(entries, row, state))
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

    def _choices(self, row: PlannedRow) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.current().size("space-xs"))
        for number, offered in enumerate(row.offered):
            button = Button(offered.words, name=f"choice_{number}")
            button.clicked.connect(lambda _checked=False, value=offered.value: self.choice_wanted.emit(value))
            column.addLayout(_left(button))
        return column

    def _grid(self, entries: list[words.Difference], row: PlannedRow, state: ImportState) -> QWidget:
        known, may_keep = row.match is not None, row.state in _KEEPING and state.decision(row) is not Decision.EXCLUDED
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, theme.current().size("space-s"), 0, 0)
        grid.setHorizontalSpacing(theme.current().size("space-m"))
        grid.setVerticalSpacing(theme.current().size("space-s"))
        if known:
            for at, title in enumerate(("", tr("Recorded"), tr("In the sheet"))):
                grid.addWidget(label(title, "secondary"), 0, at)
        top = Qt.AlignmentFlag.AlignTop
        for line, entry in enumerate(entries, 1):
            stays = entry.name in state.kept_of(row)
            name = self._tick(entry, taken=not stays) if may_keep else label(entry.label, "secondary", wrap=True)
            grid.addWidget(name, line, 0, top)
            if known:
                grid.addWidget(
                    _level(entry.before or "—", "strong" if stays else "muted", beside_box=may_keep), line, 1, top
                )
            now = _level(entry.now, "muted" if stays else "strong" if known else "", beside_box=may_keep)
            grid.addWidget(now, line, 2, top)
        for at, stretch in enumerate((2, 3 if known else 0, 3)):
            grid.setColumnStretch(at, stretch)
        return holder

    def _tick(self, entry: words.Difference, *, taken: bool) -> QCheckBox:
        """A ticked field is taken from the sheet; the others stay as they are recorded."""
        tick = QCheckBox(entry.label)
        tick.setObjectName(f"take_{entry.name}")
        tick.setChecked(taken)
        tick.setAccessibleName(tr("Take {field} from the sheet", field=entry.label))
        tick.setToolTip(tr("Ticked: what the sheet says is written. Not ticked: what is recorded stays."))
        tick.toggled.connect(lambda on, name=entry.name: self.keep_wanted.emit(name, not on))
        return tick

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


def _left(widget: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(widget)
    line.addStretch(1)
    return line


def _level(text: str, kind: str, *, beside_box: bool) -> QLabel:
    """Return a value whose first line stands as high as the words of a tick box beside it."""
    made = label(text, kind, wrap=True)
    if beside_box:
        made.setMinimumHeight(theme.current().px(_BOX_PX))
    return made
