"""Seals restricted cases again at the sign-in of somebody who is named, when keys were replaced meanwhile.

Asks first, so that nothing is written while nothing is out of date. What cannot be done now stays on Today.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from xinmiao.features.casework import operations as casework
from xinmiao.kernel.access import Permission
from xinmiao.kernel.errors import AppError
from xinmiao.ui.page import PageContext


def begin_sealing_again(context: PageContext, owner: QObject) -> None:
    """Look, and seal again what is out of date."""

    def seal(stale: tuple[str, ...]) -> None:
        if stale:
            context.tasks.run(casework.seal_cases_again.bind(), failed=_leave_it, owner=owner)

    if context.actor.may(Permission.CASE_WRITE):
        context.tasks.run(casework.list_stale_cases.bind(), seal, _leave_it, owner=owner)


def _leave_it(_error: AppError) -> None:
    """Leave it: Today goes on telling it, and the reason shows where somebody does it by hand."""
