"""Appointments, their series, and the waiting list."""

from __future__ import annotations

revision = "m0019"
down_revision: str | None = "m0018"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Nothing yet."""
