"""Notes: saving with gaps, signing, the first visit, who writes, times, late entry, tasks, minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counselling_room import COLLEAGUE, CONTENT, add_student, local, new_draft, open_case, saved, signed
from schools import School
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import NoteContent, NoteDraft, NoteForm, NoteState, RiskAnswer
from xinmiao.features.school_calendar import operations as school_calendar
from xinmiao.features.school_calendar.records import OwnDayKind, OwnDayView
from xinmiao.features.today import operations as today
from xinmiao.kernel.errors import Conflict, NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.tasks import Target, Urgency


@pytest.fixture
def case_id(school: School) -> str:
    return open_case(school, add_student(school, "王芳"))


def refused_fields(school: School, draft: NoteDraft, *, signing: bool = False) -> set[str]:
    operation = casework.sign_note if signing else casework.save_note
    with pytest.raises(ValidationFailed) as refused:
        school.run(operation.bind(draft))
    return set(refused.value.problems)


def test_a_note_keeps_every_answer(school: School, case_id: str) -> None:
    content = NoteContent(
        started_at=local("2026-11-23 09:10"),
        ended_at=local("2026-11-23 09:55"),
        place="操场",
        form=NoteForm.PHONE,
        free_text="第一行\n\n第三行，罕见字𬭎𠮷㛃䶮。",
        situation="现状",
        main_problem="问题",
        assessment="评估",
        analysis="分析",
        measures="对策",
        effect="效果",
        homework="写三件小事",
        ideation=RiskAnswer.YES,
        ideation_words="想过，没有打算",
        plan=RiskAnswer.ASKED_NO,
        means=RiskAnswer.NOT_ASKED,
        past=RiskAnswer.YES,
        past_words="一年前",
        support=RiskAnswer.YES,
        support_words="外婆",
        protection=RiskAnswer.YES,
        protection_words="想当兽医",
        next_time="下周同一时间",
        next_on=date(2026, 11, 30),
        told_whom="班主任：请多留意",
        level_changed=False,
    )
    draft = NoteDraft(school.ids.new(), case_id, None, content)
    stamp = school.run(casework.sign_note.bind(draft))
    view = school.run(casework.get_note.bind(stamp.note_id))
    assert view.content == content
    assert (view.nth, view.state, view.version) == (1, NoteState.SIGNED, 1)
    assert (view.signed_name, view.signed_at, view.author_name) == ("周老师", school.clock.now(), "周老师")
    assert view.student.name == "王芳"
    assert view.case_number == "2026-001"


def test_an_unsigned_note_may_have_gaps(school: School, case_id: str) -> None:
    draft = NoteDraft(school.ids.new(), case_id, None, NoteContent(started_at=local("2026-11-23 10:00")))
    stamp = school.run(casework.save_note.bind(draft))
    assert (stamp.version, stamp.nth, stamp.state) == (1, 1, NoteState.DRAFT)
    assert refused_fields(school, replace(draft, base_version=1), signing=True) == {
        "ended_at",
        "free_text",
        "ideation_not_asked_reason",
    }


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"started_at": None}, {"started_at"}),
        ({"started_at": local("2026-11-23 10:11"), "ended_at": None}, {"started_at"}),
        ({"started_at": local("1926-11-23 09:10"), "ended_at": None}, {"started_at"}),
        ({"ended_at": local("2026-11-23 09:10")}, {"ended_at"}),
        ({"ended_at": local("2026-11-23 09:00")}, {"ended_at"}),
        ({"started_at": local("2026-11-22 09:00"), "ended_at": local("2026-11-22 17:01")}, {"ended_at"}),
        ({"free_text": "字" * 20_001}, {"free_text"}),
        ({"situation": "有\x00空"}, {"situation"}),
        ({"measures": "\ud800"}, {"measures"}),
        ({"effect": "左\u202e右"}, {"effect"}),
        ({"place": "一行\n两行"}, {"place"}),
        ({"ideation_words": "字" * 1_001}, {"ideation_words"}),
    ],
)
def test_what_is_refused_is_said_at_the_field(
    school: School, case_id: str, changes: dict[str, object], fields: set[str]
) -> None:
    assert refused_fields(school, new_draft(school, case_id, **changes)) == fields
    assert school.run(casework.list_notes.bind(case_id)) == ()


def test_limits_are_reached_but_not_passed(school: School, case_id: str) -> None:
    signed(
        school,
        case_id,
        started_at=local("2026-11-22 09:00"),
        ended_at=local("2026-11-22 17:00"),
        free_text="字" * 20_000,
    )
    saved(school, case_id, started_at=local("2026-11-23 10:10"), ended_at=None)


def test_a_first_visit_is_not_signed_without_the_question_or_a_reason(school: School, case_id: str) -> None:
    draft = new_draft(school, case_id, ideation=RiskAnswer.NOT_ASKED)
    assert refused_fields(school, draft, signing=True) == {"ideation_not_asked_reason"}
    with_reason = replace(draft, content=replace(draft.content, ideation_not_asked_reason="班主任在场"))
    assert school.run(casework.sign_note.bind(with_reason)).state is NoteState.SIGNED


def test_the_second_visit_may_leave_it_open_but_a_late_entry_before_the_first_may_not(
    school: School, case_id: str
) -> None:
    signed(school, case_id, started_at=local("2026-11-16 09:00"), ended_at=local("2026-11-16 09:40"))
    signed(school, case_id, ideation=RiskAnswer.NOT_ASKED)
    earlier = new_draft(
        school,
        case_id,
        ideation=RiskAnswer.NOT_ASKED,
        started_at=local("2026-11-09 09:00"),
        ended_at=local("2026-11-09 09:40"),
    )
    assert refused_fields(school, earlier, signing=True) == {"ideation_not_asked_reason"}


def test_a_yes_needs_words(school: School, case_id: str) -> None:
    draft = new_draft(school, case_id, ideation=RiskAnswer.YES, plan=RiskAnswer.YES, plan_words="  ")
    assert refused_fields(school, draft, signing=True) == {"ideation_words", "plan_words"}
    school.run(casework.save_note.bind(draft))


def test_a_signed_note_is_locked(school: School, case_id: str) -> None:
    draft, _stamp = signed(school, case_id)
    changed = replace(draft, content=replace(draft.content, free_text="别的话"))
    for operation in (casework.save_note, casework.sign_note):
        with pytest.raises(RuleBroken):
            school.run(operation.bind(changed))
    assert school.run(casework.get_note.bind(draft.note_id)).content == CONTENT


def test_only_the_author_writes_and_colleagues_read(school: School, case_id: str) -> None:
    draft, _stamp = saved(school, case_id)
    for operation in (casework.save_note, casework.sign_note):
        with pytest.raises(RuleBroken):
            school.run(operation.bind(draft), COLLEAGUE)
    mine = school.run(casework.get_note.bind(draft.note_id))
    theirs = school.run(casework.get_note.bind(draft.note_id), COLLEAGUE)
    assert (mine.allowed.edit, mine.allowed.amend, mine.allowed.remove) == (True, False, True)
    assert (theirs.allowed.edit, theirs.allowed.amend, theirs.allowed.remove) == (False, False, False)
    assert theirs.content == CONTENT


def test_saving_is_idempotent_and_an_old_base_is_a_conflict(school: School, case_id: str) -> None:
    draft = new_draft(school, case_id)
    first = school.run(casework.save_note.bind(draft))
    again = school.run(casework.save_note.bind(draft))
    assert (first.version, again.version) == (1, 1)
    assert len(school.run(casework.list_notes.bind(case_id))) == 1
    newer = replace(draft, base_version=1, content=replace(CONTENT, free_text="第二稿"))
    assert school.run(casework.save_note.bind(newer)).version == 2
    for old in (draft, newer):
        with pytest.raises(Conflict):
            school.run(casework.save_note.bind(replace(old, content=replace(CONTENT, free_text="第三稿"))))
    assert school.run(casework.get_note.bind(draft.note_id)).content.free_text == "第二稿"


def test_notes_of_unknown_cases_or_lost_notes_are_not_found(school: School, case_id: str) -> None:
    with pytest.raises(NotFound):
        school.run(casework.save_note.bind(new_draft(school, "no-case")))
    with pytest.raises(NotFound):
        school.run(casework.save_note.bind(replace(new_draft(school, case_id), base_version=1)))
    with pytest.raises(NotFound):
        school.run(casework.get_note.bind("no-note"))
    with pytest.raises(NotFound):
        school.run(casework.prepare_note.bind("no-case"))


def test_numbers_count_on_and_are_never_given_twice(school: School, case_id: str) -> None:
    assert school.run(casework.prepare_note.bind(case_id)).is_first_visit
    signed(school, case_id)
    _draft, second = saved(school, case_id, place="走廊")
    school.run(casework.void_note.bind(second.note_id, 1, "写错了"))
    plan = school.run(casework.prepare_note.bind(case_id))
    assert (plan.nth, plan.is_first_visit, plan.case.student.name) == (3, False, "王芳")
    assert saved(school, case_id)[1].nth == 3


def test_both_times_are_kept(school: School, case_id: str) -> None:
    draft, _stamp = saved(school, case_id, started_at=local("2026-09-01 09:00"), ended_at=local("2026-09-01 09:30"))
    school.clock.advance(days=2)
    school.run(casework.sign_note.bind(draft))
    view = school.run(casework.get_note.bind(draft.note_id))
    assert view.content.started_at == local("2026-09-01 09:00")
    assert view.entered_at == local("2026-11-23 10:05")
    assert view.signed_at == local("2026-11-25 10:05")


def test_a_reminder_is_made_with_the_note_or_not_at_all(school: School, case_id: str) -> None:
    draft = replace(new_draft(school, case_id), reminder="问外婆近况", reminder_on=date(2026, 11, 27))
    wrong = replace(draft, reminder_on=date(2026, 11, 22))
    assert refused_fields(school, wrong) == {"reminder_on"}
    assert school.run(casework.list_notes.bind(case_id)) == ()
    assert refused_fields(school, replace(draft, reminder=" ")) == {"reminder"}
    school.run(casework.save_note.bind(draft))
    reminder = school.run(today.list_reminders.bind())[0]
    assert (reminder.line, reminder.due_on, reminder.student_name) == ("问外婆近况", date(2026, 11, 27), "王芳")


def test_an_unsigned_note_is_a_task_of_its_author_after_a_day(school: School, case_id: str) -> None:
    draft, _stamp = saved(school, case_id)
    school.clock.advance(hours=23, minutes=59)
    assert school.run(casework.unsigned_note_tasks.bind()) == ()
    school.clock.advance(minutes=1)
    (task,) = school.run(casework.unsigned_note_tasks.bind())
    assert task.key == f"unsigned_note:{draft.note_id}"
    assert str(task.title) == "Sign the note of 王芳, no. 1"
    assert str(task.why) == "The talk was on 2026-11-23; the note has waited more than 24 hours for your signature."
    assert (task.urgency, task.due) == (Urgency.OVERDUE, date(2026, 11, 24))
    assert task.target == Target("counselling_note", draft.note_id)
    assert school.run(casework.unsigned_note_tasks.bind(), COLLEAGUE) == ()
    school.run(casework.sign_note.bind(draft))
    assert school.run(casework.unsigned_note_tasks.bind()) == ()


def test_the_hours_until_a_signature_rest_when_there_is_no_school(school: School, case_id: str) -> None:
    school.clock.advance(days=4, hours=5)  # Friday, 15:05
    saved(school, case_id)
    school.clock.advance(hours=48)  # Sunday afternoon
    assert school.run(casework.unsigned_note_tasks.bind()) == ()
    school.clock.advance(hours=23, minutes=59)  # Monday, 15:04
    assert school.run(casework.unsigned_note_tasks.bind()) == ()
    school.clock.advance(minutes=1)
    (task,) = school.run(casework.unsigned_note_tasks.bind())
    assert task.due == date(2026, 11, 30)


def test_the_hours_until_a_signature_rest_on_the_schools_own_day_off(school: School, case_id: str) -> None:
    off = OwnDayView(date(2026, 11, 24), date(2026, 11, 24), OwnDayKind.DAY_OFF, "运动会")
    school.run(school_calendar.save_own_day.bind(off))
    saved(school, case_id)  # Monday, 10:05
    school.clock.advance(hours=47, minutes=59)
    assert school.run(casework.unsigned_note_tasks.bind()) == ()
    school.clock.advance(minutes=1)
    (task,) = school.run(casework.unsigned_note_tasks.bind())
    assert task.due == date(2026, 11, 25)


def test_minutes_count_own_talks_of_the_days_asked_by_form(school: School, case_id: str) -> None:
    signed(school, case_id, started_at=local("2026-11-16 00:00"), ended_at=local("2026-11-16 00:50"))
    signed(school, case_id, started_at=local("2026-11-22 23:50"), ended_at=local("2026-11-23 00:35"))
    saved(school, case_id, started_at=local("2026-11-18 10:00"), ended_at=None)
    signed(
        school, case_id, form=NoteForm.GROUP, started_at=local("2026-11-17 10:00"), ended_at=local("2026-11-17 11:30")
    )
    signed(
        school, case_id, form=NoteForm.PARENT, started_at=local("2026-11-17 15:00"), ended_at=local("2026-11-17 15:20")
    )
    signed(school, case_id, started_at=local("2026-11-15 23:59"), ended_at=local("2026-11-16 00:30"))
    signed(school, case_id, started_at=local("2026-11-23 00:00"), ended_at=local("2026-11-23 00:30"))
    _draft, voided = signed(school, case_id, started_at=local("2026-11-19 10:00"), ended_at=local("2026-11-19 11:00"))
    school.run(casework.void_note.bind(voided.note_id, 1, "没有来"))
    theirs = open_case(school, add_student(school, "李雷", 2), COLLEAGUE)
    signed(school, theirs, COLLEAGUE, started_at=local("2026-11-18 10:00"), ended_at=local("2026-11-18 11:00"))
    week = school.run(casework.count_minutes.bind(date(2026, 11, 16), date(2026, 11, 22)))
    assert (week.individual, week.group, week.other, week.counted) == (95, 90, 20, 185)
    assert (week.notes, week.without_end) == (5, 1)


def test_opening_a_note_is_recorded_and_lists_are_not(school: School, case_id: str) -> None:
    draft, _stamp = saved(school, case_id)
    school.run(casework.list_notes.bind(case_id))
    assert school.subjects(DataFile.COUNSELLING, draft.note_id) == ["counselling_note.saved"]
    view = school.run(casework.get_note.bind(draft.note_id), COLLEAGUE)
    assert school.subjects(DataFile.COUNSELLING, draft.note_id)[-1] == "counselling_note.opened"
    assert view.student.id is not None
    assert school.subjects(DataFile.COUNSELLING, view.student.id)[-1] == "counselling_note.opened"


def test_nothing_of_a_note_lies_in_the_school_file(school: School, case_id: str) -> None:
    signed(school, case_id, free_text="标记甲乙丙")
    with school.database.engine.connect() as connection:
        tables = [
            row[0] for row in connection.exec_driver_sql("SELECT name FROM main.sqlite_master WHERE type = 'table'")
        ]
        dumped = [
            str(tuple(row))
            for table in tables
            for row in connection.exec_driver_sql(f"SELECT * FROM main.{table}")  # noqa: S608 -- names of our own
        ]
    assert tables
    assert not [row for row in dumped if "标记" in row or "counselling_note" in row]


def test_the_desk_knows_notes_cases_and_students(school: School, case_id: str) -> None:
    student = school.run(casework.get_case.bind(case_id)).line.student
    assert student.id is not None
    draft, _stamp = saved(school, case_id)
    for_note = school.run(casework.get_note_desk.bind(draft.note_id))
    assert for_note.note is not None
    assert (for_note.note.id, for_note.preparation) == (draft.note_id, None)
    assert school.subjects(DataFile.COUNSELLING, draft.note_id)[-1] == "counselling_note.opened"
    for record in (case_id, student.id):
        desk = school.run(casework.get_note_desk.bind(record))
        assert desk.preparation is not None
        assert (desk.note, desk.preparation.case.id, desk.preparation.nth) == (None, case_id, 2)
    theirs = school.run(casework.get_note_desk.bind(student.id), COLLEAGUE)
    assert (theirs.student.id, theirs.note, theirs.preparation) == (student.id, None, None)
    with pytest.raises(NotFound):
        school.run(casework.get_note_desk.bind("nobody"))
    with pytest.raises(RuleBroken):
        school.run(casework.get_note_desk.bind(case_id), COLLEAGUE)
