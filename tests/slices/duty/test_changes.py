"""Leave, swaps, moves by hand, signing, records and handovers; nobody is ever at two places at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from counselling_room import COLLEAGUE
from duty_room import AFTER, LAST, MONDAY, NOON, DutyRoom, make_duty_room
from schools import ADMINISTRATOR, COUNSELLOR, School, teacher
from xinmiao.features.appointments import operations as appointments
from xinmiao.features.appointments.records import AppointmentDraft, ConflictKind
from xinmiao.features.duty import operations as duty
from xinmiao.features.duty.records import DutyRecordDraft, LeaveKind, LeaveView, PatternView, ShiftView, SwapState
from xinmiao.features.duty.rules import checks
from xinmiao.features.school_calendar import operations as calendar
from xinmiao.features.school_calendar.records import OwnLessonView, RoomView, Weekday
from xinmiao.features.staff import operations as staff
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, PermissionDenied, RuleBroken, ValidationFailed
from xinmiao.kernel.occupancies import Occupancy
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text
from xinmiao.vault.unit import Unit

DAY = timedelta(days=1)
TALK = Occupancy(Text("Appointment"), MONDAY + DAY, 730, 800, "x", Target("x", "x"), "account-counsellor", None)


@query(requires=Permission.CALENDAR_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a test"))
def talks(unit: Unit, first: date, last: date) -> tuple[Occupancy, ...]:
    """Return a talk of the counsellor on Tuesday noon."""
    del unit
    return tuple(each for each in (TALK,) if first <= each.day <= last)


@pytest.fixture
def room(school: School) -> DutyRoom:
    made = make_duty_room(school)
    made.make()
    return made


def at(day: date, minutes: int) -> datetime:
    return datetime(day.year, day.month, day.day, minutes // 60, minutes % 60).astimezone()


def first_of(room: DutyRoom, name: str, after: date = MONDAY) -> ShiftView:
    return room.shifts_of(name, after)[0]


def clashing(room: DutyRoom) -> tuple[ShiftView, ShiftView]:
    """Return two shifts of two persons at different times of one day."""
    for one in room.roster(MONDAY + DAY).shifts:
        for other in room.roster(one.day, one.day).shifts:
            if one.staff_id != other.staff_id:
                return one, other
    raise AssertionError


def test_nobody_is_put_at_two_places(room: DutyRoom) -> None:
    one, other = clashing(room)
    both = replace(other, starts=one.starts, ends=one.ends, staff_id=one.staff_id)
    with pytest.raises(RuleBroken, match="E-TWOPLACES"):
        room.school.run(duty.move_shift.bind(other, both, ()))
    second_room = replace(one, id="", name="沙盘室", room_id=None, version=0)
    with pytest.raises(RuleBroken, match="E-TWOPLACES"):
        room.school.run(duty.add_shift.bind(second_room, ()))
    beside = replace(one, starts=one.ends, ends=one.ends + 20)
    room.school.run(duty.add_shift.bind(beside, ()))


def test_neither_lessons_nor_talks_are_overruled(room: DutyRoom) -> None:
    wanted = ShiftView("", MONDAY + DAY, "午间", *NOON, staff_id=room.people["周老师"], person="")
    for shift in room.roster(MONDAY + DAY, MONDAY + DAY).shifts:
        room.school.run(duty.remove_shift.bind(shift))
    with pytest.raises(RuleBroken, match="taken up otherwise"):
        room.school.run(duty.add_shift.bind(wanted, (talks, duty.duty_occupancies)))
    room.school.run(calendar.save_lesson.bind(OwnLessonView("", Weekday.TUESDAY, 770, 815, "心理课", date(2026, 9, 1))))
    with pytest.raises(RuleBroken, match="has a lesson"):
        room.school.run(duty.add_shift.bind(wanted, ()))
    assert room.school.run(duty.add_shift.bind(replace(wanted, staff_id=room.people["王老师"]), (talks,)))


def test_talks_are_held_within_a_shift_in_the_open_room_and_in_no_other(room: DutyRoom) -> None:
    """Noon lies within the opening hours, the shift after school does not."""
    elsewhere = room.school.run(calendar.save_room.bind(RoomView("沙盘室")))
    noon = next(each for each in room.shifts_of("周老师") if (each.starts, each.ends) == NOON)
    late = next(each for each in room.shifts_of("周老师") if (each.starts, each.ends) == AFTER)

    def kinds(day: date, starts: int, room_id: str | None) -> set[ConflictKind]:
        draft = AppointmentDraft(
            "a", day, starts, starts + 40, alias="小雨", counsellor="account-counsellor", room_id=room_id
        )
        found = room.school.run(appointments.check_conflicts.bind(draft, (duty.duty_occupancies,)))
        return {each.kind for each in found if not each.is_warning}

    assert kinds(noon.day, NOON[0], room.room_id) == kinds(noon.day, NOON[0], None) == set()
    assert kinds(noon.day, NOON[0], elsewhere) == {ConflictKind.OTHER_DUTY}
    assert kinds(late.day, AFTER[0], None) == {ConflictKind.OTHER_DUTY}
    assert kinds(late.day, AFTER[0], room.room_id) == {ConflictKind.OTHER_DUTY, ConflictKind.ROOM}


def test_a_move_keeps_what_it_was_and_is_refused_when_somebody_was_faster(room: DutyRoom) -> None:
    shift = first_of(room, "王老师", MONDAY + DAY)
    moved = replace(shift, starts=shift.starts - 60, ends=shift.ends - 60)
    room.school.run(duty.move_shift.bind(shift, moved, ()))
    again = next(each for each in room.roster().shifts if each.id == shift.id)
    assert (again.starts, again.by_hand, again.version) == (moved.starts, True, 2)
    with pytest.raises(Conflict):
        room.school.run(duty.move_shift.bind(shift, moved, ()), COLLEAGUE)
    with pytest.raises(ValidationFailed, match="E-INPUT"):
        room.school.run(duty.move_shift.bind(again, replace(again, day=MONDAY - DAY), ()))


def test_leave_lists_the_shifts_it_touches_and_moves_none(room: DutyRoom) -> None:
    king = room.people["王老师"]
    mine = room.shifts_of("王老师", MONDAY, MONDAY + 4 * DAY)
    leave = LeaveView(king, MONDAY, MONDAY + 4 * DAY, LeaveKind.TRAINING)
    touched = room.school.run(duty.save_leave.bind(leave))
    assert [shift.id for shift in touched] == [shift.id for shift in mine]
    assert room.shifts_of("王老师", MONDAY, MONDAY + 4 * DAY) == mine
    free = room.school.run(duty.who_could_stand.bind(mine[0].id, ()))
    assert [each.name for each in free if each.problem is None]
    assert all(each.name != "王老师" for each in free)
    room.school.run(duty.move_shift.bind(mine[0], replace(mine[0], staff_id=free[0].staff_id), ()))
    saved = room.school.run(duty.list_leave.bind(MONDAY))
    with pytest.raises(ValidationFailed) as refused:
        room.school.run(duty.save_leave.bind(LeaveView(king, MONDAY + 2 * DAY, LAST)))
    assert set(refused.value.problems) == {"first_day"}
    room.school.run(duty.remove_leave.bind(saved[0]))
    assert room.school.run(duty.list_leave.bind(MONDAY)) == ()


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [(LAST, MONDAY, "last_day"), (MONDAY, date(2029, 1, 1), "last_day"), (date(1999, 1, 1), LAST, "first_day")],
)
def test_leave_that_cannot_be_is_refused(first: date, last: date, field: str) -> None:
    assert set(checks.leave_problems(LeaveView("x", first, last), ())) == {field}


def test_who_is_away_cannot_be_put_in(room: DutyRoom) -> None:
    room.school.run(duty.save_leave.bind(LeaveView(room.people["李老师"], MONDAY + DAY, MONDAY + DAY)))
    shift = next(each for each in room.roster(MONDAY + DAY, MONDAY + DAY).shifts if each.person != "李老师")
    with pytest.raises(RuleBroken, match="is away"):
        room.school.run(duty.move_shift.bind(shift, replace(shift, staff_id=room.people["李老师"]), ()))


def swap(room: DutyRoom, given: ShiftView, taken: ShiftView) -> str:
    return room.school.run(duty.ask_swap.bind(given, taken.staff_id, taken, ()))


def test_a_swap_waits_for_agreement_and_keeps_both_sides(room: DutyRoom) -> None:
    given, taken = first_of(room, "周老师", MONDAY + DAY), first_of(room, "王老师", MONDAY + 4 * DAY)
    swap(room, given, taken)
    assert first_of(room, "周老师", MONDAY + DAY) == given, "nothing moves before it is agreed"
    waiting = room.school.run(duty.list_swaps.bind())[0]
    assert (waiting.state, waiting.asked_on_word, waiting.asker, waiting.asked) == (
        SwapState.ASKED,
        False,
        "周老师",
        "王老师",
    )
    with pytest.raises(RuleBroken, match="waits for an answer"):
        swap(room, given, taken)
    room.school.run(duty.answer_swap.bind(waiting, agrees=True, sources=()), COLLEAGUE)
    done = room.school.run(duty.list_swaps.bind())[0]
    assert (done.state, done.answered_on_word) == (SwapState.AGREED, True)
    by_id = {shift.id: shift for shift in room.roster().shifts}
    assert by_id[given.id].person == "王老师"
    assert by_id[taken.id].person == "周老师"
    assert by_id[given.id].planned == "周老师"
    with pytest.raises(Conflict):
        room.school.run(duty.answer_swap.bind(waiting, agrees=False, sources=()))
    with pytest.raises(RuleBroken, match="answered already"):
        room.school.run(duty.answer_swap.bind(done, agrees=False, sources=()))


def test_an_agreement_that_would_clash_by_now_is_refused(room: DutyRoom) -> None:
    given, taken = first_of(room, "周老师", MONDAY + DAY), first_of(room, "王老师", MONDAY + 4 * DAY)
    swap(room, given, taken)
    busy = replace(given, id="", name="例会", staff_id=taken.staff_id, room_id=None)
    if any(
        each.starts < given.ends and given.starts < each.ends for each in room.shifts_of("王老师", given.day, given.day)
    ):
        raise AssertionError("the roster puts nobody at two places")
    room.school.run(duty.add_shift.bind(busy, ()))
    waiting = room.school.run(duty.list_swaps.bind())[0]
    with pytest.raises(RuleBroken, match="E-TWOPLACES"):
        room.school.run(duty.answer_swap.bind(waiting, agrees=True, sources=()))
    assert room.school.run(duty.list_swaps.bind())[0].state is SwapState.ASKED
    room.school.run(duty.answer_swap.bind(waiting, agrees=False, sources=()))
    assert room.school.run(duty.list_swaps.bind())[0].state is SwapState.DECLINED


def test_a_swap_is_withdrawn_by_hand_or_when_its_shift_goes_elsewhere(room: DutyRoom) -> None:
    given, taken = first_of(room, "周老师", MONDAY + DAY), first_of(room, "王老师", MONDAY + 4 * DAY)
    swap(room, given, taken)
    room.school.run(duty.withdraw_swap.bind(room.school.run(duty.list_swaps.bind())[0]))
    swap(room, given, taken)
    third = room.people["李老师"]
    free = room.school.run(duty.who_could_stand.bind(given.id, ()))
    if any(each.staff_id == third and each.problem is None for each in free):
        room.school.run(duty.move_shift.bind(given, replace(given, staff_id=third), ()))
    else:
        room.school.run(duty.remove_shift.bind(given))
        room.school.run(duty.list_swaps.bind())
        return
    assert {each.state for each in room.school.run(duty.list_swaps.bind())} == {SwapState.WITHDRAWN}


def test_a_roster_made_anew_leaves_shifts_of_open_swaps(room: DutyRoom) -> None:
    given, taken = first_of(room, "周老师", MONDAY + DAY), first_of(room, "王老师", MONDAY + 4 * DAY)
    swap(room, given, taken)
    room.make()
    assert {given.id, taken.id} <= {shift.id for shift in room.roster().shifts}
    assert room.school.run(duty.list_swaps.bind())[0].state is SwapState.ASKED


def test_signing_in_and_out_is_kept_corrected_and_taken_back(room: DutyRoom) -> None:
    school, noon = room.school, next(each for each in room.roster(MONDAY, MONDAY).shifts if each.starts == NOON[0])
    school.clock.moment = at(MONDAY, AFTER[1])
    school.run(duty.sign_duty.bind(noon, at(MONDAY, 738), None))
    now = room.roster(MONDAY, MONDAY).shifts[0]
    assert (now.signed_in_at, now.signed_out_at) == (at(MONDAY, 738), None)
    with pytest.raises(RuleBroken, match="signed in"):
        school.run(duty.move_shift.bind(now, replace(now, starts=700), ()))
    school.run(duty.sign_duty.bind(now, at(MONDAY, 740), at(MONDAY, 792)))
    now = room.roster(MONDAY, MONDAY).shifts[0]
    for came, went in (
        (at(MONDAY, 740), at(MONDAY, 730)),
        (at(MONDAY + DAY, 740), None),
        (at(MONDAY - DAY, 740), None),
        (None, at(MONDAY, 740)),
    ):
        with pytest.raises(ValidationFailed):
            school.run(duty.sign_duty.bind(now, came, went))
    school.run(duty.sign_duty.bind(now, None, None))
    assert room.roster(MONDAY, MONDAY).shifts[0].signed_in_at is None


def test_a_record_lies_in_the_counselling_file_and_hands_over(room: DutyRoom) -> None:
    school = room.school
    noon, after = room.roster(MONDAY, MONDAY).shifts
    school.clock.moment = at(MONDAY, AFTER[1] + 10)
    words = DutyRecordDraft(noon.id, 3, "一名学生在门口等了很久。", "德育处", "下午请留意走廊。")
    school.run(duty.save_duty_record.bind(words))
    assert school.actions(DataFile.COUNSELLING)[-1] == "duty_record.saved"
    found = school.run(duty.get_duty_record.bind(after.id))
    assert (found.written, found.before_handover, found.before_read_at) == (False, "下午请留意走廊。", None)
    handed = [task for task in school.run(duty.duty_record_tasks.bind(), COLLEAGUE) if "handover" in task.key]
    assert [task.target.record for task in handed] == [noon.id]
    school.run(duty.note_handover_read.bind(noon), COLLEAGUE)
    assert not [task for task in school.run(duty.duty_record_tasks.bind(), COLLEAGUE) if "handover" in task.key]
    with pytest.raises(Conflict):
        school.run(duty.save_duty_record.bind(words))
    opened = school.run(duty.get_duty_record.bind(noon.id)).draft
    school.run(duty.save_duty_record.bind(replace(opened, handover="另有一事。")))
    assert school.run(duty.get_duty_record.bind(noon.id)).read_at is None, "written anew, it is to be read again"
    for bad in (replace(opened, visitors=-1), replace(opened, visitors=201), replace(opened, handover="长" * 1001)):
        with pytest.raises(ValidationFailed):
            school.run(duty.save_duty_record.bind(bad))
    tomorrow = room.roster(MONDAY + DAY, MONDAY + DAY).shifts[0]
    with pytest.raises(RuleBroken, match="has not begun"):
        school.run(duty.save_duty_record.bind(DutyRecordDraft(tomorrow.id, 1)))
    for actor in (ADMINISTRATOR, teacher()):
        with pytest.raises(PermissionDenied):
            school.run(duty.get_duty_record.bind(noon.id), actor)


def test_tasks_are_there_when_and_only_when_something_is_to_do(room: DutyRoom) -> None:
    school = room.school

    def keys() -> set[str]:
        tasks = (*school.run(duty.duty_tasks.bind()), *school.run(duty.duty_record_tasks.bind()))
        return {task.key.partition(":")[0] for task in tasks}

    own = first_of(room, "周老师")
    school.clock.moment = at(own.day, own.starts - 1)
    assert "duty_sign" not in keys()
    school.clock.moment = at(own.day, own.starts)
    assert "duty_sign" in keys()
    assert "duty_record" not in keys()
    school.run(duty.sign_duty.bind(own, school.clock.moment, None))
    assert "duty_sign" not in keys()
    school.clock.moment = at(own.day, own.ends)
    assert "duty_record" in keys()
    school.run(duty.save_duty_record.bind(DutyRecordDraft(own.id, 0)))
    assert "duty_record" not in keys()
    assert "duty_gaps" not in keys()
    later = room.roster(own.day + DAY).shifts[0]
    school.run(duty.remove_shift.bind(later))
    assert "duty_gaps" in keys()
    given = first_of(room, "周老师", own.day + DAY)
    school.run(duty.ask_swap.bind(given, room.people["王老师"], None, ()))
    assert "duty_swaps" in keys()


def test_who_leaves_the_school_leaves_gaps(room: DutyRoom) -> None:
    opened = room.school.run(staff.get_staff.bind(room.people["李老师"]))
    room.school.run(staff.note_leaving.bind(opened, MONDAY))
    assert {gap.shift_id for gap in room.roster().gaps} == {shift.id for shift in room.shifts_of("李老师")}
    plan_names = [person.name for person in room.school.run(duty.get_duty_setup.bind()).persons]
    assert "李老师" not in plan_names


def test_who_may_stand_is_kept_with_the_pattern(room: DutyRoom) -> None:
    king = room.people["王老师"]
    night = PatternView("晚自习", Weekday.MONDAY, 1110, 1200, only=(king,))
    pattern_id = room.school.run(duty.save_pattern.bind(night))
    room.make()
    assert {shift.person for shift in room.roster().shifts if shift.name == "晚自习"} == {"王老师"}
    opened = next(each for each in room.school.run(duty.get_duty_setup.bind()).patterns if each.id == pattern_id)
    assert opened.only == (king,)
    room.school.run(duty.save_pattern.bind(replace(opened, only=())))
    with pytest.raises(RuleBroken, match="E-DUTYPERSON"):
        room.school.run(duty.save_pattern.bind(replace(night, name="另一班", only=("nobody",))))
    assert COUNSELLOR.account == "account-counsellor"


def test_papers_and_the_calendar_file_are_recorded(room: DutyRoom) -> None:
    door = room.school.run(duty.collect_door_print.bind(MONDAY))
    assert len(door.shifts) == 10
    assert dict(door.opening)[Weekday.MONDAY] == "12:20–13:10"
    term = room.school.run(duty.collect_term_print.bind(MONDAY, LAST))
    assert len(term.school_days) == 15
    mine = room.school.run(duty.export_duty.bind(room.people["王老师"], MONDAY, LAST))
    assert {shift.person for shift in mine} == {"王老师"}
    assert room.school.actions(DataFile.SCHOOL)[-2:] == ["duty.door_printed", "duty.term_printed"]
    assert room.school.actions(DataFile.COUNSELLING)[-1] == "duty.exported", "about a person"
