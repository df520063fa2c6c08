"""Choosing a folder on another disk; the last one is remembered on this computer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from xinmiao.kernel.fields import TextField
from xinmiao.kernel.settings import Setting, SettingLevel
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.page import Settings

LAST_PLACE = Setting(
    "data_care.last_place",
    SettingLevel.DEVICE,
    TextField(label=_("Folder of the last backup on another disk"), max_length=1000),
    "",
)


def choose_place(owner: QWidget, settings: Settings, then: Callable[[Path], None]) -> None:
    """Ask for a folder, beginning at the last one; nothing happens when the user cancels."""
    dialog = QFileDialog(owner, tr("Folder on the backup stick"))
    dialog.setObjectName("place_dialog")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    last = Path(str(settings.value(LAST_PLACE)))
    if str(settings.value(LAST_PLACE)) and last.is_dir():
        dialog.setDirectory(str(last))

    def chosen(folder: str) -> None:
        settings.store(LAST_PLACE, folder)
        then(Path(folder))

    dialog.fileSelected.connect(chosen)
    dialog.open()
