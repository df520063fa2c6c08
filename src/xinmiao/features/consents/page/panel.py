"""Consents on the student's page: what holds, what does not, and writing one down."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from xinmiao.features.consents import operations
from xinmiao.features.consents.records import CONSENT, KIND_LABELS, STATE_LABELS, STATE_TONES, ConsentView
from xinmiao.features.consents.rules.entries import LIST, NEW, happened
from xinmiao.kernel.display import show_date
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.card_panel import CardPanel
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

_Found = tuple[ConsentView, ...]


class ConsentPanel(CardPanel[_Found]):
    """The last consent of each kind and party."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent, name="consent_panel", nothing=(), question=self._asked, card=self._told)

    def _asked(self) -> Bound[_Found]:
        return operations.get_student_consents.bind(self.record_id)

    def _told(self, views: _Found) -> Card:
        card = Card(_("Consents"), name="consent_card")
        card.add_action(self.opener(_("Note a consent…"), "note_consent", Target(LIST, f"{NEW}{self.record_id}")))
        last = {(view.form.kind, view.form.party): view for view in reversed(views)}
        for kind, words in KIND_LABELS:
            of_kind = [view for (each, _party), view in last.items() if each is kind]
            if of_kind:
                card.add(label(words, "strong"))
            for view in of_kind:
                card.add(self._line(view))
        if not views:
            card.add(
                label(_("No consent noted. A talk or a step at risk never waits for one."), "secondary", wrap=True)
            )
        return card

    def _line(self, view: ConsentView) -> QHBoxLayout:
        row = QHBoxLayout()
        told = tr(" · ").join((CONSENT.party.show(view.form.party), show_date(happened(view))))
        row.addWidget(label(told, "secondary", wrap=True), 1)
        row.addWidget(StatusChip(STATE_LABELS[view.state], STATE_TONES[view.state]))
        return row
