"""A record of any kind, found by its kind's name: for what can hang on every record."""

from __future__ import annotations

from xinmiao.kernel.errors import NotFound
from xinmiao.vault.base import CounsellingBase, SchoolBase, Versioned
from xinmiao.vault.sealed_rows import Sealable
from xinmiao.vault.unit import Unit

_STUDENT = "student"


def any_record(unit: Unit, kind: str, record_id: str) -> Versioned:
    """Return the record `record_id` of the kind `kind` (`RecordSpec.record`), as far as the actor may see it.

    Raises:
        NotFound: no such kind, no such record, or none for this actor.
        Restricted: the record is sealed to others; what hangs on it is not for this account either.
    """
    found: Versioned = unit.get(model_of(kind), record_id)
    if isinstance(found, Sealable):
        unit.seals.require_open(found)
    return found


def model_of(kind: str) -> type[Versioned]:
    """Return the mapped class of a kind of record; NotFound when there is none."""
    for base in (CounsellingBase, SchoolBase):
        for mapper in base.registry.mappers:
            model: type = mapper.class_
            if issubclass(model, Versioned) and model.spec.record == kind:
                return model
    raise NotFound


def sealable_models() -> tuple[type[Sealable], ...]:
    """Return the mapped classes whose records can be restricted."""
    found = (mapper.class_ for mapper in CounsellingBase.registry.mappers)
    return tuple(model for model in found if issubclass(model, Sealable))


def sealed_with_case(unit: Unit, case_id: str) -> list[Sealable]:
    """Return what other features keep sealed like a case (`Sealable.of_case`)."""
    return [record for model in sealable_models() for record in model.of_case(unit.db, case_id)]


def is_restricted(unit: Unit, kind: str, record_id: str) -> bool:
    """Return whether a record is sealed to named accounts: what hangs on it would lie open beside it."""
    found = any_record(unit, kind, record_id)
    return isinstance(found, Sealable) and unit.seals.is_restricted(found)


def student_of(record: Versioned) -> str | None:
    """Return the id of the student a record is about, or None."""
    if record.spec.record == _STUDENT:
        return record.id
    found: str | None = getattr(record, "student_id", None)
    return found
