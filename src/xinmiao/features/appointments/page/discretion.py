"""While somebody looks over: the calendar and its lists without names, reasons and remarks, until the key is pressed.

Owns what is shown instead of a name. What stands in the file is untouched, and nothing is opened meanwhile.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xinmiao.features.appointments.records import (
    AppointmentKind,
    AppointmentView,
    AppointmentWeek,
    WaitingView,
)
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.actions import Action

if TYPE_CHECKING:
    from xinmiao.features.appointments.page.calendar_page import AppointmentsPage

KEY = "F8"
_WHO: dict[AppointmentKind, Text] = {
    AppointmentKind.TALK: _("A student"),
    AppointmentKind.TELEPHONE: _("A telephone call"),
    AppointmentKind.PARENTS: _("Parents"),
    AppointmentKind.TEACHER: _("A colleague"),
    AppointmentKind.CRISIS: _("A student"),
    AppointmentKind.OTHER: _("An appointment"),
}


class Discretion:
    """Turns it on and off for one page; it stays on until it is turned off."""

    def __init__(self, page: AppointmentsPage) -> None:
        self._page = page
        self.is_on = False

    def action(self) -> Action:
        """Return the one key by which names go and come back."""
        return Action("hide_names", _("Hide names, or show them again"), self.turn, KEY, "eye-off")

    def turn(self) -> None:
        """Hide the names, or show them again; what lies open is put away first."""
        self.is_on = not self.is_on
        self._page.sheet.put_away()
        told = tr("Names are hidden. {key} shows them again.", key=KEY) if self.is_on else ""
        self._page.header.set_title(_("Appointments"), told)
        self._page.turn()

    def week(self, week: AppointmentWeek) -> AppointmentWeek:
        """Return appointments as they may be shown."""
        return replace(week, appointments=tuple(map(neutral, week.appointments))) if self.is_on else week

    def show_waiting(self, found: tuple[WaitingView, ...]) -> None:
        """Show who waits as it may be shown."""
        self._page.waiting.show_waiting(tuple(map(_nobody, found)) if self.is_on else found)

    def refuses(self) -> bool:
        """Return whether nothing is opened now, and say so."""
        if self.is_on:
            self._page.context.notices.inform(tr("Names are hidden. {key} shows them again.", key=KEY))
        return self.is_on


def neutral(view: AppointmentView) -> AppointmentView:
    """Return an appointment that says what kind of visitor comes, and nothing of whom or why."""
    return replace(
        view,
        client=str(_WHO[view.kind]),
        class_label="",
        kind=AppointmentKind.TALK,
        alias="",
        note="",
        asked_by="",
        reason="",
        override_reason="",
        is_closed_to_me=True,
    )


def _nobody(view: WaitingView) -> WaitingView:
    who = tr("A student")
    return replace(view, client=who, class_label="", alias="", wishes="", note="", asked_by="", is_closed_to_me=True)
