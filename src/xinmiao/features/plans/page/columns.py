"""What the list of plans shows of each."""

from __future__ import annotations

from xinmiao.features.plans.records import STATE_LABELS, STATE_TONES, PlanLine
from xinmiao.kernel.display import show_date
from xinmiao.kernel.texts import _, ntr, tr
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.widgets.chips import Chip


def plan_columns() -> tuple[Column[PlanLine], ...]:
    """Return the columns of the list of plans."""
    return (*_standing_columns(), *_working_columns())


def _standing_columns() -> tuple[Column[PlanLine], ...]:
    """Return whose plan it is and how it stands."""
    return (
        Column(
            "student",
            _("Student"),
            lambda line: line.student.name,
            width=170,
            strong=True,
            secondary=lambda line: line.student.class_label,
            sort_key=lambda line: line.student.pinyin,
        ),
        Column(
            "state",
            _("State"),
            lambda line: str(STATE_LABELS[line.state]),
            width=165,
            chip=lambda line: Chip(STATE_LABELS[line.state], STATE_TONES[line.state]),
        ),
        Column(
            "version",
            _("Version"),
            lambda line: line.number,
            lambda number: tr("v{number}", number=number),
            width=140,
            secondary=_pending,
        ),
    )


def _working_columns() -> tuple[Column[PlanLine], ...]:
    """Return what is to be done and how far it is."""
    return (
        Column(
            "next_review_on",
            _("Next review"),
            lambda line: line.next_review_on,
            lambda day: show_date(day) or "—",
            185,
            secondary=lambda line: "" if line.review_when is None else str(line.review_when),
        ),
        Column(
            "goals",
            _("Goals"),
            lambda line: line.goals,
            lambda count: ntr("{count} goal", "{count} goals", count),
            120,
            secondary=lambda line: tr("{count} reached", count=line.goals_reached) if line.reviews else "",
        ),
        Column(
            "measures",
            _("Measures"),
            lambda line: line.measures_overdue,
            lambda _late: "",
            190,
            chip=_measures,
            stretch=True,
        ),
    )


def _pending(line: PlanLine) -> str:
    return "" if line.pending is None else tr("next one: {state}", state=str(STATE_LABELS[line.pending]))


def _measures(line: PlanLine) -> Chip:
    if line.measures_overdue:
        return Chip(ntr("{count} overdue", "{count} overdue", line.measures_overdue), "warn")
    return Chip(tr("{done} of {count} done", done=line.measures_done, count=line.measures), "", "clipboard-check")
