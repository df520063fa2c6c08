"""What a plan, its goals, its measures and its reviews are made of."""

from __future__ import annotations

from enum import StrEnum

from xinmiao.kernel.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    DateTimeField,
    IntegerField,
    ReferenceField,
    Sensitivity,
    TextField,
)
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import Text, _

PASSAGE_LENGTH = 5_000
LINE_LENGTH = 500
MOST_GOALS = 12
MOST_MEASURES = 40


class PlanState(StrEnum):
    """Where a version stands; computed from its dates and never stored."""

    DRAFT = "draft"
    AGREED = "agreed"
    IN_FORCE = "in_force"
    REVIEW_DUE = "review_due"
    CLOSED = "closed"
    REPLACED = "replaced"


class ApprovalKind(StrEnum):
    """How a second person said yes."""

    ACCOUNT = "account"
    PAPER = "paper"


class MeasureSide(StrEnum):
    """Who carries a measure: the families’ paper is divided by it."""

    SCHOOL = "school"
    HOME = "home"


class GoalProgress(StrEnum):
    """How far a goal has come at a review."""

    NOT_BEGUN = "not_begun"
    MOVING = "moving"
    REACHED = "reached"
    SET_ASIDE = "set_aside"


class ReviewDecision(StrEnum):
    """What follows from a review."""

    GO_ON = "go_on"
    CHANGE = "change"
    CLOSE = "close"


def _passage(label: Text, help_text: Text) -> TextField:
    return TextField(
        label=label,
        help=help_text,
        max_length=PASSAGE_LENGTH,
        multiline=True,
        sensitivity=Sensitivity.COUNSELLING,
        leaves_room=True,
    )


def _words(label: Text, help_text: Text | None = None, *, required: bool = False, leaves: bool = False) -> TextField:
    return TextField(
        label=label,
        help=help_text,
        max_length=LINE_LENGTH,
        required=required,
        sensitivity=Sensitivity.COUNSELLING,
        leaves_room=leaves,
    )


class PlanSpec(RecordSpec):
    """One version of a student's plan; the versions of a student are numbered through."""

    record = "plan"
    label = _("Plan")
    file = DataFile.COUNSELLING

    student_id = ReferenceField(label=_("Student"), record="student", required=True)
    number = IntegerField(label=_("Version"), required=True, minimum=1, maximum=999)
    edits = IntegerField(label=_("Times written"), required=True)
    """Rises with every saving, so that a version in which only goals were changed is another one too."""
    reasons = _passage(_("Reasons"), _("What was seen and told, and why a plan is made now; no diagnosis."))
    strengths = _passage(_("Strengths"), _("What the student can do, likes, and is proud of."))
    protective = _passage(_("Protective factors"), _("Who and what holds the student: people, habits, places."))
    participants = TextField(
        label=_("Who took part in the meeting"),
        help=_("Names or roles, as on the paper: class teacher, mother, the student."),
        max_length=LINE_LENGTH,
    )
    starts_on = DateField(label=_("In force from"), help=_("Empty: from the day it was agreed."))
    next_review_on = DateField(label=_("Next review"), help=_("Stands on Today when it comes near."))
    change_reason = _words(_("Why a new version"))
    agreed_on = DateField(label=_("Agreed on"))
    agreed_at = DateTimeField(label=_("Agreement recorded at"))
    agreed_by = ReferenceField(label=_("Agreement recorded by account"), record="account")
    agreed_name = TextField(label=_("Agreed, recorded by"), max_length=60)
    needs_approval = BooleanField(label=_("Needs a second person’s approval"))
    approval = ChoiceField(
        label=_("Approval"),
        choices=ApprovalKind,
        labels=(
            (ApprovalKind.ACCOUNT, _("By account")),
            (ApprovalKind.PAPER, _("Signed on paper")),
        ),
    )
    approved_on = DateField(label=_("Approved on"))
    approver = ReferenceField(label=_("Approved by account"), record="account")
    approver_name = TextField(label=_("Who signed"), max_length=60)
    approval_place = TextField(
        label=_("Place of the original"), help=_("Cabinet, box and page, such as 2-05-31."), max_length=100
    )
    closed_on = DateField(label=_("Closed on"))
    closed_at = DateTimeField(label=_("Closing recorded at"))
    closed_name = TextField(label=_("Closed by"), max_length=60)
    closing_words = TextField(
        label=_("Closing words"), max_length=PASSAGE_LENGTH, multiline=True, sensitivity=Sensitivity.COUNSELLING
    )


class GoalSpec(RecordSpec):
    """One goal of one version; `root_id` stays the same through all versions that carry the goal."""

    record = "plan_goal"
    label = _("Goal")
    file = DataFile.COUNSELLING

    plan_id = ReferenceField(label=_("Plan"), record="plan", required=True)
    root_id = ReferenceField(label=_("Goal in its first version"), record="plan_goal", required=True)
    place = IntegerField(label=_("Place"), required=True)
    what = _words(_("Goal"), _("What is to be different."), required=True, leaves=True)
    how_seen = _words(_("How we will see it"), _("What anybody could observe or count."), leaves=True)
    baseline = _words(_("Baseline"), _("How it is now."), leaves=True)
    plain = _words(_("In plain words"), _("For the family’s paper; empty: the goal as it stands above."), leaves=True)


class MeasureSpec(RecordSpec):
    """One measure of one version: who does what until when, and whether it was done."""

    record = "plan_measure"
    label = _("Measure")
    file = DataFile.COUNSELLING

    plan_id = ReferenceField(label=_("Plan"), record="plan", required=True)
    root_id = ReferenceField(label=_("Measure in its first version"), record="plan_measure", required=True)
    place = IntegerField(label=_("Place"), required=True)
    what = _words(_("Measure"), _("What is done."), required=True, leaves=True)
    side = ChoiceField(
        label=_("Carried by"),
        choices=MeasureSide,
        labels=((MeasureSide.SCHOOL, _("School")), (MeasureSide.HOME, _("Home"))),
        required=True,
    )
    person = ReferenceField(label=_("Staff member"), record="staff_member")
    who = TextField(label=_("Who"), help=_("A colleague, or words such as: mother, the student."), max_length=60)
    due_on = DateField(label=_("By when"))
    where = TextField(label=_("At what place"), max_length=60)
    done_on = DateField(label=_("Done on"))
    done_words = _words(_("How it went"))


class ReviewSpec(RecordSpec):
    """One review of a version, and what was decided."""

    record = "plan_review"
    label = _("Review")
    file = DataFile.COUNSELLING

    plan_id = ReferenceField(label=_("Plan"), record="plan", required=True)
    nth = IntegerField(label=_("Number of the review"), required=True, minimum=1, maximum=999)
    held_on = DateField(label=_("Reviewed on"), required=True)
    participants = TextField(label=_("Who took part"), max_length=LINE_LENGTH)
    words = TextField(label=_("In sum"), max_length=PASSAGE_LENGTH, multiline=True, sensitivity=Sensitivity.COUNSELLING)
    decision = ChoiceField(
        label=_("Decision"),
        choices=ReviewDecision,
        labels=(
            (ReviewDecision.GO_ON, _("Go on as it is")),
            (ReviewDecision.CHANGE, _("Change: a new version")),
            (ReviewDecision.CLOSE, _("Close the plan")),
        ),
        required=True,
    )
    next_review_on = DateField(label=_("Next review"))
    reviewer_name = TextField(label=_("Recorded by"), required=True, max_length=60)


class ProgressSpec(RecordSpec):
    """How one goal stood at one review."""

    record = "plan_progress"
    label = _("Progress of a goal")
    file = DataFile.COUNSELLING

    plan_id = ReferenceField(label=_("Plan"), record="plan", required=True)
    review_id = ReferenceField(label=_("Review"), record="plan_review", required=True)
    goal_id = ReferenceField(label=_("Goal"), record="plan_goal", required=True)
    progress = ChoiceField(
        label=_("Progress"),
        choices=GoalProgress,
        labels=(
            (GoalProgress.NOT_BEGUN, _("Not begun")),
            (GoalProgress.MOVING, _("Some progress")),
            (GoalProgress.REACHED, _("Goal reached")),
            (GoalProgress.SET_ASIDE, _("Set aside")),
        ),
        required=True,
    )
    evidence = _words(_("Evidence"), _("What was seen that shows it."))


PLAN = PlanSpec()
GOAL = GoalSpec()
MEASURE = MeasureSpec()
REVIEW = ReviewSpec()
PROGRESS = ProgressSpec()

PASSAGES = (PLAN.reasons, PLAN.strengths, PLAN.protective)
"""The texts of a plan, in the order they are written and printed."""
GOAL_TEXTS = (GOAL.what, GOAL.how_seen, GOAL.baseline, GOAL.plain)
