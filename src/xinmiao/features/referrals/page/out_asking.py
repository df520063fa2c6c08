"""What the page of a referral out asks on its sheet: the referral itself, its steps, what was wrong in them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from xinmiao.features.referrals import operations
from xinmiao.features.referrals.editor.questions import OutQuestion, StepQuestion, taking_back_question
from xinmiao.features.referrals.page.sheet import ReferralSheet
from xinmiao.features.referrals.records import REFERRAL_STEP, AgencyLine, CaseChoice, OutView, Step, StepKind
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.page import PageContext


class OutAsking:
    """Opens the questions; `saved` gets the referral's id and version, `stepped` the version of a step."""

    def __init__(
        self,
        context: PageContext,
        sheet: ReferralSheet,
        *,
        saved: Callable[[str, int], object],
        stepped: Callable[[int], object],
    ) -> None:
        self._context, self._sheet = context, sheet
        self._saved, self._stepped = saved, stepped

    def ask_out(self, student: StudentLine, view: OutView | None) -> None:
        """Ask for a referral of a student, or for corrections of the one in `view`."""

        def with_cases(agencies: tuple[AgencyLine, ...], cases: tuple[CaseChoice, ...]) -> None:
            question = OutQuestion(self._context, student, agencies, cases, view)

            def bind(values: dict[str, Any]) -> Bound[Any]:
                return operations.save_referral_out.bind(question.written(values))

            key = f"new_referral_out:{student.id}" if view is None else f"referral_out:{view.id}"
            title = _("Refer out") if view is None else _("Correct the referral")
            self._sheet.ask(title, question, bind, done=partial(self._saved, question.id), draft_key=key)

        def with_agencies(agencies: tuple[AgencyLine, ...]) -> None:
            asked = operations.list_case_choices.bind(student.id)
            self._context.tasks.run(asked, partial(with_cases, agencies), owner=self._sheet)

        self._context.tasks.run(operations.list_agencies.bind(), with_agencies, owner=self._sheet)

    def ask_step(self, view: OutView, kind: StepKind) -> None:
        """Ask for the next step."""
        question = StepQuestion(self._context, view, kind)

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.record_step.bind(view.id, view.version, question.id, question.written(values))

        key = f"referral_step:{view.id}:{kind.value}"
        self._sheet.ask(REFERRAL_STEP.kind.show(kind), question, bind, done=self._stepped, draft_key=key)

    def correct_step(self, view: OutView, step: Step) -> None:
        """Ask what was wrong in a step."""
        question = StepQuestion(self._context, view, step.kind, step)

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.correct_step.bind(step.id, step.version, question.written(values))

        title = tr("Correct: {step}", step=REFERRAL_STEP.kind.show(step.kind))
        self._sheet.ask(title, question, bind, done=self._stepped, draft_key=f"correct_step:{step.id}")

    def take_back(self, step: Step) -> None:
        """Ask why a step is taken back."""

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.take_back_step.bind(step.id, step.version, values["taken_back"] or "")

        self._sheet.ask(_("Take the step back"), taking_back_question(step), bind, done=self._stepped)
