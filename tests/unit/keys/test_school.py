"""Founding a school, and what its first vault file holds."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from key_schools import (
    CHEAP_COST_FOR_TESTS,
    FOUNDER_PASSWORD,
    NEW_PASSWORD,
    FailingFiles,
    KeySchool,
    cheap_means,
    found_school,
)
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import DiskFull, ReadOnly, ValidationFailed
from xinmiao.kernel.records import DataFile
from xinmiao.vault.keys import (
    FOUNDER_ROLES,
    SHIPPED_POLICY,
    Group,
    LabelRefused,
    Means,
    NewAccount,
    PasswordRefused,
    SchoolExists,
    SecretStore,
    Standing,
    Vault,
    change_password,
    create_school,
    groups_of,
    remember,
    unlock,
)


def test_the_founder_is_counsellor_and_administrator_and_holds_the_root(school: KeySchool) -> None:
    founder = school.founder
    assert founder.roles == {Role.COUNSELLOR, Role.ADMINISTRATOR}
    assert founder.groups == {Group.STAFF, Group.COUNSELLORS, Group.CRISIS_TEAM}
    assert founder.files == {DataFile.SCHOOL, DataFile.COUNSELLING}
    assert founder.holds_root
    assert founder.standing is Standing.ACTIVE


def test_what_is_founded_is_what_is_unlocked_later(school: KeySchool) -> None:
    again = school.unlock(school.founder.account, FOUNDER_PASSWORD)
    for file in DataFile:
        assert again.file_key(file) == school.founder.file_key(file)
        assert len(again.file_key(file)) == 48
    assert again.file_key(DataFile.SCHOOL) != again.file_key(DataFile.COUNSELLING)
    assert again.roles == school.founder.roles


def test_the_lock_screen_knows_names_and_no_more(school: KeySchool) -> None:
    vault = school.vault()
    assert vault.school_name == "北山中学"
    assert vault.generation == 1
    assert vault.notice is None
    (entry,) = vault.accounts()
    assert (entry.label, entry.disabled, entry.pending, entry.holds_root) == ("周老师", False, False, True)


def test_all_four_groups_are_made_and_the_sheet_is_in_each(school: KeySchool) -> None:
    groups = school.vault().content.directory.groups
    assert set(groups) == {Group.STAFF, Group.COUNSELLORS, Group.CRISIS_TEAM, Group.LEADERSHIP}
    assert all({"root", "recovery"} <= record.members.keys() for record in groups.values())
    assert school.founder.account not in groups[Group.LEADERSHIP].members


def test_roles_and_their_groups() -> None:
    assert groups_of({Role.COUNSELLOR}) == {Group.STAFF, Group.COUNSELLORS, Group.CRISIS_TEAM}
    assert groups_of({Role.CLASS_TEACHER}) == {Group.STAFF}
    assert groups_of({Role.GRADE_HEAD}) == {Group.STAFF}
    assert groups_of({Role.MORAL_OFFICE}) == {Group.STAFF}
    assert groups_of({Role.PRINCIPAL}) == {Group.STAFF, Group.LEADERSHIP}
    assert groups_of({Role.ADMINISTRATOR}) == {Group.STAFF}
    assert groups_of(()) == frozenset()


def test_no_secret_stands_in_the_vault_file(school: KeySchool) -> None:
    raw = school.vault().raw
    sheet = school.founded.sheet
    secrets = [sheet.seed, sheet.school_secret, school.founder.identity.box_secret, school.founder.identity.sign_seed]
    secrets += [school.founder.file_key(file) for file in DataFile]
    secrets += [school.founder.group_secret(group) for group in school.founder.groups]
    for secret in secrets:
        for spelling in (secret.hex(), json.dumps(secret.hex()), _base64(secret)):
            assert spelling.encode() not in raw
    assert FOUNDER_PASSWORD.encode() not in raw


def _base64(secret: bytes) -> str:
    import base64  # noqa: PLC0415 -- one use

    return base64.b64encode(secret).decode().rstrip("=")[:-1]


def test_the_school_secret_lies_outside_the_data_folder(school: KeySchool) -> None:
    assert sorted(path.name for path in school.data.iterdir()) == ["vault.json"]
    path = school.store.path(school.vault().school_id)
    assert path.is_relative_to(school.config)
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE((school.data / "vault.json").stat().st_mode) == 0o600


def test_a_school_is_never_written_over(school: KeySchool) -> None:
    before = school.vault().raw
    with pytest.raises(SchoolExists):
        create_school(
            school.data, school.store, "南山中学", NewAccount("王", FOUNDER_ROLES, FOUNDER_PASSWORD), cheap_means()
        )
    assert school.vault().raw == before


def test_weak_password_bad_label_and_bad_name_are_refused(tmp_path: Path) -> None:
    def attempt(name: str, label: str, password: str) -> None:
        create_school(
            tmp_path / "data", SecretStore(tmp_path), name, NewAccount(label, FOUNDER_ROLES, password), cheap_means()
        )

    with pytest.raises(PasswordRefused):
        attempt("北山中学", "周老师", "123456")
    with pytest.raises(LabelRefused):
        attempt("北山中学", "   ", FOUNDER_PASSWORD)
    with pytest.raises(LabelRefused):
        attempt("北山中学", "周\ud800", FOUNDER_PASSWORD)
    with pytest.raises(ValidationFailed) as caught:
        attempt(" ", "周老师", FOUNDER_PASSWORD)
    assert set(caught.value.problems) == {"school_name"}
    assert not (tmp_path / "data" / "vault.json").exists()


def test_the_shipped_policy_makes_no_cheap_slot(tmp_path: Path) -> None:
    founder = NewAccount("周老师", FOUNDER_ROLES, FOUNDER_PASSWORD)
    with pytest.raises(ValueError, match="KdfCost"):
        create_school(tmp_path / "data", SecretStore(tmp_path), "北山中学", founder, Means(cost=CHEAP_COST_FOR_TESTS))
    assert not (tmp_path / "data" / "vault.json").exists()


def test_a_school_at_the_shipped_floor(tmp_path: Path) -> None:
    founder = NewAccount("周老师", FOUNDER_ROLES, FOUNDER_PASSWORD)
    means = Means(cost=SHIPPED_POLICY.floor)
    created = create_school(tmp_path / "data", SecretStore(tmp_path), "北山中学", founder, means)
    vault = Vault.load(tmp_path / "data")
    slot = vault.content.slots[created.keyring.account]
    assert (slot.memory, slot.passes) == (64 * 1024 * 1024, 3)
    assert unlock(vault, SecretStore(tmp_path), created.keyring.account, FOUNDER_PASSWORD).holds_root


def test_without_a_given_cost_the_school_is_calibrated_and_later_slots_follow(tmp_path: Path) -> None:
    founder = NewAccount("周老师", FOUNDER_ROLES, FOUNDER_PASSWORD)
    calibrated = Means(policy=SHIPPED_POLICY)
    created = create_school(tmp_path / "data", SecretStore(tmp_path), "北山中学", founder, calibrated)
    cost, account = created.vault.slot_cost, created.keyring.account
    assert SHIPPED_POLICY.floor.memory <= cost.memory <= 128 * 1024 * 1024
    assert 3 <= cost.passes <= 16
    change_password(created.vault, SecretStore(tmp_path), created.keyring, FOUNDER_PASSWORD, NEW_PASSWORD)
    slot = Vault.load(tmp_path / "data").content.slots[account]
    assert (slot.memory, slot.passes) == (cost.memory, cost.passes)


def test_a_full_disk_leaves_no_school(tmp_path: Path) -> None:
    means = Means(files=FailingFiles(0), cost=cheap_means().cost, policy=cheap_means().policy)
    founder = NewAccount("周老师", FOUNDER_ROLES, FOUNDER_PASSWORD)
    with pytest.raises(DiskFull):
        create_school(tmp_path / "data", SecretStore(tmp_path), "北山中学", founder, means)
    assert list((tmp_path / "data").iterdir()) == []


def test_a_vault_in_a_backup_opens_and_cannot_be_written(school: KeySchool) -> None:
    copy = Vault.from_bytes(school.vault().raw, school.means)
    keyring = unlock(copy, school.store, school.founder.account, FOUNDER_PASSWORD)
    assert keyring.file_key(DataFile.COUNSELLING) == school.founder.file_key(DataFile.COUNSELLING)
    with pytest.raises(ReadOnly):
        remember(copy, keyring, copy.anchors)


def test_the_root_fingerprint_tells_schools_apart(school: KeySchool, tmp_path: Path) -> None:
    other = found_school(tmp_path / "other")
    assert school.vault().root_fingerprint == school.founded.sheet.root_fingerprint
    assert school.vault().root_fingerprint != other.vault().root_fingerprint
    assert len(school.vault().root_fingerprint) == 19


def test_a_name_with_rare_characters_is_kept(tmp_path: Path) -> None:
    founder = NewAccount("𠮷老师 㛃", FOUNDER_ROLES, FOUNDER_PASSWORD)
    create_school(tmp_path / "data", SecretStore(tmp_path), "第一中学 #%", founder, cheap_means())
    vault = Vault.load(tmp_path / "data", cheap_means())
    assert (vault.school_name, vault.accounts()[0].label) == ("第一中学 #%", "𠮷老师 㛃")


def test_the_lock_screen_loads_nothing_heavy_with_the_keys() -> None:
    script = (
        "import sys, xinmiao.vault.keys;"
        "heavy = {'sqlalchemy', 'alembic', 'reportlab', 'numpy', 'pypinyin', 'sqlcipher3', 'PySide6'};"
        "sys.exit(len(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0  # noqa: S603 -- this interpreter
