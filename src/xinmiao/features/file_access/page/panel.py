"""File access on the student's page: the banner of a preserved file, the requests, and the way to a new one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from xinmiao.features.file_access import operations
from xinmiao.features.file_access.records import STATE_LABELS, STATE_TONES, AccessView, HoldView
from xinmiao.features.file_access.rules.due import NEW, PAGE
from xinmiao.kernel.display import show_date
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.card_panel import CardPanel
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.buttons import LinkButton
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.flow import FlowLayout
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

_MOST = 4
_Found = tuple[tuple[AccessView, ...], tuple[HoldView, ...]]


class AccessPanel(CardPanel[_Found]):
    """Says whether the file is preserved and who asked to see it."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(
            context, parent, name="file_access_panel", nothing=((), ()), question=self._asked, card=self._told
        )

    def _asked(self) -> Bound[_Found]:
        return operations.get_student_accesses.bind(self.record_id)

    def _told(self, found: _Found) -> Card:
        views, holds = found
        card = Card(_("File access"), name="file_access_card")
        card.add_action(
            self.opener(_("Register a request…"), "new_file_access", Target(PAGE, f"{NEW}{self.record_id}"))
        )
        for hold in holds:
            told = tr("Preserved since {day}: nothing of this file is deleted, merged or overwritten.", day=_day(hold))
            card.add(StatusChip(_("Preserved"), "warn", icon="lock"))
            card.add(label(told, "strong", wrap=True))
        for view in views[:_MOST]:
            card.add(self._line(view))
        if not views:
            card.add(label(_("Nobody asked to see this file."), "secondary"))
        return card

    def _line(self, view: AccessView) -> QWidget:
        line = QWidget()
        flow = FlowLayout(line)
        words = tr("{applicant}, {day}", applicant=view.applicant, day=show_date(view.asked_on))
        link = LinkButton(words, name="open_file_access")
        link.clicked.connect(lambda _checked=False: self.context.navigator.open(Target(PAGE, view.id)))
        flow.addWidget(link)
        flow.addWidget(StatusChip(STATE_LABELS[view.state], STATE_TONES[view.state]))
        return line


def _day(hold: HoldView) -> str:
    return show_date(hold.set_at.astimezone().date())
