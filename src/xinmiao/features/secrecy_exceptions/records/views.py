"""What pages, papers and receivers get to see of exceptions to secrecy, and what is handed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from xinmiao.features.roster.records import StudentLine
from xinmiao.features.secrecy_exceptions.records.exceptions import ExceptionGround, ExceptionHow, ReceiverRole
from xinmiao.kernel.paper_head import PaperHead

KIND = "minimal_slip"
"""The kind of envelope a slip travels in."""


@dataclass(frozen=True)
class ExceptionForm:
    """What is written of a telling; parts the receiver's role has no need of are never kept."""

    exception_id: str
    base_version: int | None
    student_id: str
    ground: ExceptionGround
    role: ReceiverRole
    receiver: str
    told_on: date | None
    how: ExceptionHow
    student_told: bool | None
    decided_by: str
    case_id: str | None = None
    ground_words: str = ""
    why_not: str = ""
    observed: str = ""
    risk: str = ""
    watch: str = ""
    do: str = ""
    do_not: str = ""
    arrangement: str = ""
    until: str = ""
    ask: str = ""
    place: str = ""


@dataclass(frozen=True)
class SlipLine:
    """One line of a slip: its head and its words."""

    head: str
    words: str


@dataclass(frozen=True)
class Slip:
    """All that a slip says."""

    role: ReceiverRole
    receiver: str
    told_on: str
    """The day as it is written: a slip is sealed as it stands."""
    lines: tuple[SlipLine, ...]


@dataclass(frozen=True)
class ExceptionView:
    """A telling as it stands. Closed to the account, its texts are empty."""

    id: str
    student: StudentLine
    form: ExceptionForm
    told_on: date
    slip: Slip
    sent_to: str
    sent_at: datetime | None
    read_at: datetime | None
    recorded_name: str
    recorded_at: datetime
    version: int
    restricted: bool = False
    is_closed_to_me: bool = False


@dataclass(frozen=True)
class Receiver:
    """An account a slip of a role can be sent to."""

    account: str
    label: str


@dataclass(frozen=True)
class OwnSlip:
    """A slip in the receiver's list: from whom, when, and when he read it. What it says is opened once."""

    id: str
    sender: str
    sent_at: datetime
    read_at: datetime | None


@dataclass(frozen=True)
class SlipPrint:
    """What a slip on paper is made of."""

    slip: Slip
    head: PaperHead
