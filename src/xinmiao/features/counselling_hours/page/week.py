"""The week that runs, on Today: hours so far against six, or why there is no measure."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from xinmiao.features.counselling_hours import operations
from xinmiao.features.counselling_hours.records import WANTED_MINUTES, Meter, hours
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.record_panel import RecordPanel
from xinmiao.ui.widgets.buttons import LinkButton
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

PART_TIME = _("No measure: six hours a week are asked of full-time counsellors only.")


class WeekPanel(RecordPanel):
    """The card of this week's hours."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("week_meter")
        self._card = Card(_("Counselling this week"), name="week_meter_card")
        link = LinkButton(_("All weeks"), name="open_meter")
        link.clicked.connect(lambda _checked=False: context.navigator.open(Target("counselling_hours")))
        self._card.add_action(link)
        self.said = label("", "strong", wrap=True)
        self.said.setObjectName("week_meter_said")
        self.bar = QProgressBar()
        self.bar.setObjectName("week_meter_bar")
        self.bar.setRange(0, WANTED_MINUTES)
        self.bar.setTextVisible(False)
        self.note = label("", "secondary", wrap=True)
        row = QHBoxLayout()
        row.addWidget(self.bar)
        for item in (self.said, row, self.note):
            self._card.add(item)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)

    def show_record(self, kind: str, record_id: str) -> None:
        """Ask for the week that runs."""
        del kind, record_id
        self.ask(operations.get_week_meter.bind(), self.show_meter)

    def show_meter(self, meter: Meter) -> None:
        """Show the hours of the week."""
        week = meter.now
        if week is None:
            return
        self.bar.setVisible(meter.full_time)
        self.bar.setValue(min(week.counted, WANTED_MINUTES))
        done = hours(week.counted)
        words = tr("{done} of 6 hours", done=done) if meter.full_time else tr("{done} hours", done=done)
        self.said.setText(words)
        self.bar.setAccessibleName(words)
        told = [] if meter.full_time else [str(PART_TIME)]
        if week.without_end:
            told.append(ntr("{count} talk has no end yet.", "{count} talks have no end yet.", week.without_end))
        self.note.setText(" ".join(told))
        self.note.setVisible(bool(told))
