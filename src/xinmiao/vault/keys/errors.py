"""What can go wrong with the vault file, the keys and signing in, each with its own code.

Owns the typed errors of `vault.keys`. What they mean for the program is decided by the caller.
"""

from __future__ import annotations

from xinmiao.kernel.errors import Conflict, Damaged, PermissionDenied, RuleBroken, StorageError, ValidationFailed
from xinmiao.kernel.texts import Text, _, n_


class VaultMissing(StorageError):
    """There is no vault file in the folder."""

    code = "E-MISSING"
    default_message = _("The key file vault.json is not in the data folder.")
    default_next_step = _("Choose the right folder, or take the key file from the newest backup.")


class VaultEmpty(Damaged):
    """The vault file holds nothing."""

    code = "E-EMPTY"
    default_message = _("The key file vault.json is empty.")
    default_next_step = _("Take the key file from the newest backup; the empty one is kept.")


class VaultDamaged(Damaged):
    """The vault file cannot be read, or a signature does not fit."""

    code = "E-DAMAGED"
    default_message = _("The key file vault.json is damaged or was edited.")
    default_next_step = _("Take the key file from the newest backup; the damaged one is kept.")


class VaultForeign(Damaged):
    """The file called vault.json belongs to something else."""

    code = "E-FOREIGN"
    default_message = _("The file vault.json does not belong to this program.")
    default_next_step = _("Choose the right folder; the file is left as it is.")


class KeySubstituted(Damaged):
    """A public key was not signed by the school's root key: nothing may be sealed to it."""

    code = "E-KEYSUB"
    default_message = _("A public key in the key file was exchanged. Nothing is encrypted with it.")
    default_next_step = _("Take the key file from the newest backup and tell the counsellor.")


class CostRefused(Damaged):
    """The file asks for more work than any honest file does; refused before any of it is done."""

    code = "E-KDF"
    default_message = _("The key file asks for an impossible amount of computing.")
    default_next_step = _("Take the key file from the newest backup; this one is kept.")


class OutOfMemory(StorageError):
    """The computer has too little free memory to check a password."""

    code = "E-MEMORY"
    default_message = _("There is too little free memory to check the password.")
    default_next_step = _("Close other programs and sign in again.")


class SchoolSecretMissing(StorageError):
    """This user of this PC has no school secret for this school."""

    code = "E-SECRET"
    default_message = _("This computer does not know the school secret of these files.")
    default_next_step = _("Type the school secret code from the recovery sheet.")


class PlaceSecretMissing(StorageError):
    """The recovery sheet alone does not open files that were carried to another computer."""

    code = "E-PLACEKEY"
    default_message = _("On this computer the recovery sheet needs one account's password as well.")
    default_next_step = _("Sign in once with any account, then use the recovery sheet.")


class WrongSheet(StorageError):
    """The code is well formed and belongs to another sheet."""

    code = "E-SHEET"
    default_message = _("This recovery sheet does not belong to these files.")
    default_next_step = _("Look for the newest sheet of this school; its number is printed on it.")


class TypingSlip(ValidationFailed):
    """A typed code has a slip in it; `group` counts from 1."""

    code = "E-TYPING"

    def __init__(self, group: int, message: Text | None = None) -> None:
        told = message or _("There is a typing slip in group {group} of the code.").format(group=group)
        super().__init__({"code": told}, told)
        self.group = group


class PasswordRefused(ValidationFailed):
    """The new password is too easy to guess."""

    code = "E-PASSWORD"

    def __init__(self, message: Text | None = None) -> None:
        told = message or _("A password needs at least 12 characters, or four words with spaces between them.")
        super().__init__({"password": told}, told)


class AccountClosed(PermissionDenied):
    """The account is switched off."""

    code = "E-DISABLED"
    default_message = _("This account is switched off.")
    default_next_step = _("Please ask the administrator.")


class RootNeeded(PermissionDenied):
    """Only the founding counsellor or the recovery sheet can sign this."""

    code = "E-ROOT"
    default_message = _("Only the founding counsellor or the recovery sheet can grant this.")
    default_next_step = _("Ask the founding counsellor, or have the recovery sheet ready.")


class KeyNotHeld(PermissionDenied):
    """The account has no key for this; no right of the program can replace it."""

    code = "E-NOKEY"
    default_message = _("Your account has no key for these records.")


class SignedOut(StorageError):
    """The keys were dropped when the program was locked."""

    code = "E-LOCKED"
    default_message = _("The program is locked.")
    default_next_step = _("Sign in again; your draft is kept.")


class LastOne(RuleBroken):
    """Without this account nobody could do its work any more."""

    code = "E-LASTONE"
    default_message = _("This is the last account with that role.")
    default_next_step = _("Give another account the role first.")


class AccountState(RuleBroken):
    """The account is not in the state this needs."""

    code = "E-ACCOUNT"
    default_message = _("This does not fit the state of the account.")
    default_next_step = _("Look at the list of accounts.")


class TooManyTries(StorageError):
    """Signing in has to wait; `wait_s` says how many seconds."""

    code = "E-WAIT"

    def __init__(self, wait_s: int) -> None:
        told = n_(
            "Too many wrong tries: please wait {count} second.",
            "Too many wrong tries: please wait {count} seconds.",
            wait_s,
        )
        super().__init__(told, _("Check the account, Caps Lock and the input method meanwhile."))
        self.wait_s = wait_s


class SchoolExists(RuleBroken):
    """The folder already holds a school; it is never written over."""

    code = "E-EXISTS"
    default_message = _("There is a school in this folder already.")
    default_next_step = _("Open it, or choose an empty folder.")


class LabelRefused(ValidationFailed):
    """The label of an account is empty, too long or taken."""

    code = "E-LABEL"

    def __init__(self) -> None:
        told = _("An account needs a name of its own, of at most 40 characters.")
        super().__init__({"label": told}, told)


class VaultChanged(Conflict):
    """Somebody wrote the vault file since it was read."""

    code = "E-VAULTCHANGED"
    default_message = _("The accounts were changed elsewhere in the meantime. Nothing was written.")
    default_next_step = _("Lock the program, sign in again and repeat it.")
