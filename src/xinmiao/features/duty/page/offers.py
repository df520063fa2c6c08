"""What can be done with a shift now, by whom: signing and the record once it begins, changes while it is to come."""

from __future__ import annotations

from collections.abc import Iterator

from xinmiao.features.duty.editor.shift_panel import Offer
from xinmiao.features.duty.page.deeds import ShiftDeeds
from xinmiao.features.duty.records import ShiftView
from xinmiao.kernel.access import Permission
from xinmiao.kernel.texts import _
from xinmiao.ui.page import PageContext


class Offers:
    """The offers of one page."""

    def __init__(self, deeds: ShiftDeeds, context: PageContext) -> None:
        self._deeds, self._clock = deeds, context.clock
        self._makes = context.actor.may(Permission.DUTY_WRITE)
        self._writes_records = context.actor.may(Permission.DUTY_RECORD_WRITE)

    def of(self, shift: ShiftView) -> tuple[Offer, ...]:
        """Return what can be done with a shift, what is to be done now first."""
        if not self._makes:
            return ()
        today = self._clock.today()
        begun = tuple(self._begun(shift)) if shift.day <= today else ()
        return (*begun, *self._coming()) if shift.day >= today and shift.signed_in_at is None else begun

    def _begun(self, shift: ShiftView) -> Iterator[Offer]:
        deeds = self._deeds
        if shift.day == self._clock.today() and shift.signed_out_at is None:
            words = _("Sign in now") if shift.signed_in_at is None else _("Sign out now")
            yield Offer("sign", words, deeds.sign, "check")
        if self._writes_records:
            yield Offer("record", _("Write the record"), deeds.record, "notebook-pen")
        yield Offer("times", _("Correct the times"), deeds.correct_signing, "clock")

    def _coming(self) -> tuple[Offer, ...]:
        deeds = self._deeds
        return (
            Offer("stand_in", _("Somebody else stands"), deeds.stand_in, "users"),
            Offer("swap", _("Ask for a swap"), deeds.swap, "arrow-right-left"),
            Offer("change", _("Move"), deeds.change, "calendar-days"),
            Offer("remove", _("Take it out"), deeds.remove, "trash-2"),
        )
