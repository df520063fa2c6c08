"""The mapped class of staff members."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from xinmiao.features.staff.records import STAFF_MEMBER
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.base import SchoolBase, Versioned, column


class StaffMember(Versioned, SchoolBase):
    """Somebody who works at the school."""

    __tablename__ = "staff_member"
    spec: ClassVar[RecordSpec] = STAFF_MEMBER

    name: Mapped[str] = column(STAFF_MEMBER.name)
    name_pinyin: Mapped[str | None] = column(STAFF_MEMBER.name_pinyin)
    name_initials: Mapped[str | None] = column(STAFF_MEMBER.name_initials)
    duties: Mapped[str | None] = column(STAFF_MEMBER.duties)
    phone: Mapped[str | None] = column(STAFF_MEMBER.phone)
    account_id: Mapped[str | None] = column(STAFF_MEMBER.account_id, unique=True)
    left_on: Mapped[date | None] = column(STAFF_MEMBER.left_on)
