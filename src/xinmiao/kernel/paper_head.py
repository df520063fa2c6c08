"""What stands around every paper: whose school, who printed it and when, and the code of the audit trail.

Made by `vault.paper_anchor.head_for`, inside the operation that records the printing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PaperHead:
    """The head and foot of one paper."""

    school: str
    printed_by: str
    printed_at: datetime
    anchor: str
    """The check code at the foot: which entry of the audit trail was the last one; empty before the first."""
