"""Frozen read models of cases and notes, and the values operations take and return."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from xinmiao.features.casework.records.cases import CaseSource, CaseState, ClosingEffect, ClosingReason
from xinmiao.features.casework.records.handovers import CaseRisk, HandoverView
from xinmiao.features.casework.records.intake import IntakeContent
from xinmiao.features.casework.records.note_texts import NoteContent
from xinmiao.features.casework.records.notes import REMOVED_STATES, NoteForm, NoteState
from xinmiao.kernel.texts import Text


@dataclass(frozen=True)
class Client:
    """With whom a case works: a student, or an alias while nobody knows who it is (`id` None)."""

    id: str | None
    name: str
    class_label: str = ""
    pinyin: str = ""
    class_id: str | None = None

    @property
    def is_alias(self) -> bool:
        """Return whether the name is still unknown."""
        return self.id is None


@dataclass(frozen=True)
class CaseOpening:
    """What is needed to open a case; `opened_on` None means today. Without a student it needs an alias."""

    case_id: str
    student_id: str | None
    source: CaseSource
    presenting_problems: tuple[str, ...]
    opened_on: date | None = None
    alias: str = ""
    accounts: tuple[str, ...] = ()
    """To whom it is sealed from the start, oneself among them; empty for all counsellors."""


@dataclass(frozen=True)
class OldFile:
    """A paper file of earlier work, entered without its text."""

    opening: CaseOpening
    times_seen: int | None
    last_seen_on: date | None = None
    paper_number: str = ""
    paper_place: str = ""


@dataclass(frozen=True)
class CaseClosing:
    """How a case ended; `closed_on` None means today."""

    reason: ClosingReason
    effect: ClosingEffect
    words: str = ""
    closed_on: date | None = None


@dataclass(frozen=True)
class CaseLine:
    """A case as the caseload shows it."""

    id: str
    number: str
    student: Client
    state: CaseState
    source: CaseSource
    presenting_problems: tuple[str, ...]
    problem_words: str
    """The problems as they were called when they were chosen."""
    opened_on: date
    counsellor: str
    counsellor_name: str
    is_own: bool
    notes: int
    """Notes that count: drafts and signed ones."""
    unsigned: int
    last_contact: datetime | None
    next_on: date | None
    risk: CaseRisk = CaseRisk.NOT_ASKED
    """What the newest talk says of thoughts of suicide, a plan or means."""
    times_on_paper: int = 0
    """Talks counted by hand from a paper file."""
    last_on_paper: date | None = None
    restricted: bool = False
    ask: str = ""
    """Whom to ask about a case that is restricted and closed to the account that asked; else empty."""
    of_staff: bool = False

    @property
    def is_closed_to_me(self) -> bool:
        """Return whether only its existence is shown."""
        return bool(self.ask)


@dataclass(frozen=True)
class NoteLine:
    """A note as a list shows it, without its text."""

    id: str
    case_id: str
    nth: int
    started_at: datetime
    ended_at: datetime | None
    form: NoteForm
    state: NoteState
    author_name: str
    entered_at: datetime


@dataclass(frozen=True)
class CaseView:
    """A case in full, with its notes as lines, the newest first. `version` goes back as base version."""

    line: CaseLine
    closed_on: date | None
    closing_reason: ClosingReason | None
    closing_effect: ClosingEffect | None
    closing_words: str
    reopening_reason: str
    notes: tuple[NoteLine, ...]
    version: int
    alias: str = ""
    identity_reason: str = ""
    identity_joined_at: datetime | None = None
    paper_number: str = ""
    entered_at: datetime | None = None
    """When the case was opened in the program."""
    intake_on: date | None = None

    @property
    def id(self) -> str:
        """Return the case's id."""
        return self.line.id


@dataclass(frozen=True)
class NoteRemoval:
    """Why a note no longer counts here: moved (`moved_to` is the note it became) or voided."""

    at: datetime
    by_name: str
    reason: str
    moved_to: str | None


@dataclass(frozen=True)
class NoteAllowed:
    """What the account that asked may do with a note."""

    edit: bool = False
    amend: bool = False
    remove: bool = False


@dataclass(frozen=True)
class NoteView:
    """A note in full. When it happened is in `content`; `entered_at` is when it was first saved."""

    id: str
    case_id: str
    case_number: str
    student: Client
    nth: int
    is_first_visit: bool
    content: NoteContent
    state: NoteState
    author_name: str
    signed_at: datetime | None
    signed_name: str
    removal: NoteRemoval | None
    moved_from: str | None
    amendments: int
    version: int
    entered_at: datetime
    changed_at: datetime
    allowed: NoteAllowed = field(default=NoteAllowed())

    @property
    def is_removed(self) -> bool:
        """Return whether the note was moved away or voided."""
        return self.state in REMOVED_STATES


@dataclass(frozen=True)
class NotePreparation:
    """What the editor of a new note starts from."""

    case: CaseLine
    nth: int
    is_first_visit: bool
    place: str
    """Where the last talk of this case took place."""
    form: NoteForm


@dataclass(frozen=True)
class NoteDesk:
    """What lies on the desk when the editor is opened for a note, a case or a student.

    A note is read or gone on with; without one a new note begins in `preparation`'s case; without that
    either, a case has to be opened for `student` first.
    """

    student: Client
    note: NoteView | None = None
    preparation: NotePreparation | None = None


@dataclass(frozen=True)
class NoteStamp:
    """A note as it stands after saving."""

    note_id: str
    version: int
    nth: int
    state: NoteState


class NoteStep(StrEnum):
    """What happened to a note to bring about one of its versions."""

    WRITTEN = "written"
    ARRIVED = "arrived"
    SAVED = "saved"
    SIGNED = "signed"
    AMENDED = "amended"
    MOVED = "moved"
    VOIDED = "voided"


@dataclass(frozen=True)
class NoteVersion:
    """One version of a note with its text at the time: who made it when and, where one was asked for, why."""

    version: int
    step: NoteStep
    at: datetime
    by_name: str
    reason: str
    content: NoteContent
    changed: tuple[str, ...]
    """Names of the fields that differ from the version before; empty for the first."""


@dataclass(frozen=True)
class NoteHit:
    """A place in a note where searched words stand; `marks` are start and end in `excerpt`."""

    note_id: str
    case_id: str
    case_number: str
    student: Client
    nth: int
    started_at: datetime
    state: NoteState
    author_name: str
    part: Text
    excerpt: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class CounsellingMinutes:
    """Minutes of a stretch of days by form; individual and group ones count towards the six hours (§14)."""

    individual: int = 0
    group: int = 0
    other: int = 0
    notes: int = 0
    without_end: int = 0
    """Notes whose end was not filled in, so that they add nothing."""

    @property
    def counted(self) -> int:
        """Return the minutes that count towards the six hours."""
        return self.individual + self.group


@dataclass(frozen=True)
class NotePrint:
    """Everything a printed note is made of."""

    note: NoteView
    school: str
    printed_by: str
    printed_at: datetime
    anchor: str = ""
    """The check code at the foot: which entry of the audit trail was the last one."""


@dataclass(frozen=True)
class IntakeView:
    """The intake of a case with its case; `version` None while there is none yet."""

    case: CaseLine
    content: IntakeContent
    version: int | None
    entered_at: datetime | None
    author_name: str
    changed_at: datetime | None
    may_write: bool


@dataclass(frozen=True)
class IntakePrint:
    """Everything a printed intake is made of; an empty form to be filled in by hand has no intake."""

    intake: IntakeView | None
    school: str
    printed_by: str
    printed_at: datetime
    anchor: str = ""


@dataclass(frozen=True)
class HandoverPrint:
    """Everything a printed hand-over is made of."""

    handover: HandoverView
    school: str
    printed_by: str
    printed_at: datetime
    anchor: str = ""
