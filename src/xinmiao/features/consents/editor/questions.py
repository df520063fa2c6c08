"""The questions of consents: one consent, and its withdrawal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xinmiao.features.consents.records import (
    CONSENT,
    Answer,
    ConsentForm,
    ConsentKind,
    ConsentView,
    Party,
    Withdrawal,
)
from xinmiao.features.consents.rules.checking import FORM_FIELDS
from xinmiao.kernel.texts import Text, _
from xinmiao.ui.forms.question import Question
from xinmiao.ui.page import PageContext
from xinmiao.ui.person_choice import PersonChoice
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.surfaces import PageColumn

_TEXTS = ("signer", "place", "note")


class ConsentQuestion(Question):
    """One consent: whose, to what, and what was answered. Without a student it asks for whom."""

    def __init__(self, context: PageContext, view: ConsentView | None, student_id: str = "", name: str = "") -> None:
        today = context.clock.today()
        started = ConsentForm(student_id, ConsentKind.COUNSELLING, Party.GUARDIAN, today, Answer.GIVEN, today)
        form = started if view is None else view.form
        self.id = context.ids.new() if view is None else view.id
        self.base_version = None if view is None else view.version
        self._student_id = form.student_id
        self.person = PersonChoice(context.finder, _("Find the student"), name="consent_student")
        self._person_row = FieldRow(CONSENT.student_id.label, self.person, required=True)
        told: Text | str = name or (view.student.name if view is not None else "")
        values = {each: getattr(form, each) for each in FORM_FIELDS}
        super().__init__(CONSENT, FORM_FIELDS, values, _("Save"), told=told, name="consent_question")
        if self._student_id:
            self._person_row.setParent(self)
            self._person_row.hide()
        self.person.changed.connect(self.changed)

    def above(self, body: PageColumn) -> None:
        """Ask for the student where none is named."""
        if not self._student_id:
            body.add(self._person_row)

    def written(self, values: Mapping[str, Any]) -> ConsentForm:
        """Return what was written."""
        plain: dict[str, Any] = {each: values[each] or "" if each in _TEXTS else values[each] for each in FORM_FIELDS}
        plain |= {"kind": plain["kind"] or ConsentKind.COUNSELLING, "party": plain["party"] or Party.GUARDIAN}
        plain["answer"] = plain["answer"] or Answer.WAITING
        return ConsentForm(student_id=self._student_id or self.person.person(), **plain)

    def confirm(self) -> None:
        """Ask for the student first."""
        if self._student_id or self.person.person():
            self._person_row.set_error(None)
            super().confirm()
        else:
            self._person_row.set_error(_("Please choose the student."))

    def plain(self) -> dict[str, Any]:
        """Return what stands there, with the student."""
        return {**super().plain(), "student": self.person.person(), "name": self.person.text()}

    def put_back(self, plain: Mapping[str, Any]) -> None:
        """Show what `plain` gave."""
        super().put_back(plain)
        if plain.get("student"):
            self.person.show_person(str(plain["student"]), str(plain.get("name") or ""))


def withdrawal_question(context: PageContext) -> Question:
    """Return the question of a withdrawal."""
    names: Sequence[str] = ("withdrawn_on", "withdrawn_why")
    values = {"withdrawn_on": context.clock.today(), "withdrawn_why": ""}
    told = _("From this day on there is no consent. What was done before stays as it was.")
    return Question(CONSENT, names, values, _("Note the withdrawal"), told=told, name="withdrawal_question")


def withdrawn(values: Mapping[str, Any]) -> Withdrawal:
    """Return what was written of a withdrawal."""
    return Withdrawal(values["withdrawn_on"], values["withdrawn_why"] or "")
