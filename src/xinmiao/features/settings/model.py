"""The mapped class of the school's settings."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from xinmiao.features.settings.records import SCHOOL_SETTING
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.base import SchoolBase, Versioned, column


class SchoolSetting(Versioned, SchoolBase):
    """One setting of the school; what was never changed has no row."""

    __tablename__ = "school_setting"
    __table_args__ = (UniqueConstraint("setting"),)
    spec: ClassVar[RecordSpec] = SCHOOL_SETTING

    setting: Mapped[str] = column(SCHOOL_SETTING.setting)
    value: Mapped[str] = column(SCHOOL_SETTING.value)
