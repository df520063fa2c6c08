"""Exit codes of the command line; part of what other programs may rely on."""

from __future__ import annotations

from enum import IntEnum

from xinmiao.kernel.errors import (
    AppError,
    Cancelled,
    OutputFailed,
    PermissionDenied,
    RuleBroken,
    StorageError,
    ValidationFailed,
    WrongKey,
)
from xinmiao.vault.keys.errors import TooManyTries


class Exit(IntEnum):
    """What the program tells its caller."""

    DONE = 0
    FAULT = 1
    """A fault of the program itself; see the log."""
    USAGE = 2
    """The command line was not understood."""
    SIGN_IN = 3
    """Account or password, or the waiting time after wrong tries."""
    FILES = 4
    """Data files, key file or disk."""
    INPUT = 5
    """The input was refused: a file that cannot be read, rows that cannot be taken."""
    PERMISSION = 6
    """The account may not do this."""
    OUTPUT = 7
    """The output could not be written."""
    INTERRUPTED = 130


def exit_for(error: AppError) -> Exit:
    """Return the code that says what kind of error it was."""
    if isinstance(error, WrongKey | TooManyTries):
        return Exit.SIGN_IN
    if isinstance(error, PermissionDenied):
        return Exit.PERMISSION
    if isinstance(error, ValidationFailed | RuleBroken):
        return Exit.INPUT
    if isinstance(error, StorageError):
        return Exit.FILES
    if isinstance(error, OutputFailed):
        return Exit.OUTPUT
    if isinstance(error, Cancelled):
        return Exit.INTERRUPTED
    return Exit.INPUT
