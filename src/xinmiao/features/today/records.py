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


@dataclass(frozen=True)
class DraftPlace:
    """Where a kept draft is gone on with; `{id}` in `record` is what its key names."""

    title: Text
    page: str
    record: str = ""
    subject: str = ""
    """Kind of the record the key names, for the audit trail; a student's name stands in the title."""


DRAFT_PLACES: dict[str, DraftPlace] = {
    "counselling_note": DraftPlace(
        _("A counselling note is not saved"), "counselling_note", "{id}", subject="counselling_note"
    ),
    "profile": DraftPlace(_("The profile of {name} is not saved"), "student", "edit:{id}", "student"),
    "student": DraftPlace(_("The record of {name} is not saved"), "students", "edit:{id}", "student"),
    "plan": DraftPlace(_("The plan of {name} is not saved"), "plan", "edit:{id}", "student"),
    "light_plan": DraftPlace(_("A light plan is not saved"), "light_plans", "{id}", "light_plan"),
    "plan_review": DraftPlace(_("The review of a plan is not saved"), "plan", "review:{id}", "plan"),
    "case_end": DraftPlace(_("The closing of a case is not saved"), "casework", "end:{id}", "case"),
    "counselling_group": DraftPlace(
        _("A counselling group is not saved"), "group_counselling", "edit:{id}", "counselling_group"
    ),
    "group_meeting": DraftPlace(_("A group meeting is not saved"), "group_meeting", "{id}", "group_meeting"),
    "case_intake": DraftPlace(_("An intake is not saved"), "case_intake", "{id}", "case"),
    "new_case": DraftPlace(_("A new case is not saved"), "casework", "new_case:{id}"),
    "new_handover": DraftPlace(_("A hand-over of cases is not saved"), "case_handovers", "new_handover:{id}"),
    "writing_aid": DraftPlace(_("A phrase or a template is not saved"), "writing_aids", "{id}"),
    "new_appointment": DraftPlace(_("An appointment is not saved"), "appointments"),
    "own_appointment_request": DraftPlace(_("An appointment is not saved"), "own_requests"),
    "appointment": DraftPlace(_("An appointment is not saved"), "appointments", "{id}"),
    "outcome": DraftPlace(_("The outcome of an appointment is not saved"), "appointments", "{id}"),
    "cancel": DraftPlace(_("The cancelling of an appointment is not saved"), "appointments", "{id}"),
    "new_waiting": DraftPlace(_("An entry of the waiting list is not saved"), "appointments", "waiting"),
    "waiting": DraftPlace(_("An entry of the waiting list is not saved"), "appointments", "waiting"),
    "duty_record": DraftPlace(_("A duty record is not saved"), "duty", "{id}"),
    "new_letter": DraftPlace(_("A letter is not saved"), "letters", "letters"),
    "letter": DraftPlace(_("A letter is not saved"), "letter", "{id}"),
    "letter_answer": DraftPlace(_("The answer to a letter is not saved"), "letter", "{id}"),
    "letter_closing": DraftPlace(_("The closing of a letter is not saved"), "letter", "{id}"),
    "box_opening": DraftPlace(_("An opening of the letter box is not saved"), "letters", "openings"),
    "paper_slip": DraftPlace(_("A feedback slip is not saved"), "feedback_slips"),
    "begin_slip": DraftPlace(_("The feedback slip about {name} is not saved"), "feedback_slip", "new:{id}", "student"),
    "slip_answer": DraftPlace(_("A feedback slip is not saved"), "feedback_slip", "{id}"),
    "slip_background": DraftPlace(_("A feedback slip is not saved"), "feedback_slip", "{id}"),
    "slip_report": DraftPlace(_("A feedback slip is not saved"), "feedback_slip", "{id}"),
    "slip_closing": DraftPlace(_("A feedback slip is not saved"), "feedback_slip", "{id}"),
    "own_feedback_slip": DraftPlace(_("A feedback slip is not saved"), "own_feedback"),
    "own_background": DraftPlace(_("A feedback slip is not saved"), "own_feedback_slip", "{id}"),
    "own_report": DraftPlace(_("A feedback slip is not saved"), "own_feedback_slip", "{id}"),
    "paper_referral": DraftPlace(_("A referral is not saved"), "referrals", "in"),
    "own_referral": DraftPlace(_("A referral is not saved"), "own_referrals"),
    "decline": DraftPlace(_("The answer to a referral is not saved"), "referral_in", "{id}"),
    "new_referral_out": DraftPlace(_("The referral out of {name} is not saved"), "referral_out", "new:{id}", "student"),
    "referral_out": DraftPlace(_("A referral out is not saved"), "referral_out", "{id}"),
    "referral_step": DraftPlace(_("A step of a referral out is not saved"), "referral_out", "{id}"),
    "correct_step": DraftPlace(_("A step of a referral out is not saved"), "referrals", "out"),
    "agency": DraftPlace(_("An agency is not saved"), "agencies"),
    "new_file_access": DraftPlace(
        _("The request to see the file of {name} is not saved"), "one_file_access", "new:{id}", "student"
    ),
    "file_access": DraftPlace(_("A request to see a file is not saved"), "one_file_access", "{id}"),
    "lifting": DraftPlace(_("The lifting of a preservation is not saved"), "file_access"),
    "consent": DraftPlace(_("A consent is not saved"), "consents"),
    "new_consent": DraftPlace(_("The consent of {name} is not saved"), "consents", "new:{id}", "student"),
    "consent_grid": DraftPlace(_("Marks of returned slips are not saved"), "consent_grid", "{id}"),
    "own_consents": DraftPlace(_("Marks of returned slips are not saved"), "own_consents"),
    "new_exception": DraftPlace(
        _("What was told about {name} is not saved"), "secrecy_exceptions", "new:{id}", "student"
    ),
    "exception": DraftPlace(_("An exception to secrecy is not saved"), "secrecy_exceptions", "{id}"),
    "guard_word": DraftPlace(_("A word of the word guard is not saved"), "word_list"),
}
"""What a kept draft is of, by `rules.draft_kind`."""
UNKNOWN_DRAFT = _("A draft is not saved")
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
