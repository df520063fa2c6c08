"""Tables in counselling.db for plans: versions, goals, measures, reviews, progress."""

from __future__ import annotations

revision = "m0006"
down_revision: str | None = "m0005"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Nothing yet."""
