"""Consents and their coverage, secrecy exceptions, and the school's own words of the word guard."""

from __future__ import annotations

revision = "m0022"
down_revision: str | None = "m0021"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Nothing yet."""
