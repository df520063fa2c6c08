"""Envelopes between people in school.db, and the sealed part of restricted cases in counselling.db."""

from __future__ import annotations

revision = "m0011"
down_revision: str | None = "m0010"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Nothing yet."""
