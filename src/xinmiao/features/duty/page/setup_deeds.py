"""What is done with the pattern, people, leave and swaps from the page of duty."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from xinmiao.features.duty import operations
from xinmiao.features.duty.editor import questions
from xinmiao.features.duty.page.deeds import ShiftDeeds
from xinmiao.features.duty.records import (
    DutyPersonView,
    LeaveKind,
    LeaveView,
    PatternView,
    ShiftView,
)
from xinmiao.features.staff import operations as staff
from xinmiao.features.staff.records import StaffLine
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import Text, _, ntr
from xinmiao.ui.page import Page
from xinmiao.ui.question_sheet import QuestionSheet


class SetupDeeds:
    """The deeds of one page; swaps are answered by the deeds of shifts."""

    def __init__(self, page: Page, sheet: QuestionSheet, shifts: ShiftDeeds) -> None:
        self._page, self._context, self._sheet, self._shifts = page, page.context, sheet, shifts
        self.answer, self.withdraw = shifts.answer, shifts.withdraw

    def edit_pattern(self, opened: PatternView | None) -> None:
        """Add or change a shift of the pattern."""
        if self._shifts.setup is None:
            return
        question = questions.PatternQuestion(self._shifts.setup, opened)

        def bind(values: dict[str, Any]) -> Bound[Any]:
            pattern = question.pattern(values)
            if opened is None:
                return operations.add_pattern.bind(pattern, question.weekdays())
            return operations.save_pattern.bind(pattern)

        self._sheet.ask(_("Shift of a week"), question, bind, done=_nothing)

    def remove_pattern(self, pattern: PatternView) -> None:
        """Take a shift out of the pattern."""
        self._context.tasks.run(operations.remove_pattern.bind(pattern), owner=self._page)

    def edit_person(self, opened: DutyPersonView | None) -> None:
        """Let somebody take part, or change his weekdays."""
        self._context.tasks.run(staff.list_staff.bind(), partial(self._ask_person, opened), owner=self._page)

    def remove_person(self, person: DutyPersonView) -> None:
        """Let somebody take part no more."""
        kept = tuple(each for each in self._persons() if each.staff_id != person.staff_id)
        self._context.tasks.run(operations.save_duty_persons.bind(kept), owner=self._page)

    def add_leave(self) -> None:
        """Enter leave; the shifts it touches are told."""
        question = questions.leave_question(self._persons(), self._context.clock.today())

        def bind(values: dict[str, Any]) -> Bound[tuple[ShiftView, ...]]:
            first, last = values["first_day"] or date.min, values["last_day"] or date.min
            kind = values["kind"] or LeaveKind.OTHER
            return operations.save_leave.bind(LeaveView(values["staff_id"] or "", first, last, kind))

        self._sheet.ask(_("Leave"), question, bind, done=self._tell_touched)

    def remove_leave(self, leave: LeaveView) -> None:
        """Take leave out."""
        self._context.tasks.run(operations.remove_leave.bind(leave), owner=self._page)

    def _persons(self) -> tuple[DutyPersonView, ...]:
        return () if self._shifts.setup is None else self._shifts.setup.persons

    def _ask_person(self, opened: DutyPersonView | None, lines: tuple[StaffLine, ...]) -> None:
        there = {person.staff_id for person in self._persons()}
        free = [(line.id, f"{line.name} {line.duties}".strip()) for line in lines if line.id not in there]

        def bind(values: dict[str, Any]) -> Bound[None]:
            weekdays = tuple(values["weekdays"] or ())
            if opened is None:
                changed = (*self._persons(), DutyPersonView(values["staff_id"] or "", "", weekdays))
            else:
                same = opened.staff_id
                changed = tuple(
                    replace(each, weekdays=weekdays) if each.staff_id == same else each for each in self._persons()
                )
            return operations.save_duty_persons.bind(changed)

        question = questions.person_question(free, opened)
        title: Text = _("Who takes part") if opened is None else _("Weekdays of a person")
        self._sheet.ask(title, question, bind, done=_nothing)

    def _tell_touched(self, touched: tuple[ShiftView, ...]) -> None:
        if touched:
            words = ntr(
                "{count} shift lies in this leave: look for somebody to stand instead.",
                "{count} shifts lie in this leave: look for somebody to stand instead.",
                len(touched),
            )
            self._context.notices.inform(words)


def _nothing(_done: object) -> None:
    """Nothing more is to be done: the page reloads by itself."""
