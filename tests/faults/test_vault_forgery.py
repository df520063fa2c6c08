"""What somebody with a JSON editor, the source code and his own password cannot do: faults 44 to 46."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from key_schools import (
    CHEAP_POLICY_FOR_TESTS,
    FOUNDER_PASSWORD,
    OFFICE_PASSWORD,
    TEACHER_PASSWORD,
    KeySchool,
    found_school,
)
from vault_school import damaged_school, id_of, raised, write
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import WrongKey
from xinmiao.vault.keys import (
    CostRefused,
    KeySubstituted,
    VaultDamaged,
    remember,
)
from xinmiao.vault.keys.plain import to_plain
from xinmiao.vault.keys.primitives import Identity, canonical
from xinmiao.vault.keys.records import VaultContent
from xinmiao.vault.keys.signing import sign_administration, sign_frame
from xinmiao.vault.keys.slots import SlotPlace, make_slot, open_slot


@pytest.fixture
def school(tmp_path: Path) -> KeySchool:
    return damaged_school(tmp_path)


# What a class teacher with a JSON editor, the source code and his own password can do: nothing


def raise_role(content: VaultContent, account: str) -> VaultContent:
    record = replace(content.directory.accounts[account], roles=frozenset({Role.COUNSELLOR}))
    accounts = {**content.directory.accounts, account: record}
    return replace(content, directory=replace(content.directory, accounts=accounts))


def test_a_class_teacher_does_not_make_himself_counsellor(school: KeySchool) -> None:
    teacher = id_of(school, "林老师")
    identity = school.unlock(teacher, TEACHER_PASSWORD).identity
    raised_content = replace(raise_role(school.vault().content, teacher), written_by=teacher)
    write(school, sign_frame(raised_content, identity))
    assert type(raised(school)) is VaultDamaged


def test_a_class_teacher_does_not_speak_as_administrator(school: KeySchool) -> None:
    teacher = id_of(school, "林老师")
    identity = school.unlock(teacher, TEACHER_PASSWORD).identity
    content = replace(school.vault().content, written_by=teacher)
    for signer in (teacher, id_of(school, "教务处"), "root"):
        forged = sign_administration(content, signer, identity, content.administration)
        write(school, sign_frame(forged, identity))
        assert type(raised(school)) is VaultDamaged


def test_an_administrator_does_not_sign_a_membership(school: KeySchool) -> None:
    office = id_of(school, "教务处")
    identity = school.unlock(office, OFFICE_PASSWORD).identity
    raised_content = replace(raise_role(school.vault().content, office), written_by=office)
    write(school, sign_frame(raised_content, identity))
    assert type(raised(school)) is VaultDamaged


def test_a_stranger_does_not_sign_the_whole(school: KeySchool) -> None:
    content = school.vault().content
    write(school, sign_frame(replace(content, generation=99), Identity.generate()))
    assert type(raised(school)) is VaultDamaged


def test_a_class_teacher_may_write_his_own_slot_and_the_anchors(school: KeySchool) -> None:
    keyring = school.unlock(id_of(school, "林老师"), TEACHER_PASSWORD)
    vault = remember(school.vault(), keyring, replace(school.vault().anchors, latest_moment=school.means.clock.now()))
    assert (vault.content.written_by, school.vault().anchors.latest_moment) == (
        keyring.account,
        school.means.clock.now(),
    )


# Fault 44: cost; fault 45: public keys; fault 46: slots


def test_fault_44_an_edited_cost_does_not_load(school: KeySchool) -> None:
    def edit(plain: dict[str, Any]) -> None:
        plain["slots"][school.founder.account].update(memory=4 * 1024**4, passes=10**9)

    school.edit(edit)
    assert type(raised(school)) is VaultDamaged


def test_fault_44_an_absurd_cost_signed_by_its_owner_is_refused_before_computing(school: KeySchool) -> None:
    founder, content = school.founder, school.vault().content
    place = SlotPlace(content.directory.school_id, founder.account)
    absurd = replace(content.slots[founder.account], memory=4 * 1024**4, passes=10**9, signature=b"")
    signed_bytes = canonical(["xinmiao-vault", 1, place.school_id, place.account, to_plain(absurd)])
    absurd = replace(absurd, signature=founder.identity.sign("account slot", signed_bytes))
    own = replace(content, slots={**content.slots, founder.account: absurd}, written_by=founder.account)
    write(school, sign_frame(own, founder.identity))
    with pytest.raises(CostRefused) as caught:
        school.unlock(founder.account, FOUNDER_PASSWORD)
    assert caught.value.code == "E-KDF"


def test_fault_45_a_groups_public_key_exchanged(school: KeySchool) -> None:
    def edit(plain: dict[str, Any]) -> None:
        plain["directory"]["groups"]["counsellors"]["public"] = to_plain(Identity.generate().public.box)

    school.edit(edit)
    vault = school.vault()
    assert vault.notice is not None
    assert vault.notice.code == "E-KEYSUB"
    error = raised(school)
    assert (type(error), error.code) == (KeySubstituted, "E-KEYSUB")


@pytest.mark.parametrize("which", ["box", "sign"])
def test_fault_45_an_accounts_public_key_exchanged(school: KeySchool, which: str) -> None:
    def edit(plain: dict[str, Any]) -> None:
        keys = plain["directory"]["accounts"][school.founder.account]["keys"]
        keys[which] = to_plain(Identity.generate().public.box)

    school.edit(edit)
    assert type(raised(school)) is KeySubstituted


def test_fault_45_the_whole_root_exchanged_shows_in_the_fingerprint(school: KeySchool, tmp_path: Path) -> None:
    pinned = school.vault().root_fingerprint
    forged = found_school(tmp_path / "forged")
    (school.data / "vault.json").write_bytes(forged.vault().raw)
    assert school.vault().root_fingerprint != pinned
    with pytest.raises(KeySubstituted):
        school.unlock(school.founder.account, FOUNDER_PASSWORD)


def test_fault_46_a_slot_pasted_onto_another_account(school: KeySchool) -> None:
    teacher = id_of(school, "林老师")
    school.edit(lambda plain: plain["slots"].update({school.founder.account: plain["slots"][teacher]}))
    assert type(raised(school)) is VaultDamaged


def test_fault_46_a_pasted_slot_does_not_open_even_unchecked(school: KeySchool) -> None:
    content, secret = school.vault().content, school.store.read(school.vault().school_id).school
    teacher = id_of(school, "林老师")
    for account, opens in ((teacher, True), (school.founder.account, False)):
        place = SlotPlace(content.directory.school_id, account)
        try:
            open_slot(
                place, content.slots[teacher], TEACHER_PASSWORD, school_secret=secret, policy=CHEAP_POLICY_FOR_TESTS
            )
            opened = True
        except WrongKey:
            opened = False
        assert opened is opens


def test_fault_46_a_teachers_keys_under_the_founders_name(school: KeySchool) -> None:
    teacher, founder = id_of(school, "林老师"), school.founder.account
    keyring = school.unlock(teacher, TEACHER_PASSWORD)
    content, means = school.vault().content, school.means
    own = make_slot(
        SlotPlace(content.directory.school_id, founder),
        keyring.identity,
        TEACHER_PASSWORD,
        school_secret=school.store.read(content.directory.school_id).school,
        cost=school.vault().slot_cost,
        policy=means.policy,
        at=means.clock.now(),
    )
    pasted = replace(content, slots={**content.slots, founder: own}, written_by=teacher)
    write(school, sign_frame(pasted, keyring.identity))
    assert type(raised(school)) is VaultDamaged
