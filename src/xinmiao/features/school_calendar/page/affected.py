"""What a change of the calendar touches, listed with the way to each; shown until it is put aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.school_calendar import operations
from xinmiao.features.school_calendar.page.words import affected_line
from xinmiao.features.school_calendar.records import OfficialChange
from xinmiao.kernel.occupancies import Affected
from xinmiao.kernel.operations import Operation
from xinmiao.kernel.school_days import SchoolDays
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.buttons import Button, LinkButton
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Card

_SHOWN = 12


class AffectedList(QWidget):
    """Listed are things for people to decide; nothing here moves any."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("affected")
        self._context = context
        self._sources = tuple(source for feature in context.features for source in feature.occupancies)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.found: tuple[Affected, ...] = ()

    def ask(self, operation: Operation[[Any, tuple[Any, ...]], tuple[Affected, ...]], changed: object) -> None:
        """Ask what a change touches, and show it."""
        self._context.tasks.run(operation.bind(changed, self._sources), self._show, owner=self)

    def since(self, before: SchoolDays, first: Callable[[], object]) -> Callable[[object], None]:
        """Return what lists, after `first`, what stands on days that were otherwise `before`."""

        def changed(_saved: object) -> None:
            first()
            self.ask(operations.affected_since, before)

        return changed

    def show_official(self, changes: Sequence[OfficialChange], *, writes: bool) -> None:
        """Show official days that nobody looked at yet, with what stands there."""
        if changes:
            days = [day.isoformat() for change in changes for day in change.days]
            told = tr("The official days changed: {days}", days=tr(", ").join(days[:_SHOWN]))
            bound = operations.affected_by_official.bind(self._sources)
            self._context.tasks.run(bound, partial(self._show, head=told, seen=writes), owner=self)

    def _show(self, found: tuple[Affected, ...], head: str = "", *, seen: bool = False) -> None:
        self.found = found
        self._clear()
        if not found and not head:
            return
        count = ntr("{count} thing is doubtful now", "{count} things are doubtful now", len(found))
        card = Card(head or count, _("Nothing was moved; please look at each."), name="affected_card")
        for each in found[:_SHOWN]:
            link = LinkButton(affected_line(each), name="affected_line")
            link.clicked.connect(partial(self._open, each))
            card.add(link)
        if len(found) > _SHOWN:
            card.add(label(ntr("and {count} more", "and {count} more", len(found) - _SHOWN), "secondary"))
        done = partial(self._seen, note=seen)
        card.add_action(Button(_("I have seen it"), role="quiet", name="affected_seen", clicked=done))
        self._column.addWidget(card)

    def _open(self, each: Affected) -> None:
        self._context.navigator.open(each.what.target)

    def _seen(self, *, note: bool) -> None:
        self._clear()
        if note:
            self._context.tasks.run(operations.note_official.bind(), owner=self)

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
