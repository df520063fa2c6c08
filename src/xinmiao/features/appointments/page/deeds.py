"""What is done with one appointment: moving, cancelling, saying who came, the note, the pass slip."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from xinmiao.features.appointments import operations
from xinmiao.features.appointments.editor.ending import CancelQuestion, CorrectQuestion
from xinmiao.features.appointments.editor.reading import AppointmentReading
from xinmiao.features.appointments.editor.sources import occupancy_sources
from xinmiao.features.appointments.page.forms import AppointmentForms
from xinmiao.features.appointments.page.looks import client_words, state_chip
from xinmiao.features.appointments.page.moving import Moving
from xinmiao.features.appointments.page.printing import show_pass_slip
from xinmiao.features.appointments.records import (
    AppointmentState,
    AppointmentView,
    SeriesScope,
    Stamp,
)
from xinmiao.features.appointments.rules.checking import has_begun
from xinmiao.features.appointments.rules.drafts import draft_of
from xinmiao.features.appointments.rules.entries import note_target
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text, _, ntr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import PageContext
from xinmiao.ui.question_sheet import QuestionSheet
from xinmiao.ui.undo_toast import UndoToast

_OUTCOMES = (
    (AppointmentState.ARRIVED, _("Came"), "circle-check"),
    (AppointmentState.LATE, _("Came late"), "clock"),
    (AppointmentState.ABSENT, _("Did not come"), "circle-x"),
)


class Deeds:
    """Runs what the user wants of an appointment; the page shows the calendar again by its interests."""

    def __init__(
        self,
        context: PageContext,
        sheet: QuestionSheet,
        toast: UndoToast,
        forms: AppointmentForms,
        restore: Callable[[], object],
    ) -> None:
        self._context, self._sheet, self._forms = context, sheet, forms
        self.moving = Moving(context, sheet, toast, restore)
        self.move = self.moving.move

    def open(self, view: AppointmentView) -> None:
        """Show an appointment beside the calendar."""
        reading = AppointmentReading(view, state_chip(view), self.outcomes(view), self.deeds(view))
        self._sheet.show_other(client_words(view), reading)

    def outcomes(self, view: AppointmentView) -> tuple[Action, ...]:
        """Return the three outcomes, once it has begun and nobody said who came."""
        begun = has_begun(view.day, view.starts, self._context.clock.now())
        if view.state is not AppointmentState.BOOKED or not begun or view.is_closed_to_me:
            return ()
        return tuple(
            Action(f"outcome_{state.value}", words, partial(self.say_outcome, view, state), icon=icon)
            for state, words, icon in _OUTCOMES
        )

    def deeds(self, view: AppointmentView) -> tuple[Action, ...]:
        """Return what else can be done, the likeliest first."""
        if view.is_closed_to_me:
            return ()
        asked, booked = view.state is AppointmentState.REQUESTED, view.state is AppointmentState.BOOKED
        came = view.state in {AppointmentState.ARRIVED, AppointmentState.LATE}
        begun = has_begun(view.day, view.starts, self._context.clock.now())
        has_student = view.student_id is not None
        has_file = has_student or view.case_id is not None
        offered = (
            (asked, Action("confirm", _("Confirm"), partial(self.confirm, view), icon="check")),
            (came or (booked and begun), self._note_action(view)),
            (view.may_change, Action("change", _("Change…"), partial(self._forms.change, view), icon="pen-line")),
            (
                view.has_outcome,
                Action("correct", _("Correct the outcome…"), partial(self.correct, view), icon="undo-2"),
            ),
            (booked and has_student, self._slip_action(view)),
            (has_file, Action("student", _("Growth file"), partial(self._to_student, view), icon="folder-open")),
            (view.may_change, Action("cancel", _("Cancel…"), partial(self.cancel, view), icon="x")),
        )
        return tuple(action for is_offered, action in offered if is_offered)

    def say_outcome(self, view: AppointmentView, outcome: AppointmentState) -> None:
        """Keep who came, and show it."""
        bound = operations.set_outcome.bind(view.id, view.version, outcome)
        self._context.tasks.run(bound, lambda _stamp: self._look_again(view.id), owner=self._sheet)

    def confirm(self, view: AppointmentView) -> None:
        """Book what was only asked for; when its time is taken by now, the form says so."""
        bound = operations.save_appointment.bind(draft_of(view), "", occupancy_sources(self._context))

        def refused(error: AppError) -> None:
            if isinstance(error, operations.TimeTaken):
                self._forms.change(view)
            else:
                self._context.notices.error(error)

        self._context.tasks.run(bound, lambda _stamp: self._look_again(view.id), refused, owner=self._sheet)

    def cancel(self, view: AppointmentView) -> None:
        """Ask by whom and why, a series as far as the user says."""
        if view.series_id is None:
            self._ask_cancel(view, SeriesScope.THIS)
            return
        text = _("This appointment is one of a series. What is to be cancelled?")
        self.moving.ask_scope(text, partial(self._ask_cancel, view))

    def correct(self, view: AppointmentView) -> None:
        """Ask what the outcome really was."""
        question = CorrectQuestion(view)

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.set_outcome.bind(view.id, view.version, question.chosen(), values["reason"] or "")

        done = partial(self._said, _("Outcome corrected."))
        self._sheet.ask(_("Correct the outcome"), question, bind, done=done, draft_key=f"outcome:{view.id}")

    def write_note(self, view: AppointmentView) -> None:
        """Begin the note of this talk with its times."""
        if (place := note_target(view)) is None:
            place = Target("casework", "new_case:alias")  # somebody without a case: it is opened first
        self._context.navigator.open(place)

    def _note_action(self, view: AppointmentView) -> Action:
        return Action("write_note", _("Write the note"), partial(self.write_note, view), "", "notebook-pen")

    def _slip_action(self, view: AppointmentView) -> Action:
        return Action("slip", _("Pass slip"), partial(show_pass_slip, self._context, view), icon="printer")

    def _to_student(self, view: AppointmentView) -> None:
        place = Target("student", view.student_id) if view.student_id else Target("casework", view.case_id or "")
        self._context.navigator.open(place)

    def _ask_cancel(self, view: AppointmentView, scope: SeriesScope) -> None:
        question = CancelQuestion()

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.cancel_appointment.bind(
                view.id, view.version, values["cancelled_by"], values["reason"] or "", scope=scope
            )

        def done(stamp: Stamp) -> None:
            told = ntr("{count} appointment cancelled.", "{count} appointments cancelled.", stamp.changed)
            self._context.notices.inform(told)

        self._sheet.ask(client_words(view), question, bind, done=done, draft_key=f"cancel:{view.id}")

    def _look_again(self, appointment_id: str) -> None:
        """Show an appointment as it stands now."""
        self._context.tasks.run(operations.get_appointment.bind(appointment_id), self.open, owner=self._sheet)

    def _said(self, words: Text, _value: object) -> None:
        self._context.notices.inform(words)
