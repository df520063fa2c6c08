"""A table in counselling.db for merges of students, and one for pairs that are two persons."""

from __future__ import annotations

revision = "m0012"
down_revision: str | None = "m0011"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Nothing yet."""
