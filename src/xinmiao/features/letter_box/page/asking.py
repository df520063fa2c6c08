"""What the page of a letter asks on its sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from xinmiao.features.letter_box import operations
from xinmiao.features.letter_box.editor.questions import AnswerQuestion, ClosingQuestion, LetterQuestion, WriterQuestion
from xinmiao.features.letter_box.page.printing import REPLY, reply_question
from xinmiao.features.letter_box.records import LetterView, OpeningView
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import _
from xinmiao.ui.page import PageContext
from xinmiao.ui.question_sheet import QuestionSheet


class LetterAsking:
    """Opens the questions; `said` is told what a command returned."""

    def __init__(self, context: PageContext, sheet: QuestionSheet, said: Callable[[Any], object]) -> None:
        self._context, self._sheet, self._said = context, sheet, said

    def answer(self, view: LetterView) -> None:
        """Ask how it was answered."""
        question = AnswerQuestion(self._context, view)

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.answer_letter.bind(view.id, view.version, question.written(values))

        self._sheet.ask(_("Answer the letter"), question, bind, done=self._said, draft_key=f"letter_answer:{view.id}")

    def close(self, view: LetterView) -> None:
        """Ask how it ended."""

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.close_letter.bind(view.id, view.version, values["closing"] or "")

        key = f"letter_closing:{view.id}"
        self._sheet.ask(_("Close the letter"), ClosingQuestion(view), bind, done=self._said, draft_key=key)

    def writer(self, view: LetterView) -> None:
        """Ask who wrote it."""
        question = WriterQuestion(self._context)

        def bind(values: dict[str, Any]) -> Bound[Any]:
            student, how = question.person.person(), values["identified"] or ""
            return operations.identify_writer.bind(view.id, view.version, student, how)

        self._sheet.ask(_("Who wrote the letter"), question, bind, done=self._said)

    def correct(self, view: LetterView) -> None:
        """Ask what was wrong in it."""
        self._context.tasks.run(operations.list_openings.bind(), partial(self._correct, view), owner=self._sheet)

    def print(self, view: LetterView) -> None:
        """Ask what the letter in return is for."""
        self._sheet.show_other(REPLY, reply_question(self._context, view, self._sheet.close_sheet))

    def _correct(self, view: LetterView, openings: tuple[OpeningView, ...]) -> None:
        question = LetterQuestion(self._context, openings, view)

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.save_letter.bind(question.written(values))

        self._sheet.ask(_("Correct the letter"), question, bind, done=self._said, draft_key=f"letter:{view.id}")
