"""Keeps contact cards up to date from a counsellor's sign-in: then, and whenever what they hold changes.

Runs through the same tasks as the pages; asks first whether anything is out of date, so that nothing is
written (and nothing recorded) while nothing is.
"""

from __future__ import annotations

from xinmiao.features.contact_cards import operations
from xinmiao.features.contact_cards.records import CardState
from xinmiao.kernel.access import Permission
from xinmiao.kernel.operations import Change
from xinmiao.ui.changes import Changes
from xinmiao.ui.page import PageContext
from xinmiao.ui.workbench import Workbench

_CONCERNED = frozenset({"student", "student_details", "guardian", "class_teacher", "staff_member", "school_class"})


class CardKeeper:
    """The cards of one sign-in."""

    def __init__(self, context: PageContext, workbench: Workbench) -> None:
        self._tasks = context.tasks
        self._may = context.actor.may(Permission.CONTACT_CARD_WRITE)
        self._bench = workbench
        self._busy = self._again = False

    def begin(self, changes: Changes) -> None:
        """Look now, and after every change of what a card holds."""
        if self._may:
            changes.listen(self._note)
            self._look()

    def _note(self, changes: frozenset[Change]) -> None:
        if any(change.record in _CONCERNED for change in changes):
            self._look()

    def _look(self) -> None:
        if self._busy:
            self._again = True
            return
        self._busy, self._again = True, False
        self._tasks.run(operations.stale_cards.bind(), self._refresh, self._give_up, owner=self._bench)

    def _refresh(self, stale: tuple[CardState, ...]) -> None:
        if stale:
            self._tasks.run(operations.refresh_cards.bind(), self._done, self._give_up, owner=self._bench)
        else:
            self._done(())

    def _done(self, _cards: tuple[CardState, ...]) -> None:
        self._busy = False
        if self._again:
            self._look()

    def _give_up(self, _error: Exception) -> None:
        """Leave it for the next sign-in: a card is a convenience, and the reason shows elsewhere."""
        self._busy = False
