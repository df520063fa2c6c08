"""The recovery sheet in force: its number, whether it was checked, and a new one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from xinmiao.features.accounts.records import SheetState
from xinmiao.kernel.display import show_date
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.chips import Chip, StatusChip
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card


class RecoveryCard(Card):
    """The card of the recovery sheet."""

    check_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, *, may_make: bool, parent: QWidget | None = None) -> None:
        super().__init__(tr("Recovery sheet"), name="recovery_card")
        self.setParent(parent)
        self._chip = StatusChip(name="sheet_state")
        self.add_action(self._chip)
        self._facts = label("", "", wrap=True)
        self._facts.setObjectName("sheet_facts")
        self.add(self._facts)
        self.add(
            label(
                _("With it a forgotten password can be replaced. Without a readable sheet the records may be lost."),
                "muted",
                wrap=True,
            )
        )
        self._check = Button(_("Check"), icon="badge-check", name="check_sheet", clicked=self.check_wanted.emit)
        self._check.setToolTip(tr("Type both codes back from the paper"))
        row = QHBoxLayout()
        row.setSpacing(theme.current().size("space-s"))
        row.addWidget(self._check)
        if may_make:
            new = Button(_("Make a new sheet…"), icon="refresh-cw", name="new_sheet", clicked=self.new_wanted.emit)
            row.addWidget(new)
        row.addStretch(1)
        self.add(row)

    def show_state(self, state: SheetState) -> None:
        """Show which sheet is in force."""
        made = show_date(state.made_at.astimezone().date())
        words = tr("No. {number}, made on {day}", number=state.number, day=made)
        if state.confirmed_at is not None:
            checked = show_date(state.confirmed_at.astimezone().date())
            words = tr("{made}; checked on {day}", made=words, day=checked)
        self._facts.setText(words)
        confirmed = state.confirmed_at is not None
        self._chip.set_chip(Chip(_("Checked"), "accent") if confirmed else Chip(_("Not checked"), "warn"))

    def begin_check(self) -> None:
        """Go to the button."""
        self._check.setFocus(Qt.FocusReason.OtherFocusReason)
