"""Class teachers of an older file: each account becomes a staff member, and no row is lost."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import xinmiao.vault.migrations
from xinmiao.kernel.records import DataFile
from xinmiao.vault.engine import FILE_NAMES, attach, configure, connect
from xinmiao.vault.migrate import migrate

_STAMP = "'2026-09-01T00:00:00.000000+00:00', 'founder', '2026-09-01T00:00:00.000000+00:00', 'founder'"


def test_class_teachers_become_staff_members(tmp_path: Path) -> None:
    source = Path(next(iter(xinmiao.vault.migrations.__path__)))
    older = tmp_path / "older"
    shutil.copytree(source, older, ignore=shutil.ignore_patterns("__pycache__"))
    for step in (older / "versions").glob("m*.py"):
        if step.name >= "m0008":
            step.unlink()
    keys = {data_file: os.urandom(48) for data_file in DataFile}

    def opened(mode: str) -> object:
        raw = connect(tmp_path / FILE_NAMES[DataFile.SCHOOL], keys[DataFile.SCHOOL], mode=mode)
        attach(raw, tmp_path / FILE_NAMES[DataFile.COUNSELLING], keys[DataFile.COUNSELLING], mode=mode)
        configure(raw, keys)
        return raw

    migrate(opened("rwc"), older)
    raw = connect(tmp_path / FILE_NAMES[DataFile.SCHOOL], keys[DataFile.SCHOOL])
    for number, account in enumerate(("account-a", "account-b", "account-a")):
        raw.execute(
            "INSERT INTO class_teacher"  # noqa: S608 -- invented constants
            " (class_id, account_id, from_date, id, version, created_at, created_by, changed_at, changed_by)"
            f" VALUES ('class-{number}', '{account}', '2026-09-01', 'post-{number}', 1, {_STAMP})"
        )
    raw.commit()
    raw.close()
    migrate(opened("rw"))
    raw = connect(tmp_path / FILE_NAMES[DataFile.SCHOOL], keys[DataFile.SCHOOL])
    members = raw.execute("SELECT id, account_id, name FROM staff_member ORDER BY id").fetchall()
    assert [tuple(row) for row in members] == [("account-a", "account-a", ""), ("account-b", "account-b", "")]
    posts = raw.execute("SELECT id, staff_id FROM class_teacher ORDER BY id").fetchall()
    assert [tuple(row) for row in posts] == [
        ("post-0", "account-a"),
        ("post-1", "account-b"),
        ("post-2", "account-a"),
    ]
    raw.close()
