"""Cases without a student, old files, intakes, problem codes and hand-overs.

A case may begin under an alias, so `student_id` of cases and notes may be empty. SQLite cannot loosen a column:
the table is built again from its own declaration, whatever columns earlier steps gave it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "m0010"
down_revision: str | None = "m0009"
branch_labels: str | None = None
depends_on: str | None = None

_SCHEMA = "counselling"
_TIGHT, _LOOSE = "student_id VARCHAR(36) NOT NULL", "student_id VARCHAR(36)"


def upgrade() -> None:
    """Loosen the student, add the columns of a case, make the new tables."""
    for name in ("counselling_case", "counselling_note"):
        _loosen(name)
    for column in (
        sa.Column("alias", sa.String(length=30), nullable=True),
        sa.Column("identity_reason", sa.String(length=500), nullable=True),
        sa.Column("identity_joined_at", sa.String(length=32), nullable=True),
        sa.Column("paper_number", sa.String(length=40), nullable=True),
        sa.Column("times_seen", sa.Integer(), nullable=True),
        sa.Column("last_seen_on", sa.Date(), nullable=True),
    ):
        op.add_column("counselling_case", column, schema=_SCHEMA)
    op.create_index(
        "ix_counselling_note_caseload",
        "counselling_note",
        ["case_id", "started_at", "state", "next_on", "ideation", "plan", "means"],
        schema=_SCHEMA,
    )
    _make_codes()
    _make_intakes()
    _make_handovers()


def _loosen(name: str) -> None:
    bind = op.get_bind()
    kept = bind.execute(
        sa.text(f"SELECT sql FROM {_SCHEMA}.sqlite_schema WHERE type = 'table' AND name = :name"),  # noqa: S608 -- constants
        {"name": name},
    ).scalar_one()
    if _TIGHT not in kept:
        return
    indexes = bind.execute(
        sa.text(f"SELECT sql FROM {_SCHEMA}.sqlite_schema WHERE type = 'index' AND tbl_name = :name AND sql NOT NULL"),  # noqa: S608 -- constants
        {"name": name},
    ).scalars()
    remade = [statement.replace(" INDEX ", f" INDEX {_SCHEMA}.", 1) for statement in indexes.all()]
    body = kept[kept.index("(") :].replace(_TIGHT, _LOOSE)
    bind.exec_driver_sql(f"CREATE TABLE {_SCHEMA}.{name}_anew {body}")
    bind.exec_driver_sql(f"INSERT INTO {_SCHEMA}.{name}_anew SELECT * FROM {_SCHEMA}.{name}")  # noqa: S608 -- constants
    bind.exec_driver_sql(f"DROP TABLE {_SCHEMA}.{name}")
    bind.exec_driver_sql(f"ALTER TABLE {_SCHEMA}.{name}_anew RENAME TO {name}")
    for statement in remade:
        bind.exec_driver_sql(statement)


def _make_codes() -> None:
    op.create_table(
        "problem_code",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("stem", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=20), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        *_stamps(),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
        schema=_SCHEMA,
    )


def _make_intakes() -> None:
    texts = [
        sa.Column(name, sa.Text(), nullable=True)
        for name in ("contacts", "family_structure", "carers", "sleep_and_eating", "at_school", "complaint")
    ]
    answers = [
        column
        for name in ("life_events", "health", "medical_visits", "medication", "earlier_counselling")
        for column in (
            sa.Column(name, sa.String(length=40), nullable=False),
            sa.Column(f"{name}_words", sa.Text(), nullable=True),
        )
    ]
    op.create_table(
        "case_intake",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.String(length=32), nullable=False),
        sa.Column("writer", sa.String(length=60), nullable=True),
        *texts,
        *answers,
        sa.Column("willingness", sa.String(length=40), nullable=False),
        sa.Column("secrecy", sa.String(length=40), nullable=False),
        sa.Column("secrecy_on", sa.Date(), nullable=True),
        sa.Column("guardian", sa.String(length=40), nullable=False),
        sa.Column("guardian_words", sa.Text(), nullable=True),
        *_stamps(),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id"),
        schema=_SCHEMA,
    )


def _make_handovers() -> None:
    op.create_table(
        "case_handover",
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("giver", sa.String(length=36), nullable=False),
        sa.Column("giver_name", sa.String(length=60), nullable=False),
        sa.Column("taker", sa.String(length=36), nullable=False),
        sa.Column("taker_name", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("signed_names", sa.String(length=200), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("paper_place", sa.String(length=80), nullable=True),
        *_stamps(),
        sa.PrimaryKeyConstraint("id"),
        schema=_SCHEMA,
    )
    op.create_table(
        "handed_case",
        sa.Column("handover_id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("risk", sa.String(length=40), nullable=False),
        sa.Column("unsigned", sa.Integer(), nullable=False),
        sa.Column("promises", sa.Text(), nullable=True),
        sa.Column("knows", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("reading", sa.String(length=40), nullable=False),
        sa.Column("reading_on", sa.Date(), nullable=True),
        *_stamps(),
        sa.PrimaryKeyConstraint("id"),
        schema=_SCHEMA,
    )
    for name in ("handover_id", "case_id"):
        op.create_index(f"ix_counselling_handed_case_{name}", "handed_case", [name], schema=_SCHEMA)


def _stamps() -> tuple[sa.Column[str] | sa.Column[int], ...]:
    return (
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
    )
