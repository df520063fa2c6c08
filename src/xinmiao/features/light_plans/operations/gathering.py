"""What light plans give to others: timeline entries, a chapter of the printed file, papers."""

from __future__ import annotations

from sqlalchemy import select

from xinmiao.features.light_plans.model import LightPlan
from xinmiao.features.light_plans.operations.reading import views_of
from xinmiao.features.light_plans.records import LightPrint
from xinmiao.features.light_plans.records.periods import term_of
from xinmiao.features.light_plans.rules import entries
from xinmiao.features.roster.operations import student_lines
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import NotFound
from xinmiao.kernel.file_chapters import FileChapter
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.texts import _
from xinmiao.kernel.timeline import TimelineEntry
from xinmiao.vault import paper_anchor
from xinmiao.vault.unit import Unit


@query(
    requires=Permission.LIGHT_PLAN_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the timeline, whose opening is audited"),
)
def light_plan_timeline_entries(unit: Unit, student_id: str) -> tuple[TimelineEntry, ...]:
    """Return when light plans of a student were handed in and reviewed."""
    views = views_of(unit, _sheets(unit, student_id))
    return tuple(entry for view in views for entry in entries.timeline_entries(view))


@query(
    requires=Permission.LIGHT_PLAN_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the printed growth file, which is audited"),
)
def light_plan_chapter(unit: Unit, student_id: str) -> FileChapter:
    """Return the light plans of a student that were handed in, the oldest first."""
    views = [view for view in views_of(unit, _sheets(unit, student_id)) if view.line.written_on is not None]
    return FileChapter(_("Light plans"), tuple(map(entries.chapter_entry, views)), _("No light plan was handed in."))


@query(
    requires=Permission.LIGHT_PLAN_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("ids of students for a list; printing is audited"),
)
def with_light_plan(unit: Unit) -> frozenset[str]:
    """Return the students who have a light plan."""
    return frozenset(unit.db.scalars(select(LightPlan.student_id).distinct()))


@command(requires=Permission.LIGHT_PLAN_READ, scope=Scope.WHOLE_SCHOOL, audit="light_plan.printed")
def collect_light_plan_print(unit: Unit, student_id: str) -> LightPrint:
    """Return the latest light plan of a student for print; each asking is recorded as a print.

    Raises:
        NotFound: the student has none.
    """
    sheets = _sheets(unit, student_id)
    if not sheets:
        raise NotFound(_("This student has no light plan."), _("Open one for the list first."))
    view = views_of(unit, sheets[-1:])[0]
    unit.concerns("student", student_id)
    unit.concerns("light_plan", view.id)
    head = paper_anchor.head_for(unit, DataFile.COUNSELLING)
    return LightPrint(view.line.student, view.line.period, head, view)


@command(requires=Permission.LIGHT_PLAN_READ, scope=Scope.WHOLE_SCHOOL, audit="light_plan.form_printed")
def collect_light_plan_form(unit: Unit, student_id: str = "") -> LightPrint:
    """Return a blank sheet for print: with name and class of a student, or quite empty.

    Raises:
        NotFound: no such student.
    """
    head = paper_anchor.head_for(unit, DataFile.COUNSELLING)
    if not student_id:
        return LightPrint(None, "", head)
    unit.concerns("student", student_id)
    lines = unit.run(student_lines.bind((student_id,)))
    if not lines:
        raise NotFound
    latest = unit.db.scalar(
        select(LightPlan.period)
        .where(LightPlan.student_id == student_id)
        .order_by(LightPlan.created_at.desc())
        .limit(1)
    )
    return LightPrint(lines[0], latest or term_of(unit.clock.today()), head)


def _sheets(unit: Unit, student_id: str) -> list[LightPlan]:
    mine = select(LightPlan).where(LightPlan.student_id == student_id)
    return list(unit.db.scalars(mine.order_by(LightPlan.created_at, LightPlan.period, LightPlan.id)))
