"""Reading the ledger: lists, whether there is consent, what is due, what stands in timeline and printed file."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import select

from xinmiao.features.casework.operations import list_cases
from xinmiao.features.casework.records import CaseState
from xinmiao.features.consents.model import Consent
from xinmiao.features.consents.operations.reading import of_students, standing_of, views_of
from xinmiao.features.consents.records import ConsentKind, ConsentView
from xinmiao.features.consents.rules import entries
from xinmiao.features.consents.rules.standing import Standing, holds, is_child
from xinmiao.features.roster.operations import birth_dates, student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.file_chapters import FileChapter
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.kernel.school_year import school_year_of
from xinmiao.kernel.tasks import Task
from xinmiao.kernel.texts import _
from xinmiao.kernel.timeline import TimelineEntry
from xinmiao.vault.unit import Unit


@query(
    requires=Permission.CONSENT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("names and states for a list; the student's page is audited"),
)
def list_consents(unit: Unit, *, earlier: bool = False) -> tuple[ConsentView, ...]:
    """Return the consents of the present school year, or with `earlier` all, the last to happen first."""
    rows = select(Consent)
    if not earlier:
        rows = rows.where(Consent.school_year == school_year_of(unit.clock.today()))
    views = views_of(unit, unit.db.scalars(rows).all())
    return tuple(sorted(views, key=lambda view: (entries.happened(view), view.recorded_at), reverse=True))


@query(
    requires=Permission.CONSENT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the student's page, whose opening is audited"),
)
def get_student_consents(unit: Unit, student_id: str) -> tuple[ConsentView, ...]:
    """Return the consents of a student, the present year's first."""
    unit.concerns("student", student_id)
    return tuple(reversed(views_of(unit, of_students(unit, (student_id,)))))


@query(
    requires=Permission.CONSENT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("yes or no for the page that asks; that page is audited"),
)
def has_consent(unit: Unit, student_id: str, kind: ConsentKind, day: date) -> bool:
    """Return whether there is consent on a day; nothing is ever refused because there is none."""
    return not _without(unit, (student_id,), kind, day)


@query(
    requires=Permission.CONSENT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("names of students with an open case, as the caseload shows them"),
)
def list_without_consent(unit: Unit) -> tuple[StudentLine, ...]:
    """Return the students with an open case for whom no consent to counselling holds today."""
    cared = _with_open_case(unit)
    return unit.run(student_lines.bind(_without(unit, cared, ConsentKind.COUNSELLING, unit.clock.today())))


@query(
    requires=Permission.CONSENT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("names and days of what is due"),
)
def consent_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return what to ask for again: consents that ran out, or were never noted, while a case is open."""
    missing = _without(unit, _with_open_case(unit), ConsentKind.COUNSELLING, unit.clock.today())
    rows = [row for row in of_students(unit, missing) if row.kind is ConsentKind.COUNSELLING]
    last = {view.student.id: view for view in views_of(unit, rows)}
    there = {line.id for line in unit.run(student_lines.bind(missing))}
    return entries.open_case_tasks(last.get(student_id) for student_id in missing if student_id in there)


@query(
    requires=Permission.CONSENT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the timeline, whose opening is audited"),
)
def consent_timeline_entries(unit: Unit, student_id: str) -> tuple[TimelineEntry, ...]:
    """Return the consents of a student."""
    unit.concerns("student", student_id)
    return tuple(map(entries.entry, views_of(unit, of_students(unit, (student_id,)))))


@query(
    requires=Permission.CONSENT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the printed file, whose opening is audited"),
)
def consent_chapter(unit: Unit, student_id: str) -> FileChapter:
    """Return the consents of a student in full for his printed file."""
    unit.concerns("student", student_id)
    views = views_of(unit, of_students(unit, (student_id,)))
    return FileChapter(_("Consents"), tuple(map(entries.file_entry, views)), _("No consent."))


def _with_open_case(unit: Unit) -> tuple[str, ...]:
    cases = unit.run(list_cases.bind(state=CaseState.OPEN))
    return tuple(dict.fromkeys(case.student.id for case in cases if case.student.id))


def _without(unit: Unit, student_ids: tuple[str, ...], kind: ConsentKind, day: date) -> tuple[str, ...]:
    born = unit.run(birth_dates.bind(student_ids))
    standings: dict[str, list[Standing]] = defaultdict(list)
    for row in of_students(unit, student_ids):
        if row.kind is kind:
            standings[row.student_id].append(standing_of(row))
    return tuple(
        student_id
        for student_id in student_ids
        if not holds(standings[student_id], day, child=is_child(born.get(student_id), day))
    )
