"""What can be done with the wizard of a school year: look, mark a step, end it; and its task."""

from __future__ import annotations

from sqlalchemy import select

from xinmiao.features.roster.operations import promotion_step
from xinmiao.features.school_year import rules
from xinmiao.features.school_year.model import YearStepRow
from xinmiao.features.school_year.records import OFFERED_FROM, WHOLE, StepMark, StepView, YearView
from xinmiao.features.settings.operations import get_school_settings
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import NotAudited, Operation, command, query
from xinmiao.kernel.school_year import school_year_of
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import _
from xinmiao.kernel.year_steps import StepState
from xinmiao.vault.unit import Unit

StepSource = tuple[str, Operation[[], StepState]]


@query(requires=Permission.STUDENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("counts and what is to be done"))
def get_school_year(unit: Unit, sources: tuple[StepSource, ...]) -> YearView:
    """Return how far each step (its name and the query of its feature) of the present school year is.

    A step the account may not ask is left out.
    """
    marks = _marks(unit)
    allowed = [(name, look) for name, look in sources if unit.actor.may(look.requires)]
    steps = tuple(StepView(name, unit.run(look.bind()), marks.get(name)) for name, look in allowed)
    return YearView(school_year_of(unit.clock.today()), steps, WHOLE in marks)


@command(requires=Permission.STUDENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="school_year.step_marked")
def mark_step(unit: Unit, step: str, mark: StepMark | None) -> None:
    """Say that a step is done or skipped (None: neither); `WHOLE` ends the wizard of this school year."""
    year = school_year_of(unit.clock.today())
    row = unit.db.scalar(select(YearStepRow).where(YearStepRow.school_year == year, YearStepRow.step == step))
    if mark is None:
        if row is not None:
            unit.db.delete(row)
        return
    if row is None:
        row = YearStepRow(id=unit.ids.new(), school_year=year, step=step)
        unit.db.add(row)
    row.state = mark
    unit.remark(step=step, state=mark.value)


@query(requires=Permission.STUDENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("derived from the calendar"))
def school_year_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return the task of the wizard: classes are behind the calendar, or it was begun and not ended."""
    marks, today = _marks(unit), unit.clock.today()
    offered_from = unit.run(get_school_settings.bind((OFFERED_FROM,)))[OFFERED_FROM.name]
    behind = unit.run(promotion_step.bind()).wanted
    if WHOLE in marks or not rules.offered_on(today, offered_from) or not (behind or marks):
        return ()
    year = school_year_of(today)
    lagging = _("The classes are still in last year’s grades.")
    return (
        Task(
            key=f"school_year:{year}",
            title=_("A new school year begins: open the wizard"),
            why=lagging if behind else _("The wizard was begun and not ended."),
            urgency=Urgency.DUE,
            target=Target("school_year"),
        ),
    )


def _marks(unit: Unit) -> dict[str, StepMark]:
    year = school_year_of(unit.clock.today())
    return {row.step: row.state for row in unit.db.scalars(select(YearStepRow).where(YearStepRow.school_year == year))}
