"""Finding a student by two keystrokes: name, pinyin, initials, class or number, all held in memory.

6,000 lines are folded once; a keystroke then only compares texts.
"""

from __future__ import annotations

import heapq
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from xinmiao.features.roster.records import StudentLine

_CLASS_WORDS = str.maketrans({"年": None, "级": None, "班": None, "(": None, ")": None, "第": None})
_CHINESE_DIGITS = str.maketrans({digit: str(value) for value, digit in enumerate("零一二三四五六七八九")})


def folded(text: str) -> str:
    """Return the text as it is compared: NFKC, lower case, no blanks, no dots inside names."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split()).replace("·", "")


def folded_class(label: str) -> str:
    """Return 七年级1班, 七(1)班 and 七1 alike as 71."""
    return folded(label).translate(_CLASS_WORDS).translate(_CHINESE_DIGITS)


@dataclass(frozen=True, slots=True)
class _Folded:
    name: str
    pinyin: str
    initials: str
    place: str
    """Class and number in class."""
    everything: str
    """All of these; a word that is not in here fits none of them, which is asked six thousand times a keystroke."""
    line: StudentLine


class StudentFinder:
    """Holds the students an account may see and finds them by a few characters."""

    def __init__(self, lines: Iterable[StudentLine] = ()) -> None:
        self._all = [_fold(line) for line in lines]

    def __len__(self) -> int:
        return len(self._all)

    def find(self, query: str, *, limit: int = 12) -> tuple[StudentLine, ...]:
        """Return the students that fit every blank-separated word, the best first.

        Order: whole name, beginning of the name, initials, pinyin, inside the name or pinyin, class and number;
        within these the order of the list.
        """
        words = [(folded(word), folded_class(word)) for word in query.split() if folded(word)]
        if not words:
            return ()
        found: Iterable[tuple[int, _Folded]] = enumerate(self._all)
        for word, class_word in words:
            found = _holding(found, word, class_word or word)
        ranked: list[tuple[int, int]] = []
        for position, student in found:
            ranks = [_rank(student, word, class_word) for word, class_word in words]
            if None not in ranks:
                ranked.append((max(rank for rank in ranks if rank is not None), position))
        return tuple(self._all[position].line for _rank, position in heapq.nsmallest(limit, ranked))


def _fold(line: StudentLine) -> _Folded:
    number = "" if line.number_in_class is None else str(line.number_in_class)
    parts = (folded(line.name), folded(line.pinyin), folded(line.initials), folded_class(line.class_label) + number)
    return _Folded(*parts, "\n".join(parts), line)


def _holding(students: Iterable[tuple[int, _Folded]], word: str, class_word: str) -> list[tuple[int, _Folded]]:
    """Return the students in whose texts the word stands at all."""
    return [each for each in students if word in each[1].everything or class_word in each[1].everything]


def _rank(student: _Folded, word: str, class_word: str) -> int | None:
    if word == student.name:
        return 0
    if student.name.startswith(word):
        return 1
    if student.initials.startswith(word):
        return 2
    if student.pinyin.startswith(word):
        return 3
    if word in student.name or word in student.pinyin:
        return 4
    if class_word and student.place.startswith(class_word):
        return 5
    return None
