"""The place above a sheet’s fields for what must be known while one writes: a draft, a conflict, a refusal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.kernel.texts import Text
from xinmiao.ui import theme
from xinmiao.ui.widgets.messages import Banner


class EditorBanner(QWidget):
    """Hidden until something is told; one thing at a time."""

    def __init__(self) -> None:
        super().__init__()
        space = theme.current().size
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-m"))
        self._banner: Banner | None = None
        self.hide()

    def tell(
        self,
        kind: str,
        message: Text | str,
        step: Text | str,
        button: Text | str = "",
        clicked: Callable[[], object] | None = None,
    ) -> None:
        """Show a message in place of the last one; with a button it stays until that is pressed."""
        self.clear()
        self._banner = Banner(
            kind, message, step, button=button, clicked=clicked, dismissible=not str(button), name="editor_banner"
        )
        self._banner.dismissed.connect(self.clear)
        self._place.addWidget(self._banner)
        self._banner.show()
        self.show()

    def clear(self) -> None:
        """Take the message away."""
        if self._banner is not None:
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None
        self.hide()
