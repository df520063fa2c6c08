"""From where an appointment begins: a place in the calendar, a student, a case, an alias."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from xinmiao.features.appointments.page.forms import AppointmentForms, Start
from xinmiao.features.appointments.records import AppointmentDraft
from xinmiao.features.appointments.records.targets import FOR_ALIAS, FOR_CASE, FOR_STUDENT
from xinmiao.features.casework.operations import get_case
from xinmiao.features.casework.records import CaseView
from xinmiao.features.roster.operations import student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.ui.page import PageContext
from xinmiao.ui.week_grid.blocks import Span


class Starts:
    """Asks for what is known of who is booked for, then opens the form."""

    def __init__(self, context: PageContext, forms: AppointmentForms, owner: QWidget) -> None:
        self._context, self._forms, self._owner = context, forms, owner

    def begins(self, record_id: str) -> bool:
        """Begin for whom a place of the page names; False when it names nobody."""
        ways = {FOR_STUDENT: self.for_student, FOR_CASE: self.for_case, FOR_ALIAS: self.for_alias}
        found = [(way, record_id.removeprefix(mark)) for mark, way in ways.items() if record_id.startswith(mark)]
        for way, whom in found:
            way(whom)
        return bool(found)

    def here(self, place: Span | None) -> None:
        """Begin at the place in focus in the calendar, unless that is over."""
        day = None if place is None or place.day < self._context.clock.today() else place.day
        starts, ends = (None, None) if place is None or day is None else (place.starts, place.ends)
        self._forms.begin(Start(replace(self._empty(), day=day, starts=starts, ends=ends)))

    def for_student(self, student_id: str) -> None:
        """Begin for a student."""
        asked = student_lines.bind((student_id,))
        self._context.tasks.run(asked, self._with_student, owner=self._owner)

    def for_case(self, case_id: str) -> None:
        """Begin for a case, also one under an alias."""
        self._context.tasks.run(get_case.bind(case_id), self._with_case, owner=self._owner)

    def for_alias(self, alias: str) -> None:
        """Begin for somebody under an alias, such as the code of a letter."""
        self._forms.begin(Start(replace(self._empty(), alias=alias)))

    def _with_student(self, found: tuple[StudentLine, ...]) -> None:
        for line in found[:1]:
            draft = replace(self._empty(), student_id=line.id)
            self._forms.begin(Start(draft, f"{line.name}  {line.class_label}".strip()))

    def _with_case(self, case: CaseView) -> None:
        client = case.line.student
        alias = "" if client.id else client.name
        draft = replace(self._empty(), student_id=client.id, case_id=case.id, alias=alias)
        words = f"{client.name}  {client.class_label}".strip()
        self._forms.begin(Start(draft, words, case.line.number))

    def _empty(self) -> AppointmentDraft:
        return AppointmentDraft(self._context.ids.new(), None, None, None, counsellor=self._context.actor.account)
