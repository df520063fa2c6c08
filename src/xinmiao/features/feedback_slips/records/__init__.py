"""THE declaration of feedback slips: fields and words, the read models, what lies in envelopes, the settings."""

from xinmiao.features.feedback_slips.records.slips import (
    FEEDBACK_SLIP,
    SlipSide,
    SlipWay,
    StudentNow,
)
from xinmiao.features.feedback_slips.records.views import (
    STATE_LABELS,
    STATE_TONES,
    AdviceForm,
    BackgroundForm,
    BeginForm,
    OpenSlips,
    OwnSlip,
    PaperStep,
    ReportForm,
    SlipDue,
    SlipPrint,
    SlipState,
    SlipText,
    SlipView,
    TeacherChoice,
)

__all__ = [
    "FEEDBACK_SLIP",
    "STATE_LABELS",
    "STATE_TONES",
    "AdviceForm",
    "BackgroundForm",
    "BeginForm",
    "OpenSlips",
    "OwnSlip",
    "PaperStep",
    "ReportForm",
    "SlipDue",
    "SlipPrint",
    "SlipSide",
    "SlipState",
    "SlipText",
    "SlipView",
    "SlipWay",
    "StudentNow",
    "TeacherChoice",
]
