"""What a note offers in place when a risk item is answered with yes: what to do today, and what was done.

Owns the two offers of the note itself. Changing a level or starting a plan are declared by the features that can
(`kernel.feature.RiskConsequence`); while none does, nothing of it is shown.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from xinmiao.kernel.feature import RiskConsequence
from xinmiao.kernel.texts import _
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.icon_label import IconLabel
from xinmiao.ui.widgets.labels import label


class RiskConsequences(QWidget):
    """One line of offers below the risk items."""

    tell_today = Signal()
    """Make a reminder for today to tell the guardian."""
    told_now = Signal()
    """Note in the answers at the end that the guardian was told just now."""
    page_wanted = Signal(str)
    """The page of a feature's consequence."""

    def __init__(self, consequences: tuple[RiskConsequence, ...] = ()) -> None:
        super().__init__()
        self.setObjectName("risk_consequences")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().size("space-s"))
        row.addWidget(IconLabel("triangle-alert", "warn"))
        row.addWidget(label(_("There is risk. What happens today?"), "strong"))
        row.addWidget(
            Button(_("Tell the guardian today"), icon="bell", name="tell_guardian", clicked=self.tell_today.emit)
        )
        row.addWidget(
            Button(_("The guardian was told now"), icon="phone", name="guardian_told", clicked=self.told_now.emit)
        )
        for each in consequences:
            row.addWidget(
                Button(each.label, icon=each.icon, name=each.name, clicked=partial(self.page_wanted.emit, each.page))
            )
        row.addStretch(1)
        self.hide()
