"""Where every student was, what became of him, the acts of a school year, and the steps of its wizard."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "m0007"
down_revision: str | None = "m0006"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Add the columns and make the tables."""
    for name in ("class_since", "status_since"):
        op.add_column("student", sa.Column(name, sa.Date(), nullable=True))
    op.add_column("student", sa.Column("class_why", sa.String(length=40), nullable=True))
    _make_class_history()
    _make_student_move()
    op.create_table(
        "year_step",
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        *_stamps(),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("school_year", "step"),
    )


def _make_class_history() -> None:
    op.create_table(
        "class_stay",
        sa.Column("student_id", sa.String(length=36), nullable=False),
        sa.Column("class_id", sa.String(length=36), nullable=True),
        sa.Column("class_label", sa.String(length=40), nullable=True),
        sa.Column("number_in_class", sa.Integer(), nullable=True),
        sa.Column("from_date", sa.Date(), nullable=True),
        sa.Column("until_date", sa.Date(), nullable=False),
        sa.Column("came_by", sa.String(length=40), nullable=True),
        sa.Column("act_id", sa.String(length=36), nullable=True),
        *_stamps(),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "class_year",
        sa.Column("class_id", sa.String(length=36), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("label_text", sa.String(length=40), nullable=True),
        sa.Column("until_date", sa.Date(), nullable=False),
        sa.Column("act_id", sa.String(length=36), nullable=True),
        *_stamps(),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("class_id", "school_year"),
    )
    op.create_table(
        "roster_act",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("students", sa.Integer(), nullable=False),
        sa.Column("classes", sa.Integer(), nullable=False),
        sa.Column("classes_added", sa.Text(), nullable=True),
        sa.Column("undone_at", sa.String(length=32), nullable=True),
        *_stamps(),
        sa.PrimaryKeyConstraint("id"),
    )
    for table, name in (
        ("class_stay", "student_id"),
        ("class_stay", "act_id"),
        ("class_year", "act_id"),
    ):
        op.create_index(f"ix_{table}_{name}", table, [name])


def _make_student_move() -> None:
    op.create_table(
        "student_move",
        sa.Column("student_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("status_before", sa.String(length=40), nullable=False),
        sa.Column("status_after", sa.String(length=40), nullable=False),
        sa.Column("since_before", sa.Date(), nullable=True),
        sa.Column("other_school", sa.String(length=120), nullable=True),
        sa.Column("expected_until", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("act_id", sa.String(length=36), nullable=True),
        sa.Column("stay_id", sa.String(length=36), nullable=True),
        sa.Column("taken_back_at", sa.String(length=32), nullable=True),
        *_stamps(),
        sa.PrimaryKeyConstraint("id"),
        schema="counselling",
    )
    for name in ("student_id", "act_id"):
        op.create_index(f"ix_counselling_student_move_{name}", "student_move", [name], schema="counselling")


def _stamps() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
    )
