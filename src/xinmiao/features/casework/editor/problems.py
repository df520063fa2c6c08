"""Choosing presenting problems from the school's own list."""

from __future__ import annotations

from collections.abc import Iterable

from xinmiao.features.casework import operations
from xinmiao.features.casework.records import CASE, CodeState, ProblemLine
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.chips import Filter, FilterBar
from xinmiao.ui.widgets.field_row import FieldRow


class ProblemChoice(FilterBar):
    """The codes in use as chips, and those a case carries from earlier days."""

    def __init__(self, context: PageContext) -> None:
        super().__init__((), name="problems")
        self._context = context
        self._kept: tuple[str, ...] = ()

    def ask(self, kept: Iterable[str] = ()) -> None:
        """Fetch the list and choose what is `kept`."""
        self._kept = tuple(kept)
        self._context.tasks.run(operations.list_problems.bind(), self._offer, owner=self)

    def codes(self) -> tuple[str, ...]:
        """Return what is chosen, in the order of the list."""
        chosen = self.chosen()
        return tuple(name for name in self._order if name in chosen)

    def row(self) -> FieldRow:
        """Return the choice with its label and help."""
        field = CASE.presenting_problems
        return FieldRow(field.label, self, field.help or "", required=True)

    _order: tuple[str, ...] = ()

    def _offer(self, lines: tuple[ProblemLine, ...]) -> None:
        offered = [line for line in lines if line.state is CodeState.IN_USE or line.code in self._kept]
        self._order = tuple(line.code for line in offered)
        self.set_filters(tuple(Filter(line.code, line.words) for line in offered))
        self.choose(self._kept)
