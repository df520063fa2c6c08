"""Referrals on the student's page: those that are open, and the way to refer him out."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

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
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.record_panel import RecordPanel
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

_MOST = 4
_Found = tuple[tuple[InternalView, ...], tuple[OutView, ...]]


class ReferralPanel(RecordPanel):
    """Says how the student's referrals stand, and opens them."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("referral_panel")
        self._student_id = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._card: QWidget | None = None
        self._shown: _Found | None = None
        self._show(((), ()))

    def show_record(self, kind: str, record_id: str) -> None:
        """Show the referrals of a student; of another one, nothing until the answer is there."""
        del kind
        if record_id != self._student_id:
            self._student_id, self._shown = record_id, None
            self._show(((), ()))

        def found(views: _Found) -> None:
            if record_id == self._student_id:
                self._show(views)

        self.ask(operations.get_student_referrals.bind(record_id), found)

    def _show(self, views: _Found) -> None:
        if views == self._shown:
            return
        self._shown = views
        if self._card is not None:
            self._column.removeWidget(self._card)
            self._card.hide()
            self._card.deleteLater()
        card = Card(_("Referrals"), name="referral_card")
        card.add_action(self._button(_("Refer out…"), "refer_out", OUT_PAGE, f"{NEW}{self._student_id}"))
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
        self._card = card
        self._column.addWidget(card)
        card.show()

    def _line(self, card: Card, words: str, chip: StatusChip, page: str, record: str, *, quiet: bool) -> None:
        card.add(label(words, "secondary" if quiet else "", wrap=True))
        row = QHBoxLayout()
        row.addWidget(chip)
        row.addStretch(1)
        row.addWidget(self._button(_("Open"), "open_referral", page, record))
        card.add(row)

    def _button(self, words: object, name: str, page: str, record: str) -> Button:
        def open_it() -> None:
            self.context.navigator.open(Target(page, record))

        return Button(str(words), role="quiet", name=name, clicked=open_it)
