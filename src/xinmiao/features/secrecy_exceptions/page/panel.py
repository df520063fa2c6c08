"""Exceptions to secrecy on the student's page: who was told and when, and telling somebody."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from xinmiao.features.secrecy_exceptions import operations
from xinmiao.features.secrecy_exceptions.records import ExceptionView
from xinmiao.features.secrecy_exceptions.rules.entries import LIST, NEW, title_of
from xinmiao.kernel.display import show_date
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.card_panel import CardPanel
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.buttons import LinkButton
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

_MOST = 4
_Found = tuple[ExceptionView, ...]


class ExceptionPanel(CardPanel[_Found]):
    """The last tellings about a student."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent, name="exception_panel", nothing=(), question=self._asked, card=self._told)

    def _asked(self) -> Bound[_Found]:
        return operations.get_student_exceptions.bind(self.record_id)

    def _told(self, views: _Found) -> Card:
        card = Card(_("Exceptions to secrecy"), name="exception_card")
        card.add_action(self.opener(_("Tell…"), "tell_somebody", Target(LIST, f"{NEW}{self.record_id}")))
        for view in views[:_MOST]:
            told = tr(" · ").join((show_date(view.told_on), title_of(view)))
            link = LinkButton(told, name="open_exception")
            link.clicked.connect(lambda _checked=False, view=view: self._go(view.id))
            card.add(link)
        if not views:
            card.add(label(_("Nothing was told outside the room."), "secondary", wrap=True))
        return card

    def _go(self, record: str) -> None:
        self.context.navigator.open(Target(LIST, record))
