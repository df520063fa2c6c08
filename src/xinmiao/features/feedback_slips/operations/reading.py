"""How slips are made into what pages see and what is sealed to a teacher; no operation of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from xinmiao.features.feedback_slips.model import FeedbackSlip
from xinmiao.features.feedback_slips.records import SlipText, SlipView, TeacherChoice
from xinmiao.features.feedback_slips.records.settings import SETTINGS
from xinmiao.features.feedback_slips.records.slips import SLIP
from xinmiao.features.feedback_slips.rules import path
from xinmiao.features.roster.operations import list_classes, list_mentors_of, student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.features.school_calendar.operations import get_school_days
from xinmiao.features.settings.operations import get_school_settings
from xinmiao.features.staff.operations import list_staff
from xinmiao.features.staff.records import StaffLine
from xinmiao.kernel.access import Role
from xinmiao.kernel.errors import NotFound
from xinmiao.kernel.school_days import SchoolDays
from xinmiao.kernel.texts import _
from xinmiao.vault.envelopes import Circle, RecipientClosed, post
from xinmiao.vault.envelopes.contents import spelled
from xinmiao.vault.keys.groups import Group
from xinmiao.vault.keys.records import Standing
from xinmiao.vault.unit import Unit


def settings_of(unit: Unit) -> dict[str, Any]:
    """Return what the school chose about feedback slips."""
    return unit.run(get_school_settings.bind(SETTINGS))


def student_of(unit: Unit, student_id: str) -> StudentLine:
    """Return a student; NotFound when he is not in the roster."""
    found = unit.run(student_lines.bind((student_id,)))
    if not found:
        raise NotFound(_("This student is not in the roster."), _("Find the student again, or add him to the roster."))
    return found[0]


def word_of(slip: FeedbackSlip) -> SlipText:
    """Return what a teacher may read of a slip: all of it but the room's closing words."""
    return SlipText(
        slip_id=slip.id,
        student_id=slip.student_id,
        begun_by=slip.begun_by,
        begun_on=slip.begun_on.isoformat(),
        teacher_name=slip.teacher_name,
        asked=slip.asked or "",
        background=slip.background or "",
        question=slip.question or "",
        background_on=_day(slip.background_on),
        can_do=slip.can_do or "",
        rather_not=slip.rather_not or "",
        whom=slip.whom or "",
        answered_on=_day(slip.answered_on),
        answered_name=slip.answered_name or "",
        done=slip.done or "",
        now=slip.now,
        now_words=slip.now_words or "",
        reported_on=_day(slip.reported_on),
        closed_on=_day(slip.closed_on),
    )


def seal_to_teacher(unit: Unit, slip: FeedbackSlip) -> None:
    """Lay the slip as it stands ready for its teacher; nothing where he has no account, or it is closed to him."""
    if slip.teacher is None:
        return
    circle = Circle(frozenset({slip.teacher}), frozenset({Group.COUNSELLORS}))
    try:
        post.put(unit, SLIP, slip.id, spelled(word_of(slip)), circle)
    except RecipientClosed:
        return


def slip_views(unit: Unit, rows: Sequence[FeedbackSlip]) -> list[SlipView]:
    """Return slips as the room reads them; those of students who are gone are left out."""
    students = {line.id: line for line in unit.run(student_lines.bind(tuple({row.student_id for row in rows})))}
    clocks = settings_of(unit), unit.run(get_school_days.bind())
    found = (row for row in rows if row.student_id in students)
    return [_view(unit, row, students[row.student_id], *clocks) for row in found]


def teachers_of(unit: Unit, student: StudentLine) -> tuple[TeacherChoice, ...]:
    """Return who can get a slip about a student: class teachers first, then mentors; without an account on paper."""
    today = unit.clock.today()
    members = {member.id: member for member in unit.run(list_staff.bind())}
    classes = {line.id: line for line in unit.run(list_classes.bind())}
    in_charge = classes[student.class_id].teachers if student.class_id in classes else ()
    stays = unit.run(list_mentors_of.bind(student.id))
    mentors = tuple(stay.staff_id for stay in stays if stay.until_date is None or stay.until_date >= today)
    found = (members[one] for one in dict.fromkeys((*in_charge, *mentors)) if one in members)
    return tuple(TeacherChoice(_account_of(unit, member), member.name) for member in found)


def _account_of(unit: Unit, member: StaffLine) -> str:
    """Return the account of a member that can open slips: an active one of a class teacher."""
    if member.account_id is None:
        return ""
    entry = unit.custody.vault.account(member.account_id)
    reads = entry.standing is Standing.ACTIVE and Role.CLASS_TEACHER in entry.roles
    return member.account_id if reads else ""


def _view(unit: Unit, row: FeedbackSlip, student: StudentLine, settings: dict[str, Any], days: SchoolDays) -> SlipView:
    word = word_of(row)
    lying = None if row.teacher is None else post.row_about(unit, SLIP, row.id)
    receipts = () if lying is None else post.receipts_of(unit, lying.id)
    return SlipView(
        word=word,
        student=student,
        state=path.state_of(word),
        wait=path.wait_of(word, unit.clock.today(), settings, days),
        teacher=row.teacher or "",
        teacher_is_present=_is_present(unit, row, student),
        background_way=row.background_way,
        background_entered=row.background_entered or "",
        report_way=row.report_way,
        report_entered=row.report_entered or "",
        place=row.place or "",
        closed_name=row.closed_name or "",
        closing=row.closing or "",
        sealed_at=None if lying is None else lying.created_at,
        read_at=next((one.at for one in receipts if lying and one.version == lying.version), None),
        version=row.version,
        recorded_at=row.created_at,
    )


def _is_present(unit: Unit, row: FeedbackSlip, student: StudentLine) -> bool:
    if row.teacher is None or row.closed_on is not None:
        return True
    return row.teacher in {choice.account for choice in teachers_of(unit, student)}


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
