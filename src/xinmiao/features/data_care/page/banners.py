"""What is said above the backups: some were never opened, some cannot be read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.data_care.records import BackupState
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui.widgets.messages import Banner


class StateBanners(QWidget):
    """Shows at most two banners."""

    def __init__(self, open_waiting: Callable[[], object] | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open_waiting = open_waiting
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_state(self, state: BackupState) -> None:
        """Say what is to be said of `state`."""
        while (item := self._column.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()
        if state.unopened and self._open_waiting is not None:
            told = ntr("{count} backup was never opened.", "{count} backups were never opened.", state.unopened)
            why = _("It was copied without the counsellors’ key; you hold it.")
            banner = Banner(
                "info",
                told,
                why,
                button=_("Verify"),
                clicked=self._open_waiting,
                dismissible=False,
                name="unopened_banner",
            )
            self._column.addWidget(banner)
        if state.unreadable:
            count = len(state.unreadable)
            told = ntr("{count} backup cannot be read.", "{count} backups cannot be read.", count)
            names = tr(", ").join(state.unreadable)
            self._column.addWidget(Banner("warning", told, names, dismissible=False, name="unreadable_banner"))
        self.setVisible(self._column.count() > 0)
