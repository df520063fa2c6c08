"""The 6-hour meter on paper: one row for each teaching week."""

from __future__ import annotations

from xinmiao.documents.paper import (
    Align,
    Block,
    Column,
    KeepTogether,
    Paper,
    Paragraph,
    SignatureLines,
    Spacer,
    Table,
    TextStyle,
)
from xinmiao.features.counselling_hours.records import (
    LEAST_SCHOOL_DAYS,
    STATE_WORDS,
    MeterPrint,
    WeekMinutes,
    WeekState,
    hours,
)
from xinmiao.kernel.display import show_date
from xinmiao.kernel.texts import tr


def meter_paper(print_: MeterPrint) -> Paper:
    """Return the weeks of the term with their hours; lessons are not counted anywhere."""
    meter, head = print_.meter, print_.head
    columns = (
        Column(tr("Week"), 0.6),
        Column(tr("Begins on"), 1.1),
        Column(tr("School days"), 0.8, Align.RIGHT),
        Column(tr("Individual (hours)"), 1.25, Align.RIGHT),
        Column(tr("Group (hours)"), 1.25, Align.RIGHT),
        Column(tr("Together (hours)"), 1.25, Align.RIGHT),
        Column(tr("Remarks"), 1.6),
    )
    begun = tuple(_row(week) for week in meter.weeks if week.state is not WeekState.TO_COME)
    blocks: tuple[Block, ...] = (
        Table(columns, begun, empty=tr("No teaching week has begun.")),
        Paragraph(_rule(), TextStyle.SMALL),
        KeepTogether((Spacer(6), SignatureLines((tr("Counsellor"), tr("For the school"))))),
    )
    return Paper(
        title=tr("Hours of counselling by teaching week"),
        subtitle=tr("{name}, term from {day}", name=print_.counsellor, day=show_date(meter.first)),
        blocks=blocks,
        school=head.school,
        printed_by=head.printed_by,
        printed_at=head.printed_at,
        anchor=head.anchor,
    )


def _rule() -> str:
    return tr(
        "Six hours a week are asked of full-time counsellors. Individual and group counselling count, lessons never."
        " In a week with fewer than {days} school days nothing is missing.",
        days=LEAST_SCHOOL_DAYS,
    )


def _row(week: WeekMinutes) -> tuple[str, ...]:
    remark = str(STATE_WORDS[week.state])
    if week.missing:
        remark = tr("{hours} hours short", hours=hours(week.missing))
    return (
        str(week.number),
        show_date(week.monday),
        str(week.school_days),
        hours(week.individual),
        hours(week.group),
        hours(week.counted),
        remark,
    )
