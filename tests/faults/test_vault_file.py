"""vault.json damaged, edited, emptied, exchanged, half written: faults 6, 11 and 42 to 46."""

from __future__ import annotations

import copy
import json
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from key_schools import (
    FOUNDER_PASSWORD,
    NEW_PASSWORD,
    TEACHER_PASSWORD,
    KeySchool,
    cheap_means,
)
from vault_school import damaged_school, id_of, raised, write
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import DiskFull, StorageError, TooNew, WrongKey
from xinmiao.vault.keys import (
    Vault,
    VaultChanged,
    VaultDamaged,
    VaultEmpty,
    VaultForeign,
    VaultMissing,
    change_password,
    remember,
    rename_account,
    unlock,
)
from xinmiao.vault.keys.signing import sign_frame


@pytest.fixture
def school(tmp_path: Path) -> KeySchool:
    return damaged_school(tmp_path)


# Told apart


def test_a_missing_vault(school: KeySchool) -> None:
    (school.data / "vault.json").unlink()
    error = raised(school)
    assert (type(error), error.code) == (VaultMissing, "E-MISSING")
    assert list(school.data.iterdir()) == []


def test_an_empty_vault(school: KeySchool) -> None:
    (school.data / "vault.json").write_bytes(b"")
    error = raised(school)
    assert (type(error), error.code) == (VaultEmpty, "E-EMPTY")


@pytest.mark.parametrize(
    "content", [b"\x00" * 500, b"{", b"\xff\xfe{}", b"[" * 100_000, b'{"format": "xinmiao-vault", "version": 1}']
)
def test_a_damaged_vault(school: KeySchool, content: bytes) -> None:
    (school.data / "vault.json").write_bytes(content)
    error = raised(school)
    assert (type(error), error.code) == (VaultDamaged, "E-DAMAGED")


def test_a_vault_cut_in_the_middle(school: KeySchool) -> None:
    path = school.data / "vault.json"
    path.write_bytes(path.read_bytes()[:-700])
    assert type(raised(school)) is VaultDamaged


def test_a_vault_of_absurd_size_is_not_read(school: KeySchool) -> None:
    with (school.data / "vault.json").open("r+b") as stream:
        stream.truncate(17 * 1024 * 1024)
    assert type(raised(school)) is VaultDamaged


@pytest.mark.parametrize("content", [b'{"name": "package", "version": 3}', b"[]", b"null", b'"text"'])
def test_a_foreign_file(school: KeySchool, content: bytes) -> None:
    (school.data / "vault.json").write_bytes(content)
    error = raised(school)
    assert (type(error), error.code) == (VaultForeign, "E-FOREIGN")


def test_a_newer_vault_is_refused_even_when_an_older_generation_is_there(school: KeySchool) -> None:
    school.edit(lambda plain: plain.update(version=2, novelty=True))
    with pytest.raises(TooNew) as caught:
        school.vault()
    assert caught.value.code == "E-NEWER"


# Falling back


def test_fault_43_a_damaged_newest_generation_falls_back_and_says_so(school: KeySchool) -> None:
    good = school.vault().generation
    (school.data / "vault.json").write_bytes(b"{")
    vault = school.vault()
    assert vault.notice is not None
    assert (vault.generation, vault.notice.generation, vault.notice.code) == (good - 1, good - 1, "E-DAMAGED")
    assert "generation before" in str(vault.notice.message)
    assert unlock(vault, school.store, school.founder.account, FOUNDER_PASSWORD).holds_root


def test_two_damaged_generations_fall_back_to_the_third(school: KeySchool) -> None:
    for name in ("vault.json", "vault.1.json"):
        (school.data / name).write_bytes(b"")
    vault = school.vault()
    assert (vault.generation, vault.notice and vault.notice.steps_back) == (2, 2)


def test_fault_42_a_deleted_vault_falls_back(school: KeySchool) -> None:
    (school.data / "vault.json").unlink()
    vault = school.vault()
    assert vault.notice is not None
    assert vault.notice.code == "E-MISSING"
    remember(vault, school.founder, vault.anchors)
    assert school.vault().notice is None


def test_writing_after_a_fall_back_keeps_the_damaged_file_and_the_good_one(school: KeySchool) -> None:
    newest = school.vault().generation
    (school.data / "vault.json").write_bytes(b"damaged")
    vault = school.vault()
    rename_account(vault, school.founder, id_of(school, "林老师"), "林主任")
    assert (school.data / "vault.damaged.json").read_bytes() == b"damaged"
    after = school.vault()
    assert (after.notice, after.generation) == (None, newest + 1)
    assert (school.data / "vault.1.json").read_bytes() == vault.raw


def test_three_generations_are_kept(school: KeySchool) -> None:
    numbers = [
        json.loads((school.data / name).read_bytes())["generation"]
        for name in ("vault.json", "vault.1.json", "vault.2.json")
    ]
    assert numbers == [4, 3, 2]
    assert sorted(path.name for path in school.data.iterdir()) == ["vault.1.json", "vault.2.json", "vault.json"]


def test_two_who_write_at_once_are_told(school: KeySchool) -> None:
    first, second, account = school.vault(), school.vault(), id_of(school, "林老师")
    rename_account(first, school.founder, account, "林主任")
    with pytest.raises(VaultChanged):
        rename_account(second, school.founder, account, "林校长")
    assert id_of(school, "林主任") == account


# Fault 43: any field


def leaves(plain: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Return the path of every value in the file."""
    if isinstance(plain, dict | list) and plain:
        for key in plain if isinstance(plain, dict) else range(len(plain)):
            yield from leaves(plain[key], (*path, key))
    else:
        yield path


def other_value(value: Any) -> Any:
    """Return another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return ("B" if value[:1] == "A" else "A") + value[1:]
    return [0] if value in ([], {}) else "A"


def test_fault_43_every_single_field_is_under_a_signature(school: KeySchool) -> None:
    whole = json.loads((school.data / "vault.json").read_bytes())
    paths = list(leaves(whole))
    assert len(paths) > 80
    for path in paths:
        edited = copy.deepcopy(whole)
        part = edited
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = other_value(part[path[-1]])
        with pytest.raises(StorageError):
            Vault.from_bytes(json.dumps(edited).encode())


def test_fields_added_and_removed_are_noticed(school: KeySchool) -> None:
    whole = json.loads((school.data / "vault.json").read_bytes())
    for name in whole:
        with pytest.raises(StorageError):
            Vault.from_bytes(json.dumps({key: value for key, value in whole.items() if key != name}).encode())
    for part in (whole, whole["directory"], whole["anchors"], next(iter(whole["slots"].values()))):
        part["extra"] = 1
        with pytest.raises(StorageError):
            Vault.from_bytes(json.dumps(whole).encode())
        del part["extra"]
    assert Vault.from_bytes(json.dumps(whole).encode()).generation == 4


def test_parts_of_two_generations_cannot_be_mixed(school: KeySchool) -> None:
    teacher = id_of(school, "林老师")
    before = json.loads((school.data / "vault.json").read_bytes())["slots"][teacher]
    keyring = school.unlock(teacher, TEACHER_PASSWORD)
    change_password(school.vault(), school.store, keyring, TEACHER_PASSWORD, NEW_PASSWORD)
    school.edit(lambda plain: plain["slots"].update({teacher: before}))
    assert type(raised(school)) is VaultDamaged


def test_an_older_statement_of_an_administrator_does_not_fit_a_newer_directory(school: KeySchool) -> None:
    older = school.vault().content
    school.add("孙老师", {Role.CLASS_TEACHER}, TEACHER_PASSWORD)
    newer = school.vault().content
    mixed = replace(
        newer,
        administration=older.administration,
        administration_signature=older.administration_signature,
        written_by=school.founder.account,
    )
    write(school, sign_frame(mixed, school.founder.identity))
    assert type(raised(school)) is VaultDamaged


def test_an_older_directory_put_back_shows_in_the_revision(school: KeySchool) -> None:
    older = school.vault()
    school.add("孙老师", {Role.CLASS_TEACHER}, TEACHER_PASSWORD)
    pinned = school.vault().revision
    (school.data / "vault.json").write_bytes(older.raw)
    assert (school.vault().revision, pinned) == (older.revision, older.revision + 1)


# Fault 11: full disk; fault 6: killed


@pytest.mark.parametrize("room", [0, 1, 2])
def test_fault_11_on_a_full_disk_the_old_password_works(school: KeySchool, room: int) -> None:
    full = school.with_full_disk_after(room)
    before = school.vault().raw
    with pytest.raises(DiskFull):
        change_password(full.vault(), school.store, school.founder, FOUNDER_PASSWORD, NEW_PASSWORD)
    assert (school.vault().raw, school.vault().notice) == (before, None)
    assert school.unlock(school.founder.account, FOUNDER_PASSWORD).holds_root
    with pytest.raises(WrongKey):
        school.unlock(school.founder.account, NEW_PASSWORD)


def test_fault_11_after_room_is_made_the_change_goes_through(school: KeySchool) -> None:
    full = school.with_full_disk_after(1)
    vault = full.vault()
    with pytest.raises(DiskFull):
        change_password(vault, school.store, school.founder, FOUNDER_PASSWORD, NEW_PASSWORD)
    roomy = school.with_full_disk_after(10)
    change_password(roomy.vault(), school.store, school.founder, FOUNDER_PASSWORD, NEW_PASSWORD)
    assert school.unlock(school.founder.account, NEW_PASSWORD).holds_root


@pytest.mark.skipif(sys.platform == "win32", reason="the signal is POSIX")
def test_fault_6_killed_while_writing(school: KeySchool) -> None:
    script = textwrap.dedent("""
        import sys
        from dataclasses import replace
        from pathlib import Path
        from key_schools import FOUNDER_PASSWORD, cheap_means
        from xinmiao.vault.keys import SecretStore, Vault, remember, unlock

        means = cheap_means()
        vault = Vault.load(Path(sys.argv[1]), means)
        founder = next(entry for entry in vault.accounts() if entry.holds_root)
        keyring = unlock(vault, SecretStore(Path(sys.argv[2])), founder.id, FOUNDER_PASSWORD)
        while True:
            vault = remember(vault, keyring, vault.anchors)
            print(vault.generation, flush=True)
    """)
    command = [sys.executable, "-c", script, str(school.data), str(school.config)]
    for rounds in (1, 2, 3, 5, 8, 13):
        process = subprocess.Popen(  # noqa: S603 -- this interpreter
            command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": ":".join(sys.path)}
        )
        assert process.stdout is not None
        acknowledged = [int(process.stdout.readline()) for _ in range(rounds)][-1]
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read().split()
        process.wait()
        process.stdout.close()
        vault = Vault.load(school.data, cheap_means())
        assert vault.notice is None
        assert vault.generation >= max([acknowledged, *map(int, rest)])
        assert unlock(vault, school.store, school.founder.account, FOUNDER_PASSWORD).holds_root
