"""What the roster is made of: the pattern of shifts, who takes part, leave, and swaps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.duty.page.setup_deeds import SetupDeeds
from xinmiao.features.duty.page.words import pattern_line, person_line, swap_line
from xinmiao.features.duty.records import (
    LEAVE_LABELS,
    DutyPersonView,
    LeaveView,
    PatternView,
    SetupView,
    SwapState,
    SwapView,
)
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.widgets.buttons import Button, IconButton
from xinmiao.ui.widgets.flow import FlowLayout
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card, PageColumn

Deed = tuple[str, Text, Callable[[], object]]
"""An icon, what it does in words, and the deed."""


class LinesCard(Card):
    """A card whose lines are made anew, with a button to add one."""

    def __init__(self, title: Text, *, name: str, add: Text | None = None, added: Callable[[], object] = tuple) -> None:
        super().__init__(title, name=name)
        holder = QWidget()
        self._lines = QVBoxLayout(holder)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self.add(holder)
        if add is not None:
            self.add_action(Button(add, icon="plus", name=f"{name}_add", clicked=added))

    def clear(self, nothing: Text | None) -> None:
        """Take all lines out, and say that there is nothing yet."""
        while (item := self._lines.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        if nothing is not None:
            self._lines.addWidget(label(nothing, "muted", wrap=True))

    def line(self, words: tuple[str, str], deeds: Sequence[Deed] = ()) -> None:
        """Add two lines of words with icons at their end."""
        holder = QWidget()
        row, column = QHBoxLayout(holder), QVBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(words[0], wrap=True))
        if words[1]:
            column.addWidget(label(words[1], "secondary", wrap=True))
        row.addLayout(column, 1)
        for icon, hint, deed in deeds:
            button = IconButton(icon, hint, name=f"{self.objectName()}_{icon}")
            button.clicked.connect(lambda _on=False, deed=deed: deed())
            row.addWidget(button)
        self._lines.addWidget(holder)

    def answers(self, words: tuple[str, str], buttons: Sequence[Button]) -> None:
        """Add two lines of words with buttons below them."""
        self.line(words)
        holder = QWidget()
        flow = FlowLayout(holder)
        for button in buttons:
            flow.addWidget(button)
        self._lines.addWidget(holder)


class SetupColumn(PageColumn):
    """The four cards; what is done with a line the page's deeds do."""

    def __init__(self, deeds: SetupDeeds, parent: QWidget) -> None:
        super().__init__(name="duty_setup", reading_width=900, parent=parent)
        self.hide()
        self.deeds = deeds
        self.patterns = LinesCard(
            _("Shifts of a week"), name="patterns_card", add=_("Add a shift"), added=lambda: deeds.edit_pattern(None)
        )
        self.persons = LinesCard(
            _("Who takes part"), name="persons_card", add=_("Add a person"), added=lambda: deeds.edit_person(None)
        )
        self.leave = LinesCard(_("Leave"), name="leave_card", add=_("Enter leave"), added=deeds.add_leave)
        self.swaps = LinesCard(_("Swaps"), name="swaps_card")
        for card in (self.swaps, self.patterns, self.persons, self.leave):
            self.add(card)

    def show_setup(self, setup: SetupView) -> None:
        """Show the pattern and who takes part."""
        rooms = dict(setup.rooms)
        self.patterns.clear(None if setup.patterns else _("No shift yet: add those of a week, such as noon."))
        for pattern in setup.patterns:
            self.patterns.line(pattern_line(pattern, rooms), self._pattern_deeds(pattern))
        self.persons.clear(None if setup.persons else _("Nobody takes part yet."))
        for person in setup.persons:
            self.persons.line(person_line(person), self._person_deeds(person))

    def show_leave(self, leave: Sequence[LeaveView]) -> None:
        """Show the leave that is not over."""
        self.leave.clear(None if leave else _("Nobody is away."))
        kinds = dict(LEAVE_LABELS)
        for each in leave:
            span = tr("{first} to {last}", first=each.first_day.isoformat(), last=each.last_day.isoformat())
            deed: Deed = ("trash-2", _("Take the leave out"), partial(self.deeds.remove_leave, each))
            self.leave.line((f"{each.name}  {span}", str(kinds[each.kind])), (deed,))

    def show_swaps(self, swaps: Sequence[SwapView]) -> None:
        """Show swaps, those that wait first."""
        self.swaps.clear(None if swaps else _("No swap was asked for."))
        for swap in swaps:
            if swap.state is SwapState.ASKED:
                self.swaps.answers(swap_line(swap), self._answers(swap))
            else:
                self.swaps.line(swap_line(swap))

    def _answers(self, swap: SwapView) -> tuple[Button, ...]:
        deeds = self.deeds
        return (
            Button(_("Agrees"), name="swap_agree", clicked=lambda: deeds.answer(swap, agrees=True)),
            Button(_("Declines"), name="swap_decline", clicked=lambda: deeds.answer(swap, agrees=False)),
            Button(_("Withdraw"), role="quiet", name="swap_withdraw", clicked=lambda: deeds.withdraw(swap)),
        )

    def _pattern_deeds(self, pattern: PatternView) -> tuple[Deed, ...]:
        return (
            ("pen-line", _("Change the shift"), lambda: self.deeds.edit_pattern(pattern)),
            ("trash-2", _("Take the shift out"), lambda: self.deeds.remove_pattern(pattern)),
        )

    def _person_deeds(self, person: DutyPersonView) -> tuple[Deed, ...]:
        return (
            ("pen-line", _("Change the weekdays"), lambda: self.deeds.edit_person(person)),
            ("trash-2", _("Takes part no more"), lambda: self.deeds.remove_person(person)),
        )
