"""What pages and papers get to see of requests for a file, and what they hand over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from xinmiao.features.file_access.records.access import (
    AUTHORITIES,
    AgeGroup,
    Approval,
    ApprovalWay,
    Decision,
    Manner,
    Opinion,
    Receipt,
    Relation,
)
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.texts import Text, _


class AccessState(StrEnum):
    """Where a request stands; computed and never stored."""

    ASKED = "asked"
    LAID_BEFORE = "laid_before"
    APPROVED = "approved"
    DENIED = "denied"
    ACCEPTED = "accepted"
    GIVEN = "given"
    CLOSED = "closed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


STATE_LABELS: dict[AccessState, Text] = {
    AccessState.ASKED: _("Registered, not decided"),
    AccessState.LAID_BEFORE: _("Waits for the principal"),
    AccessState.APPROVED: _("Approved by the principal"),
    AccessState.DENIED: _("Not approved by the principal"),
    AccessState.ACCEPTED: _("Accepted, to be given"),
    AccessState.GIVEN: _("Given, receipt missing"),
    AccessState.CLOSED: _("Given and settled"),
    AccessState.REFUSED: _("Answered, nothing given"),
    AccessState.WITHDRAWN: _("Withdrawn"),
}
STATE_TONES: dict[AccessState, str] = {
    AccessState.ASKED: "watch",
    AccessState.LAID_BEFORE: "watch",
    AccessState.APPROVED: "accent",
    AccessState.DENIED: "warn",
    AccessState.ACCEPTED: "accent",
    AccessState.GIVEN: "watch",
    AccessState.CLOSED: "",
    AccessState.REFUSED: "",
    AccessState.WITHDRAWN: "",
}
SETTLED = frozenset({AccessState.CLOSED, AccessState.REFUSED, AccessState.WITHDRAWN})


class Part(StrEnum):
    """One thing that is written down about a request, at one time."""

    ASKING = "asking"
    OPINION = "opinion"
    PAPER_APPROVAL = "paper_approval"
    ACCEPTING = "accepting"
    REFUSING = "refusing"
    WITHDRAWING = "withdrawing"
    SUMMARY = "summary"
    GIVING = "giving"
    RECEIPT = "receipt"


@dataclass(frozen=True)
class AccessForm:
    """What is typed of one part: the values of its fields by name."""

    access_id: str
    base_version: int | None
    values: Mapping[str, Any] = field(default_factory=dict)
    student_id: str = ""
    """Only for a new request."""


@dataclass(frozen=True)
class AccessDue:
    """What the task of a request is told by."""

    id: str
    student: str
    applicant: str
    state: AccessState
    asked_on: date
    decided_on: date | None
    given_on: date | None


@dataclass(frozen=True)
class AccessView:
    """A request as the room reads it."""

    id: str
    student: StudentLine
    number: str
    asked_on: date
    applicant: str
    relation: Relation
    contact: str
    id_document: str
    letter: str
    officer_1: str
    officer_2: str
    ground: str
    scope: str
    wanted: Manner
    registered_name: str
    age_group: AgeGroup | None
    opinion: Opinion | None
    opinion_words: str
    opinion_on: date | None
    opinion_by: str
    approval_asked_on: date | None
    approval: Approval | None
    approval_way: ApprovalWay | None
    approver_name: str
    approved_on: date | None
    approval_words: str
    approval_place: str
    decision: Decision | None
    decided_on: date | None
    decided_name: str
    decision_words: str
    nevertheless: str
    summary: str
    given_on: date | None
    manner: Manner | None
    given_what: str
    pages: int | None
    sat_by: str
    receipt: Receipt | None
    receipt_on: date | None
    receipt_who: str
    receipt_words: str
    receipt_place: str
    state: AccessState
    is_from_14: bool | None
    """By the birth date, else by what was said; None when neither is known."""
    birth_date_known: bool
    recorded_at: datetime
    version: int

    @property
    def of_authority(self) -> bool:
        """Return whether an authority asks."""
        return self.relation in AUTHORITIES


@dataclass(frozen=True)
class AccessPrint:
    """What a paper of a request is made of; an empty form has no request."""

    access: AccessView | None
    head: PaperHead


class AccessPaper(StrEnum):
    """The papers of a request."""

    REGISTER = "register"
    SUMMARY = "summary"
    REFUSAL = "refusal"
