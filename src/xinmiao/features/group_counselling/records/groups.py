"""THE declaration of a group and its members: fields, limits, words."""

from __future__ import annotations

from enum import StrEnum

from xinmiao.kernel.fields import ChoiceField, DateField, IntegerField, ReferenceField, Sensitivity, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _

MOST_MEMBERS = 30


class GroupState(StrEnum):
    """Whether the group still meets."""

    OPEN = "open"
    CLOSED = "closed"


class MemberConsent(StrEnum):
    """What is known of the consent of a member's guardian."""

    UNKNOWN = "unknown"
    GIVEN = "given"
    REFUSED = "refused"


class GroupSpec(RecordSpec):
    """A group with one topic that meets several times."""

    record = "counselling_group"
    label = _("Counselling group")
    file = DataFile.COUNSELLING

    topic = TextField(
        label=_("Topic of the group"),
        required=True,
        max_length=80,
        sensitivity=Sensitivity.COUNSELLING,
        help=_("It stands on the attendance sheet; choose words that everybody may read."),
    )
    plan = TextField(
        label=_("Plan and goals"),
        max_length=10_000,
        multiline=True,
        sensitivity=Sensitivity.COUNSELLING,
        help=_("For whom it is, what it is to bring, and what is done at which meeting."),
    )
    planned_meetings = IntegerField(label=_("Planned meetings"), minimum=1, maximum=60)
    place = TextField(label=_("Room or place"), max_length=60)
    leaders = TextField(label=_("Who leads with you"), max_length=120)
    from_on = DateField(label=_("From"), required=True)
    until_on = DateField(label=_("Until"))
    leader = ReferenceField(label=_("Leader"), record="account", required=True)
    leader_name = TextField(label=_("Leader’s name"), required=True, max_length=60)
    state = ChoiceField(
        label=_("State"),
        choices=GroupState,
        labels=((GroupState.OPEN, _("In progress")), (GroupState.CLOSED, _("Closed"))),
        required=True,
    )
    closing_words = TextField(
        label=_("Closing words"), max_length=5_000, multiline=True, sensitivity=Sensitivity.COUNSELLING
    )


class MemberSpec(RecordSpec):
    """A student in a group, from when to when."""

    record = "group_member"
    label = _("Group member")
    file = DataFile.COUNSELLING

    group_id = ReferenceField(label=_("Counselling group"), record="counselling_group", required=True)
    student_id = ReferenceField(label=_("Student"), record="student", required=True)
    joined_on = DateField(label=_("Joined on"), required=True)
    left_on = DateField(label=_("Left the group on"))
    consent = ChoiceField(
        label=_("Guardian’s consent"),
        choices=MemberConsent,
        labels=(
            (MemberConsent.UNKNOWN, _("not known")),
            (MemberConsent.GIVEN, _("given")),
            (MemberConsent.REFUSED, _("refused")),
        ),
        required=True,
    )


GROUP = GroupSpec()
MEMBER = MemberSpec()
