"""What is done with shifts from the page of duty: each asks in the sheet, then runs a command."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from xinmiao.features.duty import operations
from xinmiao.features.duty.editor import questions
from xinmiao.features.duty.editor.preview import RosterPreview
from xinmiao.features.duty.records import (
    DutyRecordDraft,
    DutyRecordView,
    RosterPlan,
    RosterRequest,
    RosterView,
    SetupView,
    ShiftView,
    StandIn,
    SwapView,
)
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import _, ntr
from xinmiao.ui.page import Page
from xinmiao.ui.question_sheet import QuestionSheet

_AHEAD = timedelta(days=60)


class ShiftDeeds:
    """The deeds of one page; `setup` is told by the page when it knows it."""

    def __init__(self, page: Page, sheet: QuestionSheet) -> None:
        self._page, self._context, self._sheet = page, page.context, sheet
        self.sources = tuple(source for feature in page.context.features for source in feature.occupancies)
        self.setup: SetupView | None = None

    def make(self, request: RosterRequest) -> None:
        """Ask for a span, show the preview, save it."""
        question = questions.span_question(request)

        def bind(values: dict[str, Any]) -> Bound[RosterPlan]:
            first, last = values["first"] or date.min, values["last"] or date.min
            asked = RosterRequest(first, last, keep_hand=bool(values["keep_hand"]))
            return operations.preview_roster.bind(asked, self.sources)

        self._sheet.ask(_("Make the roster"), question, bind, done=self._preview)

    def add(self, day: date, starts: int, ends: int) -> None:
        """Put in a shift by hand."""
        if self.setup is not None:
            empty = ShiftView("", day, "", starts, ends, "", "")
            question = questions.shift_question(self.setup, empty, _("Put in"))
            self._sheet.ask(_("Put in a shift"), question, partial(self._bind_added, empty), done=_nothing)

    def change(self, shift: ShiftView) -> None:
        """Move a shift to another day, time, room or person."""
        if self.setup is not None:
            question = questions.shift_question(self.setup, shift, _("Move"))
            self._sheet.ask(_("Move the shift"), question, partial(self._bind_moved, shift), done=_nothing)

    def carry(self, shift: ShiftView, day: date, starts: int, ends: int) -> None:
        """Move a shift as it was dragged."""
        moved = replace(shift, day=day, starts=starts, ends=ends)
        self._context.tasks.run(operations.move_shift.bind(shift, moved, self.sources), owner=self._page)

    def remove(self, shift: ShiftView) -> None:
        """Take a shift out."""
        self._context.tasks.run(operations.remove_shift.bind(shift), self._gone, owner=self._page)

    def stand_in(self, shift: ShiftView) -> None:
        """Ask who stands instead."""
        found = operations.who_could_stand.bind(shift.id, self.sources)
        self._context.tasks.run(found, partial(self._ask_stand_in, shift), owner=self._page)

    def swap(self, shift: ShiftView) -> None:
        """Ask whom to ask for a swap; his shifts of the next two months are offered."""
        today = self._context.clock.today()
        bound = operations.get_roster.bind(today, today + _AHEAD)
        self._context.tasks.run(bound, partial(self._ask_swap, shift), owner=self._page)

    def answer(self, swap: SwapView, *, agrees: bool) -> None:
        """Keep the answer to a swap."""
        bound = operations.answer_swap.bind(swap, agrees=agrees, sources=self.sources)
        self._context.tasks.run(bound, owner=self._page)

    def withdraw(self, swap: SwapView) -> None:
        """Take a question for a swap back."""
        self._context.tasks.run(operations.withdraw_swap.bind(swap), owner=self._page)

    def sign(self, shift: ShiftView) -> None:
        """Sign in, or out when somebody is signed in, at this moment."""
        now = self._context.clock.now()
        came, went = (now, None) if shift.signed_in_at is None else (shift.signed_in_at, now)
        self._context.tasks.run(operations.sign_duty.bind(shift, came, went), self._gone, owner=self._page)

    def correct_signing(self, shift: ShiftView) -> None:
        """Enter or correct when somebody came and went."""

        def bind(values: dict[str, Any]) -> Bound[None]:
            return operations.sign_duty.bind(shift, values["signed_in_at"], values["signed_out_at"])

        self._sheet.ask(_("Signing in and out"), questions.sign_question(shift), bind, done=_nothing)

    def record(self, shift: ShiftView) -> None:
        """Write the record of a shift; the handover before it counts as read once it is shown."""
        self._context.tasks.run(operations.get_duty_record.bind(shift.id), self._ask_record, owner=self._page)

    def _preview(self, plan: RosterPlan) -> None:
        def save() -> None:
            bound = operations.save_roster.bind(plan, self.sources)
            self._context.tasks.run(bound, saved, refused, owner=preview)

        def saved(count: int) -> None:
            self._sheet.close_sheet()
            self._context.notices.inform(ntr("{count} shift was saved.", "{count} shifts were saved.", count))

        def refused(error: AppError) -> None:
            preview.refuse(error)

        preview = RosterPreview(plan, save)
        self._sheet.show_other(_("Preview of the roster"), preview)

    def _ask_stand_in(self, shift: ShiftView, found: tuple[StandIn, ...]) -> None:
        question = questions.stand_in_question(shift, found)
        self._sheet.ask(_("Who stands instead"), question, partial(self._bind_moved, shift), done=_nothing)

    def _ask_swap(self, shift: ShiftView, roster: RosterView) -> None:
        if self.setup is None:
            return
        question = questions.SwapQuestion(shift, self.setup.persons, roster.shifts)

        def bind(values: dict[str, Any]) -> Bound[str]:
            return operations.ask_swap.bind(shift, values["asked_id"] or "", question.taken(values), self.sources)

        self._sheet.ask(_("Ask for a swap"), question, bind, done=_nothing)

    def _ask_record(self, view: DutyRecordView) -> None:
        def bind(values: dict[str, Any]) -> Bound[None]:
            texts = {name: values[name] or "" for name in ("events", "reported_to", "handover")}
            visitors = -1 if values["visitors"] is None else values["visitors"]
            return operations.save_duty_record.bind(
                DutyRecordDraft(view.shift.id, visitors, **texts, version=view.draft.version)
            )

        key = f"duty_record:{view.shift.id}"
        self._sheet.ask(_("Duty record"), questions.record_question(view), bind, done=_nothing, draft_key=key)
        if view.before is not None and view.before_read_at is None:
            self._context.tasks.run(operations.note_handover_read.bind(view.before), owner=self._page)

    def _bind_added(self, empty: ShiftView, values: dict[str, Any]) -> Bound[str]:
        return operations.add_shift.bind(_as_typed(empty, values), self.sources)

    def _bind_moved(self, shift: ShiftView, values: dict[str, Any]) -> Bound[None]:
        return operations.move_shift.bind(shift, _as_typed(shift, values), self.sources)

    def _gone(self, _done: object) -> None:
        self._sheet.put_away()


def _as_typed(shift: ShiftView, values: dict[str, Any]) -> ShiftView:
    """Return a shift with what was typed; what is empty becomes what no shift can have, and is refused in words."""
    nothing: dict[str, Any] = {"day": date.min, "name": "", "starts": -1, "ends": -1, "staff_id": ""}
    typed: dict[str, Any] = {name: nothing.get(name) if value is None else value for name, value in values.items()}
    return replace(shift, **typed)


def _nothing(_done: object) -> None:
    """Nothing more is to be done: the page reloads by itself."""
