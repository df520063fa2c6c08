"""What a feedback slip is made of."""

from __future__ import annotations

from enum import StrEnum

from xinmiao.kernel.fields import ChoiceField, DateField, ReferenceField, Sensitivity, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _

BACKGROUND = "feedback_background"
REPORT = "feedback_report"
SLIP = "feedback_slip"
"""The kinds of the envelopes: two of the teacher's, and the whole slip as the room seals it to him."""
WORDS_LENGTH = 2_000
LINE_LENGTH = 300


class SlipSide(StrEnum):
    """Who began a slip."""

    TEACHER = "teacher"
    ROOM = "room"


class SlipWay(StrEnum):
    """How what a teacher wrote came."""

    SCREEN = "screen"
    PAPER = "paper"


class StudentNow(StrEnum):
    """How the student is, as the teacher sees it."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    UNCLEAR = "unclear"


_WAYS = ((SlipWay.SCREEN, _("In the program")), (SlipWay.PAPER, _("On a paper form")))


class FeedbackSlipSpec(RecordSpec):
    """A slip, as it is kept in the room."""

    record = "feedback_slip"
    label = _("Feedback slip")
    file = DataFile.COUNSELLING

    student_id = ReferenceField(label=_("Student"), record="student", required=True)
    begun_by = ChoiceField(
        label=_("Begun by"),
        choices=SlipSide,
        labels=((SlipSide.TEACHER, _("The teacher")), (SlipSide.ROOM, _("The room"))),
        required=True,
    )
    begun_on = DateField(label=_("Begun on"), required=True)
    teacher = ReferenceField(label=_("Account of the teacher"), record="account")
    teacher_name = TextField(label=_("Teacher"), help=_("The name on the paper."), max_length=60, required=True)
    asked = TextField(
        label=_("What the room asks"),
        help=_(
            "Such as: how he gets on in class, whom he is with in the breaks. No word of what was said in the room."
        ),
        max_length=WORDS_LENGTH,
        multiline=True,
    )
    background = TextField(
        label=_("Background"),
        help=_("What you see and hear in class: facts, since when, what was tried."),
        max_length=WORDS_LENGTH,
        multiline=True,
        sensitivity=Sensitivity.COUNSELLING,
    )
    question = TextField(
        label=_("What I would like to know"),
        help=_("Such as: how to speak to him, what to leave out."),
        max_length=LINE_LENGTH,
        sensitivity=Sensitivity.COUNSELLING,
    )
    background_on = DateField(label=_("Background of"))
    background_way = ChoiceField(label=_("Background came"), choices=SlipWay, labels=_WAYS)
    background_entered = TextField(label=_("Background entered by"), max_length=60)
    can_do = TextField(
        label=_("What you can do"),
        help=_("Few and concrete: one thing for the morning, one for the lesson."),
        max_length=WORDS_LENGTH,
        multiline=True,
        sensitivity=Sensitivity.COUNSELLING,
    )
    rather_not = TextField(
        label=_("What rather not"),
        help=_("Such as: do not ask about it in front of the class."),
        max_length=WORDS_LENGTH,
        multiline=True,
        sensitivity=Sensitivity.COUNSELLING,
    )
    whom = TextField(
        label=_("Whom to turn to"),
        help=_("Name and telephone, by day and out of hours."),
        max_length=LINE_LENGTH,
        sensitivity=Sensitivity.COUNSELLING,
    )
    answered_on = DateField(label=_("Answered on"))
    answered_name = TextField(label=_("Answered by"), max_length=60)
    done = TextField(
        label=_("What was done"),
        help=_("What you tried, and how it went."),
        max_length=WORDS_LENGTH,
        multiline=True,
        sensitivity=Sensitivity.COUNSELLING,
    )
    now = ChoiceField(
        label=_("How the student is"),
        choices=StudentNow,
        labels=(
            (StudentNow.BETTER, _("Somewhat better")),
            (StudentNow.SAME, _("About the same")),
            (StudentNow.WORSE, _("Somewhat worse")),
            (StudentNow.UNCLEAR, _("Hard to say")),
        ),
    )
    now_words = TextField(
        label=_("What you see now"),
        max_length=WORDS_LENGTH,
        multiline=True,
        sensitivity=Sensitivity.COUNSELLING,
    )
    reported_on = DateField(label=_("Reported on"))
    report_way = ChoiceField(label=_("Report came"), choices=SlipWay, labels=_WAYS)
    report_entered = TextField(label=_("Report entered by"), max_length=60)
    place = TextField(
        label=_("Place of the original"), help=_("Cabinet, box and page, such as 2-05-31."), max_length=100
    )
    closed_on = DateField(label=_("Closed on"))
    closed_name = TextField(label=_("Closed by"), max_length=60)
    closing = TextField(
        label=_("What follows from it"),
        help=_("One line; stays in the room."),
        max_length=LINE_LENGTH,
        sensitivity=Sensitivity.COUNSELLING,
    )


FEEDBACK_SLIP = FeedbackSlipSpec()
