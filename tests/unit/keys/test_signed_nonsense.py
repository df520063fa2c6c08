"""Content that carries every signature and is wrong all the same: refused with a typed error, never half used."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from key_schools import (
    CHEAP_COST_FOR_TESTS,
    FOUNDER_PASSWORD,
    KeySchool,
    cheap_means,
)
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import AppError, Locked, OutputFailed, WrongKey
from xinmiao.kernel.records import DataFile
from xinmiao.vault.keys import (
    FOUNDER_ROLES,
    SHIPPED_POLICY,
    AccountState,
    Group,
    KdfCost,
    KeySubstituted,
    NewAccount,
    OutOfMemory,
    SecretStore,
    TypingSlip,
    Vault,
    VaultDamaged,
    VaultMissing,
    WrongSheet,
    create_school,
    root_by_sheet,
)
from xinmiao.vault.keys.codes import check_character, decode, encode
from xinmiao.vault.keys.kdf import MIB, derive_key, measured_seconds
from xinmiao.vault.keys.membership import group_secret, with_member
from xinmiao.vault.keys.plain import Misshapen, from_plain, to_plain
from xinmiao.vault.keys.primitives import Identity, box_public, canonical, encrypt, seal
from xinmiao.vault.keys.records import Directory, FileAnchor, VaultContent
from xinmiao.vault.keys.signing import sign_directory, sign_frame
from xinmiao.vault.keys.slots import (
    SlotPlace,
    _bound,
)

STRANGER = Identity.generate()


def signed_by_the_root(school: KeySchool, change: Callable[[Directory], Directory]) -> None:
    """Let the founder sign a changed directory and write it."""
    vault = school.vault()
    content = sign_directory(vault.content, vault.root_key(school.founder), change(vault.content.directory))
    write_as_founder(school, content)


def write_as_founder(school: KeySchool, content: VaultContent) -> None:
    signed = sign_frame(replace(content, written_by=school.founder.account), school.founder.identity)
    (school.data / "vault.json").write_text(json.dumps(to_plain(signed)), encoding="utf-8")
    assert school.vault().notice is None


def with_group(directory: Directory, group: Group, **changes: object) -> Directory:
    record = replace(directory.groups[group], **changes)  # type: ignore[arg-type]  # a test says what it breaks
    return replace(directory, groups={**directory.groups, group: record})


def test_a_group_whose_public_key_is_not_its_own(school: KeySchool) -> None:
    signed_by_the_root(school, lambda old: with_group(old, Group.COUNSELLORS, public=STRANGER.public.box))
    with pytest.raises(VaultDamaged):
        school.unlock(school.founder.account, FOUNDER_PASSWORD)
    vault = school.vault()
    with pytest.raises(VaultDamaged):
        group_secret(vault.root_key(school.founder), vault.content.directory.groups[Group.COUNSELLORS])


def test_a_members_seal_that_does_not_open(school: KeySchool) -> None:
    sealed = seal(bytes(32), STRANGER.public.box)
    signed_by_the_root(school, lambda old: with_group(old, Group.STAFF, members={school.founder.account: sealed}))
    with pytest.raises(VaultDamaged):
        school.unlock(school.founder.account, FOUNDER_PASSWORD)


def test_a_file_key_of_another_length(school: KeySchool) -> None:
    def shorten(old: Directory) -> Directory:
        short = replace(old.files[DataFile.SCHOOL], sealed=seal(bytes(47), old.groups[Group.STAFF].public))
        return replace(old, files={**old.files, DataFile.SCHOOL: short})

    signed_by_the_root(school, shorten)
    with pytest.raises(VaultDamaged):
        school.unlock(school.founder.account, FOUNDER_PASSWORD)


def test_a_root_seal_for_the_sheet_that_does_not_open(school: KeySchool) -> None:
    def break_seal(old: Directory) -> Directory:
        holders = {**old.root.holders, "recovery": seal(bytes(32), STRANGER.public.box)}
        return replace(old, root=replace(old.root, holders=holders))

    signed_by_the_root(school, break_seal)
    with pytest.raises(WrongSheet):
        root_by_sheet(school.vault(), school.store, school.founded.sheet.seed_code)


def test_a_root_key_of_another_school(school: KeySchool) -> None:
    with pytest.raises(VaultDamaged):
        school.vault().checked_root(bytes(32))


def test_a_public_key_of_another_length(school: KeySchool) -> None:
    school.edit(lambda plain: plain["directory"]["recovery"].update(public="AAAA"))
    with pytest.raises(KeySubstituted):
        Vault.from_bytes((school.data / "vault.json").read_bytes())


def test_an_account_without_a_slot(school: KeySchool) -> None:
    write_as_founder(school, replace(school.vault().content, slots={}))
    with pytest.raises(WrongKey):
        school.unlock(school.founder.account, FOUNDER_PASSWORD)


@pytest.mark.parametrize(
    ("secrets", "error"),
    [(bytes(63), WrongKey), (STRANGER.box_secret + STRANGER.sign_seed, VaultDamaged)],
    ids=["too short", "a stranger's"],
)
def test_a_slot_that_holds_something_else(school: KeySchool, secrets: bytes, error: type[AppError]) -> None:
    content, founder = school.vault().content, school.founder
    place, slot = SlotPlace(content.directory.school_id, founder.account), content.slots[founder.account]
    key = _slot_key(school)
    box = encrypt(key, secrets, _bound(place, slot.salt, CHEAP_COST_FOR_TESTS))
    other = replace(slot, box=box, signature=b"")
    signed_bytes = canonical(["xinmiao-vault", 1, place.school_id, place.account, to_plain(other)])
    other = replace(other, signature=founder.identity.sign("account slot", signed_bytes))
    write_as_founder(school, replace(content, slots={founder.account: other}))
    with pytest.raises(error):
        school.unlock(founder.account, FOUNDER_PASSWORD)


def _slot_key(school: KeySchool) -> bytes:
    slot = school.vault().content.slots[school.founder.account]
    secret = school.store.read(school.vault().school_id).school
    return derive_key(
        FOUNDER_PASSWORD, salt=slot.salt, cost=CHEAP_COST_FOR_TESTS, school_secret=secret, policy=school.means.policy
    )


def test_an_unreadable_file_falls_back(school: KeySchool) -> None:
    school.teacher()
    path = school.data / "vault.json"
    path.unlink()
    path.mkdir()
    vault = school.vault()
    assert vault.notice is not None
    assert vault.notice.code == "E-DAMAGED"


@pytest.mark.skipif(sys.platform == "win32", reason="rights are taken away the POSIX way")
def test_a_file_that_may_not_be_read_is_held_and_not_damaged(school: KeySchool) -> None:
    me = os.geteuid()
    (school.data / "vault.json").chmod(0)
    if me == 0:
        os.seteuid(65534)
    try:
        with pytest.raises(Locked):
            school.vault()
    finally:
        os.seteuid(me)


def test_folders_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    founder = NewAccount("周老师", FOUNDER_ROLES, FOUNDER_PASSWORD)
    with pytest.raises(OutputFailed):
        create_school(tmp_path / "file" / "data", SecretStore(tmp_path), "北山中学", founder, cheap_means())
    with pytest.raises(OutputFailed):
        create_school(tmp_path / "data", SecretStore(tmp_path / "file"), "北山中学", founder, cheap_means())
    assert list((tmp_path / "data").iterdir()) == []


def test_a_moment_without_a_zone_is_misshapen() -> None:
    anchor = {"counter": 1, "audit_count": 1, "audit_head": "", "at": "2026-11-23T10:05:00"}
    with pytest.raises(Misshapen):
        from_plain(FileAnchor, anchor)
    assert from_plain(FileAnchor, {**anchor, "at": "2026-11-23T10:05:00+08:00"}).at == datetime.fromisoformat(
        "2026-11-23T02:05:00+00:00"
    )


def test_a_code_whose_groups_fit_but_whose_whole_does_not() -> None:
    groups = encode(bytes(16)).split("-")
    groups[0] = "0Z00" + check_character("0Z00", 1)
    with pytest.raises(TypingSlip):
        decode("-".join(groups), 16)


def test_time_is_really_measured() -> None:
    assert 0 < measured_seconds(CHEAP_COST_FOR_TESTS) < 10


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is read and set the Linux way")
def test_too_little_memory_is_told_as_such() -> None:
    import resource  # noqa: PLC0415 -- not there on Windows

    in_use = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (in_use + 256 * MIB, hard))
    try:
        with pytest.raises(OutOfMemory):
            derive_key("x" * 12, salt=bytes(16), cost=KdfCost(1024 * MIB, 1), school_secret=b"", policy=SHIPPED_POLICY)
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def test_an_account_without_keys_is_given_nothing(school: KeySchool) -> None:
    vault = school.vault()
    root, roles = vault.root_key(school.founder), frozenset({Role.CLASS_TEACHER})
    with pytest.raises(AccountState):
        with_member(vault.content, root, school.founder.account, roles, keys=None, at=school.means.clock.now())


def test_a_data_folder_that_is_a_file_holds_no_vault(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(VaultMissing):
        Vault.load(tmp_path / "file")


def test_what_a_key_ring_says_of_its_owner(school: KeySchool) -> None:
    assert (school.founder.label, school.founder.school_id) == ("周老师", school.vault().school_id)
    assert school.vault().folder == school.data
    assert box_public(school.founder.identity.box_secret) == school.founder.public.box
    assert Role.COUNSELLOR in school.founder.roles
