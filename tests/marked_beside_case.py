"""What other slices keep of a marked case: appointments, an entry of the waiting list, a telling; every word marked.

Made by operations. Owns their marks; each stands in one place only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from signed_in import SignedInSchool
from xinmiao.features.appointments import operations as appointments
from xinmiao.features.appointments.records import AppointmentDraft, CancelledBy, WaitingDraft
from xinmiao.features.secrecy_exceptions import operations as exceptions
from xinmiao.features.secrecy_exceptions.records import ExceptionForm, ExceptionGround, ExceptionHow, ReceiverRole

APPOINTMENT_MARKS = {
    "place": "渡口边的茶寮",
    "note": "檐下燕子少一只",
    "asked_by": "卖花的老伯",
    "override": "钟楼停摆也得去",
    "cancelled": "竹筏漂到对岸了",
}
WAITING_MARKS = {"asked_by": "撑伞的邻家人", "wishes": "听见晚钟之后", "note": "柿子红透仍没摘"}
TELLING_MARKS = {
    "receiver": "守塔的梁师傅",
    "ground_words": "磨坊水轮倒转",
    "why_not": "怕惊动塘里鱼",
    "observed": "窗纸破了三处",
    "risk": "崖边没有栏杆",
    "do": "陪着走过长桥",
    "do_not": "莫提旧年船票",
    "ask": "去问梅岭药铺",
    "decided_by": "执灯的冯先生",
    "place": "铁匣第七层",
}
BESIDE_MARKS = (*APPOINTMENT_MARKS.values(), *WAITING_MARKS.values(), *TELLING_MARKS.values())


@dataclass(frozen=True)
class Beside:
    """What stands beside the case, by id."""

    appointment: str
    cancelled: str
    waiting: str
    exception: str


def fill_beside(school: SignedInSchool, student: str, case: str) -> Beside:
    """Book twice at one time, cancel one; let the student wait; record what was told outside of the room."""
    first, second = _appointment(school, case), _appointment(school, case)
    school.run(appointments.save_appointment.bind(first))
    stamp = school.run(appointments.save_appointment.bind(second, APPOINTMENT_MARKS["override"]))
    cancelling = appointments.cancel_appointment.bind(
        second.id, stamp.version, CancelledBy.SCHOOL, APPOINTMENT_MARKS["cancelled"]
    )
    school.run(cancelling)
    waiting = replace(WaitingDraft(school.means.ids.new(), student_id=student, case_id=case), **WAITING_MARKS)  # type: ignore[arg-type]
    school.run(appointments.save_waiting.bind(waiting))
    return Beside(first.id, second.id, waiting.id, _telling(school, student, case))


def _appointment(school: SignedInSchool, case: str) -> AppointmentDraft:
    return AppointmentDraft(
        school.means.ids.new(),
        school.clock.today() + timedelta(days=1),
        starts=540,
        ends=585,
        case_id=case,
        counsellor=school.workspace.actor.account,
        place=APPOINTMENT_MARKS["place"],
        note=APPOINTMENT_MARKS["note"],
        asked_by=APPOINTMENT_MARKS["asked_by"],
    )


def _telling(school: SignedInSchool, student: str, case: str) -> str:
    form = ExceptionForm(
        exception_id=school.means.ids.new(),
        base_version=None,
        student_id=student,
        ground=ExceptionGround.OTHER,
        role=ReceiverRole.GUARDIAN,
        told_on=school.clock.today(),
        how=ExceptionHow.SLIP,
        student_told=False,
        case_id=case,
        **TELLING_MARKS,
    )
    school.run(exceptions.save_exception.bind(form))
    return form.exception_id
