"""Promotion: what moves up, who leaves, who stays; refusals; undone as one step."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from schools import School
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.model import ClassStay, ClassYear, SchoolClass, Student, StudentMove
from xinmiao.features.roster.operations import ActUndoRefused, PromotedAlready, PromotionBlocked
from xinmiao.features.roster.records import (
    ActResult,
    ClassAction,
    ClassWhy,
    Fate,
    LeaveReason,
    MoveDraft,
    MoveKind,
    PromotionChoices,
    PromotionPreview,
    Stage,
    StudentLine,
    StudentStatus,
)
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.errors import Conflict, ValidationFailed
from xinmiao.kernel.records import DataFile

FIRST = date(2026, 9, 1)
USUAL = PromotionChoices(FIRST)


def junior(school: School) -> None:
    school.run(roster.save_school_profile.bind(frozenset({Stage.JUNIOR})))


def nine_years(school: School) -> None:
    school.run(roster.save_school_profile.bind(frozenset({Stage.PRIMARY, Stage.JUNIOR})))


def add_class(school: School, name: ClassName, students: Iterable[str] = ()) -> str:
    class_id = school.run(roster.add_class.bind(name))
    for place, student in enumerate(students):
        values = {"name": student, "class_id": class_id, "number_in_class": place + 1}
        school.run(roster.add_student.bind(values, {}))
    return class_id


def of_last_year(school: School) -> dict[str, str]:
    """Make a school of three classes as the last school year left it; return class ids by grade."""
    junior(school)
    school.clock.advance(days=-365)
    made = {
        "7": add_class(school, ClassName(Stage.JUNIOR, 7, 1, 2025), ("王芳", "李雷")),
        "8": add_class(school, ClassName(Stage.JUNIOR, 8, 1, 2024), ("韩梅",)),
        "9": add_class(school, ClassName(Stage.JUNIOR, 9, 1, 2023), ("赵明", "钱进")),
    }
    school.clock.advance(days=365)
    return made


def previewed(school: School, choices: PromotionChoices = USUAL) -> PromotionPreview:
    return school.run(roster.preview_promotion.bind(choices))


def promoted(school: School, choices: PromotionChoices = USUAL) -> ActResult:
    return school.run(roster.promote.bind(choices, previewed(school, choices).basis))


def lines(school: School) -> dict[str, StudentLine]:
    return {line.name: line for line in school.run(roster.list_students.bind(include_gone=True))}


def everything(school: School) -> list[tuple[object, ...]]:
    """Return what a promotion may touch, without versions and times."""
    with school.database.engine.connect() as connection:
        students = connection.execute(
            select(
                Student.id,
                Student.class_id,
                Student.number_in_class,
                Student.status,
                Student.status_since,
                Student.class_since,
                Student.class_why,
            ).order_by(Student.id)
        ).all()
        classes = connection.execute(
            select(SchoolClass.id, SchoolClass.grade, SchoolClass.label_text, SchoolClass.archived).order_by(
                SchoolClass.id
            )
        ).all()
        left = [
            connection.execute(select(model.id).order_by(model.id)).all()
            for model in (ClassStay, ClassYear, StudentMove)
        ]
    return [tuple(map(tuple, part)) for part in (students, classes, *left)]


def test_every_class_moves_up_and_the_last_one_leaves(school: School) -> None:
    of_last_year(school)
    result = promoted(school)
    assert (result.moved_up, result.left, result.stayed, result.school_year) == (3, 2, 0, 2026)
    assert [(line.label, line.students) for line in school.run(roster.list_classes.bind())] == [
        ("八年级1班", 2),
        ("九年级1班", 1),
    ]
    found = lines(school)
    assert found["王芳"].class_label == "八年级1班"
    assert found["赵明"].status is StudentStatus.GRADUATED
    assert found["赵明"].class_label == "九年级1班"
    assert "school_year.promoted" in school.actions(DataFile.SCHOOL)


def test_the_preview_says_it_beforehand_and_writes_nothing(school: School) -> None:
    of_last_year(school)
    before = everything(school)
    preview = previewed(school)
    assert [(row.label, row.to_label, row.students, row.action) for row in preview.rows] == [
        ("七年级1班", "八年级1班", 2, ClassAction.MOVE_UP),
        ("八年级1班", "九年级1班", 1, ClassAction.MOVE_UP),
        ("九年级1班", "", 2, ClassAction.LEAVE),
    ]
    assert (preview.school_year, preview.years_behind, preview.blocked) == (2026, 1, False)
    assert preview.count(ClassAction.LEAVE) == 2
    assert everything(school) == before


def test_the_old_name_stays_readable_in_the_history(school: School) -> None:
    of_last_year(school)
    promoted(school)
    spells = school.run(roster.class_history.bind(lines(school)["王芳"].id))
    assert [(spell.label, spell.since, spell.until, spell.why) for spell in spells] == [
        ("八年级1班", FIRST, None, ClassWhy.PROMOTED),
        ("七年级1班", date(2025, 11, 23), date(2026, 8, 31), ClassWhy.ENTERED),
    ]
    gone = school.run(roster.class_history.bind(lines(school)["赵明"].id))
    assert [(spell.label, spell.until) for spell in gone] == [("九年级1班", date(2026, 8, 31))]


def test_who_repeats_comes_into_the_class_below(school: School) -> None:
    of_last_year(school)
    stays = lines(school)["韩梅"].id
    choices = PromotionChoices(FIRST, fates={stays: Fate.STAYS_DOWN})
    preview = previewed(school, choices)
    assert [(each.line.name, each.to_label) for each in preview.students] == [("韩梅", "八年级1班")]
    promoted(school, choices)
    line = lines(school)["韩梅"]
    assert (line.class_label, line.number_in_class, line.status) == ("八年级1班", None, StudentStatus.ENROLLED)
    assert school.run(roster.class_history.bind(stays))[0].why is ClassWhy.REPEATED


def test_who_repeats_the_first_grade_waits_in_a_class_made_for_him(school: School) -> None:
    of_last_year(school)
    result = promoted(school, PromotionChoices(FIRST, fates={lines(school)["王芳"].id: Fate.STAYS_DOWN}))
    assert result.classes_added == 1
    assert lines(school)["王芳"].class_label == "七年级1班"
    assert school.run(roster.list_classes.bind())[0].key == "junior-2026-1"


def test_who_is_on_leave_is_asked_about_and_does_not_graduate_unasked(school: School) -> None:
    of_last_year(school)
    for name in ("赵明", "李雷"):
        line = lines(school)[name]
        leave = MoveDraft(
            kind=MoveKind.LEAVE,
            happened_on=date(2026, 3, 1),
            expected_until=date(2027, 3, 1),
            reason=LeaveReason.ILLNESS,
        )
        school.run(roster.record_move.bind(((line.id, line.version),), leave))
    asked = {each.line.name: (each.fate, each.to_label) for each in previewed(school).students}
    assert asked == {"李雷": (Fate.WITH_CLASS, "八年级1班"), "赵明": (Fate.STAYS_DOWN, "九年级1班")}
    promoted(school)
    assert lines(school)["赵明"].status is StudentStatus.ON_LEAVE
    assert lines(school)["赵明"].class_label == "九年级1班"
    assert [line.students for line in school.run(roster.list_classes.bind())] == [2, 2]


@pytest.mark.parametrize(("action", "label"), [(ClassAction.MOVE_UP, "七年级1班"), (ClassAction.LEAVE, "六年级1班")])
def test_a_nine_year_school_keeps_its_sixth_grade_or_not(school: School, action: ClassAction, label: str) -> None:
    nine_years(school)
    sixth = add_class(school, ClassName(Stage.PRIMARY, 6, 1, 2020), ("王芳",))
    assert previewed(school).rows[0].offered == (ClassAction.MOVE_UP, ClassAction.LEAVE)
    promoted(school, PromotionChoices(FIRST, actions={sixth: action}))
    line = lines(school)["王芳"]
    assert line.class_label == label
    assert (line.status is StudentStatus.GRADUATED) is (action is ClassAction.LEAVE)


def test_five_years_of_primary_school_end_with_the_fifth(school: School) -> None:
    school.run(roster.save_school_profile.bind(frozenset({Stage.PRIMARY}), primary_years=5))
    add_class(school, ClassName(Stage.PRIMARY, 5, 1, 2021), ("王芳",))
    assert previewed(school).rows[0].offered == (ClassAction.LEAVE,)


def test_a_sixth_grade_joins_a_seventh_that_was_imported_before(school: School) -> None:
    nine_years(school)
    add_class(school, ClassName(Stage.PRIMARY, 6, 1, 2020), ("王芳",))
    add_class(school, ClassName(Stage.JUNIOR, 7, 1, 2026), ("李雷",))
    preview = previewed(school)
    assert (preview.blocked, preview.there_already) == (False, ("七年级1班",))
    assert preview.rows[0].remark is not None
    promoted(school)
    assert lines(school)["王芳"].class_id == lines(school)["李雷"].class_id


def test_two_classes_of_one_name_block_it(school: School) -> None:
    of_last_year(school)
    add_class(school, ClassName(Stage.JUNIOR, 8, 1, 2026))  # its entry year does not fit its grade
    preview = previewed(school)
    assert [(row.label, row.blocks) for row in preview.rows] == [
        ("七年级1班", True),
        ("八年级1班", False),
        ("九年级1班", False),
    ]
    with pytest.raises(PromotionBlocked):
        promoted(school)


def test_a_grade_the_school_has_no_more_blocks_it(school: School) -> None:
    of_last_year(school)
    school.run(roster.save_school_profile.bind(frozenset({Stage.SENIOR})))
    add_class(school, ClassName(Stage.SENIOR, 10, 1, 2025))
    preview = previewed(school)
    assert preview.blocked
    with pytest.raises(PromotionBlocked):
        school.run(roster.promote.bind(USUAL, preview.basis))


def test_an_empty_class_can_be_closed_and_students_without_class_are_named(school: School) -> None:
    junior(school)
    empty = add_class(school, ClassName(Stage.JUNIOR, 7, 3, 2025))
    school.run(roster.add_student.bind({"name": "无班"}, {}))
    preview = previewed(school)
    assert preview.rows[0].offered == (ClassAction.MOVE_UP, ClassAction.CLOSE)
    assert [line.name for line in preview.without_class] == ["无班"]
    promoted(school, PromotionChoices(FIRST, actions={empty: ClassAction.CLOSE}))
    assert school.run(roster.list_classes.bind()) == ()


def test_twice_in_a_year_is_refused(school: School) -> None:
    of_last_year(school)
    promoted(school)
    with pytest.raises(PromotedAlready):
        previewed(school)
    with pytest.raises(PromotedAlready):
        school.run(roster.promote.bind(USUAL, ""))


def test_what_changed_since_the_preview_is_looked_at_again(school: School) -> None:
    of_last_year(school)
    basis = previewed(school).basis
    school.run(roster.add_student.bind({"name": "新生", "class_id": lines(school)["王芳"].class_id}, {}))
    before = everything(school)
    with pytest.raises(Conflict):
        school.run(roster.promote.bind(USUAL, basis))
    assert everything(school) == before


def test_a_day_to_come_is_refused(school: School) -> None:
    of_last_year(school)
    later = PromotionChoices(school.clock.today() + timedelta(days=1))
    with pytest.raises(ValidationFailed):
        promoted(school, later)


def test_how_far_it_is_is_told(school: School) -> None:
    of_last_year(school)
    told: list[tuple[int, int]] = []
    basis = previewed(school).basis
    school.run(roster.promote.bind(USUAL, basis, lambda done, total: told.append((done, total))))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_undone_it_is_as_before(school: School) -> None:
    of_last_year(school)
    before = everything(school)
    stays = lines(school)["王芳"].id
    result = promoted(school, PromotionChoices(FIRST, fates={stays: Fate.STAYS_DOWN}))
    assert everything(school) != before
    school.run(roster.undo_act.bind(result.act_id))
    assert everything(school) == before
    assert [act.undone_at is not None for act in school.run(roster.list_acts.bind())] == [True]
    with pytest.raises(ActUndoRefused):
        school.run(roster.undo_act.bind(result.act_id))


def test_it_is_not_undone_over_new_students(school: School) -> None:
    of_last_year(school)
    result = promoted(school)
    add_class(school, ClassName(Stage.JUNIOR, 7, 1, 2026), ("新生",))
    before = everything(school)
    with pytest.raises(ActUndoRefused) as refused:
        school.run(roster.undo_act.bind(result.act_id))
    assert "七年级1班" in refused.value.told()
    assert everything(school) == before


def test_it_is_not_undone_over_a_graduate_who_came_back(school: School) -> None:
    ids = of_last_year(school)
    result = promoted(school)
    line = lines(school)["赵明"]
    back = MoveDraft(kind=MoveKind.TRANSFER_IN, happened_on=date(2026, 10, 1), class_id=ids["8"])
    school.run(roster.record_move.bind(((line.id, line.version),), back))
    with pytest.raises(ActUndoRefused) as refused:
        school.run(roster.undo_act.bind(result.act_id))
    assert "赵明" in refused.value.told()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_chosen_undoing_restores_it_and_twice_is_refused(school: School, data: st.DataObject) -> None:
    """Each example goes on with the school the last one left, which is as it was."""
    if not lines(school):
        of_last_year(school)
    before = everything(school)
    fates = {
        line.id: data.draw(st.sampled_from(Fate), label=line.name)
        for line in lines(school).values()
        if data.draw(st.booleans(), label=f"{line.name} is named")
    }
    result = promoted(school, PromotionChoices(FIRST, fates=fates))
    assert result.moved_up + result.left + result.stayed == 5
    with pytest.raises(PromotedAlready):
        promoted(school)
    school.clock.advance(seconds=1)
    school.run(roster.undo_act.bind(result.act_id))
    assert everything(school) == before
