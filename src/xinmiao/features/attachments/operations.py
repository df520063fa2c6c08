"""What can be done with attachments: add, list, open, export, remove; and the place of the paper."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import ColumnElement, func, select

from xinmiao.documents.foreign import clean, shown_name
from xinmiao.features.attachments import rules
from xinmiao.features.attachments.model import Attachment, PaperPlace
from xinmiao.features.attachments.records import (
    HOST_PAGES,
    AttachmentLine,
    AttachmentPrint,
    AttachmentsView,
    Host,
    NewAttachment,
    OpenedAttachment,
    PaperPlaceView,
)
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, Damaged, NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.texts import _
from xinmiao.kernel.timeline import TimelineEntry
from xinmiao.vault.any_record import any_record, is_restricted, student_of
from xinmiao.vault.paper_anchor import head_for
from xinmiao.vault.unit import Unit


@command(requires=Permission.ATTACHMENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="attachment.added")
def add_attachment(unit: Unit, new: NewAttachment) -> AttachmentLine:
    """Add a file to a record. What is stored is what `documents.foreign.clean` leaves of it.

    Raises:
        NotFound: no such record.
        FileRefused: empty, too large, of another kind, damaged, protected, or with scripts.
        RuleBroken: the record carries as many as it can.
        ValidationFailed: the remark is too long.
    """
    student_id = _student_of(unit, new.host)
    note = new.note.strip()
    _refuse_adding(unit, new.host, note)
    file = clean(new.content)
    made = Attachment(
        id=new.id,
        of_kind=new.host.kind,
        of_id=new.host.id,
        student_id=student_id,
        file_name=shown_name(new.name, file.kind),
        media=file.kind,
        pages=file.pages,
        size=len(file.content),
        digest=hashlib.sha256(file.content).hexdigest(),
        note=note or None,
        added_name=unit.actor.label,
        content=file.content,
    )
    unit.db.add(made)
    _concerns(unit, new.host, student_id, made.id)
    unit.db.flush()
    return _line(made)


@query(
    requires=Permission.ATTACHMENT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("names and sizes beside a record whose opening is audited; opening one is audited too"),
)
def list_attachments(unit: Unit, host: Host) -> AttachmentsView:
    """Return what hangs on a record, the newest first, with what was removed and where the paper lies.

    Raises:
        NotFound: no such record.
    """
    _student_of(unit, host)
    found = unit.db.scalars(
        select(Attachment).where(*_of(Attachment, host)).order_by(Attachment.created_at.desc(), Attachment.id.desc())
    )
    lines = tuple(map(_line, found))
    total = unit.db.scalar(select(func.sum(Attachment.size)).where(Attachment.removed_at.is_(None)))
    return AttachmentsView(
        host=host,
        lines=tuple(line for line in lines if not line.is_removed),
        removed=tuple(line for line in lines if line.is_removed),
        place=_place_view(_place(unit, host)),
        total=int(total or 0),
    )


@query(requires=Permission.ATTACHMENT_READ, scope=Scope.WHOLE_SCHOOL, audit="attachment.opened")
def open_attachment(unit: Unit, attachment_id: str) -> OpenedAttachment:
    """Return an attachment with its bytes, to be shown.

    Raises:
        NotFound: no such attachment, or it was removed.
        Damaged: the bytes are not those that were added.
    """
    return _opened(unit, attachment_id)


@command(requires=Permission.ATTACHMENT_READ, scope=Scope.WHOLE_SCHOOL, audit="attachment.exported")
def export_attachment(unit: Unit, attachment_id: str) -> OpenedAttachment:
    """Return an attachment with its bytes, to be saved outside; each asking is recorded, the place is not.

    Raises:
        NotFound, Damaged: as for opening.
    """
    return _opened(unit, attachment_id)


@command(requires=Permission.ATTACHMENT_READ, scope=Scope.WHOLE_SCHOOL, audit="attachment.printed")
def collect_attachment_print(unit: Unit, attachment_id: str) -> AttachmentPrint:
    """Return an attachment to be printed, with the head of its paper; each asking is recorded.

    Raises:
        NotFound, Damaged: as for opening.
    """
    return AttachmentPrint(_opened(unit, attachment_id), head_for(unit))


@command(requires=Permission.ATTACHMENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="attachment.remarked")
def set_remark(unit: Unit, attachment_id: str, base_version: int, note: str) -> AttachmentLine:
    """Write what is to be seen on an attachment; an empty remark takes it away.

    Raises:
        NotFound: no such attachment, or removed.
        ValidationFailed: too long.
        Conflict: somebody changed it since `base_version`.
    """
    found = _standing_attachment(unit, attachment_id)
    said = note.strip()
    if problems := rules.note_problems(said):
        raise ValidationFailed(problems)
    if found.version != base_version:
        raise Conflict
    found.note = said or None
    _concerns(unit, Host(found.of_kind, found.of_id), found.student_id, found.id)
    unit.db.flush()
    return _line(found)


@command(requires=Permission.ATTACHMENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="attachment.removed")
def remove_attachment(unit: Unit, attachment_id: str, base_version: int, reason: str) -> None:
    """Remove an attachment: its bytes are overwritten in the file and kept in no history; the line stays, with why.

    Raises:
        NotFound: no such attachment, or removed already.
        ValidationFailed: no reason.
        Conflict: somebody changed it since `base_version`.
    """
    found = _standing_attachment(unit, attachment_id)
    if found.version != base_version:
        raise Conflict
    said = reason.strip()
    if problems := rules.removal_problems(said):
        raise ValidationFailed(problems)
    _concerns(unit, Host(found.of_kind, found.of_id), found.student_id, found.id)
    found.content = None
    found.removed_at, found.removed_name, found.removal_reason = unit.clock.now(), unit.actor.label, said


@command(requires=Permission.ATTACHMENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="paper_place.saved")
def set_paper_place(unit: Unit, host: Host, place: str, base_version: int | None) -> PaperPlaceView:
    """Write where the paper original of a record lies; an empty place says that there is none.

    Raises:
        NotFound: no such record.
        ValidationFailed: too long.
        Conflict: somebody wrote it since `base_version` (None: when there was none).
    """
    student_id = _student_of(unit, host)
    said = place.strip()
    if problems := rules.place_problems(said):
        raise ValidationFailed(problems)
    found = _place(unit, host)
    if (None if found is None else found.version) != base_version:
        raise Conflict
    if found is None:
        found = PaperPlace(id=unit.ids.new(), of_kind=host.kind, of_id=host.id, student_id=student_id)
        unit.db.add(found)
    found.place = said or None
    _concerns(unit, host, student_id)
    unit.db.flush()
    return _place_view(found)


@query(
    requires=Permission.ATTACHMENT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("the number of a cabinet and a box"),
)
def get_paper_place(unit: Unit, host: Host) -> PaperPlaceView:
    """Return where the paper original of a record lies.

    Raises:
        NotFound: no such record.
    """
    _student_of(unit, host)
    return _place_view(_place(unit, host))


@command(requires=Permission.ATTACHMENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="attachment.followed")
def follow_student(unit: Unit, hosts: tuple[Host, ...]) -> int:
    """Let what hangs on `hosts` follow them to the student they belong to now; return how many moved.

    Raises:
        NotFound: one of the records is not there.
    """
    moved = 0
    for host in hosts:
        student_id = _student_of(unit, host)
        files = unit.db.scalars(select(Attachment).where(*_of(Attachment, host))).all()
        places = unit.db.scalars(select(PaperPlace).where(*_of(PaperPlace, host))).all()
        for file in files:
            file.student_id = student_id
        for place in places:
            place.student_id = student_id
        moved += len(files) + len(places)
    unit.remark(count=moved)
    return moved


@command(requires=Permission.ATTACHMENT_WRITE, scope=Scope.WHOLE_SCHOOL, audit="attachment.followed")
def follow_record(unit: Unit, old: Host, new: Host, student_id: str | None) -> int:
    """Let what hangs on a record that was moved hang on what it became; return how many moved."""
    files = unit.db.scalars(select(Attachment).where(*_of(Attachment, old))).all()
    places = unit.db.scalars(select(PaperPlace).where(*_of(PaperPlace, old))).all()
    for file in files:
        file.of_kind, file.of_id, file.student_id = new.kind, new.id, student_id
    for place in places:
        place.of_kind, place.of_id, place.student_id = new.kind, new.id, student_id
    unit.remark(count=len(files) + len(places))
    return len(files) + len(places)


@query(
    requires=Permission.ATTACHMENT_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("part of the timeline, whose opening is audited"),
)
def attachment_timeline_entries(unit: Unit, student_id: str) -> tuple[TimelineEntry, ...]:
    """Return a student's attachments as entries of the timeline."""
    found = unit.db.scalars(
        select(Attachment).where(Attachment.student_id == student_id, Attachment.removed_at.is_(None))
    )
    return rules.timeline_entries(tuple(map(_line, found)))


def _student_of(unit: Unit, host: Host) -> str | None:
    """Return the student of the record, which must be there for this actor."""
    if host.kind not in HOST_PAGES:
        raise NotFound
    return student_of(any_record(unit, host.kind, host.id))


def _refuse_adding(unit: Unit, host: Host, note: str) -> None:
    if is_restricted(unit, host.kind, host.id):
        raise RuleBroken(
            _("A restricted case takes no attachments: they would not be sealed."),
            _("Keep the paper and note where it lies."),
        )
    if problems := rules.note_problems(note):
        raise ValidationFailed(problems)
    if obstacle := rules.adding_obstacle(_standing(unit, host)):
        raise RuleBroken(*obstacle)


def _standing_attachment(unit: Unit, attachment_id: str) -> Attachment:
    found = unit.get(Attachment, attachment_id)
    _student_of(unit, Host(found.of_kind, found.of_id))  # who may not see the record may not see what hangs on it
    if found.removed_at is not None:
        raise NotFound(_("This attachment was removed."), _("The list says when and why."))
    return found


def _opened(unit: Unit, attachment_id: str) -> OpenedAttachment:
    found = _standing_attachment(unit, attachment_id)
    _concerns(unit, Host(found.of_kind, found.of_id), found.student_id, found.id)
    content = found.content or b""
    if hashlib.sha256(content).hexdigest() != found.digest:
        raise Damaged(_("The stored attachment is damaged."), _("Restore it from a backup, or add the file again."))
    return OpenedAttachment(_line(found), content)


def _standing(unit: Unit, host: Host) -> int:
    counted = select(func.count(Attachment.id)).where(*_of(Attachment, host), Attachment.removed_at.is_(None))
    return unit.db.scalar(counted) or 0


def _place(unit: Unit, host: Host) -> PaperPlace | None:
    return unit.db.scalar(select(PaperPlace).where(*_of(PaperPlace, host)))


def _of(model: Any, host: Host) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return model.of_kind == host.kind, model.of_id == host.id


def _concerns(unit: Unit, host: Host, student_id: str | None, attachment_id: str = "") -> None:
    subjects = [(host.kind, host.id)]
    if student_id is not None and host.kind != "student":
        subjects.insert(0, ("student", student_id))
    if attachment_id:
        subjects.append(("attachment", attachment_id))
    for kind, record_id in subjects:
        unit.concerns(kind, record_id)


def _place_view(found: PaperPlace | None) -> PaperPlaceView:
    return PaperPlaceView() if found is None else PaperPlaceView(found.place or "", found.version)


def _line(found: Attachment) -> AttachmentLine:
    return AttachmentLine(
        id=found.id,
        version=found.version,
        host=Host(found.of_kind, found.of_id),
        student_id=found.student_id,
        file_name=found.file_name,
        media=found.media,
        pages=found.pages,
        size=found.size,
        note=found.note or "",
        added_at=found.created_at,
        added_name=found.added_name,
        removed_at=found.removed_at,
        removed_name=found.removed_name or "",
        removal_reason=found.removal_reason or "",
    )
