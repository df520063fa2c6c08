"""What a teacher's referral to the room is made of."""

from __future__ import annotations

from enum import StrEnum

from xinmiao.kernel.fields import BooleanField, ChoiceField, DateField, ReferenceField, Sensitivity, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.sealed_part import sealed_part
from xinmiao.kernel.texts import _

KIND = "internal_referral"
"""The kind of the envelopes a referral travels in."""
WORDS_LENGTH = 4_000
LINE_LENGTH = 300


class ReferralUrgency(StrEnum):
    """How soon the teacher asks for help."""

    NORMAL = "normal"
    SOON = "soon"
    TODAY = "today"


class ReferralWay(StrEnum):
    """How it came."""

    SCREEN = "screen"
    PAPER = "paper"


class ReferralDecision(StrEnum):
    """What the room made of it."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class InternalReferralSpec(RecordSpec):
    """A teacher's referral, as it arrived in the room."""

    record = "internal_referral"
    label = _("Internal referral")
    file = DataFile.COUNSELLING

    student_id = ReferenceField(label=_("Student"), record="student", required=True)
    case_id = ReferenceField(label=_("Case"), record="case")
    facts = TextField(
        label=_("What was seen or heard"),
        help=_("When, where, what; what was said word for word. Facts, no guesses and no diagnosis."),
        max_length=WORDS_LENGTH,
        multiline=True,
        required=True,
        sensitivity=Sensitivity.COUNSELLING,
    )
    since = TextField(
        label=_("Since when"),
        help=_("Such as: for two weeks, since the mid-term examination."),
        max_length=LINE_LENGTH,
        sensitivity=Sensitivity.COUNSELLING,
    )
    tried = TextField(
        label=_("What was tried"),
        help=_("Talks, calls to the family, and how it went."),
        max_length=WORDS_LENGTH,
        multiline=True,
        sensitivity=Sensitivity.COUNSELLING,
    )
    urgency = ChoiceField(
        label=_("How urgent"),
        choices=ReferralUrgency,
        labels=(
            (ReferralUrgency.NORMAL, _("Ordinary")),
            (ReferralUrgency.SOON, _("Soon")),
            (ReferralUrgency.TODAY, _("Urgent today")),
        ),
        required=True,
    )
    wishes_told = BooleanField(label=_("Please tell me whether the case was taken"))
    writer = ReferenceField(label=_("Written by account"), record="account")
    writer_name = TextField(label=_("Written by"), help=_("The name on the paper."), max_length=60, required=True)
    written_on = DateField(label=_("Written on"), required=True)
    way = ChoiceField(
        label=_("Came by"),
        choices=ReferralWay,
        labels=((ReferralWay.SCREEN, _("In the program")), (ReferralWay.PAPER, _("On a paper form"))),
        required=True,
    )
    entered_name = TextField(label=_("Entered by"), max_length=60)
    place = TextField(
        label=_("Place of the original"), help=_("Cabinet, box and page, such as 2-05-31."), max_length=100
    )
    decision = ChoiceField(
        label=_("State"),
        choices=ReferralDecision,
        labels=(
            (ReferralDecision.WAITING, _("Received")),
            (ReferralDecision.ACCEPTED, _("Case taken")),
            (ReferralDecision.DECLINED, _("No case taken")),
        ),
        required=True,
    )
    decided_on = DateField(label=_("Decided on"))
    decided_name = TextField(label=_("Decided by"), max_length=60)
    advice = TextField(
        label=_("What is advised instead"),
        help=_("Stays in the room; tell the teacher yourself."),
        max_length=WORDS_LENGTH,
        multiline=True,
        sensitivity=Sensitivity.COUNSELLING,
    )
    sealed = sealed_part()


INTERNAL_REFERRAL = InternalReferralSpec()
