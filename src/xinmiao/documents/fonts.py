"""The faces a paper is set in, and which face has which character.

Owns loading the shipped fonts (lazily, once), choosing a face for each character, and telling which
characters no face has. Does not break lines or draw.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import groupby
from threading import RLock

from reportlab.pdfbase import pdfmetrics

from xinmiao.documents.embedding import EmbeddedFont
from xinmiao.system.resources import resource_path


class Weight(Enum):
    """How heavy a text is; the value is the face's name in a PDF."""

    REGULAR = "NotoSansSC-Regular"
    BOLD = "NotoSansSC-Bold"


FALLBACK = "HanaMinA"
"""A thin face of one weight; `Run.thicken` asks the drawing to bring it near the weight around it."""
_THICKEN_EM = {Weight.REGULAR: 0.018, Weight.BOLD: 0.05}
BLANK = "□"
_EM = 1000
_NO_BREAK_SPACE = "\u00a0"
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_TAB = " " * 4
_LOADING = RLock()
INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
"""Marks without a shape of their own (joiners, directions, variants): nothing to print, nothing missing."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face; its outline is drawn `thicken` em wide."""

    face: str
    text: str
    thicken: float


@cache
def _load(name: str) -> EmbeddedFont:
    with _LOADING:
        font = EmbeddedFont(name, str(resource_path(f"fonts/{name}.ttf")))
        pdfmetrics.registerFont(font)
        return font


def face(name: str) -> EmbeddedFont:
    """Return the registered font `name`, parsed at the first asking and kept (0.1 s for a face)."""
    with _LOADING:
        return _load(name)


def load() -> None:
    """Parse the two faces every paper needs; worth doing in the work lane before the first print."""
    for weight in Weight:
        face(weight.value)


def clean(text: str) -> str:
    """Return `text` as it is set: one kind of line end, tabs as spaces, marks without shape left out."""
    text = _LINE_ENDS.sub("\n", text).replace("\t", _TAB).replace(_NO_BREAK_SPACE, " ")
    return INVISIBLE.sub("", text)


class Measure:
    """Widths and faces of characters in one weight, remembered; in thousandths of the type size."""

    def __init__(self, weight: Weight) -> None:
        self._weight = weight
        self._own = face(weight.value).face
        self._known: dict[str, tuple[str, float]] = {}

    def look_up(self, character: str) -> tuple[str, float] | None:
        """Return the name of the face that has `character` and its width, or None."""
        known = self._known.get(character)
        if known is None:
            known = self._find(character)
            if known is not None:
                self._known[character] = known
        return known

    def _find(self, character: str) -> tuple[str, float] | None:
        code = ord(character)
        if not _printable(character):
            return None
        if code in self._own.charToGlyph:
            return self._weight.value, self._own.getCharWidth(code)
        other = face(FALLBACK).face
        if code in other.charToGlyph:
            return FALLBACK, other.getCharWidth(code)
        return None

    def width(self, text: str, size: float) -> float:
        """Return the width of one line of clean `text` in points; a character without a face takes one em."""
        known = self._known
        total = 0.0
        for character in text:
            found = known.get(character) or self.look_up(character)
            total += found[1] if found else _EM
        return total * size / _EM

    def runs(self, text: str) -> list[Run]:
        """Split one line of clean `text` into stretches of one face; □ stands for what no face has."""
        faced = []
        for character in text:
            found = self.look_up(character)
            faced.append((found[0], character) if found else (self._weight.value, BLANK))
        return [
            Run(
                name,
                "".join(character for _, character in group),
                _THICKEN_EM[self._weight] if name == FALLBACK else 0.0,
            )
            for name, group in groupby(faced, key=lambda item: item[0])
        ]


@cache
def _measure(weight: Weight) -> Measure:
    return Measure(weight)


def measure(weight: Weight) -> Measure:
    """Return the one measure of `weight`."""
    with _LOADING:
        return _measure(weight)


def _printable(character: str) -> bool:
    """Return whether `character` has one agreed shape: not a control, half a pair or a private-use code."""
    return unicodedata.category(character) not in {"Cc", "Cs", "Co"}


def missing_glyphs(*texts: str) -> tuple[str, ...]:
    """Return the characters of `texts` that cannot be printed, each once, in order of appearance.

    These are characters no face has, control characters and broken halves of a surrogate pair.
    """
    return _without_face(dict.fromkeys("".join(map(clean, texts))))


def _without_face(characters: Iterable[str]) -> tuple[str, ...]:
    known = measure(Weight.REGULAR)
    return tuple(character for character in characters if character != "\n" and known.look_up(character) is None)


def name_character(character: str) -> str:
    """Return how a message names `character`: itself where it can be shown, and always its code point."""
    code = f"U+{ord(character):04X}"
    shown = _printable(character) and unicodedata.category(character) not in {"Cn", "Cf"}
    return f"{character} ({code})" if shown else code
