"""What the page of a slip asks on its sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from xinmiao.features.feedback_slips import operations
from xinmiao.features.feedback_slips.editor.questions import (
    AdviceQuestion,
    BeginQuestion,
    ClosingQuestion,
    HandQuestion,
    PaperBackgroundQuestion,
    ReportQuestion,
)
from xinmiao.features.feedback_slips.records import SlipView, TeacherChoice
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import _
from xinmiao.ui.page import PageContext
from xinmiao.ui.question_sheet import QuestionSheet


class SlipAsking:
    """Opens the questions; `said` is told what a command returned, `begun` the id of a new slip."""

    def __init__(
        self,
        context: PageContext,
        sheet: QuestionSheet,
        *,
        said: Callable[[Any], object],
        begun: Callable[[str], object],
    ) -> None:
        self._context, self._sheet = context, sheet
        self._said, self._begun = said, begun

    def begin(self, student: StudentLine) -> None:
        """Ask for a slip the room begins."""

        def ask(teachers: tuple[TeacherChoice, ...]) -> None:
            question = BeginQuestion(self._context, student, teachers)

            def bind(values: dict[str, Any]) -> Bound[Any]:
                return operations.begin_slip.bind(question.written(values))

            key = f"begin_slip:{student.id}"
            self._sheet.ask(_("Begin a feedback slip"), question, bind, done=self._begun, draft_key=key)

        self._context.tasks.run(operations.list_teachers.bind(student.id), ask, owner=self._sheet)

    def answer(self, view: SlipView) -> None:
        """Ask for the room's answer."""
        question = AdviceQuestion(view)

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.answer_slip.bind(view.id, view.version, question.written(values))

        self._sheet.ask(_("Answer the slip"), question, bind, done=self._said, draft_key=f"slip_answer:{view.id}")

    def background(self, view: SlipView) -> None:
        """Ask for a background that came on paper."""
        question = PaperBackgroundQuestion(self._context, view)

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.enter_paper_background.bind(*question.written(values))

        key = f"slip_background:{view.id}"
        self._sheet.ask(_("Background from paper"), question, bind, done=self._said, draft_key=key)

    def report(self, view: SlipView) -> None:
        """Ask for a report that came on paper."""
        question = ReportQuestion(view.word, paper_of=view)

        def bind(values: dict[str, Any]) -> Bound[Any]:
            form, paper = question.written(values), question.paper(values)
            return operations.enter_paper_report.bind(view.version, form, paper)

        key = f"slip_report:{view.id}"
        self._sheet.ask(_("Report from paper"), question, bind, done=self._said, draft_key=key)

    def hand(self, view: SlipView) -> None:
        """Ask to whom the slip is handed."""
        asked = operations.list_teachers.bind(view.student.id)
        self._context.tasks.run(asked, partial(self._hand, view), owner=self._sheet)

    def close(self, view: SlipView) -> None:
        """Ask what follows."""

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.close_slip.bind(view.id, view.version, values["closing"] or "")

        key = f"slip_closing:{view.id}"
        self._sheet.ask(_("Close the slip"), ClosingQuestion(), bind, done=self._said, draft_key=key)

    def _hand(self, view: SlipView, teachers: tuple[TeacherChoice, ...]) -> None:
        question = HandQuestion(view, teachers)

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.hand_slip.bind(view.id, view.version, question.to(values))

        self._sheet.ask(_("Hand the slip to another teacher"), question, bind, done=self._said)
