"""The receiver's side: which slips the room sent, and reading one, once."""

from __future__ import annotations

from datetime import datetime

from xinmiao.features.secrecy_exceptions.records import KIND, OwnSlip, Slip
from xinmiao.features.secrecy_exceptions.rules.entries import slip_tasks
from xinmiao.kernel.access import Permission, Role, Scope
from xinmiao.kernel.errors import AppError, NotFound, RuleBroken
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.tasks import Task
from xinmiao.kernel.texts import _
from xinmiao.vault.envelopes import arriving, post
from xinmiao.vault.envelopes.contents import contents_of
from xinmiao.vault.unit import Unit


@query(requires=Permission.SLIP_OWN, scope=Scope.OWN_ACCOUNT, audit=NotAudited("days of slips sent to oneself"))
def list_own_slips(unit: Unit) -> tuple[OwnSlip, ...]:
    """Return the slips sent to the acting account, the last first; what they say is not opened."""
    found = [_own(unit, row) for row in post.rows_of(unit, KIND) if _is_mine(unit, row)]
    return tuple(sorted(found, key=lambda slip: slip.sent_at, reverse=True))


@query(requires=Permission.SLIP_OWN, scope=Scope.OWN_ACCOUNT, audit=NotAudited("days of slips sent to oneself"))
def own_slip_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return that there are slips to read."""
    slips: tuple[OwnSlip, ...] = unit.run(list_own_slips.bind())
    return slip_tasks(slips)


@command(requires=Permission.SLIP_OWN, scope=Scope.OWN_ACCOUNT, audit="minimal_slip.read")
def read_slip(unit: Unit, envelope_id: str) -> Slip:
    """Open a slip and note the receipt. It opens once; the room can send it again.

    Raises:
        NotFound: no slip to this account.
        RuleBroken: it was read before.
        AppError: the envelope was altered, or no counsellor wrote it.
    """
    row = unit.db.get(post.EnvelopeRow, envelope_id)
    if row is None or row.kind != KIND or not _is_mine(unit, row):
        raise NotFound
    if _read_at(unit, row) is not None:
        raise RuleBroken(
            _("This slip was opened already; it opens once."), _("Ask the counselling room to send it again.")
        )
    plain = post.open_row(unit, row)
    arriving.require_role(unit, row, Role.COUNSELLOR)
    post.note_receipt(unit, row)
    unit.concerns("secrecy_exception", row.about)
    return contents_of(Slip, plain)


def _is_mine(unit: Unit, row: post.EnvelopeRow) -> bool:
    """Return whether the account is named; a counsellor of the group alone is no receiver."""
    try:
        return unit.actor.account in post.read_row(row).accounts
    except AppError:
        return False


def _own(unit: Unit, row: post.EnvelopeRow) -> OwnSlip:
    labels = unit.database.account_labels
    return OwnSlip(row.id, labels.get(row.author, ""), row.created_at, _read_at(unit, row))


def _read_at(unit: Unit, row: post.EnvelopeRow) -> datetime | None:
    own = (one for one in post.receipts_of(unit, row.id) if one.account == unit.actor.account)
    return next((one.at for one in own if one.version == row.version), None)
