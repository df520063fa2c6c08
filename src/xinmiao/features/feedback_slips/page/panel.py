"""Feedback slips on the student's page: those there are, and the way to begin one."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.feedback_slips import operations
from xinmiao.features.feedback_slips.records import STATE_LABELS, STATE_TONES, SlipState, SlipView
from xinmiao.features.feedback_slips.rules.due import NEW, PAGE
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.record_panel import RecordPanel
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

_MOST = 3


class SlipPanel(RecordPanel):
    """Says how the student's slips stand, and opens them."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("slip_panel")
        self._student_id = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._card: QWidget | None = None
        self._show(())

    def show_record(self, kind: str, record_id: str) -> None:
        """Show the slips of a student; of another one, nothing until the answer is there."""
        del kind
        if record_id != self._student_id:
            self._student_id = record_id
            self._show(())

        def found(views: tuple[SlipView, ...]) -> None:
            if record_id == self._student_id:
                self._show(views)

        self.ask(operations.get_student_slips.bind(record_id), found)

    def _show(self, views: tuple[SlipView, ...]) -> None:
        if self._card is not None:
            self._column.removeWidget(self._card)
            self._card.hide()
            self._card.deleteLater()
        card = Card(_("Feedback slips"), name="slip_card")
        card.add_action(self._button(_("Begin a slip…"), "begin_slip", f"{NEW}{self._student_id}"))
        for view in views[:_MOST]:
            words = tr("With {name}, {day}", name=view.word.teacher_name, day=view.word.begun_on)
            card.add(label(words, "secondary" if view.state is SlipState.CLOSED else "", wrap=True))
            row = QHBoxLayout()
            row.addWidget(StatusChip(STATE_LABELS[view.state], STATE_TONES[view.state]))
            row.addStretch(1)
            row.addWidget(self._button(_("Open"), "open_slip", view.id))
            card.add(row)
        if not views:
            card.add(label(_("No feedback slip."), "secondary"))
        self._card = card
        self._column.addWidget(card)
        card.show()

    def _button(self, words: object, name: str, record: str) -> Button:
        def open_it() -> None:
            self.context.navigator.open(Target(PAGE, record))

        return Button(str(words), role="quiet", name=name, clicked=open_it)
