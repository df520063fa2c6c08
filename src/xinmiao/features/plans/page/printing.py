"""Printing a plan: which paper, what it is for, and the words to look at before it leaves the room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from xinmiao.documents import word_guard
from xinmiao.features.plans import operations
from xinmiao.features.plans.records import PlanPaper, PlanPrint, PlanView
from xinmiao.features.plans.rules import papers as paper_rules
from xinmiao.features.plans.rules.entries import title_of
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.print_question import PrintQuestion, show_or_name

if TYPE_CHECKING:
    from xinmiao.documents.paper import Paper

TITLES: dict[PlanPaper, Text] = {
    PlanPaper.MEETING: _("Sheet for the meeting"),
    PlanPaper.FAMILY: _("Page for the family"),
    PlanPaper.HISTORY: _("Whole history of the plan"),
}
_PURPOSES: dict[PlanPaper, tuple[Text, ...]] = {
    PlanPaper.MEETING: (_("Case meeting"), _("Kept in the growth file")),
    PlanPaper.FAMILY: (_("Agreement with the family"), _("Kept in the growth file")),
    PlanPaper.HISTORY: (_("Kept in the growth file"), _("Handover"), _("Case meeting")),
}


@dataclass(frozen=True)
class PlanDraftPaper:
    """The paper before it is made. The heavy modules are loaded on the work lane, when the first one is wanted."""

    print_: PlanPrint
    kind: PlanPaper
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
        from xinmiao.features.plans.prints import plan_paper  # noqa: PLC0415 -- as above

        return plan_paper(self.print_, self.kind, purpose=self.purpose)


def print_question(context: PageContext, plan: PlanView, kind: PlanPaper, shown: Callable[[], object]) -> PrintQuestion:
    """Return the question before a paper of a plan is printed; `shown` takes the sheet away."""
    what = tr(" · ").join((plan.student.name, title_of(plan), str(TITLES[kind])))
    question = PrintQuestion(what, _PURPOSES[kind])
    question.wanted.connect(partial(_collect, context, plan.id, kind, question))
    question.shown.connect(shown)
    return question


def show_form(context: PageContext) -> None:
    """Show the empty form to be filled in by hand."""

    def collected(head: PaperHead) -> None:
        context.papers.show(_("Plan form"), partial(_form, head), file_name=f"{_('Plan form')}.pdf")

    context.tasks.run(operations.collect_plan_form.bind(), collected)


def _form(head: PaperHead) -> bytes:
    from xinmiao.documents.pdf import render_pdf  # noqa: PLC0415 -- heavy, and only wanted here
    from xinmiao.features.plans.prints import empty_form  # noqa: PLC0415 -- as above

    return render_pdf(empty_form(head))


def _collect(
    context: PageContext, plan_id: str, kind: PlanPaper, question: PrintQuestion, purpose: str, _parts: frozenset[str]
) -> None:
    def collected(print_: PlanPrint) -> None:
        if words := word_guard.words_in(paper_rules.texts_of(print_, kind)):
            told = tr("Look at these words before the paper leaves the room: {words}.", words=tr(", ").join(words))
            context.notices.inform(told)
        show_or_name(context.jobs, context.papers, question, TITLES[kind], PlanDraftPaper(print_, kind, purpose))

    context.tasks.run(operations.collect_plan_print.bind(plan_id, kind), collected, owner=question)
