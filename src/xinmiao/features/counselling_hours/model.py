"""The mapped class of who is full-time."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from xinmiao.features.counselling_hours.records import COUNSELLOR_POST
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.base import SchoolBase, Versioned, column


class CounsellorPost(Versioned, SchoolBase):
    """From when on somebody is full-time, or is not any more."""

    __tablename__ = "counsellor_post"
    spec: ClassVar[RecordSpec] = COUNSELLOR_POST

    account_id: Mapped[str] = column(COUNSELLOR_POST.account_id, index=True)
    full_time: Mapped[bool | None] = column(COUNSELLOR_POST.full_time)
    since: Mapped[date] = column(COUNSELLOR_POST.since)
