"""From a filled workbook to its rows; used in the work lane. What a row would do is decided elsewhere."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xinmiao.documents.workbook import Cell, SheetTable, read_tables
from xinmiao.features.light_plans.records import CONTENT_NAMES, LIGHT_PLAN, LightContent, SheetRow
from xinmiao.features.roster.records import STUDENT
from xinmiao.kernel.errors import RuleBroken
from xinmiao.kernel.fields import AnyField
from xinmiao.kernel.texts import _, tr
from xinmiao.kernel.typed_dates import parse_date

_LOOKED_AT = 20
"""The title row is looked for in so many rows."""


def read_rows(path: Path, *, today: date) -> tuple[SheetRow, ...]:
    """Return the rows of every sheet that looks like a workbook of light plans.

    Raises:
        UnreadableWorkbook: the file cannot or must not be read.
        RuleBroken: no sheet of it has the columns of a light plan.
    """
    rows = tuple(row for table in read_tables(path) for row in _rows_of(table, today))
    if not rows:
        raise RuleBroken(
            _("No row of a light plan stands in this file."),
            _("Choose a workbook that was written here; its column titles must still be there."),
            code="E-NOLIGHTPLAN",
        )
    return rows


def _titles() -> dict[str, str]:
    fields: dict[str, AnyField] = {
        "class_label": STUDENT.class_id,
        "number": STUDENT.number_in_class,
        "name": STUDENT.name,
    }
    fields |= {name: LIGHT_PLAN.field(name) for name in CONTENT_NAMES}
    return {str(field.label): name for name, field in fields.items()}


def _rows_of(table: SheetTable, today: date) -> Iterable[SheetRow]:
    titles = _titles()
    for number, cells in enumerate(table.rows[:_LOOKED_AT]):
        places = {titles[text]: place for place, text in enumerate(map(_text, cells)) if text in titles}
        if {"name", "class_label", "situation"} <= set(places):
            yield from (
                _row((table.name, at), row, places, today)
                for at, row in enumerate(table.rows[number + 1 :], number + 2)
                if any(map(_text, row))
            )
            return


def _row(at: tuple[str, int], cells: Sequence[Cell], places: dict[str, int], today: date) -> SheetRow:
    def cell(name: str) -> Cell:
        place = places.get(name, len(cells))
        return cells[place] if place < len(cells) else None

    texts: dict[str, Any] = {name: _text(cell(name)) for name in CONTENT_NAMES if name != "review_on"}
    day, problem = _day(cell("review_on"), today)
    row = SheetRow(*at, _text(cell("class_label")), _text(cell("number")), _text(cell("name")), LightContent(**texts))
    return dataclasses.replace(row, content=dataclasses.replace(row.content, review_on=day), problem=problem)


def _day(cell: Cell, today: date) -> tuple[date | None, str]:
    if isinstance(cell, datetime):
        return cell.date(), ""
    if isinstance(cell, date):
        return cell, ""
    text = _text(cell)
    if not text:
        return None, ""
    day = parse_date(text, today=today)
    return day, "" if day else tr("“{text}” is no date; write 2026-12-31.", text=text)


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip()
