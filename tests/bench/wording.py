"""Invented Chinese-looking text for the corpus: characters as unevenly frequent as in real writing.

Owns the words the benches search for and how often each stands in a note. No sentence means anything.
"""

from __future__ import annotations

from itertools import accumulate
from random import Random

NOTE_LENGTH = 120
FREQUENCIES = {"睡眠": 0.10, "转学": 0.01, "烘焙": 0.001, "石榴": 0.000_1}
"""Words that are searched for, and the share of notes that hold each."""
ONLY_ONE_STUDENT = "琥珀"
"""Stands in notes of one student only."""

_CHARACTERS = 2_500
_CLAUSES = 4_000
_RESERVED = frozenset("睡眠转学烘焙石榴琥珀")
_FIRST = 0x4E00


class Wording:
    """Makes notes of exactly 120 characters; the same seed gives the same notes."""

    def __init__(self, seed: int = 20_261_123) -> None:
        self._random = Random(seed)  # noqa: S311 -- invention, not secrecy
        # The parts of the searched words are common characters of their own, as they are in real writing.
        others = (chr(_FIRST + 5 * number) for number in range(_CHARACTERS))
        alphabet = [*(char for char in others if char not in _RESERVED)]
        alphabet[40:40] = sorted(_RESERVED)
        weights = list(accumulate(1 / (rank + 8) for rank in range(len(alphabet))))
        made = (
            "".join(self._random.choices(alphabet, cum_weights=weights, k=self._random.randint(7, 14))) + "，"
            for _number in range(_CLAUSES)
        )
        # A clause stands in many notes, so none may hold a searched word by accident.
        searched = (*FREQUENCIES, ONLY_ONE_STUDENT)
        self._clauses = [clause for clause in made if not any(word in clause for word in searched)]

    def note(self, *, extra: str = "") -> str:
        """Return one note; `extra` is a word it must hold."""
        random = self._random
        words = [word for word, share in FREQUENCIES.items() if random.random() < share]
        opening = "，".join([*words, *([extra] if extra else []), ""])
        return (opening + "".join(random.choices(self._clauses, k=18)))[:NOTE_LENGTH]
