"""What can go wrong with an envelope, each with its own code and next step.

Owns the typed errors of `vault.envelopes`. None of them says anything of what is inside.
"""

from __future__ import annotations

from xinmiao.kernel.errors import Damaged, PermissionDenied, RuleBroken, TooNew, ValidationFailed
from xinmiao.kernel.texts import Text, _


class NotARecipient(PermissionDenied):
    """The envelope was not sealed to this account or to any of its groups."""

    code = "E-ENVNOTFOR"
    default_message = _("This was sealed to others; your account has no key for it.")
    default_next_step = _("Ask one of the accounts it was sealed to.")


class EarlierKeys(PermissionDenied):
    """It was sealed to keys that were replaced since: a new password given by somebody else, a new recovery sheet."""

    code = "E-ENVKEYS"
    default_message = _("This was sealed to keys that were replaced since.")
    default_next_step = _(
        "Ask another account it was sealed to to seal it again, or use the recovery sheet of that time."
    )


class Forged(Damaged):
    """The signature is not the author's: contents, recipients, author, kind or version were altered."""

    code = "E-ENVFORGED"
    default_message = _("This sealed text does not bear its author’s signature. It was altered and is not opened.")
    default_next_step = _("Restore the latest backup, and tell the founding counsellor.")


class EnvelopeDamaged(Damaged):
    """The bytes are cut off or no envelope at all."""

    code = "E-ENVDAMAGED"
    default_message = _("A sealed text is damaged and cannot be opened.")
    default_next_step = _("Restore the latest backup; the damaged text is kept.")


class ForeignEnvelope(Damaged):
    """It belongs to another school."""

    code = "E-ENVFOREIGN"
    default_message = _("This sealed text comes from another school.")
    default_next_step = _("Nothing was taken over; ask where it came from.")


class Misplaced(Damaged):
    """A genuine envelope in a place it was not made for: another kind, another record, another id."""

    code = "E-ENVPLACE"
    default_message = _("A sealed text lies where it does not belong and is not opened there.")
    default_next_step = _("Restore the latest backup, and tell the founding counsellor.")


class OlderVersion(Damaged):
    """A genuine envelope that was replaced by a newer one since."""

    code = "E-ENVOLD"
    default_message = _("An earlier version of a sealed text was put back in place of the newer one.")
    default_next_step = _("Restore the latest backup, and tell the founding counsellor.")


class EnvelopeTooNew(TooNew):
    """A newer program sealed it."""

    code = "E-ENVNEWER"
    default_message = _("This was sealed by a newer version of the program.")


class RecipientClosed(RuleBroken):
    """An account without keys that the root signed and that are in use: nothing can be sealed to it."""

    code = "E-ENVCLOSED"

    def __init__(self, label: str) -> None:
        super().__init__(
            _("The account {name} is not open; nothing can be sealed to it.").format(name=label),
            _("Open the account under Accounts first, or choose another one."),
        )


class NobodyToOpen(RuleBroken):
    """An envelope without a recipient could never be opened."""

    code = "E-ENVNOBODY"
    default_message = _("Nobody was chosen who may open this.")
    default_next_step = _("Choose at least one account.")


class TooLarge(ValidationFailed):
    """More than an envelope takes."""

    code = "E-ENVSIZE"

    def __init__(self) -> None:
        told: Text = _("This is too large to be sealed.")
        super().__init__({}, told)
