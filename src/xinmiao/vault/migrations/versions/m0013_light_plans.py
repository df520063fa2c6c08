"""Light plans: sheets and their reviews in counselling.db, published counts in school.db."""

from __future__ import annotations

revision = "m0013"
down_revision: str | None = "m0012"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Nothing yet."""
