"""Printing the papers of a group: which one, for what, and the paper made from the answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from xinmiao.features.group_counselling import operations
from xinmiao.features.group_counselling.records import GroupPrint
from xinmiao.kernel.texts import Text, _
from xinmiao.ui.page import PageContext
from xinmiao.ui.print_question import PrintQuestion, show_or_name

if TYPE_CHECKING:
    from xinmiao.documents.paper import Paper

PURPOSES = (_("Kept in the room"), _("For one’s own use at the meeting"), _("Inspection"))


class GroupPaper(StrEnum):
    """The papers of a group."""

    PLAN = "plan"
    BLANK = "blank"
    FILLED = "filled"
    MEETING = "meeting"


TITLES: dict[GroupPaper, Text] = {
    GroupPaper.PLAN: _("Plan of group counselling"),
    GroupPaper.BLANK: _("Attendance sheet, blank"),
    GroupPaper.FILLED: _("Attendance sheet, filled"),
    GroupPaper.MEETING: _("Record of group counselling"),
}


@dataclass(frozen=True)
class GroupPaperDraft:
    """The paper before it is made. The heavy modules are loaded on the work lane, when the first one is wanted."""

    view: GroupPrint
    purpose: str
    kind: GroupPaper

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
        from xinmiao.features.group_counselling import prints  # noqa: PLC0415 -- as above

        if self.kind is GroupPaper.PLAN:
            return prints.plan_paper(self.view, purpose=self.purpose)
        if self.kind is GroupPaper.MEETING:
            return prints.meeting_paper(self.view, purpose=self.purpose)
        return prints.attendance_paper(self.view, purpose=self.purpose, blank=self.kind is GroupPaper.BLANK)


def print_question(
    context: PageContext, what: str, kind: GroupPaper, ids: tuple[str, str], shown: Callable[[], object]
) -> PrintQuestion:
    """Return the question before a paper is printed; `ids` are group and meeting; `shown` takes the sheet away."""
    question = PrintQuestion(what, PURPOSES)

    def collected(purpose: str, view: GroupPrint) -> None:
        draft = GroupPaperDraft(view, purpose, kind)
        show_or_name(context.jobs, context.papers, question, TITLES[kind], draft)

    def collect(purpose: str, _parts: object) -> None:
        context.tasks.run(operations.collect_group_print.bind(*ids), partial(collected, purpose), owner=question)

    question.wanted.connect(collect)
    question.shown.connect(shown)
    return question
