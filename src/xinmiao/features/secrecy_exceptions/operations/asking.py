"""Reading exceptions to secrecy: the list, a student's, what stands in timeline and printed file, the paper."""

from __future__ import annotations

from sqlalchemy import select

from xinmiao.features.secrecy_exceptions.model import SecrecyException
from xinmiao.features.secrecy_exceptions.operations.reading import views_of
from xinmiao.features.secrecy_exceptions.records import ExceptionView, SlipPrint
from xinmiao.features.secrecy_exceptions.rules import entries
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import NotFound
from xinmiao.kernel.file_chapters import FileChapter
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.texts import _
from xinmiao.kernel.timeline import TimelineEntry
from xinmiao.vault import paper_anchor
from xinmiao.vault.sealed_rows import Restricted
from xinmiao.vault.unit import Unit


@query(
    requires=Permission.SECRECY_EXCEPTION_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("names, days and receivers; opening one is audited"),
)
def list_exceptions(unit: Unit) -> tuple[ExceptionView, ...]:
    """Return all tellings, the last first."""
    return views_of(unit, unit.db.scalars(select(SecrecyException)).all())


@query(requires=Permission.SECRECY_EXCEPTION_READ, scope=Scope.WHOLE_SCHOOL, audit="secrecy_exception.opened")
def get_exception(unit: Unit, exception_id: str) -> ExceptionView:
    """Return a telling with its slip.

    Raises:
        NotFound: no such telling.
    """
    row = unit.get(SecrecyException, exception_id)
    unit.concerns("student", row.student_id)
    unit.concerns("secrecy_exception", row.id)
    found = views_of(unit, (row,))
    if not found:
        raise NotFound
    return found[0]


@query(
    requires=Permission.SECRECY_EXCEPTION_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the student's page, whose opening is audited"),
)
def get_student_exceptions(unit: Unit, student_id: str) -> tuple[ExceptionView, ...]:
    """Return the tellings about a student, the last first."""
    unit.concerns("student", student_id)
    return _of_student(unit, student_id)


@query(
    requires=Permission.SECRECY_EXCEPTION_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the timeline, whose opening is audited"),
)
def exception_timeline_entries(unit: Unit, student_id: str) -> tuple[TimelineEntry, ...]:
    """Return the tellings about a student as entries."""
    unit.concerns("student", student_id)
    return tuple(map(entries.entry, _of_student(unit, student_id)))


@query(
    requires=Permission.SECRECY_EXCEPTION_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the printed file, whose opening is audited"),
)
def exception_chapter(unit: Unit, student_id: str) -> FileChapter:
    """Return the tellings about a student in full for his printed file; restricted ones are left out."""
    unit.concerns("student", student_id)
    open_ones = [view for view in _of_student(unit, student_id) if not view.is_closed_to_me]
    told = tuple(map(entries.file_entry, reversed(open_ones)))
    return FileChapter(_("Exceptions to secrecy"), told, _("Nothing was told outside the room."))


@command(requires=Permission.SECRECY_EXCEPTION_READ, scope=Scope.WHOLE_SCHOOL, audit="secrecy_exception.slip_printed")
def collect_slip_print(unit: Unit, exception_id: str) -> SlipPrint:
    """Return what the slip on paper is made of; each asking is recorded as a print.

    Raises:
        NotFound: no such telling.
        Restricted: sealed to others.
    """
    view = unit.run(get_exception.bind(exception_id))
    if view.is_closed_to_me:
        raise Restricted
    unit.concerns("secrecy_exception", view.id)
    unit.remark(role=view.form.role.value)
    return SlipPrint(view.slip, paper_anchor.head_for(unit, DataFile.COUNSELLING))


def _of_student(unit: Unit, student_id: str) -> tuple[ExceptionView, ...]:
    rows = select(SecrecyException).where(SecrecyException.student_id == student_id)
    return views_of(unit, unit.db.scalars(rows).all())
