"""Slowing down guesses at the lock screen, and remembering them until the audit takes them over.

Owns a small plain file in the data folder: times, account ids and counts, nothing else. It stops a
person at the keyboard. It stops nobody who copies the files: there only Argon2id and the school secret
count. Deleting or replacing the file is noticed at the next sign-in by the mark kept in the vault; a
clock set forward ends a waiting time early, one set back starts it anew.
"""

from __future__ import annotations

import json
import math
import secrets
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from xinmiao.kernel.errors import OutputFailed, StorageError, WrongKey
from xinmiao.vault.keys.errors import TooManyTries
from xinmiao.vault.keys.keyring import KeyRing
from xinmiao.vault.keys.means import Means
from xinmiao.vault.keys.opening import unlock
from xinmiao.vault.keys.plain import from_plain, to_plain
from xinmiao.vault.keys.primitives import canonical
from xinmiao.vault.keys.records import ThrottleMark
from xinmiao.vault.keys.secrets_here import SecretStore
from xinmiao.vault.keys.vault import Vault

FILE_NAME = "sign-in-failures.json"
FREE_TRIES = 5
FIRST_WAIT_S = 30
LONGEST_WAIT_S = 15 * 60
_KEPT = 500
"""More failures than this are counted and no longer listed one by one."""


@dataclass(frozen=True)
class Failure:
    """One failed sign-in; `count` is how many in a row it was for the account."""

    at: datetime
    account: str
    count: int


@dataclass(frozen=True)
class _Row:
    """How many tries in a row failed for one account, and when the last did."""

    count: int
    last: datetime


@dataclass(frozen=True)
class _State:
    """The file's content. `total` only ever grows."""

    marker: str
    total: int = 0
    rows: dict[str, _Row] = field(default_factory=dict)
    unaudited: tuple[Failure, ...] = ()


class Throttle:
    """The waiting times of one data folder."""

    def __init__(self, folder: Path, means: Means) -> None:
        self._path = folder / FILE_NAME
        self._means = means
        self._state = _read(self._path)

    def wait_s(self, account: str) -> int:
        """Return how many seconds the account has to wait before the next try; 0 for none."""
        row = self._state.rows.get(account)
        if row is None or row.count < FREE_TRIES:
            return 0
        delay_s = min(FIRST_WAIT_S * 2 ** min(row.count - FREE_TRIES, 10), LONGEST_WAIT_S)
        passed_s = (self._means.clock.now() - row.last).total_seconds()
        return math.ceil(delay_s - passed_s) if 0 <= passed_s < delay_s else delay_s if passed_s < 0 else 0

    def failed(self, account: str) -> None:
        """Count a failed try."""
        now = self._means.clock.now()
        count = self._state.rows[account].count + 1 if account in self._state.rows else 1
        self._keep(
            replace(
                self._state,
                total=self._state.total + 1,
                rows={**self._state.rows, account: _Row(count, now)},
                unaudited=(*self._state.unaudited, Failure(now, account, count))[-_KEPT:],
            )
        )

    def succeeded(self, account: str) -> None:
        """Forget the account's tries in a row; what the audit has not seen yet stays."""
        if account in self._state.rows or not self._path.exists():
            self._keep(replace(self._state, rows={id_: row for id_, row in self._state.rows.items() if id_ != account}))

    def failures_since_last_sign_in(self) -> tuple[Failure, ...]:
        """Return the failures that no audit has taken over yet, oldest first."""
        return self._state.unaudited

    def audited(self, failures: tuple[Failure, ...]) -> None:
        """Drop failures that now stand in the audit."""
        self._keep(replace(self._state, unaudited=tuple(one for one in self._state.unaudited if one not in failures)))

    @property
    def mark(self) -> ThrottleMark:
        """Return what to remember in the vault's anchors after a sign-in."""
        return ThrottleMark(self._state.marker, self._state.total)

    def is_lost(self, remembered: ThrottleMark | None) -> bool:
        """Return whether the file was deleted, exchanged or put back since `remembered`; to be audited."""
        if remembered is None:
            return False
        return self._state.marker != remembered.marker or self._state.total < remembered.total

    def _keep(self, state: _State) -> None:
        """Remember in memory at all events, so that a read-only folder cannot be guessed at freely."""
        self._state = state
        with suppress(StorageError, OutputFailed):
            self._means.files.write(self._path, canonical(to_plain(state)))


def sign_in(vault: Vault, store: SecretStore, throttle: Throttle, account: str, password: str) -> KeyRing:
    """Unlock, with waiting times after wrong tries.

    Raises:
        TooManyTries: nothing was tried; `wait_s` says how long.
        WrongKey, and everything else `opening.unlock` raises.
    """
    waiting_s = throttle.wait_s(account)
    if waiting_s:
        raise TooManyTries(waiting_s)
    try:
        keyring = unlock(vault, store, account, password)
    except WrongKey:
        throttle.failed(account)
        raise
    throttle.succeeded(account)
    return keyring


def _read(path: Path) -> _State:
    """Return the file's content; a missing or unreadable file begins anew under another marker."""
    try:
        return from_plain(_State, json.loads(path.read_bytes()))
    except (OSError, ValueError, RecursionError):
        return _State(secrets.token_hex(8))
