"""The form of somebody who waits for a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xinmiao.features.appointments.records import WAITING_ENTRY, WaitingDraft, WaitingUrgency, WaitingView
from xinmiao.kernel.texts import _
from xinmiao.ui.forms.question import Question
from xinmiao.ui.forms.reference_editors import PersonEditor
from xinmiao.ui.page import PageContext

_NAMES = ("student_id", "alias", "urgency", "since", "wishes", "asked_by", "note")


class WaitingQuestion(Question):
    """Asks for an entry of the waiting list."""

    def __init__(self, context: PageContext, draft: WaitingDraft, client: str = "") -> None:
        self._draft = draft
        self._person = PersonEditor(WAITING_ENTRY.student_id, context.finder, _("Find the student"))
        told = _("Who is to be seen today or soon stands above the others; then whoever waits longest.")
        super().__init__(
            WAITING_ENTRY,
            _NAMES,
            {},
            _("Put on the waiting list") if draft.base_version is None else _("Save the change"),
            told=told,
            name="waiting",
            confirm="confirm_waiting",
            editors={"student_id": self._person},
        )
        if client and draft.student_id:
            self._person.show_person(draft.student_id, client)
        since = draft.since or context.clock.today()
        self.form.set_values({**{name: getattr(draft, name) for name in _NAMES}, "since": since})
        self.changed.connect(self._follow)
        self._follow()

    def draft(self, values: Mapping[str, Any]) -> WaitingDraft:
        """Return what stands there."""
        return WaitingDraft(
            id=self._draft.id,
            urgency=values["urgency"] or WaitingUrgency.NORMAL,
            student_id=values["student_id"],
            case_id=self._draft.case_id,
            alias=values["alias"] or "",
            since=values["since"],
            asked_by=values["asked_by"] or "",
            wishes=values["wishes"] or "",
            note=values["note"] or "",
            base_version=self._draft.base_version,
        )

    def plain(self) -> dict[str, Any]:
        """Return what stands there, with the name of who was found."""
        return {**super().plain(), "person": self._person.choice.text()}

    def put_back(self, plain: Mapping[str, Any]) -> None:
        """Show what `plain` gave."""
        person = (plain.get("fields") or {}).get("student_id")
        if person:
            self._person.show_person(str(person), str(plain.get("person") or ""))
        super().put_back(plain)
        self._follow()

    def _follow(self) -> None:
        values = self.form.values()
        self.form.row("alias").setVisible(not values["student_id"] or bool(values["alias"]))


def closing_question() -> Question:
    """Return the question before somebody is taken off the list without an appointment."""
    told = _("The entry stays readable in the history of the list.")
    return Question(
        WAITING_ENTRY,
        ("closed_reason",),
        {},
        _("Take off the list"),
        told=told,
        name="closing_wait",
        confirm="confirm_closing_wait",
    )


def draft_of(view: WaitingView) -> WaitingDraft:
    """Return an entry to be changed."""
    return WaitingDraft(
        id=view.id,
        urgency=view.urgency,
        student_id=view.student_id,
        case_id=view.case_id,
        alias=view.alias,
        since=view.since,
        asked_by=view.asked_by,
        wishes=view.wishes,
        note=view.note,
        base_version=view.version,
    )
