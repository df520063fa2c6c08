"""Lifting a preservation: one person asks with a reason, another one confirms."""

from __future__ import annotations

from xinmiao.features.file_access.model import PreservationHold
from xinmiao.features.file_access.operations.reading import concerns
from xinmiao.features.file_access.records import PRESERVATION_HOLD, SecondPerson
from xinmiao.kernel.access import Permission, Role, Scope
from xinmiao.kernel.errors import RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.vault.keys.records import Standing
from xinmiao.vault.keys.throttle import Throttle, sign_in
from xinmiao.vault.unit import Unit

_SECOND = frozenset({Role.COUNSELLOR, Role.PRINCIPAL})


@command(requires=Permission.FILE_ACCESS_WRITE, scope=Scope.WHOLE_SCHOOL, audit="preservation.lifting_asked")
def ask_lifting(unit: Unit, hold_id: str, base_version: int, reason: str) -> int:
    """Ask for a preservation to be lifted; it stays in force until a second person confirms. Return the version.

    Raises:
        ValidationFailed: no reason.
        RuleBroken: it is lifted, or somebody asked already.
        Conflict: somebody changed it since `base_version`.
    """
    hold = _in_force(unit, hold_id, base_version)
    words = reason.strip()
    problems = PRESERVATION_HOLD.problems({"lift_reason": words}, only=("lift_reason",))
    if problems or not words:
        raise ValidationFailed(problems or {"lift_reason": _("Please say why; it is kept.")})
    if hold.lift_asked_by is not None:
        raise RuleBroken(_("Somebody asked for this already."), _("A second person confirms or declines it."))
    hold.lift_reason, hold.lift_asked_at = words, unit.clock.now()
    hold.lift_asked_by, hold.lift_asked_name = unit.actor.account, unit.actor.label
    return _kept(unit, hold)


@command(requires=Permission.FILE_ACCESS_WRITE, scope=Scope.WHOLE_SCHOOL, audit="preservation.lifting_declined")
def decline_lifting(unit: Unit, hold_id: str, base_version: int) -> int:
    """Decline the lifting, or take the own asking back; the file stays preserved. Return the version.

    Raises:
        RuleBroken: nobody asked for it, or it is lifted.
        Conflict: somebody changed it since `base_version`.
    """
    hold = _asked(unit, hold_id, base_version)
    hold.lift_reason = hold.lift_asked_at = hold.lift_asked_by = hold.lift_asked_name = None
    return _kept(unit, hold)


@command(requires=Permission.FILE_ACCESS_WRITE, scope=Scope.WHOLE_SCHOOL, audit="preservation.lifted")
def confirm_lifting(unit: Unit, hold_id: str, base_version: int) -> int:
    """Confirm, as the second person, that a preservation is lifted. Return the version.

    Raises:
        RuleBroken: the acting account asked for it itself, nobody did, or it is lifted.
        Conflict: somebody changed it since `base_version`.
    """
    hold = _asked(unit, hold_id, base_version)
    if hold.lift_asked_by == unit.actor.account:
        raise RuleBroken(
            _("You asked for this yourself; a second person confirms it."),
            _("Ask a colleague or the principal to confirm with the own password."),
        )
    return _lifted(unit, hold, unit.actor.account, unit.actor.label)


@command(requires=Permission.FILE_ACCESS_WRITE, scope=Scope.WHOLE_SCHOOL, audit="preservation.lifted")
def confirm_lifting_here(unit: Unit, hold_id: str, base_version: int, account: str, password: str) -> int:
    """Lift a preservation; another account confirms it at this computer with its own password. Return the version.

    A second counsellor or the principal can do so. The password opens nothing here and is kept nowhere.

    Raises:
        WrongKey, TooManyTries, AccountClosed: as at the lock screen; tries are counted together with those.
        RuleBroken: the account is the one that asked, or may not confirm.
        Conflict: somebody changed it since `base_version`.
    """
    hold = _asked(unit, hold_id, base_version)
    second = next((each for each in _second_persons(unit, hold) if each.account == account), None)
    if second is None:
        raise RuleBroken(
            _("This account cannot confirm it."), _("Another counsellor or the principal confirms, never who asked.")
        )
    custody = unit.custody
    throttle = Throttle(custody.folder, custody.vault.means)
    sign_in(custody.vault, custody.secrets, throttle, account, password)
    unit.concerns("account", account)
    return _lifted(unit, hold, account, second.label)


@query(
    requires=Permission.FILE_ACCESS_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("labels of the accounts that can confirm"),
)
def list_second_persons(unit: Unit, hold_id: str) -> tuple[SecondPerson, ...]:
    """Return the accounts that can confirm the lifting of a preservation with their password."""
    return _second_persons(unit, unit.get(PreservationHold, hold_id))


def _second_persons(unit: Unit, hold: PreservationHold) -> tuple[SecondPerson, ...]:
    if not unit.database.has_custody:
        return ()
    accounts = unit.custody.vault.accounts()
    return tuple(
        SecondPerson(each.id, each.label)
        for each in accounts
        if each.roles & _SECOND and each.standing is Standing.ACTIVE and each.id != hold.lift_asked_by
    )


def _in_force(unit: Unit, hold_id: str, base_version: int) -> PreservationHold:
    hold = unit.editable(PreservationHold, hold_id, base_version)
    concerns(unit, hold)
    if hold.lifted_at is not None:
        raise RuleBroken(_("This preservation is lifted already."), _("The page says when and by whom."))
    return hold


def _asked(unit: Unit, hold_id: str, base_version: int) -> PreservationHold:
    hold = _in_force(unit, hold_id, base_version)
    if hold.lift_asked_by is None:
        raise RuleBroken(_("Nobody asked for it to be lifted."), _("Ask for it first, and say why."))
    return hold


def _lifted(unit: Unit, hold: PreservationHold, account: str, label: str) -> int:
    hold.lifted_at, hold.lifted_by, hold.lifted_name = unit.clock.now(), account, label
    return _kept(unit, hold)


def _kept(unit: Unit, hold: PreservationHold) -> int:
    unit.db.flush()
    return hold.version
