"""Moving an appointment: how much of a series, why onto a taken time, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from xinmiao.features.appointments import operations
from xinmiao.features.appointments.editor.override import OverrideQuestion
from xinmiao.features.appointments.editor.series_scope import LEFT_ALONE, SCOPES
from xinmiao.features.appointments.editor.sources import occupancy_sources
from xinmiao.features.appointments.page.looks import client_words
from xinmiao.features.appointments.records import AppointmentView, NewTime, SeriesScope, Stamp
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import Text, _, ntr, tr
from xinmiao.kernel.times_of_day import show_span
from xinmiao.ui.notices import Choice, Question
from xinmiao.ui.page import PageContext
from xinmiao.ui.question_sheet import QuestionSheet
from xinmiao.ui.undo_toast import UndoToast

_SCOPES = (*(Choice(scope.value, words) for scope, words in SCOPES), Choice("", _("Leave it")))


class Moving:
    """Moves what the user carried; `restore` shows it where it was."""

    def __init__(
        self, context: PageContext, sheet: QuestionSheet, toast: UndoToast, restore: Callable[[], object]
    ) -> None:
        self._context, self._sheet, self._toast, self._restore = context, sheet, toast, restore

    def move(self, view: AppointmentView, to: NewTime, reason: str = "") -> None:
        """Move it, a series as far as the user says."""
        if view.series_id is None:
            self._move(view, to, SeriesScope.THIS, reason)
            return
        text = _("This appointment is one of a series. What is to be moved?")
        self.ask_scope(text, lambda scope: self._move(view, to, scope, reason))

    def ask_scope(self, text: Text, then: Callable[[SeriesScope], object]) -> None:
        """Ask how much of a series is meant."""

        def answered(choice: str) -> None:
            if choice:
                then(SeriesScope(choice))
            else:
                self._restore()

        question = Question(text, LEFT_ALONE, _SCOPES, default=SeriesScope.THIS.value, escape="")
        self._context.notices.ask(question, answered, self._sheet)

    def _move(self, view: AppointmentView, to: NewTime, scope: SeriesScope, reason: str) -> None:
        bound = self._moving(view, to, scope, reason)
        refused = partial(self._not_moved, view, to, scope)
        self._context.tasks.run(bound, partial(self._moved, view, to, scope), refused, owner=self._sheet)

    def _moving(self, view: AppointmentView, to: NewTime, scope: SeriesScope, reason: str) -> Bound[Stamp]:
        sources = occupancy_sources(self._context)
        return operations.move_appointment.bind(
            view.id, view.version, to, scope, override_reason=reason, sources=sources
        )

    def _moved(self, view: AppointmentView, to: NewTime, scope: SeriesScope, stamp: Stamp) -> None:
        """Say what was moved, and offer to take it back."""

        def back() -> None:
            before = NewTime(view.day, view.starts, view.ends, view.counsellor, view.room_id)
            bound = operations.move_appointment.bind(
                view.id,
                stamp.version,
                before,
                scope,
                override_reason=view.override_reason or tr("Move taken back"),
                sources=occupancy_sources(self._context),
            )
            told = lambda _stamp: self._context.notices.inform(_("Moved back."))  # noqa: E731 -- one line
            self._context.tasks.run(bound, told, owner=self._sheet)

        words = tr("{client} is now on {when}", client=view.client, when=_where(to))
        if stamp.changed > 1:
            words = ntr("{count} appointment moved", "{count} appointments moved", stamp.changed)
        self._toast.say(words, back)

    def _not_moved(self, view: AppointmentView, to: NewTime, scope: SeriesScope, error: AppError) -> None:
        """Ask for a reason where the time is taken; tell anything else, and leave it where it was."""
        self._restore()
        if isinstance(error, operations.TimeTaken):
            question = OverrideQuestion(tr(" → ").join((client_words(view), _where(to))), error.conflicts)

            def bind(values: dict[str, Any]) -> Bound[Any]:
                return self._moving(view, to, scope, values["override_reason"] or "")

            done = partial(self._moved, view, to, scope)
            self._sheet.ask(_("This time is taken"), question, bind, done=done)
        elif isinstance(error, ValidationFailed):
            self._context.notices.inform(next(iter(error.problems.values()), error.message))
        else:
            self._context.notices.error(error)


def _where(to: NewTime) -> str:
    return f"{to.day.isoformat()} {show_span(to.starts, to.ends)}"
