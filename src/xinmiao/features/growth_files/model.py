"""The mapped class of growth files."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from xinmiao.features.growth_files.records import GROWTH_FILE, OpeningReason
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.base import CounsellingBase, Versioned, column
from xinmiao.vault.merge_rules import COMBINE, MergeRule


class GrowthFile(Versioned, CounsellingBase):
    """A growth file; the unique student makes a second one impossible."""

    __tablename__ = "growth_file"
    spec: ClassVar[RecordSpec] = GROWTH_FILE
    merging: ClassVar[MergeRule] = COMBINE

    student_id: Mapped[str] = column(GROWTH_FILE.student_id, unique=True)
    opened_on: Mapped[date] = column(GROWTH_FILE.opened_on)
    reason: Mapped[OpeningReason] = column(GROWTH_FILE.reason)
    reason_words: Mapped[str | None] = column(GROWTH_FILE.reason_words)
    basic: Mapped[str | None] = column(GROWTH_FILE.basic)
    family: Mapped[str | None] = column(GROWTH_FILE.family)
    psychological: Mapped[str | None] = column(GROWTH_FILE.psychological)
    strengths: Mapped[str | None] = column(GROWTH_FILE.strengths)
    concerns: Mapped[str | None] = column(GROWTH_FILE.concerns)
    paper_place: Mapped[str | None] = column(GROWTH_FILE.paper_place)
