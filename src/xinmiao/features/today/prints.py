"""Today on one page: tasks and reminders to tick off by hand."""

from __future__ import annotations

from xinmiao.documents.paper import Block, Column, Heading, Paper, Paragraph, Table
from xinmiao.features.today.records import URGENCY_WORDS, TodayView
from xinmiao.features.today.rules import SHOWN_TASKS
from xinmiao.kernel.display import show_date
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.kernel.texts import ntr, tr

_BOX = "□"
_MOST_REMINDERS = 12


def today_paper(view: TodayView, head: PaperHead) -> Paper:
    """Return the day as a paper: what Today shows first, and how much more there is."""
    day = head.printed_at.astimezone().date()
    blocks: list[Block] = [Heading(tr("To do")), _tasks(view)]
    blocks += _rest(len(view.tasks) - SHOWN_TASKS)
    blocks += [Heading(tr("Reminders")), _reminders(view)]
    blocks += _rest(len(view.reminders) - _MOST_REMINDERS)
    return Paper(
        title=tr("Today"),
        subtitle=show_date(day),
        blocks=tuple(blocks),
        school=head.school,
        purpose=tr("For one’s own use on this day"),
        printed_by=head.printed_by,
        printed_at=head.printed_at,
        private=True,
        anchor=head.anchor,
    )


def _tasks(view: TodayView) -> Table:
    rows = tuple(
        (_BOX, str(URGENCY_WORDS[task.urgency]), f"{task.title}\n{task.why}") for task in view.tasks[:SHOWN_TASKS]
    )
    columns = (Column("", 0.25), Column(tr("Urgency"), 0.6), Column(tr("What and why"), 5))
    return Table(columns, rows, empty=tr("Nothing is left to do."))


def _reminders(view: TodayView) -> Table:
    rows = tuple(
        (_BOX, show_date(reminder.due_on), reminder.line, f"{reminder.student_name} {reminder.student_class}".strip())
        for reminder in view.reminders[:_MOST_REMINDERS]
    )
    columns = (Column("", 0.25), Column(tr("Date"), 0.9), Column(tr("Remind me of"), 3.4), Column(tr("Student"), 1.4))
    return Table(columns, rows, empty=tr("None is due today."))


def _rest(count: int) -> list[Block]:
    if count <= 0:
        return []
    return [Paragraph(ntr("{count} more in the program.", "{count} more in the program.", count))]
