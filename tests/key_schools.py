"""Schools that consist of vault.json alone, for the tests of keys: real files, cheap passwords."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from doubles import FrozenClock, SequenceIds
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import DiskFull
from xinmiao.vault.keys import (
    FOUNDER_ROLES,
    SHIPPED_POLICY,
    DiskFiles,
    Founded,
    KdfCost,
    KdfPolicy,
    KeyRing,
    Means,
    NewAccount,
    SecretStore,
    Vault,
    add_account,
    create_school,
    unlock,
)

CHEAP_COST_FOR_TESTS = KdfCost(8192, 1)
CHEAP_POLICY_FOR_TESTS = KdfPolicy(floor=CHEAP_COST_FOR_TESTS, cap=SHIPPED_POLICY.cap)
FOUNDER_PASSWORD = "spruce lamp window Tuesday"
TEACHER_PASSWORD = "blackboard-and-chalk"
OFFICE_PASSWORD = "keys hang behind doors"
NEW_PASSWORD = "a fresh start in spring"


class FailingFiles(DiskFiles):
    """A disk that is full after `after` writes, until it is given room again."""

    def __init__(self, after: int) -> None:
        self.room = after

    def write(self, path: Path, content: bytes) -> None:
        """Write, or refuse as a full disk does."""
        if self.room <= 0:
            raise DiskFull
        self.room -= 1
        super().write(path, content)


def cheap_means() -> Means:
    """Return frozen time, counted ids, the real disk and a password cost only a test may use."""
    return Means(FrozenClock(), SequenceIds(), DiskFiles(), CHEAP_COST_FOR_TESTS, CHEAP_POLICY_FOR_TESTS)


@dataclass
class KeySchool:
    """A founded school, its folders, and the founder signed in."""

    data: Path
    config: Path
    founded: Founded
    means: Means = field(default_factory=cheap_means)

    @property
    def store(self) -> SecretStore:
        """Return this computer's secrets."""
        return SecretStore(self.config)

    @property
    def founder(self) -> KeyRing:
        """Return the founder's key ring of the day of founding."""
        return self.founded.keyring

    def vault(self) -> Vault:
        """Load the vault from the disk."""
        return Vault.load(self.data, self.means)

    def unlock(self, account: str, password: str) -> KeyRing:
        """Load and unlock."""
        return unlock(self.vault(), self.store, account, password)

    def add(self, label: str, roles: Iterable[Role], password: str, *, granted: bool = True) -> str:
        """Let the founder add an account, granted at once or left pending."""
        vault = self.vault()
        root = vault.root_key(self.founder) if granted else None
        return add_account(vault, self.store, self.founder, NewAccount(label, frozenset(roles), password), root=root)[1]

    def teacher(self) -> tuple[str, KeyRing]:
        """Add a class teacher and sign him in."""
        account = self.add("林老师", {Role.CLASS_TEACHER}, TEACHER_PASSWORD)
        return account, self.unlock(account, TEACHER_PASSWORD)

    def office(self) -> tuple[str, KeyRing]:
        """Add an administrator who is nothing else and sign him in."""
        account = self.add("教务处", {Role.ADMINISTRATOR}, OFFICE_PASSWORD)
        return account, self.unlock(account, OFFICE_PASSWORD)

    def with_full_disk_after(self, writes: int) -> KeySchool:
        """Return the same school on a disk with room for so many writes."""
        return replace(self, means=replace(self.means, files=FailingFiles(writes)))

    def carried_to(self, elsewhere: Path) -> KeySchool:
        """Copy the data folder to another computer, which has an empty configuration folder."""
        shutil.copytree(self.data, elsewhere / "data")
        return replace(self, data=elsewhere / "data", config=elsewhere / "config")

    def only_generation(self) -> None:
        """Delete the older generations, so that nothing can be fallen back on."""
        for name in ("vault.1.json", "vault.2.json"):
            (self.data / name).unlink(missing_ok=True)

    def edit(self, change: Callable[[dict[str, Any]], None], name: str = "vault.json") -> None:
        """Edit the vault as somebody with a JSON editor does."""
        path = self.data / name
        plain = json.loads(path.read_bytes())
        change(plain)
        path.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")


def found_school(folder: Path) -> KeySchool:
    """Found 北山中学 below `folder`."""
    means = cheap_means()
    founder = NewAccount("周老师", FOUNDER_ROLES, FOUNDER_PASSWORD)
    founded = create_school(folder / "data", SecretStore(folder / "config"), "北山中学", founder, means)
    return KeySchool(folder / "data", folder / "config", founded, means)
