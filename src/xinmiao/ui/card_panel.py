"""One card about the record in front, as a feature puts it on the pages of others.

Owns when such a card is asked for and drawn anew; what is asked and what the card says is the feature's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.kernel.operations import Bound
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text
from xinmiao.ui.page import PageContext
from xinmiao.ui.record_panel import RecordPanel
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.surfaces import Card

Found = TypeVar("Found")


class CardPanel(RecordPanel, Generic[Found]):
    """A panel of one card; about another record it says `nothing` until the answer is there.

    The card is drawn anew only when it would say something else, so that nothing flickers under the eyes.
    """

    def __init__(
        self,
        context: PageContext,
        parent: QWidget | None,
        *,
        name: str,
        nothing: Found,
        question: Callable[[], Bound[Found]],
        card: Callable[[Found], Card],
    ) -> None:
        """Take what to ask about the record (`self.kind`, `self.record_id`) and the card that says the answer."""
        super().__init__(context, parent)
        self.setObjectName(name)
        self.kind, self.record_id = "", ""
        self._nothing, self._question, self._draw = nothing, question, card
        self._said: object = None
        self._card: Card | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_record(self, kind: str, record_id: str) -> None:
        """Show what there is about a record; an answer that comes after another record was opened is dropped."""
        if record_id != self.record_id:
            self.kind, self.record_id = kind, record_id
            self._show(self._nothing)

        def found(answer: Found) -> None:
            if record_id == self.record_id:
                self._show(answer)

        self.ask(self._question(), found)

    def opener(self, words: Text | str, name: str, place: Target) -> Button:
        """Return a quiet button that opens `place`."""
        return Button(words, role="quiet", name=name, clicked=lambda: self.context.navigator.open(place))

    def _show(self, found: Found) -> None:
        said = (self.record_id, self.context.clock.today(), found)
        if said == self._said:
            return
        self._said = said
        if self._card is not None:
            self._column.removeWidget(self._card)
            self._card.hide()
            self._card.deleteLater()
        self._card = self._draw(found)
        self._column.addWidget(self._card)
        self._card.show()
