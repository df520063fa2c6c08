"""Tables in counselling.db for phrases and note templates, and for group counselling."""

from __future__ import annotations

revision = "m0009"
down_revision: str | None = "m0008"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Nothing yet."""
