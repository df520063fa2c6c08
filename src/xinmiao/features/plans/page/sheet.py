"""The sheet beside a plan: one question at a time, what is typed for a review kept as a draft."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from xinmiao.features.plans import operations
from xinmiao.features.plans.editor.sheets import (
    PlanQuestion,
    ReviewQuestion,
    closing_question,
    done_question,
    paper_approval,
    paper_question,
    renewal_question,
)
from xinmiao.features.plans.page.printing import TITLES, print_question
from xinmiao.features.plans.records import MeasureView, PlanPaper, PlanView
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.draft_keeper import DraftKeeper
from xinmiao.ui.forms.drafting import moment_of, packed, unpacked
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.side_sheet import SideSheet

_WIDTH_PX = 560


def review_draft_key(plan_id: str) -> str:
    """Return the key of the draft of a plan's review."""
    return f"plan_review:{plan_id}"


class PlanSheet(SideSheet):
    """Asks, runs what was confirmed, and goes away when it is done."""

    def __init__(self, host: QWidget, context: PageContext) -> None:
        super().__init__(host, width=_WIDTH_PX, ask_first=True, name="plan_sheet")
        self._context = context
        self._question: PlanQuestion | None = None
        self._keeper: DraftKeeper | None = None
        self._touched = False
        self.close_asked.connect(self.put_away)

    def ask_review(self, plan: PlanView) -> None:
        """Ask for a review; what was typed before is there."""
        self._context.drafts.load(review_draft_key(plan.id), partial(self._open_review, plan), owner=self)

    def ask_close(self, plan: PlanView | None = None) -> None:
        """Ask how a plan came out; without one, close the sheet as its cross does."""
        if plan is None:
            super().ask_close()
            return
        question = closing_question(plan, self._today())

        def confirmed(values: dict[str, Any]) -> Bound[Any]:
            return operations.close_plan.bind(plan.id, plan.version, values["closing_words"] or "", values["closed_on"])

        self._ask(_("Close the plan"), question, confirmed, _("Plan closed."))

    def ask_renewal(self, plan: PlanView) -> None:
        """Ask why a new version is made."""

        def confirmed(values: dict[str, Any]) -> Bound[Any]:
            new_id = self._context.ids.new()
            return operations.renew_plan.bind(plan.id, plan.version, new_id, values["change_reason"] or "")

        self._ask(_("New version"), renewal_question(plan), confirmed, _("The new version can be written now."))

    def ask_paper(self, plan: PlanView) -> None:
        """Ask for a signature that stands on paper."""
        today = self._today()

        def confirmed(values: dict[str, Any]) -> Bound[Any]:
            return operations.register_paper_approval.bind(plan.id, plan.version, paper_approval(values, today))

        self._ask(_("Signed on paper"), paper_question(today), confirmed, _("Signature registered."))

    def ask_done(self, measure: MeasureView) -> None:
        """Ask when a measure was done and how it went."""
        today = self._today()

        def confirmed(values: dict[str, Any]) -> Bound[Any]:
            day = values["done_on"] or today
            return operations.finish_measure.bind(measure.id, measure.version, day, values["done_words"] or "")

        self._ask(_("Mark as done"), done_question(measure, today), confirmed, _("Marked as done."))

    def ask_print(self, plan: PlanView, kind: PlanPaper) -> None:
        """Ask what a paper is for."""
        self.put_away()
        self.open_sheet(TITLES[kind], print_question(self._context, plan, kind, self.close_sheet))

    def confirm(self) -> None:
        """Confirm what is open, as Ctrl+S does."""
        if self._question is not None:
            self._question.confirm()

    @property
    def asking(self) -> bool:
        """Return whether a question is open."""
        return self._question is not None

    def flush(self) -> None:
        """Keep what is typed now."""
        if self._keeper is not None:
            self._keeper.flush()

    def put_away(self) -> None:
        """Close; a review that was begun is kept as a draft."""
        if self._keeper is not None and self._touched:
            self._keeper.flush()
            self._context.notices.inform(_("Kept as a draft; it is there when you open this again."))
        self._question = self._keeper = None
        self.close_sheet()

    def _open_review(self, plan: PlanView, draft: bytes | None) -> None:
        question = ReviewQuestion(plan, self._today())
        today = self._today()

        def confirmed(_values: dict[str, Any]) -> Bound[Any]:
            return operations.review_plan.bind(question.draft(self._context.ids.new, today))

        self._ask(_("Review of the plan"), question, confirmed, _("Review saved."))
        if draft is not None:
            parts = unpacked(draft)
            question.put_back(parts)
            told = tr("There is a draft from {time} that was not saved.", time=show_datetime(moment_of(parts)))
            question.banner.tell("info", told, "")
        self._keeper = self._context.drafts.keep(review_draft_key(plan.id), partial(self._payload, question), question)
        question.changed.connect(self._note_typing)
        question.changed.connect(self._keeper.touch)

    def _note_typing(self) -> None:
        self._touched = True

    def _payload(self, question: PlanQuestion) -> bytes:
        return packed(question.plain(), self._context.clock.now())

    def _ask(
        self, title: Text, question: PlanQuestion, bind: Callable[[dict[str, Any]], Bound[Any]], said: Text
    ) -> None:
        self.put_away()
        self._question, self._touched = question, False

        def run(values: dict[str, Any]) -> None:
            self._context.tasks.run(bind(values), partial(self._done, said), partial(self._refused, question), question)

        question.confirmed.connect(run)
        self.open_sheet(title, question)

    def _done(self, said: Text, _value: object) -> None:
        if self._keeper is not None:
            self._keeper.discard()
        self._question = self._keeper = None
        self.close_sheet()
        self._context.notices.inform(said)

    def _refused(self, question: PlanQuestion, error: AppError) -> None:
        question.refuse(error)

    def _today(self) -> Any:
        return self._context.clock.today()
