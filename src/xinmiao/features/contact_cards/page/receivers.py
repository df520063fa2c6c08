"""Confirming who gets the contact card of a class for the first time, and who opened which card when."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.contact_cards import operations
from xinmiao.features.contact_cards.records import CARD_RECEIVER, CardOpening, NewReceiver, SentCard
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.widgets.buttons import Button, at_the_end
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card, PageColumn


class ReceiversPage(Page):
    """One card for each new receiver, with one button."""

    interests: ClassVar[frozenset[str]] = frozenset({CARD_RECEIVER.record, "class_teacher", "staff_member", "envelope"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_card_receivers")
        self._shown: list[QWidget] = []
        self.header = PageHeader(_("Receivers of contact cards"))
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self._area = PageColumn(reading_width=640)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._area, 1)

    def reload(self) -> None:
        """Ask who is new, and who opened what."""
        self.context.tasks.run(operations.list_new_receivers.bind(), self._take_new, owner=self)

    def help_text(self) -> str:
        """Say why this is asked."""
        return tr(
            "Whoever is class teacher gets the contact card of the class, with addresses and telephone numbers."
            " Somebody who became class teacher elsewhere than in your own program is confirmed here once."
            " Below stands who opened which card, and when."
        )

    def _take_new(self, found: tuple[NewReceiver, ...]) -> None:
        self.context.tasks.run(operations.list_sent_cards.bind(), partial(self._show, found), owner=self)

    def _show(self, found: tuple[NewReceiver, ...], sent: tuple[SentCard, ...]) -> None:
        for widget in self._shown:
            widget.hide()
            widget.deleteLater()
        self._shown = [self._card(one) for one in found] or [label(tr("Nobody has to be confirmed."), "muted")]
        self._shown.append(_openings(sent))
        for widget in self._shown:
            self._area.add(widget)
            widget.show()

    def _card(self, receiver: NewReceiver) -> Card:
        title = tr("{name}: contact card of {label}", name=receiver.account_label, label=receiver.class_label)
        told = _(
            "Confirm when this is the class teacher. Otherwise change the class teacher under Staff; nothing is sent."
        )
        card = Card(title, told, name="new_receiver")
        card.add(
            at_the_end(
                Button(_("Confirm"), role="primary", name="confirm_receiver", clicked=partial(self._confirm, receiver))
            )
        )
        return card

    def _confirm(self, receiver: NewReceiver) -> None:
        self.context.tasks.run(operations.confirm_receivers.bind((receiver,)), owner=self)


def _openings(sent: tuple[SentCard, ...]) -> Card:
    told = _("Each time a card changes, it counts as not opened until it is opened again.")
    card = Card(_("Who opened which card"), told, name="card_openings")
    for one in sent:
        holders = [_opening(opening) for opening in one.openings]
        made = tr("card as of {time}", time=show_datetime(one.made_at))
        card.add(label(tr("{name} · {time}", name=one.class_label, time=made), "strong", wrap=True))
        card.add(label("\n".join(holders), "secondary", wrap=True))
    if not sent:
        card.add(label(tr("No card was made yet."), "muted", wrap=True))
    return card


def _opening(opening: CardOpening) -> str:
    if opening.opened_at is None:
        return tr("{name}: not opened yet", name=opening.account_label)
    time = show_datetime(opening.opened_at)
    if opening.is_present:
        return tr("{name}: opened {time}", name=opening.account_label, time=time)
    return tr("{name}: opened {time}, before the last change", name=opening.account_label, time=time)
