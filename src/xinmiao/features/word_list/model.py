"""The mapped class of the school's own words."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy.orm import Mapped

from xinmiao.documents.word_guard import Why
from xinmiao.features.word_list.records import GUARD_WORD
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.base import SchoolBase, Versioned, column


class GuardWordRow(Versioned, SchoolBase):
    """A word; each stands once."""

    __tablename__ = "guard_word"
    spec: ClassVar[RecordSpec] = GUARD_WORD

    word: Mapped[str] = column(GUARD_WORD.word, unique=True)
    why: Mapped[Why] = column(GUARD_WORD.why)
    proposals: Mapped[str | None] = column(GUARD_WORD.proposals)
    off: Mapped[bool | None] = column(GUARD_WORD.off)
