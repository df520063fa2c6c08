"""Keeps contact cards up to date from a counsellor's sign-in: then, and whenever what they hold changes.

Who becomes class teacher by what the counsellor does while he is signed in is confirmed by that as receiver
of the card; who was one already when he signed in and is new waits for the page `card_receivers`.
Runs through the same tasks as the pages; asks first whether anything is out of date, so that nothing is
written (and nothing recorded) while nothing is.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from xinmiao.features.contact_cards import operations
from xinmiao.features.contact_cards.records import CARD_RECEIVER, CardState, NewReceiver
from xinmiao.kernel.access import Permission
from xinmiao.kernel.operations import Change
from xinmiao.ui.changes import Changes
from xinmiao.ui.page import PageContext

_CONCERNED = frozenset(
    {"student", "student_details", "guardian", "class_teacher", "staff_member", "school_class", CARD_RECEIVER.record}
)
_POSTS = frozenset({"class_teacher", "staff_member"})


class CardKeeper:
    """The cards of one sign-in."""

    def __init__(self, context: PageContext, owner: QObject) -> None:
        self._tasks = context.tasks
        self._may = context.actor.may(Permission.CONTACT_CARD_WRITE)
        self._owner = owner
        self._busy = self._again = self._by_own_hand = False
        self._known: frozenset[NewReceiver] | None = None
        """Who waited to be confirmed when it was looked at last; None before the first look."""

    def begin(self, changes: Changes) -> None:
        """Look now, and after every change of what a card holds."""
        if self._may:
            changes.listen(self._note)
            self._look()

    def _note(self, changes: frozenset[Change]) -> None:
        kinds = {change.record for change in changes}
        if kinds & _CONCERNED:
            self._by_own_hand = self._by_own_hand or bool(kinds & _POSTS)
            self._look()

    def _look(self) -> None:
        if self._busy:
            self._again = True
            return
        self._busy, self._again = True, False
        self._tasks.run(operations.list_new_receivers.bind(), self._confirm, self._give_up, owner=self._owner)

    def _confirm(self, found: tuple[NewReceiver, ...]) -> None:
        fresh = set(found) - self._known if self._known is not None and self._by_own_hand else set[NewReceiver]()
        self._known, self._by_own_hand = frozenset(found) - fresh, False
        if fresh:
            confirm = operations.confirm_receivers.bind(tuple(fresh))
            self._tasks.run(confirm, lambda _count: self._find_stale(), self._give_up, owner=self._owner)
        else:
            self._find_stale()

    def _find_stale(self) -> None:
        self._tasks.run(operations.stale_cards.bind(), self._refresh, self._give_up, owner=self._owner)

    def _refresh(self, stale: tuple[CardState, ...]) -> None:
        if stale:
            self._tasks.run(operations.refresh_cards.bind(), self._done, self._give_up, owner=self._owner)
        else:
            self._done(())

    def _done(self, _cards: tuple[CardState, ...]) -> None:
        self._busy = False
        if self._again:
            self._look()

    def _give_up(self, _error: Exception) -> None:
        """Leave it for the next sign-in: a card is a convenience, and the reason shows elsewhere."""
        self._busy = False
