"""A compiled gettext catalogue (.mo), asked entry by entry.

The standard library's reader decodes all entries at once, some 4 ms for 3,500 of them, before the lock screen is
painted with twenty. The format keeps the msgids sorted, so one is found by bisection and decoded when it is shown.

Owns the format (GNU gettext manual, "The Format of GNU MO Files"), little-endian as our compiler writes it.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Callable
from functools import cached_property

_MAGIC = 0x950412DE
_HEAD = struct.Struct("<7I")
_ENTRY = struct.Struct("<II")


class NotACatalogue(ValueError):
    """The bytes are no catalogue, or a damaged one."""


class MoCatalogue:
    """The translations of one language.

    Raises:
        NotACatalogue: when made of bytes that are not a whole catalogue.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEAD.size:
            raise NotACatalogue
        magic, _revision, self._count, self._msgids, self._texts, _hash_size, _hash_at = _HEAD.unpack_from(data)
        if magic != _MAGIC or max(self._msgids, self._texts) + self._count * _ENTRY.size > len(data):
            raise NotACatalogue
        self._data = data
        self._found: dict[str, str | None] = {}
        if self._count and sum(self._place_of(self._texts, self._count - 1)) >= len(data):  # each text ends with a zero
            raise NotACatalogue

    def gettext(self, message: str, /) -> str:
        """Return the translation of `message`, or `message`."""
        found = self._text(message)
        return message if found is None else found.partition("\0")[0]

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        """Return the translation of the plural form for `n`."""
        found = self._text(msgid1)
        if found is None:
            return msgid1 if n == 1 else msgid2
        return found.split("\0")[self._form_of(n)]

    def _text(self, message: str) -> str | None:
        if message not in self._found:
            self._found[message] = self._look_up(message.encode())
        return self._found[message]

    def _look_up(self, wanted: bytes) -> str | None:
        place = bisect_left(range(self._count), wanted, key=self._msgid)
        if place == self._count or self._msgid(place) != wanted:
            return None
        return self._bytes(self._texts, place).decode()

    def _msgid(self, place: int) -> bytes:
        """Return the singular, by which the entries are sorted: the plural follows after a zero."""
        return self._bytes(self._msgids, place).partition(b"\0")[0]

    def _bytes(self, table: int, place: int) -> bytes:
        length, start = self._place_of(table, place)
        return self._data[start : start + length]

    def _place_of(self, table: int, place: int) -> tuple[int, int]:
        length, start = _ENTRY.unpack_from(self._data, table + place * _ENTRY.size)
        return length, start

    @cached_property
    def _form_of(self) -> Callable[[int], int]:
        """Return which form stands for a number, as the header says."""
        from gettext import c2py  # noqa: PLC0415 -- no number is shown on the lock screen

        rule = self.gettext("").partition("plural=")[2].partition(";")[0]
        return c2py(rule)
