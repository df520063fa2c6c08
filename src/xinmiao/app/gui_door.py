"""The door of a data folder, as the windows ask for it: looking, unlocking, opening, founding.

Owns the translation between `app.door`, `app.founding` and the protocols of `ui`. Imports nothing heavy at the top:
the lock screen is painted before any of it is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from xinmiao.app.door_plate import invented_notice
from xinmiao.app.folder_lock import FolderLock
from xinmiao.kernel.errors import ValidationFailed
from xinmiao.kernel.texts import Text
from xinmiao.system.places import check_live_place
from xinmiao.ui.entrance import AccountLine, SchoolAtDoor
from xinmiao.ui.tasks import WorkspaceLike

if TYPE_CHECKING:
    from xinmiao.app.door import Door
    from xinmiao.app.founding import FoundedSchool
    from xinmiao.ui.setup_wizard import SchoolDraft
    from xinmiao.vault.keys.means import Means


class GuiDoor:
    """Fulfils `ui.entrance.Entrance` for one folder. `warm_up` starts the heavy imports while the KDF runs."""

    def __init__(
        self, folder: Path, lock: FolderLock, warm_up: Callable[[], object], means: Means | None = None
    ) -> None:
        self.folder = folder
        self._lock = lock
        self._warm_up = warm_up
        self._means = means
        self._door: Door | None = None

    @property
    def means(self) -> Means | None:
        """Return what the keys are made with, if it was handed in."""
        return self._means

    def look(self) -> SchoolAtDoor | None:
        """Take the folder for this program and read the key file; None when no school is here."""
        if not self.folder.is_dir():
            return None
        check_live_place(self.folder)
        if not self._lock.held:
            self._lock.acquire()
        vault = self._way().vault()
        if vault is None:
            return None
        accounts = tuple(AccountLine(entry.id, entry.label) for entry in vault.accounts() if not entry.disabled)
        return SchoolAtDoor(
            vault.school_name, accounts, vault.notice.message if vault.notice else invented_notice(self.folder)
        )

    def unlock(self, account_id: str, password: str) -> object:
        """Return the account's keys."""
        self._warm_up()
        return self._way().unlock(account_id, password)

    def open(self, unlocked: object) -> WorkspaceLike:
        """Open the files; a school that was just founded is open already."""
        from xinmiao.app.door import Arrival, Unlocked  # noqa: PLC0415 -- not before the lock screen is painted
        from xinmiao.app.workspace import Workspace  # noqa: PLC0415 -- as above

        if isinstance(unlocked, Unlocked):
            return self._way().open(unlocked)
        if isinstance(unlocked, Arrival):
            return self._way().arrive(unlocked)
        if isinstance(unlocked, Workspace):
            return unlocked
        raise TypeError(type(unlocked).__name__)

    def install_school_code(self, typed: str) -> None:
        """Keep the school code of the recovery sheet on this computer."""
        from xinmiao.vault.keys.opening import install_school_secret  # noqa: PLC0415 -- not on the start path

        door = self._way()
        vault = door.vault()
        if vault is not None:
            install_school_secret(vault, door.store, typed)

    def move(self, folder: Path, lock: FolderLock) -> None:
        """Stand at another folder from now on."""
        self.folder, self._lock, self._door = folder, lock, None

    def take_folder(self) -> Door:
        """Return the way into the folder, which is made and taken for this program where it was not yet."""
        if not self.folder.is_dir():
            check_live_place(self.folder)
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not self._lock.held:
            self._lock.acquire()
        return self._way()

    def _way(self) -> Door:
        from xinmiao.app.door import Door  # noqa: PLC0415 -- not before the lock screen is painted
        from xinmiao.system.user_folders import config_folder  # noqa: PLC0415 -- as above
        from xinmiao.vault.keys.means import Means  # noqa: PLC0415 -- as above
        from xinmiao.vault.keys.secrets_here import SecretStore  # noqa: PLC0415 -- as above

        if self._door is None:
            self._door = Door(self.folder, SecretStore(config_folder()), self._means or Means())
        return self._door


class JustFounded:
    """Fulfils `ui.setup_wizard.NewSchool`."""

    def __init__(self, founded: FoundedSchool) -> None:
        self._founded = founded
        self.sheet_groups = tuple(founded.sheet.seed_code.split("-"))
        self.secret_groups = tuple(founded.sheet.school_secret_code.split("-"))

    @property
    def unlocked(self) -> object:
        """Return the open workspace."""
        return self._founded.workspace

    def sheet_paper(self) -> bytes:
        """Return the recovery sheet as a PDF."""
        from xinmiao.documents.pdf import render_pdf  # noqa: PLC0415 -- only when the sheet is printed
        from xinmiao.features.accounts.operations import sheet_codes  # noqa: PLC0415 -- as above
        from xinmiao.features.accounts.prints import recovery_sheet_paper  # noqa: PLC0415 -- as above

        workspace = self._founded.workspace
        codes = sheet_codes(self._founded.sheet)
        paper = recovery_sheet_paper(codes, printed_by=workspace.actor.label, printed_at=codes.made_at)
        return render_pdf(paper)

    def confirm(self, code: str, secret: str) -> None:
        """Remember that both codes were typed back; a slip is told at its field."""
        from xinmiao.features.accounts.operations import confirm_recovery_sheet  # noqa: PLC0415 -- as above
        from xinmiao.vault.keys.errors import TypingSlip, WrongSheet  # noqa: PLC0415 -- as above
        from xinmiao.vault.keys.sheet import read_school_secret_code, read_seed_code  # noqa: PLC0415 -- as above

        for field, typed, read in (("code", code, read_seed_code), ("secret", secret, read_school_secret_code)):
            try:
                read(typed)
            except TypingSlip as error:
                raise ValidationFailed({field: error.message}) from error
        try:
            self._founded.workspace.run(confirm_recovery_sheet.bind(code, secret))
        except WrongSheet as error:
            raise ValidationFailed({"code": error.message}) from error


class Founder:
    """Fulfils `ui.setup_wizard.SchoolMaker`."""

    def __init__(self, folder: Path, lock: FolderLock, means: Means | None = None) -> None:
        self._folder = folder
        self._lock = lock
        self._means = means

    def move(self, folder: Path, lock: FolderLock) -> None:
        """Make schools in another folder from now on."""
        self._folder, self._lock = folder, lock

    @property
    def folder(self) -> str:
        """Return where the files will lie."""
        return str(self._folder)

    def password_problem(self, password: str) -> Text | None:
        """Return what is wrong with a new password."""
        from xinmiao.vault.keys.errors import PasswordRefused  # noqa: PLC0415 -- not before the lock screen is painted
        from xinmiao.vault.keys.passwords import check_password  # noqa: PLC0415 -- as above

        try:
            check_password(password)
        except PasswordRefused as error:
            return error.message
        return None

    def make(self, draft: SchoolDraft) -> JustFounded:
        """Make the school and sign its founder in."""
        from xinmiao.app.founding import NewSchool, found_school  # noqa: PLC0415 -- not before it is asked for
        from xinmiao.features.roster.records import Stage  # noqa: PLC0415 -- as above
        from xinmiao.system.files import storage_error  # noqa: PLC0415 -- as above
        from xinmiao.system.user_folders import config_folder  # noqa: PLC0415 -- as above
        from xinmiao.vault.keys.means import Means  # noqa: PLC0415 -- as above
        from xinmiao.vault.keys.secrets_here import SecretStore  # noqa: PLC0415 -- as above

        check_live_place(self._folder)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise storage_error(error) from error
        if not self._lock.held:
            self._lock.acquire()
        stages = frozenset(Stage(name) for name in draft.stages)
        wanted = NewSchool(
            draft.name, draft.account_label, draft.password, stages, draft.primary_years, draft.junior_years
        )
        means = self._means or Means()
        return JustFounded(found_school(self._folder, SecretStore(config_folder()), wanted, means))
