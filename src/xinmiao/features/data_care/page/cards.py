"""The state of the data at a glance: newest verified backup, newest on another disk, size."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QWidget

from xinmiao.features.data_care.records import BackupState
from xinmiao.kernel.texts import Text, _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.moment_words import age_words, moment_words
from xinmiao.ui.widgets.chips import Chip, StatusChip
from xinmiao.ui.widgets.labels import ElidedLabel, label
from xinmiao.ui.widgets.surfaces import Card


def size_words(size: int) -> str:
    """Return a number of bytes as people read it."""
    return QLocale.c().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


class _Fact(Card):
    """One fact: what it is, its words, a line below, a state."""

    def __init__(self, caption: Text, name: str) -> None:
        super().__init__(name=name)
        self.add(label(caption, "secondary"))
        row = QHBoxLayout()
        row.setSpacing(theme.current().size("space-s"))
        self._words = ElidedLabel("", "title")
        row.addWidget(self._words, 1)
        self._chip = StatusChip()
        row.addWidget(self._chip)
        self.add(row)
        self._below = label("", "secondary", wrap=True)
        self.add(self._below)

    def tell(self, words: str, below: str, chip: Chip | None = None) -> None:
        """Show the fact."""
        self._words.set_text(words)
        self._below.setText(below)
        self._chip.setVisible(chip is not None)
        if chip is not None:
            self._chip.set_chip(chip)


class StateCards(QWidget):
    """Three facts side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._newest = _Fact(_("Newest verified backup"), "fact_newest")
        self._off_disk = _Fact(_("Newest backup on another disk"), "fact_off_disk")
        self._size = _Fact(_("Size of the data"), "fact_size")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().size("space-l"))
        for fact in (self._newest, self._off_disk, self._size):
            row.addWidget(fact, 1)

    def show_state(self, state: BackupState, now: datetime) -> None:
        """Show how the backups stand."""
        due = tr("At least every seven days.")
        self._newest.tell(*_age(state.newest_verified_at, now, due), _chip(state.newest_verified_at, state.is_recent))
        stick = tr("On a stick or a second disk, kept in another room.")
        self._off_disk.tell(*_age(state.off_disk_at, now, stick), _chip(state.off_disk_at, state.off_disk_is_recent))
        kept = ntr("{count} backup kept here", "{count} backups kept here", len(state.sets))
        self._size.tell(size_words(state.data_size), kept)


def _age(moment: datetime | None, now: datetime, otherwise: str) -> tuple[str, str]:
    return (age_words(moment, now), moment_words(moment, now)) if moment else (tr("None yet"), otherwise)


def _chip(moment: datetime | None, recent: bool) -> Chip:  # noqa: FBT001 -- a fact, not a switch
    if recent:
        return Chip(_("Recent"), "accent")
    return Chip(_("Too old"), "warn") if moment else Chip(_("Missing"), "warn")
