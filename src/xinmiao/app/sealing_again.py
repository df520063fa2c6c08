"""Seals restricted cases again at the sign-in of somebody who is named, when keys were replaced meanwhile.

Looks first whether every envelope is the one that was recorded last, and tells it when one is not.

Asks first, so that nothing is written while nothing is out of date. What cannot be done now stays on Today.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from xinmiao.features.casework import operations as casework
from xinmiao.kernel.access import Permission
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.texts import _
from xinmiao.ui.page import PageContext

ALTERED = _(
    "The sealed part of {count} records is not the one recorded last: somebody may have altered it outside the"
    " program. Write nothing more in restricted cases, and tell the founding counsellor; a backup still holds it."
)


def begin_sealing_again(context: PageContext, owner: QObject, tell: Callable[[str], None]) -> None:
    """Look, and seal again what is out of date."""

    def seal(stale: tuple[str, ...]) -> None:
        if stale:
            context.tasks.run(casework.seal_cases_again.bind(), failed=_leave_it, owner=owner)

    def look(altered: int) -> None:
        if altered:
            tell(str(ALTERED.format(count=altered)))
        else:
            context.tasks.run(casework.list_stale_cases.bind(), seal, _leave_it, owner=owner)

    if context.actor.may(Permission.CASE_WRITE):
        context.tasks.run(casework.count_altered_seals.bind(), look, _leave_it, owner=owner)


def _leave_it(_error: AppError) -> None:
    """Leave it: Today goes on telling it, and the reason shows where somebody does it by hand."""
