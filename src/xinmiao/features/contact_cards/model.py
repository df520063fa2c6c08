"""The mapped class of confirmed receivers."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy.orm import Mapped

from xinmiao.features.contact_cards.records import CARD_RECEIVER
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.base import CounsellingBase, Versioned, column


class CardReceiver(Versioned, CounsellingBase):
    """An account that may get the card of a class, as often as it becomes its class teacher."""

    __tablename__ = "card_receiver"
    spec: ClassVar[RecordSpec] = CARD_RECEIVER

    class_id: Mapped[str] = column(CARD_RECEIVER.class_id, index=True)
    account_id: Mapped[str] = column(CARD_RECEIVER.account_id)
