"""Trying the program with an invented school, from the wizard or the lock screen.

Owns the screen; building the school is the application's (`TrialDesk`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from xinmiao.kernel.texts import _
from xinmiao.ui.door_screens import DoorScreen
from xinmiao.ui.jobs import Jobs
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.labels import label


class TrialDesk(Protocol):
    """What the application does for this screen; runs on the work lane."""

    def make(self) -> str:
        """Build the invented school and return its folder."""
        ...


class TrialScreen(DoorScreen):
    """One sentence, one button."""

    def __init__(
        self, desk: TrialDesk, jobs: Jobs, opened: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "trial_screen",
            _("Try the program"),
            _("A school is invented for you: its children, talks and numbers exist nowhere. Nothing has to be set up."),
            parent,
        )
        self._desk, self._jobs, self._opened = desk, jobs, opened
        self.body.addWidget(
            label(_("It takes some seconds. The sign-in screen then shows the password."), "secondary", wrap=True)
        )
        self.foot()
        self.button = Button(_("Begin the trial"), role="primary", name="begin_trial", keys="Enter", clicked=self.press)
        self.body.addWidget(self.button)

    def begin(self) -> None:
        """Put the keyboard on the one button."""
        self.button.setFocus()

    def press(self) -> None:
        """Build, then look at its door."""
        if self.busy:
            return
        self.set_busy(busy=True)
        self._jobs.start(_("Inventing a school"), lambda _p: self._desk.make(), self._made, self.show_problem, self)

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing be pressed meanwhile."""
        super().set_busy(busy=busy)
        self.button.setEnabled(not busy)

    def _made(self, folder: str) -> None:
        self.left.emit()
        self._opened(folder)
