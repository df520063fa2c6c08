"""A copy of the migration scripts with an invented next step, for the tests of migrating."""

from __future__ import annotations

import shutil
from pathlib import Path

import xinmiao.vault.migrations

NEXT_STEP = '''"""An invented step over both files: a column, and a parent table rebuilt."""

from alembic import op

revision = "x9999"
down_revision = "{newest}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE main.test_pot ADD COLUMN height INTEGER")
    op.execute("CREATE TABLE counselling.new_leaf AS SELECT *, 0 AS height FROM counselling.test_leaf")
    op.execute("DROP TABLE counselling.test_leaf")
    op.execute("ALTER TABLE counselling.new_leaf RENAME TO test_leaf")
{more}
'''


def write_next_step(folder: Path, more: str = "") -> Path:
    """Copy the scripts into `folder` and add a step after the newest; return the folder."""
    source = Path(next(iter(xinmiao.vault.migrations.__path__)))
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("__pycache__"))
    newest = max(path.stem for path in (folder / "versions").glob("m*.py")).partition("_")[0]
    body = "".join(f"    {line}\n" for line in more.splitlines())
    (folder / "versions" / "x9999_test.py").write_text(NEXT_STEP.format(newest=newest, more=body), encoding="utf-8")
    return folder
