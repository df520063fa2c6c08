"""What can be done for a list: see who has a paper, and collect the papers, each recorded as a print."""

from __future__ import annotations

from typing import Any

from xinmiao.features.batch_printing.records import CollectedPapers
from xinmiao.features.roster.operations import list_classes, list_students, student_lines
from xinmiao.features.roster.records import ClassLine, StudentLine
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import NotFound
from xinmiao.kernel.operations import NotAudited, Operation, command, query
from xinmiao.vault.unit import Unit

Having = Operation[[], frozenset[str]]
Collect = Operation[..., Any]


@query(
    requires=Permission.GROWTH_FILE_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("names for a list; each paper printed is audited"),
)
def list_batch_students(unit: Unit, having: Having | None) -> tuple[StudentLine, ...]:
    """Return the students who have such a paper, by grade, class and number."""
    classes: tuple[ClassLine, ...] = unit.run(list_classes.bind())
    order = {line.id: place for place, line in enumerate(classes)}
    lines = unit.run(list_students.bind())
    if having is not None:
        ids: frozenset[str] = unit.run(having.bind())
        lines = tuple(line for line in lines if line.id in ids)
    return tuple(
        sorted(lines, key=lambda line: (order.get(line.class_id or "", len(order)), line.number_in_class or 0))
    )


@command(requires=Permission.GROWTH_FILE_READ, scope=Scope.WHOLE_SCHOOL, audit="batch.printed")
def collect_batch(
    unit: Unit, student_ids: tuple[str, ...], collect: Collect, arguments: tuple[Any, ...] = ()
) -> CollectedPapers:
    """Return what the papers of these students are made of; each is recorded as a print by its own operation.

    A student whose paper is gone meanwhile is left out and named. Asked in parts, so that others get their turn.
    """
    found: list[Any] = []
    gone: list[str] = []
    for student_id in student_ids:
        try:
            found.append(unit.run(collect.bind(student_id, *arguments)))
        except NotFound:
            gone.append(student_id)
    unit.remark(count=len(found))
    return CollectedPapers(tuple(found), unit.run(student_lines.bind(tuple(gone))) if gone else ())
