"""The papers of a group: its plan, the attendance sheet blank and filled, the record of a meeting.

No paper of a group holds a private line: what is printed is collected without them (`operations.gathering`).
"""

from __future__ import annotations

from collections.abc import Sequence

from xinmiao.documents.paper import Align as PaperAlign
from xinmiao.documents.paper import (
    Block,
    Column,
    Heading,
    KeyValue,
    KeyValues,
    Orientation,
    Paper,
    Paragraph,
    SignatureLines,
    Spacer,
    Table,
)
from xinmiao.features.group_counselling.records import (
    ATTENDANCE,
    MEETING,
    PARTS,
    GroupPrint,
    MeetingState,
    MeetingView,
    MemberAttendance,
)
from xinmiao.features.group_counselling.rules.entries import remark_of, signature_of, time_span, title_of
from xinmiao.kernel.display import show_date, show_datetime
from xinmiao.kernel.texts import ntr, tr

_MOST_ACROSS = 12
_BLANK_MEETINGS = 8
_ROW_MM = 8.5
_MARKS = {"present": "✓", "late": "△", "absent": "×", "excused": "○", "not_noted": ""}


def plan_paper(view: GroupPrint, *, purpose: str) -> Paper:
    """Return topic, goals, members and meetings of a group."""
    group = view.group
    line = group.line
    facts = (
        KeyValue(tr("Topic of the group"), line.topic),
        KeyValue(tr("Leader’s name"), tr(", ").join(part for part in (line.leader_name, group.leaders) if part)),
        KeyValue(tr("From"), show_date(line.from_on)),
        KeyValue(tr("Until"), show_date(line.until_on)),
        KeyValue(tr("Planned meetings"), "" if line.planned is None else str(line.planned)),
        KeyValue(tr("Room or place"), group.place),
    )
    blocks: tuple[Block, ...] = (
        KeyValues(facts),
        Heading(tr("Plan and goals")),
        Paragraph(group.plan or tr("(empty)")),
        Heading(tr("Members")),
        _members(view),
        *((Heading(tr("Closing words")), Paragraph(group.closing_words)) if group.closing_words else ()),
        Spacer(6),
        SignatureLines((tr("Counsellor"), tr("Checked by"))),
    )
    return _paper(view, tr("Plan of group counselling"), blocks, purpose)


def _members(view: GroupPrint) -> Table:
    rows = tuple(
        (str(place), member.student.name, member.student.class_label, show_date(member.joined_on),
         show_date(member.left_on))
        for place, member in enumerate(view.group.members, 1)
    )  # fmt: skip
    columns = (
        Column("", 0.3),
        Column(tr("Name"), 1.2),
        Column(tr("Class"), 1.2),
        Column(tr("Joined on"), 1),
        Column(tr("Left the group on"), 1),
    )
    return Table(columns, rows, empty=tr("Nobody is in the group yet."))


def attendance_paper(view: GroupPrint, *, purpose: str, blank: bool) -> Paper:
    """Return a sheet of members by meetings: to be ticked by hand, or with what was noted."""
    held = () if blank else view.attendance[-_MOST_ACROSS:]
    planned = min(max(view.group.line.planned or _BLANK_MEETINGS, 1), _MOST_ACROSS)
    heads = (
        [f"{number}\n" for number in range(1, planned + 1)]
        if blank
        else [f"{line.nth}\n{line.started_at.astimezone():%m-%d}" for line, _rows in held]
    )
    rows = _attendance_rows(view, [rows for _line, rows in held], blanks=planned if blank else 0)
    columns = (
        Column("", 0.4),
        Column(tr("Name"), 1.2),
        Column(tr("Class"), 1.2),
        *(Column(head, 0.6, PaperAlign.CENTRE) for head in heads),
    )
    legend = tr("✓ present, △ late, × absent, ○ excused")
    blocks: tuple[Block, ...] = (
        Paragraph(tr("{topic} · led by {name}", topic=view.group.line.topic, name=view.group.line.leader_name)),
        Table(columns, rows, empty=tr("Nobody is in the group yet."), row_height_mm=_ROW_MM),
        Paragraph(legend),
        Spacer(4),
        SignatureLines((tr("Counsellor"),)),
    )
    title = tr("Attendance sheet of group counselling")
    return _paper(view, title, blocks, purpose, landscape=len(heads) > 6)  # noqa: PLR2004 -- what fits upright


def _attendance_rows(
    view: GroupPrint, held: Sequence[tuple[MemberAttendance, ...]], *, blanks: int
) -> tuple[tuple[str, ...], ...]:
    marks = [{each.student_id: _MARKS[each.attendance.value] for each in rows} for rows in held]
    members = [each for each in view.group.members if not blanks or each.is_there]
    return tuple(
        (
            str(place),
            member.student.name,
            member.student.class_label,
            *([""] * blanks or [mark.get(member.student.id, "") for mark in marks]),
        )
        for place, member in enumerate(members, 1)
    )


def meeting_paper(view: GroupPrint, *, purpose: str) -> Paper:
    """Return the record of one meeting: the shared note and who came."""
    meeting = view.meeting
    if meeting is None:
        raise ValueError("the paper of a meeting needs a meeting")
    blocks: tuple[Block, ...] = (
        KeyValues(_meeting_facts(view, meeting)),
        *_passages(meeting),
        Heading(str(ATTENDANCE.attendance.label)),
        _attendance(meeting),
        *((Paragraph(signature_of(meeting)),) if signature_of(meeting) else ()),
        Spacer(6),
        SignatureLines((tr("Counsellor"), tr("Checked by"))),
    )
    watermark = "" if meeting.state is MeetingState.SIGNED else MEETING.state.show(meeting.state)
    return _paper(
        view, tr("Record of group counselling"), blocks, purpose, subtitle=title_of(meeting.nth), watermark=watermark
    )


def _meeting_facts(view: GroupPrint, meeting: MeetingView) -> tuple[KeyValue, ...]:
    facts = (
        KeyValue(tr("Topic of the group"), meeting.topic),
        KeyValue(tr("Counsellor"), meeting.author_name),
        KeyValue(tr("Time"), time_span(meeting.content), wide=True),
        KeyValue(tr("Room or place"), meeting.content.place or view.group.place),
        KeyValue(str(MEETING.entered_at.label), show_datetime(meeting.entered_at)),
        KeyValue(tr("Remark"), remark_of(meeting), wide=True),
    )
    return tuple(fact for fact in facts if fact.value)


def _passages(meeting: MeetingView) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for part in PARTS:
        if words := getattr(meeting.content, part.name):
            blocks += [Heading(str(part.label), 2), Paragraph(words)]
    return tuple(blocks)


def _attendance(meeting: MeetingView) -> Table:
    rows = tuple(
        (student.name, student.class_label, ATTENDANCE.attendance.show(member.attendance))
        for student, member in meeting.members
    )
    columns = (Column(tr("Name"), 1.2), Column(tr("Class"), 1.2), Column(str(ATTENDANCE.attendance.label), 1))
    return Table(columns, rows, empty=tr("Nobody is in the group yet."))


def _paper(
    view: GroupPrint,
    title: str,
    blocks: tuple[Block, ...],
    purpose: str,
    *,
    subtitle: str = "",
    watermark: str = "",
    landscape: bool = False,
) -> Paper:
    count = ntr("{count} member", "{count} members", view.group.line.members)
    return Paper(
        title=title,
        subtitle=subtitle or count,
        blocks=blocks,
        school=view.head.school,
        purpose=purpose,
        printed_by=view.head.printed_by,
        printed_at=view.head.printed_at,
        private=True,
        watermark=watermark,
        anchor=view.head.anchor,
        orientation=Orientation.LANDSCAPE if landscape else Orientation.PORTRAIT,
    )
