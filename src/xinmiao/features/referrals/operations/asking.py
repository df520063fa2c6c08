"""Reading referrals: lists, what is due, what they say in the timeline and the printed file."""

from __future__ import annotations

from sqlalchemy import select

from xinmiao.features.casework.operations import list_cases
from xinmiao.features.casework.records import CaseState
from xinmiao.features.referrals.model import InternalReferral, ReferralOut
from xinmiao.features.referrals.operations.reading import internal_views, out_views
from xinmiao.features.referrals.records import CaseChoice, InternalView, OutState, OutView
from xinmiao.features.referrals.rules import due, entries
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.file_chapters import FileChapter
from xinmiao.kernel.open_matters import OpenMatter
from xinmiao.kernel.operations import NotAudited, query
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, n_
from xinmiao.kernel.timeline import TimelineEntry
from xinmiao.vault.unit import Unit


@query(
    requires=Permission.REFERRAL_OUT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("names, agencies and states; opening a referral is audited"),
)
def list_referrals_out(unit: Unit) -> tuple[OutView, ...]:
    """Return all referrals out, the late ones first."""
    return due.out_first(out_views(unit, unit.db.scalars(select(ReferralOut)).all()))


@query(requires=Permission.REFERRAL_OUT_READ, scope=Scope.WHOLE_SCHOOL, audit="referral_out.opened")
def get_student_referrals(unit: Unit, student_id: str) -> tuple[tuple[InternalView, ...], tuple[OutView, ...]]:
    """Return the referrals of a student as his page shows them."""
    unit.concerns("student", student_id)
    return _of_student(unit, student_id)


@query(
    requires=Permission.REFERRAL_OUT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("numbers of one student's open cases"),
)
def list_case_choices(unit: Unit, student_id: str) -> tuple[CaseChoice, ...]:
    """Return the open cases of a student that the account can read, his own ones first."""
    found = unit.run(list_cases.bind(state=CaseState.OPEN, student_id=student_id))
    own_first = sorted((case for case in found if not case.is_closed_to_me), key=lambda case: not case.is_own)
    return tuple(CaseChoice(case.id, case.number, case.restricted) for case in own_first)


@query(
    requires=Permission.REFERRAL_OUT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the timeline, whose opening is audited"),
)
def referral_timeline_entries(unit: Unit, student_id: str) -> tuple[TimelineEntry, ...]:
    """Return the referrals of a student with their steps."""
    unit.concerns("student", student_id)
    arrived, out = _of_student(unit, student_id)
    return (*map(entries.of_internal, arrived), *(entry for view in out for entry in entries.of_out(view)))


@query(
    requires=Permission.REFERRAL_OUT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the printed file, whose opening is audited"),
)
def referral_chapter(unit: Unit, student_id: str) -> FileChapter:
    """Return the referrals of a student in full for his printed file; restricted ones are left out."""
    unit.concerns("student", student_id)
    arrived, out = _of_student(unit, student_id)
    told = [entries.internal_entry(view) for view in arrived if not view.is_closed_to_me]
    told += [entries.out_entry(view) for view in out if not view.is_closed_to_me]
    return FileChapter(_("Referrals"), tuple(sorted(told, key=lambda entry: entry.happened_at)), _("No referral."))


@query(
    requires=Permission.REFERRAL_OUT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("how many referrals are open; nothing that was written"),
)
def open_referral_matters(unit: Unit, student_ids: tuple[str, ...]) -> tuple[OpenMatter, ...]:
    """Return how many referrals of students who are about to leave are still open."""
    rows = unit.db.scalars(select(ReferralOut).where(ReferralOut.student_id.in_(student_ids))).all()
    count = sum(view.state is not OutState.CLOSED for view in out_views(unit, rows))
    if not count:
        return ()
    words = n_("{count} referral out is not closed.", "{count} referrals out are not closed.", count)
    return (OpenMatter(words, _("Close them, or hand them over to the new school."), Target(due.LIST)),)


def _of_student(unit: Unit, student_id: str) -> tuple[tuple[InternalView, ...], tuple[OutView, ...]]:
    arrived = unit.db.scalars(select(InternalReferral).where(InternalReferral.student_id == student_id)).all()
    out = unit.db.scalars(select(ReferralOut).where(ReferralOut.student_id == student_id)).all()
    return due.internal_first(internal_views(unit, arrived)), due.out_first(out_views(unit, out))
