"""Backups of a whole school: made, verified, copied, damaged; and the check of the files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from doubles import FrozenClock
from signed_in import SignedInSchool, make_signed_in_school
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.data_care import operations as data_care
from xinmiao.features.roster import operations as roster
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import Damaged


@pytest.fixture
def signed_in(tmp_path: Path, clock: FrozenClock) -> Iterator[SignedInSchool]:
    made = make_signed_in_school(tmp_path / "data", tmp_path / "config", clock)
    made.run(roster.add_student.bind({"name": "王芳"}, {"address": "虚构县"}))
    yield made
    made.lock()


def test_a_backup_is_made_verified_and_listed(signed_in: SignedInSchool) -> None:
    assert [task.key for task in signed_in.run(data_care.backup_tasks.bind())] == ["backup:recent", "backup:off_disk"]
    line = signed_in.run(data_care.make_backup.bind())
    assert line.is_verified
    state = signed_in.run(data_care.get_backup_state.bind())
    assert [found.name for found in state.sets] == [line.name]
    assert state.is_recent
    assert not state.off_disk_is_recent
    assert signed_in.run(data_care.verify_backup.bind(line.folder)).name == line.name
    assert [task.key for task in signed_in.run(data_care.backup_tasks.bind())] == ["backup:off_disk"]


def test_a_week_later_it_is_due_again(signed_in: SignedInSchool) -> None:
    signed_in.run(data_care.make_backup.bind())
    signed_in.clock.advance(days=8)
    assert "backup:recent" in [task.key for task in signed_in.run(data_care.backup_tasks.bind())]


def test_a_damaged_set_is_refused(signed_in: SignedInSchool) -> None:
    line = signed_in.run(data_care.make_backup.bind())
    copy = line.folder / "counselling.db"
    content = bytearray(copy.read_bytes())
    content[5_000] ^= 1
    copy.write_bytes(bytes(content))
    with pytest.raises(Damaged):
        signed_in.run(data_care.verify_backup.bind(line.folder))


def test_an_administrators_copy_waits_for_a_counsellor(signed_in: SignedInSchool) -> None:
    office = NewAccountForm("教务处", frozenset({Role.ADMINISTRATOR}), "office words are here too")
    signed_in.run(accounts.add_account.bind(office))
    signed_in.lock()
    signed_in.sign_in("教务处", office.password)
    line = signed_in.run(data_care.make_backup.bind())
    assert not line.is_verified
    signed_in.lock()
    signed_in.sign_in("周老师", "four words are enough")
    assert signed_in.run(data_care.open_unopened_backups.bind()) == 1
    assert signed_in.run(data_care.get_backup_state.bind()).sets[0].is_verified


def test_copying_to_another_folder(signed_in: SignedInSchool, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    line = signed_in.run(data_care.make_backup.bind(copy_to=stick))
    assert signed_in.run(data_care.verify_backup.bind(stick / line.name)).is_verified


def test_a_sound_school_has_no_findings(signed_in: SignedInSchool) -> None:
    report = signed_in.run(data_care.check_data.bind(()))
    assert report.findings == ()
    assert report.is_sound
