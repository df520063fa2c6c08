"""Reading requests: lists, one, what is due, what they say on the student's page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, or_, select

from xinmiao.features.file_access.model import FileAccess, PreservationHold
from xinmiao.features.file_access.operations.reading import access_views, concerns, hold_views, state_of, view_of
from xinmiao.features.file_access.records import SETTLED, AccessDue, AccessView, Decision, HoldView
from xinmiao.features.file_access.records.settings import SETTINGS
from xinmiao.features.file_access.rules import due, entries
from xinmiao.features.roster.operations import names_of_students
from xinmiao.features.school_calendar.operations import get_school_days
from xinmiao.features.settings.operations import get_school_settings
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.open_matters import OpenMatter
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.kernel.student_marks import StudentMark
from xinmiao.kernel.tasks import Target, Task
from xinmiao.kernel.texts import _, n_
from xinmiao.kernel.timeline import TimelineEntry
from xinmiao.vault.holds import Preserved
from xinmiao.vault.unit import Unit

_OPEN = and_(FileAccess.receipt.is_(None), or_(FileAccess.decision.is_(None), FileAccess.decision == Decision.ACCEPTED))
"""What the rule may call open; it calls nothing else so."""
_DUE_COLUMNS: tuple[Any, ...] = (
    FileAccess.id,
    FileAccess.student_id,
    FileAccess.applicant,
    FileAccess.asked_on,
    FileAccess.decision,
    FileAccess.decided_on,
    FileAccess.approval,
    FileAccess.approval_asked_on,
    FileAccess.given_on,
    FileAccess.receipt,
)
_IN_FORCE = PreservationHold.lifted_at.is_(None)


@query(
    requires=Permission.FILE_ACCESS_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("names, applicants and states; opening a request is audited"),
)
def list_accesses(unit: Unit) -> tuple[AccessView, ...]:
    """Return all requests, the open ones first, then the newest."""
    views = access_views(unit, unit.db.scalars(select(FileAccess)).all())
    newest = sorted(views, key=lambda view: (view.asked_on, view.number), reverse=True)
    return tuple(sorted(newest, key=lambda view: view.state in SETTLED))


@query(requires=Permission.FILE_ACCESS_READ, scope=Scope.WHOLE_SCHOOL, audit="file_access.opened")
def get_access(unit: Unit, access_id: str) -> tuple[AccessView, HoldView | None]:
    """Return a request in full, with its preservation.

    Raises:
        NotFound: no such request.
    """
    row = unit.get(FileAccess, access_id)
    concerns(unit, row)
    holds = unit.db.scalars(select(PreservationHold).where(PreservationHold.access_id == access_id)).all()
    found = hold_views(unit, holds)
    return view_of(unit, row), found[0] if found else None


@query(
    requires=Permission.FILE_ACCESS_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("who asked and whether the file is preserved, on the student's page, whose opening is audited"),
)
def get_student_accesses(unit: Unit, student_id: str) -> tuple[tuple[AccessView, ...], tuple[HoldView, ...]]:
    """Return the requests for a student's file, the newest first, and the preservations in force."""
    unit.concerns("student", student_id)
    rows = unit.db.scalars(select(FileAccess).where(FileAccess.student_id == student_id)).all()
    views = sorted(access_views(unit, rows), key=lambda view: (view.asked_on, view.number), reverse=True)
    holds = unit.db.scalars(select(PreservationHold).where(PreservationHold.student_id == student_id, _IN_FORCE)).all()
    return tuple(views), tuple(hold_views(unit, holds))


@query(
    requires=Permission.FILE_ACCESS_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("names and days of what is due; opening a request is audited"),
)
def file_access_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return the step each open request waits for, and liftings that wait for a second person."""
    asked = unit.db.scalars(
        select(PreservationHold).where(_IN_FORCE, PreservationHold.lift_asked_at.is_not(None))
    ).all()
    liftings = (due.lifting_task(hold) for hold in hold_views(unit, asked) if not hold.asked_by_me)
    settings, days = unit.run(get_school_settings.bind(SETTINGS)), unit.run(get_school_days.bind())
    today = unit.clock.today()
    tasks = (due.access_task(each, today, settings, days.school_days_between) for each in _due(unit))
    return (*(task for task in tasks if task is not None), *liftings)


def _due(unit: Unit) -> Iterable[AccessDue]:
    """Return the open requests by what their tasks are told by; nothing that was asked for, or why, is read."""
    rows = [row for row in unit.db.execute(select(*_DUE_COLUMNS).where(_OPEN)) if state_of(row) not in SETTLED]
    names = unit.run(names_of_students.bind(frozenset(row.student_id for row in rows)))
    for row in rows:
        if row.student_id in names:
            state, name = state_of(row), names[row.student_id]
            yield AccessDue(row.id, name, row.applicant, state, row.asked_on, row.decided_on, row.given_on)


@query(
    requires=Permission.FILE_ACCESS_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the timeline, whose opening is audited"),
)
def file_access_timeline_entries(unit: Unit, student_id: str) -> tuple[TimelineEntry, ...]:
    """Return what happened about requests for a student's file."""
    unit.concerns("student", student_id)
    rows = unit.db.scalars(select(FileAccess).where(FileAccess.student_id == student_id)).all()
    return tuple(entry for view in access_views(unit, rows) for entry in entries.of_access(view))


@query(
    requires=Permission.FILE_ACCESS_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("whether a file is preserved, at the head of the student's page, whose opening is audited"),
)
def preservation_marks(unit: Unit, student_id: str) -> tuple[StudentMark, ...]:
    """Return a mark where the student's file is preserved."""
    held = unit.db.scalar(
        select(PreservationHold.id).where(PreservationHold.student_id == student_id, _IN_FORCE).limit(1)
    )
    return () if held is None else (StudentMark(_("Preserved"), "warn", "lock", Preserved.default_message),)


@query(
    requires=Permission.FILE_ACCESS_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("how many requests and preservations are open; nothing that was written"),
)
def open_access_matters(unit: Unit, student_ids: tuple[str, ...]) -> tuple[OpenMatter, ...]:
    """Return how many requests and preservations of students who are about to leave are open."""
    rows = unit.db.scalars(select(FileAccess).where(_OPEN, FileAccess.student_id.in_(student_ids))).all()
    count = sum(view.state not in SETTLED for view in access_views(unit, rows))
    of_them = PreservationHold.student_id.in_(student_ids)
    held = len(unit.db.scalars(select(PreservationHold.id).where(of_them, _IN_FORCE)).all())
    found = []
    if count:
        found.append(OpenMatter(due.open_words(count), _("Settle it before the student leaves."), Target(due.LIST)))
    if held:
        words = n_("{count} file is preserved.", "{count} files are preserved.", held)
        found.append(OpenMatter(words, _("It stays with the school until two persons lift it."), Target(due.LIST)))
    return tuple(found)
