"""Indexes on the audit trail: by time, by action, by account, so that 200,000 entries are read page by page."""

from __future__ import annotations

from alembic import op

revision = "m0002"
down_revision: str | None = "m0001"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Make the three indexes in both files."""
    for schema in (None, "counselling"):
        op.create_index("ix_audit_entry_at", "audit_entry", ["at"], schema=schema)
        op.create_index("ix_audit_entry_action", "audit_entry", ["action"], schema=schema)
        op.create_index("ix_audit_entry_account_action", "audit_entry", ["account", "action"], schema=schema)
