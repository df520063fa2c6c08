"""Making two students one, and two of one again: one transaction, every table, an account of all of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select

from xinmiao.features.roster.model import Student, StudentDetails, StudentMerge
from xinmiao.features.roster.operations.students import student_lines
from xinmiao.features.roster.records import (
    STUDENT,
    STUDENT_MERGE,
    AddedSince,
    Comparison,
    MergeLine,
    MergeView,
    StudentLine,
)
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import RuleBroken
from xinmiao.kernel.operations import Change, NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.vault.merging import Account, Merger, added_since, give, undo
from xinmiao.vault.unit import Unit

_FOLLOW = {
    "student.name": ("name", "name_pinyin", "name_initials"),
    "student.class_id": ("class_id", "class_since", "class_why"),
    "student.status": ("status", "status_since"),
    "student_details.student_number": ("student_number", "student_number_kind"),
    "student_details.id_number": ("id_number", "id_digest"),
}
"""Fields that only make sense together with the one that is chosen."""


@command(requires=Permission.STUDENT_MERGE, scope=Scope.WHOLE_SCHOOL, audit="student.merged")
def merge_students(unit: Unit, compared: Comparison, *, take: frozenset[str] = frozenset()) -> str:
    """Make the second student of a comparison one with the first; return the id of the merge.

    Of the fields named in `take` (`FieldPair.key`) the second student's value is kept, else the first's; what the
    first does not have comes from the second. Everything that refers to the second refers to the first then.

    Raises:
        Conflict: one of the two was changed since they were compared.
        RuleBroken: they are the same, a draft of one is open, or a restricted case is not this account's.
    """
    if compared.first.id == compared.second.id:
        raise RuleBroken(_("This is one student already."))
    survivor = unit.editable(Student, compared.first.id, compared.first.version)
    other = unit.editable(Student, compared.second.id, compared.second.version)
    _require_no_draft(unit, (survivor.id, other.id))
    unit.concerns("student", survivor.id)
    unit.concerns("student", other.id)
    number = unit.db.scalar(select(StudentDetails.student_number).where(StudentDetails.student_id == other.id))
    merger = Merger(unit)
    _take(unit, merger, (survivor, other), take)
    merger.fill(survivor, other)
    record = StudentMerge(
        id=unit.ids.new(),
        survivor_id=survivor.id,
        former=other.id,
        former_name=other.name,
        former_pinyin=other.name_pinyin,
        former_initials=other.name_initials,
        former_number=number,
        merged_by_name=unit.actor.label,
    )
    merger.merge(survivor, other)
    record.kept = json.dumps(merger.account.plain(), ensure_ascii=False)
    unit.db.add(record)
    unit.remark(count=len(merger.account.changed) + len(merger.account.removed))
    return record.id


@query(requires=Permission.STUDENT_MERGE, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("names of merged students"))
def list_merges(unit: Unit, *, include_undone: bool = False) -> tuple[MergeLine, ...]:
    """Return the merges, the newest first; those undone only where asked for."""
    statement = select(StudentMerge).order_by(StudentMerge.created_at.desc(), StudentMerge.id.desc())
    if not include_undone:
        statement = statement.where(StudentMerge.undone_at.is_(None))
    rows = unit.db.scalars(statement).all()
    lines = {line.id: line for line in unit.run(student_lines.bind(tuple(row.survivor_id for row in rows)))}
    return tuple(_line(row, lines[row.survivor_id]) for row in rows if row.survivor_id in lines)


@query(requires=Permission.STUDENT_MERGE, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("ids of merged students"))
def survivors_of(unit: Unit, student_ids: tuple[str, ...]) -> dict[str, str]:
    """Return, of some ids, those that were merged away, each with the student who stands for it now."""
    merges = select(StudentMerge.former, StudentMerge.survivor_id).where(StudentMerge.undone_at.is_(None))
    stands = {row.former: row.survivor_id for row in unit.db.execute(merges)}
    found: dict[str, str] = {}
    for each in student_ids:
        now = each
        while now in stands:
            now = stands[now]
        if now != each:
            found[each] = now
    return found


@query(requires=Permission.STUDENT_MERGE, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("ids of merged students"))
def formers_of(unit: Unit, student_id: str) -> tuple[str, ...]:
    """Return the ids that were merged into a student, those merged into them before among them."""
    merges = select(StudentMerge.former, StudentMerge.survivor_id).where(StudentMerge.undone_at.is_(None))
    rows = unit.db.execute(merges).all()
    found, fresh = set[str](), {student_id}
    while fresh:
        fresh = {row.former for row in rows if row.survivor_id in fresh} - found
        found |= fresh
    return tuple(sorted(found))


@query(requires=Permission.STUDENT_MERGE, scope=Scope.WHOLE_SCHOOL, audit="student.merge_opened")
def get_merge(unit: Unit, merge_id: str) -> MergeView:
    """Return a merge with the records made about the survivor since.

    Raises:
        NotFound: no such merge, or its survivor is gone.
    """
    row = unit.get(StudentMerge, merge_id)
    unit.concerns("student", row.survivor_id)
    unit.get(Student, row.survivor_id)
    [line] = unit.run(student_lines.bind((row.survivor_id,)))
    added = tuple(
        AddedSince(Change(each.spec.record, each.id), each.spec.label, each.created_at) for each in _added(unit, row)
    )
    return MergeView(_line(row, line), row.version, added)


@command(requires=Permission.STUDENT_MERGE, scope=Scope.WHOLE_SCHOOL, audit="student.unmerged")
def unmerge_students(
    unit: Unit, merge_id: str, base_version: int, *, given: frozenset[Change] = frozenset()
) -> tuple[Change, ...]:
    """Undo a merge and return the records that stay as somebody changed them since.

    Records made since stay with the survivor; those in `given` go to the other student.

    Raises:
        Conflict: somebody undid it meanwhile.
        RuleBroken: it was undone already, or a later merge of the survivor has to be undone first.
    """
    row = unit.editable(StudentMerge, merge_id, base_version)
    if row.undone_at is not None:
        raise RuleBroken(_("This merge was undone already."))
    _require_last(unit, row)
    unit.concerns("student", row.survivor_id)
    unit.concerns("student", row.former)
    since = [each for each in _added(unit, row) if Change(each.spec.record, each.id) in given]
    kept = undo(unit, Account.read(json.loads(row.kept)))
    give(unit, since, STUDENT.record, row.survivor_id, row.former)
    row.undone_at, row.undone_by_name = unit.clock.now(), unit.actor.label
    return tuple(one.change for one in kept)


def _take(unit: Unit, merger: Merger, pair: tuple[Student, Student], take: Collection[str]) -> None:
    """Give the survivor the chosen values of the other."""
    survivor, other = pair
    mine, theirs = (unit.db.scalar(select(StudentDetails).where(StudentDetails.student_id == one.id)) for one in pair)
    for key in sorted(take):
        kind, _dot, name = key.partition(".")
        for each in _FOLLOW.get(key, (name,)):
            if kind == STUDENT.record:
                merger.set(survivor, each, getattr(other, each))
            elif mine is not None and theirs is not None:
                merger.set(mine, each, getattr(theirs, each))


def _require_no_draft(unit: Unit, ids: tuple[str, str]) -> None:
    """Refuse while this account has unsaved words about one of the two: they would lose their place."""
    drafts = unit.custody.drafts.list() if unit.database.has_custody else ()
    if any(each in key for key in drafts for each in ids):
        raise RuleBroken(
            _("A draft about one of the two is not saved yet."),
            _("Save or discard it first; it stands under Today."),
            code="E-DRAFT-OPEN",
        )


def _require_last(unit: Unit, row: StudentMerge) -> None:
    later = unit.db.scalars(
        select(StudentMerge).where(
            StudentMerge.survivor_id == row.survivor_id,
            StudentMerge.undone_at.is_(None),
            StudentMerge.id != row.id,
            StudentMerge.created_at >= row.created_at,
        )
    ).first()
    if later is not None:
        raise RuleBroken(
            _("{name} was merged with this student later.").format(name=later.former_name),
            _("Undo that merge first."),
        )


def _added(unit: Unit, row: StudentMerge) -> list[Any]:
    """Return the records made about the survivor since, without those the merge itself knows of."""
    account = Account.read(json.loads(row.kept))
    own = {Change(kind, record_id) for kind, record_id in account.changed} | {Change(STUDENT_MERGE.record, row.id)}
    found = added_since(unit, STUDENT.record, row.survivor_id, row.created_at, own)
    return [each for each in found if each.spec.record != STUDENT_MERGE.record]


def _line(row: StudentMerge, survivor: StudentLine) -> MergeLine:
    texts: Mapping[str, str | None] = {
        "former_pinyin": row.former_pinyin,
        "former_initials": row.former_initials,
        "former_number": row.former_number,
    }
    return MergeLine(
        id=row.id,
        former_id=row.former,
        former_name=row.former_name,
        **{name: value or "" for name, value in texts.items()},
        survivor=survivor,
        at=row.created_at,
        by_name=row.merged_by_name,
        undone_at=row.undone_at,
    )
