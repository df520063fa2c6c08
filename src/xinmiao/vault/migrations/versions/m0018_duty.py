"""The duty roster in school.db, and the records of its shifts in counselling.db."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "m0018"
down_revision: str | None = "m0017"
branch_labels: str | None = None
depends_on: str | None = None


def _text(name: str, length: int = 36, *, needed: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=length), nullable=not needed)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _day(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=False)


def _flag(name: str, *, needed: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=not needed)


def upgrade() -> None:
    """Make the tables."""
    _make(
        "shift_pattern",
        _text("name", 20, needed=True),
        _text("weekday", 40, needed=True),
        _text("period", 20),
        _number("starts"),
        _number("ends"),
        _text("room_id"),
        _number("persons"),
    )
    _make("pattern_person", _text("pattern_id", needed=True), _text("staff_id", needed=True))
    op.create_index("ix_pattern_person_pattern_id", "pattern_person", ["pattern_id"])
    _make(
        "duty_person",
        _text("staff_id", needed=True),
        _text("weekdays", 400),
        sa.UniqueConstraint("staff_id"),
    )
    _make_shifts()
    _make_changes()
    _make(
        "duty_record",
        _text("shift_id", needed=True),
        _number("visitors"),
        sa.Column("events", sa.Text(), nullable=True),
        _text("reported_to", 120),
        sa.Column("handover", sa.Text(), nullable=True),
        _text("read_at", 32),
        _text("read_by"),
        sa.UniqueConstraint("shift_id"),
        schema="counselling",
    )


def _make_shifts() -> None:
    _make(
        "duty_shift",
        _day("day"),
        _text("name", 20, needed=True),
        _number("starts"),
        _number("ends"),
        _text("room_id"),
        _text("pattern_id"),
        _text("staff_id", needed=True),
        _text("planned_id"),
        _flag("by_hand"),
        _text("signed_in_at", 32),
        _text("signed_out_at", 32),
    )
    op.create_index("ix_duty_shift_day", "duty_shift", ["day"])
    op.create_index("ix_duty_shift_staff_id", "duty_shift", ["staff_id"])


def _make_changes() -> None:
    _make(
        "duty_leave",
        _text("staff_id", needed=True),
        _day("first_day"),
        _day("last_day"),
        _text("kind", 40, needed=True),
    )
    op.create_index("ix_duty_leave_staff_id", "duty_leave", ["staff_id"])
    _make(
        "duty_swap",
        _text("shift_id", needed=True),
        _text("other_shift_id"),
        _text("asker_id", needed=True),
        _text("asked_id", needed=True),
        _text("state", 40, needed=True),
        _flag("asked_on_word"),
        _text("answered_at", 32),
        _text("answered_by"),
        _flag("answered_on_word", needed=False),
    )
    op.create_index("ix_duty_swap_shift_id", "duty_swap", ["shift_id"])


def _make(name: str, *columns: Any, schema: str | None = None) -> None:
    op.create_table(
        name,
        *columns,
        _text("id", needed=True),
        _number("version"),
        _text("created_at", 32, needed=True),
        _text("created_by", needed=True),
        _text("changed_at", 32, needed=True),
        _text("changed_by", needed=True),
        sa.PrimaryKeyConstraint("id"),
        schema=schema,
    )
