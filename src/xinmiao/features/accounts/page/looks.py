"""How the state of an account looks and reads."""

from __future__ import annotations

from xinmiao.features.accounts.records import ROLE_LABELS, AccountLine
from xinmiao.kernel.access import Role
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui.widgets.chips import Chip

_CHIPS = {
    "active": Chip(_("In use"), "accent"),
    "pending": Chip(_("Waits to be opened"), "watch"),
    "restored": Chip(_("To be opened again"), "warn"),
    "disabled": Chip(_("Switched off"), "", "lock"),
}
_SENTENCES: dict[str, Text] = {
    "pending": _("It can sign in but sees nothing until a counsellor opens it."),
    "restored": _("It has a new password and sees nothing until a counsellor opens it again."),
    "disabled": _("It cannot sign in. What it wrote stays."),
}
_ROLE_ICONS = {
    Role.COUNSELLOR: "sprout",
    Role.CLASS_TEACHER: "graduation-cap",
    Role.GRADE_HEAD: "users",
    Role.MORAL_OFFICE: "heart-handshake",
    Role.PRINCIPAL: "school",
    Role.ADMINISTRATOR: "settings",
}


def state_chip(account: AccountLine) -> Chip:
    """Return the state as a chip."""
    return _CHIPS[account.standing]


def state_sentence(account: AccountLine) -> str:
    """Return what the state means, or an empty string."""
    return str(_SENTENCES.get(account.standing, ""))


def roles_of(account: AccountLine) -> tuple[Role, ...]:
    """Return the roles in force, else those asked for, in a fixed order."""
    held = account.roles or account.requested_roles
    return tuple(role for role in Role if role in held)


def role_chip(role: Role) -> Chip:
    """Return a role as a chip."""
    return Chip(ROLE_LABELS[role], "", _ROLE_ICONS[role])


def roles_words(account: AccountLine) -> str:
    """Return the roles as words."""
    return tr(", ").join(str(ROLE_LABELS[role]) for role in roles_of(account))
