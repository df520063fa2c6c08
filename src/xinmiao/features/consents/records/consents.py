"""What a consent is made of, and the coverage of a class.

One record for each student, kind, party and school year: when it was asked for, what was answered and when, and
whether it was withdrawn. What stood there before stays in the history.
"""

from __future__ import annotations

from enum import StrEnum

from xinmiao.kernel.fields import ChoiceField, DateField, IntegerField, ReferenceField, Sensitivity, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import Text, _

LINE_LENGTH = 200


class ConsentKind(StrEnum):
    """What consent is asked for."""

    SCREENING = "screening"
    COUNSELLING = "counselling"
    EXCEPTIONS = "exceptions"
    REFERRAL = "referral"
    RECORDING = "recording"


class Party(StrEnum):
    """Whose consent it is."""

    GUARDIAN = "guardian"
    STUDENT = "student"


class Answer(StrEnum):
    """What was answered."""

    WAITING = "waiting"
    GIVEN = "given"
    REFUSED = "refused"


class ConsentHow(StrEnum):
    """How it was answered."""

    PAPER = "paper"
    ON_THE_SPOT = "on_the_spot"
    PHONE = "phone"


class ConsentState(StrEnum):
    """Where a consent stands on a day; computed and never stored."""

    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    RUN_OUT = "run_out"


KIND_LABELS: tuple[tuple[ConsentKind, Text], ...] = (
    (ConsentKind.SCREENING, _("Screening")),
    (ConsentKind.COUNSELLING, _("Counselling")),
    (ConsentKind.EXCEPTIONS, _("Exceptions to secrecy")),
    (ConsentKind.REFERRAL, _("Referral out")),
    (ConsentKind.RECORDING, _("Sound or video recording")),
)
BY_CLASS = (ConsentKind.SCREENING, ConsentKind.COUNSELLING, ConsentKind.EXCEPTIONS, ConsentKind.RECORDING)
"""Kinds whose forms go out to whole classes; a referral is one family's matter."""
PARTY_LABELS: tuple[tuple[Party, Text], ...] = ((Party.GUARDIAN, _("Guardian")), (Party.STUDENT, _("Student")))
_ANSWERS: tuple[tuple[Answer, Text], ...] = (
    (Answer.WAITING, _("Not answered yet")),
    (Answer.GIVEN, _("Agreed")),
    (Answer.REFUSED, _("Not agreed")),
)
ANSWER_TONES: dict[Answer, str] = {Answer.WAITING: "", Answer.GIVEN: "accent", Answer.REFUSED: "warn"}
STATE_LABELS: dict[ConsentState, Text] = {
    ConsentState.ASKED: _("Asked, not answered yet"),
    ConsentState.GIVEN: _("Agreed"),
    ConsentState.REFUSED: _("Not agreed"),
    ConsentState.WITHDRAWN: _("Withdrawn"),
    ConsentState.RUN_OUT: _("Run out"),
}
STATE_TONES: dict[ConsentState, str] = {
    ConsentState.ASKED: "watch",
    ConsentState.GIVEN: "accent",
    ConsentState.REFUSED: "warn",
    ConsentState.WITHDRAWN: "warn",
    ConsentState.RUN_OUT: "",
}


class ConsentSpec(RecordSpec):
    """A consent of one party for one school year."""

    record = "consent"
    label = _("Consent")
    file = DataFile.COUNSELLING

    student_id = ReferenceField(label=_("Student"), record="student", required=True)
    kind = ChoiceField(label=_("Consent to"), choices=ConsentKind, labels=KIND_LABELS, required=True)
    party = ChoiceField(label=_("Whose consent"), choices=Party, labels=PARTY_LABELS, required=True)
    school_year = IntegerField(label=_("School year"), minimum=1980, maximum=2199, required=True)
    asked_on = DateField(label=_("Asked on"), required=True)
    answer = ChoiceField(label=_("Answer"), choices=Answer, labels=_ANSWERS, required=True)
    answered_on = DateField(label=_("Answered on"))
    how = ChoiceField(
        label=_("How"),
        choices=ConsentHow,
        labels=(
            (ConsentHow.PAPER, _("Signed paper")),
            (ConsentHow.ON_THE_SPOT, _("On the spot")),
            (ConsentHow.PHONE, _("By telephone, noted down")),
        ),
    )
    signer = TextField(label=_("Who answered"), help=_("Mother, father, grandmother, or the name."), max_length=60)
    withdrawn_on = DateField(label=_("Withdrawn on"))
    withdrawn_why = TextField(
        label=_("What was said"),
        help=_("Why it is withdrawn, as far as it was said."),
        max_length=LINE_LENGTH,
        sensitivity=Sensitivity.COUNSELLING,
    )
    place = TextField(
        label=_("Place of the original"), help=_("Cabinet, box and page, such as 2-05-31."), max_length=100
    )
    note = TextField(label=_("Remark"), max_length=LINE_LENGTH, sensitivity=Sensitivity.COUNSELLING)
    recorded_name = TextField(label=_("Recorded by"), max_length=60, required=True)


class ConsentCountSpec(RecordSpec):
    """How many slips of a class came back; lies where leaders can read it, and holds no student."""

    record = "consent_count"
    label = _("Coverage of consents")
    file = DataFile.SCHOOL

    class_id = ReferenceField(label=_("Class"), record="school_class", required=True)
    kind = ChoiceField(label=_("Consent to"), choices=ConsentKind, labels=KIND_LABELS, required=True)
    school_year = IntegerField(label=_("School year"), minimum=1980, maximum=2199, required=True)
    students = IntegerField(label=_("Students"), minimum=0, maximum=999, required=True)
    returned = IntegerField(label=_("Slips returned"), minimum=0, maximum=999, required=True)


CONSENT = ConsentSpec()
CONSENT_COUNT = ConsentCountSpec()
