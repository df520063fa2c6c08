"""Every role with the program, with raw bytes and with the source code: what it learns, and no more.

`HEARD` is `permissions.md` in marks: what comes to light for a role out of every question of the program. `OPENED` is
the envelope section of `security.md`: which accounts open which kind of envelope with their keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from every_question import Things, answers_to, asked
from faults.plain_pages import plain_pages
from journeys.canary import forms
from journeys.every_role_school import (
    ALL_MARKS,
    BETWEEN_MARKS,
    FOUNDER,
    GRADE_HEAD,
    MORAL_OFFICE,
    OFFICE,
    OTHER_TEACHER,
    PRINCIPAL,
    EveryRole,
    fill_for_every_role,
    password_of,
)
from journeys.marked_records import RECORD_MARKS, TEACHER
from journeys.test_teacher_with_hex_editor import derivable, dump, files, opens
from marked_case import LAST_CLOSING
from signed_in import SignedInSchool
from xinmiao.features.attachments.records import Host
from xinmiao.kernel.errors import AppError, PermissionDenied
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.records import DataFile
from xinmiao.vault.engine import connect
from xinmiao.vault.envelopes import NotARecipient, open_sealed, read_envelope, secrets_of
from xinmiao.vault.keys.keyring import KeyRing
from xinmiao.vault.keys.opening import unlock
from xinmiao.vault.keys.vault import Vault

OUTSIDE = (TEACHER, OTHER_TEACHER, GRADE_HEAD, MORAL_OFFICE, PRINCIPAL, OFFICE)
HEARD: dict[str, tuple[str, ...]] = {
    TEACHER: (
        RECORD_MARKS["carer"],
        RECORD_MARKS["address on the card"],
        BETWEEN_MARKS["background sent"],
        BETWEEN_MARKS["advice"],
    ),
    OTHER_TEACHER: (),
    GRADE_HEAD: (),
    MORAL_OFFICE: (),
    PRINCIPAL: (BETWEEN_MARKS["ground of access"],),
    OFFICE: (),
}
OPENED = {
    "contact_card": {TEACHER, FOUNDER, "吴老师"},
    "internal_referral": {TEACHER, FOUNDER, "吴老师"},
    "feedback_background": {TEACHER, FOUNDER, "吴老师"},
    "feedback_slip": {TEACHER, FOUNDER, "吴老师"},
    "consent_collection": {TEACHER, FOUNDER, "吴老师"},
    "minimal_slip": {TEACHER, FOUNDER, "吴老师"},
    "file_access_approval": {PRINCIPAL, FOUNDER, "吴老师"},
}


@pytest.fixture
def made(school: SignedInSchool) -> Iterator[EveryRole]:
    """Give the school with everything in it, signed out."""
    made = fill_for_every_role(school)
    yield made
    school.lock()


def keyring_of(made: EveryRole, label: str) -> KeyRing:
    """Return somebody's keys, as his password opens them without the program."""
    school = made.school
    return unlock(Vault.load(school.folder, school.means), school.store, made.accounts[label], password_of(label))


def heard(made: EveryRole) -> dict[str, set[str]]:
    """Return which marks come to light for who is signed in, by question; what he may not ask is refused once."""
    run, actor = made.school, made.school.workspace.actor
    hosts = tuple(Host(kind, id_) for kind, id_ in (("student", made.case.student), ("case", made.case.case)))
    things = Things(made.ids, hosts, ALL_MARKS)
    found: dict[str, set[str]] = {}
    for operation in asked():
        if actor.may(operation.requires):
            told = "\n".join(answers_to(run, operation, things))
            if marks := {mark for mark in ALL_MARKS if mark in told}:
                found[operation.name] = marks
        else:
            with pytest.raises(PermissionDenied):
                run.run(Bound(operation))
    return found


@pytest.mark.parametrize("label", OUTSIDE)
def test_with_the_program_a_role_hears_what_the_table_gives_it(made: EveryRole, label: str) -> None:
    made.sign_in(label)
    marks = set().union(*heard(made).values())
    assert marks == {word for mark in HEARD[label] for word in mark.split()}


def test_a_counsellor_hears_it_all_through_the_same_questions(made: EveryRole) -> None:
    """Else the search would find nothing anywhere."""
    made.sign_in(FOUNDER)
    marks = set().union(*heard(made).values())
    assert set(ALL_MARKS) - marks == {LAST_CLOSING}, "the words of the earlier end lie only in the history"


def test_with_raw_bytes_each_envelope_opens_for_whom_it_was_sealed(made: EveryRole) -> None:
    school = made.school
    vault = Vault.load(school.folder, school.means)
    rings = {label: keyring_of(made, label) for label in (FOUNDER, "吴老师", *OUTSIDE)}
    raw = connect(school.folder / "school.db", rings[TEACHER].file_key(DataFile.SCHOOL), mode="ro")
    lying = [(kind, read_envelope(bytes(sealed))) for kind, sealed in raw.execute("SELECT kind, sealed FROM envelope")]
    raw.close()
    assert {kind for kind, _envelope in lying} >= OPENED.keys()
    for kind, envelope in lying:
        opened = set()
        for label, ring in rings.items():
            try:
                open_sealed(envelope, secrets_of(ring), vault, kind=kind)
                opened.add(label)
            except NotARecipient:
                pass
        assert opened == OPENED.get(kind, {TEACHER, FOUNDER, "吴老师"}), kind


def test_the_file_all_staff_open_holds_no_word(made: EveryRole) -> None:
    folder = made.school.folder
    ring = keyring_of(made, OFFICE)
    shown = "\n".join(dump(folder / "school.db", ring.file_key(DataFile.SCHOOL)))
    pages = b"".join(plain_pages(folder / "school.db", ring.file_key(DataFile.SCHOOL)))
    assert "石小满" in shown
    assert "石小满".encode() in pages, "the search would find something"
    assert [mark for mark in ALL_MARKS if mark in shown] == []
    assert [mark for mark in ALL_MARKS if any(form in pages for form in forms(mark))] == []


@pytest.mark.parametrize("label", OUTSIDE)
def test_no_key_a_role_can_derive_opens_the_counsellors_file_or_a_draft(made: EveryRole, label: str) -> None:
    ring = keyring_of(made, label)
    assert ring.files == {DataFile.SCHOOL}
    found = files(made.school.folder, "counselling.db")
    assert found
    for path in found:
        salt = path.read_bytes()[:16]
        assert not any(opens(path, secret + salt) for secret in derivable(ring))
    drafts: list[Path] = list((made.school.folder / "drafts").glob("*.draft"))
    assert drafts
    for path in drafts:
        with pytest.raises(AppError):
            ring.open_own(path.read_bytes(), bound=path.name.encode())
