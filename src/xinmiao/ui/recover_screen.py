"""A forgotten password at the door: the recovery sheet gives the account a new one.

Owns the screen. The keys are the application's (`RecoverDesk`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.texts import Text, _
from xinmiao.ui.door_screens import DoorScreen
from xinmiao.ui.entrance import AccountLine
from xinmiao.ui.jobs import Jobs
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.inputs import PasswordField

_PLEASE = _("Please fill this in.")


class RecoverDesk(Protocol):
    """What the application does for this screen; everything runs on the work lane."""

    def accounts(self) -> Sequence[AccountLine]:
        """Return all accounts, switched-off ones too."""
        ...

    def recover(self, account_id: str, code: str, password: str) -> object:
        """Give the account a new password; return what opens the files.

        Raises:
            ValidationFailed: a slip in the `code` (its group is named), or the `password` is too weak.
            StorageError: not the sheet in force.
        """
        ...


class RecoverScreen(DoorScreen):
    """Account, recovery code, a new password twice."""

    def __init__(self, desk: RecoverDesk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(
            "recover_screen",
            _("Forgotten password"),
            _("The recovery sheet lies in its sealed envelope. Each opening is signed by two persons."),
            parent,
        )
        self._desk, self._jobs = desk, jobs
        self.account = QComboBox()
        self.account.setObjectName("recover_account")
        self.code = QLineEdit()
        self.code.setObjectName("recover_code")
        self.code.setMaxLength(120)
        self.code.setInputMethodHints(Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhNoPredictiveText)
        self.password = PasswordField(_("New password"), name="recover_password")
        self.again = PasswordField(_("The same once more"), name="recover_again")
        rule = _("At least 12 characters, or four words with spaces between them.")
        signs = _("Capitals or small letters, with or without dashes.")
        self._rows = {
            "code": FieldRow(_("Recovery code"), self.code, signs),
            "password": FieldRow(_("New password"), self.password, rule),
            "again": FieldRow(_("The same once more"), self.again),
        }
        self.button = Button(
            _("Set the password and enter"), role="primary", name="recover", keys="Enter", clicked=self.press
        )
        self._lay_out()

    def begin(self) -> None:
        """List the accounts."""
        self.code.setFocus()
        self._jobs.start(
            _("Looking for the school"), lambda _p: tuple(self._desk.accounts()), self._listed, self.show_problem, self
        )

    def press(self) -> None:
        """Recover, unless something is missing."""
        if self.busy or self.account.currentData() is None:
            return
        problems = self._missing()
        self._mark(problems)
        if problems:
            return
        account, code, password = str(self.account.currentData()), self.code.text(), self.password.text()
        self.set_busy(busy=True)
        self._jobs.start(
            _("Opening with the recovery sheet"),
            lambda _p: self._desk.recover(account, code, password),
            self.finished.emit,
            self._refused,
            self,
        )

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing be typed meanwhile."""
        super().set_busy(busy=busy)
        for widget in (self.account, self.code, self.password, self.again, self.button):
            widget.setEnabled(not busy)

    def _missing(self) -> dict[str, Text]:
        problems = {}
        if not self.code.text().strip():
            problems["code"] = _PLEASE
        if not self.password.text():
            problems["password"] = _PLEASE
        elif self.password.text() != self.again.text():
            problems["again"] = _("The two are not the same.")
        return problems

    def _mark(self, problems: dict[str, Text]) -> None:
        self.hide_problem()
        for name, row in self._rows.items():
            row.set_error(problems.get(name))
        first = next((row for name, row in self._rows.items() if name in problems), None)
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, error: AppError) -> None:
        self.set_busy(busy=False)
        if isinstance(error, ValidationFailed) and set(error.problems) <= set(self._rows):
            self._mark(dict(error.problems))
        else:
            self.show_problem(error)
            self.code.setFocus()

    def _listed(self, accounts: tuple[AccountLine, ...]) -> None:
        for line in accounts:
            self.account.addItem(line.label, line.id)

    def _lay_out(self) -> None:
        self.body.addWidget(FieldRow(_("Account"), self.account))
        for row in self._rows.values():
            self.body.addWidget(row)
        self.foot()
        self.body.addWidget(self.button)
        self.code.returnPressed.connect(self.password.setFocus)
        self.password.entered.connect(self.again.setFocus)
        self.again.entered.connect(self.press)
