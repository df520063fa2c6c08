"""A class teacher's side: asking the room for a time in an envelope, and seeing how far his own requests came."""

from __future__ import annotations

from xinmiao.features.appointments.records import OwnRequest, RequestForm, RequestState
from xinmiao.features.appointments.records.requests import ANSWERS, KIND
from xinmiao.features.appointments.rules.checking import request_problems
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


@command(requires=Permission.APPOINTMENT_OWN, scope=Scope.VISIBLE_STUDENTS, audit="appointment.request_sent")
def send_request(unit: Unit, form: RequestForm) -> str:
    """Seal a request to the writer and the counsellors and lay it ready for the room; return its id.

    Raises:
        NotFound: a student who is neither of an own class nor an own mentee.
        ValidationFailed: neither a time nor when it suits, half a time, one that is over, or too many words.
        Conflict: this request was sent already.
    """
    if problems := request_problems(form, unit.clock.now()):
        raise ValidationFailed(problems)
    if not unit.run(student_lines.bind((form.student_id,))):
        raise NotFound(
            _("This student is not of your classes or mentees."),
            _("Choose one of your own students, or tell the room."),
        )
    if post.row_about(unit, KIND, form.request_id) is not None:
        raise Conflict
    circle = Circle(frozenset({unit.actor.account}), frozenset({Group.COUNSELLORS}))
    unit.concerns(KIND, form.request_id)
    post.put(unit, KIND, form.request_id, spelled(form), circle)
    return form.request_id


@query(requires=Permission.APPOINTMENT_OWN, scope=Scope.VISIBLE_STUDENTS, audit=NotAudited("own requests"))
def list_own_requests(unit: Unit) -> tuple[OwnRequest, ...]:
    """Return the acting account's own requests with how far they came, the newest first."""
    found = [(sent, form) for sent in arriving.sent(unit, KIND) if (form := _written(unit, sent.id)) is not None]
    students = {line.id: line for line in unit.run(student_lines.bind(tuple({form.student_id for _s, form in found})))}
    return tuple(_own(sent, form, students.get(form.student_id)) for sent, form in found)


def _written(unit: Unit, envelope_id: str) -> RequestForm | None:
    """Return what the account wrote; nothing of what was altered since or no longer opens."""
    row = unit.db.get(post.EnvelopeRow, envelope_id)
    try:
        return None if row is None else contents_of(RequestForm, post.open_row(unit, row))
    except AppError:
        return None


def _own(sent: arriving.Sent, form: RequestForm, student: StudentLine | None) -> OwnRequest:
    arrived = RequestState.SENT if sent.received_at is None else RequestState.RECEIVED
    return OwnRequest(
        id=sent.about,
        student="" if student is None else student.name,
        class_label="" if student is None else student.class_label,
        sent_at=sent.at,
        day=form.day,
        starts=form.starts,
        ends=form.ends,
        wishes=form.wishes,
        state=RequestState(sent.state) if sent.state in ANSWERS else arrived,
        ask=sent.whom_to_ask or sent.received_by,
    )
