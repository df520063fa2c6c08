"""Cases without a student, old files, intakes, problem codes and hand-overs."""

from __future__ import annotations

revision = "m0010"
down_revision: str | None = "m0009"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Nothing yet."""
