"""Vault files from backups: read there, put back here."""

from __future__ import annotations

from pathlib import Path

import pytest

from key_schools import FOUNDER_PASSWORD, KeySchool
from xinmiao.kernel.errors import ReadOnly
from xinmiao.vault.keys import VaultEmpty, VaultMissing, open_copy, put_back, remember, unlock


def test_fault_42_the_vault_of_a_backup_takes_the_place_of_a_lost_one(school: KeySchool, tmp_path: Path) -> None:
    backup = tmp_path / "backup.json"
    backup.write_bytes(school.vault().raw)
    (school.data / "vault.json").unlink()
    with pytest.raises(VaultMissing):
        school.vault()
    copy = open_copy(backup, school.means)
    unlock(copy, school.store, school.founder.account, FOUNDER_PASSWORD)
    vault = put_back(copy, school.data)
    assert (vault.generation, vault.notice) == (1, None)
    assert remember(vault, school.founder, vault.anchors).generation == 2


def test_what_was_there_is_kept_aside(school: KeySchool) -> None:
    copy = open_copy(school.data / "vault.json", school.means)
    put_back(copy, school.data)
    assert not (school.data / "vault.damaged.json").exists()
    (school.data / "vault.json").write_bytes(b"damaged")
    put_back(copy, school.data)
    assert (school.data / "vault.damaged.json").read_bytes() == b"damaged"


def test_a_copy_is_only_read(school: KeySchool, tmp_path: Path) -> None:
    copy = open_copy(school.data / "vault.json", school.means)
    with pytest.raises(ReadOnly):
        remember(copy, school.founder, copy.anchors)
    with pytest.raises(VaultMissing):
        open_copy(tmp_path / "nothing.json")
    (tmp_path / "empty.json").write_bytes(b"")
    with pytest.raises(VaultEmpty):
        open_copy(tmp_path / "empty.json")
