"""What a letter and an opening of the box are made of."""

from __future__ import annotations

from enum import StrEnum

from xinmiao.kernel.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    IntegerField,
    ReferenceField,
    Sensitivity,
    TextField,
)
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _

WORDS_LENGTH = 8_000
ANSWER_LENGTH = 2_000
MOST_LETTERS = 500
CODE_LENGTH = 12


class LetterTopic(StrEnum):
    """What a letter is about, as far as the writer says."""

    STUDY = "study"
    PEERS = "peers"
    MOOD = "mood"
    SELF = "self"
    FAMILY = "family"
    GROWING_UP = "growing_up"
    INTERNET = "internet"
    FUTURE = "future"
    SAFETY = "safety"
    SCHOOL = "school"
    OTHER = "other"


class LetterUrgency(StrEnum):
    """How soon somebody has to act."""

    NORMAL = "normal"
    SOON = "soon"
    URGENT = "urgent"


class AnswerWay(StrEnum):
    """How a letter was answered."""

    TALK = "talk"
    LETTER = "letter"
    BOARD = "board"
    CLASS = "class"
    REFERRED = "referred"
    PASSED_ON = "passed_on"
    NONE = "none"


class BoxOpeningSpec(RecordSpec):
    """The box was opened; an empty box is a finding too."""

    record = "box_opening"
    label = _("Opening of the letter box")
    file = DataFile.COUNSELLING

    opened_on = DateField(label=_("Opened on"), required=True)
    letters = IntegerField(
        label=_("Letters in the box"),
        help=_("0 when it was empty: an empty box counts too."),
        required=True,
        maximum=MOST_LETTERS,
    )
    opened_name = TextField(label=_("Opened by"), max_length=60, required=True)
    remark = TextField(label=_("Remarks"), help=_("Such as: lock damaged, code slips used up."), max_length=300)


class LetterSpec(RecordSpec):
    """One letter, as it is kept in the room."""

    record = "letter"
    label = _("Letter")
    file = DataFile.COUNSELLING

    opening_id = ReferenceField(label=_("Opening of the letter box"), record="box_opening")
    school_year = IntegerField(label=_("School year"), required=True, minimum=2000, maximum=2199)
    number_in_year = IntegerField(label=_("Running number"), required=True, minimum=1, maximum=99_999)
    received_on = DateField(label=_("Received on"), required=True)
    signed = BooleanField(label=_("Signed with a name"), required=True)
    student_id = ReferenceField(label=_("Student"), record="student")
    signer_name = TextField(
        label=_("Name under the letter"),
        help=_("Only where the student is not in the roster."),
        max_length=60,
        sensitivity=Sensitivity.IDENTITY,
    )
    reply_code = TextField(
        label=_("Reply code"),
        help=_("As it stands on the code slip, or the word the child chose. Left empty, one is made."),
        max_length=CODE_LENGTH,
    )
    topic = ChoiceField(
        label=_("What it is about"),
        choices=LetterTopic,
        labels=(
            (LetterTopic.STUDY, _("Study")),
            (LetterTopic.PEERS, _("Classmates and friends")),
            (LetterTopic.MOOD, _("Mood")),
            (LetterTopic.SELF, _("Oneself")),
            (LetterTopic.FAMILY, _("Family")),
            (LetterTopic.GROWING_UP, _("Growing up")),
            (LetterTopic.INTERNET, _("Internet and phone")),
            (LetterTopic.FUTURE, _("School choice and future")),
            (LetterTopic.SAFETY, _("Safety, bullying, being hurt")),
            (LetterTopic.SCHOOL, _("Advice to the school")),
            (LetterTopic.OTHER, _("Something else")),
        ),
        required=True,
    )
    urgency = ChoiceField(
        label=_("How urgent"),
        choices=LetterUrgency,
        labels=(
            (LetterUrgency.NORMAL, _("Ordinary")),
            (LetterUrgency.SOON, _("Soon")),
            (LetterUrgency.URGENT, _("Urgent letter")),
        ),
        required=True,
    )
    words = TextField(
        label=_("What the letter says"),
        help=_("Word for word, or a summary."),
        max_length=WORDS_LENGTH,
        multiline=True,
        required=True,
        sensitivity=Sensitivity.COUNSELLING,
    )
    is_summary = BooleanField(label=_("This is a summary, not the letter’s own words"))
    answered_how = ChoiceField(
        label=_("Answered how"),
        choices=AnswerWay,
        labels=(
            (AnswerWay.TALK, _("Talk")),
            (AnswerWay.LETTER, _("Letter in return")),
            (AnswerWay.BOARD, _("On the board")),
            (AnswerWay.CLASS, _("Lesson or group in class")),
            (AnswerWay.REFERRED, _("Referred")),
            (AnswerWay.PASSED_ON, _("Passed on within the school")),
            (AnswerWay.NONE, _("No answer needed")),
        ),
    )
    answered_on = DateField(label=_("Answered on"))
    answered_name = TextField(label=_("Answered by"), max_length=60)
    answer = TextField(
        label=_("Answer"),
        help=_("Is printed and leaves the room: plain and kind, no name, no diagnosis."),
        max_length=ANSWER_LENGTH,
        multiline=True,
        sensitivity=Sensitivity.COUNSELLING,
        leaves_room=True,
    )
    closed_on = DateField(label=_("Closed on"))
    closed_name = TextField(label=_("Closed by"), max_length=60)
    closing = TextField(
        label=_("How it ended"),
        help=_("One line; stays in the room."),
        max_length=300,
        sensitivity=Sensitivity.COUNSELLING,
    )
    identified = TextField(
        label=_("How the name became known"),
        help=_("Such as: came to the room and said so."),
        max_length=200,
        sensitivity=Sensitivity.COUNSELLING,
    )


BOX_OPENING = BoxOpeningSpec()
LETTER = LetterSpec()
