"""The head of Today: the date, and a button for each thing that can be begun."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from xinmiao.kernel.access import Permission
from xinmiao.kernel.school_days import TeachingWeek
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import PageContext
from xinmiao.ui.timeline_delegate import WEEKDAYS
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.header import PageHeader


def date_words(today: date, week: TeachingWeek | None = None) -> str:
    """Return the day as it stands at the head, with its teaching week where there is one: 11月23日 周一 · 第13周."""
    day = tr("{month}/{day} {weekday}", month=today.month, day=today.day, weekday=WEEKDAYS[today.weekday()])
    return day if week is None else tr("{day} · week {number}", day=day, number=week.number)


def today_header(context: PageContext, begin_reminder: Callable[[], object]) -> PageHeader:
    """Return the head with the buttons that the account may use."""
    may, find = context.actor.may, context.navigator.find_student
    primary = None
    if may(Permission.COUNSELLING_NOTE_WRITE):
        primary = Action("write_note", _("Write a note"), partial(find, for_note=True), icon="notebook-pen")
    header = PageHeader(date_words(context.clock.today()), "", primary)
    if may(Permission.STUDENT_DETAILS_READ):
        header.add_widget(Button(_("Find a student"), icon="search", name="find_student", keys="Ctrl+K", clicked=find))
    if may(Permission.REMINDER_OWN):
        header.add_widget(
            Button(_("Add reminder"), icon="bell", name="begin_reminder", keys="Ctrl+N", clicked=begin_reminder)
        )
    return header
