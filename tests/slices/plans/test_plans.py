"""Plans on real files: drawn up, agreed, approved, reviewed, renewed, closed; what others see of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counselling_room import COLLEAGUE, add_student, local
from plan_desk import CONTENT, GOALS, agreed, draft_of, plan_of, review_of
from schools import ADMINISTRATOR, COUNSELLOR, School, teacher
from xinmiao.features.growth_files import operations as growth_files
from xinmiao.features.growth_files.records import OpeningReason
from xinmiao.features.plans import operations as plans
from xinmiao.features.plans.records import (
    ApprovalKind,
    GoalDraft,
    GoalProgress,
    PaperApproval,
    PlanPaper,
    PlanState,
    ReviewDecision,
)
from xinmiao.features.plans.records.settings import AGREE_WITHIN_DAYS, NEEDS_APPROVAL
from xinmiao.features.plans.rules.changes import ChangeKind, changes_between
from xinmiao.features.settings.operations import change_school_setting
from xinmiao.kernel.access import Actor
from xinmiao.kernel.errors import Conflict, NotFound, PermissionDenied, RuleBroken, ValidationFailed
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.tasks import Target, Task, Urgency


@pytest.fixture
def student_id(school: School) -> str:
    return add_student(school, "王芳")


def titles(tasks: tuple[Task, ...]) -> list[str]:
    return [str(task.title) for task in tasks]


def test_a_plan_is_drawn_up_and_opens_the_growth_file(school: School, student_id: str) -> None:
    draft = draft_of(school, student_id)
    stamp = school.run(plans.save_plan.bind(draft))
    plan = plan_of(school, stamp.plan_id)
    assert (stamp.number, stamp.version, plan.state) == (1, 1, PlanState.DRAFT)
    assert plan.content() == draft.content
    file = school.run(growth_files.get_growth_file.bind(student_id)).file
    assert file is not None
    assert file.reason is OpeningReason.WARNING
    assert school.subjects(DataFile.COUNSELLING, stamp.plan_id)[:1] == ["plan.saved"]


def test_rows_are_moved_changed_and_taken_out_and_the_version_rises(school: School, student_id: str) -> None:
    draft = draft_of(school, student_id)
    school.run(plans.save_plan.bind(draft))
    first, second = draft.content.goals
    turned = replace(
        draft.content, goals=(second, replace(first, what="每天到校")), measures=draft.content.measures[1:]
    )
    stamp = school.run(plans.save_plan.bind(replace(draft, base_version=1, content=turned)))
    plan = plan_of(school, stamp.plan_id)
    assert stamp.version == 2
    assert [goal.what for goal in plan.goals] == ["和一位同学常来往", "每天到校"]
    assert [goal.root_id for goal in plan.goals] == [second.id, first.id]
    assert [each.what for each in plan.measures] == ["晚上十点前放下手机"]
    again = school.run(plans.save_plan.bind(replace(draft, base_version=2, content=turned)))
    assert again.version == 2


def test_two_who_save_the_same_version_conflict(school: School, student_id: str) -> None:
    draft = draft_of(school, student_id)
    school.run(plans.save_plan.bind(draft))
    changed = replace(draft, base_version=1, content=replace(draft.content, goals=draft.content.goals[:1]))
    school.run(plans.save_plan.bind(changed))
    with pytest.raises(Conflict):
        school.run(plans.save_plan.bind(replace(draft, base_version=1)), COLLEAGUE)
    with pytest.raises(Conflict):
        school.run(plans.save_plan.bind(draft))
    assert len(plan_of(school, draft.plan_id).goals) == 1


def test_a_second_plan_beside_the_first_is_refused(school: School, student_id: str) -> None:
    agreed(school, student_id)
    with pytest.raises(RuleBroken):
        school.run(plans.save_plan.bind(draft_of(school, student_id)))
    with pytest.raises(NotFound):
        school.run(plans.save_plan.bind(draft_of(school, "nobody")))
    with pytest.raises(NotFound):
        school.run(plans.get_plan_desk.bind("nobody"))


def test_what_is_missing_stops_the_agreement_and_writes_nothing(school: School, student_id: str) -> None:
    with pytest.raises(ValidationFailed) as refused:
        agreed(school, student_id, reasons=" ", goals=(GoalDraft("g", "变好"),))
    assert "reasons" in refused.value.problems
    assert any(name.endswith(":how_seen") for name in refused.value.problems)
    assert school.run(plans.list_plans.bind()) == ()


def test_an_agreed_plan_is_not_rewritten(school: School, student_id: str) -> None:
    draft = draft_of(school, student_id)
    stamp = school.run(plans.agree_plan.bind(draft, date(2026, 11, 20)))
    plan = plan_of(school, stamp.plan_id)
    assert (plan.state, plan.agreed_on, plan.agreed_name) == (PlanState.IN_FORCE, date(2026, 11, 20), "周老师")
    with pytest.raises(RuleBroken):
        school.run(plans.save_plan.bind(replace(draft, base_version=stamp.version)))


def test_an_approval_comes_from_another_account(school: School, student_id: str) -> None:
    school.run(change_school_setting.bind(NEEDS_APPROVAL, value=True))
    stamp = agreed(school, student_id)
    assert plan_of(school, stamp.plan_id).state is PlanState.AGREED
    with pytest.raises(RuleBroken):
        school.run(plans.approve_plan.bind(stamp.plan_id, stamp.version))
    school.run(plans.approve_plan.bind(stamp.plan_id, stamp.version), COLLEAGUE)
    plan = plan_of(school, stamp.plan_id)
    assert plan.state is PlanState.IN_FORCE
    assert plan.approval is not None
    assert (plan.approval.kind, plan.approval.name, plan.approval.on) == (
        ApprovalKind.ACCOUNT,
        "吴老师",
        date(2026, 11, 23),
    )
    with pytest.raises(RuleBroken):
        school.run(plans.approve_plan.bind(stamp.plan_id, plan.version), COLLEAGUE)


def test_a_signature_on_paper_counts_with_its_place(school: School, student_id: str) -> None:
    school.run(change_school_setting.bind(NEEDS_APPROVAL, value=True))
    stamp = agreed(school, student_id)
    nowhere = PaperApproval("张校长", date(2026, 11, 23), "")
    with pytest.raises(ValidationFailed) as refused:
        school.run(plans.register_paper_approval.bind(stamp.plan_id, stamp.version, nowhere))
    assert set(refused.value.problems) == {"approval_place"}
    paper = PaperApproval(" 张校长 ", date(2026, 11, 23), "2-05-31")
    school.run(plans.register_paper_approval.bind(stamp.plan_id, stamp.version, paper))
    plan = plan_of(school, stamp.plan_id)
    assert plan.state is PlanState.IN_FORCE
    assert plan.approval is not None
    assert (plan.approval.name, plan.approval.place) == ("张校长", "2-05-31")


def test_a_plan_agreed_without_approval_stays_in_force_when_the_setting_changes(
    school: School, student_id: str
) -> None:
    stamp = agreed(school, student_id)
    school.run(change_school_setting.bind(NEEDS_APPROVAL, value=True))
    assert plan_of(school, stamp.plan_id).state is PlanState.IN_FORCE
    with pytest.raises(RuleBroken):
        school.run(plans.approve_plan.bind(stamp.plan_id, stamp.version), COLLEAGUE)


def test_a_review_goes_on_and_sets_the_next_day(school: School, student_id: str) -> None:
    stamp = agreed(school, student_id)
    school.clock.advance(days=28)
    assert plan_of(school, stamp.plan_id).state is PlanState.REVIEW_DUE
    school.run(plans.review_plan.bind(review_of(school, stamp.plan_id, ReviewDecision.GO_ON)))
    plan = plan_of(school, stamp.plan_id)
    assert (plan.state, plan.next_review_on) == (PlanState.IN_FORCE, date(2027, 3, 1))
    (review,) = plan.reviews
    assert (review.nth, review.held_on, review.reviewer_name) == (1, date(2026, 12, 21), "周老师")
    told = {each.goal_id: each.progress for each in review.progress}
    assert told == {plan.goals[0].id: GoalProgress.REACHED, plan.goals[1].id: GoalProgress.MOVING}
    (line,) = school.run(plans.list_plans.bind())
    assert (line.goals, line.goals_reached, line.reviews, line.measures_overdue) == (2, 1, 1, 2)


def test_a_review_that_changes_begins_the_next_version(school: School, student_id: str) -> None:
    stamp = agreed(school, student_id)
    plan = plan_of(school, stamp.plan_id)
    school.run(plans.finish_measure.bind(plan.measures[0].id, 1, date(2026, 11, 23), "每天都做"))
    school.clock.advance(days=28)
    following = school.run(plans.review_plan.bind(review_of(school, stamp.plan_id, ReviewDecision.CHANGE)))
    new = plan_of(school, following.plan_id)
    assert (following.number, new.state, new.change_reason) == (2, PlanState.DRAFT, "总体向好。")
    assert [goal.what for goal in new.goals] == ["和一位同学常来往"]
    assert [each.what for each in new.measures] == ["晚上十点前放下手机"]
    assert plan_of(school, stamp.plan_id).state is PlanState.REVIEW_DUE
    content = replace(new.content(), next_review_on=date(2027, 1, 11))
    draft = draft_of(school, student_id)
    school.run(
        plans.agree_plan.bind(
            replace(draft, plan_id=new.id, base_version=new.version, content=content), date(2026, 12, 21)
        )
    )
    assert plan_of(school, stamp.plan_id).state is PlanState.REPLACED
    assert plan_of(school, new.id).state is PlanState.IN_FORCE
    changed = changes_between(plan_of(school, stamp.plan_id), plan_of(school, new.id))
    assert [(each.kind, each.part) for each in changed] == [
        (ChangeKind.REMOVED, "Goal"),
        (ChangeKind.REMOVED, "Measure"),
    ]
    assert changed[0].before.startswith(GOALS[0].what)


def test_a_later_version_says_why(school: School, student_id: str) -> None:
    stamp = agreed(school, student_id)
    with pytest.raises(ValidationFailed) as refused:
        school.run(plans.renew_plan.bind(stamp.plan_id, stamp.version, "new", " "))
    assert set(refused.value.problems) == {"change_reason"}
    school.run(plans.renew_plan.bind(stamp.plan_id, stamp.version, "new", "换了班主任"))
    with pytest.raises(RuleBroken):
        school.run(plans.renew_plan.bind(stamp.plan_id, stamp.version, "newer", "又换了"))
    desk = school.run(plans.get_plan_desk.bind(student_id))
    assert (desk.leading, desk.pending and desk.pending.id) == (stamp.plan_id, "new")


def test_a_given_up_draft_leaves_the_plan_in_force(school: School, student_id: str) -> None:
    stamp = agreed(school, student_id)
    school.run(plans.renew_plan.bind(stamp.plan_id, stamp.version, "new", "换了班主任"))
    school.run(plans.close_plan.bind("new", 1, "不需要改了"))
    assert plan_of(school, stamp.plan_id).state is PlanState.IN_FORCE
    assert plan_of(school, "new").state is PlanState.CLOSED


def test_a_plan_is_closed_with_words_and_another_may_begin(school: School, student_id: str) -> None:
    stamp = agreed(school, student_id)
    with pytest.raises(ValidationFailed):
        school.run(plans.close_plan.bind(stamp.plan_id, stamp.version, " "))
    school.run(plans.close_plan.bind(stamp.plan_id, stamp.version, "目标达成"))
    with pytest.raises(RuleBroken):
        school.run(plans.review_plan.bind(review_of(school, stamp.plan_id, ReviewDecision.GO_ON)))
    second = school.run(plans.save_plan.bind(draft_of(school, student_id)))
    assert second.number == 2


def test_a_review_that_closes_ends_the_plan(school: School, student_id: str) -> None:
    stamp = agreed(school, student_id)
    school.run(plans.review_plan.bind(review_of(school, stamp.plan_id, ReviewDecision.CLOSE)))
    plan = plan_of(school, stamp.plan_id)
    assert (plan.state, plan.closing_words, plan.closed_on) == (PlanState.CLOSED, "总体向好。", date(2026, 11, 23))


def test_no_measure_of_a_plan_that_is_over_is_late(school: School, student_id: str) -> None:
    stamp = agreed(school, student_id)
    school.clock.advance(days=30)
    assert {each.is_overdue for each in plan_of(school, stamp.plan_id).measures} == {True}
    school.run(plans.review_plan.bind(review_of(school, stamp.plan_id, ReviewDecision.CLOSE)))
    assert {each.is_overdue for each in plan_of(school, stamp.plan_id).measures} == {False}


def test_a_measure_is_done_and_taken_back(school: School, student_id: str) -> None:
    plan = plan_of(school, agreed(school, student_id).plan_id)
    with pytest.raises(ValidationFailed):
        school.run(plans.finish_measure.bind(plan.measures[0].id, 1, date(2026, 11, 24)))
    assert school.run(plans.finish_measure.bind(plan.measures[0].id, 1, date(2026, 11, 23), "做了")) == 2
    done = plan_of(school, plan.id).measures[0]
    assert (done.done_on, done.done_words) == (date(2026, 11, 23), "做了")
    with pytest.raises(Conflict):
        school.run(plans.reopen_measure.bind(done.id, 1))
    school.run(plans.reopen_measure.bind(done.id, 2))
    assert plan_of(school, plan.id).measures[0].done_on is None


def test_tasks_come_from_the_dates_and_open_the_place(school: School, student_id: str) -> None:
    stamp = agreed(school, student_id)
    assert school.run(plans.plan_tasks.bind()) == ()
    school.clock.advance(days=9)
    measures = school.run(plans.plan_tasks.bind())
    assert titles(measures) == ["Measure for 王芳: 晚上十点前放下手机", "Measure for 王芳: 早读前和学生打个招呼"]
    assert str(measures[0].why) == "母亲 should have done it by 2026-11-30: 2 school days late."
    assert (measures[0].urgency, measures[0].target) == (Urgency.OVERDUE, Target("plan", f"done:{stamp.plan_id}"))
    school.clock.advance(days=13)
    assert len(school.run(plans.plan_tasks.bind())) == 2
    school.clock.advance(days=1)
    review = school.run(plans.plan_tasks.bind())[0]
    assert str(review.why) == "The review is set for 2026-12-21: in 3 school days."
    assert (review.urgency, review.target) == (Urgency.DUE, Target("plan", f"review:{stamp.plan_id}"))
    school.clock.advance(days=6)
    assert school.run(plans.plan_tasks.bind())[0].urgency is Urgency.OVERDUE


def test_a_plan_that_is_not_agreed_is_a_task_after_some_school_days(school: School, student_id: str) -> None:
    school.run(change_school_setting.bind(AGREE_WITHIN_DAYS, 2))
    school.run(plans.save_plan.bind(draft_of(school, student_id)))
    school.clock.advance(days=2)
    assert school.run(plans.plan_tasks.bind()) == ()
    school.clock.advance(days=1)
    (task,) = school.run(plans.plan_tasks.bind())
    assert str(task.title) == "Agree on the plan of 王芳, version 1"
    assert str(task.why) == "It was begun 3 school days ago and is not agreed on yet."
    assert task.target == Target("plan", f"edit:{student_id}")


def test_the_list_stands_by_urgency(school: School, student_id: str) -> None:
    late, drawn, calm = (add_student(school, name, n) for n, name in enumerate(("李雷", "韩梅", "赵一"), 2))
    agreed(school, calm, measures=(CONTENT.measures[0],), next_review_on=date(2027, 5, 1))
    agreed(school, late, next_review_on=date(2027, 6, 1))
    agreed(school, student_id, next_review_on=date(2026, 11, 24))
    school.run(plans.save_plan.bind(draft_of(school, drawn)))
    school.clock.advance(days=8)
    lines = school.run(plans.list_plans.bind())
    assert [(line.student.name, line.state) for line in lines] == [
        ("王芳", PlanState.REVIEW_DUE),
        ("李雷", PlanState.IN_FORCE),
        ("赵一", PlanState.IN_FORCE),
        ("韩梅", PlanState.DRAFT),
    ]


def test_the_timeline_tells_of_agreements_reviews_and_the_end(school: School, student_id: str) -> None:
    stamp = agreed(school, student_id)
    school.clock.advance(days=28)
    following = school.run(plans.review_plan.bind(review_of(school, stamp.plan_id, ReviewDecision.CHANGE)))
    new = plan_of(school, following.plan_id)
    draft = replace(
        draft_of(school, student_id),
        plan_id=new.id,
        base_version=new.version,
        content=replace(new.content(), next_review_on=date(2027, 3, 1)),
    )
    second = school.run(plans.agree_plan.bind(draft, date(2026, 12, 21)))
    school.run(plans.close_plan.bind(new.id, second.version, "目标达成"))
    entries = school.run(growth_files.gather_timeline.bind(student_id, (plans.plan_timeline_entries,)))
    assert [entry.title for entry in entries][-1] == "Plan agreed"
    assert {entry.title for entry in entries} == {
        "Plan agreed",
        "Review 1 of the plan, version 1",
        "Plan changed: version 2 agreed",
        "Plan closed, version 2",
    }
    assert entries[-1].happened_at == local("2026-11-23 10:05")


def test_the_chapter_holds_every_agreed_version_in_full(school: School, student_id: str) -> None:
    stamp = agreed(school, student_id)
    school.run(plans.review_plan.bind(review_of(school, stamp.plan_id, ReviewDecision.GO_ON)))
    chapter = school.run(plans.plan_chapter.bind(student_id))
    (entry,) = chapter.entries
    whole = "\n".join(passage.text for passage in entry.passages)
    for words in ("近一个月情绪低落", "早读前到教室", "晚上十点前放下手机", "本周看到了"):
        assert words in whole
    assert school.run(plans.plan_chapter.bind(add_student(school, "李雷", 2))).entries == ()


def test_the_mark_shows_the_version_that_counts(school: School, student_id: str) -> None:
    assert school.run(plans.plan_marks.bind(student_id)) == ()
    stamp = agreed(school, student_id)
    (mark,) = school.run(plans.plan_marks.bind(student_id))
    assert (str(mark.word), mark.tone) == ("Plan v1", "accent")
    school.run(plans.close_plan.bind(stamp.plan_id, stamp.version, "目标达成"))
    assert school.run(plans.plan_marks.bind(student_id)) == ()


def test_the_panel_asks_for_nothing_where_there_is_no_plan(school: School, student_id: str) -> None:
    assert school.run(plans.get_student_plan.bind(student_id)) is None
    agreed(school, student_id)
    desk = school.run(plans.get_student_plan.bind(student_id))
    assert desk is not None
    assert desk.lead is not None


@pytest.mark.parametrize("actor", [teacher("class-1"), ADMINISTRATOR])
def test_nobody_but_counsellors_reads_a_plan(school: School, student_id: str, actor: Actor) -> None:
    stamp = agreed(school, student_id)
    with pytest.raises(PermissionDenied):
        school.run(plans.get_plan_desk.bind(stamp.plan_id), actor)
    with pytest.raises(PermissionDenied):
        school.run(plans.collect_plan_print.bind(stamp.plan_id, PlanPaper.MEETING), actor)


def test_a_print_is_recorded(school: School, student_id: str) -> None:
    stamp = agreed(school, student_id)
    found = school.run(plans.collect_plan_print.bind(stamp.plan_id, PlanPaper.MEETING), COUNSELLOR)
    assert (found.plan.id, len(found.versions), found.head.printed_by) == (stamp.plan_id, 1, "周老师")
    assert school.actions(DataFile.COUNSELLING)[-1] == "plan.printed"
