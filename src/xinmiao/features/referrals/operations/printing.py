"""What the papers of referrals are made of; each asking is recorded as a print."""

from __future__ import annotations

from xinmiao.features.referrals.operations.arriving import get_internal_referral, list_internal_referrals
from xinmiao.features.referrals.operations.asking import list_referrals_out
from xinmiao.features.referrals.operations.leading import get_referral_out
from xinmiao.features.referrals.operations.reading import settings_of
from xinmiao.features.referrals.records import (
    InternalPrint,
    OpenReferrals,
    OutPaper,
    OutPrint,
    OutState,
    ReferralDecision,
)
from xinmiao.features.referrals.records.settings import ROOM_PHONE
from xinmiao.features.roster.operations import class_teacher_names, list_classes
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import RuleBroken
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.texts import _
from xinmiao.vault import paper_anchor
from xinmiao.vault.sealed_rows import Restricted
from xinmiao.vault.unit import Unit


@command(requires=Permission.INTERNAL_REFERRAL_READ, scope=Scope.WHOLE_SCHOOL, audit="internal_referral.printed")
def collect_internal_print(unit: Unit, referral_id: str) -> InternalPrint:
    """Return what the paper of a teacher's referral is made of.

    Raises:
        NotFound: no such referral.
        Restricted: it belongs to a case that is sealed to others.
    """
    view = unit.run(get_internal_referral.bind(referral_id))
    if view.is_closed_to_me:
        raise Restricted
    unit.concerns("internal_referral", view.id)
    head = paper_anchor.head_for(unit, DataFile.COUNSELLING)
    return InternalPrint(view, view.student.class_label, view.writer_name, settings_of(unit)[ROOM_PHONE.name], head)


@query(
    requires=Permission.INTERNAL_REFERRAL_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("an empty form to be filled in by hand; holds no student"),
)
def collect_referral_form(unit: Unit, class_id: str = "") -> InternalPrint:
    """Return what the empty form is made of, with class and class teacher printed in when one is named."""
    label = next((line.label for line in unit.run(list_classes.bind()) if line.id == class_id), "")
    names = unit.run(class_teacher_names.bind(class_id)) if label else ()
    head = paper_anchor.head_for(unit, DataFile.COUNSELLING)
    return InternalPrint(None, label, "、".join(names), settings_of(unit)[ROOM_PHONE.name], head)


@command(requires=Permission.REFERRAL_OUT_READ, scope=Scope.WHOLE_SCHOOL, audit="referral_out.printed")
def collect_out_print(unit: Unit, referral_id: str, paper: OutPaper) -> OutPrint:
    """Return what the papers of a referral out are made of.

    Raises:
        NotFound: no such referral.
        Restricted: its case is sealed to others.
        RuleBroken: a record of refusal where none was recorded.
    """
    view = unit.run(get_referral_out.bind(referral_id))
    if view.is_closed_to_me:
        raise Restricted
    unit.concerns("referral_out", view.id)
    unit.remark(paper=paper.value)
    if paper is OutPaper.REFUSAL and OutState.REFUSED.value not in {step.kind.value for step in view.steps}:
        raise RuleBroken(_("No refusal was recorded."), _("Record the refusal with its two witnesses first."))
    return OutPrint(view, settings_of(unit)[ROOM_PHONE.name], paper_anchor.head_for(unit, DataFile.COUNSELLING))


@command(requires=Permission.REFERRAL_OUT_READ, scope=Scope.WHOLE_SCHOOL, audit="referral_out.list_printed")
def collect_open_referrals(unit: Unit) -> OpenReferrals:
    """Return what the list of open referrals is made of; restricted ones stand there without words."""
    with unit.seals.shut(unit.db):
        arrived = unit.run(list_internal_referrals.bind())
        out = unit.run(list_referrals_out.bind())
    return OpenReferrals(
        internal=tuple(view for view in arrived if view.decision is ReferralDecision.WAITING),
        out=tuple(view for view in out if view.state is not OutState.CLOSED),
        head=paper_anchor.head_for(unit, DataFile.COUNSELLING),
    )
