"""A class teacher with his password, the source code and raw bytes: what he can reach, and that it is not counselling.

Faults 63, 64 and 65. "Every key he can derive" is written out: every secret of his key ring, alone and hashed as the
program hashes, with the salt that stands at the head of the file he attacks.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from PySide6.QtWidgets import QComboBox, QPushButton

from faults.plain_pages import plain_pages
from journeys.canary import forms, leaks
from journeys.conftest import Start
from journeys.marked_school import OTHER_STUDENT, OWN_STUDENT, SECRETS, TEACHER, TEACHER_PASSWORD, MarkedSchool, fill
from signed_in import FOUNDER_PASSWORD, SignedInSchool
from xinmiao.app.features import all_operations
from xinmiao.features.casework import operations as casework
from xinmiao.features.growth_files import operations as growth_files
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.errors import AppError, PermissionDenied
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.records import DataFile
from xinmiao.vault.drafts import DraftStore
from xinmiao.vault.engine import connect
from xinmiao.vault.keys.groups import Group
from xinmiao.vault.keys.keyring import KeyRing
from xinmiao.vault.keys.opening import unlock
from xinmiao.vault.keys.primitives import hkdf
from xinmiao.vault.keys.vault import Vault

WORDS = tuple(word for secret in SECRETS.values() for word in secret.split())
TABLE = Path(__file__).parents[1] / "conformance" / "permissions.tsv"


@pytest.fixture
def marked(school: SignedInSchool) -> Iterator[MarkedSchool]:
    """Give the school after two days and two backups, signed out."""
    made = fill(school)
    school.lock()
    school.clock.advance(days=1)
    school.sign_in("周老师", FOUNDER_PASSWORD)
    school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 8, 1, 2025)))  # a change, so that the lock backs up
    school.workspace.custody.drafts.save("note-7782", SECRETS["draft"].encode())
    school.lock()
    yield made
    school.lock()


@pytest.fixture
def keyring(marked: MarkedSchool) -> KeyRing:
    """Give the class teacher's keys."""
    school = marked.school
    vault = Vault.load(school.folder, school.means)
    account = next(entry.id for entry in vault.accounts() if entry.label == TEACHER)
    return unlock(vault, school.store, account, TEACHER_PASSWORD)


def files(folder: Path, name: str) -> list[Path]:
    """Return the file in use and its copies in every backup."""
    return sorted(path for path in folder.rglob(name) if path.is_file())


def test_his_keys_open_one_file_and_it_holds_no_counselling(marked: MarkedSchool, keyring: KeyRing) -> None:
    folder = marked.school.folder
    assert keyring.files == {DataFile.SCHOOL}
    assert keyring.groups == {Group.STAFF}
    own = files(folder, "school.db")
    assert len(own) >= 2, "in use and in backups"
    for path in own:
        shown = "\n".join(dump(path, keyring.file_key(DataFile.SCHOOL)))
        assert OWN_STUDENT in shown, "the search would not find anything"
        assert [word for word in WORDS if word in shown] == []
    pages = b"".join(plain_pages(folder / "school.db", keyring.file_key(DataFile.SCHOOL)))
    assert OWN_STUDENT.encode() in pages
    assert [word for word in WORDS if any(form in pages for form in forms(word))] == [], "nor in free pages"


def test_nothing_lies_open_in_any_file(marked: MarkedSchool) -> None:
    assert leaks([marked.school.folder], [*WORDS, OWN_STUDENT, OTHER_STUDENT]) == []


def test_no_key_he_can_derive_opens_the_other_file(marked: MarkedSchool, keyring: KeyRing) -> None:
    others = files(marked.school.folder, "counselling.db")
    assert len(others) >= 2, "in use and in backups"
    secrets = derivable(keyring)
    assert len(secrets) > 50
    for path in others:
        salt = path.read_bytes()[:16]
        for secret in secrets:
            assert not opens(path, secret + salt)
    own = marked.school.folder / "school.db"
    right = [secret for secret in secrets if opens(own, secret + own.read_bytes()[:16])]
    assert right == [keyring.file_key(DataFile.SCHOOL)[:32]], "the attack itself works"


def test_drafts_of_the_counsellor_stay_closed(marked: MarkedSchool, keyring: KeyRing) -> None:
    school = marked.school
    assert list((school.folder / "drafts").glob("*.draft"))
    store = DraftStore(school.folder, keyring, school.clock)
    assert store.list() == ()
    for path in (school.folder / "drafts").glob("*.draft"):
        for bound in (b"", path.name.encode()):
            with pytest.raises(AppError):
                keyring.open_own(path.read_bytes(), bound=bound)
            with pytest.raises(AppError):
                keyring.unseal(path.read_bytes())
            with pytest.raises(AppError):
                keyring.unseal_for_group(Group.STAFF, path.read_bytes())


def test_the_program_refuses_what_the_table_refuses(marked: MarkedSchool) -> None:
    workspace = marked.school.sign_in(TEACHER, TEACHER_PASSWORD)
    with TABLE.open(encoding="utf-8") as file:
        refused = {row["operation"] for row in csv.DictReader(file, delimiter="\t") if row["class_teacher"] == "no"}
    assert len(refused) > 20
    for operation in all_operations():
        if operation.name in refused:
            with pytest.raises(PermissionDenied):
                workspace.run(Bound(operation))
    crafted: tuple[Bound[Any], ...] = (
        casework.list_notes.bind(marked.case),
        casework.search_notes.bind("整夜"),
        growth_files.get_growth_file.bind(marked.own_student),
        roster.get_student.bind(marked.own_student),
        roster.get_student.bind(marked.other_student),
    )
    for bound in crafted:
        with pytest.raises(PermissionDenied):
            workspace.run(bound)
    lines = workspace.run(roster.list_students.bind(include_gone=True)).value
    assert [line.name for line in lines] == [OWN_STUDENT]
    asked = workspace.run(roster.student_lines.bind((marked.own_student, marked.other_student))).value
    assert OTHER_STUDENT not in str(asked)


def test_his_windows_offer_no_counselling(marked: MarkedSchool, start: Start) -> None:
    person = start()
    person.at_lock_screen()
    assert person.find("account", QComboBox).findText(TEACHER) >= 0
    person.sign_in(TEACHER_PASSWORD, TEACHER)
    buttons = person.bench.navigation.findChildren(QPushButton)
    assert {"nav_today", "nav_students"} <= {button.objectName() for button in buttons}
    assert not {"nav_casework", "nav_accounts"} & {button.objectName() for button in buttons}
    for button in buttons:
        person.click_on(button)
        person.settle()
        shown = person.words()
        assert [word for word in (*WORDS, OTHER_STUDENT) if word in shown] == []


def dump(path: Path, key: bytes) -> list[str]:
    """Return every table and every row of a file, as a tool for databases would show them."""
    raw = connect(path, key, mode="ro")
    names = [row[0] for row in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    rows = [str(tuple(row)) for name in names for row in raw.execute(f'SELECT * FROM "{name}"')]  # noqa: S608
    raw.close()
    return [*names, *rows]


def derivable(keyring: KeyRing) -> list[bytes]:
    """Return every 32 bytes that follow from the key ring."""
    identity = keyring.identity
    held = [
        keyring.file_key(DataFile.SCHOOL)[:32],
        keyring.file_key(DataFile.SCHOOL)[16:48],
        keyring.audit_key(DataFile.SCHOOL),
        keyring.draft_key,
        identity.box_secret,
        identity.sign_seed,
        *(keyring.group_secret(group) for group in keyring.groups),
    ]
    labels = ("counselling", "counselling.db", "file", "counsellors", "staff", "school.db", "")
    hashed = [
        hkdf(secret, salt=salt, info=label.encode())
        for secret in held
        for label in labels
        for salt in (b"", keyring.school_id.encode())
    ]
    hashed += [hashlib.sha256(secret + label.encode()).digest() for secret in held for label in labels]
    return [secret for secret in [*held, *hashed] if len(secret) == 32]


def opens(path: Path, key: bytes) -> bool:
    """Return whether a raw key opens a file."""
    raw = connect(path, key, mode="ro")
    try:
        raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlcipher.DatabaseError:
        return False
    else:
        return True
    finally:
        raw.close()
