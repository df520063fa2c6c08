"""The card of the room's totals on the home of who leads the school."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.room_counts import operations
from xinmiao.features.room_counts.records import HandedTotals, RoomTotals
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.record_panel import RecordPanel
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card


class TotalsPanel(RecordPanel):
    """Totals of the school year, and as of when; a sentence while there are none."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("room_totals")
        self._card = Card(_("The counselling room this school year"), name="room_totals_card")
        self.said, self.note = label("", "body", wrap=True), label("", "muted", wrap=True)
        self.said.setObjectName("room_totals_said")
        self._card.add(self.said)
        self._card.add(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)

    def show_record(self, kind: str, record_id: str) -> None:
        """Ask for the totals."""
        del kind, record_id
        self.ask(operations.get_totals.bind(), self.show_totals)

    def show_totals(self, handed: HandedTotals | None) -> None:
        """Show totals, or that there are none yet."""
        self.said.setVisible(handed is not None)
        if handed is None:
            self.note.setText(tr("The counselling room has handed over no numbers yet."))
            return
        self.said.setText("\n".join(_lines(handed.totals)))
        self.note.setText(
            tr("Totals of the school, handed over by {name} on {day}.", name=handed.handed_by, day=handed.handed_on)
        )


def _lines(totals: RoomTotals) -> tuple[str, ...]:
    return (
        ntr("{count} talk by appointment", "{count} talks by appointment", totals.talks),
        ntr("{count} letter", "{count} letters", totals.letters),
        ntr("{count} referral by a teacher", "{count} referrals by teachers", totals.referrals_in),
        ntr("{count} referral out", "{count} referrals out", totals.referrals_out),
    )
