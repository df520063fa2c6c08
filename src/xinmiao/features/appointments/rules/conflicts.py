"""What stands against a time: three sides and the school's calendar; pure.

Who, whose and where is asked of a `Ground` that operations read inside their transaction. Sentences never say whose
appointment stands in the way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from xinmiao.features.appointments.records import BLOCKING, AppointmentState, ConflictKind, TimeConflict
from xinmiao.features.school_calendar.records import BusySpan, OwnDayView, PeriodKind, PeriodView, RoomView
from xinmiao.kernel.occupancies import Occupancy
from xinmiao.kernel.school_days import SchoolDays
from xinmiao.kernel.texts import Text, _
from xinmiao.kernel.times_of_day import show_span


@dataclass(frozen=True)
class Wanted:
    """A time that somebody wants, and whom and what it takes."""

    day: date
    starts: int
    ends: int
    counsellor: str
    counsellor_name: str = ""
    student_id: str | None = None
    room_id: str | None = None
    ignoring: frozenset[str] = frozenset()
    """Ids of appointments that are moved with it or by it."""

    def by(self, counsellor: str, name: str) -> Wanted:
        """Return the same time of another counsellor."""
        return replace(self, counsellor=counsellor, counsellor_name=name)


@dataclass(frozen=True)
class Taken:
    """An appointment on file."""

    id: str
    counsellor: str
    student_id: str | None
    room_id: str | None
    day: date
    starts: int
    ends: int
    state: AppointmentState


@dataclass(frozen=True)
class DayGround:
    """What one day holds."""

    taken: Sequence[Taken] = ()
    others: Sequence[Occupancy] = ()
    periods: Sequence[PeriodView] = ()
    opening: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True)
class Ground:
    """Everything a time is held against."""

    days: Mapping[date, DayGround]
    busy: Mapping[str, tuple[BusySpan, ...]]
    """Lessons by counsellor."""
    calendar: SchoolDays
    rooms: Mapping[str, RoomView]
    exams: Sequence[OwnDayView] = ()
    """Those that concern the student."""
    of_student: Sequence[Taken] = ()
    """The student's own appointments of the months in question."""
    student_periods: Mapping[date, Sequence[PeriodView]] = field(default_factory=dict)
    has_hours: bool = False


def overlap(starts: int, ends: int, other_starts: int, other_ends: int) -> bool:
    """Return whether two stretches of a day share a minute; one that begins where the other ends does not."""
    return starts < other_ends and other_starts < ends


def conflicts_of(wanted: Wanted, ground: Ground) -> tuple[TimeConflict, ...]:
    """Return what stands against a time, what needs a reason first."""
    found = [
        *_counsellor_side(wanted, ground),
        *_student_side(wanted, ground),
        *_room_side(wanted, ground),
        *_warnings(wanted, ground),
    ]
    return tuple(sorted(found, key=lambda conflict: conflict.is_warning))


def hard(conflicts: Sequence[TimeConflict]) -> tuple[TimeConflict, ...]:
    """Return those that need a reason."""
    return tuple(conflict for conflict in conflicts if not conflict.is_warning)


def counsellor_is_free(wanted: Wanted, ground: Ground) -> bool:
    """Return whether nothing of the counsellor's stands against a time."""
    return not hard(tuple(_counsellor_side(wanted, ground)))


def _standing(wanted: Wanted, ground: Ground) -> Iterator[Taken]:
    for taken in _day(wanted, ground).taken:
        there = taken.id not in wanted.ignoring and taken.state in BLOCKING
        if there and overlap(wanted.starts, wanted.ends, taken.starts, taken.ends):
            yield taken


def _day(wanted: Wanted, ground: Ground) -> DayGround:
    return ground.days.get(wanted.day, DayGround())


def _counsellor_side(wanted: Wanted, ground: Ground) -> Iterator[TimeConflict]:
    name = wanted.counsellor_name
    for taken in _standing(wanted, ground):
        if taken.counsellor == wanted.counsellor:
            words = _("{name} has an appointment {span}.").format(name=name, span=show_span(taken.starts, taken.ends))
            yield TimeConflict(ConflictKind.COUNSELLOR, wanted.day, words, taken.id)
    for span in ground.busy.get(wanted.counsellor, ()):
        if span.day == wanted.day and overlap(wanted.starts, wanted.ends, span.starts, span.ends):
            words = _("{name} gives a lesson {span}: {lesson}").format(
                name=name, span=show_span(span.starts, span.ends), lesson=span.words
            )
            yield TimeConflict(ConflictKind.LESSON, wanted.day, words)
    for other in _others(wanted, ground):
        if other.account_id == wanted.counsellor and not _is_held_within(wanted, other):
            words = _("{name} is taken {span}: {kind}").format(
                name=name, span=show_span(other.starts, other.ends), kind=other.kind
            )
            yield TimeConflict(ConflictKind.OTHER_DUTY, wanted.day, words)


def _others(wanted: Wanted, ground: Ground) -> Iterator[Occupancy]:
    for other in _day(wanted, ground).others:
        if overlap(wanted.starts, wanted.ends, other.starts, other.ends):
            yield other


def _is_held_within(wanted: Wanted, other: Occupancy) -> bool:
    """Return whether a talk is held within something: in its room, or where no other room is named."""
    return other.leaves_free and wanted.room_id in {None, other.room_id}


def _student_side(wanted: Wanted, ground: Ground) -> Iterator[TimeConflict]:
    if wanted.student_id is None:
        return
    for taken in _standing(wanted, ground):
        if taken.student_id == wanted.student_id:
            words = _("The student has another appointment {span}.").format(span=show_span(taken.starts, taken.ends))
            yield TimeConflict(ConflictKind.STUDENT, wanted.day, words, taken.id)


def _room_side(wanted: Wanted, ground: Ground) -> Iterator[TimeConflict]:
    room = ground.rooms.get(wanted.room_id or "")
    if room is None:
        return
    for taken in _standing(wanted, ground):
        if taken.room_id == room.id:
            yield _room_taken(room, wanted.day, taken.starts, taken.ends, taken.id)
    for other in _others(wanted, ground):
        if other.room_id == room.id and not _is_held_within(wanted, other):
            yield _room_taken(room, wanted.day, other.starts, other.ends)
    if (closing := room.closed_on(wanted.day)) is not None:
        words = _("{room} is closed: {reason}").format(room=room.name, reason=closing.reason)
        yield TimeConflict(ConflictKind.ROOM_CLOSED, wanted.day, words)
    if not room.in_use:
        words = _("{room} is no longer used.").format(room=room.name)
        yield TimeConflict(ConflictKind.ROOM_CLOSED, wanted.day, words)


def _room_taken(room: RoomView, day: date, starts: int, ends: int, other: str = "") -> TimeConflict:
    words = _("{room} is taken {span}.").format(room=room.name, span=show_span(starts, ends))
    return TimeConflict(ConflictKind.ROOM, day, words, other)


def _warnings(wanted: Wanted, ground: Ground) -> Iterator[TimeConflict]:
    for kind, words in (*_calendar_warnings(wanted, ground), *_student_warnings(wanted, ground)):
        yield TimeConflict(kind, wanted.day, words)
    for taken in _day(wanted, ground).taken:
        waits = taken.state is AppointmentState.REQUESTED and taken.id not in wanted.ignoring
        if waits and _shares(wanted, taken) and overlap(wanted.starts, wanted.ends, taken.starts, taken.ends):
            words = _("A request for {span} has not been answered yet.").format(
                span=show_span(taken.starts, taken.ends)
            )
            yield TimeConflict(ConflictKind.REQUEST, wanted.day, words, taken.id)


def _shares(wanted: Wanted, taken: Taken) -> bool:
    room = wanted.room_id is not None and taken.room_id == wanted.room_id
    student = wanted.student_id is not None and taken.student_id == wanted.student_id
    return taken.counsellor == wanted.counsellor or room or student


def _calendar_warnings(wanted: Wanted, ground: Ground) -> Iterator[tuple[ConflictKind, Text]]:
    if not ground.calendar.is_school_day(wanted.day):
        name = ground.calendar.holidays.get(wanted.day, "")
        words = (
            _("There is no school on this day: {name}").format(name=name)
            if name
            else _("There is no school on this day.")
        )
        yield ConflictKind.NO_SCHOOL, words
    elif ground.has_hours and not _is_open(wanted, _day(wanted, ground).opening):
        yield ConflictKind.OUTSIDE_HOURS, _("The room is not open at this time.")
    if not ground.calendar.has_official(wanted.day):
        words = _("The holidays of {year} are not known yet.").format(year=wanted.day.year)
        yield ConflictKind.UNKNOWN_HOLIDAYS, words


def _is_open(wanted: Wanted, opening: Sequence[tuple[int, int]]) -> bool:
    return any(starts <= wanted.starts and wanted.ends <= ends for starts, ends in opening)


def _student_warnings(wanted: Wanted, ground: Ground) -> Iterator[tuple[ConflictKind, Text]]:
    if wanted.student_id is None:
        return
    for exam in ground.exams:
        if exam.covers(wanted.day):
            yield ConflictKind.EXAM, _("The student has an exam on this day: {title}").format(title=exam.title)
    missed = _lessons(wanted.day, wanted.starts, wanted.ends, ground)
    for other in ground.of_student:
        if other.id in wanted.ignoring or not _is_same_month(other, wanted) or other.state not in BLOCKING:
            continue
        if missed & _lessons(other.day, other.starts, other.ends, ground):
            yield (
                ConflictKind.SAME_LESSON,
                _("The student would miss the same lesson a second time this month; the first time is {day}.").format(
                    day=other.day.isoformat()
                ),
            )
            return


def _is_same_month(other: Taken, wanted: Wanted) -> bool:
    return other.day != wanted.day and (other.day.year, other.day.month) == (wanted.day.year, wanted.day.month)


def _lessons(day: date, starts: int, ends: int, ground: Ground) -> frozenset[tuple[int, str]]:
    """Return which lessons of the week are missed: in a weekly timetable the same ones are of the same subject."""
    weekday = ground.calendar.weekday_followed(day)
    return frozenset(
        (weekday, period.name)
        for period in ground.student_periods.get(day, ())
        if period.kind is PeriodKind.LESSON and overlap(starts, ends, period.starts, period.ends)
    )
