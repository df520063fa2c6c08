"""What appointments stand on: a student who left, a counsellor who may not, a closed room, times spoilt in the file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from appointment_desk import NINE, TODAY, TOMORROW, add_room, booked, draft
from counselling_room import add_student
from doubles import FrozenClock
from duty_room import LAST, make_duty_room
from schools import School
from signed_in import SignedInSchool, make_signed_in_school
from xinmiao.app.features import FEATURES
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.appointments import operations as appointments
from xinmiao.features.appointments.records import (
    AppointmentDraft,
    ConflictKind,
    SeriesPattern,
    WaitingDraft,
    WaitingUrgency,
)
from xinmiao.features.duty import operations as duty
from xinmiao.features.duty.records import GapKind, LeaveKind, LeaveView
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import MoveDraft, MoveKind
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.features.school_calendar.records import ClosingView, OwnDayKind, OwnDayView, OwnLessonView, Weekday
from xinmiao.features.today import operations as today
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import NotFound, RuleBroken

PATTERN = SeriesPattern(TOMORROW, (Weekday.TUESDAY,), count=3)
SOURCES = tuple(source for feature in FEATURES for source in feature.occupancies)


def left_student(school: School) -> str:
    """Return a student who left the school last week."""
    student = add_student(school, "陈小雨")
    version = school.run(roster.student_lines.bind((student,)))[0].version
    left = MoveDraft(kind=MoveKind.TRANSFER_OUT, happened_on=date(2026, 11, 20))
    school.run(roster.record_move.bind(((student, version),), left))
    return student


def test_a_student_who_left_gets_no_series_and_does_not_wait(school: School) -> None:
    student = left_student(school)
    with pytest.raises(RuleBroken):
        school.run(appointments.save_series.bind(draft(school, student_id=student, alias=""), PATTERN, ()))
    waiting = WaitingDraft(school.ids.new(), WaitingUrgency.SOON, student_id=student)
    with pytest.raises(RuleBroken):
        school.run(appointments.save_waiting.bind(waiting))
    assert school.run(appointments.list_waiting.bind()) == ()


@pytest.fixture
def two(tmp_path: Path, clock: FrozenClock) -> Iterator[SignedInSchool]:
    """Give a school with a second counsellor."""
    made = make_signed_in_school(tmp_path / "data", tmp_path / "config", clock)
    made.run(accounts.add_account.bind(NewAccountForm("吴老师", frozenset({Role.COUNSELLOR}), "some more plain words")))
    yield made
    made.lock()


def test_a_disabled_counsellor_gets_no_series(two: SignedInSchool) -> None:
    second = next(each for each in two.run(appointments.list_counsellors.bind()) if not each.is_own)
    two.run(accounts.disable_account.bind(second.account))
    wanted = AppointmentDraft(two.means.ids.new(), TOMORROW, NINE, NINE + 45, alias="小雨", counsellor=second.account)
    with pytest.raises(NotFound):
        two.run(appointments.save_series.bind(wanted, PATTERN, ()))
    assert two.run(appointments.list_week.bind(TODAY, TODAY + timedelta(days=40))).appointments == ()


def test_the_preview_of_a_series_names_the_date_on_which_the_room_is_closed(school: School) -> None:
    closed_on = TOMORROW + timedelta(days=7)
    room = add_room(school, closings=(ClosingView(closed_on, closed_on, "刷墙"),))
    dates = school.run(appointments.preview_series.bind(draft(school, room_id=room), PATTERN))
    closed = [each.slot_on for each in dates if any(found.kind is ConflictKind.ROOM_CLOSED for found in each.conflicts)]
    assert closed == [closed_on]


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("main.period", "starts", "acht"),
        ("main.period", "ends", 5_000),
        ("main.own_lesson", "starts", "acht"),
        ("main.own_lesson", "ends", -5),
        ("main.opening_hours", "starts", "acht"),
        ("main.duty_shift", "starts", "acht"),
        ("main.duty_shift", "ends", 5_000),
        ("main.duty_shift", "day", "2026-11-24 noon"),
        ("main.duty_leave", "last_day", "2026-12-24 noon"),
        ("main.shift_pattern", "starts", "acht"),
        ("main.room_closing", "first_day", "gestern"),
        ("main.own_day", "last_day", "2026-13-40"),
        ("main.term", "first_day", "gestern"),
        ("main.period_table", "valid_from", "2026-9-1"),
    ],
)
def test_one_corrupt_time_below_freezes_neither_the_day_nor_today(
    school: School, table: str, column: str, value: object
) -> None:
    room = make_duty_room(school)
    room.make(TODAY, LAST)
    lesson = OwnLessonView("", Weekday.TUESDAY, NINE + 100, NINE + 145, "心理", date(2026, 9, 1), class_label="七(2)")
    school.run(calendar.save_lesson.bind(lesson))
    school.run(calendar.save_own_day.bind(OwnDayView(LAST, LAST, OwnDayKind.EXAM, "月考")))
    school.run(duty.save_leave.bind(LeaveView(room.people["李老师"], TODAY, TODAY, LeaveKind.TRAINING)))
    closed = add_room(school, "新室", closings=(ClosingView(LAST, LAST, "刷墙"),))
    good = booked(school)
    with school.database.guard, school.database.engine.begin() as connection:
        connection.exec_driver_sql(
            f"UPDATE {table} SET {column} = ? WHERE id = (SELECT min(id) FROM {table})",  # noqa: S608
            (value,),
        )
    week = school.run(appointments.list_week.bind(TODAY, TOMORROW))
    assert [view.id for view in week.appointments] == [good.id]
    school.run(appointments.check_conflicts.bind(draft(school, starts=700, ends=740, room_id=closed), SOURCES))
    school.run(duty.get_roster.bind(TODAY, LAST))
    school.run(today.get_today.bind((appointments.appointment_tasks, duty.duty_tasks)))
    school.run(calendar.get_times.bind())


def test_a_shift_whose_time_is_spoilt_is_told_as_a_gap(school: School) -> None:
    room = make_duty_room(school)
    room.make(TODAY, LAST)
    shift = room.roster(TOMORROW).shifts[0]
    before = {(gap.day, gap.kind) for gap in room.roster(TOMORROW).gaps}
    with school.database.guard, school.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE main.duty_shift SET starts = 'acht' WHERE id = ?", (shift.id,))
    roster = room.roster(TOMORROW)
    assert shift.id not in {each.id for each in roster.shifts}
    assert {(gap.day, gap.kind) for gap in roster.gaps} - before == {(shift.day, GapKind.PLACE)}
