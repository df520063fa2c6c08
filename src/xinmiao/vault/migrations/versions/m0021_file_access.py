"""Requests for a file, preservations, who is full-time, and what tasks put aside stood on."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "m0021"
down_revision: str | None = "m0020"
branch_labels: str | None = None
depends_on: str | None = None

_SCHEMA = "counselling"


def _text(name: str, length: int, *, needed: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=length), nullable=not needed)


def _words(name: str, *, needed: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=not needed)


def _day(name: str, *, needed: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=not needed)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=True)


def _stamps() -> tuple[Any, ...]:
    return (
        _text("id", 36, needed=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("created_at", 32, needed=True),
        _text("created_by", 36, needed=True),
        _text("changed_at", 32, needed=True),
        _text("changed_by", 36, needed=True),
        sa.PrimaryKeyConstraint("id"),
    )


def upgrade() -> None:
    """Make the tables, and widen that of tasks put aside."""
    op.create_table("file_access", *_asking(), *_asked(), *_decided(), *_stamps(), schema=_SCHEMA)
    op.create_index("ix_counselling_file_access_student_id", "file_access", ["student_id"], schema=_SCHEMA)
    _make_holds()
    _make_posts()
    for column in (_text("title", 400), _text("matter", 200), _text("by_name", 60), _text("taken_back_at", 32)):
        op.add_column("task_dismissal", column, schema=_SCHEMA)


def _asking() -> tuple[sa.Column[Any], ...]:
    return (
        _text("student_id", 36, needed=True),
        _text("number", 20, needed=True),
        _day("asked_on", needed=True),
        _text("applicant", 120, needed=True),
        _text("relation", 40, needed=True),
        _text("contact", 60),
        _text("id_document", 200),
        _text("letter", 200),
        _text("officer_1", 60),
        _text("officer_2", 60),
        _words("ground", needed=True),
        _words("scope", needed=True),
        _text("wanted", 40, needed=True),
        _text("registered_name", 60, needed=True),
    )


def _asked() -> tuple[sa.Column[Any], ...]:
    return (
        _text("age_group", 40),
        _text("opinion", 40),
        _words("opinion_words"),
        _day("opinion_on"),
        _text("opinion_by", 60),
        _day("approval_asked_on"),
        _text("approval", 40),
        _text("approval_way", 40),
        _text("approver", 36),
        _text("approver_name", 60),
        _day("approved_on"),
        _text("approval_words", 200),
        _text("approval_place", 100),
    )


def _decided() -> tuple[sa.Column[Any], ...]:
    return (
        _text("decision", 40),
        _day("decided_on"),
        _text("decided_name", 60),
        _words("decision_words"),
        _words("nevertheless"),
        _words("summary"),
        _day("given_on"),
        _text("manner", 40),
        _words("given_what"),
        _number("pages"),
        _text("sat_by", 60),
        _text("receipt", 40),
        _day("receipt_on"),
        _text("receipt_who", 60),
        _words("receipt_words"),
        _text("receipt_place", 100),
    )


def _make_holds() -> None:
    op.create_table(
        "preservation_hold",
        _text("student_id", 36, needed=True),
        _text("access_id", 36, needed=True),
        _text("set_name", 60, needed=True),
        _words("lift_reason"),
        _text("lift_asked_at", 32),
        _text("lift_asked_by", 36),
        _text("lift_asked_name", 60),
        _text("lifted_at", 32),
        _text("lifted_by", 36),
        _text("lifted_name", 60),
        *_stamps(),
        schema=_SCHEMA,
    )
    for name in ("student_id", "access_id"):
        op.create_index(f"ix_counselling_preservation_hold_{name}", "preservation_hold", [name], schema=_SCHEMA)


def _make_posts() -> None:
    op.create_table(
        "counsellor_post",
        _text("account_id", 36, needed=True),
        sa.Column("full_time", sa.Boolean(), nullable=True),
        _day("since", needed=True),
        *_stamps(),
    )
    op.create_index("ix_counsellor_post_account_id", "counsellor_post", ["account_id"])
