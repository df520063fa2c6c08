"""保全: a student's file that stands still. THE one place that refuses to erase, merge or overwrite it.

The unit of work asks here at every flush and every bulk delete, a merge asks before it begins; so no operation of
any slice can forget it. While a preservation is in force (`kernel.preservation`, kept by `features.file_access`):

- no record of counselling.db that leads to the student is deleted, nor his own record in school.db;
- no value is overwritten of which no history is kept (the bytes of an attachment);
- no record is taken from him to another student, and he is neither merged nor un-merged.

Adding, and changing what keeps its history, goes on: the counselling does not stop because somebody asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session as OrmWork

from xinmiao.kernel.errors import RuleBroken
from xinmiao.kernel.fields import ReferenceField
from xinmiao.kernel.preservation import HOLD
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _
from xinmiao.vault.base import CounsellingBase, SchoolBase, Versioned, file_of_class

if TYPE_CHECKING:
    from xinmiao.vault.database import Database

_STUDENT = "student"
_AT_ONCE = 900

Models = dict[str, type[Versioned]]


class Preserved(RuleBroken):
    """The file is preserved; nothing of it is erased, merged or overwritten."""

    code = "E-PRESERVED"
    default_message = _("This student’s file is preserved: nothing of it is deleted, merged or overwritten.")
    default_next_step = _("Two persons can lift the preservation, on the page of the file access.")


class Holds:
    """The preservations, as one unit of work asks for them."""

    def __init__(self, database: Database, db: OrmWork) -> None:
        self._has_file = DataFile.COUNSELLING in database.files
        self._db = db

    def require_free(self, student_ids: Iterable[str]) -> None:
        """Refuse when the file of one of these students is preserved.

        Raises:
            Preserved: it is.
        """
        if self._held() & set(student_ids):
            raise Preserved

    def before_flush(self) -> None:
        """Refuse what is about to be written, if it would erase something or take it away.

        Raises:
            Preserved: it would.
        """
        gone = [record for record in self._db.deleted if isinstance(record, Versioned)]
        changed = [record for record in self._db.dirty if isinstance(record, Versioned)]
        moved = set[str]().union(*map(_earlier, changed))
        lost = [record for record in changed if _overwrites(record)]
        if not (gone or lost or moved) or not (held := self._held()):
            return
        models = mapped_by_kind()
        with self._db.no_autoflush:
            still = (record for record in (*gone, *lost) if _stands_still(type(record), models))
            if held & moved or any(held & self._students_of(record, models) for record in still):
                raise Preserved

    def before_deleting(self, model: type[Versioned], ids: Iterable[str]) -> None:
        """Refuse a bulk delete that holds a record of a preserved file.

        Raises:
            Preserved: it does.
        """
        models = mapped_by_kind()
        if not _stands_still(model, models) or not (held := self._held()):
            return
        wanted = list(ids)
        for start in range(0, len(wanted), _AT_ONCE):
            found = self._db.scalars(select(model).where(model.id.in_(wanted[start : start + _AT_ONCE])))
            if any(held & self._students_of(record, models) for record in found):
                raise Preserved

    def _students_of(self, record: Versioned, models: Models) -> set[str]:
        """Return the students a record leads to, over the records it belongs to."""
        if record.spec.record == _STUDENT:
            return {record.id}
        found: set[str] = set()
        for name, kind in ways_to_student(type(record), models):
            value = getattr(record, name)
            if kind == _STUDENT:
                found |= {value} - {None}
            elif value is not None:
                found |= self._students_over(kind, value, models)
        if getattr(record, "of_kind", None) in models:
            found |= self._students_over(getattr(record, "of_kind", ""), getattr(record, "of_id", ""), models)
        return found

    def _students_over(self, kind: str, record_id: str, models: Models) -> set[str]:
        parent = self._db.get(models[kind], record_id)
        return set() if parent is None else self._students_of(parent, models)

    def _held(self) -> set[str]:
        hold: Any = mapped_by_kind().get(HOLD) if self._has_file else None
        if hold is None:
            return set()
        with self._db.no_autoflush:
            return set(self._db.scalars(select(hold.student_id).where(hold.lifted_at.is_(None))))


def mapped_by_kind() -> Models:
    """Return the mapped classes by the kind of their records."""
    return {
        mapper.class_.spec.record: mapper.class_
        for base in (SchoolBase, CounsellingBase)
        for mapper in base.registry.mappers
        if issubclass(mapper.class_, Versioned)
    }


def ways_to_student(
    model: type[Versioned], models: Models, seen: frozenset[str] = frozenset()
) -> tuple[tuple[str, str], ...]:
    """Return the fields of a class over which a student is found, each with the kind it refers to."""
    kinds = {each.name: each.record for each in model.spec.fields if isinstance(each, ReferenceField)}
    known = seen | {model.spec.record}
    return tuple(
        (name, kind)
        for name, kind in kinds.items()
        if kind == _STUDENT or (kind in models and kind not in known and ways_to_student(models[kind], models, known))
    )


def _stands_still(model: type[Versioned], models: Models) -> bool:
    """Return whether records of a class are part of what stands still."""
    if file_of_class(model) is DataFile.SCHOOL:
        return model.spec.record == _STUDENT
    return hasattr(model, "of_id") or bool(ways_to_student(model, models))


def _earlier(record: Versioned) -> set[str]:
    """Return the students a changed record belonged to before."""
    changed = _lost(record, _of_student(record.spec))
    return {str(value) for values in changed for value in values if value is not None}


def _overwrites(record: Versioned) -> bool:
    """Return whether a value is overwritten of which no history is kept; one that was not loaded may be there."""
    return any(not values or values[0] is not None for values in _lost(record, _unkept(record.spec)))


def _lost(record: Versioned, names: tuple[str, ...]) -> list[tuple[object, ...]]:
    """Return the earlier values of those fields that are changed; () for a value that was not loaded."""
    state = inspect(record)
    histories = (state.attrs[name].history for name in names)
    return [tuple(history.deleted or ()) for history in histories if history.has_changes()]


@cache
def _unkept(spec: RecordSpec) -> tuple[str, ...]:
    """Return the fields whose earlier value a change would lose."""
    return tuple(each.name for each in spec.fields if not each.kept_in_history)


@cache
def _of_student(spec: RecordSpec) -> tuple[str, ...]:
    """Return the fields whose change takes a record to another student."""
    return tuple(each.name for each in spec.fields if isinstance(each, ReferenceField) and each.record == _STUDENT)
