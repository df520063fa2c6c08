"""Panels: what one feature puts on the pages of others, about the record shown there.

Owns how a page gets its panels without knowing whose they are. A feature declares them in its manifest
(`kernel.feature.PanelEntry`); they are loaded when a page asks.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.kernel.errors import AppError
from xinmiao.kernel.feature import PanelEntry
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.texts import Text
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.side_sheet import SideSheet
from xinmiao.ui.widgets.surfaces import PageColumn

T = TypeVar("T")


class RecordPanel(QWidget):
    """A panel about one record. It asks through `ask`, so that the page knows when it stands."""

    settled = Signal()
    """The answer to the last `ask` is shown, or was refused."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.is_asking = False
        """Whether an answer to `ask` is still to come."""

    def show_record(self, kind: str, record_id: str) -> None:
        """Show what belongs to a record of the kind `kind` (`RecordSpec.record`), or ask for it again."""

    def ask(self, bound: Bound[T], show: Callable[[T], None]) -> None:
        """Ask for what is to be shown; a refusal is told, and the panel then stands as it is."""

        def settle() -> None:
            self.is_asking = False
            self.settled.emit()

        def shown(answer: T) -> None:
            show(answer)
            settle()

        def refused(error: AppError) -> None:
            self.context.notices.error(error)
            settle()

        self.is_asking = True
        self.context.tasks.run(bound, shown, refused, owner=self)


class _PanelMaker(Protocol):
    def __call__(self, context: PageContext, parent: QWidget | None = None) -> RecordPanel: ...


class RecordPanels(QWidget):
    """All panels that features offer for records of `kind`, one below the other; none takes no room.

    For another record they are shown when all stand, so that none moves while it is looked at.
    """

    def __init__(self, context: PageContext, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("record_panels")
        self._kind = kind
        self._record_id = ""
        self._handing = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-m"))
        self.panels = tuple(_panel_maker(entry)(context, self) for entry in entries_for(context, kind))
        for panel in self.panels:
            column.addWidget(panel)
            panel.settled.connect(self._show_settled)
        if not self.panels:  # never shown by itself: without a place it would be a window
            self.hide()

    def show_record(self, record_id: str) -> None:
        """Let every panel show what belongs to this record."""
        if record_id != self._record_id:
            self._record_id = record_id
            for panel in self.panels:
                panel.hide()
        self._handing = True
        for panel in self.panels:
            panel.show_record(self._kind, record_id)
        self._handing = False
        self._show_settled()  # a panel that asks nothing, or in a way of its own, keeps nobody waiting

    def _show_settled(self) -> None:
        if not self._handing and not any(panel.is_asking for panel in self.panels):
            for each in self.panels:
                each.show()


class PanelSheet(SideSheet):
    """The panels of a record beside a page that has no room for them."""

    def __init__(self, context: PageContext, host: QWidget, kind: str) -> None:
        super().__init__(host, name=f"{kind}_panels")
        self._context, self._kind = context, kind

    def action(self, words: Text, record_id: Callable[[], str | None]) -> tuple[Action, ...]:
        """Return what opens the sheet for the record in front; nothing where no feature has a panel."""
        if not entries_for(self._context, self._kind):
            return ()

        def opened() -> None:
            if (found := record_id()) is not None:
                self.show_record(words, found)

        return (Action("panels", words, opened, "", "paperclip", lambda: record_id() is not None),)

    def show_record(self, words: Text, record_id: str) -> None:
        """Open the sheet for a record."""
        panels = RecordPanels(self._context, self._kind)
        column = PageColumn(name="panel_column")
        column.add(panels)
        self.open_sheet(words, column)
        panels.show_record(record_id)


def entries_for(context: PageContext, kind: str) -> tuple[PanelEntry, ...]:
    """Return the panels that features offer this account for records of `kind`."""
    entries = (entry for feature in context.features for entry in feature.panels)
    return tuple(entry for entry in entries if kind in entry.on and context.actor.may(entry.requires))


def _panel_maker(entry: PanelEntry) -> _PanelMaker:
    module, _, name = entry.target.partition(":")
    made: _PanelMaker = getattr(import_module(module), name)
    return made
