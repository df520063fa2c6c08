"""THE declaration of a case: fields, limits, words."""

from __future__ import annotations

from enum import StrEnum

from xinmiao.kernel.fields import (
    BooleanField,
    ChoiceField,
    CodesField,
    DateField,
    DateTimeField,
    IntegerField,
    ReferenceField,
    Sensitivity,
    TextField,
)
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.sealed_part import sealed_part
from xinmiao.kernel.texts import _

REASON_LENGTH = 500


class CaseSource(StrEnum):
    """By whom or what a student came to the room."""

    SELF = "self"
    CLASS_TEACHER = "class_teacher"
    MENTOR = "mentor"
    PARENT = "parent"
    OBSERVATION = "observation"
    SCREENING = "screening"
    WARNING = "warning"
    LETTER_BOX = "letter_box"
    PEER = "peer"


class Problem(StrEnum):
    """The codes every school begins with; it may rename or retire them and add its own (`records.problems`)."""

    STUDY = "study"
    RELATIONS = "relations"
    EMOTION = "emotion"
    SELF = "self"
    FAMILY = "family"
    PUBERTY = "puberty"
    INTERNET = "internet"
    CAREER = "career"
    CRISIS = "crisis"
    SEXUAL_HARM = "sexual_harm"
    DOMESTIC_VIOLENCE = "domestic_violence"
    MANDATED_REPORT = "mandated_report"
    OTHER = "other"


RESTRICTED_FROM_THE_START = frozenset({Problem.SEXUAL_HARM, Problem.DOMESTIC_VIOLENCE, Problem.MANDATED_REPORT})
"""A case opened for one of these is sealed to its counsellor at once."""


class CaseState(StrEnum):
    """Whether the room works with the student."""

    OPEN = "open"
    CLOSED = "closed"


class ClosingReason(StrEnum):
    """Why a case was closed."""

    GOALS_REACHED = "goals_reached"
    STUDENT_WISH = "student_wish"
    REFERRED = "referred"
    LEFT_SCHOOL = "left_school"
    STAYED_AWAY = "stayed_away"
    OTHER = "other"


class ClosingEffect(StrEnum):
    """How it came out, as the counsellor sees it."""

    MUCH_BETTER = "much_better"
    BETTER = "better"
    UNCHANGED = "unchanged"
    WORSE = "worse"
    UNKNOWN = "unknown"


class CaseSpec(RecordSpec):
    """A case: one stretch of work of one counsellor with one student."""

    record = "case"
    label = _("Case")
    file = DataFile.COUNSELLING

    school_year = IntegerField(label=_("School year"), required=True, minimum=2000, maximum=2199)
    number_in_year = IntegerField(label=_("Running number"), required=True, minimum=1, maximum=99_999)
    student_id = ReferenceField(label=_("Student"), record="student")
    alias = TextField(
        label=_("Alias"),
        help=_("Initials or a number, until it is known who it is. No real name."),
        max_length=30,
        sensitivity=Sensitivity.COUNSELLING,
    )
    identity_reason = TextField(
        label=_("Why the name was added"), max_length=REASON_LENGTH, sensitivity=Sensitivity.COUNSELLING
    )
    identity_joined_at = DateTimeField(label=_("Name added at"))
    paper_number = TextField(label=_("Number on the paper file"), help=_("As it stands on the folder."), max_length=40)
    times_seen = IntegerField(
        label=_("Times seen, on paper"), help=_("Counted by hand from the paper file."), minimum=1, maximum=500
    )
    last_seen_on = DateField(label=_("Last seen, on paper"))
    of_staff = BooleanField(
        label=_("Staff member"), help=_("No student: counted under staff counselling, restricted from the start.")
    )
    staff_name = TextField(label=_("Name of the staff member"), max_length=60, sensitivity=Sensitivity.COUNSELLING)
    lifting_reason = TextField(
        label=_("Why it is no longer restricted"), max_length=REASON_LENGTH, sensitivity=Sensitivity.COUNSELLING
    )
    counsellor = ReferenceField(label=_("Counsellor"), record="account", required=True)
    counsellor_name = TextField(label=_("Counsellor’s name"), required=True, max_length=60)
    source = ChoiceField(
        label=_("Source"),
        help=_("By whom the student came."),
        choices=CaseSource,
        labels=(
            (CaseSource.SELF, _("Came by himself or herself")),
            (CaseSource.CLASS_TEACHER, _("Class teacher")),
            (CaseSource.MENTOR, _("Mentor")),
            (CaseSource.PARENT, _("Parents")),
            (CaseSource.OBSERVATION, _("Observation")),
            (CaseSource.SCREENING, _("Screening")),
            (CaseSource.WARNING, _("Warning level")),
            (CaseSource.LETTER_BOX, _("Letter box")),
            (CaseSource.PEER, _("Fellow student")),
        ),
        required=True,
    )
    presenting_problems = CodesField(
        label=_("Presenting problems"),
        help=_("Choose all that were named."),
        required=True,
        sensitivity=Sensitivity.COUNSELLING,
    )
    opened_on = DateField(label=_("Case opened on"), required=True)
    state = ChoiceField(
        label=_("State"),
        choices=CaseState,
        labels=((CaseState.OPEN, _("In progress")), (CaseState.CLOSED, _("Closed"))),
        required=True,
    )
    closed_on = DateField(label=_("Closed on"))
    closing_reason = ChoiceField(
        label=_("Why it was closed"),
        choices=ClosingReason,
        labels=(
            (ClosingReason.GOALS_REACHED, _("Goals reached")),
            (ClosingReason.STUDENT_WISH, _("The student wished to end")),
            (ClosingReason.REFERRED, _("Referred out")),
            (ClosingReason.LEFT_SCHOOL, _("Left the school")),
            (ClosingReason.STAYED_AWAY, _("Did not come any more")),
            (ClosingReason.OTHER, _("Other reason")),
        ),
    )
    closing_effect = ChoiceField(
        label=_("Effect"),
        choices=ClosingEffect,
        labels=(
            (ClosingEffect.MUCH_BETTER, _("Much better")),
            (ClosingEffect.BETTER, _("Better")),
            (ClosingEffect.UNCHANGED, _("Unchanged")),
            (ClosingEffect.WORSE, _("Worse")),
            (ClosingEffect.UNKNOWN, _("Cannot be judged")),
        ),
    )
    closing_words = TextField(
        label=_("Closing words"), max_length=5_000, multiline=True, sensitivity=Sensitivity.COUNSELLING
    )
    reopening_reason = TextField(
        label=_("Why it was opened again"), max_length=REASON_LENGTH, sensitivity=Sensitivity.COUNSELLING
    )
    sealed = sealed_part()


CASE = CaseSpec()
