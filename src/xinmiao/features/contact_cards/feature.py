"""What contact cards bring to the program."""

from __future__ import annotations

from xinmiao.features.contact_cards import operations
from xinmiao.features.contact_cards.records import CARD_RECEIVER
from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import Feature, PageEntry, Section
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="contact_cards",
    label=_("Contact card of the class"),
    operations=(
        operations.stale_cards,
        operations.refresh_cards,
        operations.get_own_cards,
        operations.note_opening,
        operations.list_sent_cards,
        operations.list_new_receivers,
        operations.confirm_receivers,
        operations.receiver_tasks,
    ),
    tasks=(operations.receiver_tasks,),
    records=(CARD_RECEIVER,),
    model="xinmiao.features.contact_cards.model",
    pages=(
        PageEntry(
            "contact_card",
            _("Contact card of the class"),
            "phone",
            "xinmiao.features.contact_cards.page:ContactCardPage",
            Permission.CONTACT_CARD_READ,
            section=Section.SCHOOL,
        ),
        PageEntry(
            "card_receivers",
            _("Receivers of contact cards"),
            "phone",
            "xinmiao.features.contact_cards.page:ReceiversPage",
            Permission.CONTACT_CARD_WRITE,
            in_navigation=False,
        ),
    ),
)
