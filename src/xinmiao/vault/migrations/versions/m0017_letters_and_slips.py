"""The letter box with its openings and letters, and feedback slips."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "m0017"
down_revision: str | None = "m0016"
branch_labels: str | None = None
depends_on: str | None = None

_SCHEMA = "counselling"


def _text(name: str, length: int, *, needed: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=length), nullable=not needed)


def _words(name: str, *, needed: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=not needed)


def _day(name: str, *, needed: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=not needed)


def _flag(name: str, *, needed: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=not needed)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


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


def _index(table: str, name: str) -> None:
    op.create_index(f"ix_counselling_{table}_{name}", table, [name], schema=_SCHEMA)


def upgrade() -> None:
    """Make the tables."""
    _make_openings()
    _make_letters()
    _make_slips()


def _make_openings() -> None:
    op.create_table(
        "box_opening",
        _day("opened_on", needed=True),
        _number("letters"),
        _text("opened_name", 60, needed=True),
        _text("remark", 300),
        *_stamps(),
        schema=_SCHEMA,
    )
    _index("box_opening", "opened_on")


def _make_letters() -> None:
    op.create_table(
        "letter",
        _text("opening_id", 36),
        _number("school_year"),
        _number("number_in_year"),
        _day("received_on", needed=True),
        _flag("signed", needed=True),
        _text("student_id", 36),
        _text("signer_name", 60),
        _text("reply_code", 12),
        _text("topic", 40, needed=True),
        _text("urgency", 40, needed=True),
        _words("words", needed=True),
        _flag("is_summary"),
        _text("answered_how", 40),
        _day("answered_on"),
        _text("answered_name", 60),
        _words("answer"),
        _day("closed_on"),
        _text("closed_name", 60),
        _text("closing", 300),
        _text("identified", 200),
        *_stamps(),
        sa.UniqueConstraint("school_year", "number_in_year"),
        schema=_SCHEMA,
    )
    _index("letter", "opening_id")
    _index("letter", "student_id")


def _make_slips() -> None:
    op.create_table(
        "feedback_slip",
        _text("student_id", 36, needed=True),
        _text("begun_by", 40, needed=True),
        _day("begun_on", needed=True),
        _text("teacher", 36),
        _text("teacher_name", 60, needed=True),
        _words("asked"),
        _words("background"),
        _text("question", 300),
        _day("background_on"),
        _text("background_way", 40),
        _text("background_entered", 60),
        _words("can_do"),
        _words("rather_not"),
        _text("whom", 300),
        _day("answered_on"),
        _text("answered_name", 60),
        _words("done"),
        _text("now", 40),
        _words("now_words"),
        _day("reported_on"),
        _text("report_way", 40),
        _text("report_entered", 60),
        _text("place", 100),
        _day("closed_on"),
        _text("closed_name", 60),
        _text("closing", 300),
        *_stamps(),
        schema=_SCHEMA,
    )
    _index("feedback_slip", "student_id")
