"""The duty roster in school.db, and the records of its shifts in counselling.db."""

from __future__ import annotations

revision = "m0018"
down_revision: str | None = "m0017"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Nothing yet."""
