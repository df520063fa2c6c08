"""The keys of one signed-in account, dropped when the program locks.

Owns private keys while they are in memory. Which account may do what beyond that is `kernel.access`.
Python copies memory behind our back: `wipe` clears what we hold and promises no more than that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xinmiao.kernel.access import Role
from xinmiao.kernel.records import DataFile
from xinmiao.vault.keys.errors import KeyNotHeld, SignedOut
from xinmiao.vault.keys.groups import Group
from xinmiao.vault.keys.primitives import KEY_BYTES, Identity, PublicKeys, decrypt, encrypt, hkdf, unseal
from xinmiao.vault.keys.records import Standing

FILE_KEY_BYTES = 48
"""32 bytes of key, 16 of salt: what SQLCipher takes as a raw key."""


@dataclass(frozen=True)
class Holder:
    """Who holds a key ring, without any secret."""

    school_id: str
    account: str
    label: str
    roles: frozenset[Role]
    standing: Standing
    holds_root: bool


class KeyRing:
    """An unlocked account: its roles as the root signed them, and the keys it holds."""

    def __init__(
        self, holder: Holder, identity: Identity, groups: Mapping[Group, bytes], files: Mapping[DataFile, bytes]
    ) -> None:
        self._holder = holder
        self._public = identity.public
        self._own = bytearray(identity.box_secret + identity.sign_seed)
        self._groups = {group: bytearray(secret) for group, secret in groups.items()}
        self._files = {file: bytearray(key) for file, key in files.items()}
        self._wiped = False

    def __repr__(self) -> str:
        return f"KeyRing({self.account})"

    @property
    def account(self) -> str:
        """Return the account's id."""
        return self._holder.account

    @property
    def school_id(self) -> str:
        """Return the school's id."""
        return self._holder.school_id

    @property
    def label(self) -> str:
        """Return the account's label."""
        return self._holder.label

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles in force; none while content is closed."""
        return self._holder.roles

    @property
    def standing(self) -> Standing:
        """Return how the account stands; anything but ACTIVE means that content is closed."""
        return self._holder.standing

    @property
    def holds_root(self) -> bool:
        """Return whether this account can open the root key."""
        return self._holder.holds_root

    @property
    def groups(self) -> frozenset[Group]:
        """Return the groups whose keys are held."""
        return frozenset(self._groups)

    @property
    def files(self) -> frozenset[DataFile]:
        """Return the files that can be opened."""
        return frozenset(self._files)

    @property
    def public(self) -> PublicKeys:
        """Return the account's public keys."""
        return self._public

    @property
    def identity(self) -> Identity:
        """Return the private keys; SignedOut after `wipe`."""
        self._require_held()
        return Identity(bytes(self._own[:KEY_BYTES]), bytes(self._own[KEY_BYTES:]))

    def file_key(self, file: DataFile) -> bytes:
        """Return the 48 key bytes of `file`.

        Raises:
            KeyNotHeld: the account is not in the file's group.
            SignedOut: the keys were dropped.
        """
        self._require_held()
        if file not in self._files:
            raise KeyNotHeld
        return bytes(self._files[file])

    def audit_key(self, file: DataFile) -> bytes:
        """Return the key of the file's audit chain: whoever opens the file can continue it."""
        return hkdf(self.file_key(file), salt=b"", info=b"xinmiao audit chain v1")

    @property
    def draft_key(self) -> bytes:
        """Return the key of the account's drafts, which no other account can derive."""
        return hkdf(self.identity.box_secret, salt=b"", info=b"xinmiao drafts v1")

    def seal_own(self, plain: bytes, *, bound: bytes = b"") -> bytes:
        """Encrypt for this account alone; `bound` (say, the draft's name) must be the same to open."""
        return encrypt(self.draft_key, plain, b"own\x00" + bound)

    def open_own(self, sealed: bytes, *, bound: bytes = b"") -> bytes:
        """Open what `seal_own` made; WrongKey when it was another account's, or altered."""
        return decrypt(self.draft_key, sealed, b"own\x00" + bound)

    def sign(self, domain: str, data: bytes) -> bytes:
        """Sign `data` for one purpose; check it with `Vault.signed_by`."""
        return self.identity.sign(domain, data)

    def unseal(self, sealed: bytes) -> bytes:
        """Open what was sealed to this account; WrongKey when it was not."""
        return self.identity.unseal(sealed)

    def unseal_for_group(self, group: Group, sealed: bytes) -> bytes:
        """Open what was sealed to `group`; KeyNotHeld outside the group, WrongKey when it does not fit."""
        return unseal(sealed, self.group_secret(group))

    def group_secret(self, group: Group) -> bytes:
        """Return the group's private key; KeyNotHeld outside the group."""
        self._require_held()
        if group not in self._groups:
            raise KeyNotHeld
        return bytes(self._groups[group])

    def wipe(self) -> None:
        """Overwrite and drop the keys; every later use raises SignedOut."""
        for secret in (self._own, *self._groups.values(), *self._files.values()):
            secret[:] = bytes(len(secret))
        self._groups, self._files = {}, {}
        self._wiped = True

    def _require_held(self) -> None:
        if self._wiped:
            raise SignedOut
