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
        "class_teacher",
        sa.Column("class_id", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("until_date", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_class_teacher_account_id"), "class_teacher", ["account_id"], unique=False)
    op.create_index(op.f("ix_class_teacher_class_id"), "class_teacher", ["class_id"], unique=False)
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
    op.create_table(
        "school_class",
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label_text", sa.String(length=40), nullable=True),
        sa.Column("entry_year", sa.Integer(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("stage", "entry_year", "number"),
    )
    op.create_table(
        "school_profile",
        sa.Column("has_primary", sa.Boolean(), nullable=False),
        sa.Column("has_junior", sa.Boolean(), nullable=False),
        sa.Column("has_senior", sa.Boolean(), nullable=False),
        sa.Column("primary_years", sa.Integer(), nullable=False),
        sa.Column("junior_years", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "student",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("sex", sa.String(length=40), nullable=True),
        sa.Column("class_id", sa.String(length=36), nullable=True),
        sa.Column("number_in_class", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("name_pinyin", sa.String(length=400), nullable=True),
        sa.Column("name_initials", sa.String(length=60), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_student_class_id"), "student", ["class_id"], unique=False)


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
        "growth_file",
        sa.Column("student_id", sa.String(length=36), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("reason_words", sa.String(length=200), nullable=True),
        sa.Column("basic", sa.Text(), nullable=True),
        sa.Column("family", sa.Text(), nullable=True),
        sa.Column("psychological", sa.Text(), nullable=True),
        sa.Column("strengths", sa.Text(), nullable=True),
        sa.Column("concerns", sa.Text(), nullable=True),
        sa.Column("paper_place", sa.String(length=100), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("student_id"),
        schema="counselling",
    )
    op.create_table(
        "guardian",
        sa.Column("student_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=True),
        sa.Column("relation", sa.String(length=40), nullable=True),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.Column("is_legal_guardian", sa.Boolean(), nullable=True),
        sa.Column("no_contact", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        schema="counselling",
    )
    op.create_index(
        op.f("ix_counselling_guardian_student_id"), "guardian", ["student_id"], unique=False, schema="counselling"
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
        "reminder",
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("student_id", sa.String(length=36), nullable=True),
        sa.Column("line", sa.String(length=120), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        schema="counselling",
    )
    op.create_index(
        op.f("ix_counselling_reminder_account_id"), "reminder", ["account_id"], unique=False, schema="counselling"
    )
    op.create_index(
        op.f("ix_counselling_reminder_student_id"), "reminder", ["student_id"], unique=False, schema="counselling"
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
    op.create_table(
        "student_details",
        sa.Column("student_id", sa.String(length=36), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("student_number", sa.String(length=32), nullable=True),
        sa.Column("student_number_kind", sa.String(length=40), nullable=True),
        sa.Column("id_digest", sa.String(length=128), nullable=True),
        sa.Column("ethnicity", sa.String(length=30), nullable=True),
        sa.Column("enrolled_month", sa.String(length=7), nullable=True),
        sa.Column("boarding", sa.String(length=40), nullable=True),
        sa.Column("address", sa.String(length=300), nullable=True),
        sa.Column("left_behind", sa.String(length=40), nullable=True),
        sa.Column("migrant_child", sa.Boolean(), nullable=True),
        sa.Column("orphan", sa.Boolean(), nullable=True),
        sa.Column("disability", sa.Boolean(), nullable=True),
        sa.Column("inclusive_class", sa.Boolean(), nullable=True),
        sa.Column("needs_aid", sa.Boolean(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("student_id"),
        schema="counselling",
    )
    op.create_index(
        op.f("ix_counselling_student_details_student_number"),
        "student_details",
        ["student_number"],
        unique=False,
        schema="counselling",
    )
    op.create_table(
        "task_dismissal",
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        schema="counselling",
    )
    op.create_index(
        op.f("ix_counselling_task_dismissal_key"), "task_dismissal", ["key"], unique=False, schema="counselling"
    )
