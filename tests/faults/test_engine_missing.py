"""An installation without the encryption library, and modules that must stay light (fault 48)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import xinmiao

SOURCE = Path(xinmiao.__file__).resolve().parents[1]
PLAIN = '''"""The plain engine under the encrypted one's name, as a package mix-up leaves it."""
from sqlite3 import *
import sqlite3

for _name in dir(sqlite3):
    if _name.startswith("SQLITE_"):
        globals()[_name] = getattr(sqlite3, _name)


class _Connection(sqlite3.Connection):
    def set_key(self, key):
        pass


def connect(*arguments, **options):
    return sqlite3.connect(*arguments, factory=_Connection, **options)
'''


def _run(code: str, *folders: Path) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(str(folder) for folder in folders)}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)  # noqa: S603


def test_a_plain_engine_is_refused_before_it_writes_anything_readable(tmp_path: Path) -> None:
    package = tmp_path / "lib" / "sqlcipher3"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "dbapi2.py").write_text(PLAIN)
    target = tmp_path / "school.db"
    code = (
        "import sys; from pathlib import Path; from xinmiao.vault.engine import connect\n"
        "from xinmiao.kernel.errors import StorageError\n"
        f"try:\n    connect(Path({str(target)!r}), bytes(48), mode='rwc')\n"
        "except StorageError as error:\n    print(error.code)\n"
    )
    done = _run(code, tmp_path / "lib", SOURCE)
    assert done.stdout.decode().strip() == "E-NOCIPHER", done.stderr.decode()
    assert not target.exists() or target.stat().st_size == 0


def test_drafts_load_no_database() -> None:
    code = (
        "import sys, xinmiao.vault.drafts\n"
        "print(sorted(name for name in ('sqlalchemy', 'alembic', 'sqlcipher3') if name in sys.modules))"
    )
    assert _run(code, SOURCE).stdout.decode().strip() == "[]"
