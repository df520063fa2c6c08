"""The forms the page opens: an appointment, a change, a series, an entry of the waiting list that gets its time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from xinmiao.features.appointments import operations
from xinmiao.features.appointments.editor.appointment_form import AppointmentQuestion, Manner, Offered
from xinmiao.features.appointments.editor.series import SeriesQuestion
from xinmiao.features.appointments.editor.sources import occupancy_sources
from xinmiao.features.appointments.page.looks import client_words
from xinmiao.features.appointments.records import (
    AppointmentDraft,
    AppointmentView,
    CounsellorChoice,
    SeriesScope,
    SeriesStamp,
    Stamp,
    WaitingView,
)
from xinmiao.features.appointments.rules.drafts import draft_of
from xinmiao.features.school_calendar.operations import list_rooms
from xinmiao.features.school_calendar.records import RoomView
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import Text, _, ntr, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.question_sheet import QuestionSheet

NEW_DRAFT = "new_appointment"
"""The key of the draft of an appointment that was begun: one, whatever it was begun for."""


@dataclass(frozen=True)
class Start:
    """What an appointment begins with, and how it is called."""

    draft: AppointmentDraft
    client: str = ""
    case_number: str = ""
    waiting: WaitingView | None = None
    in_series: bool = False


class AppointmentForms:
    """Opens the forms in the page's sheet; `booked` gets the id and day of what was booked."""

    def __init__(self, context: PageContext, sheet: QuestionSheet, booked: Callable[[str], object]) -> None:
        self._context, self._sheet, self._booked = context, sheet, booked
        self.counsellors: tuple[CounsellorChoice, ...] = ()

    def begin(self, start: Start) -> None:
        """Open the form of a new appointment."""
        self._with_rooms(lambda rooms: self._open(start, rooms))

    def change(self, view: AppointmentView) -> None:
        """Open the form of one that stands."""
        start = Start(draft_of(view), client_words(view), in_series=view.series_id is not None)
        self._with_rooms(lambda rooms: self._open(start, rooms))

    def _with_rooms(self, then: Callable[[tuple[RoomView, ...]], None]) -> None:
        self._context.tasks.run(list_rooms.bind(), then, owner=self._sheet)

    def _open(self, start: Start, rooms: tuple[RoomView, ...]) -> None:
        offered = Offered(self.counsellors, rooms, start.client, start.case_number, start.in_series)
        question = AppointmentQuestion(self._context, offered, start.draft)
        question.repeat_wanted.connect(lambda: self._repeat(question))

        def bind(_values: dict[str, Any]) -> Bound[Any]:
            return self._command(question, start)

        is_new = start.draft.base_version is None
        key = (NEW_DRAFT if start.waiting is None else "") if is_new else f"appointment:{start.draft.id}"
        title = _("Book an appointment") if is_new else _("Change the appointment")
        self._sheet.ask(title, question, bind, done=lambda stamp: self._done(question, stamp), draft_key=key)
        question.begin()

    def _command(self, question: AppointmentQuestion, start: Start) -> Bound[Any]:
        draft, sources = question.draft(), occupancy_sources(self._context)
        if question.manner is Manner.WALK_IN:
            return operations.record_walk_in.bind(draft)
        entry, is_booked = start.waiting, question.manner is Manner.BOOK
        reason = question.override_reason
        if entry is not None:
            return operations.offer_time.bind(
                entry.id, entry.version, draft, is_booked=is_booked, override_reason=reason, sources=sources
            )
        if question.scopes.scope is not SeriesScope.THIS:
            return operations.change_series.bind(draft, question.scopes.scope, reason, sources)
        if not is_booked:
            return operations.request_appointment.bind(draft)
        return operations.save_appointment.bind(draft, reason, sources)

    def _done(self, question: AppointmentQuestion, stamp: Stamp) -> None:
        self._context.notices.inform(self._told(question, stamp))
        self._booked(stamp.id)

    def _told(self, question: AppointmentQuestion, stamp: Stamp) -> Text | str:
        if question.manner is Manner.WALK_IN:
            return _("Walk-in recorded.")
        if question.manner is Manner.REQUEST:
            return _("Request kept; confirm it when the time is agreed.")
        if question.scopes.scope is not SeriesScope.THIS:
            return ntr("{count} appointment changed.", "{count} appointments changed.", stamp.changed)
        name = next((each.name for each in self.counsellors if each.account == stamp.counsellor), "")
        return tr("Booked with {counsellor}.", counsellor=name) if name else _("Booked.")

    def _repeat(self, question: AppointmentQuestion) -> None:
        """Go on with what stands in the form as the first of a series."""
        draft = question.draft()
        series = SeriesQuestion(self._context, replace(draft, id=self._context.ids.new()), question.client())

        def bind(_values: dict[str, Any]) -> Bound[Any]:
            return operations.save_series.bind(
                series.template,
                series.pattern(),
                series.dates.decisions(),
                override_reason=series.override_reason,
                sources=occupancy_sources(self._context),
            )

        def done(stamp: SeriesStamp) -> None:
            self._context.drafts.discard(NEW_DRAFT)
            told = ntr("{count} appointment booked.", "{count} appointments booked.", stamp.made)
            self._context.notices.inform(told)
            self._booked("")

        self._sheet.ask(_("Series of appointments"), series, bind, done=done)
