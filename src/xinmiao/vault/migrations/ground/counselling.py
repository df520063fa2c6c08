"""Tables of counselling.db as the first schema made them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def make_tables() -> None:
    """Make every table of counselling.db."""
    op.create_table(
        "attachment",
        sa.Column("of_kind", sa.String(length=40), nullable=False),
        sa.Column("of_id", sa.String(length=36), nullable=False),
        sa.Column("student_id", sa.String(length=36), nullable=True),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("media", sa.String(length=40), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("added_name", sa.String(length=60), nullable=False),
        sa.Column("removed_at", sa.String(length=32), nullable=True),
        sa.Column("removed_name", sa.String(length=60), nullable=True),
        sa.Column("removal_reason", sa.String(length=500), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        schema="counselling",
    )
    op.create_index(
        op.f("ix_counselling_attachment_of_id"), "attachment", ["of_id"], unique=False, schema="counselling"
    )
    op.create_index(
        op.f("ix_counselling_attachment_student_id"), "attachment", ["student_id"], unique=False, schema="counselling"
    )
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
        "counselling_case",
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("number_in_year", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.String(length=36), nullable=False),
        sa.Column("counsellor", sa.String(length=36), nullable=False),
        sa.Column("counsellor_name", sa.String(length=60), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("presenting_problems", sa.String(length=400), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closing_reason", sa.String(length=40), nullable=True),
        sa.Column("closing_effect", sa.String(length=40), nullable=True),
        sa.Column("closing_words", sa.Text(), nullable=True),
        sa.Column("reopening_reason", sa.String(length=500), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("school_year", "number_in_year"),
        schema="counselling",
    )
    op.create_index(
        op.f("ix_counselling_counselling_case_counsellor"),
        "counselling_case",
        ["counsellor"],
        unique=False,
        schema="counselling",
    )
    op.create_index(
        op.f("ix_counselling_counselling_case_student_id"),
        "counselling_case",
        ["student_id"],
        unique=False,
        schema="counselling",
    )
    op.create_table(
        "counselling_note",
        sa.Column("started_at", sa.String(length=32), nullable=False),
        sa.Column("ended_at", sa.String(length=32), nullable=True),
        sa.Column("place", sa.String(length=60), nullable=True),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("free_text", sa.Text(), nullable=True),
        sa.Column("situation", sa.Text(), nullable=True),
        sa.Column("main_problem", sa.Text(), nullable=True),
        sa.Column("assessment", sa.Text(), nullable=True),
        sa.Column("analysis", sa.Text(), nullable=True),
        sa.Column("measures", sa.Text(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=True),
        sa.Column("homework", sa.Text(), nullable=True),
        sa.Column("ideation", sa.String(length=40), nullable=False),
        sa.Column("ideation_words", sa.String(length=1000), nullable=True),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("plan_words", sa.String(length=1000), nullable=True),
        sa.Column("means", sa.String(length=40), nullable=False),
        sa.Column("means_words", sa.String(length=1000), nullable=True),
        sa.Column("past", sa.String(length=40), nullable=False),
        sa.Column("past_words", sa.String(length=1000), nullable=True),
        sa.Column("support", sa.String(length=40), nullable=False),
        sa.Column("support_words", sa.String(length=1000), nullable=True),
        sa.Column("protection", sa.String(length=40), nullable=False),
        sa.Column("protection_words", sa.String(length=1000), nullable=True),
        sa.Column("ideation_not_asked_reason", sa.String(length=500), nullable=True),
        sa.Column("next_time", sa.String(length=100), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("told_whom", sa.String(length=300), nullable=True),
        sa.Column("level_changed", sa.Boolean(), nullable=True),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("student_id", sa.String(length=36), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.String(length=32), nullable=False),
        sa.Column("author", sa.String(length=36), nullable=False),
        sa.Column("author_name", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("signed_at", sa.String(length=32), nullable=True),
        sa.Column("signed_by", sa.String(length=36), nullable=True),
        sa.Column("signed_name", sa.String(length=60), nullable=True),
        sa.Column("removed_at", sa.String(length=32), nullable=True),
        sa.Column("removed_by", sa.String(length=36), nullable=True),
        sa.Column("removed_name", sa.String(length=60), nullable=True),
        sa.Column("removal_reason", sa.String(length=500), nullable=True),
        sa.Column("moved_to", sa.String(length=36), nullable=True),
        sa.Column("moved_from", sa.String(length=36), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id", "nth"),
        schema="counselling",
    )
    op.create_index(
        "ix_counselling_note_author_state",
        "counselling_note",
        ["author", "state"],
        unique=False,
        schema="counselling",
    )
    op.create_index(
        "ix_counselling_note_case_talks",
        "counselling_note",
        ["case_id", "state", "started_at", "next_on"],
        unique=False,
        schema="counselling",
    )
    op.create_index(
        op.f("ix_counselling_counselling_note_started_at"),
        "counselling_note",
        ["started_at"],
        unique=False,
        schema="counselling",
    )
    op.create_index(
        op.f("ix_counselling_counselling_note_student_id"),
        "counselling_note",
        ["student_id"],
        unique=False,
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
        "note_amendment",
        sa.Column("note_id", sa.String(length=36), nullable=False),
        sa.Column("before_version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("by_name", sa.String(length=60), nullable=False),
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
        op.f("ix_counselling_note_amendment_note_id"), "note_amendment", ["note_id"], unique=False, schema="counselling"
    )
    op.create_table(
        "paper_place",
        sa.Column("of_kind", sa.String(length=40), nullable=False),
        sa.Column("of_id", sa.String(length=36), nullable=False),
        sa.Column("student_id", sa.String(length=36), nullable=True),
        sa.Column("place", sa.String(length=80), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("of_kind", "of_id"),
        schema="counselling",
    )
    op.create_index(
        op.f("ix_counselling_paper_place_of_id"), "paper_place", ["of_id"], unique=False, schema="counselling"
    )
    op.create_index(
        op.f("ix_counselling_paper_place_student_id"), "paper_place", ["student_id"], unique=False, schema="counselling"
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
