"""The mapped class of exceptions to secrecy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import Session as OrmWork

from xinmiao.features.secrecy_exceptions.records import (
    SECRECY_EXCEPTION,
    ExceptionGround,
    ExceptionHow,
    ReceiverRole,
)
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.any_record import model_of
from xinmiao.vault.base import CounsellingBase, column
from xinmiao.vault.sealed_rows import Sealable


class SecrecyException(Sealable, CounsellingBase):
    """A telling; one out of a restricted case is sealed like that case."""

    __tablename__ = "secrecy_exception"
    spec: ClassVar[RecordSpec] = SECRECY_EXCEPTION
    also_sealed: ClassVar[tuple[str, ...]] = ("ground", "role", "receiver", "decided_by", "account", "place")

    student_id: Mapped[str] = column(SECRECY_EXCEPTION.student_id, index=True)
    case_id: Mapped[str | None] = column(SECRECY_EXCEPTION.case_id, index=True)
    ground: Mapped[ExceptionGround] = column(SECRECY_EXCEPTION.ground)
    ground_words: Mapped[str | None] = column(SECRECY_EXCEPTION.ground_words)
    role: Mapped[ReceiverRole] = column(SECRECY_EXCEPTION.role)
    receiver: Mapped[str] = column(SECRECY_EXCEPTION.receiver)
    observed: Mapped[str | None] = column(SECRECY_EXCEPTION.observed)
    risk: Mapped[str | None] = column(SECRECY_EXCEPTION.risk)
    watch: Mapped[str | None] = column(SECRECY_EXCEPTION.watch)
    do: Mapped[str | None] = column(SECRECY_EXCEPTION.do)
    do_not: Mapped[str | None] = column(SECRECY_EXCEPTION.do_not)
    arrangement: Mapped[str | None] = column(SECRECY_EXCEPTION.arrangement)
    until: Mapped[str | None] = column(SECRECY_EXCEPTION.until)
    ask: Mapped[str | None] = column(SECRECY_EXCEPTION.ask)
    told_on: Mapped[date] = column(SECRECY_EXCEPTION.told_on)
    how: Mapped[ExceptionHow] = column(SECRECY_EXCEPTION.how)
    student_told: Mapped[bool] = column(SECRECY_EXCEPTION.student_told)
    why_not: Mapped[str | None] = column(SECRECY_EXCEPTION.why_not)
    decided_by: Mapped[str] = column(SECRECY_EXCEPTION.decided_by)
    account: Mapped[str | None] = column(SECRECY_EXCEPTION.account)
    place: Mapped[str | None] = column(SECRECY_EXCEPTION.place)
    recorded_name: Mapped[str] = column(SECRECY_EXCEPTION.recorded_name)

    def sealed_like(self, db: OrmWork) -> Sealable | None:
        """Follow the case."""
        found = None if self.case_id is None else db.get(model_of("case"), self.case_id)
        return found if isinstance(found, Sealable) else None

    @classmethod
    def of_case(cls, db: OrmWork, case_id: str) -> Sequence[Sealable]:
        """Return those of a case."""
        return db.scalars(select(cls).where(cls.case_id == case_id)).all()
