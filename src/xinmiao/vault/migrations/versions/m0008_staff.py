"""A table of staff members; who is class teacher is one of them; who is mentor of which student."""

from __future__ import annotations

revision = "m0008"
down_revision: str | None = "m0007"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Nothing yet."""
