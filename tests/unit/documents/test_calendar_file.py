"""Calendar files in and out: what comes back is what went in, and junk gets a sentence in bounded time."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from xinmiao.documents.calendar_file import (
    LARGEST,
    CalendarEvent,
    TimedEvent,
    read_events,
    write_events,
    write_times,
)
from xinmiao.kernel.errors import RuleBroken

MADE = datetime(2026, 11, 23, 8, tzinfo=UTC)
EXAM = CalendarEvent("期中考试", date(2026, 11, 11), date(2026, 11, 12), "a@xinmiao")
FAIR = CalendarEvent("家长会，七年级；下午", date(2026, 11, 27), date(2026, 11, 27), "b@xinmiao")


def ics(*lines: str) -> bytes:
    """Return a calendar with one event made of these lines."""
    event = ["BEGIN:VEVENT", "UID:x", "SUMMARY:运动会", *lines, "END:VEVENT"]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *event, "END:VCALENDAR", ""]).encode()


def test_what_is_written_is_read_again() -> None:
    assert read_events(write_events((EXAM, FAIR), "校历", MADE)) == (EXAM, FAIR)


def test_timed_events_are_written_in_utc() -> None:
    zone = timezone(timedelta(hours=8))
    noon = datetime(2026, 11, 23, 12, 20, tzinfo=zone)
    event = TimedEvent("值班", noon, noon + timedelta(minutes=50), "s@xinmiao", "辅导室")
    lines = write_times((event,), "值班", MADE).decode().split("\r\n")
    assert {"DTSTART:20261123T042000Z", "DTEND:20261123T051000Z", "LOCATION:辅导室", "UID:s@xinmiao"} <= set(lines)


def test_an_event_of_some_hours_is_its_day() -> None:
    content = ics("DTSTART;TZID=Asia/Shanghai:20261127T080000", "DTEND;TZID=Asia/Shanghai:20261127T160000")
    (event,) = read_events(content)
    assert (event.first, event.last) == (date(2026, 11, 27), date(2026, 11, 27))
    assert event.title == "运动会 08:00\N{EN DASH}16:00", "the day would not say when"


def test_a_moment_in_utc_is_the_local_day() -> None:
    content = ics("DTSTART:20261127T170000Z", "DTEND:20261127T180000Z")
    local = datetime(2026, 11, 27, 17, tzinfo=UTC).astimezone()
    (event,) = read_events(content)
    assert event.first == local.date()
    assert f"{local:%H:%M}" in event.title


@pytest.mark.parametrize(
    "lines",
    [
        ("DTSTART;VALUE=DATE:20261127", "RRULE:FREQ=SECONDLY"),
        ("DTSTART;VALUE=DATE:20261127", "RRULE:FREQ=DAILY;COUNT=100000000"),
        ("DTSTART;TZID=Mars/Olympus:20261127T080000",),
        ("DTSTART;VALUE=DATE:20261127", "DTEND;VALUE=DATE:20261120"),
        (),
    ],
)
def test_an_event_that_cannot_be_taken_says_why(lines: tuple[str, ...]) -> None:
    began = time.monotonic()
    found = read_events(ics(*lines))
    assert [each.problem is not None for each in found] == [True]
    assert time.monotonic() - began < 2, "nothing is unrolled"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 a workbook",
        b"BEGIN:VCALENDAR",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:2026",
        ics("DTSTART;VALUE=DATE:20261127").replace(b"END:VEVENT\r\n", b""),
        b"BEGIN:VCALENDAR" + b" " * LARGEST + b"END:VCALENDAR",
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 2001 + b"END:VCALENDAR",
    ],
)
def test_junk_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(RuleBroken):
        read_events(content)


@pytest.mark.parametrize("start", ["DTSTART:notadate", "DTSTART;VALUE=DATE:20261399", "DTSTART:\x00"])
def test_a_broken_day_spoils_nothing_but_itself(start: str) -> None:
    try:
        found = read_events(ics(start))
    except RuleBroken:
        return
    assert all(each.problem is not None for each in found)
