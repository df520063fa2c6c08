"""The card of the lock screen: account, password, the button, and what was wrong in place.

Owns the fields; when one may enter is the lock screen's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.entrance import AccountLine
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.inputs import PasswordField
from xinmiao.ui.widgets.labels import label

WIDTH_PX = 380


class LockCard(QFrame):
    """Two fields and a button."""

    def __init__(self, enter: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("lock_card")
        self.setProperty("look", "card")
        self.setFixedWidth(theme.current().px(WIDTH_PX))
        self.account = QComboBox(self)
        self.account.setObjectName("account")
        self.account.setAccessibleName(tr("Account"))
        self.password = PasswordField(_("Password"), name="password", parent=self)
        self.password.entered.connect(enter)
        self.button = Button(_("Enter"), role="primary", name="enter", clicked=enter, parent=self)
        self.problem = label("", "error", wrap=True, parent=self)
        self.problem.setObjectName("lock_problem")
        self.code = label("", "hint", parent=self)
        self.code.setObjectName("lock_code")
        self.progress = self._make_progress()
        self._enter = enter
        self._column = self._lay_out()
        self._asked: FieldRow | None = None
        self.hide_problem()

    @cached_property
    def school_code(self) -> QLineEdit:
        """Return the field for the school code; made when it is first asked for, once in a folder's life."""
        line = QLineEdit(self)
        line.setObjectName("school_code")
        line.setMaxLength(120)
        line.setProperty("inputMethodHints", "ImhLatinOnly|ImhNoPredictiveText")
        line.returnPressed.connect(self._enter)
        return line

    def ask_school_code(self, problem: Text | None = None) -> None:
        """Ask for the school code beside the password; say what is wrong with it."""
        if self._asked is None:
            self._asked = FieldRow(
                _("School code from the recovery sheet"),
                self.school_code,
                _("These files are opened here for the first time; the code stands on the sheet."),
                name="row_school_code",
            )
            self._column.insertWidget(self._column.indexOf(self.progress), self._asked)
        self._asked.show()
        self._asked.set_error(problem)

    def hide_school_code(self) -> None:
        """Ask for it no more."""
        if self._asked is not None:
            self.school_code.clear()
            self._asked.set_error(None)
            self._asked.hide()

    def typed_school_code(self) -> str:
        """Return what was typed, empty when nothing was asked."""
        return self.school_code.text().strip() if self._asked is not None and self._asked.isVisibleTo(self) else ""

    def show_accounts(self, accounts: Sequence[AccountLine]) -> None:
        """List the accounts; the one chosen before stays chosen."""
        chosen = self.account.currentData()
        self.account.clear()
        for line in accounts:
            self.account.addItem(line.label, line.id)
        self.account.setCurrentIndex(max(self.account.findData(chosen), 0))

    def show_problem(self, text: str, code: str) -> None:
        """Say in place what was wrong."""
        self.problem.setText(text)
        self.code.setText(code)
        self.problem.show()
        self.code.show()

    def hide_problem(self) -> None:
        """Say nothing."""
        self.problem.hide()
        self.code.hide()

    def set_free(self, words: str, *, free: bool, busy: bool) -> None:
        """Let somebody enter or not; `words` stand on the button."""
        self.progress.setVisible(busy)
        for widget in (self.account, self.password, self._asked, self.button):
            if widget is not None:
                widget.setEnabled(free)
        self.button.setText(words)
        wrapped = self.heightForWidth(self.width())
        self.setMinimumHeight(max(wrapped, self.sizeHint().height()))

    def _make_progress(self) -> QProgressBar:
        made = QProgressBar(self)
        made.setObjectName("lock_progress")
        made.setRange(0, 0)
        made.setTextVisible(False)
        made.setAccessibleName(tr("Please wait"))
        policy = made.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        made.setSizePolicy(policy)
        made.hide()
        return made

    def _lay_out(self) -> QVBoxLayout:
        look = theme.current()
        inner = QVBoxLayout(self)
        inner.setContentsMargins(*[look.size("space-xl")] * 4)
        inner.setSpacing(look.size("space-m"))
        inner.addWidget(FieldRow(_("Account"), self.account))
        inner.addWidget(FieldRow(_("Password"), self.password))
        for widget in (self.progress, self.button, self.problem, self.code):
            inner.addWidget(widget)
        inner.addStretch(1)
        return inner
