"""How families are reached, as contact cards take it from the roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xinmiao.features.roster.records.students import Relation


@dataclass(frozen=True)
class GuardianContact:
    """A guardian with what is needed to reach him, or to know that he must not be reached."""

    name: str
    relation: Relation | None
    phone: str
    reachable: str
    is_legal_guardian: bool
    no_contact: bool


@dataclass(frozen=True)
class FamilyContacts:
    """A student of a class with his details (by field name) and guardians."""

    student_id: str
    class_id: str
    number_in_class: int | None
    name: str
    details: Mapping[str, object]
    guardians: tuple[GuardianContact, ...]
