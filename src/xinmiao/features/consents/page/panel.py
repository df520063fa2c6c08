"""Consents on the student's page: what holds, what does not, and writing one down."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.consents import operations
from xinmiao.features.consents.records import CONSENT, KIND_LABELS, STATE_LABELS, STATE_TONES, ConsentView
from xinmiao.features.consents.rules.entries import LIST, NEW, happened
from xinmiao.kernel.display import show_date
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.record_panel import RecordPanel
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

_Found = tuple[ConsentView, ...]


class ConsentPanel(RecordPanel):
    """The last consent of each kind and party."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("consent_panel")
        self._student_id = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._card: QWidget | None = None
        self._shown: _Found | None = None
        self._show(())

    def show_record(self, kind: str, record_id: str) -> None:
        """Show the consents of a student; of another one, nothing until the answer is there."""
        del kind
        if record_id != self._student_id:
            self._student_id, self._shown = record_id, None
            self._show(())

        def found(views: _Found) -> None:
            if record_id == self._student_id:
                self._show(views)

        self.ask(operations.get_student_consents.bind(record_id), found)

    def _show(self, views: _Found) -> None:
        if views == self._shown:
            return
        self._shown = views
        if self._card is not None:
            self._column.removeWidget(self._card)
            self._card.hide()
            self._card.deleteLater()
        card = Card(_("Consents"), name="consent_card")
        card.add_action(Button(_("Note a consent…"), role="quiet", name="note_consent", clicked=self._note))
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
        self._card = card
        self._column.addWidget(card)
        card.show()

    def _line(self, view: ConsentView) -> QHBoxLayout:
        row = QHBoxLayout()
        told = tr(" · ").join((CONSENT.party.show(view.form.party), show_date(happened(view))))
        row.addWidget(label(told, "secondary", wrap=True), 1)
        row.addWidget(StatusChip(STATE_LABELS[view.state], STATE_TONES[view.state]))
        return row

    def _note(self) -> None:
        self.context.navigator.open(Target(LIST, f"{NEW}{self._student_id}"))
