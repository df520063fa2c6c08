"""The form of an appointment: who, when, with whom, where; what stands against it is said while it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout

from xinmiao.features.appointments.editor.conflicts import ConflictList
from xinmiao.features.appointments.editor.series_scope import ScopeChoice
from xinmiao.features.appointments.editor.sources import occupancy_sources
from xinmiao.features.appointments.editor.when import WhenRows
from xinmiao.features.appointments.records import (
    APPOINTMENT,
    AppointmentDraft,
    AppointmentKind,
    CounsellorChoice,
    SeriesScope,
    TimeConflict,
)
from xinmiao.features.casework.operations import list_cases
from xinmiao.features.casework.records import CaseLine, CaseState
from xinmiao.features.school_calendar.records import RoomView
from xinmiao.kernel.errors import AppError, RuleBroken, ValidationFailed
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.editor import FieldEditor
from xinmiao.ui.forms.question import Question
from xinmiao.ui.forms.reference_editors import PersonEditor, ReferenceEditor
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.segmented import SegmentedControl
from xinmiao.ui.widgets.surfaces import PageColumn

_SETTLE_MS = 150
NAMES = (
    "student_id",
    "alias",
    "case_id",
    "day",
    "starts",
    "ends",
    "counsellor",
    "room_id",
    "kind",
    "place",
    "asked_by",
    "note",
    "override_reason",
)
_GIVEN = ("student_id", "alias", "case_id", "day", "starts", "ends")
_BESIDE = (("counsellor", "room_id"), ("kind", "place"))


@dataclass(frozen=True)
class Offered:
    """What a form of an appointment can choose from, and how the one it is about is called."""

    counsellors: tuple[CounsellorChoice, ...]
    rooms: tuple[RoomView, ...]
    client: str = ""
    case_number: str = ""
    in_series: bool = False


class Manner(StrEnum):
    """In which way an appointment comes about."""

    BOOK = "book"
    REQUEST = "request"
    WALK_IN = "walk_in"


_MANNERS = (
    (Manner.BOOK.value, _("Agreed time")),
    (Manner.REQUEST.value, _("To be confirmed")),
    (Manner.WALK_IN.value, _("Walk-in")),
)
_VERBS = {
    Manner.BOOK: _("Book"),
    Manner.REQUEST: _("Keep the request"),
    Manner.WALK_IN: _("Record the walk-in"),
}


class AppointmentQuestion(Question):
    """Asks for an appointment; `draft` is what it begins with. What is booked stays booked when it is changed."""

    when: WhenRows
    repeat: Button
    repeat_wanted = Signal()
    """What stands here is to be the first of a series."""

    def __init__(self, context: PageContext, offered: Offered, draft: AppointmentDraft) -> None:
        self.context, self._draft = context, draft
        self.conflicts = ConflictList()
        self.scopes = ScopeChoice(offered=offered.in_series)
        self.manners = SegmentedControl(_MANNERS, _("How it comes about"), name="manner")
        self._person = PersonEditor(APPOINTMENT.student_id, context.finder, _("Find the student"))
        self._cases = ReferenceEditor(APPOINTMENT.case_id, _("No case"))
        if draft.case_id:
            self._cases.offer([(draft.case_id, _case_words(offered.case_number))])
        self._of_student: str | None = None
        verb = _("Save the change") if draft.base_version else _VERBS[Manner.BOOK]
        editors = {"student_id": self._person, "case_id": self._cases, **_choices(offered, draft)}
        super().__init__(
            APPOINTMENT, NAMES, {}, verb, name="appointment_form", confirm="confirm_appointment", editors=editors
        )
        if offered.client and draft.student_id:
            self._person.show_person(draft.student_id, offered.client)
        self.form.set_values(_values(draft))
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.look)
        self._connect()
        self.look()

    @property
    def manner(self) -> Manner:
        """Return in which way it comes about."""
        return Manner(self.manners.value())

    def set_manner(self, manner: Manner) -> None:
        """Let it come about in another way."""
        self.manners.set_value(manner.value)
        self.button.setText(str(_VERBS[manner]))
        self.repeat.setVisible(manner is Manner.BOOK)
        self.look()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 -- Qt's name
        """Ask nothing any more once the form is put away."""
        super().hideEvent(event)
        self._settle.stop()

    def place(self, name: str) -> None:
        """Place nothing by itself; `below` puts the rows together."""

    @property
    def is_change(self) -> bool:
        """Return whether an appointment that stands is changed."""
        return self._draft.base_version is not None

    def below(self, body: PageColumn) -> None:
        """Lay the rows out: what belongs together stands side by side."""
        _place_rows(self, body)

    def begin(self) -> None:
        """Go to the first thing that is missing: who comes, else when."""
        known = self._draft.student_id or self._draft.case_id or self._draft.alias
        self.form.focus("day" if known else "student_id")

    def draft(self) -> AppointmentDraft:
        """Return what stands there."""
        values = self.form.values()
        return AppointmentDraft(
            id=self._draft.id,
            day=values["day"],
            starts=values["starts"],
            ends=values["ends"],
            student_id=values["student_id"],
            case_id=values["case_id"],
            alias=values["alias"] or "",
            counsellor=values["counsellor"] or "",
            room_id=values["room_id"],
            kind=values["kind"] or AppointmentKind.TALK,
            place=values["place"] or "",
            note=values["note"] or "",
            asked_by=values["asked_by"] or "",
            base_version=self._draft.base_version,
        )

    def client(self) -> str:
        """Return who comes, as the form names him."""
        return self._person.choice.text() if self._person.value() else self.form.values()["alias"] or ""

    @property
    def override_reason(self) -> str:
        """Return why it is booked all the same; empty where that is not asked."""
        asked = not self.form.row("override_reason").isHidden()
        return (self.form.values()["override_reason"] or "") if asked else ""

    def look(self) -> None:
        """Ask what stands against the time that is there now."""
        self._follow()
        draft = self.draft()
        if self.manner is Manner.WALK_IN:  # it has been; nothing stands against it
            self._show(None)
            return
        asked = self.scopes.asked(draft, occupancy_sources(self.context))
        self.context.tasks.run(asked, self._show, lambda _error: self._show(None), owner=self)

    def refuse(self, error: AppError) -> None:
        """Mark what was refused; a time that is taken asks for a reason in place."""
        super().refuse(error)
        if isinstance(error, (RuleBroken, ValidationFailed)):
            self.look()

    def plain(self) -> dict[str, Any]:
        """Return what stands there, with the name of who was found."""
        chosen = {"manner": self.manner.value, "scope": self.scopes.scope.value}
        return {**super().plain(), "person": self._person.choice.text(), **chosen}

    def put_back(self, plain: Mapping[str, Any]) -> None:
        """Show what `plain` gave; the time and the person the form was opened for stay."""
        given = {name for name in _GIVEN if getattr(self._draft, name)} if self._draft.base_version is None else set()
        fields = {name: value for name, value in (plain.get("fields") or {}).items() if name not in given}
        if fields.get("student_id"):
            self._person.show_person(str(fields["student_id"]), str(plain.get("person") or ""))
        super().put_back({"fields": fields})
        if self._draft.base_version is None:
            self.set_manner(Manner(plain.get("manner") or Manner.BOOK))
        self.scopes.set_scope(SeriesScope(plain.get("scope") or SeriesScope.THIS))
        self.look()

    def _show(self, conflicts: Sequence[TimeConflict] | None) -> None:
        values = self.form.values()
        known = values["day"] is not None and values["starts"] is not None and values["ends"] is not None
        self.conflicts.show_conflicts(conflicts if known else None)
        hard = conflicts is not None and any(not each.is_warning for each in conflicts)
        self.form.row("override_reason").setVisible(hard)

    def _connect(self) -> None:
        self.scopes.changed.connect(self._settle.start)
        self.manners.changed.connect(lambda manner: self.set_manner(Manner(manner)))
        self.manners.changed.connect(lambda _manner: self.changed.emit())
        self.when.changed.connect(self.changed)
        self.changed.connect(self._follow)
        self.changed.connect(self._settle.start)

    def _follow(self) -> None:
        """Let the periods follow the day, and the cases follow the student."""
        self.when.look()
        values = self.form.values()
        student = values["student_id"]
        self.form.row("alias").setVisible(not student or bool(values["alias"]))
        self.form.row("case_id").setVisible(bool(student or values["case_id"]))
        if student == self._of_student:
            return
        self._of_student = student
        if student:
            asked = list_cases.bind(state=CaseState.OPEN, student_id=student)
            self.context.tasks.run(asked, self._offer_cases, owner=self)

    def _offer_cases(self, cases: tuple[CaseLine, ...]) -> None:
        self._cases.offer([(case.id, _case_words(case.number)) for case in cases])
        own = [case for case in cases if case.is_own]
        if self._cases.value() is None and len(own) == 1 and self._draft.base_version is None:
            self._cases.set_value(own[0].id)


def _place_rows(question: AppointmentQuestion, body: PageColumn) -> None:
    question.manners.set_value(Manner.BOOK.value)
    who = (question.form.row(name) for name in ("student_id", "alias", "case_id"))
    for each in (question.manners, question.scopes, *who):
        body.add(each)
    question.form.row("case_id").hide()
    question.when = WhenRows(question.context, question.form)
    body.add(question.when)
    body.add(question.conflicts)
    body.add(question.form.row("override_reason", help_=_("A reason is needed to book all the same; it is kept.")))
    space = theme.current().size
    grid = QGridLayout()
    grid.setHorizontalSpacing(space("space-m"))
    grid.setVerticalSpacing(space("space-m"))
    for line, names in enumerate(_BESIDE):
        for column, name in enumerate(names):
            grid.addWidget(question.form.row(name, always_answered=True), line, column)
            grid.setColumnStretch(column, 1)
    body.add(grid)
    for name in ("asked_by", "note"):
        body.add(question.form.row(name))
    question.repeat = Button(
        _("Repeat as a series…"), role="quiet", icon="refresh-cw", name="repeat", clicked=question.repeat_wanted.emit
    )
    body.add(question.repeat)
    if question.is_change:  # what stands is changed, and comes about no other way
        question.manners.hide()
        question.repeat.hide()
    question.form.row("override_reason").hide()


def _choices(offered: Offered, draft: AppointmentDraft) -> dict[str, FieldEditor]:
    counsellor = ReferenceEditor(APPOINTMENT.counsellor, _("Anybody who is free"))
    counsellor.offer([(each.account, each.name) for each in offered.counsellors])
    room = ReferenceEditor(APPOINTMENT.room_id, _("No room"))
    room.offer([(each.id, each.name) for each in offered.rooms if each.in_use or each.id == draft.room_id])
    return {"counsellor": counsellor, "room_id": room}


def _case_words(number: str) -> str:
    return tr("Case {number}", number=number)


def _values(draft: AppointmentDraft) -> dict[str, Any]:
    return {
        "student_id": draft.student_id,
        "alias": draft.alias,
        "case_id": draft.case_id,
        "day": draft.day,
        "starts": draft.starts,
        "ends": draft.ends,
        "counsellor": draft.counsellor or None,
        "room_id": draft.room_id,
        "kind": draft.kind,
        "place": draft.place,
        "asked_by": draft.asked_by,
        "note": draft.note,
    }
