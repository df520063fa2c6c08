"""The mapped class of the steps of a school year."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from xinmiao.features.school_year.records import YEAR_STEP, StepMark
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.base import SchoolBase, Versioned, column


class YearStepRow(Versioned, SchoolBase):
    """A step that was done or skipped."""

    __tablename__ = "year_step"
    __table_args__ = (UniqueConstraint("school_year", "step"),)
    spec: ClassVar[RecordSpec] = YEAR_STEP

    school_year: Mapped[int] = column(YEAR_STEP.school_year)
    step: Mapped[str] = column(YEAR_STEP.step)
    state: Mapped[StepMark] = column(YEAR_STEP.state)
