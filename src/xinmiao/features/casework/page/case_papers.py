"""Printing intakes and hand-overs: what is asked in the sheet, and the paper made from the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from xinmiao.features.casework import operations
from xinmiao.features.casework.records import HandoverPrint, HandoverView, IntakePrint, IntakeView
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.print_question import PrintQuestion, show_or_name

if TYPE_CHECKING:
    from xinmiao.documents.paper import Paper

_INTAKE_PURPOSES = (_("Kept in the growth file"), _("Case meeting"), _("Handover"))
_BLANK_PURPOSES = (_("First visit"),)
_HANDOVER_PURPOSES = (_("To be signed"), _("Kept with the papers of the room"))


@dataclass(frozen=True)
class CasePaper:
    """The paper before it is made. The heavy modules are loaded on the work lane, when the first one is wanted."""

    print_: IntakePrint | HandoverPrint
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
        from xinmiao.features.casework import prints  # noqa: PLC0415 -- as above

        if isinstance(self.print_, IntakePrint):
            return prints.intake_paper(self.print_, purpose=self.purpose)
        return prints.handover_paper(self.print_, purpose=self.purpose)


def intake_question(context: PageContext, view: IntakeView | None, shown: Callable[[], object]) -> PrintQuestion:
    """Return the question before an intake is printed; without one, before the empty form is."""
    what = "" if view is None else tr(" · ").join((view.case.student.name, view.case.number))
    question = PrintQuestion(what, _BLANK_PURPOSES if view is None else _INTAKE_PURPOSES)
    bound = operations.collect_intake_print.bind(None if view is None else view.case.id)

    def wanted(purpose: str, _parts: frozenset[str]) -> None:
        context.tasks.run(bound, partial(_collected, context, question, _("Intake"), purpose), owner=question)

    question.wanted.connect(wanted)
    question.shown.connect(shown)
    return question


def handover_question(context: PageContext, view: HandoverView, shown: Callable[[], object]) -> PrintQuestion:
    """Return the question before a hand-over is printed."""
    line = view.line
    question = PrintQuestion(
        tr("From {giver} to {taker}", giver=line.giver_name, taker=line.taker_name), _HANDOVER_PURPOSES
    )
    bound = operations.collect_handover_print.bind(line.id)

    def wanted(purpose: str, _parts: frozenset[str]) -> None:
        title = _("Hand-over of cases")
        context.tasks.run(bound, partial(_collected, context, question, title, purpose), owner=question)

    question.wanted.connect(wanted)
    question.shown.connect(shown)
    return question


def _collected(
    context: PageContext, question: PrintQuestion, title: Text, purpose: str, print_: IntakePrint | HandoverPrint
) -> None:
    show_or_name(context.jobs, context.papers, question, title, CasePaper(print_, purpose))
