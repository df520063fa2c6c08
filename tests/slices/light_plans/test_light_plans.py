"""Light plans on real files: opened for a list, entered, checked, reviewed; what is empty or copied never counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from light_desk import LEFT_BEHIND, OWN_WORDS, PERIOD, content, entered, lines, opened, school_of_left_behind
from schools import School
from xinmiao.features.light_plans import operations as light_plans
from xinmiao.features.light_plans.records import (
    Group,
    LightContent,
    LightEntry,
    LightReviewDraft,
    LightState,
    LightWay,
    Problem,
    RowFate,
    SheetRow,
)
from xinmiao.features.plans.records import GoalProgress, ReviewDecision
from xinmiao.kernel.access import Actor, Role
from xinmiao.kernel.errors import Conflict, RuleBroken, ValidationFailed
from xinmiao.kernel.records import DataFile

PRINCIPAL = Actor("account-principal", "张校长", frozenset({Role.PRINCIPAL}))
MORAL_OFFICE = Actor("account-moral", "德育处", frozenset({Role.MORAL_OFFICE}))
HEAD_OF_EIGHT = Actor("account-head", "马主任", frozenset({Role.GRADE_HEAD}), grades=frozenset({8}))


def row(name: str, number: int, **changes: object) -> SheetRow:
    return SheetRow("林老师", number + 1, "七年级2班", str(number), name, replace(content(name), **changes))  # type: ignore[arg-type]


def test_a_list_is_opened_once_and_only_for_the_group(school: School) -> None:
    ids = school_of_left_behind(school)
    preview = school.run(light_plans.preview_light_plans.bind(LEFT_BEHIND))
    assert [line.name for line in preview.wanted] == ["王芳", "李强", "张敏", "赵磊"]
    assert school.run(light_plans.preview_light_plans.bind(replace(LEFT_BEHIND, group=Group.ORPHAN))).wanted == ()
    assert school.run(light_plans.open_light_plans.bind(PERIOD, tuple(ids.values()))) == 4
    assert school.run(light_plans.open_light_plans.bind(PERIOD, tuple(ids.values()))) == 0
    again = school.run(light_plans.preview_light_plans.bind(LEFT_BEHIND))
    assert (again.wanted, len(again.have_one)) == ((), 4)
    assert school.actions(DataFile.COUNSELLING).count("light_plan.list_opened") == 1


def test_only_the_present_term_or_year_can_be_opened(school: School) -> None:
    ids = school_of_left_behind(school)
    with pytest.raises(RuleBroken):
        school.run(light_plans.open_light_plans.bind("2025-2", tuple(ids.values())))


def test_a_sheet_goes_from_opened_to_closed(school: School) -> None:
    opened(school)
    line = entered(school, "王芳")
    assert (line.state, line.findings, line.to_check) == (LightState.FILLED, (), True)
    assert school.run(light_plans.check_light_plans.bind((line.id,))) == 1
    line = lines(school)["王芳"]
    assert line.state is LightState.CHECKED
    school.clock.advance(days=46)
    assert lines(school)["王芳"].state is LightState.REVIEW_DUE
    going = LightReviewDraft(
        line.id, line.version, date(2027, 1, 8), GoalProgress.MOVING, "每周通话一次", ReviewDecision.GO_ON, None
    )
    with pytest.raises(ValidationFailed) as refused:
        school.run(light_plans.review_light_plan.bind(going))
    assert set(refused.value.problems) == {"next_review_on"}
    version = school.run(light_plans.review_light_plan.bind(replace(going, next_review_on=date(2027, 3, 1))))
    assert lines(school)["王芳"].state is LightState.CHECKED
    ending = replace(going, base_version=version, decision=ReviewDecision.CLOSE, progress=GoalProgress.REACHED)
    school.run(light_plans.review_light_plan.bind(ending))
    view = school.run(light_plans.get_light_plan.bind(line.id))
    assert view.line.state is LightState.CLOSED
    assert [review.progress for review in view.reviews] == [GoalProgress.MOVING, GoalProgress.REACHED]


def test_the_same_words_as_another_are_listed_and_never_checked(school: School) -> None:
    opened(school)
    entered(school, "王芳")
    line = entered(school, "李强")  # the same words, each with the own name
    assert [(each.problem, each.other) for each in line.findings] == [(Problem.COPIED, "王芳")]
    assert lines(school)["王芳"].findings[0].other == "李强"
    with pytest.raises(RuleBroken):
        school.run(light_plans.check_light_plans.bind((line.id,)))
    with pytest.raises(ValidationFailed):
        school.run(light_plans.count_all_the_same.bind(line.id, line.version, " "))
    school.run(light_plans.count_all_the_same.bind(line.id, line.version, "孪生兄妹，情况相同"))
    assert lines(school)["李强"].state is LightState.CHECKED
    assert lines(school)["王芳"].findings[0].problem is Problem.COPIED


def test_words_that_say_nothing_are_empty_and_gaps_are_named(school: School) -> None:
    opened(school)
    nothing = {"situation": "无", "strengths": "/", "goal": "同上", "measure_1": "略", "measure_2": ""}
    empty = entered(school, "王芳", **nothing)
    gap = entered(school, "李强", measure_1="", measure_2="")
    assert [each.problem for each in empty.findings] == [Problem.EMPTY]
    assert [each.problem for each in gap.findings] == [Problem.INCOMPLETE]
    with pytest.raises(RuleBroken):
        school.run(light_plans.count_all_the_same.bind(empty.id, empty.version, "就这样"))


def test_the_words_of_an_earlier_period_are_found(school: School) -> None:
    opened(school)
    entered(school, "王芳")
    ids = (lines(school)["王芳"].student.id,)
    school.clock.advance(days=99)
    school.run(light_plans.open_light_plans.bind("2026-2", ids))
    (line,) = school.run(light_plans.list_light_plans.bind("2026-2"))
    entry = LightEntry(content("王芳", review_on=date(2027, 6, 1)), "林老师", date(2027, 3, 2), LightWay.PAPER)
    school.run(light_plans.enter_light_plan.bind(line.id, line.version, entry))
    (line,) = school.run(light_plans.list_light_plans.bind("2026-2"))
    assert [each.problem for each in line.findings] == [Problem.COPIED_EARLIER]


def test_other_words_take_the_check_back_and_a_stale_version_is_a_conflict(school: School) -> None:
    opened(school)
    line = entered(school, "王芳")
    school.run(light_plans.check_light_plans.bind((line.id,)))
    assert entered(school, "王芳", goal="每天按时到校。").state is LightState.FILLED
    entry = LightEntry(content("王芳"), "林老师", school.clock.today(), LightWay.SCREEN)
    with pytest.raises(Conflict):
        school.run(light_plans.enter_light_plan.bind(line.id, line.version, entry))


def test_a_workbook_is_tried_then_taken_over_and_the_second_time_known(school: School) -> None:
    opened(school)
    entered(school, "赵磊", **OWN_WORDS[3])  # typed in the program: its words stay
    rows = (
        row("王芳", 1, **OWN_WORDS[0]),
        row("李强", 2, **OWN_WORDS[0]),
        SheetRow("林老师", 4, "七年级2班", "3", "张敏", LightContent()),
        row("赵磊", 4, **OWN_WORDS[1]),
        row("陌生", 5),
    )
    tried = school.run(light_plans.try_workbook.bind(PERIOD, rows))
    assert [each.fate for each in tried.rows] == [
        RowFate.COPIED,
        RowFate.COPIED,
        RowFate.EMPTY,
        RowFate.CONFLICT,
        RowFate.UNKNOWN,
    ]
    assert lines(school)["王芳"].state is LightState.OPENED  # a trial writes nothing
    school.run(light_plans.take_over_workbook.bind(PERIOD, rows[:3], "林老师"))
    assert lines(school)["王芳"].findings[0].problem is Problem.COPIED
    assert lines(school)["张敏"].state is LightState.OPENED
    again = school.run(light_plans.try_workbook.bind(PERIOD, rows[:3]))
    assert again.is_known
    changed = (row("王芳", 1, **OWN_WORDS[1]),)
    assert school.run(light_plans.try_workbook.bind(PERIOD, changed)).rows[0].fate is RowFate.CHANGED
    school.run(light_plans.take_over_workbook.bind(PERIOD, changed, "林老师"))
    assert lines(school)["王芳"].findings != ()
    school.run(light_plans.take_over_workbook.bind(PERIOD, changed, "林老师", with_changed=True))
    assert lines(school)["王芳"].findings == ()


def test_leaders_see_numbers_by_what_they_lead(school: School) -> None:
    opened(school)
    line = entered(school, "王芳", **OWN_WORDS[0])
    entered(school, "李强", **OWN_WORDS[1])
    entered(school, "张敏", **OWN_WORDS[1])
    school.run(light_plans.check_light_plans.bind((line.id,)))
    (sums,) = school.run(light_plans.light_plan_counts.bind(), PRINCIPAL)
    assert (sums.opened, sums.handed_in, sums.done, sums.classes) == (4, 1, 1, ())
    (office,) = school.run(light_plans.light_plan_counts.bind(), MORAL_OFFICE)
    assert [(each.class_label, each.opened, each.handed_in) for each in office.classes] == [("七年级2班", 4, 1)]
    assert school.run(light_plans.light_plan_counts.bind(), HEAD_OF_EIGHT) == ()


def test_what_is_to_be_done_is_one_task_each(school: School) -> None:
    opened(school)
    entered(school, "王芳", **OWN_WORDS[0])
    entered(school, "李强", **OWN_WORDS[1])
    entered(school, "张敏", **OWN_WORDS[1])
    tasks = school.run(light_plans.light_plan_tasks.bind())
    assert [task.key for task in tasks] == ["light_plans_check:2026-1:1", "light_plans_problem:2026-1:2"]


def test_what_was_opened_by_mistake_is_taken_back_while_nothing_is_written(school: School) -> None:
    found = opened(school)
    assert school.run(light_plans.take_back_light_plans.bind((found["赵磊"].id,))) == 1
    line = entered(school, "王芳")
    with pytest.raises(RuleBroken):
        school.run(light_plans.take_back_light_plans.bind((line.id,)))


def test_timeline_and_chapter_tell_of_it_without_entries_of_their_own(school: School) -> None:
    opened(school)
    line = entered(school, "王芳")
    before = len(school.actions(DataFile.COUNSELLING))
    (entry,) = school.run(light_plans.light_plan_timeline_entries.bind(line.student.id))
    chapter = school.run(light_plans.light_plan_chapter.bind(line.student.id))
    assert len(school.actions(DataFile.COUNSELLING)) == before
    assert entry.target.record == line.id
    assert chapter.entries[0].passages[0].text == content("王芳").situation
