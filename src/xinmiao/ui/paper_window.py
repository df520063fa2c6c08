"""Opens the preview over a window; the part of `papers` that has a window.

Owns nothing but the opening. Printing is loaded only when a paper is shown.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from xinmiao.ui.jobs import Jobs
from xinmiao.ui.notices import Notices
from xinmiao.ui.papers import Paper

_SHARE = 0.92


class PaperWindow:
    """Shows papers over `window`; `drawing` are jobs without a panel."""

    def __init__(self, window: QWidget, drawing: Jobs, notices: Notices) -> None:
        self._window = window
        self._drawing = drawing
        self._notices = notices

    def show_paper(self, paper: Paper) -> None:
        """Open the preview."""
        from xinmiao.ui.preview import Preview  # noqa: PLC0415 -- printing is not loaded before the lock screen

        preview = Preview(paper, self._drawing, self._notices, self._window)
        preview.resize(self._window.size() * _SHARE)
        preview.open()
