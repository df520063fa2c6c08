"""What the tables of group counselling show."""

from __future__ import annotations

from datetime import datetime

from xinmiao.features.group_counselling.records import (
    GROUP,
    MEETING,
    MEMBER,
    GroupLine,
    GroupState,
    MeetingLine,
    MeetingState,
    MemberConsent,
    MemberLine,
)
from xinmiao.kernel.display import show_date, show_datetime
from xinmiao.kernel.texts import _, n_, ntr, tr
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.widgets.chips import Chip


def _nothing(_value: object) -> str:
    """Return no words: the cell shows a state or stays empty."""
    return ""


def _day(moment: datetime | None) -> str:
    return "—" if moment is None else show_date(moment.astimezone().date())


def held_of(line: GroupLine) -> str:
    """Return how many meetings were held of how many planned."""
    if line.planned is None:
        return ntr("{count} meeting", "{count} meetings", line.held)
    return tr("{held} of {planned} meetings", held=line.held, planned=line.planned)


def group_columns() -> tuple[Column[GroupLine], ...]:
    """Return the columns of the list of groups."""
    return (
        Column(
            "topic",
            _("Topic"),
            lambda line: line.topic,
            width=190,
            strong=True,
            stretch=True,
            secondary=lambda line: tr(" · ").join(
                (line.leader_name, ntr("{count} member", "{count} members", line.members), held_of(line))
            ),
        ),
        Column("state", _("State"), lambda line: line.unsigned, _nothing, 130, chip=_group_chip),
    )


def _group_chip(line: GroupLine) -> Chip | None:
    if line.unsigned:
        return Chip(n_("{count} unsigned", "{count} unsigned", line.unsigned), "watch")
    return Chip(GROUP.state.show(line.state), "", "folder") if line.state is GroupState.CLOSED else None


def meeting_columns() -> tuple[Column[MeetingLine], ...]:
    """Return the columns of a group's meetings."""
    return (
        Column(
            "theme",
            _("Meeting"),
            lambda line: line.nth,
            lambda nth: tr("Meeting no. {nth}", nth=nth),
            width=200,
            strong=True,
            stretch=True,
            secondary=lambda line: line.theme,
        ),
        Column(
            "started_at",
            _("Time"),
            lambda line: line.started_at,
            show_datetime,
            190,
            secondary=lambda line: line.author_name,
        ),
        Column("came", _("Came"), lambda line: f"{line.came}/{line.expected}", width=90, align="right"),
        Column("state", _("State"), lambda line: line.state, _nothing, 110, chip=_meeting_chip),
    )


def _meeting_chip(line: MeetingLine) -> Chip | None:
    tones = {MeetingState.DRAFT: "watch", MeetingState.VOIDED: "warn"}
    return Chip(MEETING.state.show(line.state), tones[line.state]) if line.state in tones else None


def member_columns() -> tuple[Column[MemberLine], ...]:
    """Return the columns of a group's members."""
    return (
        Column(
            "student",
            _("Student"),
            lambda line: line.student.name,
            width=170,
            strong=True,
            stretch=True,
            secondary=lambda line: line.student.class_label,
            sort_key=lambda line: line.student.pinyin,
        ),
        Column("joined_on", _("Joined on"), lambda line: line.joined_on, show_date, 120),
        Column("came", _("Came"), lambda line: f"{line.came}/{line.noted}", width=90, align="right"),
        Column("consent", MEMBER.consent.label, lambda line: line.consent, _nothing, 120, chip=_consent_chip),
        Column("left_on", _("Left the group on"), lambda line: line.left_on, show_date, 120),
    )


def _consent_chip(line: MemberLine) -> Chip:
    tones = {MemberConsent.GIVEN: "accent", MemberConsent.REFUSED: "warn"}
    return Chip(MEMBER.consent.show(line.consent), tones.get(line.consent, ""))
