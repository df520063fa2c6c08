"""What pages and papers get to see of referrals, and what they hand over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from xinmiao.features.referrals.records.internal import ReferralDecision, ReferralUrgency, ReferralWay
from xinmiao.features.referrals.records.out import AnswerSource, MedicalAdvice, StepKind, ToldHow
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.texts import Text, _
from xinmiao.kernel.waiting import Wait


class OutState(StrEnum):
    """Where a referral out stands; computed from its steps and never stored."""

    ADVISED = "advised"
    SIGNED = "signed"
    REFUSED = "refused"
    NOT_SEEN = "not_seen"
    VISITED = "visited"
    ANSWERED = "answered"
    NOTHING_FOUND = "nothing_found"
    NOT_TOLD = "not_told"
    FOLLOWED = "followed"
    CLOSED = "closed"


STATE_LABELS: dict[OutState, Text] = {
    OutState.ADVISED: _("Advised, not signed yet"),
    OutState.SIGNED: _("Signed, waits for the visit"),
    OutState.REFUSED: _("Signature refused"),
    OutState.NOT_SEEN: _("Not taken to the hospital"),
    OutState.VISITED: _("Seen, waits for the answer"),
    OutState.ANSWERED: _("Answer received"),
    OutState.NOTHING_FOUND: _("Nothing found"),
    OutState.NOT_TOLD: _("Parents do not want to tell"),
    OutState.FOLLOWED: _("Followed up"),
    OutState.CLOSED: _("Referral closed"),
}
STATE_TONES: dict[OutState, str] = {
    OutState.ADVISED: "watch",
    OutState.SIGNED: "watch",
    OutState.REFUSED: "warn",
    OutState.NOT_SEEN: "warn",
    OutState.VISITED: "watch",
    OutState.ANSWERED: "calm",
    OutState.NOTHING_FOUND: "calm",
    OutState.NOT_TOLD: "warn",
    OutState.FOLLOWED: "calm",
    OutState.CLOSED: "",
}
DECISION_TONES: dict[ReferralDecision, str] = {
    ReferralDecision.WAITING: "watch",
    ReferralDecision.ACCEPTED: "accent",
    ReferralDecision.DECLINED: "",
}


@dataclass(frozen=True)
class InternalForm:
    """What a teacher writes."""

    referral_id: str
    student_id: str
    facts: str
    urgency: ReferralUrgency
    since: str = ""
    tried: str = ""
    wishes_told: bool = False


@dataclass(frozen=True)
class PaperReferral:
    """A referral that came on paper, entered by the room: who wrote it when, and where the paper lies."""

    form: InternalForm
    writer_name: str
    written_on: date | None
    place: str = ""


@dataclass(frozen=True)
class ReferralCounts:
    """How many referrals there were in a spell."""

    written_by_teachers: int
    out: int


@dataclass(frozen=True)
class OwnReferral:
    """A referral as its writer sees it: how far it came and whom to ask. `decision` None: not received yet."""

    id: str
    student: str
    class_label: str
    urgency: ReferralUrgency
    sent_at: datetime
    decision: ReferralDecision | None = None
    ask: str = ""


@dataclass(frozen=True)
class InternalView:
    """A referral as the room reads it. Closed to the account, its texts are empty and `ask` says who reads it."""

    id: str
    student: StudentLine
    case_id: str
    facts: str
    since: str
    tried: str
    urgency: ReferralUrgency
    wishes_told: bool
    writer_name: str
    written_on: date
    way: ReferralWay
    entered_name: str
    place: str
    decision: ReferralDecision
    decided_on: date | None
    decided_name: str
    advice: str
    wait: Wait | None
    version: int
    recorded_at: datetime
    is_closed_to_me: bool = False


@dataclass(frozen=True)
class InternalDue:
    """What the task of a teacher's referral that waits for a decision is told by; `wait` is None once it is decided."""

    id: str
    student: str
    urgency: ReferralUrgency
    writer_name: str
    wait: Wait | None


@dataclass(frozen=True)
class OutDue:
    """What the task of a referral out is told by."""

    id: str
    student: str
    state: OutState
    wait: Wait | None
    next_visit_on: date | None


@dataclass(frozen=True)
class CaseChoice:
    """An open case of the counsellor that a referral can be added to or go out from."""

    id: str
    number: str
    restricted: bool


@dataclass(frozen=True)
class ReferralOutForm:
    """What is written when a student is referred out."""

    referral_id: str
    base_version: int | None
    student_id: str
    agency_name: str
    facts: str
    advice: str
    advised_on: date | None
    case_id: str | None = None
    agency_id: str | None = None
    counselled_from: date | None = None
    counselled_until: date | None = None
    times_seen: int | None = None
    at_risk: bool = False
    guardian_who: str = ""
    guardian_how: ToldHow | None = None
    guardian_on: date | None = None


@dataclass(frozen=True)
class StepForm:
    """What is recorded of one step."""

    kind: StepKind
    on_date: date | None
    who: str = ""
    words: str = ""
    witness_1: str = ""
    witness_2: str = ""
    place: str = ""
    hospital: str = ""
    source: AnswerSource | None = None
    medical: tuple[MedicalAdvice, ...] = ()
    next_visit_on: date | None = None
    keeper: str = ""
    may_tell: str = ""
    quoted: str = ""


@dataclass(frozen=True)
class Step:
    """A step as it stands."""

    id: str
    form: StepForm
    on_date: date
    recorded_name: str
    recorded_at: datetime
    version: int
    is_taken_back: bool = False
    taken_back: str = ""

    @property
    def kind(self) -> StepKind:
        """Return what happened."""
        return self.form.kind

    @property
    def next_visit_on(self) -> date | None:
        """Return when the hospital wants to see the student again."""
        return self.form.next_visit_on


@dataclass(frozen=True)
class OutView:
    """A referral out with its path. Closed to the account, its texts are empty."""

    id: str
    student: StudentLine
    form: ReferralOutForm
    advised_on: date
    counsellor_name: str
    case_number: str
    state: OutState
    steps: tuple[Step, ...]
    next_steps: tuple[StepKind, ...]
    wait: Wait | None
    next_visit_on: date | None
    is_own: bool
    version: int
    recorded_at: datetime
    restricted: bool = False
    is_closed_to_me: bool = False


class OutPaper(StrEnum):
    """The papers of a referral out."""

    ADVICE = "advice"
    REFUSAL = "refusal"
    ANSWER = "answer"


@dataclass(frozen=True)
class OutPrint:
    """What the papers of a referral out are made of."""

    referral: OutView
    phone: str
    head: PaperHead


@dataclass(frozen=True)
class InternalPrint:
    """What the paper of a teacher's referral is made of; without one, the form to be filled in by hand."""

    referral: InternalView | None
    class_label: str
    teacher: str
    phone: str
    head: PaperHead


@dataclass(frozen=True)
class OpenReferrals:
    """What the list of open referrals is made of."""

    internal: tuple[InternalView, ...]
    out: tuple[OutView, ...]
    head: PaperHead
