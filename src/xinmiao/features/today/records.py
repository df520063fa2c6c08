"""Reminders, dismissals, and what Today shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from xinmiao.kernel.fields import DateField, DateTimeField, ReferenceField, Sensitivity, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.tasks import Task, Urgency
from xinmiao.kernel.texts import Text, _


class ReminderSpec(RecordSpec):
    """A dated line of the counsellor's own, tied to a student or to nobody."""

    record = "reminder"
    label = _("Reminder")
    file = DataFile.COUNSELLING

    account_id = ReferenceField(label=_("Account"), record="account", required=True)
    student_id = ReferenceField(label=_("Student"), record="student")
    line = TextField(
        label=_("Remind me of"),
        required=True,
        max_length=120,
        sensitivity=Sensitivity.COUNSELLING,
        help=_("One line, for yourself."),
    )
    due_on = DateField(label=_("Date"), required=True, help=_("For example 11-23, tomorrow, or next Wednesday."))
    done_at = DateTimeField(label=_("Done at"))


class TaskDismissalSpec(RecordSpec):
    """Why a derived task was put aside without doing it."""

    record = "task_dismissal"
    label = _("Dismissed task")
    file = DataFile.COUNSELLING

    key = TextField(label=_("Task"), required=True, max_length=160)
    reason = TextField(label=_("Reason"), required=True, max_length=200, sensitivity=Sensitivity.COUNSELLING)
    title = TextField(label=_("What it was"), max_length=400, sensitivity=Sensitivity.COUNSELLING)
    matter = TextField(label=_("What the task stood on"), max_length=200)
    by_name = TextField(label=_("Put aside by"), max_length=60)
    taken_back_at = DateTimeField(label=_("Taken back at"))


REMINDER = ReminderSpec()
TASK_DISMISSAL = TaskDismissalSpec()

URGENCY_WORDS: dict[Urgency, Text] = {
    Urgency.RISK: _("Risk"),
    Urgency.OVERDUE: _("Overdue"),
    Urgency.DUE: _("Due"),
    Urgency.ROUTINE: _("Routine"),
}

DRAFT_TITLES: dict[str, Text] = {
    "counselling_note": _("A counselling note is not saved"),
    "profile": _("The profile of {name} is not saved"),
    "student": _("The record of {name} is not saved"),
    "plan": _("The plan of {name} is not saved"),
    "light_plan": _("A light plan is not saved"),
    "plan_review": _("The review of a plan is not saved"),
    "case_end": _("The closing of a case is not saved"),
    "counselling_group": _("A counselling group is not saved"),
    "group_meeting": _("A group meeting is not saved"),
    "case_intake": _("An intake is not saved"),
    "new_case": _("A new case is not saved"),
    "new_handover": _("A hand-over of cases is not saved"),
    "writing_aid": _("A phrase or a template is not saved"),
    "": _("A draft is not saved"),
}
"""What a kept draft is of, by `rules.draft_kind`."""
DRAFT_WHYS: dict[bool, Text] = {
    True: _("Typed until {time} and kept as a draft. Open it to go on, or throw it away."),
    False: _("Typed until {time}. The program does not know any more where it belongs; it can only be thrown away."),
}
"""What to do with a draft, by whether its place is known."""


@dataclass(frozen=True)
class ReminderView:
    """A reminder as it is shown."""

    id: str
    line: str
    due_on: date
    student_id: str | None
    student_name: str
    version: int
    student_class: str = ""


@dataclass(frozen=True)
class AsideView:
    """A task that was put aside and would stand there otherwise."""

    id: str
    task: Task
    reason: str
    by_name: str
    at: datetime


@dataclass(frozen=True)
class TodayView:
    """Everything Today shows: open tasks ranked by risk, and reminders due."""

    tasks: tuple[Task, ...]
    reminders: tuple[ReminderView, ...]
    coming_reminders: int
    """Reminders of later days."""
    aside: tuple[AsideView, ...] = ()
    """What was put aside, the last one first."""

    @property
    def is_clear(self) -> bool:
        """Return whether nothing is left to do."""
        return not self.tasks and not self.reminders
