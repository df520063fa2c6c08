"""When a term and a school year begin: worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from xinmiao.kernel.school_year import term_start, year_start


@pytest.mark.parametrize(
    ("day", "term", "year"),
    [
        (date(2026, 8, 1), date(2026, 8, 1), date(2026, 8, 1)),
        (date(2026, 11, 23), date(2026, 8, 1), date(2026, 8, 1)),
        (date(2027, 1, 31), date(2026, 8, 1), date(2026, 8, 1)),
        (date(2027, 2, 1), date(2027, 2, 1), date(2026, 8, 1)),
        (date(2027, 7, 31), date(2027, 2, 1), date(2026, 8, 1)),
    ],
)
def test_terms_begin_in_august_and_february(day: date, term: date, year: date) -> None:
    assert (term_start(day), year_start(day)) == (term, year)
