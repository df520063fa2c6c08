"""THE declaration of the letter box: fields and words, the read models, the settings."""

from xinmiao.features.letter_box.records.letters import (
    BOX_OPENING,
    LETTER,
    AnswerWay,
    LetterTopic,
    LetterUrgency,
)
from xinmiao.features.letter_box.records.views import (
    STATE_LABELS,
    STATE_TONES,
    URGENCY_TONES,
    AnswerForm,
    BoxPrint,
    LetterCounts,
    LetterDue,
    LetterForm,
    LetterListPrint,
    LetterState,
    LetterView,
    NoticePrint,
    OpeningForm,
    OpeningView,
    ReplyPrint,
)

__all__ = [
    "BOX_OPENING",
    "LETTER",
    "STATE_LABELS",
    "STATE_TONES",
    "URGENCY_TONES",
    "AnswerForm",
    "AnswerWay",
    "BoxPrint",
    "LetterCounts",
    "LetterDue",
    "LetterForm",
    "LetterListPrint",
    "LetterState",
    "LetterTopic",
    "LetterUrgency",
    "LetterView",
    "NoticePrint",
    "OpeningForm",
    "OpeningView",
    "ReplyPrint",
]
