"""The pages of contact cards: the class teacher's own cards, and the counsellors' confirming of receivers."""

from xinmiao.features.contact_cards.page.own_cards import ContactCardPage
from xinmiao.features.contact_cards.page.receivers import ReceiversPage

__all__ = ["ContactCardPage", "ReceiversPage"]
