"""Breaking text into lines the Chinese way.

Owns where a line may end: never before closing punctuation, never after opening punctuation, never
inside 「……」 or 「——」, a Latin word or a number, unless such a piece alone is wider than the line. Text
is kept as typed: every line end the user made, leading spaces, empty lines. Draws nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from xinmiao.documents.fonts import Weight, clean, measure

_NO_END = "([{（【《「『〈〔［｛“‘〖〝$¥￥£#№"
_NO_START = ")]}）】》」』〉〕］｝”’〗〞!,.:;?！，．：；？。、·•・‧％%‰℃°′″～~〜…—–‐ー々"
_LATIN = "\u0021-\u007e\u00a1-\u00b6\u00b8-\u024f\u0370-\u058f\u1e00-\u1eff"
_PIECE = re.compile(
    rf"[ \u3000]+|[{re.escape(_NO_END)}]{{0,9}}"
    rf"(?:[{_LATIN}]{{1,120}}|—{{1,9}}|…{{1,9}}|[^ \u3000])[{re.escape(_NO_START)}]{{0,9}}"
)
"""What is not broken inside; bounded, so that no input makes a piece much longer than a line."""
_SPACES = " \u3000"
_STRETCH_EM = 2.2
"""A line short of the margin by more than this stays ragged: stretching it would look worse."""
_ROUNDING = 0.01
_HEAD_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is set; `spacing` is added after each character so that the line fills the measure."""

    text: str
    spacing: float = 0.0


def break_lines(
    text: str, width: float, size: float, *, weight: Weight = Weight.REGULAR, fill: bool = False
) -> list[Line]:
    """Break `text` into lines of at most `width` points; `fill` stretches all but the last of a paragraph."""
    wide = _ruler(weight, size)
    width = max(width, size)  # one character always goes on a line
    lines: list[Line] = []
    for typed in clean(text).split("\n"):
        broken = list(_break_one(typed.rstrip(_SPACES), width, wide))
        if fill:
            lines += [Line(line, _spacing(line, width, size, wide)) for line in broken[:-1]]
            broken = broken[-1:]
        lines += map(Line, broken)
    return lines


def one_line(text: str, width: float, size: float, *, weight: Weight = Weight.REGULAR) -> str:
    """Return `text` on one line, cut with … where it is wider than `width` (for running heads only)."""
    text = " ".join(clean(text).split())
    wide = _ruler(weight, size)
    if len(text) <= _HEAD_CHARACTERS and wide(text) <= width:
        return text
    text = text[:_HEAD_CHARACTERS]
    while text and wide(text + "…") > width:
        text = text[:-1]
    return text + "…"


def _ruler(weight: Weight, size: float) -> Callable[[str], float]:
    known = measure(weight)
    return lambda text: known.width(text, size)


def _break_one(text: str, width: float, wide: Callable[[str], float]) -> Iterator[str]:
    start = end = 0
    used = 0.0
    for piece in _PIECE.finditer(text):
        piece_width = wide(piece[0])
        if used + piece_width <= width + _ROUNDING:
            used += piece_width
        elif piece[0][0] in _SPACES and end > start:
            used = width * 2  # spaces at a break hang over the margin and are not set
        else:
            if text[start:end].strip(_SPACES):
                yield text[start:end].rstrip(_SPACES)
                start = piece.start()
            used = wide(text[start : piece.end()])
            while used > width + _ROUNDING:
                cut = _cut(text, start, piece.end(), width, wide)
                yield text[start:cut]
                start, used = cut, wide(text[cut : piece.end()])
        end = piece.end()
    yield text[start:]


def _cut(text: str, start: int, end: int, width: float, wide: Callable[[str], float]) -> int:
    """Return where a piece wider than the line is cut: at least one character goes on each line."""
    cut, used = start, 0.0
    while cut < end:
        used += wide(text[cut])
        if used > width + _ROUNDING:
            break
        cut += 1
    if cut > start + 1 and cut < end and text[cut] in _NO_START:
        cut -= 1
    return max(cut, start + 1)


def _spacing(line: str, width: float, size: float, wide: Callable[[str], float]) -> float:
    slack = width - wide(line)
    gaps = len(line) - 1
    if gaps < 1 or not _ROUNDING < slack <= _STRETCH_EM * size:
        return 0.0
    return slack / gaps
