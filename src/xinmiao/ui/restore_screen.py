"""Restoring a backup at the door: which set, whose password, and where the files of before are kept.

Owns the screen. Reading sets, checking the password and moving files is the application's (`RestoreDesk`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Protocol

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from xinmiao.kernel.errors import AppError, ValidationFailed, WrongKey
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.door_screens import DoorScreen
from xinmiao.ui.entrance import FIRST_TIME_CODE, AccountLine
from xinmiao.ui.jobs import Jobs
from xinmiao.ui.moment_words import moment_words
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.chips import Chip
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.inputs import PasswordField
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import Banner, EmptyState

_LIST_PX = 200


@dataclass(frozen=True)
class SetLine:
    """One backup set; `id` is its folder."""

    id: str
    made_at: datetime
    size: int
    is_verified: bool


@dataclass(frozen=True)
class SetAtDoor:
    """A set that was looked into: its school and the accounts that can put it back."""

    line: SetLine
    school: str
    accounts: tuple[AccountLine, ...]


@dataclass(frozen=True)
class RestoreOrder:
    """What the user typed."""

    folder: str
    account: str
    password: str
    school_code: str = ""

    def __repr__(self) -> str:
        """Say nothing; a password is inside."""
        return "RestoreOrder()"


@dataclass(frozen=True)
class RestoreDone:
    """How it ended; `unlocked` opens the restored files without another password."""

    aside: str
    unlocked: object


class RestoreDesk(Protocol):
    """What the application does for this screen; everything runs on the work lane."""

    def sets(self, folder: str = "") -> Sequence[SetLine]:
        """Return the sets of a folder (or the set it is), newest first; empty means the data folder's own."""
        ...

    def look_into(self, folder: str) -> SetAtDoor:
        """Read a set's key file."""
        ...

    def restore(self, order: RestoreOrder) -> RestoreDone:
        """Check the password, put the set in place, set the files of before aside."""
        ...


class RestoreScreen(DoorScreen):
    """A list of sets, an account, a password, one button."""

    def __init__(self, desk: RestoreDesk, jobs: Jobs, wanted: str = "", parent: QWidget | None = None) -> None:
        super().__init__(
            "restore_screen",
            _("Restore a backup"),
            _("The files of today are set aside and kept for 90 days; nothing is deleted."),
            parent,
        )
        self._desk, self._jobs, self._wanted = desk, jobs, wanted
        self._set: SetAtDoor | None = None
        self.table: RecordTable[SetLine] = RecordTable(_columns(), _("Backups"), compact=True, name="restore_sets")
        self.table.set_empty(EmptyState(_("There is no backup in this folder."), icon="archive", name="no_sets"))
        self.table.setFixedHeight(theme.current().px(_LIST_PX))
        self.other = Button(_("Choose another folder…"), icon="folder-open", name="restore_other")
        self.account = QComboBox()
        self.account.setObjectName("restore_account")
        self.password = PasswordField(_("Password"), name="restore_password")
        self.code = QLineEdit()
        self.code.setObjectName("restore_school_code")
        self._password_row = FieldRow(_("Password of that day"), self.password)
        self._code_row = _code_row(self.code)
        self.button = Button(_("Restore"), role="primary", name="restore", keys="Enter", clicked=self.press)
        self._lay_out()
        self._connect()

    def begin(self) -> None:
        """List the sets of the data folder."""
        self.password.setFocus()
        self._list("")

    def press(self) -> None:
        """Restore, unless something is missing."""
        if self.busy or self._set is None:
            return
        if not self.password.text():
            self._password_row.set_error(_("Please fill this in."))
            self.password.setFocus()
            return
        typed = self.code.text().strip() if self._code_row.isVisibleTo(self) else ""
        order = RestoreOrder(self._set.line.id, self.account.currentText(), self.password.text(), typed)
        self._clear_marks()
        self.set_busy(busy=True)
        self._jobs.start(
            _("Restoring the backup"), lambda _p: self._desk.restore(order), self._done, self._refused, self
        )

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing be typed meanwhile."""
        super().set_busy(busy=busy)
        for widget in (self.table, self.other, self.account, self.password, self.code):
            widget.setEnabled(not busy)
        self.button.setEnabled(not busy and self._set is not None)

    def _list(self, folder: str) -> None:
        self.set_busy(busy=True)
        listed = partial(self._listed, folder)
        self._jobs.start(
            _("Looking for backups"), lambda _p: tuple(self._desk.sets(folder)), listed, self.show_problem, self
        )

    def _listed(self, _folder: str, lines: tuple[SetLine, ...]) -> None:
        self.set_busy(busy=False)
        self.table.set_rows(lines)
        if not (self._wanted and self.table.select(self._wanted)) and lines:
            self.table.select(lines[0].id)
        self._wanted = ""
        self.password.setFocus()

    def _chosen(self, folder: str) -> None:
        self._set = None
        self.account.clear()
        self._clear_marks()
        self.button.setEnabled(False)
        if folder:
            self._jobs.start(
                _("Looking for backups"), lambda _p: self._desk.look_into(folder), self._looked, self.show_problem, self
            )

    def _looked(self, found: SetAtDoor) -> None:
        current = self.table.current_record()
        if current is None or current.id != found.line.id:
            return  # another one was chosen meanwhile
        self._set = found
        for line in found.accounts:
            self.account.addItem(line.label, line.id)
        self.button.setEnabled(not self.busy)

    def _refused(self, error: AppError) -> None:
        self.set_busy(busy=False)
        if error.code == FIRST_TIME_CODE:
            self._code_row.show()
            self.code.setFocus()
        elif isinstance(error, ValidationFailed) and "code" in error.problems:
            self._code_row.set_error(error.problems["code"])
            self.code.setFocus()
        else:
            self.show_problem(error)
            if isinstance(error, WrongKey):
                self.password.clear()
            self.password.setFocus()

    def _done(self, done: RestoreDone) -> None:
        for widget in (self._form, self.button, self.progress, self._back):
            widget.hide()
        self.password.clear()
        done_banner = Banner("success", _("The backup is back."), "", dismissible=False, name="restore_done")
        kept = label(_("The files of before are kept in {folder}.").format(folder=done.aside), "muted", wrap=True)
        kept.setObjectName("restore_aside")
        enter = Button(
            _("Enter"),
            role="primary",
            name="restore_enter",
            keys="Enter",
            clicked=lambda: self.finished.emit(done.unlocked),
        )
        enter.setDefault(True)
        enter.setAutoDefault(True)
        for widget in (done_banner, kept, enter):
            self.body.addWidget(widget)
            widget.show()  # at once, so that Enter goes on
        enter.setFocus()

    def _clear_marks(self) -> None:
        self.hide_problem()
        for row in (self._password_row, self._code_row):
            row.set_error(None)

    def _connect(self) -> None:
        self.table.current_changed.connect(self._chosen)
        self.table.opened.connect(lambda _id: self.password.setFocus())
        self.other.clicked.connect(lambda _checked=False: _choose_folder(self, self._list))
        self.password.entered.connect(self.press)
        self.code.returnPressed.connect(self.press)

    def _lay_out(self) -> None:
        self._form = QWidget()
        inner = QVBoxLayout(self._form)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.current().size("space-m"))
        inner.addWidget(self.table)
        inner.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(FieldRow(_("Account"), self.account))
        inner.addWidget(self._password_row)
        inner.addWidget(self._code_row)
        self._code_row.hide()
        self.body.addWidget(self._form)
        self.foot()
        self.body.addWidget(self.button)


def _columns() -> tuple[Column[SetLine], ...]:
    return (
        Column("made_at", _("Made"), lambda line: line.made_at, _words, width=190, stretch=True, strong=True),
        Column("size", _("Size"), lambda line: line.size, _size, width=96, align="right"),
        Column("state", _("State"), lambda line: line.is_verified, width=120, chip=_state),
    )


def _words(moment: datetime) -> str:
    return moment_words(moment, datetime.now(UTC))


def _size(size: int) -> str:
    return QLocale.c().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def _state(line: SetLine) -> Chip:
    return Chip(_("Verified"), "accent") if line.is_verified else Chip(_("Not opened"), "watch")


def _choose_folder(owner: QWidget, then: Callable[[str], object]) -> None:
    dialog = QFileDialog(owner.window(), tr("Folder with backups"))
    dialog.setObjectName("restore_folder_dialog")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(then)
    dialog.open()


def _code_row(editor: QLineEdit) -> FieldRow:
    return FieldRow(
        _("School code from the recovery sheet"),
        editor,
        _("This computer opens these files for the first time; the sheet holds the code."),
    )
