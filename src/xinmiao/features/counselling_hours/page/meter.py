"""The weeks of a term: a chart, the table that says the same, and who is full-time."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from xinmiao.features.counselling_hours import operations
from xinmiao.features.counselling_hours.page.posts import PostsCard, post_question
from xinmiao.features.counselling_hours.page.printing import show_meter
from xinmiao.features.counselling_hours.page.week import PART_TIME
from xinmiao.features.counselling_hours.records import (
    COUNSELLOR_POST,
    STATE_TONES,
    STATE_WORDS,
    WANTED_MINUTES,
    Meter,
    PostLine,
    WeekMinutes,
    WeekState,
    hours,
)
from xinmiao.kernel.display import show_date
from xinmiao.kernel.operations import Bound
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.bar_chart import Bar, BarChart
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.page_layout import lay_out
from xinmiao.ui.question_sheet import QuestionSheet
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.chips import Chip
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import EmptyState
from xinmiao.ui.widgets.surfaces import Card, PageColumn

_ROW_PX, _EDGE_PX, _FEWEST_ROWS = 32, 8, 5
_FULL = frozenset({WeekState.ENOUGH, WeekState.FEW_DAYS})


class MeterPage(Page):
    """One's own hours of individual and group counselling, week by week."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {
            COUNSELLOR_POST.record,
            "counselling_note",
            "group_meeting",
            "term",
            "own_day",
            "school_setting",
        }
    )

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("counselling_hours")
        self.meter: Meter | None = None
        self._print = Action("print", _("Print the weeks…"), self._show_paper, "Ctrl+P", "printer", self._has_weeks)
        told = _("Individual and group counselling of each teaching week against six hours. Lessons never count.")
        self.header = PageHeader(_("6-hour meter"), told, None, (self._print,))
        self.said = label("", "strong", wrap=True)
        self.said.setObjectName("meter_said")
        self.chart = BarChart("meter_chart")
        self.table = RecordTable[WeekMinutes](
            _columns(), _("Teaching weeks"), id_of=lambda week: str(week.number), compact=True, name="meter_table"
        )
        empty = _("The calendar holds no term yet. Enter its first and last day, then the weeks stand here.")
        to_calendar = partial(context.navigator.open, Target("school_calendar"))
        self.table.set_empty(EmptyState(empty, _("Open the calendar"), to_calendar, icon="clock"))
        self.posts = PostsCard()
        self.posts.wanted.connect(self._ask_post)
        self.sheet = QuestionSheet(self, context, name="meter_sheet")
        lay_out(self, self.header, self._body(), padded=False)
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Ask for the weeks and for who is full-time."""
        self.context.tasks.run(operations.get_meter.bind(), self._show, owner=self)
        self.context.tasks.run(operations.list_posts.bind(), self.posts.show_posts, owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done here."""
        save = Action("save", _("Save"), self.sheet.confirm, icon="save", enabled=lambda: self.sheet.asking)
        return (self._print, save)

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr(
            "Minutes come from your notes and group meetings, signed or not. A week with fewer than three school days"
            " is shown and lacks nothing. The measure holds for full-time counsellors; everybody else sees the hours."
        )

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self.sheet.flush()
        return True

    def _body(self) -> PageColumn:
        column = PageColumn(name="meter_column")
        card = Card(_("This term"), name="meter_card")
        legend = _(
            "Bar: the hours of a week, its foot in blue group counselling. Striped: under six hours. Line: six hours."
        )
        self.legend = label(legend, "secondary", wrap=True)
        for item in (self.said, self.chart, self.legend, self.table):
            card.add(item)
        column.add(card)
        column.add(self.posts)
        return column

    def _show(self, meter: Meter) -> None:
        self.meter = meter
        self.said.setText(_told(meter))
        begun = [week for week in meter.weeks if week.state is not WeekState.TO_COME]
        self.chart.setVisible(bool(begun))
        self.legend.setVisible(bool(begun) and meter.full_time)
        self.chart.set_bars(
            [_bar(week) for week in begun],
            wanted=WANTED_MINUTES if meter.full_time else 0,
            told=tr("Hours of {count} weeks; the table below says the same.", count=len(begun)),
        )
        self.table.set_rows(begun)
        rows = max(len(begun), _FEWEST_ROWS) + 1
        self.table.setFixedHeight(theme.current().px(rows * _ROW_PX + _EDGE_PX))

    def _has_weeks(self) -> bool:
        return self.meter is not None and bool(self.meter.weeks)

    def _show_paper(self) -> None:
        show_meter(self.context)

    def _ask_post(self, line: PostLine) -> None:
        def bind(values: dict[str, Any]) -> Bound[Any]:
            return operations.set_post.bind(line.account, values["since"], full_time=bool(values["full_time"]))

        title = tr("Full-time or part-time: {name}", name=line.label)
        question = post_question(line, self.context.clock.today())
        self.sheet.ask(title, question, bind, done=self._saved)

    def _saved(self, _none: None) -> None:
        self.context.notices.inform(_("Saved."))
        self.reload()


def _told(meter: Meter) -> str:
    if not meter.full_time:
        return str(PART_TIME)
    short = sum(week.state is WeekState.SHORT for week in meter.weeks)
    reached = sum(week.state is WeekState.ENOUGH for week in meter.weeks)
    since = show_date(meter.full_time_since)
    return tr(
        "Full-time since {since}: six hours reached in {reached} weeks, not in {short}.",
        since=since,
        reached=reached,
        short=short,
    )


def _bar(week: WeekMinutes) -> Bar:
    words = tr("Week {number}: {hours} hours", number=week.number, hours=hours(week.counted))
    return Bar(str(week.number), week.counted, week.group, week.state in _FULL, words)


def _columns() -> tuple[Column[WeekMinutes], ...]:
    return (
        Column("number", _("Week"), lambda week: week.number, width=70, align="right"),
        Column("monday", _("Begins on"), lambda week: week.monday, show_date, 120),
        Column("days", _("School days"), lambda week: week.school_days, width=100, align="right"),
        Column("individual", _("Individual"), lambda week: week.individual, hours, 100, align="right"),
        Column("group", _("Group"), lambda week: week.group, hours, 90, align="right"),
        Column("counted", _("Together"), lambda week: week.counted, hours, 100, align="right", strong=True),
        Column("state", _("State"), lambda week: str(STATE_WORDS[week.state]), width=220, chip=_chip, stretch=True),
    )


def _chip(week: WeekMinutes) -> Chip:
    return Chip(_state(week), STATE_TONES[week.state])


def _state(week: WeekMinutes) -> str:
    return tr("{hours} hours short", hours=hours(week.missing)) if week.missing else str(STATE_WORDS[week.state])
