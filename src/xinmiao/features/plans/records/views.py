"""Frozen read models of plans, and the values operations take and return."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from xinmiao.features.plans.records.plans import (
    ApprovalKind,
    GoalProgress,
    MeasureSide,
    PlanState,
    ReviewDecision,
)
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.texts import Text, _

STATE_LABELS: dict[PlanState, Text] = {
    PlanState.DRAFT: _("Being drawn up"),
    PlanState.AGREED: _("Agreed, not in force yet"),
    PlanState.IN_FORCE: _("In force"),
    PlanState.REVIEW_DUE: _("Review due"),
    PlanState.CLOSED: _("Plan closed"),
    PlanState.REPLACED: _("Replaced by a later version"),
}
STATE_TONES: dict[PlanState, str] = {
    PlanState.DRAFT: "watch",
    PlanState.AGREED: "calm",
    PlanState.IN_FORCE: "accent",
    PlanState.REVIEW_DUE: "warn",
    PlanState.CLOSED: "",
    PlanState.REPLACED: "",
}


@dataclass(frozen=True)
class PlanFacts:
    """What a version's state is computed from."""

    number: int
    agreed_on: date | None = None
    starts_on: date | None = None
    needs_approval: bool = False
    approved_on: date | None = None
    next_review_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True)
class GoalDraft:
    """A goal as it is written."""

    id: str
    what: str = ""
    how_seen: str = ""
    baseline: str = ""
    plain: str = ""


@dataclass(frozen=True)
class MeasureDraft:
    """A measure as it is written; `person` is the staff member `who` names, or empty for free words."""

    id: str
    what: str = ""
    side: MeasureSide = MeasureSide.SCHOOL
    who: str = ""
    person: str = ""
    due_on: date | None = None
    where: str = ""


@dataclass(frozen=True)
class PlanContent:
    """What is written in a plan."""

    reasons: str = ""
    strengths: str = ""
    protective: str = ""
    goals: tuple[GoalDraft, ...] = ()
    measures: tuple[MeasureDraft, ...] = ()
    participants: str = ""
    starts_on: date | None = None
    next_review_on: date | None = None
    change_reason: str = ""


@dataclass(frozen=True)
class PlanDraft:
    """A plan as the editor hands it over; without a base version it is a new one."""

    plan_id: str
    student_id: str
    base_version: int | None = None
    content: PlanContent = field(default_factory=PlanContent)


@dataclass(frozen=True)
class PlanStamp:
    """What saving answers."""

    plan_id: str
    number: int
    version: int


@dataclass(frozen=True)
class GoalView:
    """A goal as it stands; `root_id` names it through all versions."""

    id: str
    root_id: str
    what: str
    how_seen: str
    baseline: str
    plain: str


@dataclass(frozen=True)
class MeasureView:
    """A measure as it stands. `version` goes back when it is marked as done."""

    id: str
    root_id: str
    what: str
    side: MeasureSide
    who: str
    person: str
    due_on: date | None
    where: str
    done_on: date | None
    done_words: str
    is_overdue: bool
    version: int


@dataclass(frozen=True)
class ProgressView:
    """How a goal stood at a review."""

    goal_id: str
    progress: GoalProgress
    evidence: str = ""


@dataclass(frozen=True)
class ReviewView:
    """A review as it was recorded."""

    id: str
    nth: int
    held_on: date
    participants: str
    words: str
    decision: ReviewDecision
    next_review_on: date | None
    reviewer_name: str
    recorded_at: datetime
    progress: tuple[ProgressView, ...]


@dataclass(frozen=True)
class ReviewDraft:
    """A review as it is handed over. `new_plan_id` is the id of the next version, where one is made."""

    review_id: str
    plan_id: str
    base_version: int
    held_on: date
    decision: ReviewDecision
    progress: tuple[ProgressView, ...] = ()
    participants: str = ""
    words: str = ""
    next_review_on: date | None = None
    new_plan_id: str = ""


@dataclass(frozen=True)
class Approval:
    """A second person's yes."""

    kind: ApprovalKind
    name: str
    on: date
    place: str = ""


@dataclass(frozen=True)
class PaperApproval:
    """A signature that stands on paper: who, when, where the original lies."""

    name: str
    on: date
    place: str


@dataclass(frozen=True)
class PlanAllowed:
    """What can be done with a version as things stand."""

    edit: bool = False
    approve: bool = False
    register_paper: bool = False
    review: bool = False
    renew: bool = False
    close: bool = False
    tick: bool = False


@dataclass(frozen=True)
class PlanView:
    """One version in full. `version` goes back as base version."""

    id: str
    student: StudentLine
    number: int
    state: PlanState
    reasons: str
    strengths: str
    protective: str
    participants: str
    starts_on: date | None
    next_review_on: date | None
    change_reason: str
    goals: tuple[GoalView, ...]
    measures: tuple[MeasureView, ...]
    reviews: tuple[ReviewView, ...]
    """The oldest first."""
    agreed_on: date | None
    agreed_name: str
    needs_approval: bool
    approval: Approval | None
    closed_on: date | None
    closed_name: str
    closing_words: str
    allowed: PlanAllowed
    version: int
    created_at: datetime
    changed_at: datetime

    def content(self) -> PlanContent:
        """Return what is written, as the editor takes it."""
        return PlanContent(
            reasons=self.reasons,
            strengths=self.strengths,
            protective=self.protective,
            goals=tuple(GoalDraft(goal.id, goal.what, goal.how_seen, goal.baseline, goal.plain) for goal in self.goals),
            measures=tuple(
                MeasureDraft(each.id, each.what, each.side, each.who, each.person, each.due_on, each.where)
                for each in self.measures
            ),
            participants=self.participants,
            starts_on=self.starts_on,
            next_review_on=self.next_review_on,
            change_reason=self.change_reason,
        )


@dataclass(frozen=True)
class PlanDesk:
    """What the page of a student's plan shows: all versions, the newest first, and which one counts."""

    student: StudentLine
    versions: tuple[PlanView, ...] = ()
    leading: str = ""
    """The id of the version in force, else of the newest; empty when there is none."""

    def version(self, plan_id: str) -> PlanView | None:
        """Return a version by id."""
        return next((view for view in self.versions if view.id == plan_id), None)

    @property
    def lead(self) -> PlanView | None:
        """Return the version that counts."""
        return self.version(self.leading)

    @property
    def pending(self) -> PlanView | None:
        """Return a later version that is being drawn up or waits to come into force."""
        newest = self.versions[0] if self.versions else None
        waits = newest is not None and newest.state in {PlanState.DRAFT, PlanState.AGREED}
        return newest if waits and newest is not None and newest.id != self.leading else None


@dataclass(frozen=True)
class PlanLine:
    """A student's plan as the list shows it: the version that counts, and what is due of it."""

    id: str
    student: StudentLine
    number: int
    state: PlanState
    pending: PlanState | None
    """The state of a later version that does not count yet."""
    agreed_on: date | None
    next_review_on: date | None
    review_when: Text | None
    """In how many school days the review is due, in words."""
    reviews: int
    goals: int
    goals_reached: int
    measures: int
    measures_done: int
    measures_overdue: int
    is_own: bool
    changed_at: datetime


class PlanPaper(StrEnum):
    """The papers of a plan."""

    MEETING = "meeting"
    FAMILY = "family"
    HISTORY = "history"


@dataclass(frozen=True)
class PlanPrint:
    """Everything the papers of a plan are made of."""

    plan: PlanView
    versions: tuple[PlanView, ...]
    """All versions, the oldest first."""
    head: PaperHead
