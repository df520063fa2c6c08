"""What a request to see a file is made of, from the asking to the receipt."""

from __future__ import annotations

from enum import StrEnum

from xinmiao.kernel.fields import (
    ChoiceField,
    DateField,
    IntegerField,
    ReferenceField,
    Sensitivity,
    TextField,
)
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import Text, _

WORDS_LENGTH = 4_000
LINE_LENGTH = 200
NAME_LENGTH = 60


class Relation(StrEnum):
    """Who asks."""

    STUDENT = "student"
    GUARDIAN = "guardian"
    LAWYER = "lawyer"
    POLICE = "police"
    PROSECUTOR = "prosecutor"
    COURT = "court"
    EDUCATION = "education"
    AUTHORITY = "authority"
    OTHER = "other"


AUTHORITIES = frozenset({Relation.POLICE, Relation.PROSECUTOR, Relation.COURT, Relation.EDUCATION, Relation.AUTHORITY})
"""Who comes with a letter and in twos."""


class Manner(StrEnum):
    """How something of a file is given."""

    SUMMARY = "summary"
    VIEW = "view"
    COPY = "copy"


class AgeGroup(StrEnum):
    """Whether the student is asked, where the birth date is not known."""

    FROM_14 = "from_14"
    UNDER_14 = "under_14"


class Opinion(StrEnum):
    """What the student says to it."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    SAYS_NOTHING = "says_nothing"


class Approval(StrEnum):
    """What the principal says."""

    APPROVED = "approved"
    DENIED = "denied"


class ApprovalWay(StrEnum):
    """How he said it."""

    PAPER = "paper"
    ACCOUNT = "account"


class Decision(StrEnum):
    """What became of the request."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Receipt(StrEnum):
    """Whether the receipt was signed."""

    SIGNED = "signed"
    NOT_SIGNED = "not_signed"


_MANNERS = (
    (Manner.SUMMARY, _("Summary")),
    (Manner.VIEW, _("Read in our presence")),
    (Manner.COPY, _("Copy")),
)


def _words(label: Text, help_text: Text | None = None, *, required: bool = False) -> TextField:
    return TextField(
        label=label,
        help=help_text,
        max_length=WORDS_LENGTH,
        multiline=True,
        required=required,
        sensitivity=Sensitivity.COUNSELLING,
    )


class _Asking(RecordSpec):
    """Who asks for what, and with which paper."""

    student_id = ReferenceField(label=_("Student"), record="student", required=True)
    number = TextField(label=_("Number"), max_length=20, required=True)
    asked_on = DateField(label=_("Requested on"), required=True)
    applicant = TextField(
        label=_("Applicant"), help=_("A person’s name, or that of the authority."), max_length=120, required=True
    )
    relation = ChoiceField(
        label=_("Who asks"),
        choices=Relation,
        labels=(
            (Relation.GUARDIAN, _("Guardian")),
            (Relation.STUDENT, _("The student")),
            (Relation.LAWYER, _("Lawyer with a mandate")),
            (Relation.POLICE, _("Police")),
            (Relation.PROSECUTOR, _("Prosecutor’s office")),
            (Relation.COURT, _("Court")),
            (Relation.EDUCATION, _("Education authority")),
            (Relation.AUTHORITY, _("Other authority")),
            (Relation.OTHER, _("Somebody else")),
        ),
        required=True,
    )
    contact = TextField(label=_("Telephone"), max_length=NAME_LENGTH, sensitivity=Sensitivity.CONTACT)
    id_document = TextField(
        label=_("ID document"),
        help=_("Kind and last four digits, seen by you; the whole number is not kept."),
        max_length=LINE_LENGTH,
    )
    letter = TextField(
        label=_("Title and number of the letter"),
        help=_("For authorities: the document they brought, with its number."),
        max_length=LINE_LENGTH,
    )
    officer_1 = TextField(
        label=_("First officer"), help=_("Name and number of the service card."), max_length=NAME_LENGTH
    )
    officer_2 = TextField(
        label=_("Second officer"), help=_("Authorities come in twos; write down both."), max_length=NAME_LENGTH
    )
    ground = _words(_("Ground"), _("Why it is asked for, in the applicant’s words."), required=True)
    scope = _words(_("What is asked for"), _("As narrow as it will do: which part, of which time."), required=True)
    wanted = ChoiceField(label=_("Asked to be given as"), choices=Manner, labels=_MANNERS, required=True)
    registered_name = TextField(label=_("Registered by"), max_length=NAME_LENGTH, required=True)


class _Asked(RecordSpec):
    """Who was asked before it was decided on."""

    age_group = ChoiceField(
        label=_("Age when it was asked for"),
        help=_("The birth date is not in the roster. From 14 on the student is asked."),
        choices=AgeGroup,
        labels=((AgeGroup.FROM_14, _("14 or older")), (AgeGroup.UNDER_14, _("Under 14"))),
    )
    opinion = ChoiceField(
        label=_("The student’s opinion"),
        choices=Opinion,
        labels=(
            (Opinion.AGREES, _("Agrees")),
            (Opinion.DISAGREES, _("Does not agree")),
            (Opinion.SAYS_NOTHING, _("Says nothing to it")),
        ),
    )
    opinion_words = _words(_("The student’s words"), _("As they were said; they stay in the room."))
    opinion_on = DateField(label=_("Student asked on"))
    opinion_by = TextField(label=_("Student asked by"), max_length=NAME_LENGTH)
    approval_asked_on = DateField(label=_("Laid before the principal on"))
    approval = ChoiceField(
        label=_("The principal’s decision"),
        choices=Approval,
        labels=((Approval.APPROVED, _("Approved")), (Approval.DENIED, _("Not approved"))),
    )
    approval_way = ChoiceField(
        label=_("Signed"),
        choices=ApprovalWay,
        labels=((ApprovalWay.PAPER, _("On paper")), (ApprovalWay.ACCOUNT, _("In the own account"))),
    )
    approver = ReferenceField(label=_("Account of the principal"), record="account")
    approver_name = TextField(label=_("Signed by"), max_length=NAME_LENGTH)
    approved_on = DateField(label=_("Signed on"))
    approval_words = TextField(label=_("Remarks of the principal"), max_length=LINE_LENGTH)
    approval_place = TextField(
        label=_("Place of the original"), help=_("Cabinet, box and page, such as 2-05-31."), max_length=100
    )


class _Decided(RecordSpec):
    """What was decided, given and signed."""

    decision = ChoiceField(
        label=_("Decision"),
        choices=Decision,
        labels=(
            (Decision.ACCEPTED, _("Accepted")),
            (Decision.REFUSED, _("Nothing is given")),
            (Decision.WITHDRAWN, _("Withdrawn by the applicant")),
        ),
    )
    decided_on = DateField(label=_("Decided on"))
    decided_name = TextField(label=_("Decided by"), max_length=NAME_LENGTH)
    decision_words = _words(_("Words to the applicant"), _("They are printed on the letter: plain, no diagnosis."))
    nevertheless = _words(_("Why although the student does not agree"))
    summary = _words(
        _("Summary"),
        _("Written for the applicant: how the student is getting on, what helps, what the family can do. Never notes."),
    )
    given_on = DateField(label=_("Given on"))
    manner = ChoiceField(label=_("Given as"), choices=Manner, labels=_MANNERS)
    given_what = _words(_("What was given"))
    pages = IntegerField(label=_("Pages"), minimum=0, maximum=9_999)
    sat_by = TextField(label=_("Who sat by"), max_length=NAME_LENGTH)
    receipt = ChoiceField(
        label=_("Receipt"),
        choices=Receipt,
        labels=((Receipt.SIGNED, _("Signed")), (Receipt.NOT_SIGNED, _("Signature refused"))),
    )
    receipt_on = DateField(label=_("Receipt of"))
    receipt_who = TextField(label=_("Who signed, or did not"), max_length=NAME_LENGTH)
    receipt_words = _words(_("What was said"))
    receipt_place = TextField(
        label=_("Place of the receipt"), help=_("Cabinet, box and page, such as 2-05-31."), max_length=100
    )


class FileAccessSpec(_Decided, _Asked, _Asking):
    """A request to see a student's file, with all that was done about it."""

    record = "file_access"
    label = _("File access")
    file = DataFile.COUNSELLING


FILE_ACCESS = FileAccessSpec()
