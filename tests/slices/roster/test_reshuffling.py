"""Reshuffled classes: many students from one day on, refused whole, undone whole."""

from __future__ import annotations

from datetime import date

import pytest

from schools import School
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.operations import ActUndoRefused
from xinmiao.features.roster.records import ClassWhy, MoveDraft, MoveKind, ReshuffleMove, Stage, StudentLine
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.errors import Conflict, RuleBroken, ValidationFailed

DAY = date(2026, 11, 23)


@pytest.fixture
def classes(school: School) -> tuple[str, str]:
    school.clock.advance(days=-60)
    first, second = (school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, number, 2026))) for number in (1, 2))
    for place, name in enumerate(("王芳", "李雷", "韩梅")):
        school.run(roster.add_student.bind({"name": name, "class_id": first, "number_in_class": place + 1}, {}))
    school.run(roster.add_student.bind({"name": "无班"}, {}))
    school.clock.advance(days=60)
    return first, second


def lines(school: School) -> dict[str, StudentLine]:
    return {line.name: line for line in school.run(roster.list_students.bind(include_gone=True))}


def move(school: School, name: str, class_id: str, number: int | None = None) -> ReshuffleMove:
    line = lines(school)[name]
    return ReshuffleMove(line.id, line.version, class_id, number)


def test_students_come_into_their_new_classes(school: School, classes: tuple[str, str]) -> None:
    moves = [move(school, "王芳", classes[1], 1), move(school, "无班", classes[1]), move(school, "李雷", classes[0])]
    result = school.run(roster.reshuffle.bind(moves, DAY))
    assert result.moved_up == 2
    found = lines(school)
    assert [(found[name].class_label, found[name].number_in_class) for name in ("王芳", "李雷", "无班")] == [
        ("七年级2班", 1),
        ("七年级1班", 2),
        ("七年级2班", None),
    ]
    spells = school.run(roster.class_history.bind(found["王芳"].id))
    assert [(spell.label, spell.why) for spell in spells] == [
        ("七年级2班", ClassWhy.RESHUFFLED),
        ("七年级1班", ClassWhy.ENTERED),
    ]
    assert len(school.run(roster.class_history.bind(found["无班"].id))) == 1


def test_undone_everybody_is_where_he_was(school: School, classes: tuple[str, str]) -> None:
    before = {name: (line.class_id, line.number_in_class) for name, line in lines(school).items()}
    moves = [move(school, name, classes[1]) for name in ("王芳", "李雷", "无班")]
    result = school.run(roster.reshuffle.bind(moves, DAY))
    school.run(roster.undo_act.bind(result.act_id))
    assert {name: (line.class_id, line.number_in_class) for name, line in lines(school).items()} == before


def test_only_the_last_step_is_undone(school: School, classes: tuple[str, str]) -> None:
    first = school.run(roster.reshuffle.bind([move(school, "王芳", classes[1])], DAY))
    school.clock.advance(minutes=1)
    second = school.run(roster.reshuffle.bind([move(school, "李雷", classes[1])], DAY))
    assert [act.is_last for act in school.run(roster.list_acts.bind())] == [True, False]
    with pytest.raises(ActUndoRefused):
        school.run(roster.undo_act.bind(first.act_id))
    school.run(roster.undo_act.bind(second.act_id))
    school.run(roster.undo_act.bind(first.act_id))
    assert lines(school)["王芳"].class_label == "七年级1班"


def test_who_was_moved_on_stands_in_the_way_of_undoing(school: School, classes: tuple[str, str]) -> None:
    result = school.run(roster.reshuffle.bind([move(school, "王芳", classes[1])], DAY))
    school.clock.advance(days=2)
    opened = school.run(roster.get_student.bind(lines(school)["王芳"].id))
    school.run(roster.correct_student.bind(opened, {"name": "王芳", "class_id": classes[0]}, {}, ()))
    with pytest.raises(ActUndoRefused) as refused:
        school.run(roster.undo_act.bind(result.act_id))
    assert "王芳" in refused.value.told()


def test_nothing_is_written_when_one_does_not_fit(school: School, classes: tuple[str, str]) -> None:
    good = move(school, "王芳", classes[1])
    stale = ReshuffleMove(lines(school)["李雷"].id, 9, classes[1])
    with pytest.raises(Conflict):
        school.run(roster.reshuffle.bind([good, stale], DAY))
    with pytest.raises(RuleBroken):
        school.run(roster.reshuffle.bind([good, move(school, "李雷", "no-class")], DAY))
    with pytest.raises(RuleBroken):
        school.run(roster.reshuffle.bind([move(school, "王芳", classes[0])], DAY))
    with pytest.raises(ValidationFailed):
        school.run(roster.reshuffle.bind([good], date(2026, 11, 24)))
    assert lines(school)["王芳"].class_label == "七年级1班"


def test_who_has_left_is_not_reshuffled(school: School, classes: tuple[str, str]) -> None:
    line = lines(school)["王芳"]
    out = MoveDraft(kind=MoveKind.TRANSFER_OUT, happened_on=DAY)
    school.run(roster.record_move.bind(((line.id, line.version),), out))
    with pytest.raises(Conflict):
        school.run(roster.reshuffle.bind([move(school, "王芳", classes[1])], DAY))
