"""A whole school as set-up makes it: key file, both data files, and anybody signed in with a real password."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TypeVar

from doubles import FrozenClock
from xinmiao.app.founding import custody_of
from xinmiao.app.workspace import Workspace, open_workspace
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.kernel.clock import SystemIds
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.records import DataFile
from xinmiao.vault.keys.administration import NewAccount
from xinmiao.vault.keys.kdf import SHIPPED_POLICY, KdfCost, KdfPolicy
from xinmiao.vault.keys.means import Means
from xinmiao.vault.keys.opening import unlock
from xinmiao.vault.keys.school import FOUNDER_ROLES, create_school
from xinmiao.vault.keys.secrets_here import SecretStore
from xinmiao.vault.keys.sheet import RecoverySheet
from xinmiao.vault.keys.vault import Vault
from xinmiao.vault.migrate import create_files

R = TypeVar("R")

FOUNDER_PASSWORD = "four words are enough"
SCHOOL_NAME = "虚构县第一中学"


@dataclass
class SignedInSchool:
    """A founded school on disk; `workspace` is the one now open, the founder's at first."""

    folder: Path
    store: SecretStore
    clock: FrozenClock
    means: Means
    workspace: Workspace
    sheet: RecoverySheet = field(repr=False)
    is_open: bool = True

    def run(self, bound: Bound[R]) -> R:
        """Run an operation as whoever is signed in."""
        return self.workspace.run(bound).value

    def lock(self) -> None:
        """Sign out, unless nobody is signed in."""
        if self.is_open:
            self.is_open = False
            self.workspace.close()

    def sign_in(self, label: str, password: str) -> Workspace:
        """Sign in, after a lock, as the account of this label."""
        vault = Vault.load(self.folder, self.means)
        account = next(entry.id for entry in vault.accounts() if entry.label == label)
        keyring = unlock(vault, self.store, account, password)
        custody = custody_of(self.folder, self.store, vault, keyring, self.clock)
        self.workspace = open_workspace(custody, clock=self.clock, ids=self.means.ids)
        self.is_open = True
        return self.workspace


def make_signed_in_school(folder: Path, config: Path, clock: FrozenClock) -> SignedInSchool:
    """Found a school with cheap key derivation, signed in as 周老师, its counsellor and administrator."""
    means = _cheap_means(clock)
    founded = _founded(clock.now())
    for place, files in ((folder, founded.data), (config, founded.config)):
        for name, content in files.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(content)
    store = SecretStore(config)
    vault = Vault.load(folder, means)
    keyring = unlock(vault, store, vault.accounts()[0].id, FOUNDER_PASSWORD)
    custody = custody_of(folder, store, vault, keyring, clock)
    workspace = open_workspace(custody, clock=clock, ids=means.ids)
    workspace.run(roster.save_school_profile.bind(frozenset({Stage.JUNIOR}), primary_years=6, junior_years=3))
    return SignedInSchool(folder, store, clock, means, workspace, founded.sheet)


@dataclass(frozen=True)
class _Founded:
    """A school as `founding` leaves it on disk before it opens the files for the first time."""

    data: dict[str, bytes]
    config: dict[str, bytes]
    sheet: RecoverySheet = field(repr=False)


@cache
def _founded(moment: datetime) -> _Founded:
    """Found a school at a moment, once in this process: migrating takes longer than most tests."""
    with tempfile.TemporaryDirectory() as place:
        data, config = Path(place) / "data", Path(place) / "config"
        founder = NewAccount("周老师", FOUNDER_ROLES, FOUNDER_PASSWORD)
        founded = create_school(data, SecretStore(config), SCHOOL_NAME, founder, _cheap_means(FrozenClock(moment)))
        keys = {data_file: founded.keyring.file_key(data_file) for data_file in DataFile}
        vault = founded.vault
        create_files(data, keys, school=vault.school_id, root_fingerprint=vault.root_fingerprint)
        return _Founded(_files_below(data), _files_below(config), founded.sheet)


def _files_below(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _cheap_means(clock: FrozenClock) -> Means:
    cheap = KdfCost(memory=8192, passes=1)
    return Means(clock=clock, ids=SystemIds(), cost=cheap, policy=KdfPolicy(floor=cheap, cap=SHIPPED_POLICY.cap))
