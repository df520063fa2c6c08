"""Appointments, their series, and the waiting list."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "m0019"
down_revision: str | None = "m0018"
branch_labels: str | None = None
depends_on: str | None = None

_SCHEMA = "counselling"


def _text(name: str, length: int, *, needed: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=length), nullable=not needed)


def _words(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=True)


def _day(name: str, *, needed: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=not needed)


def _number(name: str, *, needed: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=not needed)


def _sealed() -> sa.Column[Any]:
    return sa.Column("sealed", sa.LargeBinary(), nullable=True)


def _make(name: str, *columns: Any, indexes: tuple[tuple[str, ...], ...] = ()) -> None:
    op.create_table(
        name,
        *columns,
        _text("id", 36, needed=True),
        _number("version", needed=True),
        _text("created_at", 32, needed=True),
        _text("created_by", 36, needed=True),
        _text("changed_at", 32, needed=True),
        _text("changed_by", 36, needed=True),
        sa.PrimaryKeyConstraint("id"),
        schema=_SCHEMA,
    )
    for own, *names in indexes:
        op.create_index(own, name, names, schema=_SCHEMA)


def upgrade() -> None:
    """Make the tables."""
    _make_appointments()
    _make(
        "appointment_series",
        _day("first_day", needed=True),
        _day("until"),
        _number("count"),
        _number("weeks_apart", needed=True),
        _text("weekdays", 400, needed=True),
        _text("period", 20),
    )
    _make(
        "waiting_entry",
        _text("student_id", 36),
        _text("case_id", 36),
        _text("alias", 40),
        _text("urgency", 40, needed=True),
        _day("since", needed=True),
        _text("asked_by", 40),
        _text("wishes", 200),
        _words("note"),
        _text("state", 40, needed=True),
        _text("appointment_id", 36),
        _text("closed_reason", 200),
        _sealed(),
        indexes=(
            ("ix_counselling_waiting_entry_student_id", "student_id"),
            ("ix_counselling_waiting_entry_case_id", "case_id"),
            ("ix_counselling_waiting_entry_state", "state"),
        ),
    )


def _make_appointments() -> None:
    _make(
        "appointment",
        _text("student_id", 36),
        _text("case_id", 36),
        _text("alias", 40),
        _text("counsellor", 36, needed=True),
        _text("counsellor_name", 60, needed=True),
        _text("room_id", 36),
        _day("day", needed=True),
        _number("starts", needed=True),
        _number("ends", needed=True),
        _text("kind", 40, needed=True),
        _text("place", 40),
        _words("note"),
        _text("state", 40, needed=True),
        _text("asked_by", 40),
        _text("cancelled_by", 40),
        _text("reason", 200),
        _text("override_reason", 200),
        _text("series_id", 36),
        _day("slot_on"),
        sa.Column("is_exception", sa.Boolean(), nullable=True),
        _sealed(),
        indexes=(
            ("ix_appointment_counsellor_day", "counsellor", "day"),
            ("ix_appointment_student_day", "student_id", "day"),
            ("ix_appointment_room_day", "room_id", "day"),
            ("ix_appointment_state_day", "state", "counsellor", "day"),
            ("ix_counselling_appointment_case_id", "case_id"),
            ("ix_counselling_appointment_day", "day"),
            ("ix_counselling_appointment_series_id", "series_id"),
        ),
    )
