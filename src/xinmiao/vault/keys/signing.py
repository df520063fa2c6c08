"""Signing the parts of the vault file, and checking every signature before anything is believed.

Owns which key signs which bytes. Every field of the file lies under at least one signature, and the
whole under the last writer's, so that parts of different generations cannot be mixed by hand.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from xinmiao.kernel.access import Role
from xinmiao.vault.keys.errors import KeySubstituted, VaultDamaged
from xinmiao.vault.keys.plain import to_plain
from xinmiao.vault.keys.primitives import KEY_BYTES, Identity, PublicKeys, canonical, verify
from xinmiao.vault.keys.records import ROOT, Administration, Directory, Standing, VaultContent
from xinmiao.vault.keys.root import RootKey
from xinmiao.vault.keys.slots import SlotPlace, slot_is_genuine

_KEYS = "public keys"
_DIRECTORY = "directory"
_ADMINISTRATION = "administration"
_FRAME = "vault file"


def sign_directory(content: VaultContent, root: RootKey, directory: Directory) -> VaultContent:
    """Put `directory` in place of the old one, signed; what administrators said is taken over by the root."""
    newer = replace(directory, revision=content.directory.revision + 1)
    signed = replace(
        content,
        directory=newer,
        key_signature=root.identity.sign(_KEYS, _key_list(newer)),
        directory_signature=root.identity.sign(_DIRECTORY, canonical(to_plain(newer))),
    )
    return sign_administration(signed, ROOT, root.identity, content.administration)


def sign_administration(
    content: VaultContent, signer: str, identity: Identity, administration: Administration
) -> VaultContent:
    """Put `administration` in place of the old one; its signer answers for all of it."""
    newer = replace(administration, signer=signer)
    signature = identity.sign(_ADMINISTRATION, _administration_bytes(content, newer))
    return replace(content, administration=newer, administration_signature=signature)


def sign_frame(content: VaultContent, identity: Identity) -> VaultContent:
    """Sign the whole file as its writer."""
    return replace(content, frame_signature=identity.sign(_FRAME, _frame_bytes(content)))


def check(content: VaultContent) -> None:
    """Verify everything.

    Raises:
        KeySubstituted: a public key is not the one the root signed.
        VaultDamaged: any other signature does not fit.
    """
    check_directory(content)
    _check_administration(content)
    _check_slots(content)
    writer = content.keys_in_use(content.written_by)
    if writer is None or not verify(writer.sign, _FRAME, _frame_bytes(content), content.frame_signature):
        raise VaultDamaged


def check_directory(content: VaultContent) -> None:
    """Verify what the root signed; raises as `check`."""
    directory = content.directory
    root = directory.root.keys.sign
    _check_lengths(directory)
    if not verify(root, _KEYS, _key_list(directory), content.key_signature):
        raise KeySubstituted
    if not verify(root, _DIRECTORY, canonical(to_plain(directory)), content.directory_signature):
        raise VaultDamaged


def _check_lengths(directory: Directory) -> None:
    publics = [record.public for record in directory.groups.values()] + [directory.recovery.public]
    for keys in (directory.root.keys, *(record.keys for record in directory.accounts.values())):
        publics += [keys.box, keys.sign]
    if any(len(public) != KEY_BYTES for public in publics):
        raise KeySubstituted


def _check_administration(content: VaultContent) -> None:
    administration = content.administration
    signer = _administrator_keys(content, administration.signer)
    signed = _administration_bytes(content, administration)
    if signer is None or not verify(signer.sign, _ADMINISTRATION, signed, content.administration_signature):
        raise VaultDamaged


def _administrator_keys(content: VaultContent, signer: str) -> PublicKeys | None:
    """Return the keys of a signer the root made administrator and nobody switched off since."""
    if signer == ROOT:
        return content.directory.root.keys
    record = content.directory.accounts.get(signer)
    if record is None or Role.ADMINISTRATOR not in record.roles or content.standing(signer) is not Standing.ACTIVE:
        return None
    return record.keys


def _check_slots(content: VaultContent) -> None:
    for account, slot in content.slots.items():
        keys = content.keys_in_use(account)
        if keys is None or not slot_is_genuine(SlotPlace(content.directory.school_id, account), slot, keys):
            raise VaultDamaged


def _key_list(directory: Directory) -> bytes:
    listed: dict[str, Any] = {
        "school": directory.school_id,
        "root": to_plain(directory.root.keys),
        "recovery": to_plain(directory.recovery.public),
        "accounts": {account: to_plain(record.keys) for account, record in directory.accounts.items()},
        "groups": {str(group): [to_plain(record.public), record.epoch] for group, record in directory.groups.items()},
    }
    return canonical(listed)


def _administration_bytes(content: VaultContent, administration: Administration) -> bytes:
    return canonical([content.directory.school_id, content.directory.revision, to_plain(administration)])


def _frame_bytes(content: VaultContent) -> bytes:
    return canonical(to_plain(replace(content, frame_signature=b"")))
