"""The root key: signs roles, public keys and memberships.

Owns who can reach it: the founding counsellor, and whoever holds the recovery sheet. It is not sealed
to further counsellors: one more holder is one more password that opens everything, and the sheet is
there for the day the founder is not. The root is a silent member of every group, so that whoever may
sign a membership can also hand over the group's key (leadership too, which no founder's role is in).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from xinmiao.vault.keys.primitives import Identity, PublicKeys, hkdf

_BOX = b"xinmiao root box v1"


@dataclass(frozen=True, repr=False)
class RootKey:
    """The opened root key; keep it no longer than one act takes."""

    seed: bytes

    @cached_property
    def identity(self) -> Identity:
        """Return the root's own keys, both derived from the one seed."""
        return Identity(box_secret=hkdf(self.seed, salt=b"", info=_BOX), sign_seed=self.seed)

    @property
    def public(self) -> PublicKeys:
        """Return the root's public keys."""
        return self.identity.public
