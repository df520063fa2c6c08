"""What a referral to a hospital or centre is made of, and the steps of its path."""

from __future__ import annotations

from enum import StrEnum

from xinmiao.kernel.fields import (
    BooleanField,
    ChoiceField,
    ChoicesField,
    DateField,
    IntegerField,
    ReferenceField,
    Sensitivity,
    TextField,
)
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.sealed_part import sealed_part
from xinmiao.kernel.texts import Text, _

WORDS_LENGTH = 4_000
LINE_LENGTH = 200


class ToldHow(StrEnum):
    """How the guardian was told."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VISIT = "visit"
    WRITING = "writing"


class StepKind(StrEnum):
    """What happened on the path of a referral."""

    SIGNED = "signed"
    REFUSED = "refused"
    NOT_SEEN = "not_seen"
    TOLD_AGAIN = "told_again"
    REPORTED_UP = "reported_up"
    VISITED = "visited"
    ANSWERED = "answered"
    NOTHING_FOUND = "nothing_found"
    NOT_TOLD = "not_told"
    FOLLOWED = "followed"
    CLOSED = "closed"


class AnswerSource(StrEnum):
    """Where the answer is known from."""

    PAPER = "paper"
    ORAL = "oral"
    PHONE = "phone"


class MedicalAdvice(StrEnum):
    """What the hospital advised."""

    REVISIT = "revisit"
    MEDICATION = "medication"
    ADMISSION = "admission"
    LEAVE = "leave"
    AT_SCHOOL = "at_school"


def _words(label: Text, help_text: Text | None = None, *, required: bool = False, leaves: bool = False) -> TextField:
    return TextField(
        label=label,
        help=help_text,
        max_length=WORDS_LENGTH,
        multiline=True,
        required=required,
        sensitivity=Sensitivity.COUNSELLING,
        leaves_room=leaves,
    )


class ReferralOutSpec(RecordSpec):
    """A referral out of the room; where it stands is computed from its steps."""

    record = "referral_out"
    label = _("Referral out")
    file = DataFile.COUNSELLING

    student_id = ReferenceField(label=_("Student"), record="student", required=True)
    case_id = ReferenceField(label=_("Case"), record="case")
    agency_id = ReferenceField(label=_("Agency"), record="agency")
    agency_name = TextField(label=_("Referred to"), max_length=120, required=True)
    facts = _words(
        _("Facts"),
        _("What was seen, since when. It is printed on the advice: no diagnosis."),
        required=True,
        leaves=True,
    )
    advice = _words(
        _("Advice to the guardian"),
        _("What is asked of the family. It is printed and signed."),
        required=True,
        leaves=True,
    )
    counselled_from = DateField(label=_("Counselled from"))
    counselled_until = DateField(label=_("Counselled until"))
    times_seen = IntegerField(label=_("Times seen"), minimum=0, maximum=999)
    at_risk = BooleanField(label=_("There is risk: the clock counts every day"))
    advised_on = DateField(label=_("Advised on"), required=True)
    guardian_who = TextField(label=_("Guardian who was told"), max_length=60)
    guardian_how = ChoiceField(
        label=_("Told how"),
        choices=ToldHow,
        labels=(
            (ToldHow.IN_PERSON, _("In person")),
            (ToldHow.PHONE, _("By telephone")),
            (ToldHow.VISIT, _("Visit at home")),
            (ToldHow.WRITING, _("In writing")),
        ),
    )
    guardian_on = DateField(label=_("Guardian told on"))
    counsellor = ReferenceField(label=_("Counsellor"), record="account", required=True)
    counsellor_name = TextField(label=_("Counsellor’s name"), max_length=60, required=True)
    sealed = sealed_part()


class ReferralStepSpec(RecordSpec):
    """One step on the path of a referral."""

    record = "referral_step"
    label = _("Step of a referral")
    file = DataFile.COUNSELLING

    referral_id = ReferenceField(label=_("Referral out"), record="referral_out", required=True)
    kind = ChoiceField(
        label=_("Step"),
        choices=StepKind,
        labels=(
            (StepKind.SIGNED, _("Advice signed")),
            (StepKind.REFUSED, _("Signature refused")),
            (StepKind.NOT_SEEN, _("Not taken to the hospital")),
            (StepKind.TOLD_AGAIN, _("Guardian told again")),
            (StepKind.REPORTED_UP, _("Reported up")),
            (StepKind.VISITED, _("Seen at the hospital")),
            (StepKind.ANSWERED, _("Answer received")),
            (StepKind.NOTHING_FOUND, _("Nothing found")),
            (StepKind.NOT_TOLD, _("Parents do not want to tell")),
            (StepKind.FOLLOWED, _("Followed up")),
            (StepKind.CLOSED, _("Referral closed")),
        ),
        required=True,
    )
    on_date = DateField(label=_("On"), required=True)
    who = TextField(label=_("Who"), help=_("Who signed, was told, or told it."), max_length=LINE_LENGTH)
    words = _words(_("What was said or done"))
    witness_1 = TextField(label=_("First witness"), max_length=60)
    witness_2 = TextField(label=_("Second witness"), max_length=60)
    place = TextField(
        label=_("Place of the original"), help=_("Cabinet, box and page, such as 2-05-31."), max_length=100
    )
    hospital = TextField(label=_("Hospital and department"), max_length=120)
    source = ChoiceField(
        label=_("Known from"),
        choices=AnswerSource,
        labels=(
            (AnswerSource.PAPER, _("A paper of the hospital")),
            (AnswerSource.ORAL, _("Told by word of mouth")),
            (AnswerSource.PHONE, _("Told by telephone")),
        ),
    )
    medical = ChoicesField(
        label=_("What the hospital advised"),
        choices=MedicalAdvice,
        labels=(
            (MedicalAdvice.REVISIT, _("Come again")),
            (MedicalAdvice.MEDICATION, _("Take medicine")),
            (MedicalAdvice.ADMISSION, _("Stay in hospital")),
            (MedicalAdvice.LEAVE, _("Leave of absence")),
            (MedicalAdvice.AT_SCHOOL, _("May be at school")),
        ),
    )
    next_visit_on = DateField(label=_("Next visit on"))
    keeper = TextField(
        label=_("Who keeps the medicine at school"), help=_("Only where it is taken at school."), max_length=60
    )
    may_tell = TextField(label=_("Who may be told"), help=_("As the guardian allowed."), max_length=LINE_LENGTH)
    quoted = _words(_("Words of the hospital"), _("Quoted as they stand. They stay in the room and are never printed."))
    recorded_name = TextField(label=_("Recorded by"), max_length=60, required=True)
    is_taken_back = BooleanField(label=_("Taken back"))
    taken_back = TextField(
        label=_("Why it is taken back"), help=_("The step stays readable, with this reason."), max_length=LINE_LENGTH
    )
    sealed = sealed_part()


REFERRAL_OUT = ReferralOutSpec()
REFERRAL_STEP = ReferralStepSpec()
