"""Laying a request before the principal, his signature, and its way back into the room.

What he reads is sealed to the leadership and the counsellors and holds who asks for what and why: nothing out of the
file. His decision is signed with his own key and names the version of what he read.
"""

from __future__ import annotations

from xinmiao.features.file_access.model import FileAccess
from xinmiao.features.file_access.operations.reading import concerns, view_of
from xinmiao.features.file_access.records import (
    ASKED_KIND,
    FILE_ACCESS,
    SIGNED_KIND,
    AccessState,
    AccessView,
    Approval,
    ApprovalLine,
    ApprovalRequest,
    ApprovalWay,
    Signature,
)
from xinmiao.features.file_access.rules import due
from xinmiao.kernel.access import Permission, Role, Scope
from xinmiao.kernel.errors import AppError, Conflict, NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.tasks import Task
from xinmiao.kernel.texts import _
from xinmiao.vault.envelopes import Circle, Forged, arriving, post
from xinmiao.vault.envelopes.contents import contents_of, spelled
from xinmiao.vault.keys.groups import Group
from xinmiao.vault.unit import Unit

_CIRCLE = Circle(frozenset(), frozenset({Group.LEADERSHIP, Group.COUNSELLORS}))


@query(
    requires=Permission.FILE_ACCESS_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("labels of the accounts that can sign"),
)
def list_signers(unit: Unit) -> tuple[str, ...]:
    """Return the labels of the principals' accounts in use; empty where the signature is given on paper only."""
    if not unit.database.has_custody:
        return ()
    accounts = unit.custody.vault.accounts()
    return tuple(each.label for each in accounts if Role.PRINCIPAL in each.roles and not each.disabled)


@command(requires=Permission.FILE_ACCESS_WRITE, scope=Scope.WHOLE_SCHOOL, audit="file_access.laid_before")
def lay_before_principal(unit: Unit, access_id: str, base_version: int) -> int:
    """Seal what the principal needs to decide, and lay it ready for his account. Return the version.

    Raises:
        RuleBroken: it is signed or decided already.
        NotFound: no such request.
        Conflict: somebody changed it since `base_version`.
    """
    row = unit.editable(FileAccess, access_id, base_version)
    view = view_of(unit, row)
    if view.state not in {AccessState.ASKED, AccessState.LAID_BEFORE}:
        raise RuleBroken(_("This request is signed or decided already."), _("Open it again to see where it stands."))
    post.put(unit, ASKED_KIND, row.id, spelled(_request_of(unit, view)), _CIRCLE)
    row.approval_asked_on = unit.clock.today()
    concerns(unit, row)
    unit.db.flush()
    return row.version


@command(requires=Permission.FILE_ACCESS_WRITE, scope=Scope.WHOLE_SCHOOL, audit="file_access.approval_arrived")
def take_in_signature(unit: Unit, envelope_id: str) -> None:
    """Take the principal's decision out of its envelope; a second time changes nothing.

    Raises:
        NotFound: no such request.
        Forged: whoever signed it is not the principal.
        RuleBroken: it is signed on paper or decided meanwhile, or what he read was changed since.
    """
    arrived = arriving.collect(unit, envelope_id)
    if arrived is None:
        return
    signature = contents_of(Signature, arrived.plain)
    signer = unit.custody.vault.account(arrived.author)
    if signature.access_id != arrived.about or Role.PRINCIPAL not in signer.roles:
        raise Forged
    row = unit.get(FileAccess, signature.access_id)
    request = post.row_about(unit, ASKED_KIND, row.id)
    if row.approval is not None or row.decision is not None or row.approval_asked_on is None:
        raise RuleBroken(_("This request is signed or decided already."), _("Open it again to see where it stands."))
    if request is None or (request.id, request.version) != (signature.request, signature.request_version):
        raise RuleBroken(_("The request was changed since the principal read it."), _("Lay it before him again."))
    row.approval, row.approval_way = signature.approval, ApprovalWay.ACCOUNT
    row.approver, row.approver_name = arrived.author, signer.label
    row.approved_on, row.approval_words = arrived.at.astimezone().date(), signature.words or None
    concerns(unit, row)


@query(
    requires=Permission.FILE_ACCESS_SIGN,
    scope=Scope.OWN_ACCOUNT,
    audit="file_access.approvals_opened",
)
def list_approvals(unit: Unit) -> tuple[ApprovalLine, ...]:
    """Return what was laid before the principal, what waits for him first."""
    found = [line for row in post.rows_of(unit, ASKED_KIND) if (line := _line(unit, row)) is not None]
    newest = sorted(found, key=lambda line: (line.request.asked_on, line.request.number), reverse=True)
    return tuple(sorted(newest, key=lambda line: line.signature is not None))


@command(requires=Permission.FILE_ACCESS_SIGN, scope=Scope.OWN_ACCOUNT, audit="file_access.signed")
def sign_access(unit: Unit, envelope_id: str, version: int, approval: Approval, words: str = "") -> None:
    """Approve or deny what was laid before the acting principal; the decision goes back to the room.

    Raises:
        NotFound: it was taken back.
        Conflict: the room changed it since it was shown, or it is signed.
        ValidationFailed: a denial without a word, or too many words.
    """
    problems = FILE_ACCESS.problems({"approval_words": words}, only=("approval_words",))
    if approval is Approval.DENIED and not words.strip():
        problems = {"approval_words": _("Please say why; the room tells the applicant.")}
    if problems:
        raise ValidationFailed(problems)
    row = unit.db.get(post.EnvelopeRow, envelope_id)
    line = None if row is None or row.kind != ASKED_KIND else _line(unit, row)
    if line is None:
        raise NotFound(_("The room took this request back."), _("Ask the counsellor."))
    if line.version != version or line.signature is not None:
        raise Conflict
    about = line.request.access_id
    signature = Signature(about, envelope_id, version, approval, unit.clock.today(), words.strip())
    unit.concerns(FILE_ACCESS.record, about)
    post.put(unit, SIGNED_KIND, about, spelled(signature), _CIRCLE)


@query(
    requires=Permission.FILE_ACCESS_SIGN,
    scope=Scope.OWN_ACCOUNT,
    audit=NotAudited("what waits for the acting principal; opening the list is audited"),
)
def approval_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return a task for each request that waits for the principal."""
    if not unit.database.has_custody:
        return ()
    lines = (_line(unit, row) for row in post.rows_of(unit, ASKED_KIND))
    return tuple(due.approval_task(line) for line in lines if line is not None and line.signature is None)


def withdraw_request(unit: Unit, row: FileAccess) -> None:
    """Take back what was laid before the principal and is not signed."""
    found = post.row_about(unit, ASKED_KIND, row.id)
    if found is not None:
        post.take_away(unit, found)
    row.approval_asked_on = None


def _request_of(unit: Unit, view: AccessView) -> ApprovalRequest:
    return ApprovalRequest(
        access_id=view.id,
        number=view.number,
        student=view.student.name,
        class_label=view.student.class_label,
        asked_on=view.asked_on,
        applicant=view.applicant,
        relation=view.relation,
        letter=view.letter,
        officers=tuple(name for name in (view.officer_1, view.officer_2) if name),
        ground=view.ground,
        scope=view.scope,
        wanted=view.wanted,
        opinion=FILE_ACCESS.opinion.show(view.opinion),
        asked_by=unit.actor.label,
    )


def _line(unit: Unit, row: post.EnvelopeRow) -> ApprovalLine | None:
    """Return a request; nothing of what was altered, or was not written by a counsellor."""
    try:
        arriving.require_role(unit, row, Role.COUNSELLOR)
        request = contents_of(ApprovalRequest, post.open_row(unit, row))
    except AppError:
        return None
    return ApprovalLine(row.id, row.version, request, _signature(unit, row)) if request.access_id == row.about else None


def _signature(unit: Unit, request: post.EnvelopeRow) -> Signature | None:
    found = post.row_about(unit, SIGNED_KIND, request.about)
    if found is None:
        return None
    try:
        arriving.require_role(unit, found, Role.PRINCIPAL)
        signature = contents_of(Signature, post.open_row(unit, found))
    except AppError:
        return None
    same = (signature.request, signature.request_version) == (request.id, request.version)
    return signature if same else None
