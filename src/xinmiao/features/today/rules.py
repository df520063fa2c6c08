"""How tasks are ranked, and where a kept draft is gone on with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from xinmiao.kernel.tasks import Target, Task

SHOWN_TASKS = 7
"""Today shows at most this many; the rest stand behind a number."""

DRAFT_TASK = "draft:"
"""Before the key of a draft: the key of its task."""

_PLACES = {
    "profile": ("student", "edit:{id}", "student"),
    "student": ("students", "edit:{id}", "student"),
    "plan": ("plan", "edit:{id}", "student"),
    "light_plan": ("light_plans", "{id}", "light_plan"),
    "plan_review": ("plan", "review:{id}", "plan"),
    "case_end": ("casework", "end:{id}", "case"),
    "counselling_group": ("group_counselling", "edit:{id}", "counselling_group"),
    "group_meeting": ("group_meeting", "{id}", "group_meeting"),
    "case_intake": ("case_intake", "{id}", "case"),
    "new_case": ("casework", "new_case:{id}", ""),
    "new_handover": ("case_handovers", "new_handover:{id}", ""),
    "writing_aid": ("writing_aids", "{id}", ""),
}
_NEW_STUDENT = "student:new"
_LONGEST_MATTER = 200
_NOTE = "counselling_note"


def draft_kind(key: str) -> str:
    """Return what a draft is of: a prefix that names it, `counselling_note` for a bare id, else nothing."""
    prefix, colon, _rest = key.partition(":")
    if not colon:
        return _NOTE
    return prefix if prefix in _PLACES else ""


def draft_target(key: str) -> Target | None:
    """Return where a draft is gone on with; None when no place of the program knows it."""
    if key == _NEW_STUDENT:
        return Target("students", "new:")
    kind = draft_kind(key)
    if kind == _NOTE:
        return Target(_NOTE, key)
    if not kind:
        return None
    page, record, _subject = _PLACES[kind]
    return Target(page, record.format(id=key.partition(":")[2]))


def draft_subject(key: str) -> tuple[str, str] | None:
    """Return kind and id of the record a draft is about, as far as its key says; None for a new one."""
    kind = draft_kind(key)
    if kind == _NOTE:
        return _NOTE, key
    if not kind or key == _NEW_STUDENT or not _PLACES[kind][2]:
        return None
    return _PLACES[kind][2], key.partition(":")[2]


def draft_key(task: Task) -> str:
    """Return the key of the draft a task is about; empty for any other task."""
    return task.key.removeprefix(DRAFT_TASK) if task.key.startswith(DRAFT_TASK) else ""


def matter_of(task: Task) -> str:
    """Return what a task stands on; one put aside comes back when this changes."""
    due = "" if task.due is None else task.due.isoformat()
    return f"{task.urgency.value}|{due}|{task.matter}"[:_LONGEST_MATTER]


def is_aside(task: Task, matters: Mapping[str, Collection[str | None]]) -> bool:
    """Return whether a task was put aside as it stands now; `matters` are those put aside, by key.

    None among them was put aside before matters were kept, and holds whatever became of it.
    """
    kept = matters.get(task.key, ())
    return task.dismissible and (None in kept or matter_of(task) in kept)


def ranked(tasks: Iterable[Task], matters: Mapping[str, Collection[str | None]]) -> tuple[Task, ...]:
    """Return open tasks, a child's risk first, then by what is due earliest."""
    left = (task for task in tasks if not is_aside(task, matters))
    return tuple(sorted(left, key=lambda task: (task.urgency, task.due or date.max, task.key)))
