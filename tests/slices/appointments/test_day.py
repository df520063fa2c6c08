"""What the day shows and asks for: damaged times, tasks, the waiting list, papers, and two counsellors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from appointment_desk import NINE, TEN, TODAY, TOMORROW, add_room, booked, draft, the
from counselling_room import COLLEAGUE, add_student, open_case
from doubles import FrozenClock
from schools import COUNSELLOR, School
from signed_in import SignedInSchool, make_signed_in_school
from xinmiao.documents.calendar_file import write_times
from xinmiao.documents.word_guard import words_in
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.appointments import operations as appointments
from xinmiao.features.appointments.feature import FEATURE
from xinmiao.features.appointments.operations import TimeTaken
from xinmiao.features.appointments.prints import day_list, pass_slip
from xinmiao.features.appointments.records import (
    AppointmentDraft,
    AppointmentState,
    CancelledBy,
    ConflictKind,
    WaitingDraft,
    WaitingState,
    WaitingUrgency,
)
from xinmiao.features.appointments.records.settings import SLIP_PLACE
from xinmiao.features.appointments.rules.entries import timed_event
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import CaseSource, Problem, StaffOpening
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.features.school_calendar.records import ClosingView, OwnDayKind, OwnDayView, RoomView
from xinmiao.features.settings import operations as settings
from xinmiao.kernel.access import Permission, Role, Scope
from xinmiao.kernel.errors import NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.occupancies import Occupancy
from xinmiao.kernel.operations import NotAudited, Operation, query
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.tasks import Target, Urgency
from xinmiao.kernel.texts import _
from xinmiao.vault.unit import Unit

SECOND = "吴老师"


def spoil(school: School, appointment_id: str, column: str, value: object) -> None:
    """Write something into the file that the program never would."""
    with school.database.guard, school.database.engine.begin() as connection:
        statement = f"UPDATE counselling.appointment SET {column} = ? WHERE id = ?"  # noqa: S608
        connection.exec_driver_sql(statement, (value, appointment_id))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("starts", "acht"),
        ("starts", 5_000),
        ("ends", -3),
        ("ends", NINE),
        ("day", "2026-11-24 noon"),
        ("day", "gestern"),
        ("day", ""),
    ],
)
def test_one_corrupt_time_is_told_and_the_rest_of_the_day_is_shown(school: School, column: str, value: object) -> None:
    bad, good = booked(school), booked(school, starts=TEN, ends=TEN + 45, alias="小林")
    spoil(school, bad.id, column, value)
    week = school.run(appointments.list_week.bind(TODAY, TOMORROW))
    assert [view.id for view in week.appointments] == [good.id]
    assert [broken.id for broken in week.broken] == [bad.id]
    with pytest.raises(RuleBroken):
        school.run(appointments.get_appointment.bind(bad.id))
    assert booked(school, starts=700, ends=740, alias="小陈").version == 1
    assert isinstance(school.run(appointments.appointment_tasks.bind()), tuple)


def test_days_are_asked_for_in_order_and_not_by_the_century(school: School) -> None:
    for first, last in ((TOMORROW, TODAY), (date(1990, 1, 1), TODAY)):
        with pytest.raises(ValidationFailed):
            school.run(appointments.list_week.bind(first, last))


def test_an_unresolved_outcome_is_a_task_until_it_is_told(school: School) -> None:
    stamp = booked(school)
    assert school.run(appointments.appointment_tasks.bind()) == ()
    school.clock.advance(days=1)
    assert the(school, stamp.id).is_unresolved
    (task,) = school.run(appointments.appointment_tasks.bind())
    assert (task.target, task.due, task.urgency) == (Target("appointments", stamp.id), TOMORROW, Urgency.DUE)
    assert school.run(appointments.appointment_tasks.bind(), COLLEAGUE) == ()
    school.run(appointments.set_outcome.bind(stamp.id, stamp.version, AppointmentState.ARRIVED))
    assert school.run(appointments.appointment_tasks.bind()) == ()
    assert not the(school, stamp.id).is_unresolved


def test_a_request_and_who_waits_are_tasks(school: School) -> None:
    asked = school.run(appointments.request_appointment.bind(draft(school)))
    entry = WaitingDraft(school.ids.new(), WaitingUrgency.TODAY, alias="小林")
    school.run(appointments.save_waiting.bind(entry))
    found = school.run(appointments.appointment_tasks.bind())
    assert [(task.target.record, task.urgency) for task in found] == [
        (asked.id, Urgency.DUE),
        ("waiting", Urgency.OVERDUE),
    ]


def test_the_waiting_list_stands_by_urgency_then_by_waiting_time(school: School) -> None:
    for name, urgency, since in (
        ("三", WaitingUrgency.NORMAL, date(2026, 11, 2)),
        ("二", WaitingUrgency.SOON, date(2026, 11, 20)),
        ("一", WaitingUrgency.SOON, date(2026, 11, 9)),
        ("急", WaitingUrgency.TODAY, TODAY),
    ):
        school.run(appointments.save_waiting.bind(WaitingDraft(school.ids.new(), urgency, alias=name, since=since)))
    found = school.run(appointments.list_waiting.bind())
    assert [(view.client, view.days) for view in found] == [("急", 0), ("一", 10), ("二", 1), ("三", 15)]


def test_a_time_offered_takes_somebody_off_the_list(school: School) -> None:
    student = add_student(school, "陈小雨")
    entry = WaitingDraft(school.ids.new(), student_id=student)
    version = school.run(appointments.save_waiting.bind(entry))
    taken = booked(school)
    wanted = draft(school, student_id=student, alias="")
    with pytest.raises(TimeTaken):
        school.run(appointments.offer_time.bind(entry.id, version, wanted))
    assert [view.state for view in school.run(appointments.list_waiting.bind())] == [WaitingState.WAITING]
    stamp = school.run(appointments.offer_time.bind(entry.id, version, replace(wanted, starts=TEN, ends=TEN + 45)))
    assert school.run(appointments.list_waiting.bind()) == ()
    (view,) = school.run(appointments.list_waiting.bind(with_closed=True))
    assert (view.state, view.appointment_id) == (WaitingState.OFFERED, stamp.id)
    with pytest.raises(RuleBroken):
        school.run(appointments.close_waiting.bind(entry.id, view.version, "已约"))
    assert taken.id != stamp.id


def test_closing_an_entry_needs_a_reason(school: School) -> None:
    entry = WaitingDraft(school.ids.new(), alias="小林")
    version = school.run(appointments.save_waiting.bind(entry))
    with pytest.raises(ValidationFailed):
        school.run(appointments.close_waiting.bind(entry.id, version, "  "))
    school.run(appointments.close_waiting.bind(entry.id, version, "不再需要"))
    assert school.run(appointments.list_waiting.bind()) == ()


def test_nobody_waits_from_tomorrow_on_or_without_a_name(school: School) -> None:
    for more in ({"alias": "小林", "since": TOMORROW}, {}):
        with pytest.raises(ValidationFailed):
            school.run(appointments.save_waiting.bind(WaitingDraft(school.ids.new(), **more)))  # type: ignore[arg-type]


def test_the_calendar_lists_appointments_a_changed_day_touches_and_moves_none(school: School) -> None:
    kept = booked(school)
    cancelled = booked(school, starts=TEN, ends=TEN + 45, alias="小林")
    bound = appointments.cancel_appointment.bind(cancelled.id, cancelled.version, CancelledBy.SCHOOL)
    school.run(bound)
    before = school.run(calendar.get_school_days.bind())
    school.run(calendar.save_own_day.bind(OwnDayView(TOMORROW, TOMORROW, OwnDayKind.DAY_OFF, "校庆")))
    found = school.run(calendar.affected_since.bind(before, FEATURE.occupancies))
    assert [(each.what.target.record, each.what.title) for each in found] == [(kept.id, "小雨")]
    assert the(school, kept.id).day == TOMORROW


def test_a_room_that_closes_lists_its_appointments(school: School) -> None:
    room = add_room(school)
    stamp = booked(school, room_id=room)
    closing = RoomView("心语室", closings=(ClosingView(TOMORROW, TOMORROW, "刷墙"),), id=room, version=1)
    found = school.run(calendar.affected_by_room.bind(closing, FEATURE.occupancies))
    assert [each.what.target.record for each in found] == [stamp.id]


def test_other_duties_stand_against_a_time_but_a_shift_that_leaves_it_free_does_not(school: School) -> None:
    def source(*, leaves_free: bool) -> Operation[[date, date], tuple[Occupancy, ...]]:
        @query(requires=Permission.CALENDAR_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a test's"))
        def standing(unit: Unit, first: date, last: date) -> tuple[Occupancy, ...]:
            del unit, last
            where = Target("elsewhere")
            return (
                Occupancy(_("Meeting"), first, NINE, TEN, "", where, COUNSELLOR.account, None, leaves_free=leaves_free),
            )

        return standing

    busy = school.run(appointments.check_conflicts.bind(draft(school), (source(leaves_free=False),)))
    free = school.run(appointments.check_conflicts.bind(draft(school), (source(leaves_free=True),)))
    assert ConflictKind.OTHER_DUTY in {each.kind for each in busy}
    assert ConflictKind.OTHER_DUTY not in {each.kind for each in free}


def test_a_student_is_told_of_in_timeline_mark_and_before_leaving(school: School) -> None:
    student = add_student(school, "陈小雨")
    stamp = booked(school, student_id=student, alias="", note="不要写出来")
    assert school.run(appointments.appointment_timeline_entries.bind(student)) == ()
    (mark,) = school.run(appointments.appointment_marks.bind(student))
    assert mark.tone == "accent"
    (matter,) = school.run(appointments.open_appointment_matters.bind((student,)))
    assert matter.target == Target("appointments", stamp.id)
    school.clock.advance(days=1)
    school.run(appointments.set_outcome.bind(stamp.id, stamp.version, AppointmentState.ABSENT))
    (entry,) = school.run(appointments.appointment_timeline_entries.bind(student))
    assert (entry.target.record, entry.state_tone) == (stamp.id, "warn")
    assert "不要写出来" not in entry.title + entry.excerpt
    assert school.run(appointments.appointment_marks.bind(student)) == ()
    assert school.run(appointments.open_appointment_matters.bind((student,))) == ()
    assert [view.id for view in school.run(appointments.list_student_appointments.bind(student))] == [stamp.id]


def test_the_pass_slip_says_nothing_of_what_it_is_for(school: School) -> None:
    student, room = add_student(school, "陈小雨"), add_room(school, "心理辅导室")
    stamp = booked(school, student_id=student, alias="", room_id=room, note="情绪低落")
    school.run(settings.change_school_setting.bind(SLIP_PLACE, "德育楼二楼"))
    slip = pass_slip(school.run(appointments.collect_pass_slip.bind(stamp.id)), purpose="交任课教师")
    words = "\n".join(slip.texts())
    assert "陈小雨" in words
    assert "德育楼二楼" in words
    assert "09:00–09:45" in words
    for forbidden in ("心理", "咨询", "辅导", "情绪", "心语", "预约"):
        assert forbidden not in words
    assert not words_in((words,))
    assert "appointment.slip_printed" in school.actions(DataFile.COUNSELLING)


def test_only_a_booked_student_gets_a_slip(school: School) -> None:
    alias = booked(school)
    asked = draft(school, student_id=add_student(school, "陈小雨"), alias="", starts=TEN, ends=TEN + 45)
    request = school.run(appointments.request_appointment.bind(asked))
    for appointment_id in (alias.id, request.id):
        with pytest.raises(RuleBroken):
            school.run(appointments.collect_pass_slip.bind(appointment_id))
    with pytest.raises(NotFound):
        school.run(appointments.collect_pass_slip.bind("none"))


def test_the_list_of_a_day_leaves_cancelled_ones_out(school: School) -> None:
    stays = booked(school, alias="小林", starts=TEN, ends=TEN + 45)
    gone = booked(school)
    school.run(appointments.cancel_appointment.bind(gone.id, gone.version, CancelledBy.CLIENT))
    print_ = school.run(appointments.collect_day_list.bind(TOMORROW))
    assert [view.id for view in print_.appointments] == [stays.id]
    words = "\n".join(day_list(print_, purpose="自用").texts())
    assert "小林" in words
    assert "小雨" not in words


def test_a_calendar_file_names_nobody_and_keeps_the_times(school: School) -> None:
    booked(school, note="情绪低落", room_id=add_room(school))
    booked(school, COLLEAGUE, alias="别人的")
    views = school.run(appointments.export_appointments.bind(TODAY, TOMORROW))
    content = write_times(map(timed_event, views), "日程", school.clock.now()).decode()
    assert content.count("BEGIN:VEVENT") == 1
    assert "DTSTART:20261124T010000Z" in content  # 09:00 in Shanghai
    assert "DTEND:20261124T014500Z" in content
    for word in ("小雨", "心语室", "情绪", "预约", "心理"):
        assert word not in content


@pytest.fixture
def two(tmp_path: Path, clock: FrozenClock) -> Iterator[SignedInSchool]:
    """Give a school with real keys and two counsellors, the founder signed in."""
    made = make_signed_in_school(tmp_path / "data", tmp_path / "config", clock)
    made.run(accounts.add_account.bind(NewAccountForm(SECOND, frozenset({Role.COUNSELLOR}), "lantern beside the well")))
    yield made
    made.lock()


def at_nine(two: SignedInSchool, name: str, counsellor: str = "") -> AppointmentDraft:
    """Return a draft of tomorrow at nine with any counsellor."""
    return AppointmentDraft(two.means.ids.new(), TOMORROW, NINE, NINE + 45, alias=name, counsellor=counsellor)


def test_any_counsellor_is_one_who_is_free_and_nobody_is_booked_twice(two: SignedInSchool) -> None:
    both = {choice.account for choice in two.run(appointments.list_counsellors.bind())}
    assert len(both) == 2
    chosen = [two.run(appointments.save_appointment.bind(at_nine(two, name))).counsellor for name in ("小雨", "小林")]
    assert set(chosen) == both
    with pytest.raises(TimeTaken):
        two.run(appointments.save_appointment.bind(at_nine(two, "小陈")))


def test_a_counsellor_whose_account_was_disabled_is_not_booked(two: SignedInSchool) -> None:
    second = next(each for each in two.run(appointments.list_counsellors.bind()) if not each.is_own)
    two.run(accounts.disable_account.bind(second.account))
    assert len(two.run(appointments.list_counsellors.bind())) == 1
    with pytest.raises(NotFound):
        two.run(appointments.save_appointment.bind(at_nine(two, "小雨", second.account)))


def test_of_a_restricted_case_a_colleague_sees_the_time_and_nothing_else(two: SignedInSchool) -> None:
    me = two.workspace.actor.account
    case = two.run(casework.open_staff_case.bind(_staff_opening(two)))
    wanted = replace(at_nine(two, "教职工甲", me), case_id=case, note="夜里睡不着", place="天台茶室")
    stamp = two.run(appointments.save_appointment.bind(wanted))
    assert two.run(appointments.get_appointment.bind(stamp.id)).note == "夜里睡不着"
    printed = two.run(appointments.collect_day_list.bind(TOMORROW))
    assert "教职工甲" not in repr(printed)
    two.lock()
    two.sign_in(SECOND, "lantern beside the well")
    (view,) = two.run(appointments.list_week.bind(TOMORROW, TOMORROW)).appointments
    assert (view.is_closed_to_me, view.span, view.counsellor) == (True, "09:00–09:45", me)
    for hidden in ("教职工甲", "夜里睡不着", "天台茶室", case):
        assert hidden not in repr(view)
    conflicts = two.run(appointments.check_conflicts.bind(at_nine(two, "小林", me)))
    assert ConflictKind.COUNSELLOR in {each.kind for each in conflicts}


def _staff_opening(two: SignedInSchool) -> StaffOpening:
    return StaffOpening(two.means.ids.new(), "教职工甲", CaseSource.SELF, (Problem.EMOTION,))


def test_an_ordinary_case_is_read_by_colleagues(school: School) -> None:
    case = open_case(school, add_student(school, "陈小雨"))
    stamp = booked(school, case_id=case, alias="")
    assert school.run(appointments.get_appointment.bind(stamp.id), COLLEAGUE).client == "陈小雨"
    assert timedelta(days=1) == TOMORROW - TODAY
