"""Declared settings: where a choice is kept, its field, its default, and how it is written down."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from xinmiao.kernel.fields import AnyField, ChoiceField
from xinmiao.kernel.texts import Text


class SettingLevel(StrEnum):
    """Where a setting lives: on this PC, with this account, or with the school."""

    DEVICE = "device"
    USER = "user"
    SCHOOL = "school"


@dataclass(frozen=True)
class Setting:
    """One declared setting; its label, help and limits are those of `field`.

    A feature that lists it in its manifest lets the settings page offer it; widths and the like are not listed.
    """

    name: str
    level: SettingLevel
    field: AnyField
    default: Any

    def problem(self, value: Any) -> Text | None:
        """Return the sentence that says what is wrong with `value`, or None."""
        return self.field.problem(value)

    def written(self, value: Any) -> str:
        """Return `value` as it is stored."""
        return json.dumps(value, ensure_ascii=False)

    def read(self, stored: str | None) -> Any:
        """Return the value of a stored text; what is missing or no value of the field any more gives the default."""
        if stored is None:
            return self.default
        try:
            value = json.loads(stored)
            return self._accepted(self.field.choices(value) if isinstance(self.field, ChoiceField) else value)
        except ValueError:
            return self.default

    def _accepted(self, value: Any) -> Any:
        if self.field.kind not in _CHECKED:
            return value  # widths and orders are words only their owner knows
        of_its_kind = isinstance(value, _CHECKED[self.field.kind]) and not (
            isinstance(value, bool) and self.field.kind == "integer"
        )
        return value if of_its_kind and self.field.problem(value) is None else self.default


_CHECKED: dict[str, type] = {"integer": int, "boolean": bool, "choice": StrEnum}
