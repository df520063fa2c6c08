"""Referrals on the student's page: those that are open, and the way to refer him out."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from xinmiao.features.referrals import operations
from xinmiao.features.referrals.records import (
    DECISION_TONES,
    INTERNAL_REFERRAL,
    STATE_LABELS,
    STATE_TONES,
    InternalView,
    OutState,
    OutView,
)
from xinmiao.features.referrals.rules.due import IN_PAGE, NEW, OUT_PAGE
from xinmiao.kernel.display import show_date
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.card_panel import CardPanel
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

_MOST = 4
_Found = tuple[tuple[InternalView, ...], tuple[OutView, ...]]


class ReferralPanel(CardPanel[_Found]):
    """Says how the student's referrals stand, and opens them."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(
            context, parent, name="referral_panel", nothing=((), ()), question=self._asked, card=self._told
        )

    def _asked(self) -> Bound[_Found]:
        return operations.get_student_referrals.bind(self.record_id)

    def _told(self, views: _Found) -> Card:
        card = Card(_("Referrals"), name="referral_card")
        card.add_action(self.opener(_("Refer out…"), "refer_out", Target(OUT_PAGE, f"{NEW}{self.record_id}")))
        arrived, out = views
        for one in out[:_MOST]:
            chip = StatusChip(STATE_LABELS[one.state], STATE_TONES[one.state])
            words = tr("Referred out on {day}", day=show_date(one.advised_on))
            self._line(card, words, chip, OUT_PAGE, one.id, quiet=one.state is OutState.CLOSED)
        for each in arrived[:_MOST]:
            chip = StatusChip(INTERNAL_REFERRAL.decision.show(each.decision), DECISION_TONES[each.decision])
            words = tr("From {name}, {day}", name=each.writer_name, day=show_date(each.written_on))
            self._line(card, words, chip, IN_PAGE, each.id, quiet=each.wait is None)
        if not arrived and not out:
            card.add(label(_("No referral."), "secondary"))
        return card

    def _line(self, card: Card, words: str, chip: StatusChip, page: str, record: str, *, quiet: bool) -> None:
        card.add(label(words, "secondary" if quiet else "", wrap=True))
        row = QHBoxLayout()
        row.addWidget(chip)
        row.addStretch(1)
        row.addWidget(self.opener(_("Open"), "open_referral", Target(page, record)))
        card.add(row)
