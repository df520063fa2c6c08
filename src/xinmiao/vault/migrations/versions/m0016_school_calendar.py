"""Tables in school.db for the school's calendar: terms, own days, period tables, lessons, opening hours and rooms."""

from __future__ import annotations

revision = "m0016"
down_revision: str | None = "m0015"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Nothing yet."""
