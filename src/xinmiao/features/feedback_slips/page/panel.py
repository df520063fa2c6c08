"""Feedback slips on the student's page: those there are, and the way to begin one."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from xinmiao.features.feedback_slips import operations
from xinmiao.features.feedback_slips.records import STATE_LABELS, STATE_TONES, SlipState, SlipView
from xinmiao.features.feedback_slips.rules.due import NEW, PAGE
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.card_panel import CardPanel
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

_MOST = 3
_Found = tuple[SlipView, ...]


class SlipPanel(CardPanel[_Found]):
    """Says how the student's slips stand, and opens them."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent, name="slip_panel", nothing=(), question=self._asked, card=self._told)

    def _asked(self) -> Bound[_Found]:
        return operations.get_student_slips.bind(self.record_id)

    def _told(self, views: _Found) -> Card:
        card = Card(_("Feedback slips"), name="slip_card")
        card.add_action(self.opener(_("Begin a slip…"), "begin_slip", Target(PAGE, f"{NEW}{self.record_id}")))
        for view in views[:_MOST]:
            words = tr("With {name}, {day}", name=view.word.teacher_name, day=view.word.begun_on)
            card.add(label(words, "secondary" if view.state is SlipState.CLOSED else "", wrap=True))
            row = QHBoxLayout()
            row.addWidget(StatusChip(STATE_LABELS[view.state], STATE_TONES[view.state]))
            row.addStretch(1)
            row.addWidget(self.opener(_("Open"), "open_slip", Target(PAGE, view.id)))
            card.add(row)
        if not views:
            card.add(label(_("No feedback slip."), "secondary"))
        return card
