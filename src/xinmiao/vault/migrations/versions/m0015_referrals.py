"""Internal referrals, referrals out with their steps, and the agency directory."""

from __future__ import annotations

revision = "m0015"
down_revision: str | None = "m0014"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Nothing yet."""
