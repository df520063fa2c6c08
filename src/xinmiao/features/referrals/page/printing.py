"""Printing papers of referrals: what for, the words to look at before they leave the room, the preview."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from xinmiao.documents import word_guard
from xinmiao.documents.late_paper import LatePaper
from xinmiao.features.referrals import operations
from xinmiao.features.referrals.records import InternalPrint, InternalView, OpenReferrals, OutPaper, OutPrint, OutView
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.print_question import PrintQuestion, show_or_name

if TYPE_CHECKING:
    from xinmiao.documents.paper import Paper

TITLES: dict[OutPaper, Text] = {
    OutPaper.ADVICE: _("Advice to see a hospital, two copies"),
    OutPaper.REFUSAL: _("Record of a refused signature"),
    OutPaper.ANSWER: _("Answer form for the hospital"),
}
_PURPOSES: dict[OutPaper, tuple[Text, ...]] = {
    OutPaper.ADVICE: (_("To be signed by the guardian"),),
    OutPaper.REFUSAL: (_("Kept in the growth file"),),
    OutPaper.ANSWER: (_("Taken along to the hospital"),),
}
INTERNAL = _("Internal referral")
FORM = _("Internal referral, empty form")
OPEN_LIST = _("Open referrals")


def out_question(context: PageContext, view: OutView, kind: OutPaper, shown: Callable[[], object]) -> PrintQuestion:
    """Return the question before a paper of a referral out is printed."""
    question = PrintQuestion(tr(" · ").join((view.student.name, str(TITLES[kind]))), _PURPOSES[kind])

    def wanted(purpose: str, _parts: object) -> None:
        def collected(print_: OutPrint) -> None:
            form = print_.referral.form
            if words := word_guard.words_in((form.facts, form.advice)):
                told = tr("Look at these words before the paper leaves the room: {words}.", words=tr(", ").join(words))
                context.notices.inform(told)
            paper = LatePaper(partial(_out, print_, kind, purpose))
            show_or_name(context.jobs, context.papers, question, TITLES[kind], paper)

        context.tasks.run(operations.collect_out_print.bind(view.id, kind), collected, owner=question)

    question.wanted.connect(wanted)
    question.shown.connect(shown)
    return question


def internal_question(context: PageContext, view: InternalView, shown: Callable[[], object]) -> PrintQuestion:
    """Return the question before a teacher's referral is printed."""
    question = PrintQuestion(tr(" · ").join((view.student.name, str(INTERNAL))), (_("Kept in the growth file"),))

    def wanted(purpose: str, _parts: object) -> None:
        def collected(print_: InternalPrint) -> None:
            paper = LatePaper(partial(_internal, print_, purpose))
            show_or_name(context.jobs, context.papers, question, INTERNAL, paper)

        context.tasks.run(operations.collect_internal_print.bind(view.id), collected, owner=question)

    question.wanted.connect(wanted)
    question.shown.connect(shown)
    return question


def show_form(context: PageContext, class_id: str = "") -> None:
    """Show the empty form, with the class printed in when one is named."""

    def collected(print_: InternalPrint) -> None:
        paper = LatePaper(partial(_internal, print_, ""))
        context.papers.show(FORM, partial(paper.pdf, blanks=True), file_name=f"{FORM}.pdf")

    context.tasks.run(operations.collect_referral_form.bind(class_id), collected)


def show_open_list(context: PageContext) -> None:
    """Show the list of open referrals."""

    def collected(list_: OpenReferrals) -> None:
        paper = LatePaper(partial(_list, list_))
        context.papers.show(OPEN_LIST, partial(paper.pdf, blanks=True), file_name=f"{OPEN_LIST}.pdf")

    context.tasks.run(operations.collect_open_referrals.bind(), collected)


def _out(print_: OutPrint, kind: OutPaper, purpose: str) -> Paper:
    from xinmiao.features.referrals.prints import out_paper  # noqa: PLC0415 -- heavy, and only wanted here

    return out_paper(print_, kind, purpose=purpose)


def _internal(print_: InternalPrint, purpose: str) -> Paper:
    from xinmiao.features.referrals.prints import internal_paper  # noqa: PLC0415 -- as above

    return internal_paper(print_, purpose=purpose)


def _list(list_: OpenReferrals) -> Paper:
    from xinmiao.features.referrals.prints import open_list_paper  # noqa: PLC0415 -- as above

    return open_list_paper(list_)
