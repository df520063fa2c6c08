"""The letter box with its openings and letters, and feedback slips."""

from __future__ import annotations

revision = "m0017"
down_revision: str | None = "m0016"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Nothing yet."""
