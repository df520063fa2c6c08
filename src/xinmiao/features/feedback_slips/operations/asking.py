"""Reading slips: the list, one of them, to whom one can go, what is due, what they say in the timeline."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from xinmiao.features.feedback_slips.model import FeedbackSlip
from xinmiao.features.feedback_slips.operations.reading import settings_of, slip_views, student_of, teachers_of
from xinmiao.features.feedback_slips.records import SlipDue, SlipView, TeacherChoice
from xinmiao.features.feedback_slips.rules import due, entries, path
from xinmiao.features.roster.operations import names_of_students
from xinmiao.features.school_calendar.operations import get_school_days
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import NotFound
from xinmiao.kernel.open_matters import OpenMatter
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.kernel.tasks import Target, Task
from xinmiao.kernel.texts import _, n_
from xinmiao.kernel.timeline import TimelineEntry
from xinmiao.vault.unit import Unit

_DUE_COLUMNS: tuple[Any, ...] = (
    FeedbackSlip.id,
    FeedbackSlip.student_id,
    FeedbackSlip.teacher_name,
    FeedbackSlip.begun_on,
    FeedbackSlip.background_on,
    FeedbackSlip.answered_on,
    FeedbackSlip.reported_on,
    FeedbackSlip.closed_on,
)


@query(
    requires=Permission.FEEDBACK_SLIP_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("names, teachers and states; opening a slip is audited"),
)
def list_slips(unit: Unit) -> tuple[SlipView, ...]:
    """Return all slips, the late ones first."""
    return due.first(slip_views(unit, unit.db.scalars(select(FeedbackSlip)).all()))


@query(requires=Permission.FEEDBACK_SLIP_READ, scope=Scope.WHOLE_SCHOOL, audit="feedback_slip.opened")
def get_slip(unit: Unit, slip_id: str) -> SlipView:
    """Return a slip in full.

    Raises:
        NotFound: no such slip.
    """
    slip = unit.get(FeedbackSlip, slip_id)
    unit.concerns("student", slip.student_id)
    unit.concerns("feedback_slip", slip.id)
    found = slip_views(unit, (slip,))
    if not found:
        raise NotFound
    return found[0]


@query(
    requires=Permission.FEEDBACK_SLIP_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("days and states beside a student’s page, whose opening is audited"),
)
def get_student_slips(unit: Unit, student_id: str) -> tuple[SlipView, ...]:
    """Return the slips of a student, those that wait first."""
    unit.concerns("student", student_id)
    rows = unit.db.scalars(select(FeedbackSlip).where(FeedbackSlip.student_id == student_id)).all()
    return due.first(slip_views(unit, rows))


@query(
    requires=Permission.FEEDBACK_SLIP_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("who is class teacher and mentor, which all staff see"),
)
def list_teachers(unit: Unit, student_id: str) -> tuple[TeacherChoice, ...]:
    """Return to whom a slip about a student can go; who has no account gets it on paper.

    Raises:
        NotFound: no such student.
    """
    return teachers_of(unit, student_of(unit, student_id))


@query(
    requires=Permission.FEEDBACK_SLIP_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("names and days of what is due; opening a slip is audited"),
)
def slip_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return slips of which the room's step is next, and those a teacher lets wait too long."""
    return tuple(task for task in map(due.room_task, _due(unit)) if task is not None)


def _due(unit: Unit) -> Iterable[SlipDue]:
    """Return the open slips by what their tasks are told by; nothing that was written is read."""
    rows = unit.db.execute(select(*_DUE_COLUMNS).where(FeedbackSlip.closed_on.is_(None))).all()
    names = unit.run(names_of_students.bind(frozenset(row.student_id for row in rows)))
    settings, days, today = settings_of(unit), unit.run(get_school_days.bind()), unit.clock.today()
    for row in rows:
        if row.student_id in names:
            wait = path.wait_of(row, today, settings, days)
            yield SlipDue(row.id, names[row.student_id], row.teacher_name, path.state_of(row), wait)


@query(
    requires=Permission.FEEDBACK_SLIP_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the timeline, whose opening is audited"),
)
def slip_timeline_entries(unit: Unit, student_id: str) -> tuple[TimelineEntry, ...]:
    """Return the steps of a student's slips."""
    views = unit.run(get_student_slips.bind(student_id))
    return tuple(entry for view in views for entry in entries.of_slip(view))


@query(
    requires=Permission.FEEDBACK_SLIP_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("how many slips are open; nothing that was written"),
)
def open_slip_matters(unit: Unit, student_ids: tuple[str, ...]) -> tuple[OpenMatter, ...]:
    """Return how many slips of students who are about to leave are still open."""
    waiting = select(FeedbackSlip.id).where(FeedbackSlip.student_id.in_(student_ids), FeedbackSlip.closed_on.is_(None))
    count = len(unit.db.scalars(waiting).all())
    if not count:
        return ()
    words = n_("{count} feedback slip is not closed.", "{count} feedback slips are not closed.", count)
    return (OpenMatter(words, _("Close them, or ask the teachers once more."), Target(due.LIST)),)
