"""Light plans: sheets and their reviews in counselling.db, published counts in school.db."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "m0013"
down_revision: str | None = "m0012"
branch_labels: str | None = None
depends_on: str | None = None

_SCHEMA = "counselling"


def _stamps() -> tuple[Any, ...]:
    return (
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "light_plan",
        sa.Column("student_id", sa.String(length=36), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("situation", sa.Text(), nullable=True),
        sa.Column("strengths", sa.Text(), nullable=True),
        sa.Column("goal", sa.Text(), nullable=True),
        sa.Column("measure_1", sa.String(length=500), nullable=True),
        sa.Column("measure_2", sa.String(length=500), nullable=True),
        sa.Column("measure_3", sa.String(length=500), nullable=True),
        sa.Column("responsible", sa.String(length=60), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("writer", sa.String(length=60), nullable=True),
        sa.Column("written_on", sa.Date(), nullable=True),
        sa.Column("way", sa.String(length=40), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_name", sa.String(length=60), nullable=True),
        sa.Column("checked_words", sa.String(length=500), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        *_stamps(),
        schema=_SCHEMA,
    )
    op.create_index("ix_counselling_light_plan_student_id", "light_plan", ["student_id"], schema=_SCHEMA)
    op.create_index("ix_counselling_light_plan_period", "light_plan", ["period"], schema=_SCHEMA)
    op.create_table(
        "light_plan_review",
        sa.Column("light_plan_id", sa.String(length=36), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("progress", sa.String(length=40), nullable=False),
        sa.Column("evidence", sa.String(length=500), nullable=True),
        sa.Column("decision", sa.String(length=40), nullable=False),
        sa.Column("next_review_on", sa.Date(), nullable=True),
        sa.Column("reviewer_name", sa.String(length=60), nullable=False),
        *_stamps(),
        sa.UniqueConstraint("light_plan_id", "nth"),
        schema=_SCHEMA,
    )
    op.create_table(
        "light_plan_count",
        sa.Column("class_id", sa.String(length=36), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("handed_in", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        *_stamps(),
        sa.UniqueConstraint("class_id", "period"),
    )
