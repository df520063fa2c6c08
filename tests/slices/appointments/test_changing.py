"""Moving, cancelling and outcomes, of one appointment and of a series; and two programs at one file."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from appointment_desk import NINE, TEN, TODAY, TOMORROW, add_room, booked, draft, the
from counselling_room import COLLEAGUE
from doubles import SequenceIds
from schools import COUNSELLOR, School
from xinmiao.features.appointments import operations as appointments
from xinmiao.features.appointments.operations import TimeTaken
from xinmiao.features.appointments.records import (
    AppointmentKind,
    AppointmentState,
    AppointmentView,
    CancelledBy,
    NewTime,
    SeriesPattern,
    SeriesScope,
    Stamp,
)
from xinmiao.features.appointments.rules.drafts import draft_of
from xinmiao.features.school_calendar.records import Weekday
from xinmiao.kernel.errors import AppError, Conflict, RuleBroken, ValidationFailed
from xinmiao.vault.database import Database

DAY = timedelta(days=1)


def series(school: School, count: int = 4, **more: Any) -> str:
    """Book a series on Tuesdays from tomorrow on."""
    pattern = SeriesPattern(TOMORROW, (Weekday.TUESDAY,), count=count)
    return school.run(appointments.save_series.bind(draft(school, **more), pattern)).series_id


def occurrences(school: School, series_id: str) -> list[AppointmentView]:
    """Return the appointments of a series by day."""
    return list(school.run(appointments.get_series.bind(series_id)).appointments)


def days(school: School, series_id: str) -> list[str]:
    """Return month and day of what of a series is not cancelled."""
    return [f"{view.day:%m-%d}" for view in occurrences(school, series_id) if not view.is_cancelled]


def move(school: School, view: AppointmentView, scope: SeriesScope = SeriesScope.THIS, **more: Any) -> Stamp:
    """Move an appointment."""
    to = NewTime(**{"day": view.day, "starts": view.starts, "ends": view.ends, **more})
    return school.run(appointments.move_appointment.bind(view.id, view.version, to, scope))


def cancel(school: School, view: AppointmentView, scope: SeriesScope = SeriesScope.THIS) -> Stamp:
    """Cancel an appointment."""
    bound = appointments.cancel_appointment.bind(view.id, view.version, CancelledBy.COUNSELLOR, scope=scope)
    return school.run(bound)


def test_an_appointment_moves_and_keeps_what_is_not_named(school: School) -> None:
    view = the(school, booked(school).id)
    stamp = move(school, view, day=TOMORROW + DAY, starts=TEN, ends=TEN + 30)
    moved = the(school, stamp.id)
    assert (moved.day, moved.starts, moved.ends, moved.counsellor) == (
        TOMORROW + DAY,
        TEN,
        TEN + 30,
        COUNSELLOR.account,
    )
    assert (moved.version, moved.is_exception) == (2, False)


def test_it_may_move_onto_its_own_old_time(school: School) -> None:
    view = the(school, booked(school).id)
    assert move(school, view, starts=NINE + 15, ends=NINE + 60).changed == 1


def test_moving_onto_a_taken_time_moves_nothing(school: School) -> None:
    booked(school, starts=TEN, ends=TEN + 45, alias="小林")
    view = the(school, booked(school).id)
    with pytest.raises(TimeTaken):
        move(school, view, starts=TEN, ends=TEN + 45)
    assert the(school, view.id) == view


def test_moving_into_the_past_or_upside_down_is_refused(school: School) -> None:
    view = the(school, booked(school).id)
    for more in ({"day": TODAY - DAY}, {"ends": NINE - 5}, {"day": date(2036, 1, 2)}):
        with pytest.raises(ValidationFailed):
            move(school, view, **more)
    assert the(school, view.id) == view


def test_editing_a_series_keeps_its_exceptions(school: School) -> None:
    made = series(school)
    second = occurrences(school, made)[1]
    move(school, second, day=second.day + DAY)
    first = occurrences(school, made)[0]
    stamp = move(school, first, SeriesScope.ALL, starts=TEN, ends=TEN + 45)
    assert (stamp.changed, stamp.left) == (3, (date(2026, 12, 2),))
    assert [(view.day.isoformat(), view.starts) for view in occurrences(school, made)] == [
        ("2026-11-24", TEN),
        ("2026-12-02", NINE),
        ("2026-12-08", TEN),
        ("2026-12-15", TEN),
    ]


def change(school: School, view: AppointmentView, scope: SeriesScope, **more: Any) -> Stamp:
    """Change an appointment by its form, with others of its series."""
    wanted = replace(draft_of(view), **more)
    return school.run(appointments.change_series.bind(wanted, scope))


def test_the_form_changes_room_kind_and_times_of_all_and_leaves_what_it_does_not_name(school: School) -> None:
    room = add_room(school)
    made = series(school)
    first, second, third, _last = occurrences(school, made)
    save = appointments.save_appointment.bind(
        replace(draft_of(second), note="只属于这一次", kind=AppointmentKind.PARENTS)
    )
    school.run(save)
    move(school, third, day=third.day + DAY)
    stamp = change(school, first, SeriesScope.ALL, room_id=room, starts=TEN, ends=TEN + 30, note="第一次")
    assert (stamp.changed, stamp.left) == (3, (third.day + DAY,))
    told = [(view.starts, view.room, view.kind.value, view.note) for view in occurrences(school, made)]
    assert told == [
        (TEN, "心语室", "talk", "第一次"),
        (TEN, "心语室", "parents", "只属于这一次"),
        (NINE, "", "talk", ""),
        (TEN, "心语室", "talk", ""),
    ]


def test_a_room_changed_for_one_stays_its_own_when_all_are_changed(school: School) -> None:
    own, new = add_room(school, "沙盘室"), add_room(school)
    made = series(school)
    first, second, *_rest = occurrences(school, made)
    school.run(appointments.save_appointment.bind(replace(draft_of(second), room_id=own)))
    change(school, first, SeriesScope.ALL, room_id=new)
    assert [view.room for view in occurrences(school, made)] == ["心语室", "沙盘室", "心语室", "心语室"]
    third = occurrences(school, made)[2]
    change(school, third, SeriesScope.LATER, room_id=None)
    assert [view.room for view in occurrences(school, made)] == ["心语室", "沙盘室", "", ""]


def test_a_change_of_a_series_that_meets_something_changes_nothing_and_names_the_day(school: School) -> None:
    made = series(school)
    first, _second, third, _last = occurrences(school, made)
    other = booked(school, day=third.day, starts=TEN, ends=TEN + 45, alias="别人")
    wanted = replace(draft_of(first), starts=TEN, ends=TEN + 45, kind=AppointmentKind.PARENTS)
    told = school.run(appointments.check_series_change.bind(wanted, SeriesScope.ALL))
    assert [(each.day, each.appointment_id) for each in told if not each.is_warning] == [(third.day, other.id)]
    with pytest.raises(TimeTaken):
        school.run(appointments.change_series.bind(wanted, SeriesScope.ALL))
    assert {(view.starts, view.kind.value) for view in occurrences(school, made)} == {(NINE, "talk")}
    stamp = school.run(appointments.change_series.bind(wanted, SeriesScope.ALL, "两人一起来"))
    assert stamp.changed == 4
    assert [view.override_reason for view in occurrences(school, made)] == ["", "", "两人一起来", ""]


def test_changing_the_weekday_keeps_the_first_occurrence(school: School) -> None:
    made = series(school)
    first = occurrences(school, made)[0]
    move(school, first, SeriesScope.ALL, day=first.day + 2 * DAY)
    assert days(school, made) == ["11-26", "12-03", "12-10", "12-17"]


def test_this_and_later_leaves_the_earlier_ones(school: School) -> None:
    made = series(school)
    third = occurrences(school, made)[2]
    assert move(school, third, SeriesScope.LATER, day=third.day + DAY).changed == 2
    assert days(school, made) == ["11-24", "12-01", "12-09", "12-16"]


def test_this_and_later_never_touches_the_past(school: School) -> None:
    made = series(school)
    first = occurrences(school, made)[0]
    school.clock.advance(days=9)
    school.run(appointments.set_outcome.bind(first.id, first.version, AppointmentState.ARRIVED))
    third = occurrences(school, made)[2]
    move(school, third, SeriesScope.ALL, day=third.day + DAY)
    assert [(view.day.isoformat(), view.state.value) for view in occurrences(school, made)] == [
        ("2026-11-24", "arrived"),
        ("2026-12-01", "booked"),
        ("2026-12-09", "booked"),
        ("2026-12-16", "booked"),
    ]


def test_cancelling_one_occurrence_leaves_the_rest(school: School) -> None:
    made = series(school)
    cancel(school, occurrences(school, made)[1])
    assert days(school, made) == ["11-24", "12-08", "12-15"]
    assert len(occurrences(school, made)) == 4


def test_cancelling_this_and_later_keeps_the_earlier_ones(school: School) -> None:
    made = series(school)
    assert cancel(school, occurrences(school, made)[2], SeriesScope.LATER).changed == 2
    assert days(school, made) == ["11-24", "12-01"]


def test_a_cancelled_occurrence_does_not_come_back_with_an_edit(school: School) -> None:
    made = series(school)
    cancel(school, occurrences(school, made)[1])
    move(school, occurrences(school, made)[0], SeriesScope.ALL, starts=TEN, ends=TEN + 45)
    assert days(school, made) == ["11-24", "12-08", "12-15"]


def test_a_series_that_meets_something_when_moved_moves_not_at_all(school: School) -> None:
    made = series(school)
    booked(school, day=date(2026, 12, 9), alias="小林")
    before = occurrences(school, made)
    with pytest.raises(TimeTaken) as caught:
        move(school, before[0], SeriesScope.ALL, day=TOMORROW + DAY)
    assert [each.day for each in caught.value.conflicts] == [date(2026, 12, 9)]
    assert occurrences(school, made) == before


def test_a_no_show_is_corrected_with_a_reason_and_the_trail_keeps_both(school: School) -> None:
    stamp = booked(school)
    school.clock.advance(days=1)
    absent = school.run(appointments.set_outcome.bind(stamp.id, stamp.version, AppointmentState.ABSENT))
    with pytest.raises(ValidationFailed) as caught:
        school.run(appointments.set_outcome.bind(stamp.id, absent.version, AppointmentState.LATE))
    assert list(caught.value.problems) == ["reason"]
    late = school.run(appointments.set_outcome.bind(stamp.id, absent.version, AppointmentState.LATE, "晚到二十分钟"))
    view = the(school, stamp.id)
    assert (view.state, view.reason, late.version) == (AppointmentState.LATE, "晚到二十分钟", 3)


def test_an_outcome_waits_for_the_beginning(school: School) -> None:
    stamp = booked(school)
    with pytest.raises(RuleBroken):
        school.run(appointments.set_outcome.bind(stamp.id, stamp.version, AppointmentState.ARRIVED))


@pytest.mark.parametrize("state", ["requested", "cancelled"])
def test_neither_a_request_nor_a_cancelled_one_has_an_outcome(school: School, state: str) -> None:
    if state == "requested":
        stamp = school.run(appointments.request_appointment.bind(draft(school)))
    else:
        stamp = cancel(school, the(school, booked(school).id))
    school.clock.advance(days=1)
    with pytest.raises(RuleBroken):
        school.run(appointments.set_outcome.bind(stamp.id, stamp.version, AppointmentState.ARRIVED))


def test_who_did_not_come_has_set_the_time_free(school: School) -> None:
    stamp = booked(school, day=TODAY, starts=NINE + 60, ends=NINE + 120)
    school.clock.advance(minutes=30)
    school.run(appointments.set_outcome.bind(stamp.id, stamp.version, AppointmentState.ABSENT))
    assert booked(school, day=TODAY, starts=NINE + 100, ends=NINE + 130, alias="小林").version == 1


def test_what_has_an_outcome_or_was_cancelled_does_not_move(school: School) -> None:
    view = the(school, booked(school).id)
    cancel(school, view)
    cancelled = the(school, view.id)
    with pytest.raises(RuleBroken):
        move(school, cancelled, starts=TEN, ends=TEN + 45)
    with pytest.raises(RuleBroken):
        cancel(school, cancelled)


def test_an_old_version_is_a_conflict(school: School) -> None:
    view = the(school, booked(school).id)
    move(school, view, starts=TEN, ends=TEN + 45)
    with pytest.raises(Conflict):
        move(school, view, starts=700, ends=740)


@pytest.fixture
def beside(school: School) -> Iterator[Database]:
    """Open the same files a second time, as another program would."""
    proofs = {name: key[:32] for name, key in school.keys.items()}
    other = Database(school.folder, school.keys, proofs, clock=school.clock, ids=SequenceIds(9_000))
    yield other
    other.close()


def test_two_connections_saving_the_same_slot_book_it_once(school: School, beside: Database) -> None:
    """Both begin at the same moment; whoever writes second finds the first one's appointment in its own transaction."""
    start, told = threading.Barrier(2), []

    def book(database: Database, name: str, prefix: str) -> None:
        wanted = draft(school, alias=name)
        wanted = type(wanted)(**{**vars(wanted), "id": f"{prefix}-appointment"})
        start.wait(10)
        try:
            database.run(COUNSELLOR, appointments.save_appointment.bind(wanted))
            told.append("booked")
        except AppError as error:
            told.append(error.code)

    threads = [
        threading.Thread(target=book, args=args) for args in ((school.database, "小雨", "one"), (beside, "小林", "two"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(told) == ["E-TAKEN", "booked"]
    assert len(school.run(appointments.list_week.bind(TOMORROW, TOMORROW)).appointments) == 1


def test_two_connections_move_two_appointments_to_one_slot_once(school: School, beside: Database) -> None:
    first = the(school, booked(school).id)
    second = the(school, booked(school, starts=TEN, ends=TEN + 45, alias="小林").id)
    to = NewTime(TOMORROW + DAY, NINE, NINE + 45)
    school.run(appointments.move_appointment.bind(first.id, first.version, to))
    with pytest.raises(TimeTaken):
        beside.run(COUNSELLOR, appointments.move_appointment.bind(second.id, second.version, to))


def test_a_colleague_may_move_it_too(school: School) -> None:
    view = the(school, booked(school).id)
    to = NewTime(TOMORROW, TEN, TEN + 45)
    school.run(appointments.move_appointment.bind(view.id, view.version, to), COLLEAGUE)
    assert the(school, view.id).counsellor == COUNSELLOR.account
