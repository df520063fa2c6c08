"""THE declaration of requests for a file and of preservations: fields and words, the read models, the settings."""

from xinmiao.features.file_access.records.access import (
    AUTHORITIES,
    FILE_ACCESS,
    AgeGroup,
    Approval,
    ApprovalWay,
    Decision,
    Manner,
    Opinion,
    Receipt,
    Relation,
)
from xinmiao.features.file_access.records.holds import PRESERVATION_HOLD, HoldView, SecondPerson
from xinmiao.features.file_access.records.signing import (
    ASKED_KIND,
    SIGNED_KIND,
    ApprovalLine,
    ApprovalRequest,
    Signature,
)
from xinmiao.features.file_access.records.views import (
    SETTLED,
    STATE_LABELS,
    STATE_TONES,
    AccessForm,
    AccessPaper,
    AccessPrint,
    AccessState,
    AccessView,
    Part,
)

__all__ = [
    "ASKED_KIND",
    "AUTHORITIES",
    "FILE_ACCESS",
    "PRESERVATION_HOLD",
    "SETTLED",
    "SIGNED_KIND",
    "STATE_LABELS",
    "STATE_TONES",
    "AccessForm",
    "AccessPaper",
    "AccessPrint",
    "AccessState",
    "AccessView",
    "AgeGroup",
    "Approval",
    "ApprovalLine",
    "ApprovalRequest",
    "ApprovalWay",
    "Decision",
    "HoldView",
    "Manner",
    "Opinion",
    "Part",
    "Receipt",
    "Relation",
    "SecondPerson",
    "Signature",
]
