"""The place of the first-run wizard in the window: it is made when asked for and gone afterwards.

Owns its coming and going; what it asks is `setup_wizard`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from xinmiao.kernel.texts import _
from xinmiao.ui.jobs import Jobs
from xinmiao.ui.papers import Papers

if TYPE_CHECKING:
    from xinmiao.ui.setup_wizard import SchoolMaker, SetupWizard


class WizardHost(QObject):
    """Opens at most one wizard in a stack. `jobs` run on the database lane, where new files stay open."""

    left = Signal()
    finished = Signal(object)
    trial_wanted = Signal()

    def __init__(self, stack: QStackedWidget, maker: SchoolMaker | None, jobs: Jobs, papers: Papers) -> None:
        super().__init__(stack)
        self._stack = stack
        self._maker = maker
        self._jobs = jobs
        self._papers = papers
        self.wizard: SetupWizard | None = None

    @property
    def offered(self) -> bool:
        """Return whether a school can be made at all."""
        return self._maker is not None

    def open(self) -> None:
        """Begin to make a new school."""
        if self._maker is None or self.wizard is not None:
            return
        from xinmiao.ui.setup_wizard import SetupWizard  # noqa: PLC0415 -- not before the lock screen is painted

        self.wizard = SetupWizard(self._maker, self._jobs, self._show_sheet, self._stack)
        self.wizard.left.connect(self.left)
        self.wizard.finished.connect(self.finished)
        self.wizard.welcome.trial_wanted.connect(self.trial_wanted)
        self._stack.addWidget(self.wizard)
        self._stack.setCurrentWidget(self.wizard)

    def close(self) -> None:
        """Take the wizard away."""
        wizard, self.wizard = self.wizard, None
        if wizard is not None:
            self._stack.removeWidget(wizard)
            wizard.deleteLater()

    def _show_sheet(self, make: Callable[[], bytes], owner: QWidget) -> None:
        self._papers.show(_("Recovery sheet"), make, owner=owner)
