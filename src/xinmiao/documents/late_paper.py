"""A paper before it is made: the heavy modules are loaded on the work lane, when the first one is wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xinmiao.documents.paper import Paper


@dataclass(frozen=True)
class LatePaper:
    """What `make` returns, as a PDF; `make` imports the feature's prints itself."""

    make: Callable[[], Paper]

    def missing(self) -> tuple[str, ...]:
        """Return the characters that no face has, as a message names them."""
        from xinmiao.documents.fonts import name_character  # noqa: PLC0415 -- see the module
        from xinmiao.documents.pdf import missing_in  # noqa: PLC0415 -- as above

        return tuple(map(name_character, missing_in(self.make())))

    def pdf(self, *, blanks: bool) -> bytes:
        """Return the PDF; with `blanks` empty squares stand for those characters."""
        from xinmiao.documents.pdf import render_pdf  # noqa: PLC0415 -- see the module

        return render_pdf(self.make(), blanks=blanks)
