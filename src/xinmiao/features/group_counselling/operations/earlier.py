"""Who was entered how at a meeting in earlier versions of it; no operation of its own."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from xinmiao.features.group_counselling.model import MeetingAttendance
from xinmiao.features.group_counselling.operations.reading import lines_of
from xinmiao.features.group_counselling.records import ATTENDANCE, Attendance
from xinmiao.vault.history import CounsellingRevision
from xinmiao.vault.unit import Unit

_Ended = list[tuple[datetime, Attendance]]


def attendance_at(unit: Unit, meeting_id: str, moments: Sequence[datetime]) -> list[dict[str, Attendance]]:
    """Return, for each moment, who was entered how from then on, by name and class; nobody who was not entered yet."""
    rows = unit.db.scalars(select(MeetingAttendance).where(MeetingAttendance.meeting_id == meeting_id)).all()
    lines = lines_of(unit, (row.student_id for row in rows))
    names = {key: " ".join(part for part in (line.name, line.class_label) if part) for key, line in lines.items()}
    earlier = _earlier(unit, [row.id for row in rows])
    return [
        {
            names[row.student_id]: _held(row.attendance, earlier[row.id], moment)
            for row in rows
            if row.created_at <= moment and row.student_id in names
        }
        for moment in moments
    ]


def _held(now: Attendance, ended: _Ended, moment: datetime) -> Attendance:
    """Return what held after `moment`: the first value that ended later, else the present one."""
    return next((value for at, value in ended if at > moment), now)


def _earlier(unit: Unit, row_ids: Sequence[str]) -> dict[str, _Ended]:
    revisions = unit.db.scalars(
        select(CounsellingRevision)
        .where(CounsellingRevision.record == ATTENDANCE.record, CounsellingRevision.record_id.in_(row_ids))
        .order_by(CounsellingRevision.version)
    )
    found: dict[str, _Ended] = defaultdict(list)
    for each in revisions:
        value = Attendance(json.loads(each.content)["attendance"])
        found[each.record_id].append((datetime.fromisoformat(each.at), value))
    return found
