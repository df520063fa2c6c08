"""An icon that stands by itself, as a picture."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QWidget

from xinmiao.ui import icons, theme


class IconLabel(QLabel):
    """An icon as a picture, redrawn when the theme changes."""

    def __init__(self, icon: str, token: str = icons.MUTED, pixels: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._token, self._pixels = icon, token, pixels
        self.setFixedSize(QSize(theme.current().px(pixels), theme.current().px(pixels)))
        self.set_icon(icon, token)

    def set_icon(self, icon: str, token: str) -> None:
        """Show another icon."""
        self._icon, self._token = icon, token
        pixels = theme.current().px(self._pixels)
        self.setPixmap(icons.pixmap(icon, token, pixels, self.devicePixelRatioF()))

    def take_theme(self) -> None:
        """Draw the icon in the colours of another theme."""
        self.set_icon(self._icon, self._token)
