"""Envelopes between people in school.db, and the sealed part of restricted cases in counselling.db."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "m0011"
down_revision: str | None = "m0010"
branch_labels: str | None = None
depends_on: str | None = None

_SCHEMA = "counselling"


def upgrade() -> None:
    """Make the tables, and room for sealed contents beside the columns that are emptied."""
    op.create_table(
        "envelope",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=36), nullable=False),
        sa.Column("author", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_envelope_kind_about", "envelope", ["kind", "about"])
    op.create_table(
        "envelope_receipt",
        sa.Column("envelope_id", sa.String(length=36), nullable=False),
        sa.Column("account", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("envelope_id", "account"),
    )
    op.create_table(
        "collected_envelope",
        sa.Column("envelope_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("envelope_id"),
        schema=_SCHEMA,
    )
    for table in ("counselling_case", "counselling_note", "note_amendment", "case_intake"):
        op.add_column(table, sa.Column("sealed", sa.LargeBinary(), nullable=True), schema=_SCHEMA)
    op.add_column("counselling_case", sa.Column("of_staff", sa.Boolean(), nullable=True), schema=_SCHEMA)
    op.add_column("counselling_case", sa.Column("lifting_reason", sa.String(length=500), nullable=True), schema=_SCHEMA)
    op.add_column("counselling_case", sa.Column("staff_name", sa.String(length=60), nullable=True), schema=_SCHEMA)
