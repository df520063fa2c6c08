"""Errors of the world: told to the user in a plain sentence with the next step.

Anything that is not an `AppError` is a bug of ours. `str(error)` holds the code and the msgids without
their parameters, so that no name or number of a person reaches a log; `told()` is for the screen.
"""

from __future__ import annotations

from collections.abc import Mapping

from xinmiao.kernel.texts import Text, _


class AppError(Exception):
    """The world's error: what happened, what to do next, and a short code to quote on the telephone."""

    code = "E-APP"
    default_message = _("That did not work.")
    default_next_step = _("Please try again.")

    def __init__(self, message: Text | None = None, next_step: Text | None = None, *, code: str | None = None) -> None:
        self.message = message or self.default_message
        self.next_step = next_step or self.default_next_step
        self.code = code or type(self).code
        super().__init__(f"{self.code}: {self.message.msgid} {self.next_step.msgid}")

    def told(self) -> str:
        """Return the sentences for the screen, in the language in use."""
        pattern = _("{message} {next_step} ({code})")
        return str(pattern.format(message=self.message, next_step=self.next_step, code=self.code))


class ValidationFailed(AppError):
    """Values that their fields refuse; `problems` maps field names to sentences."""

    code = "E-INPUT"
    default_message = _("Some entries need attention.")
    default_next_step = _("See the marked fields.")

    def __init__(self, problems: Mapping[str, Text], message: Text | None = None) -> None:
        super().__init__(message)
        self.problems = dict(problems)


class RuleBroken(AppError):
    """A rule of the counselling room forbids it."""

    code = "E-RULE"
    default_message = _("This is not possible as things stand.")


class PermissionDenied(AppError):
    """The account may not do this."""

    code = "E-PERMISSION"
    default_message = _("Your account may not do this.")
    default_next_step = _("Please ask the counsellor.")


class NotFound(AppError):
    """The record is gone or was never there for this account."""

    code = "E-NOTFOUND"
    default_message = _("This record is not there any more.")
    default_next_step = _("Please reload the list.")


class Conflict(AppError):
    """Somebody saved the record in the meantime; both texts are kept."""

    code = "E-CONFLICT"
    default_message = _("This record was changed elsewhere in the meantime.")
    default_next_step = _("Your text is kept as a draft; compare the two and save again.")


class StorageError(AppError):
    """The files or the disk."""

    code = "E-STORAGE"
    default_message = _("The data files could not be used.")


class Locked(StorageError):
    """Another program or computer holds the file."""

    code = "E-BUSY"
    default_message = _("Another program is using the data files.")
    default_next_step = _("Close it and try again.")


class DiskFull(StorageError):
    """No room left."""

    code = "E-FULL"
    default_message = _("The disk is full.")
    default_next_step = _("Free some space and save again; nothing you typed is lost.")


class TooLargeForDisk(StorageError):
    """The disk takes no file of this size, as FAT32 over 4 GiB."""

    code = "E-SIZE"
    default_message = _("This disk takes no file as large as this one.")
    default_next_step = _("Use another disk, or have this one formatted as exFAT or NTFS.")


class ReadOnly(StorageError):
    """The folder cannot be written."""

    code = "E-READONLY"
    default_message = _("The data folder cannot be written to.")
    default_next_step = _("Ask for write access, or choose another folder.")


class Damaged(StorageError):
    """The file is broken, empty, foreign or a mixture."""

    code = "E-DAMAGED"
    default_message = _("A data file is damaged.")
    default_next_step = _("Restore the latest backup; the damaged file is kept.")


class WrongKey(StorageError):
    """The password or the recovery sheet does not fit."""

    code = "E-KEY"
    default_message = _("The account or the password is not right.")
    default_next_step = _("Please type it again.")


class TooNew(StorageError):
    """The file was written by a newer program."""

    code = "E-NEWER"
    default_message = _("These files were written by a newer version of the program.")
    default_next_step = _("Please install the newer version.")


class OutputFailed(AppError):
    """A paper or file could not be written or printed."""

    code = "E-OUTPUT"
    default_message = _("The file could not be written.")
    default_next_step = _("Choose another place and try again.")


class Cancelled(AppError):
    """The user stopped it."""

    code = "E-CANCELLED"
    default_message = _("Stopped; nothing was changed.")
