"""The imports so far, beside the choice of a file: what each wrote, and the way to take it back.

Owns how they are shown. Taking one back is `import_undo`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.roster.records import ImportLine
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.labels import ElidedLabel, label
from xinmiao.ui.widgets.surfaces import Card, PageColumn

_WIDTH_PX = 420


class ImportHistory(QWidget):
    """The newest on top; nothing at all before the first import."""

    undo_wanted = Signal(object)
    """The `ImportLine` to be taken back."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import_history")
        self.setMaximumWidth(theme.current().px(_WIDTH_PX))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().size("space-s"))
        column.addWidget(label(_("Imports so far"), "section"))
        self._place = QVBoxLayout()
        column.addLayout(self._place, 1)
        self._body: PageColumn | None = None
        self.hide()

    def show_lines(self, lines: Sequence[ImportLine]) -> None:
        """Show these imports."""
        if self._body is not None:
            self._place.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = PageColumn(name="import_history_list")
        inner = self._body.widget().layout()
        if inner is not None:
            inner.setContentsMargins(0, 0, theme.current().size("space-m"), 0)
        self._body.body.setSpacing(theme.current().size("space-m"))
        for number, line in enumerate(lines):
            self._body.add(self._card(line, number))
        self._place.addWidget(self._body)
        self.setVisible(bool(lines))

    def _card(self, line: ImportLine, number: int) -> Card:
        card = Card(name=f"import_{number}")
        space = theme.current().size
        card.body.setSpacing(space("space-xs"))
        card.add(ElidedLabel(file_of(line), "body"))
        card.add(label(tr("{time} · {name}", time=show_datetime(line.made_at), name=line.made_by), "secondary"))
        foot = QHBoxLayout()
        foot.setSpacing(space("space-s"))
        foot.addWidget(label(counts_of(line), "secondary"), 1, Qt.AlignmentFlag.AlignVCenter)
        if line.undone_at is None:
            words = tr("Undo the import of {file}", file=file_of(line))
            undo = Button(_("Undo"), icon="history", name=f"undo_{number}")
            undo.setAccessibleName(words)
            undo.setToolTip(words)
            undo.clicked.connect(lambda _checked=False, one=line: self.undo_wanted.emit(one))
            foot.addWidget(undo)
        else:
            chip = StatusChip(_("Undone"), "calm", icon="history", name=f"undone_{number}")
            chip.setToolTip(tr("{time} · {name}", time=show_datetime(line.undone_at), name=line.undone_by))
            foot.addWidget(chip)
        card.add(foot)
        return card


def file_of(line: ImportLine) -> str:
    """Return what the file of an import was called."""
    return line.file_name or tr("without a file")


def counts_of(line: ImportLine) -> str:
    """Return how many an import added and updated."""
    counts = tr("New: {added}, updated: {updated}", added=line.added, updated=line.updated)
    if not line.classes_added:
        return counts
    return tr("; ").join((counts, ntr("{count} new class", "{count} new classes", line.classes_added)))
