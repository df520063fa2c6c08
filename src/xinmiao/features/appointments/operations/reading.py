"""How appointments are made into what pages see; no operation of its own.

Rows are read as columns, and day and times as they lie in the file: one that cannot be read is told beside the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, String, or_, select, type_coerce

from xinmiao.features.appointments.model import Appointment
from xinmiao.features.appointments.records import AppointmentView, BrokenAppointment, Client
from xinmiao.features.appointments.rules.checking import is_unresolved
from xinmiao.features.roster.operations import student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.features.school_calendar.operations import list_rooms
from xinmiao.kernel.errors import NotFound, RuleBroken
from xinmiao.kernel.texts import _, tr
from xinmiao.kernel.times_of_day import DAY_MINUTES
from xinmiao.vault.any_record import model_of
from xinmiao.vault.sealed_rows import Sealable
from xinmiao.vault.unit import Unit

RAW_DAY, RAW_STARTS, RAW_ENDS = (
    type_coerce(column, String) for column in (Appointment.day, Appointment.starts, Appointment.ends)
)
_TEXTS = ("alias", "place", "note", "asked_by", "reason", "override_reason")
_PLAIN = ("id", "version", "counsellor", "counsellor_name", "kind", "state", "series_id", "cancelled_by")
_COLUMNS: tuple[Any, ...] = (
    RAW_DAY.label("day"),
    RAW_STARTS.label("starts"),
    RAW_ENDS.label("ends"),
    *(getattr(Appointment, name) for name in (*_PLAIN, *_TEXTS)),
    Appointment.student_id,
    Appointment.case_id,
    Appointment.room_id,
    Appointment.is_exception,
    Appointment.created_at,
    type_coerce(Appointment.slot_on, String).label("slot_on"),
    Appointment.sealed.is_not(None).label("is_restricted"),
)
_EARLIEST, _LATEST = "1900-01-01", "2200-01-01"


def in_days(first: date, last: date) -> ColumnElement[bool]:
    """Return the condition for some days; what is damaged behind a day is among them."""
    return RAW_DAY.between(first.isoformat(), last.isoformat() + "~")


def unreadable(unit: Unit) -> tuple[BrokenAppointment, ...]:
    """Return those whose day lies where no day can: they would stand in no week at all."""
    conditions = (RAW_DAY < _EARLIEST, RAW_DAY > _LATEST)  # one by one, so that each goes by the index
    rows = [row for condition in conditions for row in unit.db.execute(select(*_COLUMNS).where(condition))]
    return tuple(map(_broken, rows))


def read_day(raw: Any) -> date | None:
    """Return a day as it lies in the file, or None when it is none."""
    try:
        return date.fromisoformat(raw)
    except (TypeError, ValueError):
        return None


def read_span(starts: Any, ends: Any) -> tuple[int, int] | None:
    """Return times as they lie in the file, or None when they are none."""
    try:
        first, last = int(starts), int(ends)
    except (TypeError, ValueError):
        return None
    return (first, last) if 0 <= first < last <= DAY_MINUTES else None


def found(
    unit: Unit, *conditions: ColumnElement[bool]
) -> tuple[tuple[AppointmentView, ...], tuple[BrokenAppointment, ...]]:
    """Return the appointments of some conditions by day and time, and beside them those that cannot be read."""
    rows = unit.db.execute(select(*_COLUMNS).where(*conditions)).all()
    sound, broken = [], []
    for row in rows:
        if read_day(row.day) is None or read_span(row.starts, row.ends) is None:
            broken.append(_broken(row))
        else:
            sound.append(row)
    views = _Views(unit, sound).made()
    return tuple(sorted(views, key=lambda view: (view.day, view.starts, view.ends, view.id))), tuple(broken)


def one(unit: Unit, appointment_id: str) -> AppointmentView:
    """Return an appointment.

    Raises:
        NotFound: no such appointment.
        RuleBroken: its day or time cannot be read.
    """
    views, broken = found(unit, Appointment.id == appointment_id)
    if broken:
        raise RuleBroken(
            _("Day or time of this appointment cannot be read."),
            _("Book it anew, and check the files under Data care."),
        )
    if not views:
        raise NotFound
    return views[0]


def _broken(row: Row[Any]) -> BrokenAppointment:
    times = tr("{starts}–{ends}", starts=str(row.starts), ends=str(row.ends))
    return BrokenAppointment(row.id, str(row.day), times, row.counsellor_name)


@dataclass(frozen=True)
class _Views:
    """Rows and what is read once for all of them."""

    unit: Unit
    rows: Sequence[Row[Any]]

    def made(self) -> list[AppointmentView]:
        students_of_cases = case_students(self.unit, (row.case_id for row in self.rows if row.student_id is None))
        owners = {row.id: row.student_id or students_of_cases.get(row.case_id) for row in self.rows}
        students = lines_of(self.unit, owners.values())
        rooms = {room.id: room.name for room in self.unit.run(list_rooms.bind())}
        now = self.unit.clock.now()
        return [self._view(row, students.get(owners[row.id] or ""), rooms, now) for row in self.rows]

    def _view(
        self, row: Row[Any], student: StudentLine | None, rooms: dict[str, str], now: datetime
    ) -> AppointmentView:
        closed, texts = self._texts(row)
        client = client_of(student, texts["alias"], is_closed=closed)
        day = date.fromisoformat(row.day)
        starts, ends = int(row.starts), int(row.ends)
        return AppointmentView(
            **{name: getattr(row, name) for name in _PLAIN},
            **texts,
            day=day,
            starts=starts,
            ends=ends,
            client=client.name,
            class_label=client.class_label,
            student_id=client.student_id,
            case_id=None if closed else row.case_id,
            is_own=row.counsellor == self.unit.actor.account,
            room_id=row.room_id,
            room=rooms.get(row.room_id or "", ""),
            is_unresolved=is_unresolved(row.state, day, ends, now),
            recorded_at=row.created_at,
            slot_on=read_day(row.slot_on),
            is_exception=bool(row.is_exception),
            is_closed_to_me=closed,
        )

    def _texts(self, row: Row[Any]) -> tuple[bool, dict[str, Any]]:
        """Return whether a row is closed to the account, and its words: those of a restricted one are opened."""
        holder: Any = self.unit.get(Appointment, row.id) if row.is_restricted else row
        closed = isinstance(holder, Sealable) and self.unit.seals.is_closed(holder)
        return closed, {name: "" if closed else getattr(holder, name) or "" for name in _TEXTS}


def client_of(student: StudentLine | None, alias: str, *, is_closed: bool) -> Client:
    """Return whom an appointment is with, as this account may see it."""
    if is_closed:
        return Client(tr("Restricted case"))
    if student is not None:
        return Client(student.name, student.class_label, student.id)
    return Client(alias or tr("Without a name"))


def lines_of(unit: Unit, student_ids: Iterable[str | None]) -> dict[str, StudentLine]:
    """Return students by id; None finds nobody."""
    wanted = tuple({student_id for student_id in student_ids if student_id is not None})
    return {line.id: line for line in unit.run(student_lines.bind(wanted))} if wanted else {}


def case_students(unit: Unit, case_ids: Iterable[str | None]) -> dict[str | None, str | None]:
    """Return the students of cases by case: a name may be known only since it was made."""
    wanted = {case_id for case_id in case_ids if case_id is not None}
    if not wanted:
        return {}
    case: Any = model_of("case")
    return {row[0]: row[1] for row in unit.db.execute(select(case.id, case.student_id).where(case.id.in_(wanted)))}


def cases_of(unit: Unit, student_ids: Collection[str]) -> dict[str, str]:
    """Return the students of their cases by case."""
    case: Any = model_of("case")
    wanted = select(case.id, case.student_id).where(case.student_id.in_(sorted(student_ids)))
    return {row[0]: row[1] for row in unit.db.execute(wanted)} if student_ids else {}


def of_student(unit: Unit, student_id: str) -> ColumnElement[bool]:
    """Return the condition for a student's appointments; those booked while the name was unknown are among them."""
    return or_(Appointment.student_id == student_id, Appointment.case_id.in_(cases_of(unit, (student_id,))))
