"""The question after a move onto a taken time: where it was to go, what stands there, why it is moved all the same."""

from __future__ import annotations

from collections.abc import Sequence

from xinmiao.features.appointments.editor.conflicts import ConflictList
from xinmiao.features.appointments.records import APPOINTMENT, TimeConflict
from xinmiao.kernel.texts import _
from xinmiao.ui.forms.question import Question
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import PageColumn


class OverrideQuestion(Question):
    """Asks for a reason; closing it leaves the appointment where it was."""

    def __init__(self, where: str, conflicts: Sequence[TimeConflict]) -> None:
        self._where, self._conflicts = where, tuple(conflicts)
        told = _("It is still where it was. Close this to leave it there.")
        verb = _("Move all the same")
        super().__init__(
            APPOINTMENT, ("override_reason",), {}, verb, told=told, name="override", confirm="confirm_override"
        )

    def above(self, body: PageColumn) -> None:
        """Say what stands against it."""
        body.add(label(self._where, "strong", wrap=True))
        conflicts = ConflictList()
        conflicts.show_conflicts(self._conflicts)
        body.add(conflicts)
