"""What a light plan, its reviews and its published counts are made of."""

from __future__ import annotations

from enum import StrEnum

from xinmiao.features.plans.records import PROGRESS, GoalProgress, ReviewDecision
from xinmiao.kernel.fields import ChoiceField, DateField, IntegerField, ReferenceField, Sensitivity, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import Text, _

PASSAGE_LENGTH = 1_000
LINE_LENGTH = 500
NAME_LENGTH = 60


class LightState(StrEnum):
    """Where a light plan stands; computed and never stored."""

    OPENED = "opened"
    FILLED = "filled"
    CHECKED = "checked"
    REVIEW_DUE = "review_due"
    CLOSED = "closed"


class LightWay(StrEnum):
    """By which way the text came in."""

    SCREEN = "screen"
    PAPER = "paper"
    WORKBOOK = "workbook"


class Problem(StrEnum):
    """Why a light plan that was handed in does not count."""

    EMPTY = "empty"
    INCOMPLETE = "incomplete"
    COPIED = "copied"
    COPIED_EARLIER = "copied_earlier"


def _passage(label: Text, help_text: Text) -> TextField:
    return TextField(
        label=label,
        help=help_text,
        max_length=PASSAGE_LENGTH,
        multiline=True,
        sensitivity=Sensitivity.COUNSELLING,
        leaves_room=True,
    )


def _line(label: Text) -> TextField:
    return TextField(label=label, max_length=LINE_LENGTH, sensitivity=Sensitivity.COUNSELLING)


class LightPlanSpec(RecordSpec):
    """One student's sheet for one term or school year."""

    record = "light_plan"
    label = _("Light plan")
    file = DataFile.COUNSELLING

    student_id = ReferenceField(label=_("Student"), record="student", required=True)
    period = TextField(label=_("Period"), max_length=10, required=True)
    situation = _passage(_("Situation"), _("What was seen and told of this student; no diagnosis."))
    strengths = _passage(_("Strengths"), _("What the student can do, likes, and who stands by him."))
    goal = _passage(_("Goal"), _("One thing that is to be different at the review."))
    measure_1 = _line(_("Measure 1"))
    measure_2 = _line(_("Measure 2"))
    measure_3 = _line(_("Measure 3"))
    responsible = TextField(label=_("Responsible"), max_length=NAME_LENGTH)
    review_on = DateField(label=_("Review on"))
    writer = TextField(label=_("Written by"), help=_("Whose text it is, not who types it."), max_length=NAME_LENGTH)
    written_on = DateField(label=_("Written on"), help=_("The day on the sheet."))
    way = ChoiceField(
        label=_("Came in"),
        choices=LightWay,
        labels=(
            (LightWay.SCREEN, _("In the program")),
            (LightWay.PAPER, _("On paper")),
            (LightWay.WORKBOOK, _("In a workbook")),
        ),
    )
    checked_on = DateField(label=_("Checked on"))
    checked_name = TextField(label=_("Checked by"), max_length=NAME_LENGTH)
    checked_words = _line(_("Why it counts all the same"))
    closed_on = DateField(label=_("Closed on"))


class LightReviewSpec(RecordSpec):
    """One review of a light plan."""

    record = "light_plan_review"
    label = _("Review of a light plan")
    file = DataFile.COUNSELLING

    light_plan_id = ReferenceField(label=_("Light plan"), record="light_plan", required=True)
    nth = IntegerField(label=_("Number of the review"), required=True, minimum=1, maximum=999)
    held_on = DateField(label=_("Reviewed on"), required=True)
    progress = ChoiceField(label=_("Progress"), choices=GoalProgress, labels=PROGRESS.progress.labels, required=True)
    evidence = TextField(
        label=_("Evidence"), help=_("What shows it."), max_length=LINE_LENGTH, sensitivity=Sensitivity.COUNSELLING
    )
    decision = ChoiceField(
        label=_("Decision"),
        choices=ReviewDecision,
        labels=((ReviewDecision.GO_ON, _("Go on")), (ReviewDecision.CLOSE, _("Close"))),
        required=True,
    )
    next_review_on = DateField(label=_("Next review"))
    reviewer_name = TextField(label=_("Reviewed by"), max_length=NAME_LENGTH, required=True)


class LightCountSpec(RecordSpec):
    """How far a class is with its light plans: numbers only, for those who hold no counselling key."""

    record = "light_plan_count"
    label = _("Light plans of a class")
    file = DataFile.SCHOOL

    class_id = ReferenceField(label=_("Class"), record="school_class", required=True)
    period = TextField(label=_("Period"), max_length=10, required=True)
    opened = IntegerField(label=_("Asked for"), required=True, minimum=0)
    handed_in = IntegerField(label=_("Handed in"), required=True, minimum=0)
    done = IntegerField(label=_("Checked by the room"), required=True, minimum=0)


LIGHT_PLAN = LightPlanSpec()
LIGHT_REVIEW = LightReviewSpec()
LIGHT_PLAN_COUNT = LightCountSpec()

MEASURE_NAMES = ("measure_1", "measure_2", "measure_3")
CONTENT_NAMES = ("situation", "strengths", "goal", *MEASURE_NAMES, "responsible", "review_on")
"""The fields of the sheet, in the order of paper and workbook."""
