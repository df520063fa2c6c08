"""Printing papers of file access: what for, the words to look at before they leave the room, the preview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from xinmiao.documents import word_guard
from xinmiao.features.file_access import operations
from xinmiao.features.file_access.records import AccessPaper, AccessPrint, AccessView
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.print_question import PrintQuestion, show_or_name

if TYPE_CHECKING:
    from xinmiao.documents.paper import Paper

TITLES: dict[AccessPaper, Text] = {
    AccessPaper.REGISTER: _("Register sheet of file access"),
    AccessPaper.SUMMARY: _("Summary for the applicant"),
    AccessPaper.REFUSAL: _("Letter of refusal"),
}
_PURPOSES: dict[AccessPaper, tuple[Text, ...]] = {
    AccessPaper.REGISTER: (_("Signed and filed"),),
    AccessPaper.SUMMARY: (_("Handed to the applicant"),),
    AccessPaper.REFUSAL: (_("Handed to the applicant"),),
}
FORM = _("Register sheet, empty form")


@dataclass(frozen=True)
class AccessDraft:
    """A paper before it is made. The heavy modules are loaded on the work lane, when the first one is wanted."""

    make: Callable[[], Paper]

    def missing(self) -> tuple[str, ...]:
        """Return the characters that no face has, as a message names them."""
        from xinmiao.documents.fonts import name_character  # noqa: PLC0415 -- see the class
        from xinmiao.documents.pdf import missing_in  # noqa: PLC0415 -- as above

        return tuple(map(name_character, missing_in(self.make())))

    def pdf(self, *, blanks: bool) -> bytes:
        """Return the PDF."""
        from xinmiao.documents.pdf import render_pdf  # noqa: PLC0415 -- see the class

        return render_pdf(self.make(), blanks=blanks)


def access_question(
    context: PageContext, view: AccessView, kind: AccessPaper, shown: Callable[[], object]
) -> PrintQuestion:
    """Return the question before a paper of a request is printed."""
    question = PrintQuestion(tr(" · ").join((view.student.name, str(TITLES[kind]))), _PURPOSES[kind])

    def wanted(purpose: str, _parts: object) -> None:
        def collected(print_: AccessPrint) -> None:
            leaving = {AccessPaper.SUMMARY: view.summary, AccessPaper.REFUSAL: view.decision_words}.get(kind, "")
            if words := word_guard.words_in((leaving,)):
                told = tr("Look at these words before the paper leaves the room: {words}.", words=tr(", ").join(words))
                context.notices.inform(told)
            paper = AccessDraft(partial(_paper, print_, kind, purpose))
            show_or_name(context.jobs, context.papers, question, TITLES[kind], paper)

        context.tasks.run(operations.collect_access_print.bind(view.id, kind), collected, owner=question)

    question.wanted.connect(wanted)
    question.shown.connect(shown)
    return question


def show_form(context: PageContext) -> None:
    """Show the empty register sheet."""

    def collected(print_: AccessPrint) -> None:
        paper = AccessDraft(partial(_paper, print_, AccessPaper.REGISTER, ""))
        context.papers.show(FORM, partial(paper.pdf, blanks=True), file_name=f"{FORM}.pdf")

    context.tasks.run(operations.collect_access_form.bind(), collected)


def _paper(print_: AccessPrint, kind: AccessPaper, purpose: str) -> Paper:
    from xinmiao.features.file_access.prints import access_paper  # noqa: PLC0415 -- heavy, and only wanted here

    return access_paper(print_, kind, purpose=purpose)
