"""File access on the student's page: the banner of a preserved file, the requests, and the way to a new one."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.file_access import operations
from xinmiao.features.file_access.records import STATE_LABELS, STATE_TONES, AccessView, HoldView
from xinmiao.features.file_access.rules.due import NEW, PAGE
from xinmiao.kernel.display import show_date
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.record_panel import RecordPanel
from xinmiao.ui.widgets.buttons import Button, LinkButton
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.flow import FlowLayout
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

_MOST = 4
_Found = tuple[tuple[AccessView, ...], tuple[HoldView, ...]]


class AccessPanel(RecordPanel):
    """Says whether the file is preserved and who asked to see it."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("file_access_panel")
        self._student_id = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._card: QWidget | None = None
        self._shown: _Found | None = None
        self._show(((), ()))

    def show_record(self, kind: str, record_id: str) -> None:
        """Show the requests for a student's file; of another one, nothing until the answer is there."""
        del kind
        if record_id != self._student_id:
            self._student_id, self._shown = record_id, None
            self._show(((), ()))

        def found(views: _Found) -> None:
            if record_id == self._student_id:
                self._show(views)

        self.ask(operations.get_student_accesses.bind(record_id), found)

    def _show(self, found: _Found) -> None:
        if found == self._shown:
            return
        self._shown = found
        if self._card is not None:
            self._column.removeWidget(self._card)
            self._card.hide()
            self._card.deleteLater()
        views, holds = found
        card = Card(_("File access"), name="file_access_card")
        card.add_action(self._button(_("Register a request…"), "new_file_access", f"{NEW}{self._student_id}"))
        for hold in holds:
            told = tr("Preserved since {day}: nothing of this file is deleted, merged or overwritten.", day=_day(hold))
            card.add(StatusChip(_("Preserved"), "warn", icon="lock"))
            card.add(label(told, "strong", wrap=True))
        for view in views[:_MOST]:
            card.add(self._line(view))
        if not views:
            card.add(label(_("Nobody asked to see this file."), "secondary"))
        self._card = card
        self._column.addWidget(card)
        card.show()

    def _line(self, view: AccessView) -> QWidget:
        line = QWidget()
        flow = FlowLayout(line)
        words = tr("{applicant}, {day}", applicant=view.applicant, day=show_date(view.asked_on))
        link = LinkButton(words, name="open_file_access")
        link.clicked.connect(lambda _checked=False: self.context.navigator.open(Target(PAGE, view.id)))
        flow.addWidget(link)
        flow.addWidget(StatusChip(STATE_LABELS[view.state], STATE_TONES[view.state]))
        return line

    def _button(self, words: object, name: str, record: str) -> Button:
        def open_it() -> None:
            self.context.navigator.open(Target(PAGE, record))

        return Button(str(words), role="quiet", name=name, clicked=open_it)


def _day(hold: HoldView) -> str:
    return show_date(hold.set_at.astimezone().date())
