"""A class teacher's side: the grid of his own class, handed over in an envelope; he reads again what he sent."""

from __future__ import annotations

from xinmiao.features.consents.operations.collecting import label_of_class, students_of_class
from xinmiao.features.consents.records import (
    KIND,
    Answer,
    ClassSheet,
    Collection,
    ConsentKind,
    HandedOver,
    OwnSheet,
    SheetLine,
)
from xinmiao.features.consents.rules.checking import collection_problems
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import AppError, NotFound, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.school_year import school_year_of
from xinmiao.kernel.texts import _
from xinmiao.vault.envelopes import Circle, arriving, post
from xinmiao.vault.envelopes.contents import contents_of, spelled
from xinmiao.vault.keys.groups import Group
from xinmiao.vault.unit import Unit


@query(requires=Permission.CONSENT_OWN, scope=Scope.VISIBLE_STUDENTS, audit=NotAudited("own class, own marks"))
def get_own_sheet(unit: Unit, class_id: str, kind: ConsentKind) -> OwnSheet:
    """Return the own class with what one marked and handed over before this school year.

    Raises:
        NotFound: not a class of one's own.
    """
    _require_own(unit, class_id)
    sent = _sent_before(unit, class_id, kind)
    marks = {} if sent is None else {mark.student_id: mark.answer for mark in sent[1].marks}
    lines = tuple(
        SheetLine(student, marks.get(student.id, Answer.WAITING)) for student in students_of_class(unit, class_id)
    )
    year = school_year_of(unit.clock.today())
    sheet = ClassSheet(class_id, label_of_class(unit, class_id), kind, year, lines)
    if sent is None:
        return OwnSheet(sheet, unit.ids.new())
    envelope, collection = sent
    return OwnSheet(sheet, collection.collection_id, envelope.at, envelope.received_at is not None)


@command(requires=Permission.CONSENT_OWN, scope=Scope.VISIBLE_STUDENTS, audit="consent.collection_sent")
def send_collection(unit: Unit, collection: Collection) -> str:
    """Seal the slips of one's own class to oneself and the counsellors, in place of those sent before; return the id.

    Raises:
        NotFound: not a class of one's own.
        ValidationFailed: no day, or a kind that is not asked of classes.
    """
    _require_own(unit, collection.class_id)
    if problems := collection_problems(collection, today=unit.clock.today()):
        raise ValidationFailed(problems)
    row = post.row_about(unit, KIND, collection.collection_id)
    if row is not None and row.author != unit.actor.account:
        raise NotFound
    circle = Circle(frozenset({unit.actor.account}), frozenset({Group.COUNSELLORS}))
    unit.concerns("school_class", collection.class_id)
    unit.remark(count=len(collection.marks), kind=collection.settings.kind.value)
    post.put(unit, KIND, collection.collection_id, spelled(HandedOver.of(collection)), circle)
    return collection.collection_id


def _require_own(unit: Unit, class_id: str) -> None:
    if class_id not in unit.actor.class_ids:
        raise NotFound(_("This is not a class of yours."), _("Ask the counselling room."))


def _sent_before(unit: Unit, class_id: str, kind: ConsentKind) -> tuple[arriving.Sent, Collection] | None:
    year = school_year_of(unit.clock.today())
    for envelope in arriving.sent(unit, KIND):
        collection = _written(unit, envelope.id)
        if collection is None or collection.class_id != class_id or collection.settings.kind is not kind:
            continue
        if school_year_of(envelope.at.astimezone().date()) == year:
            return envelope, collection
    return None


def _written(unit: Unit, envelope_id: str) -> Collection | None:
    """Return what the account wrote; nothing of what was altered since or no longer opens."""
    row = unit.db.get(post.EnvelopeRow, envelope_id)
    try:
        return None if row is None else contents_of(HandedOver, post.open_row(unit, row)).collection()
    except AppError:
        return None
