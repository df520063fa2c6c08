"""Screens at the door: what can be done before anybody signed in, in the place of the lock screen.

Owns their common frame and their coming and going; what each does is its own.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from xinmiao.kernel.errors import AppError
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.jobs import Jobs
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import Banner

_WIDTH_PX = 560


class DoorScreen(QWidget):
    """A card in the middle of the window. Esc and the button beside the title go back to the lock screen."""

    left = Signal()
    finished = Signal(object)
    """What `Entrance.open` opens: somebody may sign in now without typing more."""

    def __init__(self, name: str, title: Text, help_: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(str(title))
        self.busy = False
        self.body = self._card()
        self._head(title, help_)
        self._problem = QVBoxLayout()

    def begin(self) -> None:
        """The screen is shown now: go to its first field."""

    def set_busy(self, *, busy: bool) -> None:
        """Show that work is going on; nothing else can be begun meanwhile."""
        self.busy = busy
        self.progress.setVisible(busy)
        self._back.setEnabled(not busy)

    def show_problem(self, error: AppError) -> None:
        """Say in place why it did not work."""
        self.set_busy(busy=False)
        self.hide_problem()
        step = tr("{next_step} ({code})", next_step=error.next_step, code=error.code)
        banner = Banner("error", error.message, step, dismissible=False, name="door_problem")
        banner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)  # long words take two lines
        self._problem.addWidget(banner)
        banner.show()

    def hide_problem(self) -> None:
        """Say nothing."""
        while (item := self._problem.takeAt(0)) is not None:
            if old := item.widget():
                old.hide()
                old.deleteLater()

    def foot(self) -> None:
        """Add the place of errors and the moving line; the button follows."""
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Please wait"))
        self.progress.hide()
        self.body.addLayout(self._problem)
        self.body.addWidget(self.progress)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape and not self.busy:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _card(self) -> QVBoxLayout:
        """Make the card in the middle and return its column."""
        space = theme.current().size
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area, holder, card = QScrollArea(), QWidget(), QFrame()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(area)
        area.setWidget(holder)
        card.setObjectName("door_card")
        card.setProperty("look", "card")
        card.setFixedWidth(theme.current().px(_WIDTH_PX))
        middle = QVBoxLayout(holder)
        middle.setContentsMargins(*(space("space-xl"),) * 4)
        middle.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        middle.addLayout(row)
        middle.addStretch(3)
        column = QVBoxLayout(card)
        column.setContentsMargins(*(space("space-xl"),) * 4)
        column.setSpacing(space("space-m"))
        return column

    def _head(self, title: Text, help_: Text) -> None:
        row = QHBoxLayout()
        row.addWidget(label(title, "title"), 1)
        self._back = Button(_("Back"), role="quiet", icon="arrow-left", name="door_back", keys="Esc")
        self._back.clicked.connect(self.left)
        row.addWidget(self._back)
        self.body.addLayout(row)
        self.body.addWidget(label(help_, "muted", wrap=True))


class DoorHost(QObject):
    """Shows at most one such screen in a stack; `jobs` run beside the windows."""

    left = Signal()
    finished = Signal(object)

    def __init__(self, stack: QStackedWidget, jobs: Jobs) -> None:
        super().__init__(stack)
        self.jobs = jobs
        self.offer_restore: Callable[[str], object] | None = None
        """Opens the restore screen with this backup set chosen."""
        self.offer_trial: Callable[[], object] | None = None
        """Opens the screen that invents a school."""
        self._stack = stack
        self._screen: DoorScreen | None = None
        self._before: QWidget | None = None
        self._backup = ""

    @property
    def screen(self) -> DoorScreen | None:
        """Return the screen that is open, if any."""
        return self._screen

    def open(self, screen: DoorScreen) -> None:
        """Show a screen in the place of the lock screen."""
        self.close()
        self._screen = screen
        screen.left.connect(self._leave)
        screen.finished.connect(self._finish)
        self._before = self._stack.currentWidget()
        self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        screen.begin()

    def close(self) -> None:
        """Take the screen away; what it covered is seen again."""
        screen, self._screen = self._screen, None
        if screen is not None:
            if self._before is not None:
                self._stack.setCurrentWidget(self._before)
            self._stack.removeWidget(screen)
            screen.deleteLater()

    def _leave(self) -> None:
        self.close()
        self.left.emit()

    def _finish(self, unlocked: object) -> None:
        self.close()
        self.finished.emit(unlocked)

    def restore_after_lock(self, backup: str) -> None:
        """Remember that this backup set is to be restored once the files are closed."""
        self._backup = backup

    def go_on(self) -> None:
        """The files are closed: offer the restore that was asked for."""
        backup, self._backup = self._backup, ""
        if backup and self.offer_restore is not None:
            self.offer_restore(backup)
