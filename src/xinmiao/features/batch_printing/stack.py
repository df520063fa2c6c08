"""From what was collected to one PDF, on the work lane: one paper after another, with progress, stoppable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from xinmiao.ui.jobs import Progress

if TYPE_CHECKING:
    from xinmiao.documents.paper import Paper


@dataclass(frozen=True)
class Stack:
    """Papers of one kind; `make` is "module:function", so that the heavy modules are loaded when the first is made."""

    payloads: Sequence[Any]
    make: str
    purpose: str
    on_both_sides: bool

    def pdf(self, progress: Progress) -> bytes:
        """Return the PDF; characters that no face has stand as empty squares, `missing` names them."""
        from xinmiao.documents.pdf import render_stack  # noqa: PLC0415 -- heavy, and only wanted here

        return render_stack(
            self._papers(),
            len(self.payloads),
            blanks=True,
            on_both_sides=self.on_both_sides,
            on_paper=progress.report,
        )

    def missing(self, progress: Progress) -> tuple[str, ...]:
        """Return the characters that no face has, as a message names them."""
        from xinmiao.documents.fonts import name_character  # noqa: PLC0415 -- as above
        from xinmiao.documents.pdf import missing_in  # noqa: PLC0415 -- as above

        found: dict[str, None] = {}
        for done, paper in enumerate(self._papers()):
            progress.report(done, len(self.payloads))
            found |= dict.fromkeys(missing_in(paper))
        return tuple(map(name_character, found))

    def _papers(self) -> Iterator[Paper]:
        module, _colon, name = self.make.partition(":")
        make = getattr(import_module(module), name)
        for payload in self.payloads:
            yield make(payload, self.purpose)


def made(make: str, payload: Any) -> bytes:
    """Return one paper of a whole list as a PDF."""
    from xinmiao.documents.pdf import render_pdf  # noqa: PLC0415 -- heavy, and only wanted here

    module, _colon, name = make.partition(":")
    return render_pdf(getattr(import_module(module), name)(payload))
