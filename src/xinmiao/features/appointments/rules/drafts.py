"""An appointment that stands as a draft, which its form begins with; pure."""

from __future__ import annotations

from xinmiao.features.appointments.records import AppointmentDraft, AppointmentView


def draft_of(view: AppointmentView) -> AppointmentDraft:
    """Return an appointment to be changed."""
    return AppointmentDraft(
        id=view.id,
        day=view.day,
        starts=view.starts,
        ends=view.ends,
        student_id=view.student_id,
        case_id=view.case_id,
        alias=view.alias,
        counsellor=view.counsellor,
        room_id=view.room_id,
        kind=view.kind,
        place=view.place,
        note=view.note,
        asked_by=view.asked_by,
        base_version=view.version,
    )
