"""Conditions that leave out rows whose day or times were spoilt in the file.

Owns what counts as readable, so that one such row does not keep all others from being shown. Rows in which something
was written are told of by their slice (`appointments` lists them); here are those that are entered anew in a minute.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, String, and_, func, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from xinmiao.kernel.times_of_day import DAY_MINUTES

_Column = InstrumentedAttribute[Any]


def has_span(starts: _Column, ends: _Column) -> ColumnElement[bool]:
    """Let rows through whose two times are minutes of one day, in order."""
    numbers = and_(func.typeof(starts) == "integer", func.typeof(ends) == "integer")
    return and_(numbers, starts >= 0, starts < ends, ends <= DAY_MINUTES)


def has_days(*days: _Column) -> ColumnElement[bool]:
    """Let rows through whose days can be read; one that is left open is no fault."""
    return and_(*(day.is_(None) | _is_day(day) for day in days))


def _is_day(day: _Column) -> ColumnElement[bool]:
    written = type_coerce(day, String)
    return func.date(written) == written
