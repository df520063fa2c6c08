"""A class teacher asks for a time: sealed, taken in once, answered by a state; who cannot ask or read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from teacher_school import COLLEAGUE, COUNSELLOR, OTHER, TEACHER, TeacherSchool, make_teacher_school
from xinmiao.features.appointments import operations as appointments
from xinmiao.features.appointments.records import (
    AppointmentDraft,
    AppointmentState,
    CancelledBy,
    RequestForm,
    WaitingState,
)
from xinmiao.features.appointments.records.requests import KIND
from xinmiao.features.appointments.rules.drafts import draft_of
from xinmiao.kernel.errors import Conflict, NotFound, PermissionDenied, ValidationFailed

NINE = 540


@pytest.fixture
def room(tmp_path: Path) -> Iterator[TeacherSchool]:
    made = make_teacher_school(tmp_path)
    yield made
    made.school.lock()


def tomorrow(room: TeacherSchool) -> date:
    return room.school.clock.today() + timedelta(days=1)


def timed(room: TeacherSchool, **changes: object) -> RequestForm:
    """Return a request for tomorrow at nine."""
    made = RequestForm("request-1", room.student, tomorrow(room), NINE, NINE + 45, note="想和老师说说话")
    return replace(made, **changes)  # type: ignore[arg-type]


def send(room: TeacherSchool, form: RequestForm) -> str:
    """Send as the teacher and come back as the counsellor; return the envelope's id."""
    room.sign_in(TEACHER)
    room.school.run(appointments.send_request.bind(form))
    room.sign_in(COUNSELLOR)
    return room.envelope(KIND)


def told(room: TeacherSchool, who: str = TEACHER) -> list[tuple[str, str]]:
    """Return what the sender is told, as he sees it."""
    room.sign_in(who)
    return [(one.state.value, one.ask) for one in room.school.run(appointments.list_own_requests.bind())]


def test_a_request_arrives_is_confirmed_and_answered_with_a_state(room: TeacherSchool) -> None:
    envelope = send(room, timed(room))
    assert told(room) == [("sent", "")]
    room.sign_in(COUNSELLOR)
    room.school.run(appointments.take_in_request.bind(envelope))
    room.school.run(appointments.take_in_request.bind(envelope))
    (view,) = room.school.run(appointments.list_week.bind(tomorrow(room), tomorrow(room))).appointments
    assert (view.client, view.state, view.asked_by, view.note) == (
        "赵小禾",
        AppointmentState.REQUESTED,
        TEACHER,
        "想和老师说说话",
    )
    assert [task.key for task in room.school.run(appointments.appointment_tasks.bind())] == [
        "appointment_request:request-1"
    ]
    assert told(room) == [("received", COUNSELLOR)]
    room.sign_in(COUNSELLOR)
    room.school.run(appointments.save_appointment.bind(draft_of(view)))
    assert told(room) == [("booked", COUNSELLOR)]
    room.sign_in(COUNSELLOR)
    room.school.run(appointments.cancel_appointment.bind(view.id, view.version + 1, CancelledBy.COUNSELLOR))
    assert told(room) == [("closed", COUNSELLOR)]


def test_without_a_time_or_with_one_that_passed_the_student_waits(room: TeacherSchool) -> None:
    envelope = send(room, RequestForm("request-2", room.student, wishes="中午都可以"))
    room.school.run(appointments.take_in_request.bind(envelope))
    (entry,) = room.school.run(appointments.list_waiting.bind())
    assert (entry.client, entry.wishes, entry.asked_by) == ("赵小禾", "中午都可以", TEACHER)
    room.school.run(appointments.close_waiting.bind(entry.id, entry.version, "已当面谈过"))
    assert told(room) == [("closed", COUNSELLOR)]


def test_a_time_that_passed_before_anybody_signed_in_is_not_lost(room: TeacherSchool) -> None:
    envelope = send(room, timed(room))
    room.school.clock.advance(hours=48)
    room.school.run(appointments.take_in_request.bind(envelope))
    (entry,) = room.school.run(appointments.list_waiting.bind())
    assert (entry.state, tomorrow(room) - timedelta(days=2)) == (WaitingState.WAITING, entry.since + timedelta(days=1))
    assert "09:00" in entry.wishes
    free = tomorrow(room)
    draft = replace(_draft(room, entry.student_id or ""), day=free)
    room.school.run(appointments.offer_time.bind(entry.id, entry.version, draft))
    assert told(room) == [("booked", COUNSELLOR)]


def _draft(room: TeacherSchool, student: str) -> AppointmentDraft:
    return AppointmentDraft(
        room.school.means.ids.new(), None, NINE, NINE + 45, student, counsellor=room.school.workspace.actor.account
    )


def test_who_else_neither_reads_nor_sends(room: TeacherSchool) -> None:
    envelope = send(room, timed(room))
    with pytest.raises(PermissionDenied):
        room.school.run(appointments.send_request.bind(timed(room, request_id="request-9")))
    room.sign_in(OTHER)
    assert room.school.run(appointments.list_own_requests.bind()) == ()
    with pytest.raises(NotFound):
        room.school.run(appointments.send_request.bind(timed(room, request_id="request-9")))
    with pytest.raises(PermissionDenied):
        room.school.run(appointments.take_in_request.bind(envelope))
    room.sign_in(COLLEAGUE)
    room.school.run(appointments.take_in_request.bind(envelope))
    assert told(room) == [("received", COLLEAGUE)]


def test_sending_twice_and_taking_in_again_is_refused(room: TeacherSchool) -> None:
    envelope = send(room, timed(room))
    room.sign_in(TEACHER)
    with pytest.raises(Conflict):
        room.school.run(appointments.send_request.bind(timed(room)))
    assert envelope == room.envelope(KIND)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day": None, "starts": None, "ends": None}, "wishes"),
        ({"day": None}, "day"),
        ({"ends": None}, "ends"),
        ({"ends": NINE}, "ends"),
        ({"day": date(2020, 1, 1)}, "day"),
        ({"day": date(2099, 1, 1)}, "day"),
        ({"wishes": "中" * 201}, "wishes"),
    ],
)
def test_a_request_that_cannot_be_is_told_at_its_field(
    room: TeacherSchool, changes: dict[str, object], field: str
) -> None:
    room.sign_in(TEACHER)
    with pytest.raises(ValidationFailed) as refused:
        room.school.run(appointments.send_request.bind(timed(room, **changes)))
    assert set(refused.value.problems) == {field}
