"""Tables in counselling.db for phrases and note templates, and for group counselling."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "m0009"
down_revision: str | None = "m0008"
branch_labels: str | None = None
depends_on: str | None = None

_SCHEMA = "counselling"
_ID = sa.String(length=36)
_MOMENT = sa.String(length=32)
_NAME = sa.String(length=60)
_CHOICE = sa.String(length=40)


def _table(name: str, *parts: Any) -> None:
    op.create_table(
        name,
        *parts,
        sa.Column("id", _ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("created_by", _ID, nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.Column("changed_by", _ID, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        schema=_SCHEMA,
    )


def _must(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _may(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)


def upgrade() -> None:
    """Make the tables."""
    _phrases()
    _groups()
    _meetings()
    for table, name in (
        ("phrase", "account_id"),
        ("note_template", "account_id"),
        ("group_member", "student_id"),
        ("group_meeting", "author"),
        ("group_attendance", "student_id"),
        ("group_meeting_amendment", "meeting_id"),
    ):
        op.create_index(f"ix_counselling_{table}_{name}", table, [name], schema=_SCHEMA)


def _phrases() -> None:
    own = ("account_id", _ID), ("shared", sa.Boolean())
    _table(
        "phrase",
        *(_must(*each) for each in own),
        _must("key", sa.String(length=20)),
        _must("words", sa.Text()),
    )
    parts = ("free_text", "situation", "main_problem", "assessment", "analysis", "measures", "effect", "homework")
    _table(
        "note_template",
        *(_must(*each) for each in own),
        _must("name", sa.String(length=40)),
        *(_may(part, sa.Text()) for part in parts),
    )


def _groups() -> None:
    _table(
        "counselling_group",
        _must("topic", sa.String(length=80)),
        _may("plan", sa.Text()),
        _may("planned_meetings", sa.Integer()),
        _may("place", _NAME),
        _may("leaders", sa.String(length=120)),
        _must("from_on", sa.Date()),
        _may("until_on", sa.Date()),
        _must("leader", _ID),
        _must("leader_name", _NAME),
        _must("state", _CHOICE),
        _may("closing_words", sa.Text()),
    )
    _table(
        "group_member",
        _must("group_id", _ID),
        _must("student_id", _ID),
        _must("joined_on", sa.Date()),
        _may("left_on", sa.Date()),
        _must("consent", _CHOICE),
        sa.UniqueConstraint("group_id", "student_id"),
    )


def _meetings() -> None:
    _table(
        "group_meeting",
        _must("started_at", _MOMENT),
        _may("ended_at", _MOMENT),
        _may("place", _NAME),
        _may("theme", sa.String(length=80)),
        *(_may(part, sa.Text()) for part in ("course", "observation", "next_step")),
        _must("group_id", _ID),
        _must("nth", sa.Integer()),
        _must("saves", sa.Integer()),
        _must("entered_at", _MOMENT),
        _must("author", _ID),
        _must("author_name", _NAME),
        _must("state", _CHOICE),
        _may("signed_at", _MOMENT),
        _may("signed_name", _NAME),
        _may("voided_at", _MOMENT),
        _may("void_reason", sa.String(length=500)),
        sa.UniqueConstraint("group_id", "nth"),
    )
    _table(
        "group_attendance",
        _must("meeting_id", _ID),
        _must("student_id", _ID),
        _must("attendance", _CHOICE),
        _may("words", sa.String(length=500)),
        sa.UniqueConstraint("meeting_id", "student_id"),
    )
    _table(
        "group_meeting_amendment",
        _must("meeting_id", _ID),
        _must("before_version", sa.Integer()),
        _must("reason", sa.String(length=500)),
        _must("by_name", _NAME),
    )
