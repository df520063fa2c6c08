"""Text that a spreadsheet program could take for a formula, and how it is made inert.

Excel, WPS and LibreOffice look at the first character that counts: full-width forms, blanks and invisible
characters before it do not protect (CSV injection, CWE-1236).
"""

from __future__ import annotations

import unicodedata

_STARTERS = frozenset("=+-@|%\t\r\n")
_INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Control and format characters (byte order mark, zero width), blanks of every width."""
_QUOTE = "'"


def may_run(text: str) -> bool:
    """Return whether a spreadsheet program could take `text` for a formula or a command."""
    if text[:1] in {"\t", "\r", "\n"}:
        return True
    plain = unicodedata.normalize("NFKC", text)
    for char in plain:
        if unicodedata.category(char) not in _INVISIBLE:
            return char in _STARTERS
        if char in _STARTERS:
            return True
    return False


def inert(text: str) -> str:
    """Return `text` for a file without cell types: an apostrophe before what could run."""
    return f"{_QUOTE}{text}" if may_run(text) else text


def writable(text: str) -> str:
    """Return `text` with what no file can hold (lone surrogates, NUL) shown as the sign for a lost character."""
    return "".join("\ufffd" if char == "\0" or unicodedata.category(char) == "Cs" else char for char in text)
