"""Finding words in a text as the character index does: folded, without regard to punctuation.

The index (`vault.search`) says which notes hold the words; this says where, and cuts the excerpt.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

AROUND = 20
"""Characters of context on each side of a hit."""
LONGEST_WORDS = 100
_BEYOND_ACCENTS = 0x1F00
BETWEEN_PARTS = "\ue000"
"""A character of private use between the parts of an indexed text: no phrase goes across it."""


@dataclass(frozen=True)
class Found:
    """A cut of a text with the places of the hits in it."""

    excerpt: str
    marks: tuple[tuple[int, int], ...]


def indexed(parts: Iterable[str]) -> str:
    """Return the text that goes into the index for several parts."""
    return BETWEEN_PARTS.join(part for part in parts if part)


def words_of(typed: str) -> tuple[str, ...]:
    """Return the searched words, folded, without punctuation; empty ones left out."""
    shown = "".join(
        char for char in typed[:LONGEST_WORDS] if char.isspace() or unicodedata.category(char) not in {"Cc", "Cs", "Co"}
    )
    folded = ("".join(map(_letters, word)) for word in shown.split())
    return tuple(dict.fromkeys(word for word in folded if word))


def find(text: str, words: tuple[str, ...]) -> Found | None:
    """Return the cut round the first hit with all hits in it, or None when no word stands in `text`."""
    by_place = list(map(_letters, text))
    letters = "".join(by_place)
    starts = sorted((at, at + len(word) - 1) for word in words for at in _places(letters, word))
    if not starts:
        return None
    place = [place for place, found in enumerate(by_place) for _letter in found]
    hits = sorted((place[first], place[last] + 1) for first, last in starts)
    first_start, first_end = hits[0]
    start, end = max(first_start - AROUND, 0), min(first_end + AROUND, len(text))
    marks = _merged((max(left, start) - start, min(right, end) - start) for left, right in hits if left < end)
    return Found(text[start:end].replace("\n", " ").replace("\t", " "), marks)


def _places(letters: str, word: str) -> Iterable[int]:
    at = letters.find(word)
    while at >= 0:
        yield at
        at = letters.find(word, at + 1)


@lru_cache(maxsize=8_192)
def _letters(char: str) -> str:
    """Return the letters and digits of one character as the index sees them; mostly one, or none."""
    return "".join(
        _plain(folded)
        for folded in unicodedata.normalize("NFKC", char).lower()
        if unicodedata.category(folded)[0] in {"L", "N"}
    )


def _plain(letter: str) -> str:
    """Return a Latin, Greek or Cyrillic letter without its accents, as the index does."""
    if ord(letter) >= _BEYOND_ACCENTS:
        return letter
    return unicodedata.normalize("NFD", letter)[0]


def _merged(marks: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for left, right in marks:
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return tuple(merged)
