"""Which sets are kept: a table of what lies there and what stays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from xinmiao.vault.retention import Keep, SetAge, names_to_keep


def _set(day: str, hour: int = 12, *, verified: bool = True, pinned: bool = False) -> SetAge:
    on = date.fromisoformat(day)
    moment = datetime(on.year, on.month, on.day, hour, tzinfo=UTC)
    return SetAge(f"{day}T{hour:02}", moment, on, verified, pinned)


TABLE: dict[str, tuple[list[SetAge], set[str]]] = {
    "nothing": ([], set()),
    "one": ([_set("2026-11-23")], {"2026-11-23T12"}),
    "three on a day: the newest": (
        [_set("2026-11-23", 9), _set("2026-11-23", 12), _set("2026-11-23", 17)],
        {"2026-11-23T17"},
    ),
    "a verified one stands for its day, and the newest stays": (
        [_set("2026-11-23", 9), _set("2026-11-23", 17, verified=False)],
        {"2026-11-23T09", "2026-11-23T17"},
    ),
    "the newest verified one stays, however old": (
        [_set("2020-01-05"), *(_set(f"2026-11-{day:02}", verified=False) for day in range(1, 24))],
        {
            "2020-01-05T12",
            # 7 days
            *(f"2026-11-{day}T12" for day in range(17, 24)),
            # 4 weeks: of 23, 16–22, 9–15, 2–8 November
            *("2026-11-23T12", "2026-11-22T12", "2026-11-15T12", "2026-11-08T12"),
        },
    ),
    "a set before a migration stays": (
        [_set("2026-11-23", 9, pinned=True), _set("2026-11-23", 17)],
        {"2026-11-23T09", "2026-11-23T17"},
    ),
    "days without sets do not count": (
        [_set(f"2026-{month:02}-10") for month in range(1, 9)],
        {f"2026-{month:02}-10T12" for month in range(1, 9)},
    ),
}


@pytest.mark.parametrize("name", TABLE)
def test_the_table(name: str) -> None:
    sets, expected = TABLE[name]
    assert names_to_keep(sets) == expected


def test_three_years_of_daily_sets_leave_days_weeks_months_and_years() -> None:
    first = date(2023, 11, 24)
    sets = [_set((first + timedelta(days=number)).isoformat()) for number in range(1096)]
    assert sets[-1].made_on == date(2026, 11, 23)

    days = {f"2026-11-{day}" for day in range(17, 24)}
    weeks = {"2026-11-23", "2026-11-22", "2026-11-15", "2026-11-08"}
    months = {
        *("2026-11-23", "2026-10-31", "2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30", "2026-05-31"),
        *("2026-04-30", "2026-03-31", "2026-02-28", "2026-01-31", "2025-12-31"),
    }
    years = {"2026-11-23", "2025-12-31"}
    assert names_to_keep(sets) == {f"{day}T12" for day in days | weeks | months | years}


def test_order_of_listing_does_not_matter() -> None:
    sets, expected = TABLE["the newest verified one stays, however old"]
    assert names_to_keep(sets[::-1]) == expected


def test_a_smaller_rule() -> None:
    sets = [_set(f"2026-11-{day:02}") for day in range(1, 24)]
    assert names_to_keep(sets, Keep(days=2, weeks=0, months=0, years=0)) == {"2026-11-23T12", "2026-11-22T12"}


def test_a_set_of_a_wrong_clock_in_the_future_takes_no_more_than_its_place() -> None:
    sets = [_set("2036-01-01"), *(_set(f"2026-11-{day:02}") for day in range(14, 24))]
    kept = names_to_keep(sets)
    assert {"2036-01-01T12", "2026-11-23T12", "2026-11-22T12", "2026-11-18T12"} <= kept
