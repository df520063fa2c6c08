"""A founded school for the tests of envelopes: founder, a second counsellor, a class teacher."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from key_schools import KeySchool, found_school
from xinmiao.kernel.access import Role
from xinmiao.vault.envelopes import Circle, Envelope, Subject, open_sealed, seal, secrets_of
from xinmiao.vault.keys import KeyRing

COUNSELLOR_PASSWORD = "lantern beside the well"
PLAIN = "她说父亲打了她。".encode()
SUBJECT = Subject("restricted_note", "envelope-1", 1, "note-1")


@dataclass
class Desk:
    """A school with three people signed in."""

    school: KeySchool
    founder: KeyRing
    second: KeyRing
    teacher: KeyRing

    def seal(self, circle: Circle, plain: bytes = PLAIN, *, subject: Subject = SUBJECT) -> Envelope:
        """Seal as the founder."""
        return seal(subject, plain, circle, self.founder, self.school.vault())

    def open(self, envelope: Envelope, keyring: KeyRing, *, kind: str = SUBJECT.kind) -> bytes:
        """Open with somebody's keys."""
        return open_sealed(envelope, secrets_of(keyring), self.school.vault(), kind=kind)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Found the school and sign everybody in."""
    school = found_school(tmp_path)
    account = school.add("吴老师", {Role.COUNSELLOR}, COUNSELLOR_PASSWORD)
    second = school.unlock(account, COUNSELLOR_PASSWORD)
    _account, teacher = school.teacher()
    return Desk(school, school.founder, second, teacher)
