"""Codes that are copied by hand: Crockford's base32 in groups of four, each with a check character.

Owns spelling and reading of such codes. The alphabet leaves out I, L, O and U; when read, o counts as
0, i and l as 1, small as capital, and spaces and dashes do not count. Each group ends in a check
character (Luhn's rule with base 32, started with the number of the group), so that one wrong
character, two neighbours exchanged or two groups exchanged are called a slip in a named group, not a
wrong code. The one pair the rule cannot see is 0 and Z exchanged side by side; a digest over the
whole code, where its length leaves room, catches that too.
"""

from __future__ import annotations

import hashlib
import unicodedata

from xinmiao.kernel.texts import _
from xinmiao.vault.keys.errors import TypingSlip

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 4
_BITS = 5
_BASE = 32
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}


def check_character(group: str, number: int) -> str:
    """Return the check character of four characters that are group `number`, counted from 1."""
    total = number
    for place, letter in enumerate(reversed(group)):
        doubled = _VALUES[letter] * (2 if place % 2 == 0 else 1)
        total += doubled if doubled < _BASE else doubled - (_BASE - 1)
    return ALPHABET[-total % _BASE]


def encode(data: bytes) -> str:
    """Return `data` as groups of five characters with dashes between them."""
    letters = _letters(data)
    groups = [letters[start : start + GROUP] for start in range(0, len(letters), GROUP)]
    return "-".join(group + check_character(group, number) for number, group in enumerate(groups, start=1))


def decode(typed: str, length: int) -> bytes:
    """Return the `length` bytes that `typed` spells.

    Raises:
        TypingSlip: with the number of the first group that cannot be right.
    """
    groups = _groups(typed)
    expected = _group_count(length)
    for number, group in enumerate(groups[:expected], start=1):
        _check_group(group, number)
    if len(groups) != expected:
        raise TypingSlip(
            min(len(groups), expected) or 1,
            _("The code has {found} groups; {expected} are needed.").format(found=len(groups), expected=expected),
        )
    data = _bytes("".join(group[:GROUP] for group in groups), length)
    if _letters(data) != "".join(group[:GROUP] for group in groups):
        raise TypingSlip(expected)
    return data


def _group_count(length: int) -> int:
    return -(-length * 8 // (_BITS * GROUP))


def _spare_bits(length: int) -> int:
    return _group_count(length) * GROUP * _BITS - length * 8


def _letters(data: bytes) -> str:
    """Return the letters without check characters; the bits left over hold a digest of the data."""
    spare = _spare_bits(len(data))
    digest = int.from_bytes(hashlib.sha256(b"xinmiao code" + data).digest(), "big") >> (256 - spare)
    number = int.from_bytes(data, "big") << spare | digest
    count = _group_count(len(data)) * GROUP
    return "".join(ALPHABET[number >> _BITS * place & _BASE - 1] for place in reversed(range(count)))


def _bytes(letters: str, length: int) -> bytes:
    number = 0
    for letter in letters:
        number = number << _BITS | _VALUES[letter]
    return (number >> _spare_bits(length)).to_bytes(length, "big")


def _groups(typed: str) -> list[str]:
    """Return groups of five capital letters, folded; the last may be shorter."""
    text = unicodedata.normalize("NFKC", typed).upper()
    kept = [letter for letter in text if not letter.isspace() and unicodedata.category(letter) != "Pd"]
    folded = "".join(ALPHABET[_VALUES[letter]] if letter in _VALUES else letter for letter in kept)
    return [folded[start : start + GROUP + 1] for start in range(0, len(folded), GROUP + 1)]


def _check_group(group: str, number: int) -> None:
    whole = len(group) == GROUP + 1 and all(letter in _VALUES for letter in group)
    if not whole or check_character(group[:GROUP], number) != group[GROUP]:
        raise TypingSlip(number)
