"""Booking: who, when and where; three-sided conflicts; and what is refused in a sentence."""

from __future__ import annotations

from booking_desk import TOMORROW, booked, the
from counselling_room import add_student
from schools import School
from xinmiao.features.appointments import operations as appointments
from xinmiao.features.appointments.records import AppointmentState


def test_a_booking_stands_in_its_week(school: School) -> None:
    student = add_student(school, "陈小雨")
    stamp = booked(school, student_id=student, alias="")
    week = school.run(appointments.list_week.bind(TOMORROW, TOMORROW))
    assert [(view.id, view.client, view.starts, view.ends) for view in week.appointments] == [
        (stamp.id, "陈小雨", 540, 585)
    ]
    assert the(school, stamp.id).state is AppointmentState.BOOKED
