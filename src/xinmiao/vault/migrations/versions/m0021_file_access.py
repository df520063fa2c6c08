"""Requests for a file, preservations, who is full-time, and what tasks put aside stood on."""

from __future__ import annotations

revision = "m0021"
down_revision: str | None = "m0020"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Nothing yet."""
