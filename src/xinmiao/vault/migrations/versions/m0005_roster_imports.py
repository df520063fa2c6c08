"""Columns for where and with whom a student lives, and tables for what each import of a roster wrote."""

from __future__ import annotations

revision = "m0005"
down_revision: str | None = "m0004"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Nothing yet."""
