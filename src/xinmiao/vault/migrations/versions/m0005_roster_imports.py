"""Columns for where and with whom a student lives, and tables for what each import of a roster wrote."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "m0005"
down_revision: str | None = "m0004"
branch_labels: str | None = None
depends_on: str | None = None

_NEW_DETAILS = (
    ("id_number", 18),
    ("dormitory", 60),
    ("bed", 20),
    ("dorm_teacher", 60),
    ("dorm_teacher_phone", 30),
    ("carer", 60),
    ("carer_phone", 30),
    ("entrusted_carer", 60),
    ("entrusted_carer_phone", 30),
    ("parents_work_place", 200),
)


def upgrade() -> None:
    """Add the columns and make the tables."""
    for name, length in _NEW_DETAILS:
        op.add_column("student_details", sa.Column(name, sa.String(length=length), nullable=True), schema="counselling")
    op.add_column("guardian", sa.Column("reachable", sa.String(length=100), nullable=True), schema="counselling")
    op.create_table(
        "roster_import",
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("made_by_name", sa.String(length=60), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("classes_added", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.String(length=32), nullable=True),
        sa.Column("undone_by_name", sa.String(length=60), nullable=True),
        *_stamps(),
        sa.PrimaryKeyConstraint("id"),
        schema="counselling",
    )
    op.create_table(
        "roster_import_row",
        sa.Column("import_id", sa.String(length=36), nullable=False),
        sa.Column("student_id", sa.String(length=36), nullable=True),
        sa.Column("added", sa.Boolean(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        *_stamps(),
        sa.PrimaryKeyConstraint("id"),
        schema="counselling",
    )
    for name in ("import_id", "student_id"):
        op.create_index(f"ix_counselling_roster_import_row_{name}", "roster_import_row", [name], schema="counselling")


def _stamps() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
    )
