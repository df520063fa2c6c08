"""Envelopes altered by somebody with the file's key, the source code and keys of his own."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from key_schools import found_school
from unit.envelopes.conftest import PLAIN, SUBJECT, Desk
from xinmiao.kernel.errors import AppError
from xinmiao.vault.envelopes import (
    Circle,
    Envelope,
    EnvelopeDamaged,
    EnvelopeTooNew,
    ForeignEnvelope,
    Forged,
    Misplaced,
    OlderVersion,
    Subject,
    open_sealed,
    read_envelope,
    seal,
    secrets_of,
    verify,
)
from xinmiao.vault.envelopes.envelope import MAGIC, Recipient
from xinmiao.vault.envelopes.padding import pad
from xinmiao.vault.envelopes.sealing import fingerprint
from xinmiao.vault.keys import KeyRing
from xinmiao.vault.keys.primitives import encrypt
from xinmiao.vault.keys.primitives import seal as seal_box


@pytest.fixture
def sealed(desk: Desk) -> Envelope:
    """Give an envelope from the founder to himself and the second counsellor."""
    return desk.seal(Circle(frozenset({desk.founder.account, desk.second.account})))


def signed_as(envelope: Envelope, keyring: KeyRing) -> Envelope:
    """Sign an altered envelope with one's own key, as somebody with the source code does."""
    return replace(envelope, signature=keyring.sign("envelope", envelope.bound + envelope.box))


def test_a_pasted_slot_is_refused(desk: Desk, sealed: Envelope) -> None:
    """The second counsellor's own slot of another envelope, pasted over the founder's."""
    other = desk.seal(Circle(frozenset({desk.second.account})))
    pasted = replace(sealed, head=replace(sealed.head, recipients=other.head.recipients))
    with pytest.raises(Forged):
        desk.open(pasted, desk.second)
    with pytest.raises(Forged):
        desk.open(signed_as(pasted, desk.second), desk.second)
    own = signed_as(replace(pasted, head=replace(pasted.head, author=desk.second.account)), desk.second)
    with pytest.raises(EnvelopeDamaged):
        desk.open(own, desk.second)


def test_an_added_recipient_is_refused(desk: Desk, sealed: Envelope) -> None:
    added = Recipient(
        f"account:{desk.teacher.account}", fingerprint(desk.teacher.public.box), sealed.head.recipients[0].slot
    )
    swollen = replace(sealed, head=replace(sealed.head, recipients=(*sealed.head.recipients, added)))
    for forged in (swollen, signed_as(swollen, desk.teacher)):
        with pytest.raises(Forged):
            desk.open(forged, desk.founder)


def test_swapped_names_of_recipients_are_refused(desk: Desk, sealed: Envelope) -> None:
    first, second = sealed.head.recipients
    swapped = (replace(first, to=second.to), replace(second, to=first.to))
    with pytest.raises(Forged):
        desk.open(replace(sealed, head=replace(sealed.head, recipients=swapped)), desk.founder)


def test_another_author_is_refused(desk: Desk, sealed: Envelope) -> None:
    for author in (desk.second.account, desk.teacher.account, "nobody"):
        claimed = replace(sealed, head=replace(sealed.head, author=author))
        with pytest.raises(Forged):
            desk.open(claimed, desk.founder)


def test_a_text_in_the_founders_name_is_refused(desk: Desk, sealed: Envelope) -> None:
    """A recipient knows the content key; the box he makes with it lacks the author's signature."""
    key = desk.second.unseal(next(r.slot for r in sealed.head.recipients if desk.second.account in r.to))
    rewritten = replace(sealed, box=encrypt(key, pad("都是编的。".encode()), sealed.bound))
    for forged in (rewritten, signed_as(rewritten, desk.second)):
        with pytest.raises(Forged):
            desk.open(forged, desk.founder)


def test_another_kind_place_and_version_are_refused(desk: Desk, sealed: Envelope) -> None:
    vault, secrets = desk.school.vault(), secrets_of(desk.founder)
    with pytest.raises(Misplaced):
        open_sealed(sealed, secrets, vault, kind="contact_card")
    with pytest.raises(Misplaced):
        open_sealed(sealed, secrets, vault, kind=SUBJECT.kind, about="note-2")
    with pytest.raises(OlderVersion):
        open_sealed(sealed, secrets, vault, kind=SUBJECT.kind, about="note-1", at_least=2)
    for subject in (replace(SUBJECT, kind="contact_card"), replace(SUBJECT, version=9), replace(SUBJECT, about="n")):
        renamed = replace(sealed, head=replace(sealed.head, subject=subject))
        with pytest.raises(Forged):
            open_sealed(renamed, secrets, vault, kind=subject.kind)


def test_another_schools_envelope_is_refused(desk: Desk, tmp_path: Path) -> None:
    other = found_school(tmp_path / "other")
    circle = Circle(frozenset({other.founder.account}))
    foreign = seal(SUBJECT, PLAIN, circle, other.founder, other.vault())
    same_ids = foreign.head.school == desk.school.vault().school_id
    expected = Forged if same_ids else ForeignEnvelope
    with pytest.raises(expected):
        desk.open(foreign, desk.founder)
    claimed = replace(foreign, head=replace(foreign.head, school="another school"))
    with pytest.raises(ForeignEnvelope):
        desk.open(claimed, desk.founder)


def test_every_flipped_byte_and_every_cut_is_refused(desk: Desk, sealed: Envelope) -> None:
    raw, vault = sealed.to_bytes(), desk.school.vault()

    def opened(changed: bytes) -> bytes:
        return open_sealed(read_envelope(changed), secrets_of(desk.founder), vault, kind=SUBJECT.kind)

    assert opened(raw) == PLAIN
    head_end = len(sealed.bound)
    places = [*range(head_end + 64), *range(head_end + 64, len(raw) - 64, 37), *range(len(raw) - 64, len(raw))]
    for place in places:
        with pytest.raises(AppError):
            opened(raw[:place] + bytes([raw[place] ^ 0x01]) + raw[place + 1 :])
    for length in (*range(0, head_end, 11), head_end, len(raw) - 65, len(raw) - 64, len(raw) - 1):
        with pytest.raises(AppError):
            opened(raw[:length])
    with pytest.raises(AppError):
        opened(raw + b"\x00")


def test_bytes_that_are_no_envelope(sealed: Envelope) -> None:
    raw = sealed.to_bytes()
    head = sealed.bound[len(MAGIC) + 5 :]
    loose = json.dumps(json.loads(head), indent=1).encode()
    respelled = raw[: len(MAGIC) + 1] + len(loose).to_bytes(4, "big") + loose + sealed.box + sealed.signature
    huge = raw[: len(MAGIC) + 1] + (70_000).to_bytes(4, "big") + os.urandom(70_100)
    nested = b"[" * 60_000
    deep = raw[: len(MAGIC) + 1] + len(nested).to_bytes(4, "big") + nested + bytes(64)
    for wrong in (b"", MAGIC, b"PK\x03\x04" + raw, respelled, huge, deep):
        with pytest.raises(EnvelopeDamaged):
            read_envelope(wrong)
    with pytest.raises(EnvelopeTooNew):
        read_envelope(MAGIC + b"\x02" + raw[len(MAGIC) + 1 :])


def test_a_slot_that_is_signed_and_holds_nonsense(desk: Desk, sealed: Envelope) -> None:
    """The author himself, with another program: signed well, sealed badly."""
    public = desk.founder.public.box
    nonsense = Recipient(f"account:{desk.founder.account}", fingerprint(public), seal_box(b"short", public))
    head = replace(sealed.head, recipients=(nonsense,))
    with pytest.raises(EnvelopeDamaged):
        desk.open(signed_as(replace(sealed, head=head), desk.founder), desk.founder)


def test_checking_without_a_key(desk: Desk, sealed: Envelope) -> None:
    verify(sealed, desk.school.vault(), kind=SUBJECT.kind, about="note-1")
    assert Subject("restricted_note", "envelope-1", 1, "note-1") == sealed.head.subject
