"""Founding a school: the key file, the two data files and the school's stages, all or nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from xinmiao.app.workspace import Workspace, open_workspace
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.kernel.clock import Clock
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.records import DataFile
from xinmiao.vault.custody import Custody
from xinmiao.vault.drafts import DraftStore
from xinmiao.vault.engine import FILE_NAMES
from xinmiao.vault.keys.administration import NewAccount
from xinmiao.vault.keys.keyring import KeyRing
from xinmiao.vault.keys.means import Means
from xinmiao.vault.keys.school import FOUNDER_ROLES, create_school
from xinmiao.vault.keys.secrets_here import SecretStore
from xinmiao.vault.keys.sheet import RecoverySheet
from xinmiao.vault.keys.storage import GENERATION_NAMES
from xinmiao.vault.keys.vault import Vault
from xinmiao.vault.migrate import create_files


@dataclass(frozen=True)
class NewSchool:
    """What set-up asks for."""

    name: str
    founder: str
    """The first account's label; it is counsellor and administrator."""
    password: str
    stages: frozenset[Stage]
    primary_years: int = 6
    junior_years: int = 3

    def __repr__(self) -> str:
        """Say nothing; a password is inside."""
        return "NewSchool()"


@dataclass(frozen=True)
class FoundedSchool:
    """A founded school, signed in as its founder; the sheet is to be printed now."""

    workspace: Workspace
    sheet: RecoverySheet


def found_school(folder: Path, store: SecretStore, wanted: NewSchool, means: Means) -> FoundedSchool:
    """Make a school in `folder` and sign its founder in.

    Raises:
        SchoolExists: there is a school in the folder; it is left alone.
        ValidationFailed: a field is refused.
        StorageError: the disk refused; nothing is left behind.
    """
    founder = NewAccount(wanted.founder, FOUNDER_ROLES, wanted.password)
    founded = create_school(folder, store, wanted.name, founder, means)
    try:
        keyring = founded.keyring
        create_files(
            folder,
            {data_file: keyring.file_key(data_file) for data_file in DataFile},
            school=founded.vault.school_id,
            root_fingerprint=founded.vault.root_fingerprint,
        )
        custody = custody_of(folder, store, founded.vault, keyring, means.clock)
        workspace = open_workspace(custody, clock=means.clock, ids=means.ids)
        workspace.run(
            roster.save_school_profile.bind(
                wanted.stages, primary_years=wanted.primary_years, junior_years=wanted.junior_years
            )
        )
    except AppError:
        _remove(folder, (*GENERATION_NAMES, *FILE_NAMES.values()))
        raise
    return FoundedSchool(workspace, founded.sheet)


def custody_of(folder: Path, store: SecretStore, vault: Vault, keyring: KeyRing, clock: Clock) -> Custody:
    """Return what a signed-in account holds besides the open files."""
    return Custody(folder, vault, keyring, store, DraftStore(folder, keyring, clock))


def _remove(folder: Path, names: Iterable[str]) -> None:
    """Take away what a failed founding made; these files did not exist before it began."""
    for name in names:
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)
