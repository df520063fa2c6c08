"""A teacher's side: writing a referral into an envelope for the room, and seeing how far his own came.

What he wrote lies in the envelope, sealed to him and the counsellors; what he is told is the room's answer,
sealed to him: a state and whom to ask, never a word.
"""

from __future__ import annotations

from xinmiao.features.referrals.records import InternalForm, OwnReferral, ReferralDecision
from xinmiao.features.referrals.records.internal import KIND
from xinmiao.features.referrals.rules.checking import internal_problems
from xinmiao.features.roster.operations import student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import AppError, Conflict, NotFound, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.vault.envelopes import Circle, arriving, post
from xinmiao.vault.envelopes.contents import contents_of, spelled
from xinmiao.vault.keys.groups import Group
from xinmiao.vault.unit import Unit


@command(requires=Permission.INTERNAL_REFERRAL_OWN, scope=Scope.VISIBLE_STUDENTS, audit="internal_referral.sent")
def write_referral(unit: Unit, form: InternalForm) -> str:
    """Seal a referral to the writer and the counsellors and lay it ready for the room; return its id.

    Raises:
        NotFound: a student who is neither of an own class nor an own mentee.
        ValidationFailed: no facts, or too many words.
        Conflict: this referral was sent already.
    """
    if problems := internal_problems(form):
        raise ValidationFailed(problems)
    if not unit.run(student_lines.bind((form.student_id,))):
        raise NotFound(
            _("This student is not of your classes or mentees."),
            _("Choose one of your own students, or tell the room."),
        )
    if post.row_about(unit, KIND, form.referral_id) is not None:
        raise Conflict
    circle = Circle(frozenset({unit.actor.account}), frozenset({Group.COUNSELLORS}))
    unit.concerns("internal_referral", form.referral_id)
    post.put(unit, KIND, form.referral_id, spelled(form), circle)
    return form.referral_id


@query(requires=Permission.INTERNAL_REFERRAL_OWN, scope=Scope.VISIBLE_STUDENTS, audit=NotAudited("own referrals"))
def list_own_referrals(unit: Unit) -> tuple[OwnReferral, ...]:
    """Return the acting account's own referrals with how far they came, the newest first."""
    found = [(sent, form) for sent in arriving.sent(unit, KIND) if (form := _written(unit, sent.id)) is not None]
    students = {line.id: line for line in unit.run(student_lines.bind(tuple({form.student_id for _s, form in found})))}
    return tuple(_own(sent, form, students.get(form.student_id)) for sent, form in found)


def _written(unit: Unit, envelope_id: str) -> InternalForm | None:
    """Return what the account wrote; nothing of what was altered since or no longer opens."""
    row = unit.db.get(post.EnvelopeRow, envelope_id)
    try:
        return None if row is None else contents_of(InternalForm, post.open_row(unit, row))
    except AppError:
        return None


def _own(sent: arriving.Sent, form: InternalForm, student: StudentLine | None) -> OwnReferral:
    decision = ReferralDecision.WAITING if sent.received_at is not None else None
    return OwnReferral(
        id=sent.about,
        student="" if student is None else student.name,
        class_label="" if student is None else student.class_label,
        urgency=form.urgency,
        sent_at=sent.at,
        decision=ReferralDecision(sent.state) if sent.state in set(ReferralDecision) else decision,
        ask=sent.whom_to_ask or sent.received_by,
    )
