"""A founded school with a counsellor signed in, a class teacher, an office, and two students."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from doubles import FrozenClock
from signed_in import FOUNDER_PASSWORD, SignedInSchool, make_signed_in_school
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.roster import operations as roster
from xinmiao.kernel.access import Role
from xinmiao.kernel.records import DataFile
from xinmiao.vault.audit import SCHEMA_PREFIX
from xinmiao.vault.engine import FILE_NAMES, connect

PASSWORD = "some more plain words"
TEACHER, OFFICE = "林老师", "教务处"


@dataclass
class TrailSchool:
    """The school and its two students."""

    school: SignedInSchool
    wang: str
    li: str

    def as_founder(self) -> None:
        """Sign in as the counsellor again."""
        self.school.lock()
        self.school.sign_in("周老师", FOUNDER_PASSWORD)

    def as_other(self, label: str) -> None:
        """Sign in as the teacher or the office."""
        self.school.lock()
        self.school.sign_in(label, PASSWORD)

    def keys(self, data_file: DataFile) -> tuple[bytes, bytes]:
        """Return the file's key and its chain's key, as whoever can open the file holds them."""
        keyring = self.school.workspace.custody.keyring
        return keyring.file_key(data_file), keyring.audit_key(data_file)

    def tamper(self, data_file: DataFile, *statements: str) -> None:
        """Lock, change the file as its key holder can with any SQL tool, and sign in again."""
        key, _chain_key = self.keys(data_file)
        self.school.lock()
        raw = connect(self.school.folder / FILE_NAMES[data_file], key)
        for table in ("audit_entry", "audit_subject"):
            for verb in ("update", "delete"):
                raw.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
        for statement in statements:
            raw.execute(statement)
        raw.close()
        self.school.sign_in("周老师", FOUNDER_PASSWORD)

    def last(self, data_file: DataFile) -> int:
        """Return the number of the chain's last entry."""
        question = f"SELECT max(seq) FROM {SCHEMA_PREFIX[data_file]}.audit_entry"  # noqa: S608
        return int(self.school.workspace.database.raw.execute(question).fetchone()[0])


@pytest.fixture
def trail_school(tmp_path: Path, clock: FrozenClock) -> Iterator[TrailSchool]:
    """Give the school at 10:05, everything made at 10:05."""
    made = make_signed_in_school(tmp_path / "data", tmp_path / "config", clock)
    for label, role in ((TEACHER, Role.CLASS_TEACHER), (OFFICE, Role.ADMINISTRATOR)):
        form = NewAccountForm(label, frozenset({role}), PASSWORD)
        made.run(accounts.add_account.bind(form))
    wang = made.run(roster.add_student.bind({"name": "王芳"}, {"address": "虚构路1号"}))
    li = made.run(roster.add_student.bind({"name": "李雷"}, {}))
    yield TrailSchool(made, wang, li)
    made.lock()
