"""The sealed part of cases handed over, and an index of the audit entries that name seals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "m0020"
down_revision: str | None = "m0019"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Make room for what is said of a restricted case, and find the seals without reading the whole trail."""
    op.add_column("handed_case", sa.Column("sealed", sa.LargeBinary(), nullable=True), schema="counselling")
    op.create_index(
        "ix_audit_entry_seals",
        "audit_entry",
        ["seq"],
        schema="counselling",
        sqlite_where=sa.text("""instr(detail, '"sealed": {') > 0"""),
    )
