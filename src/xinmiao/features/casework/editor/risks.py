"""The six risk items, each not asked, asked and none, or yes with words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.casework.editor.consequences import RiskConsequences
from xinmiao.features.casework.records import NOTE, RISK_ITEMS, RiskAnswer
from xinmiao.kernel.feature import RiskConsequence
from xinmiao.kernel.texts import Text
from xinmiao.ui import theme
from xinmiao.ui.forms.text_editors import LineEditor
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.three_valued import ThreeValued

_ACROSS = 3
_ROOM = 1366 - 260
"""Pixels beside the navigation on the smallest usual screen, whatever the size of the letters."""
_WORDS_PX = 70
DANGERS = (NOTE.ideation.name, NOTE.plan.name, NOTE.means.name, NOTE.past.name)
"""Items whose yes has consequences; support and protection are good news."""
_NAMES = (RiskAnswer.NOT_ASKED.value, RiskAnswer.ASKED_NO.value, RiskAnswer.YES.value)


class RiskRow(QWidget):
    """Two lines of three items, or three of two; the reason line shows while thoughts were not asked about."""

    changed = Signal()

    def __init__(self, consequences: tuple[RiskConsequence, ...] = ()) -> None:
        super().__init__()
        self.setObjectName("risk_row")
        look = theme.current()
        self._first_visit = False
        self._consequences_shown = True
        self._items = {item.name: ThreeValued(item.label, names=_NAMES, name=item.name) for item, _words in RISK_ITEMS}
        for asked in self._items.values():
            asked.changed.connect(self._noticed)
        self.reason = LineEditor(NOTE.ideation_not_asked_reason)
        self._reason_row = QWidget()
        row = QHBoxLayout(self._reason_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(NOTE.ideation_not_asked_reason.label, "muted"))
        row.addWidget(self.reason, 1)
        self.reason.changed.connect(self.changed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.size("space-s"))
        whole.addLayout(self._grid(look))
        whole.addWidget(self._reason_row)
        self.consequences = RiskConsequences(consequences)
        whole.addWidget(self.consequences)

    def _grid(self, look: theme.Theme) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.size("space-s"))
        grid.setVerticalSpacing(look.size("space-s"))
        labels = {item.name: label(item.label, "muted") for item, _words in RISK_ITEMS}
        widest = max(
            labels[name].sizeHint().width() + item.control.sizeHint().width() for name, item in self._items.items()
        )
        across = _ACROSS if _ACROSS * (widest + look.px(_WORDS_PX)) <= _ROOM else _ACROSS - 1
        for place, (item, _words) in enumerate(RISK_ITEMS):
            line, column = divmod(place, across)
            words = labels[item.name]
            words.setBuddy(self._items[item.name])
            grid.addWidget(words, line, 2 * column)
            grid.addWidget(self._items[item.name], line, 2 * column + 1)
            grid.setColumnStretch(2 * column + 1, 1)
        return grid

    def set_first_visit(self, *, first: bool) -> None:
        """Ask for a reason when thoughts were not asked about."""
        self._first_visit = first
        self._tell_reason()

    def show_consequences(self, *, shown: bool) -> None:
        """Offer what a yes leads to, or hide it: the student may be looking."""
        self._consequences_shown = shown
        self._tell_reason()

    def values(self) -> dict[str, Any]:
        """Return answers, words and the reason by field name."""
        found: dict[str, Any] = {NOTE.ideation_not_asked_reason.name: self.reason.value() or ""}
        for item, words in RISK_ITEMS:
            found[item.name] = RiskAnswer(self._items[item.name].value())
            found[words.name] = self._items[item.name].words()
        return found

    def set_values(self, values: dict[str, Any]) -> None:
        """Show answers, words and the reason."""
        for item, words in RISK_ITEMS:
            self._items[item.name].set_value(values[item.name].value, values[words.name])
        self.reason.set_value(values[NOTE.ideation_not_asked_reason.name])
        self._tell_reason()

    def problems(self) -> dict[str, Text]:
        """Return what is typed and cannot be kept."""
        problem = self.reason.problem()
        return {} if problem is None else {NOTE.ideation_not_asked_reason.name: problem}

    def focus(self, name: str) -> None:
        """Go to an item, its words, or the reason."""
        if name == NOTE.ideation_not_asked_reason.name:
            name = NOTE.ideation.name if self._reason_row.isHidden() else name
        for item, words in RISK_ITEMS:
            if name == item.name:
                self._items[name].setFocus(Qt.FocusReason.OtherFocusReason)
            elif name == words.name:
                self._items[item.name].line.setFocus(Qt.FocusReason.OtherFocusReason)
        if name == NOTE.ideation_not_asked_reason.name:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _noticed(self) -> None:
        self._tell_reason()
        self.changed.emit()

    def _tell_reason(self) -> None:
        asked = self._items[NOTE.ideation.name].value() != RiskAnswer.NOT_ASKED.value
        dangers = any(self._items[name].value() == RiskAnswer.YES.value for name in DANGERS)
        self.consequences.setVisible(dangers and self._consequences_shown)
        self._reason_row.setVisible(not asked and (self._first_visit or bool(self.reason.value())))
