"""Pure decisions of the roster."""

from __future__ import annotations

from datetime import date

from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import SchoolShape
from xinmiao.kernel.school_year import school_year_of


def shape_of(stages: frozenset[Stage], day: date, *, primary_years: int = 6, junior_years: int = 3) -> SchoolShape:
    """Return the school's stages and present school year, by which class names are read."""
    return SchoolShape(stages, school_year_of(day), primary_years, junior_years)
