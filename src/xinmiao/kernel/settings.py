"""Declared settings: where a choice is kept, its field, its default."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from xinmiao.kernel.fields import AnyField


class SettingLevel(StrEnum):
    """Where a setting lives: on this PC, with this account, or with the school."""

    DEVICE = "device"
    USER = "user"
    SCHOOL = "school"


@dataclass(frozen=True)
class Setting:
    """One declared setting; its label, help and limits are those of `field`."""

    name: str
    level: SettingLevel
    field: AnyField
    default: Any
