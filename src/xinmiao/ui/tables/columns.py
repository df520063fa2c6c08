"""Columns: what a table shows of a row, declared once per table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from xinmiao.kernel.fields import AnyField
from xinmiao.kernel.texts import Text
from xinmiao.ui.widgets.chips import Chip

R = TypeVar("R")
Align = Literal["left", "right", "center"]


def show_plainly(value: Any) -> str:
    """Return a value as text, nothing as an empty string."""
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column. `value` takes a row; `show` turns that value into words.

    `sort_key` takes a row (e.g. its pinyin) and defaults to the value; rows whose key is None or empty
    come last in both directions. `secondary` is the quiet second line; `chip` replaces the words by a state.
    """

    name: str
    label: Text | str
    value: Callable[[R], Any]
    show: Callable[[Any], str] = show_plainly
    width: int = 120
    align: Align = "left"
    secondary: Callable[[R], str] | None = None
    chip: Callable[[R], Chip | None] | None = None
    sort_key: Callable[[R], Any] | None = None
    stretch: bool = False
    strong: bool = False
    shown: bool = True

    def words(self, row: R) -> str:
        """Return what stands in the cell's first line."""
        return self.show(self.value(row))

    def key(self, row: R) -> Any:
        """Return what the row is ordered by."""
        return self.value(row) if self.sort_key is None else self.sort_key(row)


def field_column(
    field: AnyField,
    value: Callable[[Any], Any],
    *,
    width: int = 120,
    align: Align = "left",
    sort_key: Callable[[Any], Any] | None = None,
    stretch: bool = False,
    strong: bool = False,
    secondary: Callable[[Any], str] | None = None,
) -> Column[Any]:
    """Return the column of a declared field: its name, its label, its way of showing a value."""
    return Column(
        field.name,
        field.label,
        value,
        field.show,
        width,
        align,
        secondary=secondary,
        sort_key=sort_key,
        stretch=stretch,
        strong=strong,
    )
