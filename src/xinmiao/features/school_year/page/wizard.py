"""The wizard of a school year: one step after the other, each done on its own page, skipped, or taken up again.

Owns the way through the steps; what they are is declared by the features. Nothing here writes but the marks.
"""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.school_year import operations
from xinmiao.features.school_year.records import WHOLE, StepMark, StepView, YearView
from xinmiao.kernel.texts import _, tr
from xinmiao.kernel.year_steps import YearStep
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.widgets.buttons import Button, Role
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.stepper import Stepper
from xinmiao.ui.widgets.surfaces import Card, PageColumn

_WIDTH_PX = 720
_HELP = _(
    "Each step is done on its own page; the arrow there leads back. What is done is known from the records, what is "
    "left out can be skipped and taken up again. Ctrl+S opens the step in front."
)


class SchoolYearPage(Page):
    """Steps at the top, the step in front below it, the others under it."""

    interests: ClassVar[frozenset[str]] = frozenset({"student", "school_class", "class_teacher", "mentor", "year_step"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_school_year")
        declared = (step for feature in context.features for step in feature.year_steps)
        may = [step for step in declared if context.actor.may(step.look.requires)]
        self._declared: tuple[YearStep, ...] = tuple(sorted(may, key=lambda step: step.order))
        self.view: YearView | None = None
        self.header = PageHeader(_("New school year"), " ")
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.stepper = Stepper([*(step.label for step in self._declared), _("Done")])
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.current().size("space-m"))
        self.front: QWidget | None = None
        self._lay_out()

    def reload(self) -> None:
        """Ask how far each step is."""
        sources = tuple((step.name, step.look) for step in self._declared)
        self.context.tasks.run(operations.get_school_year.bind(sources), self._show, owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return the way on."""
        return (Action("save", _("Open the step"), self.open_current, icon="arrow-right", enabled=self._has_current),)

    def help_text(self) -> str:
        """Say how the steps are gone through."""
        return str(_HELP)

    def open_current(self) -> None:
        """Go to the page of the step in front; when none is left, end the wizard."""
        step = self._current()
        if step is not None:
            self.context.navigator.open(step.target)
        elif self.view is not None and not self.view.ended:
            self.end()

    def end(self) -> None:
        """End the wizard of this school year; Today does not remind of it any more."""
        self._mark(WHOLE, StepMark.DONE)

    def _current(self) -> YearStep | None:
        if self.view is None or self.view.current >= len(self.view.steps):
            return None
        return self._step(self.view.steps[self.view.current].name)

    def _has_current(self) -> bool:
        return self.view is not None and (self._current() is not None or not self.view.ended)

    def _step(self, name: str) -> YearStep:
        return next(step for step in self._declared if step.name == name)

    def _mark(self, step: str, mark: StepMark | None) -> None:
        self.context.tasks.run(operations.mark_step.bind(step, mark), owner=self)

    def _show(self, view: YearView) -> None:
        self.view = view
        year = tr("School year {first}–{second}", first=view.school_year, second=view.school_year + 1)
        self.header.set_title(_("New school year"), year)
        self.stepper.set_current(view.current)
        had_focus = self.front is not None and self.front.hasFocus()
        while (item := self._cards.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.front = None
        for place, step in enumerate(view.steps):
            self._cards.addWidget(self._card(step, in_front=place == view.current))
        self._cards.addWidget(self._end_card(view))
        if had_focus or self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, view: StepView, *, in_front: bool) -> Card:
        step = self._step(view.name)
        card = Card(step.label, step.sentence if in_front else "", name=f"step_{view.name}")
        chip = _chip(view)
        if chip is not None:
            card.add_action(chip)
        for fact in view.state.facts:
            card.add(label(fact, "" if in_front else "secondary", wrap=True))
        opener, *others = self._buttons(view, step, in_front=in_front)
        if in_front:
            card.add(_row_of(opener, *others))
        else:
            for button in (*others, opener):
                card.add_action(button)
        if in_front:
            self.front = opener
            self.setFocusProxy(opener)
        return card

    def _buttons(self, view: StepView, step: YearStep, *, in_front: bool) -> tuple[Button, ...]:
        """Return the button that opens the step, and what else can be said of it."""
        role: Role = "primary" if in_front else "secondary"
        go = partial(self.context.navigator.open, step.target)
        opener = Button(step.button, role=role, icon="arrow-right", name=f"open_{view.name}", clicked=go)
        if view.mark is StepMark.SKIPPED:
            again = partial(self._mark, view.name, None)
            return opener, Button(_("Take it up again"), role="quiet", name=f"again_{view.name}", clicked=again)
        if view.open:
            skip = partial(self._mark, view.name, StepMark.SKIPPED)
            return opener, Button(_("Skip"), role="quiet", name=f"skip_{view.name}", clicked=skip)
        return (opener,)

    def _end_card(self, view: YearView) -> Card:
        left = sum(1 for step in view.steps if step.open)
        card = Card(_("Done"), name="step_end")
        if view.ended:
            card.add(label(_("The wizard of this school year is ended. Its steps stay open here."), "", wrap=True))
            return card
        if left:
            told = _("Steps that are still open stay here. Today reminds of them until you end the wizard.")
            card.add(label(told, "secondary", wrap=True))
        else:
            card.add(label(_("Everything is done or skipped."), "", wrap=True))
        role: Role = "secondary" if left else "primary"
        ender = Button(_("End the wizard"), role=role, icon="check", name="end_wizard", clicked=self.end)
        card.add(_row_of(ender))
        if not left:
            self.front = ender
            self.setFocusProxy(ender)
        return card

    def _lay_out(self) -> None:
        wide = theme.current().size("space-xl")
        line = QHBoxLayout()
        line.setContentsMargins(wide, 0, wide, theme.current().size("space-m"))
        line.addWidget(self.stepper)
        body = PageColumn(reading_width=_WIDTH_PX, name="school_year_column")
        body.add(self._cards)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(line)
        column.addWidget(body, 1)


def _row_of(*buttons: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    for each in buttons:
        row.addWidget(each)
    row.addStretch(1)
    return row


def _chip(view: StepView) -> StatusChip | None:
    if view.mark is StepMark.SKIPPED:
        return StatusChip(_("Skipped"), "watch", name="step_chip")
    if view.state.done or view.mark is StepMark.DONE:
        return StatusChip(_("Done"), "accent", name="step_chip")
    return None
