"""What pages and papers get to see of letters, and what they hand over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from xinmiao.features.letter_box.records.letters import AnswerWay, LetterTopic, LetterUrgency
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.texts import Text, _
from xinmiao.kernel.waiting import Wait


class LetterState(StrEnum):
    """How far a letter is; computed and never stored."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


STATE_LABELS: dict[LetterState, Text] = {
    LetterState.OPEN: _("Not answered"),
    LetterState.ANSWERED: _("Answered"),
    LetterState.CLOSED: _("Letter closed"),
}
STATE_TONES: dict[LetterState, str] = {
    LetterState.OPEN: "watch",
    LetterState.ANSWERED: "accent",
    LetterState.CLOSED: "",
}
URGENCY_TONES: dict[LetterUrgency, str] = {
    LetterUrgency.NORMAL: "",
    LetterUrgency.SOON: "watch",
    LetterUrgency.URGENT: "alarm",
}


@dataclass(frozen=True)
class OpeningForm:
    """What is written when the box was opened."""

    opening_id: str
    opened_on: date | None
    letters: int | None
    opened_name: str
    remark: str = ""


@dataclass(frozen=True)
class OpeningView:
    """An opening, and how many of its letters were entered."""

    id: str
    opened_on: date
    letters: int
    opened_name: str
    remark: str
    entered: int
    version: int


@dataclass(frozen=True)
class LetterForm:
    """What is entered of a letter. Signed: a student, or a name; else a reply code, or one is made."""

    letter_id: str
    received_on: date | None
    words: str
    topic: LetterTopic | None
    urgency: LetterUrgency
    signed: bool
    student_id: str = ""
    signer_name: str = ""
    reply_code: str = ""
    opening_id: str = ""
    is_summary: bool = False
    base_version: int | None = None
    """The version the editor started from; None for a new letter."""


@dataclass(frozen=True)
class AnswerForm:
    """How a letter was answered."""

    how: AnswerWay | None
    on_date: date | None
    answer: str = ""


@dataclass(frozen=True)
class LetterDue:
    """What the task of a letter that waits is told by."""

    id: str
    number: str
    received_on: date
    topic: LetterTopic
    urgency: LetterUrgency
    wait: Wait


@dataclass(frozen=True)
class LetterView:
    """A letter as the room reads it."""

    id: str
    number: str
    received_on: date
    signed: bool
    student: StudentLine | None
    signer_name: str
    reply_code: str
    topic: LetterTopic
    urgency: LetterUrgency
    words: str
    is_summary: bool
    answered_how: AnswerWay | None
    answered_on: date | None
    answered_name: str
    answer: str
    closed_on: date | None
    closed_name: str
    closing: str
    identified: str
    opening_id: str
    earlier_with_code: int
    """How many other letters came with the same reply code."""
    wait: Wait | None
    version: int
    recorded_at: datetime

    @property
    def state(self) -> LetterState:
        """Return how far it is."""
        if self.closed_on is not None:
            return LetterState.CLOSED
        return LetterState.OPEN if self.answered_on is None else LetterState.ANSWERED

    @property
    def sender(self) -> str:
        """Return who wrote it, as lists show it: the name, or the reply code."""
        if self.student is not None:
            return self.student.name
        return self.signer_name or self.reply_code


@dataclass(frozen=True)
class LetterCounts:
    """What the monthly log counts of a spell, first and last day included."""

    openings: int
    empty_openings: int
    letters: int
    signed: int
    anonymous: int
    urgent: int
    answered: int
    """Letters of the spell that are answered by now."""
    by_topic: tuple[tuple[LetterTopic, int], ...]
    by_answer: tuple[tuple[AnswerWay, int], ...]


@dataclass(frozen=True)
class ReplyPrint:
    """What a letter in return is made of: no number, no topic, no word of the letter."""

    to: str
    is_code: bool
    answer: str
    box_name: str
    head: PaperHead


@dataclass(frozen=True)
class NoticePrint:
    """What the notice on the board is made of: reply codes with their answers."""

    answers: tuple[tuple[str, str], ...]
    box_name: str
    opening_times: str
    head: PaperHead


@dataclass(frozen=True)
class BoxPrint:
    """What the label of the box and the code slips are made of."""

    box_name: str
    opening_times: str
    codes: tuple[str, ...]
    head: PaperHead


@dataclass(frozen=True)
class LetterListPrint:
    """What the list of letters is made of: no word of any letter."""

    letters: tuple[LetterView, ...]
    openings: tuple[OpeningView, ...]
    head: PaperHead
