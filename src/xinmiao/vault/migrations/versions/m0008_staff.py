"""Tables in school.db for staff members and mentors; who is class teacher is a staff member from now on.

Each account that was class teacher becomes a staff member under the account's own id, so that its rows stay as
they are. The name is unknown to the data files; it is filled in at the next sign-in from the account's label.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "m0008"
down_revision: str | None = "m0007"
branch_labels: str | None = None
depends_on: str | None = None

_STAFF_OF_CLASS_TEACHERS = """
INSERT INTO staff_member
    (name, account_id, id, version, created_at, created_by, changed_at, changed_by)
SELECT '', account_id, account_id, 1, min(created_at), min(created_by), min(created_at), min(created_by)
FROM class_teacher GROUP BY account_id
"""


def upgrade() -> None:
    """Make both tables and let class teachers be staff members."""
    op.create_table(
        "staff_member",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("name_pinyin", sa.String(length=400), nullable=True),
        sa.Column("name_initials", sa.String(length=60), nullable=True),
        sa.Column("duties", sa.String(length=120), nullable=True),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.Column("account_id", sa.String(length=36), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        *_stamps(),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("account_id"),
    )
    op.create_table(
        "mentor",
        sa.Column("student_id", sa.String(length=36), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("until_date", sa.Date(), nullable=True),
        *_stamps(),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_mentor_student_id", "mentor", ["student_id"])
    op.create_index("ix_mentor_staff_id", "mentor", ["staff_id"])
    op.execute(_STAFF_OF_CLASS_TEACHERS)
    op.drop_index("ix_class_teacher_account_id", "class_teacher")
    op.execute("ALTER TABLE class_teacher RENAME COLUMN account_id TO staff_id")
    op.create_index("ix_class_teacher_staff_id", "class_teacher", ["staff_id"])


def _stamps() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("changed_by", sa.String(length=36), nullable=False),
    )
