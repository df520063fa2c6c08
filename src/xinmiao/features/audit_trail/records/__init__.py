"""How the audit trail is asked and shown."""

from xinmiao.features.audit_trail.records.deeds import DEEDS, KIND_LABELS, Deed, DeedKind, deed_of
from xinmiao.features.audit_trail.records.views import (
    FILE_LABELS,
    AccessDeed,
    AccessRecord,
    AnchorAnswer,
    ChainState,
    ChainVerdict,
    ChangeLine,
    TrailCounts,
    TrailFilter,
    TrailLine,
    TrailPage,
    TrailPrint,
)

__all__ = [
    "DEEDS",
    "FILE_LABELS",
    "KIND_LABELS",
    "AccessDeed",
    "AccessRecord",
    "AnchorAnswer",
    "ChainState",
    "ChainVerdict",
    "ChangeLine",
    "Deed",
    "DeedKind",
    "TrailCounts",
    "TrailFilter",
    "TrailLine",
    "TrailPage",
    "TrailPrint",
    "deed_of",
]
