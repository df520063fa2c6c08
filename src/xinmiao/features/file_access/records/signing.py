"""What goes to the principal and comes back: plain contents of two kinds of envelopes, and what he sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xinmiao.features.file_access.records.access import Approval, Manner, Relation

ASKED_KIND = "file_access_approval"
"""The kind of the envelopes in which a request is laid before the principal."""
SIGNED_KIND = "file_access_signature"
"""The kind of the envelopes in which his decision comes back."""


@dataclass(frozen=True)
class ApprovalRequest:
    """What the principal needs to decide: who asks, for what, why. Never anything out of the file."""

    access_id: str
    number: str
    student: str
    class_label: str
    asked_on: date
    applicant: str
    relation: Relation
    letter: str
    officers: tuple[str, ...]
    ground: str
    scope: str
    wanted: Manner
    opinion: str
    asked_by: str


@dataclass(frozen=True)
class Signature:
    """What he decided."""

    access_id: str
    request: str
    """The envelope he read, and its version below: what he signed."""
    request_version: int
    approval: Approval
    signed_on: date
    words: str = ""


@dataclass(frozen=True)
class ApprovalLine:
    """A request as the principal reads it, with what he decided."""

    id: str
    """The id of the envelope."""
    version: int
    request: ApprovalRequest
    signature: Signature | None
