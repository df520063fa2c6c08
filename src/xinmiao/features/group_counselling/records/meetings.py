"""THE declaration of a group's meeting, its attendance and its amendments: fields, limits, words."""

from __future__ import annotations

from enum import StrEnum

from xinmiao.kernel.fields import ChoiceField, DateTimeField, IntegerField, ReferenceField, Sensitivity, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import Text, _

PART_LENGTH = 20_000
LINE_LENGTH = 500
REASON_LENGTH = 500


class MeetingState(StrEnum):
    """Where the record of a meeting stands; a voided one stays readable in place."""

    DRAFT = "draft"
    SIGNED = "signed"
    VOIDED = "voided"


class Attendance(StrEnum):
    """Whether a member came; not noted is not the same as absent."""

    NOT_NOTED = "not_noted"
    PRESENT = "present"
    LATE = "late"
    ABSENT = "absent"
    EXCUSED = "excused"


def _part(label: Text, help_text: Text) -> TextField:
    return TextField(
        label=label, help=help_text, max_length=PART_LENGTH, multiline=True, sensitivity=Sensitivity.COUNSELLING
    )


class MeetingSpec(RecordSpec):
    """One meeting of a group with the note all its readers share."""

    record = "group_meeting"
    label = _("Group meeting")
    file = DataFile.COUNSELLING

    started_at = DateTimeField(label=_("Start"), required=True)
    ended_at = DateTimeField(label=_("End"))
    place = TextField(label=_("Room or place"), max_length=60)
    theme = TextField(label=_("Theme of the meeting"), max_length=80, sensitivity=Sensitivity.COUNSELLING)
    course = _part(_("What was done"), _("Steps and exercises; write of the group, not of one member."))
    observation = _part(_("What was seen in the group"), _("Mood, trust, conflicts; one member belongs in his line."))
    next_step = _part(_("For the next meeting"), _("What is prepared, and who does what."))

    group_id = ReferenceField(label=_("Counselling group"), record="counselling_group", required=True)
    nth = IntegerField(label=_("Number in the group"), required=True, minimum=1, maximum=999)
    saves = IntegerField(label=_("How often it was saved"), required=True, minimum=1, maximum=1_000_000)
    entered_at = DateTimeField(label=_("Entered at"), required=True)
    author = ReferenceField(label=_("Author"), record="account", required=True)
    author_name = TextField(label=_("Author’s name"), required=True, max_length=60)
    state = ChoiceField(
        label=_("State"),
        choices=MeetingState,
        labels=(
            (MeetingState.DRAFT, _("Not signed")),
            (MeetingState.SIGNED, _("Signed")),
            (MeetingState.VOIDED, _("Voided")),
        ),
        required=True,
    )
    signed_at = DateTimeField(label=_("Signed at"))
    signed_name = TextField(label=_("Signed by (name)"), max_length=60)
    voided_at = DateTimeField(label=_("Voided at"))
    void_reason = TextField(label=_("Why it was voided"), max_length=REASON_LENGTH, sensitivity=Sensitivity.COUNSELLING)


class AttendanceSpec(RecordSpec):
    """Whether one member came to one meeting, and the line that belongs to this member alone."""

    record = "group_attendance"
    label = _("Attendance")
    file = DataFile.COUNSELLING

    meeting_id = ReferenceField(label=_("Group meeting"), record="group_meeting", required=True)
    student_id = ReferenceField(label=_("Student"), record="student", required=True)
    attendance = ChoiceField(
        label=_("Attendance"),
        choices=Attendance,
        labels=(
            (Attendance.NOT_NOTED, _("not noted")),
            (Attendance.PRESENT, _("present")),
            (Attendance.LATE, _("late")),
            (Attendance.ABSENT, _("absent")),
            (Attendance.EXCUSED, _("excused")),
        ),
        required=True,
    )
    words = TextField(
        label=_("Private line"),
        max_length=LINE_LENGTH,
        sensitivity=Sensitivity.COUNSELLING,
        help=_("Goes to this student’s file only; never on the group’s sheets."),
    )


class MeetingAmendmentSpec(RecordSpec):
    """Why a signed meeting was changed; what it said before is in the history, under the version named here."""

    record = "group_meeting_amendment"
    label = _("Amendment of a meeting")
    file = DataFile.COUNSELLING

    meeting_id = ReferenceField(label=_("Group meeting"), record="group_meeting", required=True)
    before_version = IntegerField(label=_("Version before"), required=True, minimum=1)
    reason = TextField(
        label=_("Reason"),
        help=_("What was wrong or missing. It stays readable beside the earlier text."),
        required=True,
        max_length=REASON_LENGTH,
        sensitivity=Sensitivity.COUNSELLING,
    )
    by_name = TextField(label=_("Amended by"), required=True, max_length=60)


MEETING = MeetingSpec()
ATTENDANCE = AttendanceSpec()
MEETING_AMENDMENT = MeetingAmendmentSpec()

PARTS = (MEETING.theme, MEETING.course, MEETING.observation, MEETING.next_step)
"""The shared note, in the order of the screen."""
CAME = frozenset({Attendance.PRESENT, Attendance.LATE})
