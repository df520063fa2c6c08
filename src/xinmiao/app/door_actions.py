"""What the quiet buttons of the lock screen open: restore a backup, use the recovery sheet, another folder and more.

Owns the wiring of the screens of `ui` to `app.restoring` and to the keys. The buttons themselves are `door_buttons`',
which are painted before this is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xinmiao.app.gui_door import GuiDoor
from xinmiao.kernel.texts import tr
from xinmiao.ui.entrance import AccountLine

if TYPE_CHECKING:
    from xinmiao.app.restoring import OpenedSet
    from xinmiao.ui.restore_screen import RestoreDone, RestoreOrder, SetAtDoor, SetLine
    from xinmiao.ui.shell import Shell
    from xinmiao.vault.backup_set import BackupSet


class DoorActions:
    """Opens the screens; `serve` hands over the window they open in."""

    def __init__(self, entrance: GuiDoor, open_folder: Callable[[Path], object]) -> None:
        self._entrance = entrance
        self._open_folder = open_folder
        self._shell: Shell | None = None

    def serve(self, shell: Shell) -> None:
        """Open screens in this window."""
        self._shell = shell
        shell.door.offer_restore = self.restore
        shell.door.offer_trial = self.try_out

    def do(self, name: str) -> None:
        """Do what the button of this name stands for (`door_buttons`)."""
        deeds: dict[str, Callable[[], None]] = {
            "restore": self.restore,
            "recover": self.recover,
            "first_time": self.ask_school_code,
            "try_out": self.try_out,
            "other_folder": self.choose_folder,
        }
        deeds[name]()

    def restore(self, backup: str = "") -> None:
        """Open the restore screen, with this set chosen."""
        from xinmiao.ui.restore_screen import RestoreScreen  # noqa: PLC0415 -- not before it is asked for

        if self._shell is not None:
            door = self._shell.door
            door.open(RestoreScreen(RestoreWay(self._entrance), door.jobs, backup))

    def recover(self) -> None:
        """Open the screen for a forgotten password."""
        from xinmiao.ui.recover_screen import RecoverScreen  # noqa: PLC0415 -- not before it is asked for

        if self._shell is not None:
            door = self._shell.door
            door.open(RecoverScreen(RecoverWay(self._entrance), door.jobs))

    def ask_school_code(self) -> None:
        """Ask for the school code on the lock screen itself."""
        if self._shell is not None:
            self._shell.lock_screen.ask_school_code()

    def try_out(self) -> None:
        """Offer to invent a school and to look at its door."""
        from xinmiao.ui.trial_screen import TrialScreen  # noqa: PLC0415 -- not before it is asked for

        if self._shell is not None:
            door = self._shell.door
            way = TrialWay(self._entrance)
            door.open(TrialScreen(way, door.jobs, lambda folder: self._open_folder(Path(folder))))

    def choose_folder(self) -> None:
        """Ask for another data folder, then look at its door."""
        from PySide6.QtCore import Qt  # noqa: PLC0415 -- only here
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 -- only here

        dialog = QFileDialog(self._shell, tr("Folder of a school"))
        dialog.setObjectName("school_folder_dialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda folder: self._open_folder(Path(folder)))
        dialog.open()


class TrialWay:
    """Fulfils `ui.trial_screen.TrialDesk`; runs on the work lane."""

    def __init__(self, entrance: GuiDoor) -> None:
        self._entrance = entrance

    def make(self) -> str:
        """Build the invented school beside the data folder."""
        from xinmiao.app.demo.trial import make_trial  # noqa: PLC0415 -- heavy

        return str(make_trial(self._entrance.folder, self._entrance.means))


class RestoreWay:
    """Fulfils `ui.restore_screen.RestoreDesk`; everything runs on the work lane."""

    def __init__(self, entrance: GuiDoor) -> None:
        self._entrance = entrance

    def sets(self, folder: str = "") -> Sequence[SetLine]:
        """Return the sets of a folder, of its backups folder, or the set that it is."""
        from xinmiao.vault.backup_set import (  # noqa: PLC0415 -- heavy
            BACKUPS_FOLDER,
            MANIFEST_NAME,
            list_sets,
            read_set,
        )

        place = Path(folder) if folder else self._entrance.folder / BACKUPS_FOLDER
        if (place / MANIFEST_NAME).is_file():
            return (_line(read_set(place)),)
        found = list_sets(place).sets or list_sets(place / BACKUPS_FOLDER).sets
        return tuple(_line(one) for one in found)

    def look_into(self, folder: str) -> SetAtDoor:
        """Read the key file of a set."""
        from xinmiao.ui.restore_screen import SetAtDoor  # noqa: PLC0415 -- not before it is asked for

        opened = self._opened(folder)
        accounts = tuple(AccountLine(entry.id, entry.label) for entry in opened.vault.accounts() if not entry.disabled)
        return SetAtDoor(_line(opened.found), opened.vault.school_name, accounts)

    def restore(self, order: RestoreOrder) -> RestoreDone:
        """Check the password and put the set in place."""
        from xinmiao.app.door import Arrival  # noqa: PLC0415 -- heavy
        from xinmiao.app.restoring import restore_set  # noqa: PLC0415 -- heavy
        from xinmiao.ui.restore_screen import RestoreDone  # noqa: PLC0415 -- as above
        from xinmiao.vault.backup_set import SetDamaged  # noqa: PLC0415 -- heavy
        from xinmiao.vault.keys.opening import install_school_secret  # noqa: PLC0415 -- heavy

        door = self._entrance.take_folder()
        opened = self._opened(order.folder)
        if order.school_code:
            install_school_secret(opened.vault, door.store, order.school_code)
        restored, unlocked = restore_set(door, opened, order.account, order.password)
        if not restored.completed:
            raise SetDamaged
        return RestoreDone(str(restored.set_aside), Arrival(unlocked, "backup.restored", {"set": restored.set_name}))

    def _opened(self, folder: str) -> OpenedSet:
        from xinmiao.app.restoring import open_set  # noqa: PLC0415 -- heavy

        return open_set(Path(folder), self._entrance.take_folder())


class RecoverWay:
    """Fulfils `ui.recover_screen.RecoverDesk`; everything runs on the work lane."""

    def __init__(self, entrance: GuiDoor) -> None:
        self._entrance = entrance

    def accounts(self) -> Sequence[AccountLine]:
        """Return all accounts, switched-off ones too: the sheet is the last resort against that as well."""
        vault = self._entrance.take_folder().vault()
        entries = vault.accounts() if vault is not None else ()
        return tuple(AccountLine(entry.id, entry.label) for entry in entries)

    def recover(self, account_id: str, code: str, password: str) -> object:
        """Give the account a new password with the recovery sheet."""
        from xinmiao.app.door import Arrival, Unlocked  # noqa: PLC0415 -- heavy
        from xinmiao.vault.keys.errors import VaultMissing  # noqa: PLC0415 -- heavy
        from xinmiao.vault.keys.recovery import recover  # noqa: PLC0415 -- heavy
        from xinmiao.vault.keys.throttle import Throttle  # noqa: PLC0415 -- heavy

        door = self._entrance.take_folder()
        vault = door.vault()
        if vault is None:
            raise VaultMissing
        vault, keyring = recover(vault, door.store, code, account_id, password)
        throttle = Throttle(door.folder, door.means)
        throttle.succeeded(account_id)
        return Arrival(Unlocked(vault, keyring, throttle), "account.recovered", {"sheet": vault.sheet_number})


def _line(found: BackupSet) -> SetLine:
    from xinmiao.ui.restore_screen import SetLine  # noqa: PLC0415 -- not before it is asked for

    return SetLine(str(found.folder), found.manifest.made_at, found.size, found.is_verified)
