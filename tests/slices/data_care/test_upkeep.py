"""What the program does for the files by itself: a backup at the end of work, a migration after a backup."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from doubles import FrozenClock
from signed_in import FOUNDER_PASSWORD, SignedInSchool, make_signed_in_school
from xinmiao.app.upkeep import CounsellorFirst
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.data_care import operations as data_care
from xinmiao.features.roster import operations as roster
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import TooNew
from xinmiao.kernel.records import DataFile
from xinmiao.vault.backup_set import Reason, list_sets
from xinmiao.vault.engine import FILE_NAMES, SCHEMA_VERSION, attach, connect

OFFICE = NewAccountForm("教务处", frozenset({Role.ADMINISTRATOR}), "office words are here too")


@pytest.fixture
def signed_in(tmp_path: Path, clock: FrozenClock) -> Iterator[SignedInSchool]:
    made = make_signed_in_school(tmp_path / "data", tmp_path / "config", clock)
    yield made
    made.lock()


def reasons(school: SignedInSchool) -> list[Reason]:
    return [found.manifest.reason for found in list_sets(data_care.backup_folder(school.folder)).sets]


def set_schema(school: SignedInSchool, version: int) -> None:
    """Mark both files as of another version of the program."""
    keyring = school.workspace.custody.keyring
    keys = {data_file: keyring.file_key(data_file) for data_file in DataFile}
    school.lock()
    raw = connect(school.folder / FILE_NAMES[DataFile.SCHOOL], keys[DataFile.SCHOOL])
    attach(raw, school.folder / FILE_NAMES[DataFile.COUNSELLING], keys[DataFile.COUNSELLING])
    raw.execute(f"PRAGMA main.user_version = {version}")
    raw.execute(f"PRAGMA counselling.user_version = {version}")
    raw.close()


def test_a_lock_after_changes_leaves_a_verified_backup(signed_in: SignedInSchool) -> None:
    signed_in.run(roster.add_student.bind({"name": "王芳"}, {}))
    signed_in.lock()
    [found] = list_sets(data_care.backup_folder(signed_in.folder)).sets
    assert (found.manifest.reason, found.is_verified) == (Reason.AT_EXIT, True)
    signed_in.sign_in("周老师", FOUNDER_PASSWORD)


def test_a_lock_without_changes_or_soon_after_a_backup_makes_none(signed_in: SignedInSchool) -> None:
    signed_in.run(roster.add_student.bind({"name": "王芳"}, {}))
    signed_in.lock()
    signed_in.clock.advance(minutes=10)
    signed_in.sign_in("周老师", FOUNDER_PASSWORD)
    signed_in.run(roster.add_student.bind({"name": "李雷"}, {}))
    signed_in.lock()
    signed_in.clock.advance(hours=2)
    signed_in.sign_in("周老师", FOUNDER_PASSWORD)
    signed_in.lock()
    assert reasons(signed_in) == [Reason.AT_EXIT]
    signed_in.sign_in("周老师", FOUNDER_PASSWORD)


def test_a_daily_backup_is_due_once_a_day(signed_in: SignedInSchool) -> None:
    assert signed_in.run(data_care.needs_daily_backup.bind())
    signed_in.run(data_care.make_backup.bind(reason=Reason.DAILY))
    assert not signed_in.run(data_care.needs_daily_backup.bind())
    signed_in.clock.advance(days=1)
    assert signed_in.run(data_care.needs_daily_backup.bind())


def test_older_files_are_backed_up_and_then_brought_up_to_date(signed_in: SignedInSchool) -> None:
    set_schema(signed_in, 0)
    workspace = signed_in.sign_in("周老师", FOUNDER_PASSWORD)
    assert Reason.BEFORE_MIGRATION in reasons(signed_in)
    for schema in ("main", "counselling"):
        assert workspace.database.raw.execute(f"PRAGMA {schema}.user_version").fetchone()[0] == SCHEMA_VERSION


def test_who_cannot_open_both_files_is_told_who_must_come_first(signed_in: SignedInSchool) -> None:
    signed_in.run(accounts.add_account.bind(OFFICE))
    set_schema(signed_in, 0)
    with pytest.raises(CounsellorFirst):
        signed_in.sign_in("教务处", OFFICE.password)
    signed_in.sign_in("周老师", FOUNDER_PASSWORD)


def test_files_of_a_newer_program_are_refused_untouched(signed_in: SignedInSchool) -> None:
    set_schema(signed_in, 99)
    before = (signed_in.folder / "school.db").read_bytes()
    with pytest.raises(TooNew):
        signed_in.sign_in("周老师", FOUNDER_PASSWORD)
    assert (signed_in.folder / "school.db").read_bytes() == before


def test_a_changed_audit_row_and_an_older_file_are_noticed(signed_in: SignedInSchool) -> None:
    signed_in.lock()
    older = (signed_in.folder / "school.db").read_bytes()
    signed_in.sign_in("周老师", FOUNDER_PASSWORD)
    signed_in.run(accounts.rename_account.bind(signed_in.workspace.actor.account, "周晓老师"))
    signed_in.lock()
    (signed_in.folder / "school.db").write_bytes(older)
    workspace = signed_in.sign_in("周晓老师", FOUNDER_PASSWORD)
    assert len(workspace.notices) == 1
    assert "school" in str(workspace.notices[0])


def test_a_clock_set_back_is_told_and_recorded(signed_in: SignedInSchool) -> None:
    signed_in.lock()
    signed_in.clock.advance(days=-3)
    workspace = signed_in.sign_in("周老师", FOUNDER_PASSWORD)
    assert ["clock" in str(notice) for notice in workspace.notices] == [True]
