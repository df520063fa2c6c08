"""Printing feedback slips: a filled one, the empty form, the list of open ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from xinmiao.documents import word_guard
from xinmiao.documents.late_paper import LatePaper
from xinmiao.features.feedback_slips import operations
from xinmiao.features.feedback_slips.records import OpenSlips, SlipPrint, SlipView
from xinmiao.features.feedback_slips.rules.checking import ADVICE
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.print_question import PrintQuestion, show_or_name

if TYPE_CHECKING:
    from xinmiao.documents.paper import Paper

SLIP = _("Feedback slip")
FORM = _("Feedback slip, empty form")
OPEN_LIST = _("Open feedback slips")
_PURPOSES = (_("Given to the teacher"), _("Kept in the growth file"))


def slip_question(context: PageContext, view: SlipView, shown: Callable[[], object]) -> PrintQuestion:
    """Return the question before a slip is printed."""
    question = PrintQuestion(tr(" · ").join((view.student.name, str(SLIP))), _PURPOSES)

    def wanted(purpose: str, _parts: object) -> None:
        def collected(print_: SlipPrint) -> None:
            slip = print_.slip
            texts = () if slip is None else (slip.word.asked, *(getattr(slip.word, name) for name in ADVICE))
            if words := word_guard.words_in(texts):
                told = tr("Look at these words before the paper leaves the room: {words}.", words=tr(", ").join(words))
                context.notices.inform(told)
            show_or_name(context.jobs, context.papers, question, SLIP, LatePaper(partial(_slip, print_, purpose)))

        context.tasks.run(operations.collect_slip_print.bind(view.id), collected, owner=question)

    question.wanted.connect(wanted)
    question.shown.connect(shown)
    return question


def show_form(context: PageContext) -> None:
    """Show the empty form."""

    def collected(print_: SlipPrint) -> None:
        paper = LatePaper(partial(_slip, print_, ""))
        context.papers.show(FORM, partial(paper.pdf, blanks=True), file_name=f"{FORM}.pdf")

    context.tasks.run(operations.collect_slip_form.bind(), collected)


def show_open_list(context: PageContext) -> None:
    """Show the list of open slips."""

    def collected(list_: OpenSlips) -> None:
        paper = LatePaper(partial(_list, list_))
        context.papers.show(OPEN_LIST, partial(paper.pdf, blanks=True), file_name=f"{OPEN_LIST}.pdf")

    context.tasks.run(operations.collect_open_slips.bind(), collected)


def _slip(print_: SlipPrint, purpose: str) -> Paper:
    from xinmiao.features.feedback_slips.prints import slip_paper  # noqa: PLC0415 -- heavy, and only wanted here

    return slip_paper(print_, purpose=purpose)


def _list(list_: OpenSlips) -> Paper:
    from xinmiao.features.feedback_slips.prints import open_list_paper  # noqa: PLC0415 -- as above

    return open_list_paper(list_)
