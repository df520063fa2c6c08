"""Before a restore: what it does, where it happens, and the button that leads there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.data_care.page.cards import size_words
from xinmiao.features.data_care.page.looks import reason_words, state_chip
from xinmiao.features.data_care.records import BackupLine
from xinmiao.kernel.texts import _
from xinmiao.ui import theme
from xinmiao.ui.moment_words import moment_words
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.chips import StatusChip
from xinmiao.ui.widgets.labels import label


class RestoreIntro(QWidget):
    """The sheet that is read before the lock."""

    def __init__(
        self, line: BackupLine, now: datetime, go: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("restore_intro")
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-xl"))
        column.setSpacing(space("space-l"))
        column.addWidget(label(moment_words(line.made_at, now), "title"))
        column.addWidget(label(f"{reason_words(line)} · {size_words(line.size)}", "muted"))
        chip = state_chip(line)
        column.addWidget(StatusChip(chip.word, chip.tone, icon=chip.icon))
        for words in (
            _("The files as they were then take the place of those of today. What was entered since is not in them."),
            _("The files of today are not deleted: they are set aside and kept for 90 days."),
            _("A restore happens at the lock screen, when no file is open. It asks for a password of that day."),
        ):
            column.addWidget(label(words, "", wrap=True))
        column.addStretch(1)
        column.addWidget(
            Button(_("Lock and restore"), role="primary", icon="lock", name="lock_and_restore", clicked=go)
        )
