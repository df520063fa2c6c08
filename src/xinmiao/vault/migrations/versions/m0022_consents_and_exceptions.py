"""Consents and their coverage, exceptions to secrecy, and the school's own words of the word guard."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "m0022"
down_revision: str | None = "m0021"
branch_labels: str | None = None
depends_on: str | None = None

_SCHEMA = "counselling"


def _text(name: str, length: int, *, needed: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=length), nullable=not needed)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _day(name: str, *, needed: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=not needed)


def _stamps() -> tuple[Any, ...]:
    return (
        _text("id", 36, needed=True),
        _number("version"),
        _text("created_at", 32, needed=True),
        _text("created_by", 36, needed=True),
        _text("changed_at", 32, needed=True),
        _text("changed_by", 36, needed=True),
        sa.PrimaryKeyConstraint("id"),
    )


def upgrade() -> None:
    """Make the tables."""
    _make_consents()
    _make_counts()
    _make_exceptions()
    _make_words()


def _make_consents() -> None:
    op.create_table(
        "consent",
        _text("student_id", 36, needed=True),
        _text("kind", 40, needed=True),
        _text("party", 40, needed=True),
        _number("school_year"),
        _day("asked_on", needed=True),
        _text("answer", 40, needed=True),
        _day("answered_on"),
        _text("how", 40),
        _text("signer", 60),
        _day("withdrawn_on"),
        _text("withdrawn_why", 200),
        _text("place", 100),
        _text("note", 200),
        _text("recorded_name", 60, needed=True),
        *_stamps(),
        sa.UniqueConstraint("student_id", "kind", "party", "school_year"),
        schema=_SCHEMA,
    )
    op.create_index("ix_counselling_consent_student_id", "consent", ["student_id"], schema=_SCHEMA)


def _make_counts() -> None:
    op.create_table(
        "consent_count",
        _text("class_id", 36, needed=True),
        _text("kind", 40, needed=True),
        _number("school_year"),
        _number("students"),
        _number("returned"),
        *_stamps(),
        sa.UniqueConstraint("class_id", "kind", "school_year"),
    )


def _make_exceptions() -> None:
    parts = ("observed", "risk", "watch", "do", "do_not", "arrangement")
    op.create_table(
        "secrecy_exception",
        _text("student_id", 36, needed=True),
        _text("case_id", 36),
        _text("ground", 40, needed=True),
        _text("ground_words", 200),
        _text("role", 40, needed=True),
        _text("receiver", 60, needed=True),
        *(sa.Column(name, sa.Text(), nullable=True) for name in parts),
        _text("until", 60),
        _text("ask", 100),
        _day("told_on", needed=True),
        _text("how", 40, needed=True),
        sa.Column("student_told", sa.Boolean(), nullable=False),
        _text("why_not", 200),
        _text("decided_by", 60, needed=True),
        _text("account", 36),
        _text("place", 100),
        _text("recorded_name", 60, needed=True),
        *_stamps(),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        schema=_SCHEMA,
    )
    for name in ("student_id", "case_id"):
        op.create_index(f"ix_counselling_secrecy_exception_{name}", "secrecy_exception", [name], schema=_SCHEMA)


def _make_words() -> None:
    op.create_table(
        "guard_word",
        _text("word", 40, needed=True),
        _text("why", 40, needed=True),
        _text("proposals", 200),
        sa.Column("off", sa.Boolean(), nullable=True),
        *_stamps(),
        sa.UniqueConstraint("word"),
    )
