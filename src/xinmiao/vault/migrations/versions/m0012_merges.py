"""A table in counselling.db for merges of students, and one for pairs that are two persons."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "m0012"
down_revision: str | None = "m0011"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "student_merge",
        sa.Column("survivor_id", sa.String(length=36), nullable=False),
        sa.Column("former", sa.String(length=36), nullable=False),
        sa.Column("former_name", sa.String(length=60), nullable=False),
        sa.Column("former_pinyin", sa.String(length=400), nullable=True),
        sa.Column("former_initials", sa.String(length=60), nullable=True),
        sa.Column("former_number", sa.String(length=32), nullable=True),
        sa.Column("merged_by_name", sa.String(length=60), nullable=False),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.String(length=32), nullable=True),
        sa.Column("undone_by_name", sa.String(length=60), nullable=True),
        *_stamps(),
        sa.PrimaryKeyConstraint("id"),
        schema="counselling",
    )
    op.create_index("ix_counselling_student_merge_survivor_id", "student_merge", ["survivor_id"], schema="counselling")
    op.create_table(
        "distinct_pair",
        sa.Column("first_id", sa.String(length=36), nullable=False),
        sa.Column("second_id", sa.String(length=36), nullable=False),
        *_stamps(),
        sa.PrimaryKeyConstraint("id"),
        schema="counselling",
    )


def _stamps() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
    )
