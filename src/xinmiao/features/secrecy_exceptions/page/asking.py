"""Asking whom to tell about whom, and what he needs. Owns the questions in the sheet, not what is listed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from xinmiao.features.casework.operations import list_cases
from xinmiao.features.casework.records import CaseLine, CaseState
from xinmiao.features.referrals.records.settings import ROOM_PHONE
from xinmiao.features.roster.operations import student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.features.secrecy_exceptions import operations
from xinmiao.features.secrecy_exceptions.editor.questions import ExceptionQuestion, RoleChoice, goes_to_accounts
from xinmiao.features.secrecy_exceptions.records import (
    ExceptionForm,
    ExceptionGround,
    ExceptionHow,
    ExceptionView,
    ReceiverRole,
)
from xinmiao.features.settings.operations import get_school_settings
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import _
from xinmiao.ui.page import PageContext
from xinmiao.ui.question_sheet import QuestionSheet


class Telling(QObject):
    """From the receiver's role over the student to what is told, in the sheet of the page."""

    saved = Signal(str)
    """The id of the telling that was written down."""

    def __init__(self, context: PageContext, sheet: QuestionSheet, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._sheet, self._page = context, sheet, page

    def ask(self) -> None:
        """Ask about whom, and whom to tell."""
        self._ask_role(None)

    def ask_of(self, student_id: str) -> None:
        """Ask whom to tell about a student."""
        self._with_student(student_id, self._ask_role)

    def correct(self, view: ExceptionView) -> None:
        """Ask for what is to be corrected."""
        question = ExceptionQuestion(view.form, view.student, ())
        self._run(question, _("Correct what was told"), f"exception:{view.id}")

    def _ask_role(self, student: StudentLine | None) -> None:
        choice = RoleChoice(self._context, student)
        choice.chosen.connect(self._role_chosen)
        self._sheet.show_other(_("Tell somebody"), choice)

    def _with_student(self, student_id: str, then: Callable[[StudentLine], None]) -> None:
        def found(lines: tuple[StudentLine, ...]) -> None:
            for line in lines:
                then(line)

        self._context.tasks.run(student_lines.bind((student_id,)), found, owner=self._page)

    def _role_chosen(self, student_id: str, role: ReceiverRole) -> None:
        self._with_student(student_id, partial(self._fetch_more, role))

    def _fetch_more(self, role: ReceiverRole, student: StudentLine) -> None:
        def with_cases(cases: tuple[CaseLine, ...]) -> None:
            pairs = [(case.id, case.number) for case in cases if not case.ask]
            settings = get_school_settings.bind((ROOM_PHONE,))
            self._context.tasks.run(settings, partial(self._begin, student, role, pairs), owner=self._page)

        bound = list_cases.bind(state=CaseState.OPEN, student_id=student.id)
        self._context.tasks.run(bound, with_cases, owner=self._page)

    def _begin(
        self, student: StudentLine, role: ReceiverRole, cases: list[tuple[str, str]], settings: dict[str, Any]
    ) -> None:
        actor = self._context.actor
        form = ExceptionForm(
            exception_id=self._context.ids.new(),
            base_version=None,
            student_id=student.id,
            ground=ExceptionGround.SELF_HARM,
            role=role,
            receiver="",
            told_on=self._context.clock.today(),
            how=ExceptionHow.SCREEN if goes_to_accounts(role) else ExceptionHow.SLIP,
            student_told=None,
            decided_by=actor.label,
            ask=" ".join(part for part in (actor.label, settings[ROOM_PHONE.name]) if part),
        )
        question = ExceptionQuestion(form, student, cases)
        self._run(question, _("Tell somebody"), f"new_exception:{student.id}:{role.value}")

    def _run(self, question: ExceptionQuestion, title: Any, draft_key: str) -> None:
        written: list[str] = []

        def bind(values: dict[str, Any]) -> Bound[Any]:
            form = question.written(values)
            written[:] = [form.exception_id]
            return operations.save_exception.bind(form)

        def saved(_version: int) -> None:
            self._context.notices.inform(_("Recorded. Now print the slip, or send it to the account."))
            self.saved.emit(written[0])

        self._sheet.ask(title, question, bind, done=saved, draft_key=draft_key)
