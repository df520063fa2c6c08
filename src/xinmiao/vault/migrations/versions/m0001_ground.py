"""The ground: every table of the first schema, in both files."""

from __future__ import annotations

from alembic import op

from xinmiao.kernel.records import DataFile
from xinmiao.vault.audit import append_only_triggers
from xinmiao.vault.migrations.ground import counselling, school
from xinmiao.vault.search import CREATE_INDEX, SECURE_DELETE

revision = "m0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Make the tables, the triggers that keep history append-only, and the character index."""
    school.make_tables()
    counselling.make_tables()
    for data_file in DataFile:
        for trigger in append_only_triggers(data_file):
            op.execute(trigger)
    op.execute(CREATE_INDEX)
    op.execute(SECURE_DELETE)
