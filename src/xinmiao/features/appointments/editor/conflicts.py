"""What stands against a time, in words, while the form changes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.appointments.records import TimeConflict
from xinmiao.kernel.texts import Text, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.icon_label import IconLabel
from xinmiao.ui.widgets.labels import label

_MOST = 5
_FREE = ("circle-check", "accent")
_WARNING = ("info", "watch")
_HARD = ("triangle-alert", "warn")


class ConflictList(QWidget):
    """One line for each conflict; says so when the time is free, nothing while it is not known."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("conflicts")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().size("space-xs"))
        self._shown: Sequence[TimeConflict] | None = None

    def show_conflicts(self, conflicts: Sequence[TimeConflict] | None) -> None:
        """Show these; None while nothing can be said."""
        if conflicts == self._shown:
            return
        self._shown = conflicts
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        lines = () if conflicts is None else _lines(conflicts)
        for icon, tone, words in lines:
            self._column.addWidget(_line(icon, tone, words))
        self.setAccessibleDescription(" ".join(str(words) for _icon, _tone, words in lines))

    def words(self) -> str:
        """Return what is said."""
        return self.accessibleDescription()


def _lines(conflicts: Sequence[TimeConflict]) -> list[tuple[str, str, Text | str]]:
    if not conflicts:
        return [(*_FREE, tr("Nothing stands against this time."))]
    ordered = sorted(conflicts, key=lambda each: each.is_warning)
    several = len({each.day for each in conflicts}) > 1
    found: list[tuple[str, str, Text | str]] = [
        (*(_WARNING if each.is_warning else _HARD), _words(each) if several else each.words) for each in ordered[:_MOST]
    ]
    if len(ordered) > _MOST:
        found.append((*_WARNING, tr("and {count} more", count=len(ordered) - _MOST)))
    return found


def _words(each: TimeConflict) -> str:
    return tr("{month}/{day}: {words}", month=each.day.month, day=each.day.day, words=each.words)


def _line(icon: str, tone: str, words: Text | str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.current().size("space-s"))
    row.addWidget(IconLabel(icon, tone))
    row.addWidget(label(words, "secondary", wrap=True), 1)
    return line
