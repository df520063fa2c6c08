"""The lock screen: the school's name, the account, the password, and what stands in the way.

Owns what is seen before anybody signed in; checks nothing itself. It shows no name of a child and, after
a lock, nothing of what was open.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from xinmiao.kernel.errors import AppError
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui import icons, theme
from xinmiao.ui.actions import Action
from xinmiao.ui.entrance import SchoolAtDoor, Waits
from xinmiao.ui.notices import TITLE
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.inputs import PasswordField
from xinmiao.ui.widgets.labels import label

_CARD_PX = 380
_MARK_PX = 72


class LockScreen(QWidget):
    """Fills the window until somebody has signed in."""

    entered = Signal(str, str)
    """Account id and password."""
    create_wanted = Signal()

    def __init__(self, door_actions: Sequence[Action] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lock_screen")
        self._door_actions = tuple(door_actions)
        self._wait_until = 0.0
        self._busy = False
        self._school: SchoolAtDoor | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(500)
        self._tick.timeout.connect(self._count_down)
        self._make_fields()
        self._lay_out()
        self._refresh()

    def show_school(self, school: SchoolAtDoor | None, *, may_create: bool = False) -> None:
        """Show what stands at the door; None when no school is in the folder."""
        self._school = school
        self._busy = False
        self.create_button.setVisible(may_create and school is None)
        self.school_name.setText(school.name if school else tr("There is no school on this computer yet."))
        self._card.setVisible(school is not None)
        self.notice.setText(str(school.notice) if school and school.notice else "")
        self.notice.setVisible(bool(self.notice.text()))
        shown = self.account.currentData()
        self.account.clear()
        for line in school.accounts if school else ():
            self.account.addItem(line.label, line.id)
        self.account.setCurrentIndex(max(self.account.findData(shown), 0))
        self._wait(school.wait_s if school else 0)
        self._refresh()
        self._focus()

    def show_error(self, error: AppError) -> None:
        """Show in place why it did not work; a wrong password is taken out of the field."""
        self._busy = False
        self.password.clear()
        if isinstance(error, Waits):
            self._wait(error.wait_s)
        self.problem.setText(tr("{message} {next_step}", message=error.message, next_step=error.next_step))
        self.code.setText(error.code)
        self.problem.show()
        self.code.show()
        if self._school is None:  # without a school there is no card to say it in
            self.school_name.clear()
            self.notice.setText(error.told())
            self.notice.show()
        self._refresh()
        self._focus()

    def set_busy(self, *, busy: bool) -> None:
        """Show that the password is being checked, or that the files are being closed."""
        self._busy = busy
        if busy:
            self.problem.hide()
            self.code.hide()
        self._refresh()

    def clear(self) -> None:
        """Forget what was typed and said."""
        self.password.clear()
        self.problem.clear()
        self.problem.hide()
        self.code.hide()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 -- Qt's name
        """Put the cursor where one types."""
        super().showEvent(event)
        self._focus()

    def _make_fields(self) -> None:
        look = theme.current()
        self.school_name = label("", "title", wrap=True, parent=self)
        self.school_name.setObjectName("school_name")
        self.school_name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.account = QComboBox(self)
        self.account.setObjectName("account")
        self.account.setAccessibleName(tr("Account"))
        self.password = PasswordField(_("Password"), name="password", parent=self)
        self.password.entered.connect(self._enter)
        self.enter_button = Button(_("Enter"), role="primary", name="enter", clicked=self._enter, parent=self)
        self.problem = label("", "error", wrap=True, parent=self)
        self.problem.setObjectName("lock_problem")
        self.problem.hide()
        self.code = label("", "hint", parent=self)
        self.code.setObjectName("lock_code")
        self.code.hide()
        self.notice = label("", "secondary", wrap=True, parent=self)
        self.notice.setObjectName("lock_notice")
        self.notice.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.notice.hide()
        self.progress = QProgressBar(self)
        self.progress.setObjectName("lock_progress")
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Please wait"))
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        self.create_button = Button(
            _("Set up a school"), role="primary", name="create_school", clicked=self.create_wanted.emit, parent=self
        )
        self.create_button.setFixedWidth(look.px(_CARD_PX) // 2)
        self.create_button.hide()

    def _lay_out(self) -> None:
        look = theme.current()
        self._card = QFrame(self)
        self._card.setObjectName("lock_card")
        self._card.setProperty("look", "card")
        self._card.setFixedWidth(look.px(_CARD_PX))
        inner = QVBoxLayout(self._card)
        inner.setAlignment(Qt.AlignmentFlag.AlignTop)
        inner.setContentsMargins(*[look.size("space-xl")] * 4)
        inner.setSpacing(look.size("space-m"))
        inner.addWidget(FieldRow(_("Account"), self.account))
        inner.addWidget(FieldRow(_("Password"), self.password))
        inner.addWidget(self.progress)
        inner.addWidget(self.enter_button)
        inner.addWidget(self.problem)
        inner.addWidget(self.code)
        self._card.hide()
        column = QVBoxLayout(self)
        column.setSpacing(look.size("space-l"))
        column.addStretch(2)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self._mark(), 0, middle)
        column.addWidget(self.school_name)
        column.addWidget(self._card, 0, middle)
        column.addWidget(self.create_button, 0, middle)
        column.addWidget(self.notice)
        column.addStretch(3)
        column.addLayout(self._door_row())

    def _mark(self) -> QLabel:
        side = theme.current().px(_MARK_PX)
        mark = QLabel(self)
        mark.setObjectName("mark")
        mark.setPixmap(icons.app_icon().pixmap(side, side))
        mark.setAccessibleName(TITLE)
        return mark

    def _door_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch()
        for action in self._door_actions:
            row.addWidget(self._door_button(action))
        row.addStretch()
        return row

    def _door_button(self, action: Action) -> QPushButton:
        name = f"door_{action.name}"
        return Button(
            action.label,
            role="quiet",
            icon=action.icon,
            name=name,
            keys=action.keys,
            clicked=action.trigger,
            parent=self,
        )

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
        free = not self._busy and not waiting
        self.progress.setVisible(self._busy)
        for widget in (self.account, self.password, self.enter_button):
            widget.setEnabled(free)
        words = ntr("Wait {count} second", "Wait {count} seconds", waiting) if waiting else tr("Enter")
        self.enter_button.setText(words)
        wrapped = self._card.heightForWidth(self._card.width())
        self._card.setMinimumHeight(max(wrapped, self._card.sizeHint().height()))

    def _focus(self) -> None:
        if self.isVisible() and self.password.isEnabled():
            (self.create_button if self.create_button.isVisible() else self.password).setFocus()
