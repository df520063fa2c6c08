"""Reply codes: short, read aloud and copied by hand without mistakes, kept as they are compared."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Sequence

ALPHABET = "ACDEFHJKLMNPRTVWXY34679"
"""Without what is taken for something else: B and 8, G (C, 6), I and 1, O, Q and 0, S and 5, U (V), Z and 2."""
LENGTH = 4
_SEPARATORS = "-—–‐ \u3000"


def folded(typed: str) -> str:
    """Return a code as it is kept: capitals, narrow letters, no blanks and dashes."""
    text = unicodedata.normalize("NFKC", typed).upper()
    return "".join(letter for letter in text if letter not in _SEPARATORS)


def fresh(choose: Callable[[Sequence[str]], str], used: Collection[str]) -> str:
    """Return a code that was never used."""
    while True:
        made = "".join(choose(ALPHABET) for _place in range(LENGTH))
        if made not in used:
            return made


def batch(choose: Callable[[Sequence[str]], str], used: Collection[str], count: int) -> tuple[str, ...]:
    """Return so many different codes that were never used."""
    made: dict[str, None] = {}
    while len(made) < count:
        made[fresh(choose, {*used, *made})] = None
    return tuple(made)
