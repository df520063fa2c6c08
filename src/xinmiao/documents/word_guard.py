"""The word guard: finds diagnoses, labels and verdicts in a text, and proposes neutral words.

Owns the finding; the shipped list is a data file (`resources/words/guard.tsv`), the school's own is installed over it
at sign-in (`app.word_keeper`). It warns and never forbids. Words of a hospital that are marked as a quotation
(引用原文：“…”) are not found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from xinmiao.kernel.texts import Text, _
from xinmiao.system.resources import resource_path

LIST = "words/guard.tsv"
_COLUMNS = 4


class Why(StrEnum):
    """Why a word is found."""

    DIAGNOSIS = "diagnosis"
    LABEL = "label"
    VERDICT = "verdict"
    TREATMENT = "treatment"


WHY_WORDS: dict[Why, Text] = {
    Why.DIAGNOSIS: _("a diagnosis; only a hospital can make one"),
    Why.LABEL: _("a label that sticks to a child"),
    Why.VERDICT: _("a verdict; say what was seen instead"),
    Why.TREATMENT: _("a word of hospitals; a school counsels"),
}


@dataclass(frozen=True)
class GuardWord:
    """A word of the list; `unless` are longer words in which it is harmless."""

    word: str
    why: Why
    proposals: tuple[str, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hit:
    """A word in a text: where it stands, as it stands there, why it was found, what could stand instead."""

    start: int
    end: int
    word: str
    why: Why
    proposals: tuple[str, ...]

    @property
    def reason(self) -> Text:
        """Return why, in words."""
        return WHY_WORDS[self.why]


class WordList:
    """A list made ready for finding."""

    def __init__(self, words: Iterable[GuardWord]) -> None:
        self._words = {_folded(word.word): word for word in words}
        harmless = {_folded(longer) for word in self._words.values() for longer in word.unless}
        longest_first = sorted(self._words.keys() | harmless, key=lambda word: (-len(word), word))
        self._pattern = re.compile("|".join(_piece(word) for word in longest_first)) if longest_first else None

    def find(self, text: str) -> tuple[Hit, ...]:
        """Return the hits in the order of the text; of words within words, the longest."""
        if self._pattern is None:
            return ()
        quoted = [span.span("words") for span in _QUOTED.finditer(text)]
        hits = []
        for found in self._pattern.finditer(_folded(text)):
            known = self._words.get(found.group())
            if known is None or any(start <= found.start() and found.end() <= end for start, end in quoted):
                continue
            standing = text[found.start() : found.end()]
            hits.append(Hit(found.start(), found.end(), standing, known.why, known.proposals))
        return tuple(hits)


_QUOTED = re.compile(r"(?:原文|原话)[^“”\n]{0,20}“(?P<words>[^”]*)”")
"""Words marked as quoted: 引用原文：“…”, 医院原文“…”, 家长原话：“…”."""


def find(text: str, words: WordList | None = None) -> tuple[Hit, ...]:
    """Return what the list in force, or another one, finds in `text`."""
    return (words or in_force()).find(text)


def words_in(texts: Iterable[str], words: WordList | None = None) -> tuple[str, ...]:
    """Return the words found in any of the texts, each once, in the order of their first standing."""
    return tuple(dict.fromkeys(hit.word for text in texts for hit in find(text, words)))


class _InUse:
    """The list is a property of the whole process, as look and language are; it holds no person."""

    words: WordList | None = None


def in_force() -> WordList:
    """Return the list of the school that is open; the shipped one before it is known."""
    return _InUse.words or shipped_words()


def install(words: WordList | None) -> None:
    """Look for these words from now on; None for the shipped list."""
    _InUse.words = words


@cache
def shipped_words() -> WordList:
    """Return the list that ships with the program; read once."""
    return WordList(read_list(resource_path(LIST).read_text(encoding="utf-8")))


def read_list(text: str) -> tuple[GuardWord, ...]:
    """Return the words of a list: word, why, proposals and exceptions, separated by tabs; # begins a remark.

    Raises:
        ValueError: a line that is no entry; its number is named.
    """
    words = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = [*line.split("\t"), "", ""][:_COLUMNS]
        if not parts[0].strip() or parts[1] not in set(Why):
            message = f"word list, line {number}"
            raise ValueError(message)
        words.append(GuardWord(parts[0].strip(), Why(parts[1]), _split(parts[2]), _split(parts[3])))
    return tuple(words)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _folded(text: str) -> str:
    """Return `text` in plain width and lower case, character for character, so that positions stay."""
    return "".join(map(_folded_char, text))


@cache
def _folded_char(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char).lower()
    return plain if len(plain) == 1 else char


def _piece(word: str) -> str:
    """Return the pattern of a word; Latin letters are found as whole words only."""
    return rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])" if word.isascii() else re.escape(word)
