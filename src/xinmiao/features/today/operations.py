"""What can be done on Today: see what is next, dismiss with a reason, make and finish reminders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from xinmiao.features.roster.operations import student_lines, survivors_of
from xinmiao.features.today import rules
from xinmiao.features.today.model import Reminder, TaskDismissal
from xinmiao.features.today.records import (
    DRAFT_PLACES,
    DRAFT_WHYS,
    REMINDER,
    TASK_DISMISSAL,
    UNKNOWN_DRAFT,
    AsideView,
    ReminderView,
    TodayView,
)
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, Operation, command, query
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.tasks import Target, Task, Urgency
from xinmiao.kernel.texts import _
from xinmiao.vault import paper_anchor
from xinmiao.vault.earlier import portions
from xinmiao.vault.unit import Unit

TaskSource = Operation[[], tuple[Task, ...]]

FURTHEST_REMINDER = timedelta(days=3 * 366)


@query(
    requires=Permission.TODAY_READ,
    scope=Scope.VISIBLE_STUDENTS,
    audit=NotAudited("a list of what is open; opening one of them is audited"),
)
def get_today(unit: Unit, sources: tuple[TaskSource, ...]) -> TodayView:
    """Return open tasks of every feature the account may ask, and its reminders due."""
    tasks: list[Task] = []
    for source in sources:
        if unit.actor.may(source.requires):
            found: tuple[Task, ...] = unit.run(source.bind())
            tasks += found
    if not unit.actor.may(Permission.REMINDER_OWN):
        return TodayView(rules.ranked(tasks, {}), (), 0)
    dismissals = _dismissals(unit, tasks)
    matters: dict[str, set[str | None]] = defaultdict(set)
    for dismissal in dismissals:
        matters[dismissal.key].add(dismissal.matter)
    open_reminders = select(Reminder).where(Reminder.done_at.is_(None))
    due = unit.db.scalars(
        open_reminders.where(Reminder.due_on <= unit.clock.today()).order_by(Reminder.due_on, Reminder.id)
    ).all()
    coming = unit.db.scalar(
        select(func.count())
        .select_from(Reminder)
        .where(Reminder.done_at.is_(None), Reminder.due_on > unit.clock.today())
    )
    aside = tuple(_aside(tasks, dismissals, matters))
    return TodayView(rules.ranked(tasks, matters), _views(unit, due), coming or 0, aside)


def _dismissals(unit: Unit, tasks: Sequence[Task]) -> list[TaskDismissal]:
    """Return the dismissals of these tasks that were not taken back, the newest first."""
    found: list[TaskDismissal] = []
    for keys in portions({task.key for task in tasks if task.dismissible}):
        asked = select(TaskDismissal).where(TaskDismissal.key.in_(keys), TaskDismissal.taken_back_at.is_(None))
        found += unit.db.scalars(asked)
    return sorted(found, key=lambda one: (one.created_at, one.id), reverse=True)


def _aside(
    tasks: Sequence[Task], dismissals: Sequence[TaskDismissal], matters: Mapping[str, Collection[str | None]]
) -> Iterator[AsideView]:
    hidden = {task.key: task for task in tasks if rules.is_aside(task, matters)}
    for one in dismissals:
        task = hidden.get(one.key)
        if task is not None and one.matter in {None, rules.matter_of(task)}:
            del hidden[one.key]
            yield AsideView(one.id, task, one.reason, one.by_name or "", one.created_at)


@query(
    requires=Permission.REMINDER_OWN,
    scope=Scope.OWN_ACCOUNT,
    audit=NotAudited("the account's own lines"),
)
def list_reminders(unit: Unit) -> tuple[ReminderView, ...]:
    """Return all open reminders of the account, the nearest first."""
    found = unit.db.scalars(select(Reminder).where(Reminder.done_at.is_(None)).order_by(Reminder.due_on, Reminder.id))
    return _views(unit, found.all())


def _views(unit: Unit, reminders: Any) -> tuple[ReminderView, ...]:
    ids = tuple({reminder.student_id for reminder in reminders if reminder.student_id})
    lines = {line.id: line for line in unit.run(student_lines.bind(ids))} if ids else {}
    return tuple(
        ReminderView(
            id=reminder.id,
            line=reminder.line,
            due_on=reminder.due_on,
            student_id=reminder.student_id,
            student_name=line.name if line else "",
            version=reminder.version,
            student_class=line.class_label if line else "",
        )
        for reminder in reminders
        for line in (lines.get(reminder.student_id or ""),)
    )


@command(requires=Permission.REMINDER_OWN, scope=Scope.OWN_ACCOUNT, audit="reminder.added")
def add_reminder(unit: Unit, line: str, due_on: date | None, student_id: str | None = None) -> str:
    """Make a reminder for the acting account.

    Raises:
        ValidationFailed: no text, or a date that lies further ahead than three years or in the past.
    """
    problems = REMINDER.problems({"line": line.strip(), "due_on": due_on}, only=("line", "due_on"))
    if due_on is not None and "due_on" not in problems:
        if due_on < unit.clock.today():
            problems["due_on"] = _("This day is over; please choose today or later.")
        elif due_on - unit.clock.today() > FURTHEST_REMINDER:
            problems["due_on"] = _("This is more than three years ahead; please check the year.")
    if problems or due_on is None:
        raise ValidationFailed(problems)
    if student_id is not None:
        unit.concerns("student", student_id)
    reminder = Reminder(
        id=unit.ids.new(), account_id=unit.actor.account, student_id=student_id, line=line.strip(), due_on=due_on
    )
    unit.db.add(reminder)
    return reminder.id


@command(requires=Permission.REMINDER_OWN, scope=Scope.OWN_ACCOUNT, audit="reminder.finished")
def finish_reminder(unit: Unit, reminder_id: str) -> None:
    """Mark a reminder as done; it is kept."""
    reminder = unit.get(Reminder, reminder_id)
    if reminder.done_at is None:
        reminder.done_at = unit.clock.now()


@command(requires=Permission.REMINDER_OWN, scope=Scope.OWN_ACCOUNT, audit="reminder.reopened")
def reopen_reminder(unit: Unit, reminder_id: str) -> None:
    """Take back that a reminder was done."""
    unit.get(Reminder, reminder_id).done_at = None


@command(requires=Permission.TODAY_READ, scope=Scope.OWN_ACCOUNT, audit="today.printed")
def head_of_today(unit: Unit) -> PaperHead:
    """Return the head of the day that is about to be printed; each asking is recorded as a print."""
    return paper_anchor.head_for(unit)


@command(requires=Permission.REMINDER_OWN, scope=Scope.OWN_ACCOUNT, audit="task.dismissed")
def dismiss_tasks(unit: Unit, tasks: tuple[Task, ...], reason: str) -> None:
    """Put tasks aside without doing them; the reason is kept. They come back when what they stand on changes.

    Raises:
        ValidationFailed: no reason.
        RuleBroken: one of them cannot be put aside, only done.
    """
    problems = TASK_DISMISSAL.problems({"reason": reason.strip()}, only=("reason",))
    if problems:
        raise ValidationFailed(problems)
    if not all(task.dismissible for task in tasks):
        raise RuleBroken(_("This task cannot be put aside."), _("Open it and do what it asks for."))
    for task in tasks:
        dismissal = TaskDismissal(
            id=unit.ids.new(),
            key=task.key,
            reason=reason.strip(),
            title=str(task.title)[: TASK_DISMISSAL.title.max_length],
            matter=rules.matter_of(task),
            by_name=unit.actor.label,
        )
        unit.db.add(dismissal)


@command(requires=Permission.REMINDER_OWN, scope=Scope.OWN_ACCOUNT, audit="task.taken_back")
def take_back_dismissal(unit: Unit, dismissal_id: str) -> None:
    """Let a task that was put aside stand on Today again; that it was put aside, and why, is kept."""
    dismissal = unit.get(TaskDismissal, dismissal_id)
    same = select(TaskDismissal).where(TaskDismissal.key == dismissal.key, TaskDismissal.taken_back_at.is_(None))
    for each in unit.db.scalars(same):
        each.taken_back_at = unit.clock.now()


@query(
    requires=Permission.TODAY_READ,
    scope=Scope.OWN_ACCOUNT,
    audit=NotAudited("names of drafts without their text"),
)
def draft_tasks(unit: Unit) -> tuple[Task, ...]:
    """Return a task for each sealed draft of the account that was never saved."""
    if DataFile.COUNSELLING not in unit.database.files:
        return ()
    drafts = unit.custody.drafts.list_drafts()
    subjects = {draft.key: rules.draft_subject(draft.key) for draft in drafts}
    ids = tuple({subject[1] for subject in subjects.values() if subject is not None and subject[0] == "student"})
    names = {line.id: line.name for line in unit.run(student_lines.bind(ids))} if ids else {}
    tasks = []
    for draft in drafts:
        subject, target = subjects[draft.key], rules.draft_target(draft.key)
        name = _("a new student") if subject is None else names.get(subject[1], _("a student"))
        place, time = DRAFT_PLACES.get(rules.draft_kind(draft.key)), draft.saved_at.astimezone()
        tasks.append(
            Task(
                key=f"{rules.DRAFT_TASK}{draft.key}",
                title=UNKNOWN_DRAFT if place is None else place.title.format(name=name),
                why=DRAFT_WHYS[target is not None].format(time=time.strftime("%m-%d %H:%M")),
                urgency=Urgency.DUE,
                target=target or Target("today"),
                due=time.date(),
                dismissible=False,
            )
        )
    return tuple(tasks)


@query(
    requires=Permission.STUDENT_MERGE,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("own drafts are kept under another name; no record is read or changed"),
)
def follow_merged_students(unit: Unit) -> int:
    """Let the account's drafts about students merged since lead to those who stand for them; return how many.

    Whoever merges is refused while he has such drafts himself; those of others are sealed to them and wait here.
    A draft stays under its old name while there is one of the same kind about the other student.
    """
    drafts = unit.custody.drafts
    students = {key: rules.draft_subject(key) for key in drafts.list()}
    about = {key: subject[1] for key, subject in students.items() if subject is not None and subject[0] == "student"}
    now: dict[str, str] = unit.run(survivors_of.bind(tuple(about.values()))) if about else {}
    return sum(drafts.rename(key, key.replace(each, now[each])) for key, each in about.items() if each in now)


@command(requires=Permission.REMINDER_OWN, scope=Scope.OWN_ACCOUNT, audit="draft.discarded")
def discard_draft(unit: Unit, key: str) -> None:
    """Throw a draft of the acting account away; that it was done is recorded, not what it said.

    Raises:
        NotFound: there is no such draft any more.
    """
    if key not in unit.custody.drafts.list():
        raise NotFound(_("This draft is not there any more."), _("It was saved or thrown away meanwhile."))
    if (subject := rules.draft_subject(key)) is not None:
        unit.concerns(*subject)
    unit.remark(draft=rules.draft_kind(key))
    unit.custody.drafts.discard(key)
