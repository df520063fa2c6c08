"""What an unlocked account can do with its keys, and cannot any more after `wipe`."""

from __future__ import annotations

import pytest

from key_schools import FOUNDER_PASSWORD, TEACHER_PASSWORD, KeySchool
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import NotFound, WrongKey
from xinmiao.kernel.records import DataFile
from xinmiao.vault.keys import Group, KeyNotHeld, SignedOut, verify_password
from xinmiao.vault.keys.primitives import hkdf


def test_a_wrong_password_and_a_wrong_account_say_the_same(school: KeySchool) -> None:
    with pytest.raises(WrongKey) as wrong_password:
        school.unlock(school.founder.account, "spruce lamp window Monday")
    with pytest.raises(WrongKey) as wrong_account:
        school.unlock("nobody", FOUNDER_PASSWORD)
    assert wrong_password.value.told() == wrong_account.value.told()


def test_the_password_may_be_typed_in_full_width(school: KeySchool) -> None:
    full_width = "".join(chr(ord(letter) + 0xFEE0) if letter.isalpha() else letter for letter in FOUNDER_PASSWORD)
    assert school.unlock(school.founder.account, full_width).account == school.founder.account


def test_a_class_teacher_has_no_key_to_counselling(school: KeySchool) -> None:
    _, teacher = school.teacher()
    assert teacher.roles == {Role.CLASS_TEACHER}
    assert teacher.groups == {Group.STAFF}
    assert teacher.file_key(DataFile.SCHOOL) == school.founder.file_key(DataFile.SCHOOL)
    with pytest.raises(KeyNotHeld):
        teacher.file_key(DataFile.COUNSELLING)
    with pytest.raises(KeyNotHeld):
        teacher.audit_key(DataFile.COUNSELLING)
    sealed = school.vault().content.directory.files[DataFile.COUNSELLING].sealed
    for attempt in (teacher.unseal, lambda box: teacher.unseal_for_group(Group.STAFF, box)):
        with pytest.raises(WrongKey):
            attempt(sealed)


def test_no_seal_of_the_vault_opens_the_counsellors_group_for_others(school: KeySchool) -> None:
    _, teacher = school.teacher()
    _, office = school.office()
    content = school.vault().content
    for keyring in (teacher, office):
        record = content.directory.groups[Group.COUNSELLORS]
        assert keyring.account not in record.members
        for sealed in record.members.values():
            with pytest.raises(WrongKey):
                keyring.unseal(sealed)


def test_another_counsellor_reads_counselling_without_the_root(school: KeySchool) -> None:
    account = school.add("李老师", {Role.COUNSELLOR}, TEACHER_PASSWORD)
    other = school.unlock(account, TEACHER_PASSWORD)
    assert other.groups == {Group.STAFF, Group.COUNSELLORS, Group.CRISIS_TEAM}
    assert other.file_key(DataFile.COUNSELLING) == school.founder.file_key(DataFile.COUNSELLING)
    assert not other.holds_root


def test_derived_keys(school: KeySchool) -> None:
    founder = school.founder
    expected = hkdf(founder.file_key(DataFile.SCHOOL), salt=b"", info=b"xinmiao audit chain v1")
    assert founder.audit_key(DataFile.SCHOOL) == expected
    _, teacher = school.teacher()
    assert teacher.audit_key(DataFile.SCHOOL) == founder.audit_key(DataFile.SCHOOL)
    assert len({founder.draft_key, teacher.draft_key, founder.audit_key(DataFile.COUNSELLING), expected}) == 4


def test_drafts_open_for_their_owner_only(school: KeySchool) -> None:
    _, teacher = school.teacher()
    sealed = teacher.seal_own("写了一半".encode(), bound=b"note-7")
    assert teacher.open_own(sealed, bound=b"note-7").decode() == "写了一半"
    with pytest.raises(WrongKey):
        teacher.open_own(sealed, bound=b"note-8")
    with pytest.raises(WrongKey):
        school.founder.open_own(sealed, bound=b"note-7")


def test_signatures_are_checked_against_the_keys_the_root_signed(school: KeySchool) -> None:
    account, teacher = school.teacher()
    signature = teacher.sign("backup manifest", b"sizes")
    vault = school.vault()
    assert vault.signed_by(account, "backup manifest", b"sizes", signature)
    assert not vault.signed_by(account, "audit head", b"sizes", signature)
    assert not vault.signed_by(school.founder.account, "backup manifest", b"sizes", signature)
    with pytest.raises(NotFound):
        vault.signed_by("nobody", "backup manifest", b"sizes", signature)


def test_an_emergency_entry_is_sealed_without_signing_in(school: KeySchool) -> None:
    _, teacher = school.teacher()
    sealed = school.vault().seal_to_group(Group.CRISIS_TEAM, b"10:05 call 120")
    assert school.founder.unseal_for_group(Group.CRISIS_TEAM, sealed) == b"10:05 call 120"
    with pytest.raises(KeyNotHeld):
        teacher.unseal_for_group(Group.CRISIS_TEAM, sealed)
    to_teacher = school.vault().seal_to_account(teacher.account, b"advice")
    assert teacher.unseal(to_teacher) == b"advice"


def test_a_wiped_ring_is_empty(school: KeySchool) -> None:
    keyring = school.unlock(school.founder.account, FOUNDER_PASSWORD)
    own = keyring._own  # noqa: SLF001 -- the very memory that has to be cleared
    keyring.wipe()
    assert bytes(own) == bytes(64)
    for use in (
        lambda: keyring.identity,
        lambda: keyring.draft_key,
        lambda: keyring.file_key(DataFile.SCHOOL),
        lambda: keyring.group_secret(Group.STAFF),
        lambda: keyring.sign("a", b""),
    ):
        with pytest.raises(SignedOut):
            use()


def test_a_key_ring_does_not_print_keys(school: KeySchool) -> None:
    assert repr(school.founder) == f"KeyRing({school.founder.account})"
    assert school.founded.sheet.seed.hex() not in repr(school.founded)
    assert FOUNDER_PASSWORD not in repr(school.founded)


def test_the_password_can_be_asked_again(school: KeySchool) -> None:
    assert verify_password(school.vault(), school.store, school.founder, FOUNDER_PASSWORD)
    assert not verify_password(school.vault(), school.store, school.founder, TEACHER_PASSWORD)
