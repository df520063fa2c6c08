"""Tables in school.db for the school's calendar: terms, own days, period tables, lessons, opening hours and rooms."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "m0016"
down_revision: str | None = "m0015"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Make the tables."""
    _make(
        "term",
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("second", sa.Boolean(), nullable=False),
    )
    _make(
        "own_day",
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("grades", sa.String(length=400), nullable=True),
        sa.Column("follows", sa.String(length=40), nullable=True),
        sa.Column("uid", sa.String(length=200), nullable=True),
    )
    _make(
        "official_year",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("days", sa.Text(), nullable=False),
        sa.UniqueConstraint("year"),
    )
    _make(
        "period_table",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
    )
    _make(
        "period",
        sa.Column("table_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
    )
    op.create_index("ix_period_table_id", "period", ["table_id"])
    _make_times()


def _make_times() -> None:
    _make(
        "own_lesson",
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("weekday", sa.String(length=40), nullable=False),
        sa.Column("weeks", sa.String(length=40), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=True),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("until_date", sa.Date(), nullable=True),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("class_label", sa.String(length=40), nullable=True),
    )
    op.create_index("ix_own_lesson_account_id", "own_lesson", ["account_id"])
    _make(
        "opening_hours",
        sa.Column("weekday", sa.String(length=40), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
    )
    _make(
        "room",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=60), nullable=True),
        sa.Column("in_use", sa.Boolean(), nullable=False),
    )
    _make(
        "room_closing",
        sa.Column("room_id", sa.String(length=36), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=100), nullable=False),
    )
    op.create_index("ix_room_closing_room_id", "room_closing", ["room_id"])


def _make(name: str, *columns: Any) -> None:
    op.create_table(
        name,
        *columns,
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
