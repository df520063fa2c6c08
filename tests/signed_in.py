"""A whole school as set-up makes it: key file, both data files, and anybody signed in with a real password."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from doubles import FrozenClock
from xinmiao.app.founding import NewSchool, custody_of, found_school
from xinmiao.app.workspace import Workspace, open_workspace
from xinmiao.features.roster.records import Stage
from xinmiao.kernel.clock import SystemIds
from xinmiao.kernel.operations import Bound
from xinmiao.vault.keys.kdf import SHIPPED_POLICY, KdfCost, KdfPolicy
from xinmiao.vault.keys.means import Means
from xinmiao.vault.keys.opening import unlock
from xinmiao.vault.keys.secrets_here import SecretStore
from xinmiao.vault.keys.sheet import RecoverySheet
from xinmiao.vault.keys.vault import Vault

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
    cheap = KdfCost(memory=8192, passes=1)
    policy = KdfPolicy(floor=cheap, cap=SHIPPED_POLICY.cap)
    means = Means(clock=clock, ids=SystemIds(), cost=cheap, policy=policy)
    store = SecretStore(config)
    wanted = NewSchool(SCHOOL_NAME, "周老师", FOUNDER_PASSWORD, frozenset({Stage.JUNIOR}))
    founded = found_school(folder, store, wanted, means)
    return SignedInSchool(folder, store, clock, means, founded.workspace, founded.sheet)
