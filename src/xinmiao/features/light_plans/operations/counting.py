"""The numbers that leaders see: written to the school file when a sheet changes, read without a counselling key."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from sqlalchemy import select

from xinmiao.features.light_plans.model import LightPlanCount
from xinmiao.features.light_plans.operations.reading import lines_of
from xinmiao.features.light_plans.records import ClassCount, LightCounts, LightState
from xinmiao.features.light_plans.records.periods import choices
from xinmiao.features.roster.operations import list_classes
from xinmiao.kernel.access import Permission, Role, Scope
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.vault.unit import Unit

_SEES_CLASSES = frozenset({Role.COUNSELLOR, Role.GRADE_HEAD, Role.MORAL_OFFICE})
_OPENED, _HANDED_IN, _DONE = "opened", "handed_in", "done"


def publish(unit: Unit, period: str) -> None:
    """Write how far each class is; a sheet that is empty or copied is not handed in."""
    unit.db.flush()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines_of(unit, period):
        if line.student.class_id is None:
            continue
        counted = counts[line.student.class_id]
        counted[_OPENED] += 1
        counted[_HANDED_IN] += line.state is not LightState.OPENED and not line.findings
        counted[_DONE] += line.state not in {LightState.OPENED, LightState.FILLED}
    there = {
        row.class_id: row for row in unit.db.scalars(select(LightPlanCount).where(LightPlanCount.period == period))
    }
    for class_id in {*there, *counts}:
        row = there.get(class_id)
        if row is None:
            row = LightPlanCount(id=unit.ids.new(), class_id=class_id, period=period, opened=0, handed_in=0, done=0)
            unit.db.add(row)
        for name in (_OPENED, _HANDED_IN, _DONE):
            if getattr(row, name) != counts[class_id][name]:
                setattr(row, name, counts[class_id][name])


@query(
    requires=Permission.LIGHT_PLAN_COUNT,
    scope=Scope.VISIBLE_STUDENTS,
    audit=NotAudited("numbers by class; names and texts lie in the other file"),
)
def light_plan_counts(unit: Unit) -> tuple[LightCounts, ...]:
    """Return how far the present term and school year are: by class for who leads grades, sums for the principal."""
    classes = [line for line in unit.run(list_classes.bind()) if unit.actor.sees_class(line.id, line.grade)]
    places = {line.id: place for place, line in enumerate(classes)}
    labels = {line.id: line.label for line in classes}
    by_class = bool(unit.actor.roles & _SEES_CLASSES)
    found = []
    for period in choices(unit.clock.today()):
        rows = unit.db.scalars(select(LightPlanCount).where(LightPlanCount.period == period, LightPlanCount.opened > 0))
        own = sorted((row for row in rows if row.class_id in places), key=lambda row: places[row.class_id])
        if own:
            lines = (ClassCount(labels[row.class_id], row.opened, row.handed_in, row.done) for row in own)
            found.append(_summed(period, own, tuple(lines) if by_class else ()))
    return tuple(found)


def _summed(period: str, rows: Iterable[LightPlanCount], classes: tuple[ClassCount, ...]) -> LightCounts:
    known = list(rows)
    opened, handed_in, done = (sum(getattr(row, name) for row in known) for name in (_OPENED, _HANDED_IN, _DONE))
    return LightCounts(period, opened, handed_in, done, classes)
