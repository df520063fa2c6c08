"""Translatable texts: plain English msgids, looked up when shown.

`_("Save")` makes a `Text`, which is translated each time it is turned into a string, so that a label
declared at import follows a later change of language. `tr` and `ntr` translate at once, for code
that builds windows. The catalogue is installed once at start by `system.i18n`; without one, the
msgid itself is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


class Catalogue(Protocol):
    """What a gettext catalogue offers."""

    def gettext(self, message: str, /) -> str:
        """Return the translation of `message`, or `message`."""
        ...

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        """Return the translation of the plural form for `n`."""
        ...


class _Untranslated:
    def gettext(self, message: str, /) -> str:
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        return msgid1 if n == 1 else msgid2


class _Installed:
    """The one catalogue in use; a language is a property of the whole process."""

    catalogue: Catalogue = _Untranslated()


def install(catalogue: Catalogue | None) -> None:
    """Use `catalogue` for every text shown from now on; None shows the msgids."""
    _Installed.catalogue = catalogue or _Untranslated()


@dataclass(frozen=True, slots=True)
class Text:
    """A msgid with its parameters, translated when shown (`str(text)`)."""

    msgid: str
    plural: str = ""
    count: int = 0
    params: tuple[tuple[str, object], ...] = field(default=())

    def format(self, **params: object) -> Text:
        """Return the text with `{name}` placeholders filled; values may be texts themselves."""
        return Text(self.msgid, self.plural, self.count, (*self.params, *params.items()))

    def __str__(self) -> str:
        if self.plural:
            shown = _Installed.catalogue.ngettext(self.msgid, self.plural, self.count)
        else:
            shown = _Installed.catalogue.gettext(self.msgid)
        return shown.format(**dict(self.params)) if self.params else shown


def _(msgid: str) -> Text:
    """Declare a text; it is translated when shown."""
    return Text(msgid)


def n_(singular: str, plural: str, count: int) -> Text:
    """Declare a text that depends on a number; `{count}` is filled with it."""
    return Text(singular, plural, count, (("count", count),))


def tr(msgid: str, **params: object) -> str:
    """Translate at once."""
    return str(Text(msgid, params=tuple(params.items())))


def ntr(singular: str, plural: str, count: int, **params: object) -> str:
    """Translate a text that depends on a number at once; `{count}` is filled with it."""
    return str(n_(singular, plural, count).format(**params))
