"""Exceptions to secrecy on the student's page: who was told and when, and telling somebody."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.secrecy_exceptions import operations
from xinmiao.features.secrecy_exceptions.records import ExceptionView
from xinmiao.features.secrecy_exceptions.rules.entries import LIST, NEW, title_of
from xinmiao.kernel.display import show_date
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.record_panel import RecordPanel
from xinmiao.ui.widgets.buttons import Button, LinkButton
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

_MOST = 4
_Found = tuple[ExceptionView, ...]


class ExceptionPanel(RecordPanel):
    """The last tellings about a student."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("exception_panel")
        self._student_id = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._card: QWidget | None = None
        self._shown: _Found | None = None
        self._show(())

    def show_record(self, kind: str, record_id: str) -> None:
        """Show the tellings about a student; of another one, nothing until the answer is there."""
        del kind
        if record_id != self._student_id:
            self._student_id, self._shown = record_id, None
            self._show(())

        def found(views: _Found) -> None:
            if record_id == self._student_id:
                self._show(views)

        self.ask(operations.get_student_exceptions.bind(record_id), found)

    def _show(self, views: _Found) -> None:
        if views == self._shown:
            return
        self._shown = views
        if self._card is not None:
            self._column.removeWidget(self._card)
            self._card.hide()
            self._card.deleteLater()
        card = Card(_("Exceptions to secrecy"), name="exception_card")
        card.add_action(self._opener(_("Tell somebody…"), f"{NEW}{self._student_id}"))
        for view in views[:_MOST]:
            told = tr(" · ").join((show_date(view.told_on), title_of(view)))
            link = LinkButton(told, name="open_exception")
            link.clicked.connect(lambda _checked=False, view=view: self._go(view.id))
            card.add(link)
        if not views:
            card.add(label(_("Nothing was told outside the room."), "secondary", wrap=True))
        self._card = card
        self._column.addWidget(card)
        card.show()

    def _opener(self, words: object, record: str) -> Button:
        return Button(str(words), role="quiet", name="tell_somebody", clicked=lambda: self._go(record))

    def _go(self, record: str) -> None:
        self.context.navigator.open(Target(LIST, record))
