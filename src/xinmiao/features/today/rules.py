"""How tasks are ranked, and where a kept draft is gone on with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from xinmiao.features.today.records import DRAFT_PLACES
from xinmiao.kernel.tasks import Target, Task

SHOWN_TASKS = 7
"""Today shows at most this many; the rest stand behind a number."""

DRAFT_TASK = "draft:"
"""Before the key of a draft: the key of its task."""

_BEGUN = {"letter": "new_letter"}
"""Keys without an id whose kind is called otherwise than the key."""
_NEW_STUDENT = "student:new"
_LONGEST_MATTER = 200
_NOTE = "counselling_note"


def draft_kind(key: str) -> str:
    """Return what a draft is of: a prefix that names it, `counselling_note` for a bare id, else nothing."""
    prefix, colon, _rest = key.partition(":")
    if not colon:
        kind = _BEGUN.get(key, key)
        return kind if kind in DRAFT_PLACES else _NOTE
    return prefix if prefix in DRAFT_PLACES else ""


def draft_target(key: str) -> Target | None:
    """Return where a draft is gone on with; None when no place of the program knows it."""
    if key == _NEW_STUDENT:
        return Target("students", "new:")
    place = DRAFT_PLACES.get(draft_kind(key))
    return None if place is None else Target(place.page, place.record.format(id=_named(key)))


def draft_subject(key: str) -> tuple[str, str] | None:
    """Return kind and id of the record a draft is about, as far as its key says; None for a new one."""
    place = DRAFT_PLACES.get(draft_kind(key))
    if place is None or key == _NEW_STUDENT or not place.subject:
        return None
    return place.subject, _named(key)


def _named(key: str) -> str:
    """Return the id in a key: what stands behind its prefix, or all of a bare one."""
    _prefix, colon, rest = key.partition(":")
    return rest.partition(":")[0] if colon else key


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
    kept = matters.get(task.key)
    if not kept or not task.dismissible:
        return False
    return None in kept or matter_of(task) in kept


def ranked(tasks: Iterable[Task], matters: Mapping[str, Collection[str | None]]) -> tuple[Task, ...]:
    """Return open tasks, a child's risk first, then by what is due earliest."""
    left = (task for task in tasks if not is_aside(task, matters))
    return tuple(sorted(left, key=lambda task: (task.urgency, task.due or date.max, task.key)))
