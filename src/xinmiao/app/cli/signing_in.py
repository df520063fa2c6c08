"""Signing in on the command line, with the data folder held against a second program."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xinmiao.app.cli.terminal import Terminal
from xinmiao.app.door import Door, account_named
from xinmiao.app.folder_lock import FolderLock
from xinmiao.app.workspace import Workspace
from xinmiao.kernel.errors import AppError, NotFound
from xinmiao.kernel.texts import _
from xinmiao.system.device_settings import load_device_settings
from xinmiao.system.user_folders import config_folder, default_data_folder
from xinmiao.vault.keys.errors import VaultMissing
from xinmiao.vault.keys.means import Means
from xinmiao.vault.keys.secrets_here import SecretStore


class SeveralAccounts(AppError):
    """The account has to be named."""

    code = "E-ACCOUNT"
    default_message = _("There are several accounts in this school.")
    default_next_step = _("Name one by --account.")


def data_folder(arguments: Namespace) -> Path:
    """Return the folder named by --data, else the one opened last, else the usual one."""
    named: Path | None = getattr(arguments, "data", None)
    if named is not None:
        return named
    last = load_device_settings().settings.data_folder
    return Path(last) if last else default_data_folder()


def door_of(arguments: Namespace) -> Door:
    """Return the door of the data folder."""
    return Door(data_folder(arguments), SecretStore(config_folder()), Means())


@contextmanager
def held_folder(folder: Path) -> Iterator[None]:
    """Hold the folder against a second program."""
    if not folder.is_dir():
        raise VaultMissing
    lock = FolderLock(folder)
    lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def signed_in(arguments: Namespace, terminal: Terminal) -> Iterator[Workspace]:
    """Sign in as the account named, for the time of one command."""
    door = door_of(arguments)
    with held_folder(door.folder):
        vault = door.vault()
        if vault is None:
            raise VaultMissing
        try:
            account = account_named(vault, arguments.account)
        except NotFound as error:
            raise SeveralAccounts from error
        workspace = door.open(door.unlock(account.id, terminal.password()))
        try:
            for notice in workspace.notices:
                terminal.say(notice)
            yield workspace
        finally:
            workspace.close()
