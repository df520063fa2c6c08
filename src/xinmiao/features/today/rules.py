"""How tasks are ranked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from xinmiao.kernel.tasks import Task

SHOWN_TASKS = 7
"""Today shows at most this many; the rest stand behind a number."""


def ranked(tasks: Iterable[Task], dismissed: frozenset[str]) -> tuple[Task, ...]:
    """Return open tasks, a child's risk first, then by what is due earliest."""
    left = (task for task in tasks if task.key not in dismissed or not task.dismissible)
    return tuple(sorted(left, key=lambda task: (task.urgency, task.due or date.max, task.key)))
