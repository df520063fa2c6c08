"""Reading the trail: page by page, of one student, and for the printer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from xinmiao.features.audit_trail import rules
from xinmiao.features.audit_trail.operations.lines import account_labels, person_label, trail_lines
from xinmiao.features.audit_trail.records import (
    AccessRecord,
    DeedKind,
    TrailCounts,
    TrailFilter,
    TrailPage,
    TrailPrint,
    deed_of,
)
from xinmiao.features.roster.operations import formers_of, student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import NotFound
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.records import DataFile
from xinmiao.vault import paper_anchor, trail
from xinmiao.vault.trail import Wanted
from xinmiao.vault.unit import Unit

EVERYTHING = TrailFilter()
PAGE_LENGTH = 200
MOST_ON_PAPER = 1_000
MOST_OF_STUDENT = 5_000
"""Entries of one student that are told by day; a student has some hundred in three years."""


@query(requires=Permission.AUDIT_READ, scope=Scope.VISIBLE_STUDENTS, audit="trail.opened")
def list_trail(
    unit: Unit, asked: TrailFilter = EVERYTHING, *, after: Any = None, limit: int = PAGE_LENGTH
) -> TrailPage:
    """Return the newest entries asked for that the account may see, or those older than `after`."""
    page = trail.read_page(unit, _wanted(unit, asked), limit=limit, before=after)
    sight = rules.sight_of(unit.actor)
    accounts = () if sight.account else sorted(account_labels(unit).items(), key=lambda account: account[1])
    return TrailPage(trail_lines(unit, page.entries), page.after, tuple(accounts), unit.database.read_only)


@query(
    requires=Permission.AUDIT_COUNT,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("counts of entries by kind, no person and no record"),
)
def count_trail(unit: Unit, since: date | None, until: date | None) -> TrailCounts:
    """Return how many entries of each kind all accounts left from `since` to `until`, both local days included."""
    counts: dict[DeedKind, int] = {}
    found = trail.count_by_action(unit, rules.start_of(since), rules.end_of(until))
    for action, count in found.items():
        kind = deed_of(action).kind
        counts[kind] = counts.get(kind, 0) + count
    whole = DataFile.COUNSELLING in unit.database.files
    return TrailCounts(tuple((kind, counts[kind]) for kind in DeedKind if kind in counts), whole)


@command(requires=Permission.AUDIT_READ, scope=Scope.VISIBLE_STUDENTS, audit="trail.printed")
def collect_trail_print(unit: Unit, asked: TrailFilter = EVERYTHING) -> TrailPrint:
    """Return the newest entries asked for as a paper lists them, a thousand at most."""
    page = trail.read_page(unit, _wanted(unit, asked), limit=MOST_ON_PAPER)
    unit.remark(entries=len(page.entries))
    return TrailPrint(trail_lines(unit, page.entries), page.after is None, paper_anchor.head_for(unit))


@query(requires=Permission.ACCESS_RECORD_READ, scope=Scope.WHOLE_SCHOOL, audit="access_record.opened")
def access_record(unit: Unit, student_id: str) -> AccessRecord:
    """Return who has opened, written and printed what of a student, and of who was merged into him, by day.

    Raises:
        NotFound: no such student.
    """
    unit.concerns("student", student_id)
    return _access_record(unit, student_id)


@command(requires=Permission.ACCESS_RECORD_READ, scope=Scope.WHOLE_SCHOOL, audit="access_record.printed")
def print_access_record(unit: Unit, student_id: str) -> AccessRecord:
    """Return the same for the printer.

    Raises:
        NotFound: no such student.
    """
    unit.concerns("student", student_id)
    return _access_record(unit, student_id)


def _access_record(unit: Unit, student_id: str) -> AccessRecord:
    student = _student(unit, student_id)
    formers = tuple(("student", former) for former in unit.run(formers_of.bind(student_id)))
    wanted = Wanted(subjects=(*trail.records_of(unit, "student", student_id), *formers))
    page = trail.read_page(unit, wanted, limit=MOST_OF_STUDENT)
    accounts = account_labels(unit)
    acts = ((entry.at, person_label(accounts, entry.account), entry.action) for entry in page.entries)
    return AccessRecord(
        student=student,
        deeds=rules.told_by_day(acts),
        entries=len(page.entries),
        is_whole=page.after is None,
        read_only=unit.database.read_only,
        head=paper_anchor.head_for(unit),
    )


def _student(unit: Unit, student_id: str) -> StudentLine:
    found = unit.run(student_lines.bind((student_id,)))
    if not found:
        raise NotFound
    return found[0]


def _wanted(unit: Unit, asked: TrailFilter) -> Wanted:
    sight = rules.sight_of(unit.actor)
    wanted = Wanted(
        account=sight.account or asked.account,
        action=rules.wanted_action(sight, asked.kinds),
        since=rules.start_of(asked.since),
        until=rules.end_of(asked.until),
    )
    if not asked.student_id:
        return wanted
    unit.concerns("student", asked.student_id)
    return replace(wanted, subjects=trail.records_of(unit, "student", asked.student_id))
