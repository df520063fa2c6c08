"""What can be done with an account as it stands, by who looks at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from xinmiao.features.accounts.page.deeds import AccountDeeds
from xinmiao.features.accounts.records import AccountLine
from xinmiao.kernel.texts import _
from xinmiao.ui.actions import Action


@dataclass(frozen=True)
class Rights:
    """What the signed-in account may do with others."""

    administers: bool
    grants: bool


def actions_for(
    account: AccountLine, deeds: AccountDeeds, rights: Rights, change_password: Callable[[], object]
) -> tuple[Action, ...]:
    """Return the actions in order; the first is what one comes for."""
    off = account.standing == "disabled"
    others = rights.administers and not account.is_own and not off
    change = Action("own_password", _("Change the password…"), change_password, icon="key-round")
    offered = (
        (account.is_own, change),
        (
            rights.grants and account.waits_for_grant,
            Action("grant", _("Open the account…"), partial(deeds.grant, account), icon="lock-open"),
        ),
        (
            rights.administers and off,
            Action("enable", _("Switch on…"), partial(deeds.enable, account), icon="rotate-ccw"),
        ),
        (
            rights.administers and not off,
            Action("rename", _("Rename…"), partial(deeds.rename, account), icon="pen-line"),
        ),
        (
            rights.grants and account.standing == "active",
            Action("roles", _("Change roles…"), partial(deeds.grant, account), icon="users"),
        ),
        (others, Action("restore", _("Restore sign-in…"), partial(deeds.restore_sign_in, account), icon="key-round")),
        (others, Action("disable", _("Switch off…"), partial(deeds.disable, account), icon="lock")),
    )
    return tuple(action for on, action in offered if on)
