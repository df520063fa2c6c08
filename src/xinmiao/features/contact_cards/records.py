"""What a contact card holds, and how it is written into its envelope."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from xinmiao.features.roster.records import GUARDIAN, STUDENT_DETAILS, FamilyContacts
from xinmiao.kernel.fields import ReferenceField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _

KIND = "contact_card"
"""The kind of envelope; it is about a class."""
_TAIL = 4


class CardReceiverSpec(RecordSpec):
    """An account a counsellor confirmed as receiver of a class's card; in the file staff cannot edit."""

    record = "card_receiver"
    label = _("Receiver of a contact card")
    file = DataFile.COUNSELLING

    class_id = ReferenceField(label=_("Class"), record="school_class", required=True)
    account_id = ReferenceField(label=_("Account"), record="account", required=True)


CARD_RECEIVER = CardReceiverSpec()


@dataclass(frozen=True)
class NewReceiver:
    """Somebody who would get a class's card for the first time."""

    class_id: str
    class_label: str
    account: str
    account_label: str


@dataclass(frozen=True)
class Contact:
    """Somebody who can be reached, or must not be."""

    name: str
    relation: str
    phone: str
    reachable: str = ""
    is_legal_guardian: bool = False
    no_contact: bool = False


@dataclass(frozen=True)
class CardStudent:
    """A student on the card; `number_tail` is the end of the student number."""

    id: str
    number_in_class: int | None
    name: str
    number_tail: str
    birth_date: str
    address: str
    contacts: tuple[Contact, ...]

    @classmethod
    def of(cls, family: FamilyContacts) -> CardStudent:
        """Take from the roster what permissions give the class teacher, and nothing more."""
        details = {name: str(value) for name, value in family.details.items() if value not in {None, ""}}
        contacts = [
            Contact(
                one.name,
                GUARDIAN.relation.show(one.relation) if one.relation is not None else "",
                one.phone,
                one.reachable,
                one.is_legal_guardian,
                one.no_contact,
            )
            for one in family.guardians
        ]
        contacts += [
            Contact(details.get(name, ""), str(STUDENT_DETAILS.field(name).label), details.get(f"{name}_phone", ""))
            for name in ("carer", "entrusted_carer", "dorm_teacher")
            if name in details or f"{name}_phone" in details
        ]
        return cls(
            id=family.student_id,
            number_in_class=family.number_in_class,
            name=family.name,
            number_tail=details.get("student_number", "")[-_TAIL:],
            birth_date=details.get("birth_date", ""),
            address=details.get("address", ""),
            contacts=tuple(contacts),
        )

    @property
    def born(self) -> date | None:
        """Return the day of birth."""
        return date.fromisoformat(self.birth_date) if self.birth_date else None


@dataclass(frozen=True)
class ContactCard:
    """The card of one class as its class teacher opens it."""

    class_id: str
    class_label: str
    made_at: datetime
    students: tuple[CardStudent, ...]
    is_noted: bool = True
    """Whether a receipt says that the account opened this version."""


@dataclass(frozen=True)
class CardOpening:
    """A holder of a card: when he last opened it, and whether that was the card as it is now."""

    account_label: str
    opened_at: datetime | None
    is_present: bool


@dataclass(frozen=True)
class SentCard:
    """The card of one class as the counsellors follow it."""

    class_id: str
    class_label: str
    made_at: datetime
    openings: tuple[CardOpening, ...]


@dataclass(frozen=True)
class CardState:
    """One class whose card has to be made, sealed again or taken away; `accounts` empty takes it away."""

    class_id: str
    accounts: tuple[str, ...]
    new_accounts: tuple[str, ...]


def to_bytes(students: tuple[CardStudent, ...]) -> bytes:
    """Return the students as the envelope holds them: one spelling, so that sameness is seen."""
    return json.dumps([asdict(student) for student in students], ensure_ascii=False, sort_keys=True).encode()


def from_bytes(raw: bytes) -> tuple[CardStudent, ...]:
    """Return what `to_bytes` was given."""
    found: list[dict[str, Any]] = json.loads(raw)
    return tuple(
        CardStudent(**{**entry, "contacts": tuple(Contact(**contact) for contact in entry["contacts"])})
        for entry in found
    )
