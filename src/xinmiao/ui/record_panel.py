"""Panels: what one feature puts on the pages of others, about the record shown there.

Owns how a page gets its panels without knowing whose they are. A feature declares them in its manifest
(`kernel.feature.PanelEntry`); they are loaded when a page asks.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.kernel.feature import PanelEntry
from xinmiao.ui import theme
from xinmiao.ui.page import PageContext


class RecordPanel(QWidget):
    """A panel about one record."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context

    def show_record(self, kind: str, record_id: str) -> None:
        """Show what belongs to a record of the kind `kind` (`RecordSpec.record`), or ask for it again."""


class _PanelMaker(Protocol):
    def __call__(self, context: PageContext, parent: QWidget | None = None) -> RecordPanel: ...


class RecordPanels(QWidget):
    """All panels that features offer for records of `kind`, one below the other; none takes no room."""

    def __init__(self, context: PageContext, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("record_panels")
        self._kind = kind
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-m"))
        entries = (entry for feature in context.features for entry in feature.panels)
        wanted = [entry for entry in entries if kind in entry.on and context.actor.may(entry.requires)]
        self.panels = tuple(_panel_maker(entry)(context, self) for entry in wanted)
        for panel in self.panels:
            column.addWidget(panel)
        if not self.panels:  # never shown by itself: without a place it would be a window
            self.hide()

    def show_record(self, record_id: str) -> None:
        """Let every panel show what belongs to this record."""
        for panel in self.panels:
            panel.show_record(self._kind, record_id)


def _panel_maker(entry: PanelEntry) -> _PanelMaker:
    module, _, name = entry.target.partition(":")
    made: _PanelMaker = getattr(import_module(module), name)
    return made
