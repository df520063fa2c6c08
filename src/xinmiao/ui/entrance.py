"""The way in, as the windows know it: what the lock screen shows, and what signing in needs.

Owns the protocols that the application fulfils with the vault, and the two steps of signing in: keys on the work lane,
files on the database lane. Draws nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject

from xinmiao.kernel.errors import AppError
from xinmiao.kernel.texts import Text, _

if TYPE_CHECKING:
    from xinmiao.ui.jobs import Jobs
    from xinmiao.ui.tasks import WorkspaceLike

FIRST_TIME_CODE = "E-SECRET"
"""The code of the error that asks for the school code: these files were never opened on this computer."""


@dataclass(frozen=True)
class AccountLine:
    """One account in the list of the lock screen."""

    id: str
    label: str


@dataclass(frozen=True)
class SchoolAtDoor:
    """What stands in clear in the key file: the school's name and the labels of its accounts."""

    name: str
    accounts: tuple[AccountLine, ...]
    notice: Text | None = None
    """A line to show, such as that the previous generation of the key file was used."""
    wait_s: int = 0
    """How long the throttle still makes everybody wait."""


class Entrance(Protocol):
    """The door of one data folder."""

    def look(self) -> SchoolAtDoor | None:
        """Read what is shown before signing in; None when no school is here yet. Work lane."""
        ...

    def install_school_code(self, typed: str) -> None:
        """Keep the school code of the recovery sheet on this computer. Work lane.

        Raises:
            ValidationFailed: a slip in the `code`; its group is named.
            StorageError: this computer knows another one.
        """
        ...

    def unlock(self, account_id: str, password: str) -> object:
        """Return the keys of an account, for `open`; takes about a second. Work lane.

        Raises:
            AppError: wrong password (`WrongKey`), throttled (an error that `Waits`), damaged files.
        """
        ...

    def open(self, unlocked: object) -> WorkspaceLike:
        """Open the files with the keys. Database lane."""
        ...


@runtime_checkable
class Waits(Protocol):
    """An error that says how many seconds one has to wait."""

    wait_s: int


class SignIn:
    """Carries out one sign-in after the other."""

    def __init__(self, entrance: Entrance, work: Jobs, database: Jobs) -> None:
        self.entrance = entrance
        self._work = work
        self._database = database

    def look(
        self,
        then: Callable[[SchoolAtDoor | None], None],
        failed: Callable[[AppError], None],
        owner: QObject,
    ) -> None:
        """Look at the door without waiting."""
        self._work.start(_("Looking for the school"), lambda _progress: self.entrance.look(), then, failed, owner)

    def enter(
        self,
        account_id: str,
        password: str,
        then: Callable[[WorkspaceLike], None],
        failed: Callable[[AppError], None],
        owner: QObject,
        *,
        school_code: str = "",
    ) -> None:
        """Unlock, then open; `then` gets the workspace, `failed` whatever the world had against it."""

        def unlock(_progress: object) -> object:
            if school_code:
                self.entrance.install_school_code(school_code)
            return self.entrance.unlock(account_id, password)

        self._work.start(
            _("Checking the password"),
            unlock,
            partial(self.open, then=then, failed=failed, owner=owner),
            failed,
            owner,
        )

    def open(
        self,
        unlocked: object,
        then: Callable[[WorkspaceLike], None],
        failed: Callable[[AppError], None],
        owner: QObject,
    ) -> None:
        """Open the files with keys that are at hand, as the wizard has them."""
        self._database.start(
            _("Opening the files"), lambda _progress: self.entrance.open(unlocked), then, failed, owner
        )
