"""The lock screen: the school's name, the account, the password, and what stands in the way.

Owns what is seen before anybody signed in; checks nothing itself. It shows no name of a child and, after
a lock, nothing of what was open.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import icons, theme
from xinmiao.ui.door_button import DoorButton
from xinmiao.ui.entrance import FIRST_TIME_CODE, SchoolAtDoor, Waits
from xinmiao.ui.lock_card import WIDTH_PX, LockCard
from xinmiao.ui.program_name import TITLE
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.labels import label

_MARK_PX = 72


class LockScreen(QWidget):
    """Fills the window until somebody has signed in."""

    entered = Signal(str, str)
    """Account id and password."""
    create_wanted = Signal()

    def __init__(self, door_buttons: Sequence[DoorButton] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lock_screen")
        self._door_buttons = tuple(door_buttons)
        self._wait_until = 0.0
        self._busy = False
        self._school: SchoolAtDoor | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(500)
        self._tick.timeout.connect(self._count_down)
        self._make_fields()
        self._lay_out()

    def show_school(self, school: SchoolAtDoor | None, *, may_create: bool = False) -> None:
        """Show what stands at the door, None when no school is in the folder; who types already is not disturbed."""
        known = school is not None and school == self._school and not self._busy
        self._school = school
        self._busy = False
        self.create_button.setVisible(may_create and school is None)
        self.school_name.setText(school.name if school else tr("There is no school on this computer yet."))
        self.card.setVisible(school is not None)
        self.notice.setText(str(school.notice) if school and school.notice else "")
        self.notice.setVisible(bool(self.notice.text()))
        self.card.show_accounts(school.accounts if school else ())
        self._wait(school.wait_s if school else 0)
        self._refresh()
        if not known:
            self._focus()

    def show_error(self, error: AppError) -> None:
        """Show in place why it did not work; a wrong password is taken out of the field."""
        self._busy = False
        if self._asked_for_code(error):
            return
        self.password.clear()
        if isinstance(error, Waits):
            self._wait(error.wait_s)
        told = tr("{message} {next_step}", message=error.message, next_step=error.next_step)
        self.card.show_problem(told, error.code)
        if self._school is None:  # without a school there is no card to say it in
            self.school_name.clear()
            self.notice.setText(error.told())
            self.notice.show()
        self._refresh()
        self._focus()

    def show_shut(self, error: AppError) -> None:
        """Say why nobody can sign in here at all, whatever stood on the door plate."""
        self._school = None
        self.card.hide()
        self.show_error(error)

    def ask_school_code(self) -> None:
        """Ask for the school code of the recovery sheet: these files are opened here for the first time."""
        if self._school is not None:
            self.card.ask_school_code()
            self._refresh()
            self.card.school_code.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """Show that the password is being checked, or that the files are being closed."""
        self._busy = busy
        if busy:
            self.card.hide_problem()
        self._refresh()

    def clear(self) -> None:
        """Forget what was typed and said."""
        self.password.clear()
        self.card.hide_school_code()
        self.card.hide_problem()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 -- Qt's name
        """Put the cursor where one types."""
        super().showEvent(event)
        self._focus()

    def _asked_for_code(self, error: AppError) -> bool:
        """Ask for the school code in place, or say what is wrong with it; the password stays."""
        slip = error.problems.get("code") if isinstance(error, ValidationFailed) else None
        if error.code != FIRST_TIME_CODE and slip is None:
            return False
        self._refresh()
        self.card.ask_school_code(slip)
        self._refresh()
        self.card.school_code.setFocus()
        return True

    def _make_fields(self) -> None:
        self.school_name = label("", "title", wrap=True, parent=self)
        self.school_name.setObjectName("school_name")
        self.school_name.setProperty("alignment", "AlignHCenter")
        self.card = LockCard(self._enter, self)
        self.card.hide()
        self.account, self.password, self.progress = self.card.account, self.card.password, self.card.progress
        self.enter_button, self.problem, self.code = self.card.button, self.card.problem, self.card.code
        self.notice = label("", "secondary", wrap=True, parent=self)
        self.notice.setObjectName("lock_notice")
        self.notice.setProperty("alignment", "AlignHCenter")
        self.notice.hide()
        self.create_button = Button(
            _("Set up a school"), role="primary", name="create_school", clicked=self.create_wanted.emit, parent=self
        )
        self.create_button.setFixedWidth(theme.current().px(WIDTH_PX) // 2)
        self.create_button.hide()

    def _lay_out(self) -> None:
        look = theme.current()
        column = QVBoxLayout(self)
        column.setSpacing(look.size("space-l"))
        column.addStretch(2)
        column.addLayout(_in_the_middle(_mark(self)))
        column.addWidget(self.school_name)
        column.addLayout(_in_the_middle(self.card))
        column.addLayout(_in_the_middle(self.create_button))
        column.addWidget(self.notice)
        column.addStretch(3)
        column.addLayout(_door_row(self._door_buttons, self))

    def _enter(self) -> None:
        if self._busy or self._waiting() or not self.password.text() or self.account.currentData() is None:
            return
        self.entered.emit(str(self.account.currentData()), self.password.text())

    def _wait(self, seconds: int) -> None:
        if seconds > 0:
            self._wait_until = monotonic() + seconds
            self._tick.start()

    def _waiting(self) -> int:
        return max(round(self._wait_until - monotonic()), 0)

    def _count_down(self) -> None:
        if not self._waiting():
            self._tick.stop()
            self._focus()
        self._refresh()

    def _refresh(self) -> None:
        waiting = self._waiting()
        words = ntr("Wait {count} second", "Wait {count} seconds", waiting) if waiting else tr("Enter")
        self.card.set_free(words, free=not self._busy and not waiting, busy=self._busy)

    def _focus(self) -> None:
        if self.isVisible() and self.password.isEnabled():
            (self.create_button if self.create_button.isVisible() else self.password).setFocus()


def _in_the_middle(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget)
    row.addStretch(1)
    return row


def _mark(parent: QWidget) -> QLabel:
    side = theme.current().px(_MARK_PX)
    mark = QLabel(parent)
    mark.setObjectName("mark")
    mark.setPixmap(icons.app_picture(side, parent.devicePixelRatioF()))
    mark.setAccessibleName(TITLE)
    return mark


def _door_row(buttons: Sequence[DoorButton], parent: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, theme.current().size("space-m"))
    row.addStretch()
    for button in buttons:
        row.addWidget(_made(button, parent))
    row.addStretch()
    return row


def _made(button: DoorButton, parent: QWidget) -> QPushButton:
    return Button(
        button.label,
        role="quiet",
        icon=button.icon,
        name=f"door_{button.name}",
        clicked=button.pressed,
        parent=parent,
    )
