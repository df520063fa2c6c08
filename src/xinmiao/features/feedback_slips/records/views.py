"""What pages, papers and envelopes hold of feedback slips."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from xinmiao.features.feedback_slips.records.slips import SlipSide, SlipWay, StudentNow
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.texts import Text, _
from xinmiao.kernel.waiting import Wait


class SlipState(StrEnum):
    """Where a slip stands; computed from its dates and never stored."""

    SENT = "sent"
    """On its way: the room was not signed in since. Only the teacher sees this state."""
    ASKED = "asked"
    WAITING = "waiting"
    ANSWERED = "answered"
    REPORTED = "reported"
    CLOSED = "closed"


STATE_LABELS: dict[SlipState, Text] = {
    SlipState.SENT: _("Sent to the room"),
    SlipState.ASKED: _("Waits for the background"),
    SlipState.WAITING: _("Waits for the room’s answer"),
    SlipState.ANSWERED: _("Waits for what was done"),
    SlipState.REPORTED: _("Reported back"),
    SlipState.CLOSED: _("Slip closed"),
}
STATE_TONES: dict[SlipState, str] = {
    SlipState.SENT: "",
    SlipState.ASKED: "watch",
    SlipState.WAITING: "watch",
    SlipState.ANSWERED: "calm",
    SlipState.REPORTED: "accent",
    SlipState.CLOSED: "",
}


@dataclass(frozen=True)
class BackgroundForm:
    """The first step as a teacher writes it; lies in his envelope."""

    slip_id: str
    student_id: str
    background: str
    question: str = ""


@dataclass(frozen=True)
class ReportForm:
    """The third step as a teacher writes it; lies in his envelope."""

    slip_id: str
    student_id: str
    done: str
    now: StudentNow
    now_words: str = ""


@dataclass(frozen=True)
class PaperStep:
    """What the room copies beside a step that came on paper."""

    teacher_name: str
    written_on: date | None
    place: str = ""


@dataclass(frozen=True)
class BeginForm:
    """A slip the room begins: a question to a teacher, advice, or both. `teacher` is empty where all goes on paper."""

    slip_id: str
    student_id: str
    teacher: str
    teacher_name: str
    asked: str = ""
    can_do: str = ""
    rather_not: str = ""
    whom: str = ""


@dataclass(frozen=True)
class AdviceForm:
    """The second step: the room's answer."""

    can_do: str
    rather_not: str
    whom: str


@dataclass(frozen=True)
class SlipDue:
    """What the room's task about a slip is told by."""

    id: str
    student: str
    teacher: str
    state: SlipState
    wait: Wait | None


@dataclass(frozen=True)
class SlipText:
    """The whole slip as the room seals it to the teacher. Days are ISO texts, empty where there is none.

    Nothing of a case, a note or the room's own closing words stands here.
    """

    slip_id: str
    student_id: str
    begun_by: SlipSide
    begun_on: str
    teacher_name: str
    asked: str
    background: str
    question: str
    background_on: str
    can_do: str
    rather_not: str
    whom: str
    answered_on: str
    answered_name: str
    done: str
    now: StudentNow | None
    now_words: str
    reported_on: str
    closed_on: str


@dataclass(frozen=True)
class OwnSlip:
    """A slip as its teacher sees it; `word` is what the room sealed to him, or what he sent himself."""

    word: SlipText
    student: StudentLine
    state: SlipState
    report_is_under_way: bool
    sent_at: datetime
    wait: Wait | None

    @property
    def id(self) -> str:
        """Return the slip's id."""
        return self.word.slip_id


@dataclass(frozen=True)
class SlipView:
    """A slip as the room reads it."""

    word: SlipText
    student: StudentLine
    state: SlipState
    wait: Wait | None
    teacher: str
    teacher_is_present: bool
    """The teacher's account is the student's class teacher or mentor today; True where there is no account."""
    background_way: SlipWay | None
    background_entered: str
    report_way: SlipWay | None
    report_entered: str
    place: str
    closed_name: str
    closing: str
    sealed_at: datetime | None
    """When the room's last word was laid ready for the teacher; None where it goes on paper."""
    read_at: datetime | None
    """When the teacher opened it."""
    version: int
    recorded_at: datetime

    @property
    def id(self) -> str:
        """Return the slip's id."""
        return self.word.slip_id


@dataclass(frozen=True)
class TeacherChoice:
    """To whom a slip about a student can go: an account, or a name alone, to whom it goes on paper."""

    account: str
    name: str


@dataclass(frozen=True)
class SlipPrint:
    """What the paper is made of; without a slip, the form to be filled in by hand."""

    slip: SlipView | None
    class_label: str
    teacher: str
    head: PaperHead


@dataclass(frozen=True)
class OpenSlips:
    """What the list of open slips is made of: no word of any."""

    slips: tuple[SlipView, ...]
    head: PaperHead
