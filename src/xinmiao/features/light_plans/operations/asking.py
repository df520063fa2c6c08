"""Reading light plans: the list of a period, one sheet, the periods there are, what is to be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from xinmiao.features.light_plans.model import LightPlan
from xinmiao.features.light_plans.operations.reading import lines_of, views_of
from xinmiao.features.light_plans.records import LightLine, LightState, LightView
from xinmiao.features.light_plans.records.periods import choices, period_words, term_of
from xinmiao.features.light_plans.rules.entries import PAGE
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import _, n_
from xinmiao.vault.unit import Unit

_PROBLEMS_FIRST = (LightState.REVIEW_DUE, LightState.FILLED, LightState.OPENED, LightState.CHECKED, LightState.CLOSED)


@query(
    requires=Permission.LIGHT_PLAN_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("names, states and days; opening a sheet is audited"),
)
def list_light_plans(unit: Unit, period: str) -> tuple[LightLine, ...]:
    """Return the light plans of a period: what speaks against one first, then by state, class and number."""
    return tuple(
        sorted(
            lines_of(unit, period),
            key=lambda line: (
                not line.findings,
                _PROBLEMS_FIRST.index(line.state),
                line.student.class_label,
                line.student.number_in_class or 0,
                line.student.pinyin,
            ),
        )
    )


@query(
    requires=Permission.LIGHT_PLAN_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("codes of terms and school years"),
)
def list_light_periods(unit: Unit) -> tuple[str, ...]:
    """Return the periods with light plans, the present term always among them, the latest first."""
    found = set(unit.db.scalars(select(LightPlan.period).distinct())) | {term_of(unit.clock.today())}
    return tuple(sorted(found, reverse=True))


@query(requires=Permission.LIGHT_PLAN_READ, scope=Scope.WHOLE_SCHOOL, audit="light_plan.opened")
def get_light_plan(unit: Unit, light_plan_id: str) -> LightView:
    """Return a sheet in full.

    Raises:
        NotFound: there is no such sheet.
    """
    sheet = unit.get(LightPlan, light_plan_id)
    unit.concerns("student", sheet.student_id)
    unit.concerns("light_plan", sheet.id)
    return views_of(unit, [sheet])[0]


@query(
    requires=Permission.LIGHT_PLAN_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("numbers of what is to be done; opening a sheet is audited"),
)
def light_plan_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return one task for all sheets to be checked, one for those that do not count, one for reviews due."""
    return tuple(task for period in choices(unit.clock.today()) for task in _tasks(period, lines_of(unit, period)))


_WHYS = {
    "check": _("Handed in for {period} and not looked at yet."),
    "problem": _("For {period}: empty, not complete, or the same text as another."),
    "review": _("For {period}: the day of the review has come."),
}


def _tasks(period: str, lines: Sequence[LightLine]) -> Iterable[Task]:
    check = sum(line.to_check for line in lines)
    problem = sum(bool(line.findings) for line in lines)
    review = sum(line.state is LightState.REVIEW_DUE for line in lines)
    titles = (
        ("check", check, n_("Check {count} light plan", "Check {count} light plans", check)),
        ("problem", problem, n_("{count} light plan does not count", "{count} light plans do not count", problem)),
        ("review", review, n_("Review {count} light plan", "Review {count} light plans", review)),
    )
    for name, count, title in titles:
        if count:
            yield Task(
                key=f"light_plans_{name}:{period}:{count}",
                title=title,
                why=_WHYS[name].format(period=period_words(period)),
                urgency=Urgency.ROUTINE if name == "problem" else Urgency.DUE,
                target=Target(PAGE, f"{name}:{period}"),
            )
