"""Empties the inbox from a counsellor's sign-in: then, and whenever an envelope was laid in.

Runs what the features declare (`Feature.arrivals`), one unit for each envelope, through the same tasks as
the pages and behind them. What cannot be taken over is set aside and never stands in the way of the rest;
what only this moment prevents (a full disk, a newer program) waits for the next sign-in.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject

from xinmiao.features.inbox import operations as inbox
from xinmiao.kernel.arrivals import Arrival
from xinmiao.kernel.errors import AppError, NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.feature import Feature
from xinmiao.kernel.operations import Change
from xinmiao.ui.changes import Changes
from xinmiao.ui.page import PageContext
from xinmiao.vault.envelopes import (
    EarlierKeys,
    EnvelopeDamaged,
    ForeignEnvelope,
    Forged,
    Misplaced,
    NotARecipient,
)
from xinmiao.vault.envelopes.arriving import Waiting
from xinmiao.vault.envelopes.post import RECORD

_OF_THE_ENVELOPE = (
    EarlierKeys,
    EnvelopeDamaged,
    ForeignEnvelope,
    Forged,
    Misplaced,
    NotARecipient,
    NotFound,
    RuleBroken,
    ValidationFailed,
)
"""Errors that will be the same tomorrow: they come from what arrived, or from keys that were replaced."""


class InboxKeeper:
    """The inbox of one sign-in."""

    def __init__(self, context: PageContext, owner: QObject, features: Iterable[Feature]) -> None:
        may = context.actor.may
        declared = [arrival for feature in features for arrival in feature.arrivals]
        self._arrivals: dict[str, Arrival] = {one.kind: one for one in declared if may(one.take_in.requires)}
        self._may = may(inbox.list_waiting.requires) and bool(self._arrivals)
        self._tasks = context.tasks
        self._owner = owner
        self._tried: set[Waiting] = set()

    def begin(self, changes: Changes) -> None:
        """Look now, and after every change of an envelope."""
        if self._may:
            changes.listen(self._note)
            self._look()

    def _note(self, changes: frozenset[Change]) -> None:
        if any(change.record == RECORD for change in changes):
            self._look()

    def _look(self) -> None:
        waiting = inbox.list_waiting.bind(tuple(self._arrivals))
        self._tasks.run(waiting, self._take_in, self._give_up, owner=self._owner)

    def _take_in(self, lines: tuple[Waiting, ...]) -> None:
        """Ask for each by itself, so that not even a fault of the program in one keeps the others back."""
        for line in lines:
            if line not in self._tried:
                self._tried.add(line)
                take_in = self._arrivals[line.kind].take_in.bind(line.id)
                self._tasks.run_slices((take_in,), failed=partial(self._refused, line), owner=self._owner)

    def _refused(self, line: Waiting, error: AppError) -> None:
        if isinstance(error, _OF_THE_ENVELOPE):
            self._tasks.run(inbox.set_aside.bind(line, error.code), failed=self._give_up, owner=self._owner)

    def _give_up(self, _error: AppError) -> None:
        """Leave it for the next sign-in: whoever saves something now is told what is wrong with the disk."""
