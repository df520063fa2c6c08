"""Tables in counselling.db for plans: versions, goals, measures, reviews, progress."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "m0006"
down_revision: str | None = "m0005"
branch_labels: str | None = None
depends_on: str | None = None

_SCHEMA = "counselling"


def _table(name: str, *parts: Any) -> None:
    op.create_table(
        name,
        *parts,
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        schema=_SCHEMA,
    )


def _index(table: str, name: str) -> None:
    op.create_index(f"ix_counselling_{table}_{name}", table, [name], schema=_SCHEMA)


def upgrade() -> None:
    """Make the tables."""
    _plans()
    _goals()
    _measures()
    _reviews()
    for table, name in (
        ("plan_goal", "plan_id"),
        ("plan_measure", "plan_id"),
        ("plan_measure", "person"),
        ("plan_progress", "plan_id"),
    ):
        _index(table, name)


def _plans() -> None:
    _table(
        "plan",
        sa.Column("student_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.Column("strengths", sa.Text(), nullable=True),
        sa.Column("protective", sa.Text(), nullable=True),
        sa.Column("participants", sa.String(length=500), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("next_review_on", sa.Date(), nullable=True),
        sa.Column("change_reason", sa.String(length=500), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("agreed_at", sa.String(length=32), nullable=True),
        sa.Column("agreed_by", sa.String(length=36), nullable=True),
        sa.Column("agreed_name", sa.String(length=60), nullable=True),
        sa.Column("needs_approval", sa.Boolean(), nullable=True),
        sa.Column("approval", sa.String(length=40), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("approver", sa.String(length=36), nullable=True),
        sa.Column("approver_name", sa.String(length=60), nullable=True),
        sa.Column("approval_place", sa.String(length=100), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.String(length=32), nullable=True),
        sa.Column("closed_name", sa.String(length=60), nullable=True),
        sa.Column("closing_words", sa.Text(), nullable=True),
        sa.UniqueConstraint("student_id", "number"),
    )


def _goals() -> None:
    _table(
        "plan_goal",
        sa.Column("plan_id", sa.String(length=36), nullable=False),
        sa.Column("root_id", sa.String(length=36), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=500), nullable=False),
        sa.Column("how_seen", sa.String(length=500), nullable=True),
        sa.Column("baseline", sa.String(length=500), nullable=True),
        sa.Column("plain", sa.String(length=500), nullable=True),
    )


def _measures() -> None:
    _table(
        "plan_measure",
        sa.Column("plan_id", sa.String(length=36), nullable=False),
        sa.Column("root_id", sa.String(length=36), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=500), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=True),
        sa.Column("who", sa.String(length=60), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("where", sa.String(length=60), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_words", sa.String(length=500), nullable=True),
    )


def _reviews() -> None:
    _table(
        "plan_review",
        sa.Column("plan_id", sa.String(length=36), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("participants", sa.String(length=500), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("decision", sa.String(length=40), nullable=False),
        sa.Column("next_review_on", sa.Date(), nullable=True),
        sa.Column("reviewer_name", sa.String(length=60), nullable=False),
        sa.UniqueConstraint("plan_id", "nth"),
    )
    _table(
        "plan_progress",
        sa.Column("plan_id", sa.String(length=36), nullable=False),
        sa.Column("review_id", sa.String(length=36), nullable=False),
        sa.Column("goal_id", sa.String(length=36), nullable=False),
        sa.Column("progress", sa.String(length=40), nullable=False),
        sa.Column("evidence", sa.String(length=500), nullable=True),
        sa.UniqueConstraint("review_id", "goal_id"),
    )
