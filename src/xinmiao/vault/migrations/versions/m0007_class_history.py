"""Where every student was, what became of him, the acts of a school year, and the steps of its wizard."""

from __future__ import annotations

revision = "m0007"
down_revision: str | None = "m0006"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Nothing yet."""
