"""What of each student an exported list is to hold: boxes in groups, and whether numbers are whole.

Owns the choosing and what is remembered of it. Whole numbers are asked for anew each time.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QScrollArea, QVBoxLayout, QWidget

from xinmiao.features.roster.records import (
    DEFAULT_COLUMNS,
    EXPORT_COLUMNS,
    EXPORT_GROUPS,
    WHOLE_NUMBERS,
    column_label,
)
from xinmiao.kernel.fields import TextField
from xinmiao.kernel.settings import Setting, SettingLevel
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.page import Settings
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.tick_list import TickList

COLUMNS = Setting(
    "roster.export_columns",
    SettingLevel.USER,
    TextField(label=_("Columns of exported lists")),
    default=list(DEFAULT_COLUMNS),
)


class ExportColumns(QScrollArea):
    """Groups of boxes under one another; they scroll where the sheet is low."""

    changed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.setObjectName("export_columns")
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._groups = [
            (
                label(words, "strong"),
                TickList(_boxes(names), f"export_{name}"),
            )
            for name, words, names in EXPORT_GROUPS
        ]
        self.whole = QCheckBox(tr("Numbers in full"))
        self.whole.setObjectName("export_whole_numbers")
        self._told = label(_("Otherwise only the last four signs of student and ID numbers."), "secondary", wrap=True)
        self._lay_out()
        for _head, group in self._groups:
            group.changed.connect(self._changed)
        self.choose(_known(settings.value(COLUMNS)))

    def chosen(self) -> tuple[str, ...]:
        """Return the columns ticked."""
        return tuple(name for _head, group in self._groups for name in group.chosen())

    def choose(self, names: Iterable[str]) -> None:
        """Tick exactly these."""
        wanted = tuple(names)
        for _head, group in self._groups:
            group.choose(wanted)

    def remember(self) -> None:
        """Keep the choice for the next list."""
        self._settings.store(COLUMNS, list(self.chosen()))

    def _changed(self) -> None:
        has_numbers = not set(WHOLE_NUMBERS).isdisjoint(self.chosen())
        self.whole.setEnabled(has_numbers)
        if not has_numbers:
            self.whole.setChecked(False)
        self.changed.emit()

    def _lay_out(self) -> None:
        space = theme.current().size
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, space("space-s"), 0)
        column.setSpacing(space("space-xs"))
        for head, group in self._groups:
            column.addWidget(head)
            column.addWidget(group)
            column.addSpacing(space("space-s"))
        column.addWidget(self.whole)
        column.addWidget(self._told)
        column.addStretch(1)
        self.setWidget(inner)
        for ground in (inner, self.viewport()):
            ground.setAutoFillBackground(False)  # the sheet's own ground is seen
        self.setFocusProxy(self._groups[0][1])


def _boxes(names: Iterable[str]) -> Iterable[tuple[str, str, str]]:
    return ((name, str(column_label(name)), "") for name in names)


def _known(stored: object) -> tuple[str, ...]:
    """Return the columns among what was kept; the usual ones when none is."""
    names = stored if isinstance(stored, list) else ()
    return tuple(name for name in EXPORT_COLUMNS if name in names) or DEFAULT_COLUMNS
