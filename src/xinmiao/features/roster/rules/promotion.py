"""The plan of a promotion: what becomes of every class, and of those who do not go with theirs. Pure.

A class keeps its entry year for life; its grade and its name follow the school year. Where a stage ends, students
leave, or go on into a class of the next stage, which is a new class with its own entry year.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from xinmiao.features.roster.records import (
    ClassAction,
    Fate,
    PromotionChoices,
    PromotionPreview,
    PromotionRow,
    PromotionStudent,
    Stage,
    StudentLine,
    StudentStatus,
)
from xinmiao.features.roster.sheet.classes import ClassName, SchoolShape
from xinmiao.kernel.texts import Text, _


@dataclass(frozen=True)
class ClassFacts:
    """A present class."""

    id: str
    version: int
    stage: Stage
    grade: int
    number: int
    entry_year: int
    label: str

    def year_in(self, shape: SchoolShape) -> int | None:
        """Return the school year in which a class of this entry year has this grade; None without its stage."""
        grades = shape.grades.get(self.stage)
        return None if grades is None else self.entry_year + self.grade - grades.start


@dataclass(frozen=True)
class ClassPlan:
    """What becomes of one class; `target` is the class its students are in afterwards, None when they leave."""

    facts: ClassFacts
    action: ClassAction
    offered: tuple[ClassAction, ...]
    target: ClassName | None
    going: tuple[StudentLine, ...]
    staying: tuple[StudentLine, ...]
    staying_target: ClassName
    remark: Text | None = None
    blocks: bool = False

    @property
    def changes_class(self) -> bool:
        """Return whether the students come into another class than the one that had them."""
        return self.target is not None and self.target.stage is not self.facts.stage


@dataclass(frozen=True)
class Plan:
    """The promotion of the whole school."""

    school_year: int
    years_behind: int
    classes: tuple[ClassPlan, ...]
    there_already: tuple[ClassFacts, ...] = ()
    without_class: tuple[StudentLine, ...] = ()
    basis: str = ""


@dataclass
class _School:
    """What a plan is made from, with the ways to look it up."""

    shape: SchoolShape
    target_year: int
    rows: list[ClassFacts]
    others: list[ClassFacts]
    choices: PromotionChoices
    members: dict[str | None, list[StudentLine]] = field(default_factory=dict)

    def fate(self, line: StudentLine, action: ClassAction) -> Fate:
        """Return what was decided about a student; one on leave does not leave the school with his class."""
        away = line.status is StudentStatus.ON_LEAVE and action is ClassAction.LEAVE
        return self.choices.fates.get(line.id, Fate.STAYS_DOWN if away else Fate.WITH_CLASS)


def first_day(school_year: int) -> date:
    """Return the day a school year begins with lessons, from which classes are called anew."""
    return date(school_year, 9, 1)


def data_year(shape: SchoolShape, classes: Iterable[ClassFacts]) -> int | None:
    """Return the earliest school year that a present class is still in, when it is over; None when none is behind."""
    years = [year for each in classes if (year := each.year_in(shape)) is not None and year < shape.school_year]
    return min(years, default=None)


def plan_promotion(
    shape: SchoolShape, classes: Sequence[ClassFacts], students: Sequence[StudentLine], choices: PromotionChoices
) -> Plan | None:
    """Return what becomes of every present class and student; None when every class is in the new year already."""
    behind = data_year(shape, classes)
    if behind is None:
        return None
    rows = [each for each in classes if each.year_in(shape) in {behind, None}]
    others = [each for each in classes if each not in rows]
    school = _School(shape, behind + 1, rows, others, choices, _by_class(students))
    made = [_class_plan(school, each) for each in rows]
    known = {each.id for each in classes}
    return Plan(
        school_year=behind + 1,
        years_behind=shape.school_year - behind,
        classes=tuple(_with_clashes(made, others)),
        there_already=tuple(each for each in others if each.year_in(shape) == behind + 1),
        without_class=tuple(line for line in students if line.class_id not in known),
        basis=_basis(classes, students),
    )


def preview(plan: Plan) -> PromotionPreview:
    """Return the plan as the page shows it."""
    return PromotionPreview(
        school_year=plan.school_year,
        rows=tuple(_row(each) for each in plan.classes),
        students=tuple(student for each in plan.classes for student in _noted(each)),
        without_class=plan.without_class,
        there_already=tuple(each.label for each in plan.there_already),
        years_behind=plan.years_behind,
        basis=plan.basis,
    )


def name_until(promoted_on: date) -> date:
    """Return the last day of the old names."""
    return promoted_on - timedelta(days=1)


def _by_class(students: Iterable[StudentLine]) -> dict[str | None, list[StudentLine]]:
    found: dict[str | None, list[StudentLine]] = defaultdict(list)
    for line in students:
        found[line.class_id].append(line)
    return found


def _class_plan(school: _School, facts: ClassFacts) -> ClassPlan:
    members = school.members.get(facts.id, [])
    grades = school.shape.grades.get(facts.stage)
    if grades is None or facts.grade not in grades:
        remark = _("The school has no such grade any more. Correct the stages of the school first.")
        stays = ClassName(facts.stage, facts.grade, facts.number, facts.entry_year)
        return ClassPlan(facts, ClassAction.MOVE_UP, (), stays, tuple(members), (), stays, remark, blocks=True)
    offered = _offered(school, facts, empty=not members)
    action = school.choices.actions.get(facts.id, offered[0])
    if action not in offered:
        action = offered[0]
    fates = {line.id: school.fate(line, action) for line in members}
    return ClassPlan(
        facts=facts,
        action=action,
        offered=offered,
        target=_target(school, facts) if action is ClassAction.MOVE_UP else None,
        going=tuple(line for line in members if fates[line.id] is Fate.WITH_CLASS),
        staying=tuple(line for line in members if fates[line.id] is Fate.STAYS_DOWN),
        staying_target=_staying_target(school, facts),
        remark=None if members else _("Nobody is in this class."),
    )


def _offered(school: _School, facts: ClassFacts, *, empty: bool) -> tuple[ClassAction, ...]:
    """Return what can become of a class, the usual first."""
    if facts.grade < school.shape.grades[facts.stage][-1]:
        return (ClassAction.MOVE_UP, ClassAction.CLOSE) if empty else (ClassAction.MOVE_UP,)
    onwards = school.shape.stage_of(facts.grade + 1)
    if onwards is None:
        return (ClassAction.LEAVE,)
    if onwards is Stage.JUNIOR:
        return (ClassAction.MOVE_UP, ClassAction.LEAVE)
    return (ClassAction.LEAVE, ClassAction.MOVE_UP)


def _target(school: _School, facts: ClassFacts) -> ClassName:
    stage = school.shape.stage_of(facts.grade + 1) or facts.stage
    entry_year = facts.entry_year if stage is facts.stage else school.target_year
    return ClassName(stage, facts.grade + 1, facts.number, entry_year)


def _staying_target(school: _School, facts: ClassFacts) -> ClassName:
    """Return the class below, which comes into this grade: of the same number, or else the first there is."""
    below = [
        each
        for each in (*school.rows, *school.others)
        if each.stage is facts.stage and each.entry_year == facts.entry_year + 1
    ]
    numbers = sorted(each.number for each in below)
    number = facts.number if facts.number in numbers or not numbers else numbers[0]
    return ClassName(facts.stage, facts.grade, number, facts.entry_year + 1)


def _with_clashes(plans: Sequence[ClassPlan], others: Sequence[ClassFacts]) -> Iterable[ClassPlan]:
    """Mark classes that would be called alike; students of two classes may only meet in one and the same class."""
    taken: dict[str, set[str]] = defaultdict(set)
    for facts in others:
        taken[facts.label].add(_key(facts))
    for plan in plans:
        if plan.target is not None and not plan.blocks:
            taken[plan.target.shown()].add(plan.target.key)
    known = {_key(facts) for facts in others}
    for plan in plans:
        if plan.target is None or plan.blocks:
            yield plan
        elif len(taken[plan.target.shown()]) > 1:
            yield _marked(plan, _("Two classes would be called {name}.").format(name=plan.target.shown()), blocks=True)
        elif plan.changes_class and plan.target.key in known:
            joins = _("{name} is there already; they come into it.").format(name=plan.target.shown())
            yield _marked(plan, joins, blocks=False)
        else:
            yield plan


def _key(facts: ClassFacts) -> str:
    return ClassName(facts.stage, facts.grade, facts.number, facts.entry_year).key


def _marked(plan: ClassPlan, remark: Text, *, blocks: bool) -> ClassPlan:
    return ClassPlan(
        plan.facts,
        plan.action,
        plan.offered,
        plan.target,
        plan.going,
        plan.staying,
        plan.staying_target,
        remark,
        blocks,
    )


def _row(plan: ClassPlan) -> PromotionRow:
    return PromotionRow(
        class_id=plan.facts.id,
        label=plan.facts.label,
        stage=plan.facts.stage,
        grade=plan.facts.grade,
        students=len(plan.going),
        staying=len(plan.staying),
        action=plan.action,
        offered=plan.offered,
        to_label="" if plan.target is None else plan.target.shown(),
        remark=plan.remark,
        blocks=plan.blocks,
    )


def _noted(plan: ClassPlan) -> Iterable[PromotionStudent]:
    """Yield the students of a class who stay, and those on leave, about whom it is decided one by one."""
    for line in plan.staying:
        yield PromotionStudent(line, Fate.STAYS_DOWN, plan.staying_target.shown())
    to_label = "" if plan.target is None else plan.target.shown()
    for line in plan.going:
        if line.status is StudentStatus.ON_LEAVE:
            yield PromotionStudent(line, Fate.WITH_CLASS, to_label)


def _basis(classes: Iterable[ClassFacts], students: Iterable[StudentLine]) -> str:
    """Return what names classes and memberships as they are now."""
    counted = Counter((line.class_id, line.status.value, line.id) for line in students)
    words = [f"{each.id}:{each.version}" for each in classes] + [str(key) for key in counted]
    return hashlib.sha256("\n".join(sorted(words)).encode()).hexdigest()
