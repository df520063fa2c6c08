"""The questions of file access: each part of a request, asking for a lifting, the second person's password."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xinmiao.documents import word_guard
from xinmiao.features.file_access.records import (
    AUTHORITIES,
    FILE_ACCESS,
    PRESERVATION_HOLD,
    AccessForm,
    AccessView,
    ApprovalLine,
    Manner,
    Part,
    Relation,
    SecondPerson,
)
from xinmiao.features.file_access.rules.checking import FIELDS
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.forms.question import Question
from xinmiao.ui.sheet_form import SheetForm
from xinmiao.ui.widgets.combo import IdCombo

TITLES: dict[Part, Text] = {
    Part.ASKING: _("Request for file access"),
    Part.OPINION: _("The student’s opinion"),
    Part.PAPER_APPROVAL: _("The principal’s signature on paper"),
    Part.ACCEPTING: _("Accept the request"),
    Part.REFUSING: _("Refuse the request"),
    Part.WITHDRAWING: _("The applicant withdraws"),
    Part.SUMMARY: _("Summary for the applicant"),
    Part.GIVING: _("What was given"),
    Part.RECEIPT: _("Receipt"),
}
VERBS: dict[Part, Text] = {
    Part.ASKING: _("Register the request"),
    Part.OPINION: _("Save the opinion"),
    Part.PAPER_APPROVAL: _("Record the signature"),
    Part.ACCEPTING: _("Accept and preserve the file"),
    Part.REFUSING: _("Refuse"),
    Part.WITHDRAWING: _("Record it"),
    Part.SUMMARY: _("Save the summary"),
    Part.GIVING: _("Record it"),
    Part.RECEIPT: _("Record the receipt"),
}
_TOLD: dict[Part, Text] = {
    Part.ASKING: _(
        "A parent usually gets a summary written for him, never notes. Authorities come in twos, with a letter."
    ),
    Part.OPINION: _("From 14 on the student is asked first, alone and in peace. Nobody is talked into agreeing."),
    Part.PAPER_APPROVAL: _("The signed sheet is filed; what counts is the signature on paper."),
    Part.ACCEPTING: _(
        "From now on nothing of this file is deleted, merged or overwritten, until two persons lift the preservation."
    ),
    Part.REFUSING: _("The words are printed on the letter to the applicant."),
    Part.WITHDRAWING: _("A preservation that was set stays until two persons lift it."),
    Part.SUMMARY: _("Only this is printed and handed over. The notes stay where they are."),
    Part.GIVING: _("Exactly what left the room: which part, how many pages, who was there."),
    Part.RECEIPT: _("Who does not sign says why; write it down word for word."),
}
_GUARDED = ("summary", "decision_words")
_OF_AUTHORITY = ("letter", "officer_1", "officer_2")


class PartQuestion(Question):
    """One part of a request; only what belongs to it is asked."""

    def __init__(self, part: Part, view: AccessView | None, today: date, person: str) -> None:
        self._part = part
        names = _names(part, view)
        values = _values(part, view, today, person)
        super().__init__(
            FILE_ACCESS,
            names,
            values,
            VERBS[part],
            told=_TOLD[part],
            name="file_access_question",
            confirm="confirm_file_access",
            guarded=[name for name in names if name in _GUARDED],
            guard=word_guard.find,
        )
        self.form.changed.connect(self._show_rows)
        self._show_rows()

    def written(
        self, access_id: str, version: int | None, values: Mapping[str, Any], student_id: str = ""
    ) -> AccessForm:
        """Return what stands there."""
        given = dict(values)
        if self._part is Part.ASKING and values.get("relation") not in AUTHORITIES:
            given |= dict.fromkeys(_OF_AUTHORITY)
        elif self._part is Part.ASKING:
            given["id_document"] = None
        return AccessForm(access_id, version, given, student_id)

    def put_back(self, plain: Mapping[str, Any]) -> None:
        """Show what `plain` gave."""
        super().put_back(plain)
        self._show_rows()

    def _show_rows(self) -> None:
        if self._part is not Part.ASKING:
            return
        authority = self.form.values()["relation"] in AUTHORITIES
        for name in _OF_AUTHORITY:
            self.form.row(name).setVisible(authority)
        self.form.row("id_document").setVisible(not authority)


def _names(part: Part, view: AccessView | None) -> Sequence[str]:
    names = FIELDS[part]
    if part is Part.OPINION and view is not None and view.birth_date_known:
        return [name for name in names if name != "age_group"]
    if part is Part.ACCEPTING and (view is None or view.opinion is None or view.opinion.value != "disagrees"):
        return [name for name in names if name != "nevertheless"]
    return names


def _values(part: Part, view: AccessView | None, today: date, person: str) -> dict[str, Any]:
    """Return what stands there already, else what is usual: today, oneself, a summary for a parent."""
    names = FIELDS[part]
    values = {name: getattr(view, name) for name in names} if view is not None else dict[str, Any]()
    usual: dict[str, Any] = {name: today for name in names if name.endswith("_on")}
    usual |= {"opinion_by": person, "sat_by": person} if part in {Part.OPINION, Part.GIVING} else {}
    if part is Part.ASKING:
        usual |= {"relation": Relation.GUARDIAN, "wanted": Manner.SUMMARY}
    if part is Part.GIVING and view is not None:
        usual |= {"manner": Manner.SUMMARY if not view.of_authority else view.wanted}
        usual |= {"given_what": tr("The summary written for the applicant") if not view.of_authority else ""}
    if part is Part.RECEIPT and view is not None:
        usual["receipt_who"] = view.applicant
    return {name: values.get(name) or usual.get(name) for name in names}


def lifting_question() -> Question:
    """Return the question of who asks for a preservation to be lifted."""
    told = _("It stays in force until a second person confirms: another counsellor, or the principal.")
    return Question(
        PRESERVATION_HOLD,
        ("lift_reason",),
        {},
        _("Ask for it to be lifted"),
        told=told,
        name="file_access_question",
        confirm="confirm_file_access",
    )


def signing_question(line: ApprovalLine, verb: Text) -> Question:
    """Return what the principal is asked before his signature."""
    told = tr(
        "{applicant} asks to see the file of {student}.", applicant=line.request.applicant, student=line.request.student
    )
    return Question(
        FILE_ACCESS,
        ("approval_words",),
        {},
        verb,
        told=told,
        name="file_access_question",
        confirm="confirm_file_access",
    )


class SecondPersonForm(SheetForm):
    """Another account confirms at this computer with its own password."""

    def __init__(self, persons: Sequence[SecondPerson]) -> None:
        super().__init__("second_person_form", _("Confirm and lift the preservation"))
        self.say(_("The second person sits down here and types the own password. It opens nothing else."))
        self.person = IdCombo(
            _("Second person"), [(each.account, each.label) for each in persons], name="second_person"
        )
        self.add_row("person", _("Second person"), self.person)
        self.password = self.add_password("password", _("Password of the second person"))
        self.end()

    def check(self) -> dict[str, Text]:
        """Return what is missing."""
        missing = _("Please fill this in.")
        found = {} if self.person.chosen() else {"person": missing}
        return found if self.password.text() else {**found, "password": missing}

    def refused(self, error: AppError) -> None:
        """Empty the password and say why it did not work."""
        self.password.clear()
        super().refused(error)
