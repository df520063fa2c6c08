"""Lifting a preservation on the page of its request: asked for by one, confirmed by another."""

from __future__ import annotations

from typing import Any

from xinmiao.features.file_access import operations
from xinmiao.features.file_access.editor.questions import SecondPersonForm, lifting_question
from xinmiao.features.file_access.editor.reading import AccessReading
from xinmiao.features.file_access.records import HoldView, SecondPerson
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import Text, _
from xinmiao.ui.notices import Choice, Question
from xinmiao.ui.page import Page
from xinmiao.ui.question_sheet import QuestionSheet


class Lifting:
    """Runs the deeds of the hold card; `hold` is what the page shows now."""

    def __init__(self, page: Page, sheet: QuestionSheet, reading: AccessReading) -> None:
        self._page, self._context, self._sheet = page, page.context, sheet
        self.hold: HoldView | None = None
        reading.lift_wanted.connect(self._ask)
        reading.confirm_wanted.connect(self._confirm)
        reading.confirm_here_wanted.connect(self._choose_second)
        reading.decline_wanted.connect(self._decline)

    def _ask(self) -> None:
        if (hold := self.hold) is None:
            return

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.ask_lifting.bind(hold.id, hold.version, values["lift_reason"] or "")

        title = _("Lift the preservation")
        self._sheet.ask(title, lifting_question(), bind, done=self._asked, draft_key=f"lifting:{hold.id}")

    def _asked(self, _version: int) -> None:
        self._done(_("Asked for. It stays preserved until a second person confirms."))

    def _confirm(self) -> None:
        if (hold := self.hold) is None:
            return

        def answered(answer: str) -> None:
            if answer == "confirm":
                bound = operations.confirm_lifting.bind(hold.id, hold.version)
                self._context.tasks.run(bound, self._lifted, owner=self._page)

        question = Question(
            _("Lift the preservation of this file?"),
            _("From then on records of it can be deleted or merged again. Your name is kept as the second person."),
            (Choice("confirm", _("Confirm and lift")), Choice("keep", _("Keep it preserved"))),
            default="keep",
        )
        self._context.notices.ask(question, answered, self._page)

    def _choose_second(self) -> None:
        if (hold := self.hold) is not None:
            asked = operations.list_second_persons.bind(hold.id)
            self._context.tasks.run(asked, lambda persons: self._ask_second(hold, persons), owner=self._page)

    def _ask_second(self, hold: HoldView, persons: tuple[SecondPerson, ...]) -> None:
        form = SecondPersonForm(persons)

        def confirm() -> None:
            bound = operations.confirm_lifting_here.bind(
                hold.id, hold.version, form.person.chosen(), form.password.text()
            )
            self._context.tasks.run(bound, self._lifted, form.refused, owner=form)

        form.wanted.connect(confirm)
        self._sheet.show_other(_("The second person confirms"), form)

    def _decline(self) -> None:
        if (hold := self.hold) is not None:
            bound = operations.decline_lifting.bind(hold.id, hold.version)
            self._context.tasks.run(
                bound, lambda _version: self._done(_("The file stays preserved.")), owner=self._page
            )

    def _lifted(self, _version: int) -> None:
        self._sheet.close_sheet()
        self._done(_("The preservation is lifted; both names are kept."))

    def _done(self, told: Text) -> None:
        self._context.notices.inform(told)
        self._page.reload()
