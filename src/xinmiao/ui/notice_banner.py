"""The place above the page for an error of the world: what happened, the next step, the code.

Owns that there is one banner at a time; how it looks is the component's.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.kernel.texts import tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.messages import Banner


class NoticeBanner(QWidget):
    """Hidden until something is told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice_place")
        look = theme.current()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(look.size("space-xl"), look.size("space-m"), look.size("space-xl"), 0)
        self._banner: Banner | None = None
        self.hide()

    def tell(self, message: str, next_step: str, code: str) -> None:
        """Show an error in place of the last one."""
        self.clear()
        step = tr("{next_step} ({code})", next_step=next_step, code=code)
        self._banner = Banner("error", message, step, name="notice_banner", parent=self)
        self._banner.dismissed.connect(self._tidy)
        self._column.addWidget(self._banner)
        self.show()

    def remark(self, text: str) -> None:
        """Show something that is no error but must be known; several stay under one another."""
        remark = Banner("warning", text, name="notice_remark", parent=self)
        remark.dismissed.connect(self._tidy)
        self._column.addWidget(remark)
        self.show()

    def _tidy(self) -> None:
        remarks = self.findChildren(Banner, "notice_remark")
        self.setVisible(any(remark.isVisibleTo(self) for remark in remarks) or self._told())

    def _told(self) -> bool:
        return self._banner is not None and self._banner.isVisibleTo(self)

    def clear(self) -> None:
        """Take the banner away."""
        if self._banner is not None:
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None
        self._tidy()
