"""Internal referrals, referrals out with their steps, and the agency directory."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "m0015"
down_revision: str | None = "m0014"
branch_labels: str | None = None
depends_on: str | None = None

_SCHEMA = "counselling"


def _text(name: str, length: int, *, needed: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=length), nullable=not needed)


def _words(name: str, *, needed: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=not needed)


def _day(name: str, *, needed: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=not needed)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=True)


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


def _sealed() -> sa.Column[Any]:
    return sa.Column("sealed", sa.LargeBinary(), nullable=True)


def upgrade() -> None:
    """Make the tables."""
    _make_agencies()
    _make_internal()
    _make_out()
    _make_steps()


def _make_agencies() -> None:
    op.create_table(
        "agency",
        _text("name", 80, needed=True),
        _text("kind", 40, needed=True),
        _text("departments", 200),
        _text("phone", 60),
        _text("address", 200),
        _text("contact", 60),
        _text("hours", 200),
        _words("note"),
        _flag("archived"),
        *_stamps(),
    )


def _make_internal() -> None:
    op.create_table(
        "internal_referral",
        _text("student_id", 36, needed=True),
        _text("case_id", 36),
        _words("facts", needed=True),
        _text("since", 300),
        _words("tried"),
        _text("urgency", 40, needed=True),
        _flag("wishes_told"),
        _text("writer", 36),
        _text("writer_name", 60, needed=True),
        _day("written_on", needed=True),
        _text("way", 40, needed=True),
        _text("entered_name", 60),
        _text("place", 100),
        _text("decision", 40, needed=True),
        _day("decided_on"),
        _text("decided_name", 60),
        _words("advice"),
        *_stamps(),
        _sealed(),
        schema=_SCHEMA,
    )
    for name in ("student_id", "case_id"):
        op.create_index(f"ix_counselling_internal_referral_{name}", "internal_referral", [name], schema=_SCHEMA)


def _make_out() -> None:
    op.create_table(
        "referral_out",
        _text("student_id", 36, needed=True),
        _text("case_id", 36),
        _text("agency_id", 36),
        _text("agency_name", 120, needed=True),
        _words("facts", needed=True),
        _words("advice", needed=True),
        _day("counselled_from"),
        _day("counselled_until"),
        sa.Column("times_seen", sa.Integer(), nullable=True),
        _flag("at_risk"),
        _day("advised_on", needed=True),
        _text("guardian_who", 60),
        _text("guardian_how", 40),
        _day("guardian_on"),
        _text("counsellor", 36, needed=True),
        _text("counsellor_name", 60, needed=True),
        *_stamps(),
        _sealed(),
        schema=_SCHEMA,
    )
    for name in ("student_id", "case_id"):
        op.create_index(f"ix_counselling_referral_out_{name}", "referral_out", [name], schema=_SCHEMA)


def _make_steps() -> None:
    op.create_table(
        "referral_step",
        _text("referral_id", 36, needed=True),
        _text("kind", 40, needed=True),
        _day("on_date", needed=True),
        _text("who", 200),
        _words("words"),
        _text("witness_1", 60),
        _text("witness_2", 60),
        _text("place", 100),
        _text("hospital", 120),
        _text("source", 40),
        _text("medical", 400),
        _day("next_visit_on"),
        _text("keeper", 60),
        _text("may_tell", 200),
        _words("quoted"),
        _text("recorded_name", 60, needed=True),
        _flag("is_taken_back"),
        _text("taken_back", 200),
        *_stamps(),
        _sealed(),
        schema=_SCHEMA,
    )
    op.create_index("ix_counselling_referral_step_referral_id", "referral_step", ["referral_id"], schema=_SCHEMA)
