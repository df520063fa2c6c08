"""What an exception to secrecy is made of: ground, receiver, what was told, and whether the student knew first."""

from __future__ import annotations

from enum import StrEnum

from xinmiao.kernel.fields import BooleanField, ChoiceField, DateField, ReferenceField, Sensitivity, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.sealed_part import sealed_part
from xinmiao.kernel.texts import Text, _

SLIP_LENGTH = 200
"""A slip says what has to be done; whoever needs more is to be talked to."""
LINE_LENGTH = 200


class ExceptionGround(StrEnum):
    """Why secrecy gives way."""

    SELF_HARM = "self_harm"
    HARM_TO_OTHERS = "harm_to_others"
    HARMED = "harmed"
    LAW = "law"
    OTHER = "other"


class ReceiverRole(StrEnum):
    """As what the receiver is told."""

    CLASS_TEACHER = "class_teacher"
    MENTOR = "mentor"
    DORM_KEEPER = "dorm_keeper"
    SCHOOL_DOCTOR = "school_doctor"
    GRADE_HEAD = "grade_head"
    MORAL_OFFICE = "moral_office"
    PRINCIPAL = "principal"
    GUARDIAN = "guardian"
    HOSPITAL = "hospital"
    AUTHORITY = "authority"
    OTHER = "other"


class ExceptionHow(StrEnum):
    """How it was told."""

    SLIP = "slip"
    SCREEN = "screen"
    IN_PERSON = "in_person"
    PHONE = "phone"


def _part(label: Text, help_text: Text) -> TextField:
    """Return a part of the slip."""
    return TextField(
        label=label,
        help=help_text,
        max_length=SLIP_LENGTH,
        multiline=True,
        sensitivity=Sensitivity.COUNSELLING,
        leaves_room=True,
    )


class SecrecyExceptionSpec(RecordSpec):
    """One telling to one receiver."""

    record = "secrecy_exception"
    label = _("Exception to secrecy")
    file = DataFile.COUNSELLING

    student_id = ReferenceField(label=_("Student"), record="student", required=True)
    case_id = ReferenceField(label=_("Case"), record="case")
    ground = ChoiceField(
        label=_("Ground"),
        choices=ExceptionGround,
        labels=(
            (ExceptionGround.SELF_HARM, _("The student may harm himself")),
            (ExceptionGround.HARM_TO_OTHERS, _("Others may be harmed")),
            (ExceptionGround.HARMED, _("The student is being harmed")),
            (ExceptionGround.LAW, _("The law requires it")),
            (ExceptionGround.OTHER, _("Another ground")),
        ),
        required=True,
    )
    ground_words = TextField(
        label=_("Ground in words"),
        help=_("Needed for another ground, and for the law: which paper, which number."),
        max_length=LINE_LENGTH,
        sensitivity=Sensitivity.COUNSELLING,
    )
    role = ChoiceField(
        label=_("Told as"),
        choices=ReceiverRole,
        labels=(
            (ReceiverRole.CLASS_TEACHER, _("Class teacher")),
            (ReceiverRole.MENTOR, _("Mentor")),
            (ReceiverRole.DORM_KEEPER, _("Teacher of the dormitory")),
            (ReceiverRole.SCHOOL_DOCTOR, _("School doctor")),
            (ReceiverRole.GRADE_HEAD, _("Head of grade")),
            (ReceiverRole.MORAL_OFFICE, _("Moral education office")),
            (ReceiverRole.PRINCIPAL, _("Principal")),
            (ReceiverRole.GUARDIAN, _("Guardian")),
            (ReceiverRole.HOSPITAL, _("Hospital")),
            (ReceiverRole.AUTHORITY, _("Police or authority")),
            (ReceiverRole.OTHER, _("Somebody else")),
        ),
        required=True,
    )
    receiver = TextField(label=_("Name of the receiver"), max_length=60, required=True)
    observed = _part(_("What was seen"), _("Facts only, no more than this receiver needs."))
    risk = _part(_("Keep safe"), _("What could happen and what must not be left lying about."))
    watch = _part(_("Please watch"), _("What can be seen from outside."))
    do = _part(_("Please do"), _("What this receiver can do."))
    do_not = _part(_("Please do not"), _("Such as asking for reasons, or speaking of it before others."))
    arrangement = _part(_("What has to be arranged"), _("Leave, a seat, company; no reasons."))
    until = TextField(label=_("Until when"), max_length=60, sensitivity=Sensitivity.COUNSELLING)
    ask = TextField(
        label=_("Whom to ask"),
        help=_("A name and a telephone number."),
        max_length=100,
        sensitivity=Sensitivity.COUNSELLING,
    )
    told_on = DateField(label=_("Told on"), required=True)
    how = ChoiceField(
        label=_("Told how"),
        choices=ExceptionHow,
        labels=(
            (ExceptionHow.SLIP, _("Slip on paper")),
            (ExceptionHow.SCREEN, _("Slip to an account")),
            (ExceptionHow.IN_PERSON, _("In person")),
            (ExceptionHow.PHONE, _("By telephone")),
        ),
        required=True,
    )
    student_told = BooleanField(label=_("The student was told first"), required=True)
    why_not = TextField(
        label=_("Why the student was not told first"),
        max_length=LINE_LENGTH,
        sensitivity=Sensitivity.COUNSELLING,
    )
    decided_by = TextField(label=_("Decided by"), max_length=60, required=True)
    account = ReferenceField(label=_("Sent to the account"), record="account")
    place = TextField(
        label=_("Place of the original"), help=_("Cabinet, box and page, such as 2-05-31."), max_length=100
    )
    recorded_name = TextField(label=_("Recorded by"), max_length=60, required=True)
    sealed = sealed_part()


SECRECY_EXCEPTION = SecrecyExceptionSpec()
