"""What a signed-in account holds besides the open files: the vault, the keys, the drafts, the folder.

The vault is replaced by its next generation at each act of key management; everything else stays for
the whole sign-in.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xinmiao.vault.drafts import DraftStore
from xinmiao.vault.keys.keyring import KeyRing
from xinmiao.vault.keys.secrets_here import SecretStore
from xinmiao.vault.keys.vault import Vault


@dataclass
class Custody:
    """The school's folder as one account holds it."""

    folder: Path
    vault: Vault
    keyring: KeyRing
    secrets: SecretStore
    drafts: DraftStore
