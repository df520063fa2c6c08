"""What pages and papers get to see of consents, and what they hand over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from xinmiao.features.consents.records.consents import Answer, ConsentHow, ConsentKind, ConsentState, Party
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.paper_head import PaperHead

KIND = "consent_collection"
"""The kind of envelope in which a class teacher hands a class over."""


@dataclass(frozen=True)
class ConsentForm:
    """What is written of one consent."""

    student_id: str
    kind: ConsentKind
    party: Party
    asked_on: date | None
    answer: Answer
    answered_on: date | None = None
    how: ConsentHow | None = None
    signer: str = ""
    place: str = ""
    note: str = ""


@dataclass(frozen=True)
class Withdrawal:
    """When a consent was withdrawn, and what was said."""

    on_date: date | None
    words: str = ""


@dataclass(frozen=True)
class ConsentView:
    """A consent as it stands; `id` is empty and `version` None where it was never asked for."""

    id: str
    student: StudentLine
    form: ConsentForm
    state: ConsentState
    valid_until: date
    withdrawn_on: date | None
    withdrawn_why: str
    recorded_name: str
    recorded_at: datetime
    version: int


@dataclass(frozen=True)
class CollectionSettings:
    """What holds for all slips of a class: whose signatures, when, how, and where the papers lie."""

    kind: ConsentKind
    parties: tuple[Party, ...] = (Party.GUARDIAN, Party.STUDENT)
    on_date: date | None = None
    how: ConsentHow = ConsentHow.PAPER
    place: str = ""


@dataclass(frozen=True)
class Mark:
    """What a student's slip says."""

    student_id: str
    answer: Answer


@dataclass(frozen=True)
class Collection:
    """The slips of a class, as far as they were marked; `collection_id` is made once for class, kind and year."""

    collection_id: str
    class_id: str
    settings: CollectionSettings
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class HandedOver:
    """What lies in a class teacher's envelope: plain values, the day as it is written."""

    collection_id: str
    class_id: str
    kind: ConsentKind
    parties: tuple[Party, ...]
    day: str
    marks: tuple[Mark, ...]

    @staticmethod
    def of(collection: Collection) -> HandedOver:
        """Return a collection as it is sealed; how and where the papers lie is the room's to say."""
        settings = collection.settings
        day = "" if settings.on_date is None else settings.on_date.isoformat()
        return HandedOver(
            collection.collection_id, collection.class_id, settings.kind, settings.parties, day, collection.marks
        )

    def collection(self) -> Collection:
        """Return the collection; a day that is none is left empty, and asked for."""
        try:
            day = date.fromisoformat(self.day)
        except ValueError:
            day = None
        return Collection(
            self.collection_id, self.class_id, CollectionSettings(self.kind, self.parties, day), self.marks
        )


@dataclass(frozen=True)
class SheetLine:
    """A student in the grid; `answer` is what all parties of the slip answered, the least of them."""

    student: StudentLine
    answer: Answer
    answered_on: date | None = None


@dataclass(frozen=True)
class ClassSheet:
    """A class with what came back of one kind in the present school year."""

    class_id: str
    class_label: str
    kind: ConsentKind
    school_year: int
    lines: tuple[SheetLine, ...]
    place: str = ""


@dataclass(frozen=True)
class OwnSheet:
    """A class teacher's sheet: his class, and what he handed over before (`sent_at`), received or not."""

    sheet: ClassSheet
    collection_id: str
    sent_at: datetime | None = None
    received: bool = False


@dataclass(frozen=True)
class ClassCoverage:
    """How far a class is with one kind."""

    class_id: str
    class_label: str
    grade: int
    kind: ConsentKind
    students: int
    returned: int

    @property
    def missing(self) -> int:
        """Return how many slips did not come back."""
        return max(self.students - self.returned, 0)


@dataclass(frozen=True)
class FormPrint:
    """What a blank form is made of; without a student, lines to write on."""

    kind: ConsentKind
    student: str
    class_label: str
    phone: str
    valid_until: date
    head: PaperHead


@dataclass(frozen=True)
class MissingList:
    """Who of a class has not handed a slip back; what the slip is about stands nowhere."""

    class_label: str
    students: tuple[StudentLine, ...]
    total: int
    head: PaperHead
