"""The sealed part of cases handed over, and an index of the audit entries that name seals."""

from __future__ import annotations

revision = "m0020"
down_revision: str | None = "m0019"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Nothing yet."""
