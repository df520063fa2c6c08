"""Sealing and opening: for whom it opens, what is hidden, what is refused before anything is sealed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from doubles import FrozenClock
from key_schools import NEW_PASSWORD
from unit.envelopes.conftest import COUNSELLOR_PASSWORD, PLAIN, SUBJECT, Desk
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import NotFound, WrongKey
from xinmiao.vault.envelopes import (
    MOST_BYTES,
    Circle,
    EarlierKeys,
    NobodyToOpen,
    NotARecipient,
    RecipientClosed,
    TooLarge,
    is_recipient,
    is_stale,
    open_sealed,
    read_envelope,
    seal,
    secrets_of,
)
from xinmiao.vault.envelopes.padding import pad, padded_length, unpad
from xinmiao.vault.keys import KeySubstituted, VaultDamaged, disable, grant_in_person, restore_sign_in, sheet_secret
from xinmiao.vault.keys.groups import Group
from xinmiao.vault.keys.primitives import Identity


def test_it_opens_for_its_recipients_and_for_nobody_else(desk: Desk) -> None:
    envelope = desk.seal(Circle(frozenset({desk.founder.account})))
    assert desk.open(envelope, desk.founder) == PLAIN
    assert is_recipient(envelope, desk.founder)
    for other in (desk.second, desk.teacher):
        assert not is_recipient(envelope, other)
        with pytest.raises(NotARecipient):
            desk.open(envelope, other)
        for secret in secrets_of(other).values():
            with pytest.raises(WrongKey):
                Identity(secret, secret).unseal(envelope.head.recipients[0].slot)


def test_a_group_opens_it_by_the_groups_key(desk: Desk) -> None:
    envelope = desk.seal(Circle(groups=frozenset({Group.COUNSELLORS})))
    assert desk.open(envelope, desk.second) == PLAIN
    assert is_recipient(envelope, desk.second)
    with pytest.raises(NotARecipient):
        desk.open(envelope, desk.teacher)


def test_recipients_stand_in_the_head_and_the_text_nowhere(desk: Desk) -> None:
    circle = Circle(frozenset({desk.teacher.account}), frozenset({Group.COUNSELLORS}), recovery=True)
    raw = desk.seal(circle).to_bytes()
    read = read_envelope(raw)
    assert read.recipients == circle.names == (f"account:{desk.teacher.account}", "group:counsellors", "recovery")
    assert read.accounts == (desk.teacher.account,)
    assert (read.head.author, read.head.subject) == (desk.founder.account, SUBJECT)
    assert PLAIN not in raw


def test_the_recovery_sheet_opens_what_was_sealed_to_it(desk: Desk) -> None:
    school = desk.school
    secret = sheet_secret(school.vault(), school.store, school.founded.sheet.seed_code)
    sealed = desk.seal(Circle(frozenset({desk.second.account}), recovery=True))
    assert open_sealed(sealed, {"recovery": secret}, school.vault(), kind=SUBJECT.kind) == PLAIN
    without = desk.seal(Circle(frozenset({desk.second.account})))
    with pytest.raises(NotARecipient):
        open_sealed(without, {"recovery": secret}, school.vault(), kind=SUBJECT.kind)


@pytest.mark.parametrize("length", [0, 1, 119, 1019])
def test_short_texts_all_look_alike(desk: Desk, length: int) -> None:
    circle = Circle(frozenset({desk.founder.account}))
    assert len(desk.seal(circle, b"x" * length).box) == len(desk.seal(circle, b"").box)


@pytest.mark.parametrize(
    ("length", "step"),
    [(0, 1024), (1024, 1024), (1025, 1280), (1281, 1536), (1793, 2048), (2048, 2048), (2049, 2560), (5000, 5120)],
)
def test_lengths_are_rounded_to_quarters_of_powers_of_two(length: int, step: int) -> None:
    assert padded_length(length) == step


def test_padding_that_was_not_made_here_is_refused() -> None:
    assert unpad(pad(b"")) == b""
    for wrong in (b"", pad(b"abc")[:-1], pad(b"abc") + b"\x00", pad(b"abc")[:-1] + b"\x01"):
        with pytest.raises(WrongKey):
            unpad(wrong)


def test_nothing_is_sealed_to_nobody_or_to_somebody_unknown(desk: Desk) -> None:
    with pytest.raises(NobodyToOpen):
        desk.seal(Circle())
    with pytest.raises(NotFound):
        desk.seal(Circle(frozenset({"no such account"})))


def test_limits_are_refused(desk: Desk) -> None:
    with pytest.raises(TooLarge):
        desk.seal(Circle(frozenset({desk.founder.account})), bytes(MOST_BYTES + 1))
    with pytest.raises(TooLarge):
        desk.seal(Circle(frozenset({desk.founder.account})), subject=replace(SUBJECT, about="x" * 70_000))


def test_accounts_without_keys_in_use_are_refused(desk: Desk) -> None:
    school = desk.school
    waiting = school.add("郑老师", {Role.COUNSELLOR}, COUNSELLOR_PASSWORD, granted=False)
    disable(school.vault(), desk.founder, desk.teacher.account)
    for account in (waiting, desk.teacher.account):
        with pytest.raises(RecipientClosed):
            desk.seal(Circle(frozenset({account})))
    restore_sign_in(school.vault(), school.store, desk.founder, desk.second.account, NEW_PASSWORD)
    with pytest.raises(RecipientClosed):
        desk.seal(Circle(frozenset({desk.second.account})))


def test_with_a_public_key_the_root_did_not_sign_nothing_is_sealed(desk: Desk) -> None:
    vault = desk.school.vault()
    evil = Identity.generate().public
    directory = vault.content.directory
    swapped = replace(directory.accounts[desk.second.account], keys=evil)
    forged = replace(vault.content, directory=replace(directory, accounts={desk.second.account: swapped}))
    vault._loaded = replace(vault._loaded, content=forged)  # noqa: SLF001 -- the attack
    with pytest.raises(KeySubstituted):
        seal(SUBJECT, PLAIN, Circle(frozenset({desk.second.account})), desk.founder, vault)
    with pytest.raises(KeySubstituted):
        seal(SUBJECT, PLAIN, Circle(frozenset({desk.founder.account})), desk.founder, vault)


def test_a_public_key_exchanged_on_the_disk_is_refused(desk: Desk) -> None:
    def exchange(plain: dict[str, dict[str, dict[str, dict[str, dict[str, str]]]]]) -> None:
        accounts = plain["directory"]["accounts"]
        accounts[desk.second.account]["keys"]["box"] = accounts[desk.teacher.account]["keys"]["box"]

    desk.school.edit(exchange)
    desk.school.only_generation()
    with pytest.raises((KeySubstituted, VaultDamaged)):
        desk.seal(Circle(frozenset({desk.second.account})))


def test_new_keys_make_it_stale_and_an_earlier_signature_stays_good(desk: Desk) -> None:
    school = desk.school
    circle = Circle(frozenset({desk.founder.account, desk.second.account}))
    by_second = seal(SUBJECT, PLAIN, circle, desk.second, school.vault())
    assert not is_stale(by_second, circle, school.vault())
    assert is_stale(by_second, replace(circle, recovery=True), school.vault())
    vault = school.vault()
    root = vault.root_key(desk.founder)
    clock = vault.means.clock
    assert isinstance(clock, FrozenClock)
    clock.advance(days=1)
    grant_in_person(
        vault, school.store, desk.founder, desk.second.account, root=root, password=NEW_PASSWORD, roles=None
    )
    assert is_stale(by_second, circle, school.vault())
    assert desk.open(by_second, desk.founder) == PLAIN
    with pytest.raises(EarlierKeys):
        desk.open(by_second, school.unlock(desk.second.account, NEW_PASSWORD))


def test_a_signature_with_an_earlier_key_does_not_count_for_later_days(desk: Desk) -> None:
    school = desk.school
    vault = school.vault()
    grant_in_person(
        vault, school.store, desk.founder, desk.second.account, root=vault.root_key(desk.founder), password=NEW_PASSWORD
    )
    now, data = school.means.clock.now(), b"said later"
    signature = desk.second.sign("envelope", data)
    account = desk.second.account
    assert school.vault().signed_by(account, "envelope", data, signature, at=now)
    assert not school.vault().signed_by(account, "envelope", data, signature, at=now + timedelta(seconds=1))
    assert not school.vault().signed_by(account, "envelope", data, signature)
