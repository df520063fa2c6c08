"""Making an appointment: who, when and where; what stands against a time on three sides; what is refused, and how."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from appointment_desk import NINE, TEN, TODAY, TOMORROW, add_room, booked, draft, the
from counselling_room import COLLEAGUE, add_student, open_case
from schools import COUNSELLOR, School
from xinmiao.features.appointments import operations as appointments
from xinmiao.features.appointments.operations import TimeTaken
from xinmiao.features.appointments.records import (
    AppointmentDraft,
    AppointmentKind,
    AppointmentState,
    CancelledBy,
    ConflictKind,
    NewTime,
    TimeConflict,
)
from xinmiao.features.appointments.rules.entries import note_target
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import read_note_start
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import MoveDraft, MoveKind
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.features.school_calendar.records import (
    ClosingView,
    HoursView,
    OwnDayKind,
    OwnDayView,
    OwnLessonView,
    PeriodKind,
    PeriodTableView,
    PeriodView,
    RoomView,
    Weekday,
)
from xinmiao.kernel.errors import Conflict, NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.records import DataFile


def conflicts(school: School, wanted: AppointmentDraft) -> tuple[TimeConflict, ...]:
    """Return what stands against a draft."""
    return school.run(appointments.check_conflicts.bind(wanted))


def kinds(school: School, **more: Any) -> set[ConflictKind]:
    """Return the kinds of what stands against a draft, unknown holidays left out."""
    return {each.kind for each in conflicts(school, draft(school, **more))} - {ConflictKind.UNKNOWN_HOLIDAYS}


def test_an_appointment_stands_in_its_week(school: School) -> None:
    student = add_student(school, "陈小雨")
    stamp = booked(school, student_id=student, alias="")
    week = school.run(appointments.list_week.bind(TOMORROW, TOMORROW))
    assert [(view.id, view.client, view.starts, view.ends) for view in week.appointments] == [
        (stamp.id, "陈小雨", 540, 585)
    ]
    assert the(school, stamp.id).state is AppointmentState.BOOKED
    assert school.subjects(DataFile.COUNSELLING, stamp.id) == ["appointment.booked", "appointment.opened"]
    assert not school.run(appointments.list_week.bind(TODAY, TODAY)).appointments


def test_the_counsellor_is_never_booked_twice_at_a_time(school: School) -> None:
    first = booked(school)
    with pytest.raises(TimeTaken) as caught:
        booked(school, starts=NINE + 44, ends=TEN, alias="小林")
    assert [(each.kind, each.appointment_id) for each in caught.value.conflicts] == [
        (ConflictKind.COUNSELLOR, first.id)
    ]
    assert len(school.run(appointments.list_week.bind(TOMORROW, TOMORROW)).appointments) == 1


def test_one_that_begins_where_another_ends_does_not_meet_it(school: School) -> None:
    booked(school)
    assert ConflictKind.COUNSELLOR not in kinds(school, starts=NINE + 45, ends=TEN)
    assert ConflictKind.COUNSELLOR not in kinds(school, starts=NINE - 30, ends=NINE)


def test_a_student_and_a_room_are_not_in_two_places(school: School) -> None:
    student, room = add_student(school, "陈小雨"), add_room(school)
    booked(school, COLLEAGUE, student_id=student, room_id=room)
    assert kinds(school, student_id=student, room_id=room) == {ConflictKind.STUDENT, ConflictKind.ROOM}
    assert kinds(school, room_id=room) == {ConflictKind.ROOM}
    assert kinds(school) == set()


def test_a_reason_books_all_the_same_and_is_kept(school: School) -> None:
    booked(school)
    stamp = booked(school, reason="两人一起来", alias="小林")
    assert the(school, stamp.id).override_reason == "两人一起来"
    alone = booked(school, reason="没有必要的理由", starts=TEN, ends=TEN + 40)
    assert the(school, alone.id).override_reason == ""


def test_a_cancelled_appointment_blocks_nothing_and_stays_visible(school: School) -> None:
    stamp = booked(school)
    school.run(appointments.cancel_appointment.bind(stamp.id, stamp.version, CancelledBy.CLIENT, "生病"))
    again = booked(school, alias="小林")
    week = school.run(appointments.list_week.bind(TOMORROW, TOMORROW))
    assert {(view.id, view.state) for view in week.appointments} == {
        (stamp.id, AppointmentState.CANCELLED),
        (again.id, AppointmentState.BOOKED),
    }


def test_an_own_lesson_and_a_closed_room_stand_against_it(school: School) -> None:
    lesson = OwnLessonView("", Weekday.TUESDAY, NINE + 10, NINE + 55, "心理", date(2026, 9, 1), class_label="七(2)")
    school.run(calendar.save_lesson.bind(lesson))
    closed = add_room(school, closings=(ClosingView(TOMORROW, TOMORROW, "刷墙"),))
    unused = add_room(school, "旧室", in_use=False)
    assert kinds(school, room_id=closed) == {ConflictKind.LESSON, ConflictKind.ROOM_CLOSED}
    assert ConflictKind.ROOM_CLOSED in kinds(school, room_id=unused)
    assert ConflictKind.LESSON not in kinds(school, day=TOMORROW + timedelta(days=1))


def test_what_only_warns_is_booked_without_a_reason(school: School) -> None:
    school.run(calendar.save_hours.bind((HoursView(Weekday.TUESDAY, 700, 780),)))
    saturday = date(2026, 11, 28)
    assert kinds(school) == {ConflictKind.OUTSIDE_HOURS}
    assert kinds(school, day=saturday) == {ConflictKind.NO_SCHOOL}
    assert all(each.is_warning for each in conflicts(school, draft(school, day=saturday)))
    assert booked(school, day=saturday).version == 1


def test_an_exam_of_the_students_grade_is_told(school: School) -> None:
    student = add_student(school, "陈小雨")
    for title, grades in (("期中考试", (7,)), ("九年级模拟", (9,))):
        school.run(calendar.save_own_day.bind(OwnDayView(TOMORROW, TOMORROW, OwnDayKind.EXAM, title, grades)))
    told = [str(each.words) for each in conflicts(school, draft(school, student_id=student, alias=""))]
    assert len([words for words in told if "期中考试" in words]) == 1
    assert not [words for words in told if "九年级模拟" in words]


def test_the_same_lesson_missed_twice_in_a_month_is_told(school: School) -> None:
    student = add_student(school, "陈小雨")
    periods = (
        PeriodView("第2节", PeriodKind.LESSON, NINE, NINE + 45),
        PeriodView("午休", PeriodKind.NOON, 720, 780),
    )
    school.run(calendar.save_period_table.bind(PeriodTableView("作息", date(2026, 9, 1), None, periods)))
    booked(school, student_id=student, alias="", day=date(2026, 12, 1))
    second = {"student_id": student, "alias": "", "day": date(2026, 12, 8)}
    assert kinds(school, **second) == {ConflictKind.SAME_LESSON}
    assert kinds(school, **second | {"starts": 720, "ends": 760}) == set()
    assert kinds(school, **second | {"day": date(2026, 12, 9)}) == set()
    assert kinds(school, **second | {"day": date(2027, 1, 5)}) == set()


def test_2027_without_holiday_data_is_told(school: School) -> None:
    told = conflicts(school, draft(school, day=date(2027, 5, 4)))
    known = school.run(calendar.get_school_days.bind()).has_official(date(2027, 5, 4))
    assert (ConflictKind.UNKNOWN_HOLIDAYS in {each.kind for each in told}) is not known
    assert [str(each.words) for each in told if "2027" in str(each.words)] or known


def test_a_request_blocks_nothing_but_is_told_until_it_is_confirmed(school: School) -> None:
    asked = draft(school, asked_by="林老师")
    stamp = school.run(appointments.request_appointment.bind(asked))
    assert kinds(school, alias="小林") == {ConflictKind.REQUEST}
    confirmed = school.run(appointments.save_appointment.bind(replace(asked, base_version=stamp.version)))
    assert the(school, confirmed.id).state is AppointmentState.BOOKED
    assert kinds(school, alias="小林") == {ConflictKind.COUNSELLOR}


def test_saving_again_after_a_retry_changes_nothing(school: School) -> None:
    wanted = draft(school)
    first = school.run(appointments.save_appointment.bind(wanted))
    assert school.run(appointments.save_appointment.bind(wanted)) == first


def test_an_appointment_changed_elsewhere_is_a_conflict_and_nothing_is_lost(school: School) -> None:
    wanted = draft(school)
    stamp = school.run(appointments.save_appointment.bind(wanted))
    changed = replace(wanted, base_version=stamp.version, note="先看作业")
    school.run(appointments.save_appointment.bind(changed))
    with pytest.raises(Conflict):
        school.run(appointments.save_appointment.bind(replace(changed, note="另一份")))
    assert the(school, stamp.id).note == "先看作业"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"starts": TEN, "ends": NINE}, "ends"),
        ({"starts": NINE, "ends": NINE}, "ends"),
        ({"starts": NINE, "ends": 0}, "ends"),
        ({"starts": 1440, "ends": 1440}, "ends"),
        ({"starts": -5, "ends": NINE}, "ends"),
        ({"starts": NINE, "ends": 1500}, "ends"),
        ({"starts": None}, "ends"),
        ({"day": None}, "day"),
        ({"day": date(2026, 11, 20)}, "day"),
        ({"day": TODAY, "starts": 480, "ends": 520}, "day"),
        ({"day": date(2036, 11, 24)}, "day"),
        ({"day": date(1066, 10, 14)}, "day"),
        ({"alias": "   "}, "student_id"),
        ({"alias": "长" * 41}, "alias"),
        ({"note": "\x07"}, "note"),
    ],
    ids=[
        "end before start",
        "no length",
        "until 00:00",
        "from 24:00",
        "before midnight",
        "behind midnight",
        "no time",
        "no day",
        "the past",
        "earlier today",
        "ten years ahead",
        "long ago",
        "nobody",
        "long alias",
        "control character",
    ],
)
def test_bad_input_is_told_at_its_field(school: School, more: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationFailed) as caught:
        booked(school, **more)
    assert list(caught.value.problems) == [field]
    assert not school.run(appointments.list_week.bind(date(2026, 11, 1), date(2026, 12, 30))).appointments


def test_a_day_may_begin_at_midnight_and_end_at_24_00(school: School) -> None:
    stamp = booked(school, starts=0, ends=1440)
    assert the(school, stamp.id).span == "00:00–24:00"


def test_a_student_who_left_the_school_is_not_booked(school: School) -> None:
    student = add_student(school, "陈小雨")
    version = school.run(roster.student_lines.bind((student,)))[0].version
    left = MoveDraft(kind=MoveKind.TRANSFER_OUT, happened_on=date(2026, 11, 20))
    school.run(roster.record_move.bind(((student, version),), left))
    with pytest.raises(RuleBroken, match="E-RULE"):
        booked(school, student_id=student, alias="")


def test_an_unknown_student_case_or_counsellor_is_not_booked(school: School) -> None:
    unknown: tuple[dict[str, Any], ...] = (
        {"student_id": "nobody"},
        {"case_id": "no case"},
        {"counsellor": "account-disabled"},
    )
    for more in unknown:
        with pytest.raises(NotFound):
            booked(school, **more)


def test_a_case_brings_its_student_and_its_note_is_one_click_away(school: School) -> None:
    student, room = add_student(school, "陈小雨"), add_room(school)
    case = open_case(school, student)
    stamp = booked(school, case_id=case, alias="", room_id=room, kind=AppointmentKind.TELEPHONE)
    view = the(school, stamp.id)
    assert (view.client, view.student_id, view.alias) == ("陈小雨", student, "")
    target = note_target(view)
    assert target is not None
    start = read_note_start(target.record)
    assert start is not None
    assert (start.record_id, start.place, start.form.value) == (case, "心语室", "phone")
    assert start.started_at.astimezone().strftime("%Y-%m-%d %H:%M") == "2026-11-24 09:00"
    assert (start.ended_at - start.started_at) == timedelta(minutes=45) if start.ended_at else False
    assert note_target(the(school, booked(school, day=TOMORROW + timedelta(days=1)).id)) is None


def test_a_case_of_another_student_is_refused(school: School) -> None:
    case = open_case(school, add_student(school, "陈小雨"))
    with pytest.raises(RuleBroken):
        booked(school, case_id=case, student_id=add_student(school, "林小明", 2), alias="")


def test_an_alias_gets_its_name_once_the_case_has_one(school: School) -> None:
    student = add_student(school, "陈小雨")
    case = open_case(school, None, alias="树洞")  # type: ignore[arg-type]
    stamp = booked(school, case_id=case, alias="树洞")
    assert the(school, stamp.id).client == "树洞"
    version = school.run(casework.get_case.bind(case)).version
    school.run(casework.join_identity.bind(case, version, student, "本人说明"))
    assert the(school, stamp.id).client == "陈小雨"


def test_a_name_joined_later_counts_on_the_students_side(school: School) -> None:
    student = add_student(school, "陈小雨")
    case = open_case(school, None, alias="树洞")  # type: ignore[arg-type]
    under_alias = booked(school, case_id=case, alias="树洞")
    with_colleague = booked(school, COLLEAGUE, student_id=student, alias="", starts=TEN, ends=TEN + 45)
    version = school.run(casework.get_case.bind(case)).version
    school.run(casework.join_identity.bind(case, version, student, "本人说明"))
    with pytest.raises(TimeTaken) as met:
        booked(school, COLLEAGUE, student_id=student, alias="", room_id=None)
    assert {each.kind for each in met.value.conflicts} == {ConflictKind.STUDENT}
    moved = appointments.move_appointment.bind(under_alias.id, under_alias.version, NewTime(TOMORROW, TEN, TEN + 45))
    with pytest.raises(TimeTaken) as met:
        school.run(moved)
    assert [each.appointment_id for each in met.value.conflicts] == [with_colleague.id]


def test_a_walk_in_is_recorded_whatever_stood_there(school: School) -> None:
    wanted = draft(school, day=TODAY, starts=NINE, ends=NINE + 30)
    stamp = school.run(appointments.record_walk_in.bind(wanted))
    assert the(school, stamp.id).state is AppointmentState.ARRIVED
    with pytest.raises(ValidationFailed):
        school.run(appointments.record_walk_in.bind(draft(school)))


def test_the_room_of_a_closed_day_is_still_named(school: School) -> None:
    room = add_room(school)
    stamp = booked(school, room_id=room)
    school.run(calendar.remove_room.bind(RoomView("心语室", id=room, version=1)))
    assert the(school, stamp.id).room == "心语室"


def test_colleagues_see_whose_appointment_it_is_and_that_it_is_not_theirs(school: School) -> None:
    stamp = booked(school)
    seen = school.run(appointments.get_appointment.bind(stamp.id), COLLEAGUE)
    assert (seen.is_own, seen.counsellor, seen.client) == (False, COUNSELLOR.account, "小雨")
