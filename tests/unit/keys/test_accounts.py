"""Accounts from the day they are made to the day they are switched off."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from key_schools import FOUNDER_PASSWORD, NEW_PASSWORD, OFFICE_PASSWORD, TEACHER_PASSWORD, KeySchool
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import PermissionDenied, WrongKey
from xinmiao.kernel.records import DataFile
from xinmiao.vault.keys import (
    AccountClosed,
    AccountState,
    Group,
    KeyNotHeld,
    KeyRing,
    LabelRefused,
    LastOne,
    NewAccount,
    PasswordRefused,
    RootNeeded,
    Standing,
    Vault,
    add_account,
    change_password,
    disable,
    enable,
    grant,
    grant_in_person,
    refreshed,
    rename_account,
    restore_sign_in,
    set_roles,
)

TEACHER = frozenset({Role.CLASS_TEACHER})
COUNSELLOR = frozenset({Role.COUNSELLOR})


def test_an_administrators_new_account_waits_without_any_key(school: KeySchool) -> None:
    _, office = school.office()
    wanted = NewAccount("李老师", COUNSELLOR, NEW_PASSWORD)
    _, account = add_account(school.vault(), school.store, office, wanted)
    entry = school.vault().account(account)
    assert (entry.standing, entry.pending, entry.roles, entry.requested_roles) == (
        Standing.PENDING,
        True,
        frozenset(),
        COUNSELLOR,
    )
    waiting = school.unlock(account, NEW_PASSWORD)
    assert (waiting.roles, waiting.groups, waiting.files) == (frozenset(), frozenset(), frozenset())


def test_the_founder_grants_and_content_opens(school: KeySchool) -> None:
    _, office = school.office()
    _, account = add_account(school.vault(), school.store, office, NewAccount("李老师", COUNSELLOR, NEW_PASSWORD))
    waiting = school.unlock(account, NEW_PASSWORD)
    vault = school.vault()
    granted = grant(vault, school.founder, vault.root_key(school.founder), account)
    assert granted.account(account).roles == COUNSELLOR
    opened = school.unlock(account, NEW_PASSWORD)
    assert opened.file_key(DataFile.COUNSELLING) == school.founder.file_key(DataFile.COUNSELLING)
    assert refreshed(granted, waiting).files == {DataFile.SCHOOL, DataFile.COUNSELLING}


def test_the_administrator_cannot_sign_membership(school: KeySchool) -> None:
    account, office = school.office()
    assert office.groups == {Group.STAFF}
    with pytest.raises(RootNeeded):
        school.vault().root_key(office)
    with pytest.raises(KeyNotHeld):
        office.file_key(DataFile.COUNSELLING)
    assert school.vault().account(account).roles == {Role.ADMINISTRATOR}


def test_a_founder_adds_and_grants_in_one_step(school: KeySchool) -> None:
    account, teacher = school.teacher()
    assert school.vault().generation == 2
    assert school.vault().account(account).standing is Standing.ACTIVE
    assert teacher.roles == TEACHER


@pytest.mark.parametrize(
    "act",
    [
        lambda vault, school, who: add_account(vault, school.store, who, NewAccount("王", TEACHER, NEW_PASSWORD)),
        lambda vault, school, who: disable(vault, who, school.founder.account),
        lambda vault, school, who: enable(vault, school.store, who, school.founder.account, NEW_PASSWORD),
        lambda vault, school, who: restore_sign_in(vault, school.store, who, school.founder.account, NEW_PASSWORD),
        lambda vault, school, who: rename_account(vault, who, school.founder.account, "王"),
        lambda vault, _school, who: vault.root_key(who),
    ],
)
def test_a_class_teacher_administers_nothing(
    school: KeySchool, act: Callable[[Vault, KeySchool, KeyRing], object]
) -> None:
    _, teacher = school.teacher()
    before = school.vault().raw
    with pytest.raises(PermissionDenied):
        act(school.vault(), school, teacher)
    assert school.vault().raw == before


def test_a_password_is_changed_by_its_owner_alone(school: KeySchool) -> None:
    account, teacher = school.teacher()
    change_password(school.vault(), school.store, teacher, TEACHER_PASSWORD, NEW_PASSWORD)
    assert school.unlock(account, NEW_PASSWORD).file_key(DataFile.SCHOOL) == teacher.file_key(DataFile.SCHOOL)
    with pytest.raises(WrongKey):
        school.unlock(account, TEACHER_PASSWORD)
    assert school.unlock(school.founder.account, FOUNDER_PASSWORD).holds_root


def test_changing_a_password_needs_the_old_one_and_a_good_new_one(school: KeySchool) -> None:
    account, teacher = school.teacher()
    with pytest.raises(WrongKey):
        change_password(school.vault(), school.store, teacher, "not my password", NEW_PASSWORD)
    with pytest.raises(PasswordRefused):
        change_password(school.vault(), school.store, teacher, TEACHER_PASSWORD, "4711")
    assert school.unlock(account, TEACHER_PASSWORD).account == account


def test_fault_61_a_restored_counsellor_signs_in_and_counselling_stays_closed(school: KeySchool) -> None:
    _, office = school.office()
    account = school.add("李老师", {Role.COUNSELLOR}, TEACHER_PASSWORD)
    restore_sign_in(school.vault(), school.store, office, account, NEW_PASSWORD)
    restored = school.unlock(account, NEW_PASSWORD)
    assert restored.standing is Standing.RESTORED
    assert restored.files == {DataFile.SCHOOL}
    assert Role.COUNSELLOR not in restored.roles
    with pytest.raises(KeyNotHeld):
        restored.file_key(DataFile.COUNSELLING)
    with pytest.raises(WrongKey):
        school.unlock(account, TEACHER_PASSWORD)
    vault = school.vault()
    grant(vault, school.founder, vault.root_key(school.founder), account)
    again = school.unlock(account, NEW_PASSWORD)
    assert again.roles == COUNSELLOR
    assert again.file_key(DataFile.COUNSELLING) == school.founder.file_key(DataFile.COUNSELLING)


def test_an_administrator_does_not_become_the_founder_by_setting_his_password(school: KeySchool) -> None:
    _, office = school.office()
    restore_sign_in(school.vault(), school.store, office, school.founder.account, NEW_PASSWORD)
    stolen = school.unlock(school.founder.account, NEW_PASSWORD)
    assert (stolen.roles, stolen.holds_root) == (frozenset(), False)
    with pytest.raises(RootNeeded):
        school.vault().root_key(stolen)
    with pytest.raises(PermissionDenied):
        add_account(school.vault(), school.store, stolen, NewAccount("王", COUNSELLOR, NEW_PASSWORD))


def test_a_restored_class_teacher_works_on(school: KeySchool) -> None:
    _, office = school.office()
    account, _ = school.teacher()
    restore_sign_in(school.vault(), school.store, office, account, NEW_PASSWORD)
    assert school.unlock(account, NEW_PASSWORD).roles == TEACHER


def test_a_disabled_account_is_closed_and_its_seals_go(school: KeySchool) -> None:
    account, teacher = school.teacher()
    vault = disable(school.vault(), school.founder, account)
    assert vault.account(account).disabled
    assert account not in vault.content.slots
    assert all(account not in record.members for record in vault.content.directory.groups.values())
    with pytest.raises(AccountClosed):
        school.unlock(account, TEACHER_PASSWORD)
    with pytest.raises(AccountClosed):
        refreshed(vault, teacher)


def test_an_administrator_disables_at_once_and_the_root_removes_the_seals_later(school: KeySchool) -> None:
    _, office = school.office()
    account, _ = school.teacher()
    vault = disable(school.vault(), office, account)
    assert vault.account(account).disabled
    assert account not in vault.content.slots
    assert account in vault.content.directory.groups[Group.STAFF].members
    other = school.add("王老师", TEACHER, NEW_PASSWORD)
    later = school.vault()
    assert later.account(account).disabled
    assert account not in later.content.directory.groups[Group.STAFF].members
    assert later.account(other).standing is Standing.ACTIVE


def test_enabled_again_with_new_keys_and_content_after_a_grant(school: KeySchool) -> None:
    account, old = school.teacher()
    disable(school.vault(), school.founder, account)
    enable(school.vault(), school.store, school.founder, account, NEW_PASSWORD)
    back = school.unlock(account, NEW_PASSWORD)
    assert (back.files, back.standing) == (frozenset(), Standing.RESTORED)
    assert back.public != old.public
    vault = school.vault()
    grant(vault, school.founder, vault.root_key(school.founder), account)
    assert school.unlock(account, NEW_PASSWORD).files == {DataFile.SCHOOL}


def test_acts_that_do_not_fit_are_refused(school: KeySchool) -> None:
    account, _ = school.teacher()
    vault = school.vault()
    with pytest.raises(AccountState):
        disable(vault, school.founder, school.founder.account)
    with pytest.raises(AccountState):
        enable(vault, school.store, school.founder, account, NEW_PASSWORD)
    closed = disable(vault, school.founder, account)
    with pytest.raises(AccountState):
        disable(closed, school.founder, account)
    with pytest.raises(AccountState):
        restore_sign_in(closed, school.store, school.founder, account, NEW_PASSWORD)
    with pytest.raises(AccountState):
        grant(closed, school.founder, closed.root_key(school.founder), account)
    with pytest.raises(AccountState):
        set_roles(closed, school.founder, closed.root_key(school.founder), account, COUNSELLOR)


def test_the_last_counsellor_and_the_last_administrator_stay(school: KeySchool) -> None:
    _, office = school.office()
    vault = school.vault()
    with pytest.raises(LastOne):
        disable(vault, office, school.founder.account)
    with pytest.raises(LastOne):
        set_roles(vault, school.founder, vault.root_key(school.founder), school.founder.account, TEACHER)
    only_counsellor = set_roles(
        vault, school.founder, vault.root_key(school.founder), school.founder.account, COUNSELLOR
    )
    assert only_counsellor.account(school.founder.account).roles == COUNSELLOR


def test_roles_bring_and_take_keys(school: KeySchool) -> None:
    account, _ = school.teacher()
    vault = school.vault()
    both = set_roles(vault, school.founder, vault.root_key(school.founder), account, TEACHER | COUNSELLOR)
    assert school.unlock(account, TEACHER_PASSWORD).files == {DataFile.SCHOOL, DataFile.COUNSELLING}
    set_roles(both, school.founder, both.root_key(school.founder), account, TEACHER)
    assert school.unlock(account, TEACHER_PASSWORD).files == {DataFile.SCHOOL}


def test_renaming_by_the_administrator_and_taken_over_by_the_root(school: KeySchool) -> None:
    account, _ = school.teacher()
    _, office = school.office()
    renamed = rename_account(school.vault(), office, account, " 林 老师 ")
    assert renamed.account(account).label == "林 老师"
    with pytest.raises(LabelRefused):
        rename_account(renamed, office, account, "周老师")
    school.add("王老师", TEACHER, NEW_PASSWORD)
    later = school.vault()
    assert later.account(account).label == "林 老师"
    assert later.content.administration.labels == {}
    assert later.content.directory.accounts[account].label == "林 老师"


def test_a_disabled_administrators_statements_live_on_under_another_signer(school: KeySchool) -> None:
    office_account, office = school.office()
    _, waiting = add_account(school.vault(), school.store, office, NewAccount("李老师", TEACHER, NEW_PASSWORD))
    vault = disable(school.vault(), school.founder, office_account)
    assert vault.account(waiting).standing is Standing.PENDING
    assert school.unlock(waiting, NEW_PASSWORD).standing is Standing.PENDING
    with pytest.raises(AccountClosed):
        school.unlock(office_account, OFFICE_PASSWORD)


def test_a_ring_of_yesterday_writes_nothing(school: KeySchool) -> None:
    account, teacher = school.teacher()
    vault = disable(school.vault(), school.founder, account)
    with pytest.raises(AccountClosed):
        vault.saved(vault.content, teacher)


def test_granted_in_person_nothing_the_administrator_could_have_kept_opens(school: KeySchool) -> None:
    _, office = school.office()
    _, account = add_account(school.vault(), school.store, office, NewAccount("李老师", COUNSELLOR, OFFICE_PASSWORD))
    kept = school.unlock(account, OFFICE_PASSWORD)
    vault = school.vault()
    granted = grant_in_person(
        vault, school.store, school.founder, account, root=vault.root_key(school.founder), password=NEW_PASSWORD
    )
    assert school.unlock(account, NEW_PASSWORD).roles == COUNSELLOR
    with pytest.raises(WrongKey):
        school.unlock(account, OFFICE_PASSWORD)
    with pytest.raises(WrongKey):
        kept.unseal(granted.content.directory.groups[Group.COUNSELLORS].members[account])
    with pytest.raises(PasswordRefused):
        grant_in_person(vault, school.store, school.founder, account, root=vault.root_key(school.founder), password="1")
    with pytest.raises(AccountState):
        grant_in_person(
            vault,
            school.store,
            school.founder,
            school.founder.account,
            root=vault.root_key(school.founder),
            password=NEW_PASSWORD,
        )


def test_an_account_switched_off_before_it_was_granted_waits_again_when_enabled(school: KeySchool) -> None:
    account = school.add("李老师", COUNSELLOR, TEACHER_PASSWORD, granted=False)
    disable(school.vault(), school.founder, account)
    school.add("王老师", TEACHER, NEW_PASSWORD)
    assert school.vault().account(account).disabled
    vault = enable(school.vault(), school.store, school.founder, account, NEW_PASSWORD)
    assert vault.account(account).standing is Standing.PENDING
    assert vault.account(account).requested_roles == COUNSELLOR


@pytest.mark.parametrize("role", [Role.GRADE_HEAD, Role.MORAL_OFFICE, Role.PRINCIPAL])
def test_who_leads_holds_no_key_of_counselling_and_nothing_after_a_restored_sign_in(
    school: KeySchool, role: Role
) -> None:
    _, office = school.office()
    account = school.add("马主任", {role}, TEACHER_PASSWORD)
    leader = school.unlock(account, TEACHER_PASSWORD)
    assert leader.roles == {role}
    assert leader.files == {DataFile.SCHOOL}
    assert not leader.holds_root
    assert (Group.LEADERSHIP in leader.groups) is (role is Role.PRINCIPAL)
    assert not leader.groups & {Group.COUNSELLORS, Group.CRISIS_TEAM}
    with pytest.raises(KeyNotHeld):
        leader.file_key(DataFile.COUNSELLING)
    restore_sign_in(school.vault(), school.store, office, account, NEW_PASSWORD)
    assert school.unlock(account, NEW_PASSWORD).roles == frozenset()


def test_the_last_principal_may_become_something_else(school: KeySchool) -> None:
    account = school.add("马主任", {Role.PRINCIPAL}, TEACHER_PASSWORD)
    vault = school.vault()
    grant(vault, school.founder, vault.root_key(school.founder), account, TEACHER)
    assert Group.LEADERSHIP not in school.unlock(account, TEACHER_PASSWORD).groups
