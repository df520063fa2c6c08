"""What can be done with accounts. Each act writes the next generation of the key file, then the audit entry."""

from __future__ import annotations

from xinmiao.features.accounts.records import (
    AccountLine,
    NewAccountForm,
    SheetCodes,
    SheetState,
    WhomToAsk,
)
from xinmiao.kernel.access import Permission, Role, Scope
from xinmiao.kernel.errors import ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import _
from xinmiao.vault.keys import administration, membership, own_account
from xinmiao.vault.keys.administration import NewAccount
from xinmiao.vault.keys.errors import TypingSlip
from xinmiao.vault.keys.records import Standing
from xinmiao.vault.keys.recovery import root_by_sheet
from xinmiao.vault.keys.root import RootKey
from xinmiao.vault.keys.sheet import RecoverySheet, read_school_secret_code, read_seed_code
from xinmiao.vault.unit import Unit

_ACCOUNTS_PAGE = "accounts"


@query(requires=Permission.ACCOUNT_LIST, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("labels stand on the lock screen"))
def list_accounts(unit: Unit) -> tuple[AccountLine, ...]:
    """Return all accounts in the order of their labels."""
    return tuple(
        AccountLine(
            id=entry.id,
            label=entry.label,
            standing=entry.standing.value,
            roles=entry.roles,
            requested_roles=entry.requested_roles,
            is_own=entry.id == unit.actor.account,
            holds_root=entry.holds_root,
        )
        for entry in unit.custody.vault.accounts()
    )


@query(requires=Permission.ACCOUNT_OWN, scope=Scope.OWN_ACCOUNT, audit=NotAudited("labels stand on the lock screen"))
def whom_to_ask(unit: Unit) -> WhomToAsk:
    """Return by label who is counsellor and who keeps the accounts."""
    active = [entry for entry in unit.custody.vault.accounts() if entry.standing is Standing.ACTIVE]
    counsellors, administrators = (
        tuple(entry.label for entry in active if role in entry.roles) for role in (Role.COUNSELLOR, Role.ADMINISTRATOR)
    )
    return WhomToAsk(counsellors, administrators)


@command(requires=Permission.ACCOUNT_ADMINISTER, scope=Scope.WHOLE_SCHOOL, audit="account.added")
def add_account(unit: Unit, wanted: NewAccountForm) -> str:
    """Make an account and return its id; who holds the root key and is a counsellor opens it in the same step.

    Raises:
        ValidationFailed: label, password or roles are refused.
    """
    _require_roles(wanted.roles)
    custody = unit.custody
    may_grant = custody.keyring.holds_root and unit.actor.may(Permission.ACCOUNT_GRANT_CONTENT)
    root = custody.vault.root_key(custody.keyring) if may_grant else None
    custody.vault, account = administration.add_account(
        custody.vault,
        custody.secrets,
        custody.keyring,
        NewAccount(wanted.label, wanted.roles, wanted.password),
        root=root,
    )
    unit.concerns("account", account)
    return account


@command(requires=Permission.ACCOUNT_GRANT_CONTENT, scope=Scope.WHOLE_SCHOOL, audit="account.granted")
def grant_content(
    unit: Unit, account: str, roles: frozenset[Role] | None = None, seed_code: str | None = None, *, password: str = ""
) -> None:
    """Open an account that waits, or give an open one other roles: sign them and hand over the keys they need.

    An account that waits is opened in person: its owner types a `password` of his own, and the account gets
    fresh keys. The administrator who made it knew the first password and could otherwise read along.
    `roles` None takes what the administrator asked for; `seed_code` is the recovery sheet's code, for a
    counsellor who does not hold the root key.

    Raises:
        PermissionDenied: the root key is needed and neither held nor given by the sheet.
        PasswordRefused: the account waits, and the new password is too weak.
    """
    if roles is not None:
        _require_roles(roles)
    custody, root = unit.custody, _root(unit, seed_code)
    unit.concerns("account", account)
    if custody.vault.account(account).pending:
        custody.vault = membership.grant_in_person(
            custody.vault, custody.secrets, custody.keyring, account, root=root, password=password, roles=roles
        )
    else:
        custody.vault = membership.grant(custody.vault, custody.keyring, root, account, roles)


@command(requires=Permission.ACCOUNT_ADMINISTER, scope=Scope.WHOLE_SCHOOL, audit="account.disabled")
def disable_account(unit: Unit, account: str) -> None:
    """Switch an account off; see `vault.keys.administration.disable` for what that does not do."""
    unit.concerns("account", account)
    custody = unit.custody
    custody.vault = administration.disable(custody.vault, custody.keyring, account)


@command(requires=Permission.ACCOUNT_ADMINISTER, scope=Scope.WHOLE_SCHOOL, audit="account.enabled")
def enable_account(unit: Unit, account: str, password: str) -> None:
    """Switch an account on again with a new password; a counsellor opens its content again."""
    unit.concerns("account", account)
    custody = unit.custody
    custody.vault = administration.enable(custody.vault, custody.secrets, custody.keyring, account, password)


@command(requires=Permission.ACCOUNT_ADMINISTER, scope=Scope.WHOLE_SCHOOL, audit="account.sign_in_restored")
def restore_sign_in(unit: Unit, account: str, password: str) -> None:
    """Give a forgotten password's account a new one; content stays closed until it is granted again."""
    unit.concerns("account", account)
    custody = unit.custody
    custody.vault = administration.restore_sign_in(custody.vault, custody.secrets, custody.keyring, account, password)


@command(requires=Permission.ACCOUNT_ADMINISTER, scope=Scope.WHOLE_SCHOOL, audit="account.renamed")
def rename_account(unit: Unit, account: str, label: str) -> None:
    """Change the name on the sign-in screen."""
    unit.concerns("account", account)
    custody = unit.custody
    custody.vault = administration.rename_account(custody.vault, custody.keyring, account, label)


@command(requires=Permission.ACCOUNT_OWN, scope=Scope.OWN_ACCOUNT, audit="account.password_changed")
def change_password(unit: Unit, old: str, new: str) -> None:
    """Change the own password.

    Raises:
        WrongKey: `old` is not the password.
        PasswordRefused: `new` is too weak.
    """
    custody = unit.custody
    custody.vault = own_account.change_password(custody.vault, custody.secrets, custody.keyring, old, new)


@query(requires=Permission.ACCOUNT_LIST, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("holds no code of the sheet"))
def get_sheet_state(unit: Unit) -> SheetState:
    """Return which recovery sheet is in force and whether it was typed back."""
    vault = unit.custody.vault
    confirmed = vault.sheet_confirmation
    return SheetState(vault.sheet_number, vault.content.directory.recovery.made_at, confirmed.at if confirmed else None)


@command(requires=Permission.ACCOUNT_LIST, scope=Scope.WHOLE_SCHOOL, audit="recovery_sheet.confirmed")
def confirm_recovery_sheet(unit: Unit, recovery_code: str, school_code: str) -> None:
    """Remember that both codes of the sheet were typed back without a slip.

    Raises:
        ValidationFailed: a typing slip in `recovery` or `school`; the group is named.
        StorageError: well typed, but not the sheet in force.
    """
    for name, typed, read in (
        ("recovery", recovery_code, read_seed_code),
        ("school", school_code, read_school_secret_code),
    ):
        try:
            read(typed)
        except TypingSlip as slip:
            raise ValidationFailed({name: slip.message}) from slip
    custody = unit.custody
    custody.vault = own_account.confirm_recovery_sheet(
        custody.vault, custody.secrets, custody.keyring, recovery_code, school_code
    )


@command(requires=Permission.ACCOUNT_GRANT_CONTENT, scope=Scope.WHOLE_SCHOOL, audit="recovery_sheet.made")
def make_recovery_sheet(unit: Unit, seed_code: str | None = None) -> SheetCodes:
    """Make a new recovery sheet; the old one opens nothing that is written from now on."""
    custody = unit.custody
    root = _root(unit, seed_code)
    custody.vault, sheet = membership.new_recovery_sheet(custody.vault, custody.secrets, custody.keyring, root)
    return sheet_codes(sheet)


def sheet_codes(sheet: RecoverySheet) -> SheetCodes:
    """Return a sheet as it is printed."""
    return SheetCodes(
        school_name=sheet.school_name,
        number=sheet.number,
        made_at=sheet.made_at,
        fingerprint=sheet.root_fingerprint,
        recovery_code=sheet.seed_code,
        school_code=sheet.school_secret_code,
    )


@query(requires=Permission.ACCOUNT_LIST, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("says what is open, no content"))
def account_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return tasks: the recovery sheet was never typed back; accounts wait to be opened."""
    vault, tasks = unit.custody.vault, []
    if vault.sheet_confirmation is None:
        tasks.append(
            Task(
                key=f"recovery_sheet:{vault.sheet_number}",
                title=_("The recovery sheet was not checked"),
                why=_("Without a readable sheet a forgotten password locks the school’s records for good."),
                urgency=Urgency.OVERDUE,
                target=Target(_ACCOUNTS_PAGE, "recovery_sheet"),
                dismissible=False,
            )
        )
    if unit.actor.may(Permission.ACCOUNT_GRANT_CONTENT):
        tasks.extend(
            Task(
                key=f"account_waits:{entry.id}:{entry.standing.value}",
                title=_("The account {label} waits to be opened").format(label=entry.label),
                why=_("It can sign in but sees nothing until a counsellor opens it."),
                urgency=Urgency.DUE,
                target=Target(_ACCOUNTS_PAGE, entry.id),
            )
            for entry in vault.accounts()
            if entry.pending
        )
    return tuple(tasks)


def _root(unit: Unit, seed_code: str | None) -> RootKey:
    custody = unit.custody
    if seed_code:
        return root_by_sheet(custody.vault, custody.secrets, seed_code)
    return custody.vault.root_key(custody.keyring)


def _require_roles(roles: frozenset[Role]) -> None:
    if not roles:
        raise ValidationFailed({"roles": _("Please choose at least one role.")})
