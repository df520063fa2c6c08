"""恢复单: forgotten passwords, carried folders, new sheets, typing it back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from key_schools import FOUNDER_PASSWORD, NEW_PASSWORD, TEACHER_PASSWORD, KeySchool, found_school
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import WrongKey
from xinmiao.kernel.records import DataFile
from xinmiao.vault.keys import (
    AccountState,
    Group,
    KeySubstituted,
    PlaceSecretMissing,
    RecoverySheet,
    SchoolSecretMissing,
    TypingSlip,
    WrongSheet,
    confirm_recovery_sheet,
    disable,
    grant,
    install_school_secret,
    new_recovery_sheet,
    recover,
    restore_sign_in,
    root_by_sheet,
    unlock,
)
from xinmiao.vault.keys.primitives import box_public, hkdf, unseal
from xinmiao.vault.keys.sheet import recovery_secret

COUNSELLOR = frozenset({Role.COUNSELLOR})


def sheet_of(school: KeySchool) -> RecoverySheet:
    return school.founded.sheet


def test_fault_59_a_forgotten_password_and_the_sheet_on_the_same_computer(school: KeySchool) -> None:
    founder = school.founder
    vault, keyring = recover(school.vault(), school.store, sheet_of(school).seed_code, founder.account, NEW_PASSWORD)
    for file in DataFile:
        assert keyring.file_key(file) == founder.file_key(file)
    again = school.unlock(founder.account, NEW_PASSWORD)
    assert (again.roles, again.holds_root) == (founder.roles, True)
    assert vault.root_key(again).public == vault.content.directory.root.keys
    with pytest.raises(WrongKey):
        school.unlock(founder.account, FOUNDER_PASSWORD)


def test_another_account_recovers_its_own_roles_and_no_more(school: KeySchool) -> None:
    account, _ = school.teacher()
    _, keyring = recover(school.vault(), school.store, sheet_of(school).seed_code, account, NEW_PASSWORD)
    assert keyring.roles == {Role.CLASS_TEACHER}
    assert keyring.files == {DataFile.SCHOOL}
    assert not keyring.holds_root


def test_fault_60_the_code_as_people_type_it(school: KeySchool) -> None:
    code = sheet_of(school).seed_code
    typed = " " + code.lower().replace("-", "  ").replace("0", "o").replace("1", "l") + "\n"
    assert root_by_sheet(school.vault(), school.store, typed).public == school.vault().content.directory.root.keys


def test_fault_60_one_wrong_letter_is_a_slip_and_not_a_wrong_sheet(school: KeySchool) -> None:
    groups = sheet_of(school).seed_code.split("-")
    groups[4] = ("8" if groups[4][0] != "8" else "9") + groups[4][1:]
    with pytest.raises(TypingSlip) as caught:
        root_by_sheet(school.vault(), school.store, "-".join(groups))
    assert caught.value.group == 5
    assert "group 5" in caught.value.told()


def test_another_schools_sheet_is_wrong_and_not_a_slip(school: KeySchool, tmp_path: Path) -> None:
    other = found_school(tmp_path / "other")
    with pytest.raises(WrongSheet):
        root_by_sheet(school.vault(), school.store, sheet_of(other).seed_code)


def test_a_carried_folder_and_a_password_alone_open_nothing(school: KeySchool, tmp_path: Path) -> None:
    carried = school.carried_to(tmp_path / "elsewhere")
    with pytest.raises(SchoolSecretMissing) as caught:
        carried.unlock(school.founder.account, FOUNDER_PASSWORD)
    assert caught.value.code == "E-SECRET"
    assert "recovery sheet" in str(caught.value.next_step)


def test_a_carried_folder_and_the_sheet_alone_open_nothing(school: KeySchool, tmp_path: Path) -> None:
    carried = school.carried_to(tmp_path / "elsewhere")
    sheet = sheet_of(school)
    with pytest.raises(SchoolSecretMissing):
        recover(carried.vault(), carried.store, sheet.seed_code, school.founder.account, NEW_PASSWORD)
    install_school_secret(carried.vault(), carried.store, sheet.school_secret_code)
    with pytest.raises(PlaceSecretMissing):
        recover(carried.vault(), carried.store, sheet.seed_code, school.founder.account, NEW_PASSWORD)


def test_nothing_derived_from_the_sheet_opens_a_seal_of_the_copied_vault(school: KeySchool) -> None:
    sheet, directory = sheet_of(school), school.vault().content.directory
    guesses = [
        recovery_secret(sheet.seed, b"", directory.school_id),
        recovery_secret(sheet.seed, bytes(32), directory.school_id),
        recovery_secret(sheet.seed, sheet.school_secret, directory.school_id),
        hkdf(sheet.seed, salt=sheet.school_secret, info=b"xinmiao recovery member v1"),
    ]
    seals = [sealed for record in directory.groups.values() for sealed in record.members.values()]
    seals += [*directory.root.holders.values(), directory.recovery.place_secret]
    for guess in guesses:
        assert box_public(guess) != directory.recovery.public
        for sealed in seals:
            with pytest.raises(WrongKey):
                unseal(sealed, guess)


def test_a_carried_folder_opens_with_password_and_sheet(school: KeySchool, tmp_path: Path) -> None:
    carried = school.carried_to(tmp_path / "elsewhere")
    install_school_secret(carried.vault(), carried.store, sheet_of(school).school_secret_code)
    keyring = carried.unlock(school.founder.account, FOUNDER_PASSWORD)
    assert keyring.file_key(DataFile.COUNSELLING) == school.founder.file_key(DataFile.COUNSELLING)


def test_elsewhere_anybodys_password_and_the_sheet_recover_the_founder(school: KeySchool, tmp_path: Path) -> None:
    account, _ = school.teacher()
    carried = school.carried_to(tmp_path / "elsewhere")
    install_school_secret(carried.vault(), carried.store, sheet_of(school).school_secret_code)
    carried.unlock(account, TEACHER_PASSWORD)
    recover(carried.vault(), carried.store, sheet_of(school).seed_code, school.founder.account, NEW_PASSWORD)
    assert carried.unlock(school.founder.account, NEW_PASSWORD).holds_root


def test_a_wrong_school_secret_is_a_wrong_key_and_may_be_typed_again(school: KeySchool, tmp_path: Path) -> None:
    other = found_school(tmp_path / "other")
    carried = school.carried_to(tmp_path / "elsewhere")
    install_school_secret(carried.vault(), carried.store, sheet_of(other).school_secret_code)
    with pytest.raises(WrongKey):
        carried.unlock(school.founder.account, FOUNDER_PASSWORD)
    install_school_secret(carried.vault(), carried.store, sheet_of(school).school_secret_code)
    assert carried.unlock(school.founder.account, FOUNDER_PASSWORD).holds_root
    with pytest.raises(WrongSheet):
        install_school_secret(carried.vault(), carried.store, sheet_of(other).school_secret_code)


def test_a_damaged_secret_file_asks_for_the_sheet(school: KeySchool) -> None:
    path = school.store.path(school.vault().school_id)
    for content in (b"", b"{}", b"[" * 100_000, b'{"school": "AAAA", "place": null, "root": null}'):
        path.write_bytes(content)
        with pytest.raises(SchoolSecretMissing):
            school.unlock(school.founder.account, FOUNDER_PASSWORD)


def test_another_root_under_the_same_school_id_is_noticed(school: KeySchool, tmp_path: Path) -> None:
    forged = found_school(tmp_path / "forged")
    assert forged.vault().school_id == school.vault().school_id
    with pytest.raises(KeySubstituted):
        unlock(forged.vault(), school.store, forged.founder.account, FOUNDER_PASSWORD)


def test_the_sheet_is_confirmed_by_typing_it_back(school: KeySchool) -> None:
    sheet = sheet_of(school)
    assert school.vault().sheet_confirmation is None
    confirm_recovery_sheet(school.vault(), school.store, school.founder, sheet.seed_code, sheet.school_secret_code)
    confirmed = school.vault().sheet_confirmation
    assert confirmed is not None
    assert (confirmed.by, confirmed.at) == (school.founder.account, datetime(2026, 11, 23, 2, 5, tzinfo=UTC))


def test_a_wrong_sheet_is_not_confirmed(school: KeySchool, tmp_path: Path) -> None:
    other, sheet = sheet_of(found_school(tmp_path / "other")), sheet_of(school)
    for seed, secret in (
        (other.seed_code, sheet.school_secret_code),
        (sheet.seed_code, other.school_secret_code),
    ):
        with pytest.raises(WrongSheet):
            confirm_recovery_sheet(school.vault(), school.store, school.founder, seed, secret)
    with pytest.raises(TypingSlip):
        confirm_recovery_sheet(
            school.vault(), school.store, school.founder, sheet.school_secret_code, sheet.school_secret_code
        )
    assert school.vault().sheet_confirmation is None


def test_a_new_sheet_replaces_the_old_one_and_has_to_be_confirmed_anew(school: KeySchool) -> None:
    old = sheet_of(school)
    confirm_recovery_sheet(school.vault(), school.store, school.founder, old.seed_code, old.school_secret_code)
    vault = school.vault()
    vault, new = new_recovery_sheet(vault, school.store, school.founder, vault.root_key(school.founder))
    assert (new.number, vault.sheet_number, vault.sheet_confirmation) == (2, 2, None)
    assert new.school_secret_code == old.school_secret_code
    with pytest.raises(WrongSheet):
        root_by_sheet(school.vault(), school.store, old.seed_code)
    recover(school.vault(), school.store, new.seed_code, school.founder.account, NEW_PASSWORD)
    assert school.unlock(school.founder.account, NEW_PASSWORD).groups == {
        Group.STAFF,
        Group.COUNSELLORS,
        Group.CRISIS_TEAM,
    }


def test_the_sheet_lets_another_counsellor_grant(school: KeySchool) -> None:
    account = school.add("李老师", COUNSELLOR, TEACHER_PASSWORD)
    other = school.unlock(account, TEACHER_PASSWORD)
    waiting = school.add("王老师", COUNSELLOR, NEW_PASSWORD, granted=False)
    vault = school.vault()
    grant(vault, other, root_by_sheet(vault, school.store, sheet_of(school).seed_code), waiting)
    assert DataFile.COUNSELLING in school.unlock(waiting, NEW_PASSWORD).files


def test_the_sheet_gives_a_restored_founder_the_root_again(school: KeySchool) -> None:
    office_account, office = school.office()
    restore_sign_in(school.vault(), school.store, office, school.founder.account, NEW_PASSWORD)
    restored, vault = school.unlock(school.founder.account, NEW_PASSWORD), school.vault()
    granted = grant(
        vault, restored, root_by_sheet(vault, school.store, sheet_of(school).seed_code), school.founder.account
    )
    assert granted.account(office_account).roles == {Role.ADMINISTRATOR}
    assert school.unlock(school.founder.account, NEW_PASSWORD).holds_root


def test_the_sheet_opens_an_account_that_was_switched_off(school: KeySchool) -> None:
    account = school.add("李老师", COUNSELLOR, TEACHER_PASSWORD)
    disable(school.vault(), school.founder, account)
    recover(school.vault(), school.store, sheet_of(school).seed_code, account, NEW_PASSWORD)
    assert school.unlock(account, NEW_PASSWORD).roles == COUNSELLOR


def test_an_account_that_was_never_granted_is_not_recovered(school: KeySchool) -> None:
    waiting = school.add("王老师", COUNSELLOR, TEACHER_PASSWORD, granted=False)
    with pytest.raises(AccountState):
        recover(school.vault(), school.store, sheet_of(school).seed_code, waiting, NEW_PASSWORD)


def test_the_sheet_reaches_leadership(school: KeySchool) -> None:
    directory = school.vault().content.directory
    place = school.store.read(directory.school_id).place
    assert place is not None
    secret = recovery_secret(sheet_of(school).seed, place, directory.school_id)
    leadership = directory.groups[Group.LEADERSHIP]
    assert box_public(unseal(leadership.members["recovery"], secret)) == leadership.public
