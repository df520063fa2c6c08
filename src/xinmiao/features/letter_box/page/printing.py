"""Printing the papers of the letter box: letters in return, the notice, the label, code slips, the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from xinmiao.documents import word_guard
from xinmiao.documents.late_paper import LatePaper
from xinmiao.features.letter_box import operations
from xinmiao.features.letter_box.records import BoxPrint, LetterListPrint, LetterView, NoticePrint, ReplyPrint
from xinmiao.features.letter_box.rules.due import named
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.print_question import PrintQuestion, show_or_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xinmiao.documents.paper import Paper

REPLY = _("Letter in return")
NOTICE = _("Answers for the board")
LABEL = _("Label of the letter box")
CODES = _("Code slips for the letter box")
LIST = _("List of letters")


def reply_question(context: PageContext, view: LetterView, shown: Callable[[], object]) -> PrintQuestion:
    """Return the question before a letter in return is printed."""
    question = PrintQuestion(tr(" · ").join((str(named(view)), str(REPLY))), (_("Given to who wrote the letter"),))

    def wanted(_purpose: str, _parts: object) -> None:
        def collected(print_: ReplyPrint) -> None:
            _look_at(context, (print_.answer,))
            paper = LatePaper(partial(_reply, print_))
            show_or_name(context.jobs, context.papers, question, REPLY, paper)

        context.tasks.run(operations.collect_reply_print.bind(view.id), collected, owner=question)

    question.wanted.connect(wanted)
    question.shown.connect(shown)
    return question


def show_notice(context: PageContext) -> None:
    """Show the answers for the board."""

    def collected(print_: NoticePrint) -> None:
        if not print_.answers:
            context.notices.inform(_("Nothing is to be put up: answer a letter without a name “On the board” first."))
            return
        _look_at(context, (answer for _code, answer in print_.answers))
        _show(context, NOTICE, LatePaper(partial(_notice, print_)))

    context.tasks.run(operations.collect_notice_print.bind(), collected)


def show_label(context: PageContext) -> None:
    """Show the label that stands on the box."""

    def collected(print_: BoxPrint) -> None:
        _show(context, LABEL, LatePaper(partial(_label, print_)))

    context.tasks.run(operations.collect_box_print.bind(), collected)


def show_codes(context: PageContext) -> None:
    """Show a sheet of code slips with fresh codes."""

    def collected(print_: BoxPrint) -> None:
        _show(context, CODES, LatePaper(partial(_codes, print_)))

    context.tasks.run(operations.collect_box_print.bind(), collected)


def show_list(context: PageContext) -> None:
    """Show the list of letters and openings."""

    def collected(print_: LetterListPrint) -> None:
        _show(context, LIST, LatePaper(partial(_list, print_)))

    context.tasks.run(operations.collect_letter_list.bind(), collected)


def _show(context: PageContext, title: Text, paper: LatePaper) -> None:
    context.papers.show(title, partial(paper.pdf, blanks=True), file_name=f"{title}.pdf")


def _look_at(context: PageContext, texts: Iterable[str]) -> None:
    if words := word_guard.words_in(tuple(texts)):
        told = tr("Look at these words before the paper leaves the room: {words}.", words=tr(", ").join(words))
        context.notices.inform(told)


def _reply(print_: ReplyPrint) -> Paper:
    from xinmiao.features.letter_box.prints import reply_paper  # noqa: PLC0415 -- heavy, and only wanted here

    return reply_paper(print_)


def _notice(print_: NoticePrint) -> Paper:
    from xinmiao.features.letter_box.prints import notice_paper  # noqa: PLC0415 -- as above

    return notice_paper(print_)


def _label(print_: BoxPrint) -> Paper:
    from xinmiao.features.letter_box.prints import label_paper  # noqa: PLC0415 -- as above

    return label_paper(print_)


def _codes(print_: BoxPrint) -> Paper:
    from xinmiao.features.letter_box.prints import codes_paper  # noqa: PLC0415 -- as above

    return codes_paper(print_)


def _list(print_: LetterListPrint) -> Paper:
    from xinmiao.features.letter_box.prints import list_paper  # noqa: PLC0415 -- as above

    return list_paper(print_)
