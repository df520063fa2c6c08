"""Arriving envelopes set aside, who wrote what was taken over, and who was confirmed to get a class's card."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "m0014"
down_revision: str | None = "m0013"
branch_labels: str | None = None
depends_on: str | None = None

_SCHEMA = "counselling"


def upgrade() -> None:
    """Make the tables; of what was taken over before, nobody is named as author."""
    op.add_column(
        "collected_envelope",
        sa.Column("author", sa.String(length=36), nullable=False, server_default=""),
        schema=_SCHEMA,
    )
    op.create_table(
        "set_aside_envelope",
        sa.Column("envelope_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("envelope_id"),
        schema=_SCHEMA,
    )
    op.create_table(
        "card_receiver",
        sa.Column("class_id", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        schema=_SCHEMA,
    )
    op.create_index("ix_counselling_card_receiver_class_id", "card_receiver", ["class_id"], schema=_SCHEMA)
