"""Promotion: a new school year for every class in one step, after a preview of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlalchemy import select

from xinmiao.features.roster.model import ClassYear, RosterAct, SchoolClass, Student, StudentMove
from xinmiao.features.roster.operations.classes import add_class, get_shape
from xinmiao.features.roster.operations.placing import Occasion, place
from xinmiao.features.roster.operations.students import list_students
from xinmiao.features.roster.records import (
    ActKind,
    ActResult,
    ClassAction,
    ClassWhy,
    MoveKind,
    PromotionChoices,
    PromotionPreview,
    StudentLine,
    StudentStatus,
)
from xinmiao.features.roster.rules import promotion as rules
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.vault.earlier import portions
from xinmiao.vault.unit import Unit

Told = Callable[[int, int], None]
"""Told how many classes are done, of how many; called on the thread that writes."""


class PromotedAlready(RuleBroken):
    """Every class is in the present school year."""

    code = "E-PROMOTED"
    default_message = _("Every class is in the present school year already.")
    default_next_step = _("There is nothing to promote before the next one begins on 1 August.")


class PromotionBlocked(RuleBroken):
    """Something in the preview must be put right first."""

    code = "E-PROMOTION"
    default_message = _("The promotion has rows that must be put right first.")
    default_next_step = _("See the marked classes; nothing was written.")


@query(requires=Permission.STUDENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("classes, counts and names"))
def preview_promotion(unit: Unit, choices: PromotionChoices) -> PromotionPreview:
    """Return what a promotion with these choices would do.

    Raises:
        PromotedAlready: no class is behind the calendar.
    """
    return rules.preview(_planned(unit, choices))


@command(requires=Permission.STUDENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="school_year.promoted")
def promote(unit: Unit, choices: PromotionChoices, basis: str, told: Told | None = None) -> ActResult:
    """Promote the school as the preview named by `basis` showed it: all of it or nothing.

    Raises:
        PromotedAlready: no class is behind the calendar.
        PromotionBlocked: two classes would be called alike, or a grade is not the school's.
        ValidationFailed: a day to come.
        Conflict: classes or students were changed since the preview.
    """
    plan = _planned(unit, choices)
    if choices.promoted_on > unit.clock.today():
        raise ValidationFailed({"happened_on": _("This day is still to come; record it when it has come.")})
    if plan.basis != basis:
        raise Conflict(
            _("Classes or students were changed since this preview."), _("Look at it again and confirm once more.")
        )
    if any(each.blocks for each in plan.classes):
        raise PromotionBlocked
    return _Promotion(unit, plan, choices).carry_out(told or _nobody)


def _nobody(_done: int, _all: int) -> None:
    """Tell nobody."""


def _planned(unit: Unit, choices: PromotionChoices) -> rules.Plan:
    found = unit.db.scalars(
        select(SchoolClass).where(SchoolClass.archived.is_not(True)).order_by(SchoolClass.grade, SchoolClass.number)
    )
    classes = [
        rules.ClassFacts(row.id, row.version, row.stage, row.grade, row.number, row.entry_year, row.label_text or "")
        for row in found
    ]
    students = unit.run(list_students.bind())
    plan = rules.plan_promotion(unit.run(get_shape.bind()), classes, students, choices)
    if plan is None:
        raise PromotedAlready
    return plan


class _Promotion:
    """One promotion while it is carried out."""

    def __init__(self, unit: Unit, plan: rules.Plan, choices: PromotionChoices) -> None:
        self._unit, self._plan, self._day = unit, plan, choices.promoted_on
        self._act = RosterAct(
            id=unit.ids.new(),
            kind=ActKind.PROMOTION,
            school_year=plan.school_year,
            happened_on=choices.promoted_on,
            students=sum(len(each.going) + len(each.staying) for each in plan.classes),
            classes=len(plan.classes),
        )
        self._classes = {row.id: row for row in unit.db.scalars(select(SchoolClass))}
        self._by_key = {row.key: row for row in self._classes.values()}
        self._added: list[str] = []

    def carry_out(self, told: Told) -> ActResult:
        """Write it, class by class."""
        self._unit.db.add(self._act)
        for done, each in enumerate(self._plan.classes):
            self._carry_out_class(each)
            self._unit.db.flush()
            told(done + 1, len(self._plan.classes))
        self._act.classes_added = ",".join(self._added) or None
        plan = self._plan
        return ActResult(
            act_id=self._act.id,
            school_year=plan.school_year,
            moved_up=sum(len(each.going) for each in plan.classes if each.target is not None),
            left=sum(len(each.going) for each in plan.classes if each.target is None),
            stayed=sum(len(each.staying) for each in plan.classes),
            classes_added=len(self._added),
        )

    def _carry_out_class(self, plan: rules.ClassPlan) -> None:
        row = self._classes[plan.facts.id]
        self._move(plan.staying, plan.staying_target, ClassWhy.REPEATED)
        if plan.action is ClassAction.LEAVE:
            self._graduate(plan.going)
        elif plan.changes_class and plan.target is not None:
            self._move(plan.going, plan.target, ClassWhy.PROMOTED, keep_numbers=True)
        self._keep_name(row)
        if plan.target is None or plan.changes_class:
            row.archived = True
        else:
            row.grade, row.label_text = plan.target.grade, plan.target.shown()

    def _keep_name(self, row: SchoolClass) -> None:
        year = ClassYear(
            id=self._unit.ids.new(),
            class_id=row.id,
            school_year=self._plan.school_year - 1,
            grade=row.grade,
            label_text=row.label_text,
            until_date=rules.name_until(self._day),
            act_id=self._act.id,
        )
        self._unit.db.add(year)

    def _move(
        self, lines: Iterable[StudentLine], name: ClassName, why: ClassWhy, *, keep_numbers: bool = False
    ) -> None:
        students = self._students(lines)
        if not students:
            return
        target, occasion = self._class_of(name), Occasion(self._day, why, self._act.id)
        for student in students:
            place(self._unit, student, target, occasion)
            if not keep_numbers:
                student.number_in_class = None

    def _class_of(self, name: ClassName) -> str:
        row = self._by_key.get(name.key)
        if row is None:
            added = self._unit.run(add_class.bind(name))
            row = self._classes[added] = self._by_key[name.key] = self._unit.get(SchoolClass, added)
            self._added.append(added)
        return row.id

    def _graduate(self, lines: Iterable[StudentLine]) -> None:
        students = self._students(lines)
        self._unit.add_many(
            StudentMove,
            [
                {
                    "id": self._unit.ids.new(),
                    "student_id": student.id,
                    "kind": MoveKind.GRADUATION,
                    "happened_on": self._day,
                    "status_before": student.status,
                    "status_after": StudentStatus.GRADUATED,
                    "since_before": student.status_since,
                    "act_id": self._act.id,
                }
                for student in students
            ],
        )
        for student in students:
            student.status, student.status_since = StudentStatus.GRADUATED, self._day

    def _students(self, lines: Iterable[StudentLine]) -> list[Student]:
        return [
            student
            for ids in portions(line.id for line in lines)
            for student in self._unit.db.scalars(select(Student).where(Student.id.in_(ids)))
        ]
