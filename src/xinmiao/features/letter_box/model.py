"""Mapped classes of letters and of the openings of the box."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from xinmiao.features.letter_box.records import BOX_OPENING, LETTER, AnswerWay, LetterTopic, LetterUrgency
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.base import CounsellingBase, Versioned, column


class BoxOpening(Versioned, CounsellingBase):
    """An opening of the box."""

    __tablename__ = "box_opening"
    spec: ClassVar[RecordSpec] = BOX_OPENING

    opened_on: Mapped[date] = column(BOX_OPENING.opened_on, index=True)
    letters: Mapped[int] = column(BOX_OPENING.letters)
    opened_name: Mapped[str] = column(BOX_OPENING.opened_name)
    remark: Mapped[str | None] = column(BOX_OPENING.remark)


class Letter(Versioned, CounsellingBase):
    """A letter."""

    __tablename__ = "letter"
    __table_args__ = (UniqueConstraint("school_year", "number_in_year"),)
    spec: ClassVar[RecordSpec] = LETTER

    opening_id: Mapped[str | None] = column(LETTER.opening_id, index=True)
    school_year: Mapped[int] = column(LETTER.school_year)
    number_in_year: Mapped[int] = column(LETTER.number_in_year)
    received_on: Mapped[date] = column(LETTER.received_on)
    signed: Mapped[bool] = column(LETTER.signed)
    student_id: Mapped[str | None] = column(LETTER.student_id, index=True)
    signer_name: Mapped[str | None] = column(LETTER.signer_name)
    reply_code: Mapped[str | None] = column(LETTER.reply_code)
    topic: Mapped[LetterTopic] = column(LETTER.topic)
    urgency: Mapped[LetterUrgency] = column(LETTER.urgency)
    words: Mapped[str] = column(LETTER.words)
    is_summary: Mapped[bool | None] = column(LETTER.is_summary)
    answered_how: Mapped[AnswerWay | None] = column(LETTER.answered_how)
    answered_on: Mapped[date | None] = column(LETTER.answered_on)
    answered_name: Mapped[str | None] = column(LETTER.answered_name)
    answer: Mapped[str | None] = column(LETTER.answer)
    closed_on: Mapped[date | None] = column(LETTER.closed_on)
    closed_name: Mapped[str | None] = column(LETTER.closed_name)
    closing: Mapped[str | None] = column(LETTER.closing)
    identified: Mapped[str | None] = column(LETTER.identified)

    def searched_text(self) -> str | None:
        """Return what is searched in the list of letters."""
        parts = (self.words, self.answer, self.signer_name, self.reply_code, self.closing)
        return "\n".join(part for part in parts if part)
