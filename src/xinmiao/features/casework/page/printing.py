"""Printing one note: what is asked in the sheet, and the paper made from the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from xinmiao.features.casework import operations
from xinmiao.features.casework.records import NotePrint, NoteView
from xinmiao.features.casework.rules.entries import title_of
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.print_question import PrintQuestion, show_or_name

if TYPE_CHECKING:
    from xinmiao.documents.paper import Paper

PURPOSES = (_("Kept in the growth file"), _("Case meeting"), _("Referral out"), _("Handover"))


@dataclass(frozen=True)
class NoteDraftPaper:
    """The paper before it is made. The heavy modules are loaded on the work lane, when the first one is wanted."""

    print_: NotePrint
    purpose: str

    def missing(self) -> tuple[str, ...]:
        """Return the characters that no face has, as a message names them."""
        from xinmiao.documents.fonts import name_character  # noqa: PLC0415 -- see the class
        from xinmiao.documents.pdf import missing_in  # noqa: PLC0415 -- as above

        return tuple(map(name_character, missing_in(self._paper())))

    def pdf(self, *, blanks: bool) -> bytes:
        """Return the PDF."""
        from xinmiao.documents.pdf import render_pdf  # noqa: PLC0415 -- see the class

        return render_pdf(self._paper(), blanks=blanks)

    def _paper(self) -> Paper:
        from xinmiao.features.casework.prints import note_paper  # noqa: PLC0415 -- as above

        return note_paper(self.print_, purpose=self.purpose)


def print_question(context: PageContext, note: NoteView, shown: Callable[[], object]) -> PrintQuestion:
    """Return the question before a note is printed; `shown` takes the sheet away."""
    what = tr(" · ").join((note.student.name, title_of(note.nth)))
    question = PrintQuestion(what, PURPOSES)
    question.wanted.connect(partial(_collect, context, note.id, question))
    question.shown.connect(shown)
    return question


def _collect(context: PageContext, note_id: str, question: PrintQuestion, purpose: str, _parts: frozenset[str]) -> None:
    def collected(print_: NotePrint) -> None:
        paper = NoteDraftPaper(print_, purpose)
        show_or_name(context.jobs, context.papers, question, _("Counselling note"), paper)

    context.tasks.run(operations.collect_note_print.bind(note_id), collected, owner=question)
