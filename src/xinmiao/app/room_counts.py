"""Hands the room's totals to the leadership at a counsellor's sign-in, when they are others than before.

Asks first, so that nothing is written while nothing changed.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from xinmiao.features.room_counts import operations
from xinmiao.kernel.access import Permission
from xinmiao.kernel.errors import AppError
from xinmiao.ui.page import PageContext


def begin_handing_totals(context: PageContext, owner: QObject) -> None:
    """Look, and hand over what is out of date."""

    def hand(stale: bool) -> None:  # noqa: FBT001 -- an answer
        if stale:
            context.tasks.run(operations.hand_totals.bind(), failed=_leave_it, owner=owner)

    if context.actor.may(Permission.ROOM_COUNT_WRITE):
        context.tasks.run(operations.are_totals_stale.bind(), hand, _leave_it, owner=owner)


def _leave_it(_error: AppError) -> None:
    """Leave it for the next sign-in: the leadership reads of which day its totals are."""
