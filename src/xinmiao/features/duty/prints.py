"""The papers of duty: the week for the door, neutral and large; the roster of a term, for the file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from xinmiao.documents.paper import (
    Align,
    Block,
    Column,
    Heading,
    Orientation,
    Paper,
    Paragraph,
    Table,
    TextStyle,
)
from xinmiao.features.duty.records import RosterPrint, ShiftView
from xinmiao.features.school_calendar.records import WEEKDAY_LABELS
from xinmiao.kernel.texts import ntr, tr
from xinmiao.kernel.times_of_day import show_span

_WORKDAYS = 5
_ROW_MM = 17.0
_DAY = timedelta(days=1)


def door_paper(view: RosterPrint, *, purpose: str) -> Paper:
    """Return the week as it hangs on the door: names and times, opening hours, whom to ask at once."""
    days = [view.first + place * _DAY for place in range(7)]
    standing = {shift.day for shift in view.shifts}
    last = max((place for place, day in enumerate(days) if day in standing | view.school_days), default=0)
    shown = days[: max(last + 1, _WORKDAYS)]
    blocks: tuple[Block, ...] = (
        _door_table(view, shown),
        Paragraph(_opening_words(view), bold=True),
        Paragraph(
            tr("You may come at these times, alone or with somebody. If it is urgent: ask any teacher, or call 12356."),
            TextStyle.BOXED,
        ),
    )
    title = tr("Counselling room: who is here")
    span = tr("{first} to {last}", first=shown[0].isoformat(), last=shown[-1].isoformat())
    return _paper(view, (title, span, purpose), blocks, wide=True)


def _door_table(view: RosterPrint, days: Sequence[date]) -> Table:
    times = sorted({(shift.starts, shift.ends, shift.name) for shift in view.shifts})
    people: dict[tuple[date, int, int, str], list[str]] = defaultdict(list)
    for shift in view.shifts:
        people[shift.day, shift.starts, shift.ends, shift.name].append(shift.person)
    heads = (f"{WEEKDAY_LABELS[day.weekday()][1]} {day:%m-%d}" for day in days)
    columns = (Column(tr("Time"), 1.2, Align.CENTRE), *(Column(head, 1, Align.CENTRE) for head in heads))
    rows = tuple(
        (
            f"{name}\n{show_span(starts, ends)}",
            *(_cell(people[day, starts, ends, name], day in view.school_days) for day in days),
        )
        for starts, ends, name in times
    )
    return Table(columns, rows, tr("Nobody stands this week."), _ROW_MM, large=True)


def _cell(people: Iterable[str], school: bool) -> str:  # noqa: FBT001 -- a value
    names = "\n".join(people)
    return names or ("" if school else tr("No school"))


def _opening_words(view: RosterPrint) -> str:
    if not view.opening:
        return ""
    grouped: dict[str, list[str]] = defaultdict(list)
    labels = dict(WEEKDAY_LABELS)
    for weekday, hours in view.opening:
        grouped[hours].append(str(labels[weekday]))
    comma = tr(", ")
    parts = (f"{comma.join(weekdays)} {hours}" for hours, weekdays in grouped.items())
    return tr("Open: {hours}", hours=tr("; ").join(parts))


def term_paper(view: RosterPrint, *, purpose: str) -> Paper:
    """Return a roster day by day, and how often each stands."""
    names = _shift_names(view.shifts)
    by_day: dict[date, list[ShiftView]] = defaultdict(list)
    for shift in view.shifts:
        by_day[shift.day].append(shift)
    columns = (Column(tr("Day"), 1.3), *(Column(name, 1.2) for name in names))
    rows = tuple((_day_words(day), *(_standing(by_day[day], name) for name in names)) for day in sorted(by_day))
    counts = Counter(shift.person for shift in view.shifts)
    words = tr("; ").join(
        ntr("{name} {count} shift", "{name} {count} shifts", count, name=name) for name, count in sorted(counts.items())
    )
    blocks: tuple[Block, ...] = (
        Table(columns, rows, tr("No shift is made yet.")),
        *(
            Paragraph(
                tr("The official holidays of {year} are not known yet: only weekends count as free.", year=year),
                TextStyle.SMALL,
            )
            for year in view.unofficial
        ),
        Heading(tr("How often each stands"), 2),
        Paragraph(words or tr("(empty)")),
    )
    span = tr("{first} to {last}", first=view.first.isoformat(), last=view.last.isoformat())
    wide = len(names) > 4  # noqa: PLR2004 -- what fits upright
    return _paper(view, (tr("Duty roster"), span, purpose), blocks, wide=wide)


def _shift_names(shifts: Sequence[ShiftView]) -> tuple[str, ...]:
    first: dict[str, int] = {}
    for shift in shifts:
        first[shift.name] = min(first.get(shift.name, shift.starts), shift.starts)
    return tuple(sorted(first, key=lambda name: (first[name], name)))


def _day_words(day: date) -> str:
    return f"{day.isoformat()} {WEEKDAY_LABELS[day.weekday()][1]}"


def _standing(shifts: Iterable[ShiftView], name: str) -> str:
    return "\n".join(f"{shift.person} {shift.span}" for shift in shifts if shift.name == name)


def _paper(view: RosterPrint, words: tuple[str, str, str], blocks: tuple[Block, ...], *, wide: bool) -> Paper:
    """Return a paper; `words` are title, subtitle and purpose."""
    head = view.head
    return Paper(
        title=words[0],
        subtitle=words[1],
        blocks=blocks,
        school=head.school,
        purpose=words[2],
        printed_by=head.printed_by,
        printed_at=head.printed_at,
        anchor=head.anchor,
        orientation=Orientation.LANDSCAPE if wide else Orientation.PORTRAIT,
    )
