"""Confirming who gets the contact card of a class for the first time; Today leads here."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.contact_cards import operations
from xinmiao.features.contact_cards.records import CARD_RECEIVER, NewReceiver
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.widgets.buttons import Button, at_the_end
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.messages import EmptyState
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
        """Ask who is new."""
        self.context.tasks.run(operations.list_new_receivers.bind(), self._show, owner=self)

    def help_text(self) -> str:
        """Say why this is asked."""
        return tr(
            "Whoever is class teacher gets the contact card of the class, with addresses and telephone numbers."
            " Somebody who became class teacher elsewhere than in your own program is confirmed here once."
        )

    def _show(self, found: tuple[NewReceiver, ...]) -> None:
        for widget in self._shown:
            widget.hide()
            widget.deleteLater()
        self._shown = [self._card(one) for one in found] or [_nobody()]
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


def _nobody() -> EmptyState:
    return EmptyState(_("Nobody has to be confirmed."), icon="phone")
