"""Arriving envelopes that were set aside, who wrote what was taken over, and who was confirmed to get a class's card."""

from __future__ import annotations

revision = "m0014"
down_revision: str | None = "m0013"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Nothing yet."""
