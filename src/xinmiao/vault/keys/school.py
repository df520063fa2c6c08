"""Founding a school: the first vault.json, its keys and its first account.

Owns the one moment when all keys are made. The databases are made by the caller afterwards, with the
keys of the founder's key ring.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import ValidationFailed
from xinmiao.kernel.texts import _
from xinmiao.system.files import storage_error
from xinmiao.vault.keys.administration import NewAccount, clean_label
from xinmiao.vault.keys.errors import SchoolExists
from xinmiao.vault.keys.groups import FILE_GROUPS, Group
from xinmiao.vault.keys.kdf import calibrate
from xinmiao.vault.keys.keyring import FILE_KEY_BYTES, KeyRing
from xinmiao.vault.keys.means import Means
from xinmiao.vault.keys.membership import with_member
from xinmiao.vault.keys.opening import ring_of
from xinmiao.vault.keys.passwords import check_password
from xinmiao.vault.keys.primitives import KEY_BYTES, Identity, box_public, seal
from xinmiao.vault.keys.records import (
    FORMAT,
    RECOVERY,
    ROOT,
    VERSION,
    Administration,
    Anchors,
    Directory,
    FileKeyRecord,
    GroupRecord,
    RecoveryRecord,
    RootRecord,
    Standing,
    Statement,
    VaultContent,
)
from xinmiao.vault.keys.root import RootKey
from xinmiao.vault.keys.secrets_here import PLACE_SECRET_BYTES, SCHOOL_SECRET_BYTES, Secrets, SecretStore
from xinmiao.vault.keys.sheet import RecoverySheet, fresh_seed, recovery_secret
from xinmiao.vault.keys.slots import SlotPlace, make_slot
from xinmiao.vault.keys.storage import GENERATION_NAMES, finished
from xinmiao.vault.keys.vault import Vault

FOUNDER_ROLES = frozenset({Role.COUNSELLOR, Role.ADMINISTRATOR})
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Founded:
    """A new school. The sheet is to be printed now; it cannot be made again, only replaced."""

    vault: Vault
    keyring: KeyRing
    sheet: RecoverySheet


@dataclass(frozen=True, repr=False)
class _Material:
    """The secrets of a school about to be founded."""

    school_id: str
    root: RootKey
    secrets: Secrets
    place: bytes
    seed: bytes

    @property
    def recovery_public(self) -> bytes:
        return box_public(recovery_secret(self.seed, self.place, self.school_id))


def create_school(
    folder: Path, store: SecretStore, school_name: str, founder: NewAccount, means: Means | None = None
) -> Founded:
    """Write vault.json with the four groups, the file keys and the founder, who holds the root key.

    The founder is usually `NewAccount(label, FOUNDER_ROLES, password)`. Without `means.cost` the cost of a
    password is calibrated here, which takes about a second.

    Raises:
        SchoolExists: a generation of a vault lies in the folder already.
        PasswordRefused, LabelRefused, ValidationFailed: for the fields of the form.
        StorageError: the disk refused; no vault was made.
    """
    tools = means or Means()
    check_password(founder.password)
    name = _clean_name(school_name)
    _prepare(folder)
    material = _fresh_material(tools)
    account, identity = tools.ids.new(), Identity.generate()
    cleaned = replace(founder, label=clean_label(founder.label))
    content = _first_content(material, name, account, identity, cleaned, tools=tools)
    slot = make_slot(
        SlotPlace(material.school_id, account),
        identity,
        founder.password,
        school_secret=material.secrets.school,
        cost=content.directory.slot_cost,
        policy=tools.policy,
        at=tools.clock.now(),
    )
    content.slots[account] = slot
    loaded = finished(content, account, identity, tools)
    vault = Vault(loaded, folder, tools)
    store.write(material.school_id, Secrets(material.secrets.school, material.place, vault.root_fingerprint))
    tools.files.write(folder / GENERATION_NAMES[0], loaded.raw)
    return Founded(vault, ring_of(vault, account, identity), _sheet(material, vault))


def _clean_name(school_name: str) -> str:
    name = " ".join(school_name.split())
    if not 0 < len(name) <= _LONGEST_NAME or not name.isprintable():
        raise ValidationFailed({"school_name": _("Please type the school's name, at most 80 characters.")})
    return name


def _prepare(folder: Path) -> None:
    if any((folder / name).exists() for name in GENERATION_NAMES):
        raise SchoolExists
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise storage_error(error) from error


def _fresh_material(tools: Means) -> _Material:
    place = os.urandom(PLACE_SECRET_BYTES)
    return _Material(
        tools.ids.new(), RootKey(os.urandom(KEY_BYTES)), Secrets(os.urandom(SCHOOL_SECRET_BYTES)), place, fresh_seed()
    )


def _first_content(
    material: _Material, name: str, account: str, identity: Identity, founder: NewAccount, *, tools: Means
) -> VaultContent:
    at = tools.clock.now()
    statement = Statement(Standing.PENDING, founder.label, founder.roles, identity.public, None, account, at)
    unsigned = VaultContent(
        format=FORMAT,
        version=VERSION,
        generation=1,
        written_at=at,
        written_by=account,
        directory=_first_directory(material, name, account, identity, tools),
        key_signature=b"",
        directory_signature=b"",
        administration=Administration(statements={account: statement}),
        administration_signature=b"",
        slots={},
        anchors=Anchors(),
        frame_signature=b"",
    )
    return with_member(unsigned, material.root, account, founder.roles, keys=identity.public, at=at)


def _first_directory(material: _Material, name: str, account: str, identity: Identity, tools: Means) -> Directory:
    recovery, root = material.recovery_public, material.root
    secrets = {group: os.urandom(KEY_BYTES) for group in Group}
    groups = {
        group: GroupRecord(
            box_public(secret), 1, {ROOT: seal(secret, root.public.box), RECOVERY: seal(secret, recovery)}
        )
        for group, secret in secrets.items()
    }
    files = {
        file: FileKeyRecord(group, seal(os.urandom(FILE_KEY_BYTES), groups[group].public))
        for file, group in FILE_GROUPS.items()
    }
    holders = {RECOVERY: seal(root.seed, recovery), account: seal(root.seed, identity.public.box)}
    place = seal(material.place, groups[Group.STAFF].public)
    return Directory(
        school_id=material.school_id,
        school_name=name,
        revision=0,
        slot_cost=tools.cost or calibrate(tools.policy),
        root=RootRecord(root.public, holders),
        recovery=RecoveryRecord(recovery, 1, tools.clock.now(), place),
        accounts={},
        groups=groups,
        files=files,
    )


def _sheet(material: _Material, vault: Vault) -> RecoverySheet:
    return RecoverySheet(
        school_id=vault.school_id,
        school_name=vault.school_name,
        number=vault.sheet_number,
        made_at=vault.content.directory.recovery.made_at,
        root_fingerprint=vault.root_fingerprint,
        seed=material.seed,
        school_secret=material.secrets.school,
    )
