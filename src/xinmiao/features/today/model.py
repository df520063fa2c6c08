"""Mapped classes of reminders and dismissals."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped

from xinmiao.features.today.records import REMINDER, TASK_DISMISSAL
from xinmiao.kernel.access import Actor, Scope
from xinmiao.kernel.records import RecordSpec
from xinmiao.vault.base import CounsellingBase, Versioned, column


class Reminder(Versioned, CounsellingBase):
    """A reminder; each account sees its own."""

    __tablename__ = "reminder"
    spec: ClassVar[RecordSpec] = REMINDER

    account_id: Mapped[str] = column(REMINDER.account_id, index=True)
    student_id: Mapped[str | None] = column(REMINDER.student_id, index=True)
    line: Mapped[str] = column(REMINDER.line)
    due_on: Mapped[date] = column(REMINDER.due_on)
    done_at: Mapped[datetime | None] = column(REMINDER.done_at)

    @classmethod
    def visible_to(cls, actor: Actor, scope: Scope) -> ColumnElement[bool] | None:
        """Show an account its own reminders only."""
        del scope
        return cls.account_id == actor.account


class TaskDismissal(Versioned, CounsellingBase):
    """A dismissed task and why."""

    __tablename__ = "task_dismissal"
    spec: ClassVar[RecordSpec] = TASK_DISMISSAL
    merged_in_words: ClassVar[tuple[str, ...]] = ("key",)

    key: Mapped[str] = column(TASK_DISMISSAL.key, index=True)
    reason: Mapped[str] = column(TASK_DISMISSAL.reason)
    title: Mapped[str | None] = column(TASK_DISMISSAL.title)
    matter: Mapped[str | None] = column(TASK_DISMISSAL.matter)
    by_name: Mapped[str | None] = column(TASK_DISMISSAL.by_name)
    taken_back_at: Mapped[datetime | None] = column(TASK_DISMISSAL.taken_back_at)
