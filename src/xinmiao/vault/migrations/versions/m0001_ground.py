"""The ground: every table of the first schema, in both files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from xinmiao.kernel.records import DataFile
from xinmiao.vault.audit import append_only_triggers
from xinmiao.vault.search import CREATE_INDEX, SECURE_DELETE

revision = "m0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Make the tables, the triggers that keep history append-only, and the character index."""
    _school_tables()
    _counselling_tables()
    for data_file in DataFile:
        for trigger in append_only_triggers(data_file):
            op.execute(trigger)
    op.execute(CREATE_INDEX)
    op.execute(SECURE_DELETE)


def _school_tables() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("account", sa.String(length=36), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_table(
        "audit_subject",
        sa.Column("record", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("record", "record_id", "seq"),
    )
    op.create_table(
        "file_state",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("pair", sa.String(length=36), nullable=False),
        sa.Column("school", sa.String(length=36), nullable=False),
        sa.Column("root_fingerprint", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("row"),
    )
    op.create_table(
        "revision",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("record", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("account", sa.String(length=36), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("row"),
    )
    op.create_index(op.f("ix_revision_record_id"), "revision", ["record_id"], unique=False)


def _counselling_tables() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("account", sa.String(length=36), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        schema="counselling",
    )
    op.create_table(
        "audit_subject",
        sa.Column("record", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("record", "record_id", "seq"),
        schema="counselling",
    )
    op.create_table(
        "file_state",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("pair", sa.String(length=36), nullable=False),
        sa.Column("school", sa.String(length=36), nullable=False),
        sa.Column("root_fingerprint", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("row"),
        schema="counselling",
    )
    op.create_table(
        "indexed_text",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("record", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("row"),
        sa.UniqueConstraint("record", "record_id"),
        schema="counselling",
    )
    op.create_table(
        "revision",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("record", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("account", sa.String(length=36), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("row"),
        schema="counselling",
    )
    op.create_index(
        op.f("ix_counselling_revision_record_id"), "revision", ["record_id"], unique=False, schema="counselling"
    )
