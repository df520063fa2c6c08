"""Recording a telling, correcting one, and sending its slip to an account."""

from __future__ import annotations

from xinmiao.features.growth_files.operations import ensure_growth_file
from xinmiao.features.growth_files.records import OpeningReason
from xinmiao.features.secrecy_exceptions.model import SecrecyException
from xinmiao.features.secrecy_exceptions.operations.reading import form_of, student_of
from xinmiao.features.secrecy_exceptions.records import KIND, ExceptionForm, Receiver, ReceiverRole
from xinmiao.features.secrecy_exceptions.rules import checking
from xinmiao.features.secrecy_exceptions.rules.slips import ACCOUNT_ROLES, slip_of
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.vault.any_record import any_record
from xinmiao.vault.any_record import student_of as student_of_record
from xinmiao.vault.envelopes import Circle, post
from xinmiao.vault.envelopes.contents import spelled
from xinmiao.vault.keys.groups import Group
from xinmiao.vault.keys.records import Standing
from xinmiao.vault.sealed_rows import Sealable
from xinmiao.vault.unit import Unit


@command(requires=Permission.SECRECY_EXCEPTION_WRITE, scope=Scope.WHOLE_SCHOOL, audit="secrecy_exception.saved")
def save_exception(unit: Unit, form: ExceptionForm) -> int:
    """Record a telling, or correct one (`base_version`); parts the role does not need are dropped. Return its version.

    Raises:
        NotFound: no such student or case.
        ValidationFailed: ground, receiver, day or content is missing, or the student was not told and no reason given.
        RuleBroken: the case is of another student, or the slip was read already.
        Restricted: the case is sealed to others.
        Conflict: somebody changed it since `base_version`.
    """
    if problems := checking.form_problems(form, today=unit.clock.today()):
        raise ValidationFailed(problems)
    row = _begun(unit, form) if form.base_version is None else _editable(unit, form.exception_id, form.base_version)
    values = {
        **checking.without_what_is_not_needed(form),
        **{name: getattr(form, name) for name in checking.FACTS},
    }
    if form.student_told:
        values["why_not"] = ""
    for name, value in values.items():
        plain = value.strip() or None if type(value) is str else value
        if getattr(row, name) != plain:
            setattr(row, name, plain)
    unit.db.add(row)
    unit.db.flush()
    return row.version


@query(
    requires=Permission.SECRECY_EXCEPTION_WRITE,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("labels of accounts, which all staff see"),
)
def list_receivers(unit: Unit, role: ReceiverRole) -> tuple[Receiver, ...]:
    """Return the open accounts a slip of a role can be sent to, oneself left out."""
    wanted = ACCOUNT_ROLES.get(role)
    accounts = unit.custody.vault.accounts()
    able = (one for one in accounts if one.standing is Standing.ACTIVE and wanted in one.roles)
    found = (Receiver(one.id, one.label) for one in able if one.id != unit.actor.account)
    return tuple(sorted(found, key=lambda one: one.label))


@command(requires=Permission.SECRECY_EXCEPTION_WRITE, scope=Scope.WHOLE_SCHOOL, audit="secrecy_exception.sent")
def send_slip(unit: Unit, exception_id: str, base_version: int, account: str) -> int:
    """Seal the slip to an account and the counsellors and lay it ready; sent anew, it opens once more.

    One out of a restricted case is sealed to the account and who is named, not to all counsellors.

    Raises:
        RuleBroken: this account is none that a slip of this role goes to.
        Restricted: sealed to others.
        Conflict: somebody changed it since `base_version`.
    """
    row = _editable(unit, exception_id, base_version)
    receivers = {one.account: one.label for one in unit.run(list_receivers.bind(row.role))}
    if account not in receivers:
        raise RuleBroken(
            _("A slip of this kind does not go to this account."), _("Choose another account, or print the slip.")
        )
    slip = slip_of(form_of(row), student_of(unit, row.student_id))
    before = post.row_about(unit, KIND, row.id)
    if before is not None and row.account != account:
        post.take_away(unit, before)
        unit.db.flush()
    post.put(unit, KIND, row.id, spelled(slip), _circle(unit, row, account))
    row.account = account
    unit.db.flush()
    return row.version


@command(requires=Permission.SECRECY_EXCEPTION_WRITE, scope=Scope.WHOLE_SCHOOL, audit="secrecy_exception.taken_back")
def take_slip_back(unit: Unit, exception_id: str, base_version: int) -> int:
    """Take a slip back that was not read yet; the telling stays with its history. Return its version.

    Raises:
        RuleBroken: nothing was sent, or it was read already.
        Conflict: somebody changed it since `base_version`.
    """
    row = _editable(unit, exception_id, base_version)
    envelope = post.row_about(unit, KIND, row.id)
    if envelope is None or post.receipts_of(unit, envelope.id):
        raise RuleBroken(_("Only a slip that was not read yet can be taken back."), _("Talk to the receiver."))
    post.take_away(unit, envelope)
    row.account = None
    unit.db.flush()
    return row.version


def _circle(unit: Unit, row: SecrecyException, account: str) -> Circle:
    named = unit.seals.named(row)
    return Circle(frozenset({account, *named}), frozenset() if named else frozenset({Group.COUNSELLORS}))


def _begun(unit: Unit, form: ExceptionForm) -> SecrecyException:
    if unit.db.get(SecrecyException, form.exception_id) is not None:
        raise Conflict
    student_of(unit, form.student_id)
    if form.case_id is not None:
        case = any_record(unit, "case", form.case_id)
        if student_of_record(case) != form.student_id:
            raise RuleBroken(_("This case is of another student."), _("Choose a case of the same student."))
        if isinstance(case, Sealable):
            unit.seals.require_open(case)
    unit.run(ensure_growth_file.bind(form.student_id, OpeningReason.COUNSELLING))
    row = SecrecyException(
        id=form.exception_id, student_id=form.student_id, case_id=form.case_id, recorded_name=unit.actor.label
    )
    _concern(unit, row)
    return row


def _editable(unit: Unit, exception_id: str, base_version: int) -> SecrecyException:
    row = unit.editable(SecrecyException, exception_id, base_version)
    _concern(unit, row)
    unit.seals.require_open(row)
    return row


def _concern(unit: Unit, row: SecrecyException) -> None:
    unit.concerns("student", row.student_id)
    unit.concerns("secrecy_exception", row.id)
